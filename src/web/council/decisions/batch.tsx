import type { JSX } from 'preact'
import { z } from 'zod'
import { count } from '../../../kit/index.ts'
import type { ChangeReason } from '../../../core/allocation/index.ts'
import type {
  BatchView,
  CaseRow,
  ManyDecided,
  PlanView,
  PlanWorker,
  ProposedDecision,
  Standing,
} from '../../../council/index.ts'
import {
  DataTable,
  ErrorSummary,
  Form,
  Link,
  Opening,
  Section,
  Select,
} from '../../components/index.ts'
import { addressIn } from '../../query.ts'
import { children, listed } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../imports.tsx'
import { Share } from '../plans-ready.tsx'
import { EndedRows, endedOf } from './ended.tsx'
import { OneReason } from './one-reason.tsx'
import { changeWords } from './words.ts'

/** What was chosen on the review page. */
export interface Chosen {
  /** Addresses of the first child of each row. */
  chosen: string[]
  reach: 'team' | 'service'
  overrideReason: string
  changeReason: string
  words: string
}

export interface Tried extends Chosen {
  problems: readonly { field: string; sentence: string }[]
}

const rest = z.strictObject({
  reach: z.enum(['team', 'service']),
  overrideReason: z.string().max(40).default(''),
  changeReason: z.string().max(40).default(''),
  words: z.string().max(4_000).default(''),
})
const CHOSEN = 'child-'

/** The rows that a form leaves in, each a field of its own; null where it is no form of ours. */
export function chosenIn(body: unknown): Chosen | null {
  const fields = { ...(body as Record<string, unknown>) }
  const chosen: string[] = []
  for (const name of Object.keys(fields)) {
    if (!name.startsWith(CHOSEN)) continue
    const of = addressIn(name.slice(CHOSEN.length))
    if (of === null || fields[name] !== 'yes') return null
    chosen.push(of)
    delete fields[name]
  }
  const parsed = rest.safeParse(fields)
  return parsed.success ? { chosen, ...parsed.data } : null
}

