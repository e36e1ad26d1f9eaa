import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import { lengthWords } from '../../../core/bargaining/index.ts'
import type { MeetingView } from '../../../branch/negotiation/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Form,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { withQuery } from '../../query.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { logCrumb } from './choices.ts'
import { answersTable, columnsOf } from './tables.tsx'
import { askedWords, becameOf, namesWords, whenWords } from './words.ts'

/** One meeting: when, with whom, what became of it, the minutes and the points put there. */
export function meetingPage(here: Here, view: MeetingView): Plain {
  const { row, body } = view
  return {
    page: { title: row.subject, section: 'negotiation', crumbs: [logCrumb(here)] },
    body: (
      <>
        <Opening heading={row.subject} caption={whenWords(row)}>
          {lede(view)}
        </Opening>
        <Actions here={here} view={view} />
        <SummaryList
          rows={[
            { key: 'With', value: namesWords(row.with) || 'Nobody noted yet' },
            { key: 'Negotiating parties', value: namesWords(view.bodies) || 'None noted' },
            { key: 'For the branch', value: body.forBranch || 'Not noted' },
            { key: 'Place', value: row.place || 'Not noted' },
            { key: 'Asked for', value: askedWords(row) },
            {
              key: 'Length',
              value: row.minutes === null ? 'Not noted' : lengthWords(row.minutes),
            },
            ...(view.consultation
              ? [{ key: 'Part of a consultation', value: view.consultation.name }]
              : []),
            ...(row.movedTo
              ? [
                  {
                    key: 'Rescheduled to',
                    value: (
                      <Link href={addressOf(here, 'meeting', row.movedTo.id)}>
                        {longDate(row.movedTo.on)}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(row.movedFrom
              ? [
                  {
                    key: 'In place of',
                    value: (
                      <Link href={addressOf(here, 'meeting', row.movedFrom.id)}>
                        the meeting of {longDate(row.movedFrom.on)}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(body.cancelled && body.cancelled.reason !== ''
              ? [{ key: 'The reason that was given', value: body.cancelled.reason }]
              : []),
          ]}
        />
        {body.notes === '' ? null : (
          <Section heading="Minutes" id="minutes">
            <p class="govuk-body fl-wording">{body.notes}</p>
          </Section>
        )}
        <Points here={here} view={view} />
        {here.may('record.versions') ? (
          <p class="govuk-body">
            <Link href={here.to(`/negotiation/meetings/${row.id}/versions`)}>
              Every version of this record
            </Link>
            {view.aside > 0 ? ' (one was written at the same time as another, and is kept)' : ''}
          </p>
        ) : null}
      </>
    ),
  }
}

function lede({ row, points }: MeetingView): string {
  if (row.state === 'planned') return 'It is planned.'
  if (row.state === 'cancelled') return `${becameOf(row)}.`
  const long = row.minutes === null ? '' : ` for ${lengthWords(row.minutes)}`
  if (points.length === 0) return `It was held${long}. No point is noted.`
  return `It was held${long}. ${row.answered} of ${row.asks} ${row.asks === 1 ? 'point was' : 'points were'} answered.`
}

function Actions({ here, view }: { here: Here; view: MeetingView }): JSX.Element {
  const { row } = view
  const at = (part: string): string => here.to(`/negotiation/meetings/${row.id}/${part}`)
  const mayEdit = here.may('negotiation.edit')
  const isPast = row.on <= here.today
  return (
    <>
      <ButtonGroup>
        {mayEdit && row.state === 'planned' && isPast ? (
          <Button href={at('minutes')}>Write the minutes</Button>
        ) : null}
        {mayEdit && row.state === 'cancelled' && row.movedTo === null ? (
          <Button href={at('reschedule')}>Name another day</Button>
        ) : null}
        {row.state === 'planned' && !isPast ? (
          <Button href={at('agenda')}>The agenda</Button>
        ) : (
          <Link href={at('agenda')}>The agenda</Link>
        )}
        {mayEdit && row.state === 'held' ? (
          <Link href={at('minutes')}>Change the minutes</Link>
        ) : null}
        {mayEdit && row.state === 'planned' ? (
          <Link href={at('cancel')}>It was cancelled</Link>
        ) : null}
        {mayEdit ? <Link href={at('edit')}>Change it</Link> : null}
      </ButtonGroup>
      {mayEdit && row.state !== 'planned' ? (
        <Form action={at('planned')}>
          <input type="hidden" name="number" value={String(view.number)} />
          <p class="govuk-body">
            Noted by mistake?{' '}
            <Button class="govuk-button--secondary">Put it back to planned</Button>
          </p>
        </Form>
      ) : null}
    </>
  )
}

function Points({ here, view }: { here: Here; view: MeetingView }): JSX.Element | null {
  const { row, points } = view
  const mayEdit = here.may('negotiation.edit')
  if (row.state !== 'held') return null
  return (
    <Section heading="Points put" id="points">
      {points.length === 0 ? (
        <p class="govuk-body">None is noted.</p>
      ) : (
        <DataTable
          caption="Points put at this meeting"
          captionSize="hidden"
          columns={columnsOf(answersTable)}
          rows={points}
        />
      )}
      {mayEdit ? (
        <ul class="govuk-list">
          <li>
            <Link
              href={withQuery(here.to('/negotiation/points/new'), {
                meeting: row.id,
                on: row.on,
                about: 'matter',
                to: row.with[0]?.id,
              })}
            >
              Note another point put here
            </Link>
          </li>
          <li>
            <Link
              href={withQuery(here.to('/promises/new'), {
                meeting: row.id,
                on: row.on,
                who: row.with[0]?.id,
              })}
            >
              Note a promise made here
            </Link>
          </li>
        </ul>
      ) : null}
    </Section>
  )
}
