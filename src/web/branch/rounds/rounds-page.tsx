import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { SiteInRound } from '../../../core/bargaining/index.ts'
import type { RoundSummary, RoundsView, VisitView } from '../../../branch/rounds/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Link,
  Opening,
  Section,
  Tag,
} from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import type { Plain } from '../plain.ts'
import type { Here } from '../here.ts'
import { Clashes } from './grid.tsx'
import { Removed } from './undo.tsx'
import { clockWords, dayWords, shortDay } from './words.ts'

/** Every round; what needs a rep next; which sites nobody has reached. */
export function roundsPage(here: Here, view: RoundsView, removed: string | null = null): Plain {
  const isRep = here.may('rounds.edit')
  return {
    page: {
      title: 'Meeting rounds',
      section: 'rounds',
      above: removed === null ? undefined : <Removed here={here} what="round" id={removed} />,
    },
    body: (
      <>
        <Opening heading="Meeting rounds">{opening(view, isRep)}</Opening>
        {isRep ? (
          <Button href={here.to('/rounds/new')}>
            {view.rounds.length === 0 ? 'Plan the first round' : 'Plan a round'}
          </Button>
        ) : null}
        {isRep ? <Clashes here={here} clashes={view.clashes} /> : null}
        {isRep && view.needReps.length > 0 ? (
          <Section heading="Where a rep is needed" id="needed">
            <Waiting here={here} visits={view.needReps} to="rota" words="Say who goes" />
          </Section>
        ) : null}
        {isRep && view.notTold.length > 0 ? (
          <Section heading="Was it held?" id="not-told">
            <Waiting here={here} visits={view.notTold} to="outcome" words="Say what became of it" />
          </Section>
        ) : null}
        {view.rounds.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              A round is a few days of meetings, one after another, at the sites where members work.
              {isRep
                ? ' Name it, say its first day and choose the sites: Fairload proposes the days.'
                : ''}
            </p>
          </EmptyState>
        ) : (
          <Section heading="Rounds" id="rounds">
            <Rounds here={here} rounds={view.rounds} isRep={isRep} />
          </Section>
        )}
        {view.rounds.length > 0 && view.coverage.length > 0 ? (
          <Section heading="Sites by round" id="sites">
            <p class="govuk-body">{reachWords(view)}</p>
            <Coverage here={here} view={view} />
          </Section>
        ) : null}
      </>
    ),
  }
}

function opening(view: RoundsView, isRep: boolean): string {
  const [next] = view.needReps
  if (isRep && next) {
    const many = count(view.needReps.length, 'visit needs', 'visits need')
    return `${many} a rep. The next is ${next.site.name} on ${dayWords(next.on)}.`
  }
  if (isRep && view.notTold.length > 0) {
    return `Nobody has said yet whether ${count(view.notTold.length, 'meeting was', 'meetings were')} held.`
  }
  if (view.rounds.length === 0) return 'No round of meetings is planned.'
  const toCome = view.rounds.reduce(
    (sum, round) => sum + round.visits - round.held - round.cancelled - round.notTold,
    0,
  )
  if (toCome === 0) return 'No meeting is to come.'
  return `${count(toCome, 'meeting is', 'meetings are')} to come${isRep ? ', and each has a rep' : ''}.`
}

function Waiting(props: {
  here: Here
  visits: readonly VisitView[]
  to: 'rota' | 'outcome'
  words: string
}): JSX.Element {
  const { here, visits, to, words } = props
  return (
    <DataTable
      caption={words}
      captionSize="hidden"
      rows={visits}
      columns={[
        {
          label: 'Site',
          cell: ({ id, site }) => <Link href={here.to(`/visits/${id}`)}>{site.name}</Link>,
        },
        { label: 'Day', cell: ({ on }) => shortDay(on, here.today) },
        { label: 'Time', cell: clockWords },
        { label: 'Round', cell: ({ round }) => round.name },
        {
          label: 'Next step',
          cell: ({ id, site }) => (
            <Link href={here.to(`/visits/${id}/${to}`)}>
              {words}
              <span class="govuk-visually-hidden">: {site.name}</span>
            </Link>
          ),
        },
      ]}
    />
  )
}

function Rounds(props: {
  here: Here
  rounds: readonly RoundSummary[]
  isRep: boolean
}): JSX.Element {
  const { here, rounds, isRep } = props
  return (
    <DataTable
      caption="Rounds"
      captionSize="hidden"
      rows={rounds}
      columns={[
        {
          label: 'Round',
          cell: ({ id, name }) => <Link href={here.to(`/rounds/${id}`)}>{name}</Link>,
        },
        {
          label: 'From',
          cell: ({ first }) => (first === null ? 'No visit yet' : shortDate(first)),
        },
        { label: 'To', cell: ({ last }) => (last === null ? '' : shortDate(last)) },
        { label: 'Visits', numeric: true, cell: ({ visits }) => visits },
        { label: 'Held', numeric: true, cell: ({ held }) => held || null },
        { label: 'Called off', numeric: true, cell: ({ cancelled }) => cancelled || null },
        ...(isRep
          ? [
              {
                label: 'Rep needed',
                numeric: true,
                cell: ({ needReps }: RoundSummary) => needReps || null,
              },
            ]
          : []),
      ]}
    />
  )
}

function reachWords({ neverReached, sites }: RoundsView): string {
  if (neverReached.length === 0) return `Each of ${count(sites, 'site')} was reached.`
  if (neverReached.length === sites) return 'No site was reached yet.'
  return `${neverReached.length} of ${count(sites, 'site')} ${
    neverReached.length === 1 ? 'was' : 'were'
  } never reached: ${neverReached.map(({ name }) => name).join(', ')}.`
}

const became: Record<SiteInRound, JSX.Element | string> = {
  held: <Tag class="govuk-tag--green">Held</Tag>,
  planned: 'Planned',
  'not-told': 'Not said',
  cancelled: <Tag class="govuk-tag--red">Called off</Tag>,
  none: <span class="govuk-visually-hidden">Not visited</span>,
}

function Coverage({ here, view }: { here: Here; view: RoundsView }): JSX.Element {
  type Row = RoundsView['coverage'][number]
  const never = new Set(view.neverReached.map(({ id }) => id))
  return (
    <DataTable<Row>
      caption="Sites by round"
      captionSize="hidden"
      rows={view.coverage}
      columns={[
        { label: 'Site', cell: ({ site }) => site.name },
        ...view.rounds.map(({ name }, at) => ({
          label: name,
          cell: (row: Row) => became[row.rounds[at] ?? 'none'],
        })),
        {
          label: 'Last meeting held',
          cell: ({ site, lastHeld }) =>
            lastHeld !== null ? (
              shortDay(lastHeld, here.today)
            ) : never.has(site.id) ? (
              <Tag class="govuk-tag--yellow">Never reached</Tag>
            ) : null,
        },
      ]}
    />
  )
}
