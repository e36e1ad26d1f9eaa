import type { JSX } from 'preact'
import { count, isoDate, longDate } from '../../../kit/index.ts'
import { noticeWords, yearSpan, type Span } from '../../../core/bargaining/index.ts'
import type { LogView, TallyView } from '../../../branch/negotiation/index.ts'
import {
  Button,
  DataTable,
  Downloads,
  EmptyState,
  FilterForm,
  Input,
  KeyFigures,
  Link,
  Opening,
  Section,
  Select,
} from '../../components/index.ts'
import { one, withQuery, type QueryOf } from '../../query.ts'
import { sheetOf } from '../../table-of.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import type { Listing } from '../record-form/index.ts'
import { columnsOf, meetingsTable, peopleTable, waitingTable } from './tables.tsx'
import { whenWords } from './words.ts'

/** The time that an address asks for: a year, or two days; null where neither makes sense. */
export function spanOf(query: QueryOf): Span | null {
  const from = isoDate(one(query, 'from') ?? '')
  const to = isoDate(one(query, 'to') ?? '')
  if (from !== null && to !== null && from <= to) return { from, to }
  const year = one(query, 'year') ?? ''
  return /^[1-9]\d{3}$/.test(year) ? yearSpan(Number(year)) : null
}

/** How meetings with the employer went; for reps and officers the log beneath. */
export function logPage(here: Here, tally: TallyView, log: LogView | null): Listing {
  const mayEdit = here.may('negotiation.edit')
  const sheets = log
    ? [
        sheetOf(meetingsTable(here), log.meetings),
        sheetOf(waitingTable(here), log.waiting),
        sheetOf(peopleTable(here), log.people),
      ]
    : []
  return {
    page: { title: 'Meetings with the employer', section: 'negotiation' },
    body: (
      <>
        <Opening heading="Meetings with the employer">{tally.sentence}</Opening>
        <Figures tally={tally} />
        {mayEdit ? (
          <Button href={here.to('/negotiation/meetings/new')}>Note a meeting</Button>
        ) : null}
        <SpanForm here={here} tally={tally} />
        <Consultations here={here} tally={tally} />
        {log ? <Log here={here} log={log} /> : null}
      </>
    ),
    sheets,
    fileName: 'negotiation',
    what: `Meetings with the employer, what waits for an answer, and contact with each person. ${tally.sentence}`,
  }
}

function Figures({ tally: { tally } }: { tally: TallyView }): JSX.Element | null {
  const { employer } = tally.cancelled
  if (employer.all === 0) return null
  const notice = tally.employersNotice
  const middle = notice[Math.floor((notice.length - 1) / 2)]
  return (
    <KeyFigures
      items={[
        { value: String(tally.held), words: tally.held === 1 ? 'meeting held' : 'meetings held' },
        { value: String(employer.all), words: 'cancelled by the employer' },
        { value: String(employer.moved), words: `rescheduled, of ${employer.all}` },
        { value: String(employer.lost), words: `lost, of ${employer.all}` },
        ...(middle === undefined
          ? []
          : [{ value: noticeWords(middle), words: 'in the middle case' }]),
      ]}
    />
  )
}

function SpanForm({ here, tally }: { here: Here; tally: TallyView }): JSX.Element {
  const year = String(tally.span.from.slice(0, 4))
  const years = tally.years.includes(Number(year)) ? tally.years : [Number(year), ...tally.years]
  return (
    <FilterForm action={here.path} label="Choose a time">
      <Select
        name="year"
        label="Year"
        items={years.map((of) => ({ text: String(of), value: String(of) }))}
        value={year}
      />
      <Input name="from" label="Or from" hint="As 2019-03-01" value={one(here.query, 'from')} />
      <Input name="to" label="To" hint="As 2019-06-30" value={one(here.query, 'to')} />
    </FilterForm>
  )
}

const sentence = (words: string): string => (/[.?]$/.test(words) ? words : `${words}.`)

