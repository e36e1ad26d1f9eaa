import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { LeaverCase, LeaverRow, LeaversView, LeaverView } from '../../../council/index.ts'
import {
  Button,
  CountedTextarea,
  DateInput,
  EmptyState,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Radios,
  Section,
  StandingMark,
  SummaryList,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { amount, cases, shortDate, statusWords } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { partsOf, type Typed } from './words.ts'

const goingWords: Record<LeaverRow['going']['kind'], string> = {
  leaves: 'Leaves',
  'long-absence': 'Away for long',
}

/** How it is known: `the files`, or the day of the notice. */
const knownFrom = ({ going }: LeaverRow): string =>
  going.noticeOn === null
    ? going.kind === 'leaves'
      ? 'Contract in the files'
      : 'Absence in the files'
    : `Notice of ${shortDate(going.noticeOn)}`

function leaversTable(here: Here): TableOf<LeaverRow> {
  return {
    id: 'leavers',
    name: 'Leavers',
    columns: [
      {
        id: 'worker',
        header: 'Worker',
        kind: 'text',
        cell: (row) => <Link href={here.to.leaver(row.address)}>{row.name}</Link>,
        file: (row) => row.name,
      },
      { id: 'team', header: 'Team', kind: 'text', file: (row) => row.team?.name ?? 'No team' },
      { id: 'what', header: 'What', kind: 'text', file: (row) => goingWords[row.going.kind] },
      {
        id: 'last',
        header: 'Last day',
        kind: 'date',
        cell: (row) =>
          row.going.lastDay < here.today ? (
            <StandingMark standing="over-hard" words={`${shortDate(row.going.lastDay)}, passed`} />
          ) : (
            shortDate(row.going.lastDay)
          ),
        file: (row) => row.going.lastDay,
      },
      {
        id: 'back',
        header: 'Back on',
        kind: 'date',
        file: (row) => row.going.backOn,
        inFilesOnly: true,
      },
      { id: 'known', header: 'Known from', kind: 'text', file: knownFrom },
      { id: 'cases', header: 'Cases', kind: 'number', file: (row) => row.cases },
      {
        id: 'without',
        header: 'With no next worker',
        kind: 'number',
        cell: (row) =>
          row.without > 0 ? (
            <StandingMark standing="over-safe" words={row.without.toLocaleString('en-GB')} />
          ) : (
            '0'
          ),
        file: (row) => row.without,
      },
      {
        id: 'by',
        header: 'All planned by',
        kind: 'date',
        cell: (row) =>
          row.planBy === null ? (
            ''
          ) : row.planBy < here.today && row.without > 0 ? (
            <StandingMark standing="over-hard" words={`${shortDate(row.planBy)}, passed`} />
          ) : (
            shortDate(row.planBy)
          ),
        file: (row) => row.planBy,
      },
    ],
  }
}

/** Who leaves within the next weeks, and how much of their work has no next worker. */
export function leaversPage(here: Here, view: LeaversView): Figures {
  const table = leaversTable(here)
  const without = view.rows.reduce((sum, row) => sum + row.without, 0)
  return {
    page: {
      title: 'Who leaves, or is away for long',
      section: 'handovers',
      standing: view.standing,
      crumbs: [{ content: 'Handovers', href: here.to.handovers() }],
    },
    body: (
      <>
        <Opening heading="Who leaves, or is away for long">
          {view.rows.length === 0
            ? `Nobody who holds cases is known to leave, or to be away for four weeks or more, in the next ${view.weeks} weeks.`
            : `${count(view.rows.length, 'person leaves', 'people leave')} or will be away for long in the next ${view.weeks} weeks; ${cases(without)} of theirs ${without === 1 ? 'has' : 'have'} no next worker.`}
        </Opening>
        {view.rows.length === 0 ? (
          <EmptyState>
            Ends of contracts and dated absences come from the people file. Notice that the files do
            not show yet is noted on the worker’s page, under “Leaves, or away for long?”.
          </EmptyState>
        ) : (
          <>
            <List
              here={here}
              table={table}
              rows={view.rows}
              caption="Leavers, the first last day first"
              captionSize="hidden"
            />
            <Downloads here={here} of="leavers" />
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, view.rows)],
    fileName: 'leavers',
    what: 'Who leaves or will be away for long, and how many of their cases have no next worker.',
  }
}

/** What is wrong with a notice that was sent. */
export interface TriedNotice {
  typed: Typed
  problem: { field: string; sentence: string }
}

const casesTable = (here: Here, view: LeaverView): TableOf<LeaverCase> => ({
  id: 'cases',
  name: 'Cases',
  columns: [
    {
      id: 'child',
      header: 'Child',
      kind: 'text',
      cell: (row) => <Link href={here.to.case(row.address)}>{row.child}</Link>,
      file: (row) => row.child,
    },
    { id: 'status', header: 'Status', kind: 'text', file: (row) => statusWords[row.status] },
    {
      id: 'weighs',
      header: 'Weighs',
      kind: 'text',
      file: (row) => amount(row.demand, view.standing.agreement),
    },
    {
      id: 'next',
      header: 'Next worker',
      kind: 'text',
      cell: (row) =>
        row.decided === null ? (
          <StandingMark standing="over-safe" words="Nobody yet" />
        ) : (
          <Link href={here.to.decision(row.decided.id)}>{nextWords(row)}</Link>
        ),
      file: nextWords,
    },
  ],
})

const nextWords = ({ decided }: LeaverCase): string =>
  decided === null
    ? 'Nobody yet'
    : decided.state !== 'stands'
      ? `${decided.to.name}, asked`
      : decided.gate === 'complete'
        ? `${decided.to.name}, handed over`
        : `${decided.to.name}, being handed over`

/** One worker who goes: their whole caseload, where it goes, and the notice that was given. */
export function leaverPage(here: Here, view: LeaverView, tried: TriedNotice | null): Figures {
  const { leaver } = view
  const table = casesTable(here, view)
  const without = view.cases.filter(({ decided }) => decided === null).length
  return {
    page: {
      title: view.name,
      section: 'handovers',
      standing: view.standing,
      crumbs: [{ content: 'Leavers', href: here.to.leavers() }],
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={[{ content: tried.problem.sentence, href: `#${tried.problem.field}` }]}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={view.name} caption={view.team?.name}>
          {sentence(here, view, without)}
        </Opening>
        {leaver?.shortNotice ? (
          <InsetText>
            The notice is shorter than the agreement asks of an agency assignment.{' '}
            <Link href={`${here.to.agreement()}#agency.notice`}>What the agreement says</Link>
          </InsetText>
        ) : null}
        {leaver !== null && leaver.planBy !== null ? (
          <p class="govuk-body">
            Each case has its next worker by {longDate(leaver.planBy)}, as{' '}
            <Link href={`${here.to.agreement()}#agency.plan`}>the agreement says</Link>.
          </p>
        ) : null}
        {without > 0 ? (
          <Button href={here.to.leaverPlan(view.address)}>Plan where these go</Button>
        ) : null}
        <Section heading="The whole caseload" id="cases">
          {view.cases.length === 0 ? (
            <p class="govuk-body">They hold no case.</p>
          ) : (
            <List
              here={here}
              table={table}
              rows={view.cases}
              caption="Cases, and who takes each over"
              captionSize="hidden"
            />
          )}
        </Section>
        {view.cases.length > 0 ? <Downloads here={here} of="this caseload" /> : null}
        <Notices here={here} view={view} tried={tried} />
        <p class="govuk-body">
          <Link href={here.to.worker(view.address)}>What they carry</Link>
        </p>
      </>
    ),
    sheets: [sheetOf(table, view.cases)],
    fileName: 'leaver',
    what: 'One worker’s whole caseload, and who takes each case over.',
  }
}

function sentence(here: Here, { leaver, cases: held }: LeaverView, without: number): string {
  const hold = `They hold ${cases(held.length)}${held.length === 0 ? '' : `; ${without === 0 ? 'each has a next worker' : `${without} ${without === 1 ? 'has' : 'have'} no next worker`}`}.`
  if (leaver === null) return `Nothing is known of their leaving or a long absence. ${hold}`
  const { kind, lastDay, backOn } = leaver.going
  const last = longDate(lastDay)
  const has = lastDay < here.today
  const what =
    kind === 'leaves'
      ? `${has ? 'Left' : 'Leaves'}: the last day ${has ? 'was' : 'is'} ${last}.`
      : `Away for long after ${last}${backOn === null ? '' : `, back on ${longDate(backOn)}`}.`
  return `${what} ${hold}`
}

function Notices(props: { here: Here; view: LeaverView; tried: TriedNotice | null }): JSX.Element {
  const { here, view, tried } = props
  const typed = tried?.typed ?? partsOf(here.today, 'notice')
  const error = (field: string): string | undefined =>
    tried?.problem.field === field ? tried.problem.sentence : undefined
  const day = (prefix: string, legend: string, hint?: string): JSX.Element => (
    <DateInput
      id={prefix}
      namePrefix={prefix}
      fieldset={{ legend: { content: legend, class: 'govuk-fieldset__legend--s' } }}
      hint={hint}
      values={{
        day: typed[`${prefix}-day`] ?? '',
        month: typed[`${prefix}-month`] ?? '',
        year: typed[`${prefix}-year`] ?? '',
      }}
      error={error(prefix)}
    />
  )
  return (
    <Section heading="Notice" id="notice-section">
      {view.notices.map((notice) => (
        <>
          <SummaryList
            rows={[
              { key: 'What', value: goingWords[notice.kind] },
              { key: 'Notice given', value: longDate(notice.noticeOn) },
              { key: 'Last day at work', value: longDate(notice.lastDay) },
              ...(notice.backOn === null
                ? []
                : [{ key: 'Back on', value: longDate(notice.backOn) }]),
              ...(notice.words === '' ? [] : [{ key: 'In words', value: notice.words }]),
              { key: 'Noted by', value: notice.by },
            ]}
          />
          <Form action={here.to.leaverWithdraw(view.address)}>
            <input type="hidden" name="notice" value={notice.id} />
            <Button class="govuk-button--secondary" preventDoubleClick>
              Take this notice back
            </Button>
          </Form>
        </>
      ))}
      {view.notices.length > 0 ? null : (
        <Form action={here.to.leaverNotice(view.address)} novalidate>
          <p class="govuk-body">
            Note it as soon as it is known, so that the cases are planned before the last day.
          </p>
          <Radios
            name="kind"
            idPrefix="kind"
            fieldset={{
              legend: { content: 'What is known?', class: 'govuk-fieldset__legend--s' },
            }}
            value={typed['kind']}
            error={error('kind')}
            items={[
              { value: 'leaves', content: 'They leave' },
              { value: 'long-absence', content: 'They will be away for four weeks or more' },
            ]}
          />
          {day('notice', 'When was it said?')}
          {day('last', 'The last day at work')}
          {day('back', 'Back on (optional)', 'Of a long absence, where the day is known.')}
          <CountedTextarea
            name="words"
            id="words"
            label="In words (optional)"
            hint="Nothing about health: that they are away is enough."
            rows={2}
            most={4_000}
            value={typed['words'] ?? ''}
            error={error('words')}
          />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Note this
          </Button>
        </Form>
      )}
    </Section>
  )
}