/** Everything of a team that waits, with whom the engine proposes for it: reviewed, then asked at once. */
export function batchPage(here: Here, view: BatchView, tried: Tried | null): Plain {
  const { proposed, nobody, team } = view
  const waiting = proposed.reduce((sum, of) => sum + of.children.length, 0)
  const title = 'Give every waiting child a worker'
  return {
    page: {
      title,
      section: 'waiting',
      standing: view.standing,
      hasErrors: tried !== null,
      crumbs: [{ content: team.name, href: here.to.team(team.address) }],
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}`,
          }))}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title} caption={team.name}>
          {proposed.length === 0
            ? 'Nobody waits whom somebody of this team could take.'
            : `${children(waiting)} could be taken, brothers and sisters by one worker. Nothing is decided until you ask.`}
        </Opening>
        <Reach here={here} view={view} />
        {proposed.length > 0 ? (
          <Review
            here={here}
            view={view}
            action={here.to.allocateTeam(team.address)}
            tried={tried}
          />
        ) : null}
        {nobody.length > 0 ? (
          <Section heading="For whom nobody is found" id="nobody">
            <p class="govuk-body">
              {nobody.map((one, n) => (
                <>
                  {n > 0 ? ', ' : ''}
                  <Link href={one.address === null ? '' : here.to.allocate(one.address)}>
                    {one.name}
                  </Link>
                </>
              ))}
            </p>
          </Section>
        ) : null}
      </>
    ),
  }
}

function Reach({ here, view }: { here: Here; view: BatchView }): JSX.Element {
  const { reach, team } = view
  const other = reach === 'team' ? 'service' : 'team'
  return (
    <p class="govuk-body">
      {reach === 'team' ? `Among the workers of ${team.name}. ` : 'Among the workers you may see. '}
      <Link href={here.to.allocateTeam(team.address, { reach: other })}>
        {other === 'team' ? `Only ${team.name}` : 'Ask in other teams too'}
      </Link>
    </p>
  )
}

/** Rows of whichever page proposes them. */
export interface Proposal {
  standing: Standing
  reach: 'team' | 'service'
  proposed: ProposedDecision[]
  /** Whether cases change hands: then a reason of the national list is asked for. */
  changesHands?: boolean
}

function Review(props: {
  here: Here
  view: Proposal
  action: string
  tried: Tried | null
}): JSX.Element {
  const { here, view, tried } = props
  const { agreement } = view.standing
  const error = (field: string): string | undefined =>
    tried?.problems.find((problem) => problem.field === field)?.sentence
  const isIn = ({ child }: ProposedDecision): boolean =>
    tried === null || tried.chosen.includes(child)
  return (
    <Form action={props.action} id="chosen" class="fl-choose" novalidate>
      <input type="hidden" name="reach" value={view.reach} />
      <DataTable
        caption="Proposed, each a decision of its own"
        rows={view.proposed}
        columns={[
          {
            label: 'Ask',
            cell: (of) => (
              <div
                class="govuk-checkboxes govuk-checkboxes--small fl-choice"
                data-module="govuk-checkboxes"
              >
                <div class="govuk-checkboxes__item">
                  <input
                    class="govuk-checkboxes__input"
                    type="checkbox"
                    id={`${CHOSEN}${of.child}`}
                    name={`${CHOSEN}${of.child}`}
                    value="yes"
                    checked={isIn(of)}
                  />
                  <label class="govuk-label govuk-checkboxes__label" for={`${CHOSEN}${of.child}`}>
                    {listed(of.children.map(({ name }) => name))}
                  </label>
                </div>
              </div>
            ),
          },
          {
            label: 'To',
            cell: (of) => <Link href={here.to.worker(of.to.address)}>{of.to.name}</Link>,
          },
          {
            label: 'Now',
            long: true,
            cell: (of) => <Share {...of.before} agreement={agreement} />,
          },
          {
            label: 'With this one',
            long: true,
            cell: (of) => <Share {...of.after} agreement={agreement} />,
          },
          { label: 'Most room for it alone', cell: (of) => (of.firstBand ? 'Yes' : 'No') },
        ]}
      />
      {view.changesHands === true ? (
        <Select
          name="changeReason"
          id="changeReason"
          label="Where a case changes hands: why?"
          error={error('changeReason')}
          value={tried?.changeReason ?? ('MANAGE' satisfies ChangeReason)}
          items={Object.entries(changeWords).map(([value, text]) => ({ value, text }))}
        />
      ) : null}
      <OneReason
        tried={tried}
        error={error}
        words="Placed together, so that everybody carries as evenly as can be."
      />
    </Form>
  )
}

/** How each row ended: one that no longer held is left, with the reason. */
export function batchDonePage(
  here: Here,
  view: Pick<Proposal, 'standing' | 'proposed'> & { from: { name: string; href: string } },
  ended: readonly ManyDecided[],
): Plain {
  const { made, leftWords } = endedOf(ended)
  const title = 'What became of them'
  return {
    page: {
      title,
      section: 'waiting',
      standing: view.standing,
      crumbs: [{ content: view.from.name, href: view.from.href }],
    },
    body: (
      <>
        <Opening heading={title} caption={view.from.name}>
          {`${count(made, 'decision was', 'decisions were')} made.`}
          {leftWords}
        </Opening>
        <EndedRows here={here} ended={ended} proposed={view.proposed} />
        <p class="govuk-body">
          <Link href={here.to.decisions()}>See all decisions</Link>
        </p>
      </>
    ),
  }
}

/** What a plan moves or places, as rows to be asked; null where it is not ready. */
export function proposalOf(view: PlanView): Proposal | null {
  const { result, standing, row } = view
  if (!result) return null
  const { safeLine } = standing.agreement
  const rowOf = (cases: readonly CaseRow[], to: PlanWorker): ProposedDecision[] => {
    const [first] = cases
    const { capacity, before, after } = to
    return first === undefined
      ? []
      : [
          {
            child: first.address,
            children: cases.map(({ child, address }) => ({ name: child, address })),
            to: { name: to.name, address: to.address },
            before: { load: before, capacity },
            after: { load: after, capacity },
            firstBand: false,
            overSafe: after * 10_000 > safeLine * capacity,
          },
        ]
  }
  return {
    standing,
    reach: row.asked.reach,
    changesHands: result.moves.length > 0,
    proposed: [...result.moves, ...result.placements].flatMap(({ cases, to }) => rowOf(cases, to)),
  }
}

/** A plan's moves and placements: reviewed, then asked at once. */
export function proposePage(
  here: Here,
  view: PlanView,
  proposal: Proposal,
  tried: Tried | null,
): Plain {
  const title = 'Propose these handovers'
  return {
    page: {
      title,
      section: 'plans',
      standing: view.standing,
      hasErrors: tried !== null,
      crumbs: [{ content: `Plan ${view.row.number}`, href: here.to.plan(view.row.id) }],
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}`,
          }))}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title} caption={`Plan ${view.row.number}`}>
          {proposal.proposed.length === 0
            ? 'This plan moves nothing.'
            : `${count(proposal.proposed.length, 'family', 'families')} would be asked for, each worker by themselves. Figures beside them are those of the whole plan.`}
        </Opening>
        {proposal.proposed.length > 0 ? (
          <Review
            here={here}
            view={proposal}
            action={here.to.planPropose(view.row.id)}
            tried={tried}
          />
        ) : null}
      </>
    ),
  }
}