/** Days that have gone by beside days on which the employer met. */
function Consultations({ here, tally }: { here: Here; tally: TallyView }): JSX.Element | null {
  const mayEdit = here.may('negotiation.edit')
  if (tally.consultations.length === 0 && !mayEdit) return null
  return (
    <Section heading="Consultations" id="consultations">
      {tally.consultations.map((one) => (
        <div class="fl-apart">
          <p class="govuk-body">
            <strong>{one.name}</strong>
            {one.clock.isOver ? ' (over)' : ''}: {one.words}
          </p>
          <p class="govuk-hint">
            {one.source === '' ? 'No source is named.' : sentence(one.source)} Days are counted, not
            legal advice.{' '}
            {mayEdit ? (
              <Link href={here.to(`/negotiation/consultations/${one.id}/edit`)}>
                Change<span class="govuk-visually-hidden"> {one.name}</span>
              </Link>
            ) : null}
          </p>
        </div>
      ))}
      {mayEdit ? (
        <p class="govuk-body">
          <Link href={here.to('/negotiation/consultations/new')}>Start a consultation’s clock</Link>
        </p>
      ) : null}
    </Section>
  )
}

function Log({ here, log }: { here: Here; log: LogView }): JSX.Element {
  // Councillors and others stand on the list of people; here, once they were met or asked.
  const people = log.people.filter(
    ({ side, contact }) => side === 'employer' || contact.meetings + contact.asked > 0,
  )
  const mayEdit = here.may('negotiation.edit')
  const keep = {
    year: one(here.query, 'year'),
    from: one(here.query, 'from'),
    to: one(here.query, 'to'),
  }
  return (
    <>
      {log.next ? (
        <Section heading="The next meeting" id="next">
          <p class="govuk-body">
            <Link href={addressOf(here, 'meeting', log.next.id)}>{log.next.subject}</Link>,{' '}
            {whenWords(log.next)}.{' '}
            <Link href={here.to(`/negotiation/meetings/${log.next.id}/agenda`)}>
              Its agenda so far
            </Link>
          </p>
        </Section>
      ) : null}
      {log.unsaid.length > 0 && mayEdit ? (
        <Section heading="Was it held?" id="unsaid">
          <ul class="govuk-list govuk-list--bullet">
            {log.unsaid.map((row) => (
              <li>
                <Link href={addressOf(here, 'meeting', row.id)}>
                  {row.subject}, {longDate(row.on)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section heading="Asked, no answer" id="waiting">
        {log.waiting.length === 0 ? (
          <p class="govuk-body">Everything that was asked has been answered.</p>
        ) : (
          <DataTable
            caption={`${count(log.waiting.length, 'question or request', 'questions or requests')}, the longest wait first`}
            captionSize="s"
            columns={columnsOf(waitingTable(here))}
            rows={log.waiting}
          />
        )}
        {mayEdit ? (
          <p class="govuk-body">
            <Link href={here.to('/negotiation/points/new')}>
              Note what was asked, or a meeting that was asked for
            </Link>
          </p>
        ) : null}
      </Section>
      <Section heading="Meetings" id="meetings">
        {log.meetings.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">No meeting of this time is in the log.</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Meetings of this time, the last first"
            captionSize="hidden"
            columns={columnsOf(meetingsTable(here))}
            rows={log.meetings}
          />
        )}
        <Downloads
          of="the log"
          xlsx={withQuery(`${here.path}.xlsx`, keep)}
          csv={withQuery(`${here.path}.csv`, keep)}
        />
      </Section>
      <Section heading="How deep the contact is" id="people">
        {people.length === 0 ? (
          <p class="govuk-body">
            Nobody is on the list yet.{' '}
            <Link href={here.to('/people')}>Note whom the branch deals with</Link>
          </p>
        ) : (
          <DataTable
            caption="Contact with each person, by name"
            captionSize="hidden"
            columns={columnsOf(peopleTable(here))}
            rows={people}
          />
        )}
        <p class="govuk-body">
          <Link href={here.to('/negotiation/bodies')}>Who is recognised for bargaining</Link>
        </p>
      </Section>
    </>
  )
}
