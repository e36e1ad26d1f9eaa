import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { PlanAsked, PlanRow, PlanState, PlanView } from '../../council/index.ts'
import {
  Button,
  ErrorSummary,
  Form,
  Link,
  Opening,
  PageNumbers,
  Progress,
  Radios,
  Section,
  Select,
  type SelectItem,
  type Stage,
  Tag,
  WarningText,
} from '../components/index.ts'
import type { Problem } from '../../kit/index.ts'
import type { Addresses } from '../address.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import { moment } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import type { Plain } from './imports.tsx'
import { Downloads, List } from './list.tsx'
import {
  atLeast,
  effortWords,
  movesAskedWords,
  planStages,
  planStateWords,
  reachWords,
  scopeWords,
  share,
} from './plan-words.ts'

/** Plans shown on one page of the list; the council's own page size. */
export const PLANS_A_PAGE = 50

/** How many moves may be asked for before there is a plan to choose from. */
export const movesOffered = [1, 2, 3, 5, 8] as const
export const usualPercent = 3

const TAGS: Partial<Record<PlanState, string>> = {
  waiting: 'govuk-tag--yellow',
  working: 'govuk-tag--yellow',
  failed: 'govuk-tag--red',
  cancelled: 'govuk-tag--grey',
}

function plansTable(to: Addresses): TableOf<PlanRow> {
  return {
    id: 'plans',
    name: 'Plans',
    columns: [
      {
        id: 'number',
        header: 'Plan',
        kind: 'number',
        cell: (row) => <Link href={to.plan(row.id)}>{`Plan\u00a0${row.number}`}</Link>,
        file: (row) => row.number,
      },
      { id: 'scope', header: 'For', kind: 'text', file: (row) => scopeWords(row.teamName) },
      {
        id: 'asked',
        header: 'Asked for',
        kind: 'text',
        long: true,
        file: (row) => movesAskedWords(row.asked.moves),
      },
      {
        id: 'state',
        header: 'State',
        kind: 'text',
        cell: (row) => <PlanTag row={row} />,
        file: (row) =>
          row.stale && row.state === 'ready'
            ? 'The figures changed since'
            : planStateWords[row.state],
      },
      {
        id: 'busiest',
        header: 'Busiest',
        kind: 'text',
        file: (row) =>
          row.busiest ? `${share(row.busiest.before)} → ${share(row.busiest.after)}` : null,
      },
      { id: 'moves', header: 'Moves', kind: 'number', file: (row) => row.moves },
      {
        id: 'rests-on',
        header: 'Rests on',
        kind: 'text',
        file: (row) => `Import ${row.import.number}`,
      },
      {
        id: 'agreement',
        header: 'Agreement',
        kind: 'text',
        file: (row) => `${row.agreement.id} ${row.agreement.version}`,
        inFilesOnly: true,
      },
      { id: 'at', header: 'Asked on', kind: 'text', file: (row) => moment(row.askedAt) },
    ],
  }
}

function PlanTag({ row }: { row: PlanRow }): JSX.Element {
  return row.state === 'ready' && row.stale ? (
    <Tag class="govuk-tag--grey">Figures changed since</Tag>
  ) : (
    <Tag class={TAGS[row.state]}>{planStateWords[row.state]}</Tag>
  )
}

/** Every plan there was, newest first, and where one asks for another. */
export function plansPage(
  here: Here,
  view: { rows: PlanRow[]; total: number },
  given: { page: number; scopes: SelectItem[]; problem: Problem | null },
): Figures {
  const table = plansTable(here.to)
  const making = view.rows.filter((row) => row.state === 'waiting' || row.state === 'working')
  const { problem } = given
  return {
    page: {
      title: 'Plans',
      section: 'plans',
      hasErrors: problem !== null,
      above: problem ? <ErrorSummary errors={[{ content: problem.sentence }]} /> : undefined,
    },
    body: (
      <>
        <Opening heading="Plans">
          {view.total === 0
            ? 'A plan says which few children could change worker so that nobody carries more than they must.'
            : `${count(view.total, 'plan')} so far${making.length > 0 ? `; ${making.length} ${making.length === 1 ? 'is' : 'are'} being made` : ''}. A plan only proposes: nothing changes by itself.`}
        </Opening>
        {view.rows.length === 0 ? null : (
          <>
            <List here={here} table={table} rows={view.rows} caption="Plans, newest first" />
            <PageNumbers
              label="Pages of plans"
              page={given.page}
              pages={Math.ceil(view.total / PLANS_A_PAGE)}
              href={(page) => here.to.plans({ page: page === 1 ? null : page })}
            />
            <Downloads here={here} of="plans" />
          </>
        )}
        {here.may('plan.ask') ? <AskForm here={here} scopes={given.scopes} /> : null}
      </>
    ),
    sheets: [sheetOf(table, view.rows)],
    fileName: 'plans',
    what: 'Every plan: what was asked for, and what it would bring.',
  }
}

function AskForm({ here, scopes }: { here: Here; scopes: SelectItem[] }): JSX.Element {
  return (
    <Section heading="Make a plan" id="make">
      <Form action={here.to.plans()} novalidate>
        <Select
          name="team"
          label={{ content: 'For whom', class: 'govuk-label--s' }}
          hint="Within one team and those beneath it, or as wide as you answer for."
          items={scopes}
        />
        <Radios
          name="reach"
          value="team"
          class="govuk-radios--small"
          fieldset={{
            legend: { content: 'Where may work go?', class: 'govuk-fieldset__legend--s' },
          }}
          items={[
            { value: 'team', content: reachWords.team },
            { value: 'service', content: reachWords.service },
          ]}
        />
        <Radios
          name="moves"
          value={`percent-${usualPercent}`}
          class="govuk-radios--small"
          fieldset={{
            legend: {
              content: 'How many families may change worker?',
              class: 'govuk-fieldset__legend--s',
            },
          }}
          hint="The plan then shows what fewer and more would buy. Children with no worker are given one in any case."
          items={[
            { value: 'count-0', content: 'None: only place the children who have no worker' },
            ...movesOffered.map((percent) => ({
              value: `percent-${percent}`,
              content: `At most ${percent}% of families`,
            })),
            { value: 'any', content: 'As many as help' },
          ]}
        />
        <Radios
          name="effort"
          value="normal"
          class="govuk-radios--small"
          fieldset={{
            legend: { content: 'How long may it take?', class: 'govuk-fieldset__legend--s' },
          }}
          items={[
            { value: 'quick', content: `${effortWords.quick}: a first look` },
            { value: 'normal', content: `${effortWords.normal}: seconds to a minute` },
            {
              value: 'deep',
              content: `${effortWords.deep}: some minutes, at times a little fairer`,
            },
          ]}
        />
        <Button preventDoubleClick>Make a plan</Button>
      </Form>
    </Section>
  )
}

/** The fields of a form that asks the same again, with the kept cases; some of them changed. */
export function AskedFields(props: {
  asked: PlanAsked
  /** Left to fields of their own in the form. */
  without?: readonly ('moves' | 'stay')[] | undefined
}): JSX.Element {
  const { asked, without = [] } = props
  const fields: [string, string][] = [
    ['team', asked.team ?? ''],
    ['reach', asked.reach],
    ['effort', asked.effort],
    ['seed', String(asked.seed)],
    ...(without.includes('moves') ? [] : [['moves', movesValue(asked.moves)] as [string, string]]),
    ...(without.includes('stay')
      ? []
      : asked.stay.map((kept): [string, string] => [STAY + kept.case, kept.why])),
  ]
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** What a field that keeps a case begins with. */
export const STAY = 'stay.'

/** The moves as one value of a form: `percent-3`, `count-11`, `any`. */
export const movesValue = (moves: PlanAsked['moves']): string =>
  moves === 'any' ? 'any' : 'percent' in moves ? `percent-${moves.percent}` : `count-${moves.count}`

/** A plan that is not ready: in the making, cancelled, or impossible. */
export function planInTheMaking(here: Here, view: PlanView): Plain {
  const { row, state } = view
  const isMaking = state.state === 'waiting' || state.state === 'working'
  return {
    page: {
      title: `Plan ${row.number}`,
      section: 'plans',
      standing: view.standing,
      keepsToItsImport: true,
      crumbs: [{ content: 'Plans', href: here.to.plans() }],
      refreshSeconds: isMaking ? 3 : undefined,
    },
    body: (
      <>
        <Opening heading={`Plan ${row.number}`} caption={captionOf(row)}>
          {isMaking
            ? 'The plan is being made. You can leave this page and come back; nothing stops.'
            : state.state === 'cancelled'
              ? 'This plan was cancelled before it was ready.'
              : 'This plan could not be made.'}
        </Opening>
        {isMaking ? <Making view={view} /> : null}
        {state.problem ? <WarningText>{state.problem.sentence}</WarningText> : null}
        {isMaking ? (
          <Form action={here.to.planCancel(row.id)}>
            <Button class="govuk-button--secondary" preventDoubleClick>
              Cancel this plan
            </Button>
          </Form>
        ) : (
          <Form action={here.to.plans()}>
            <AskedFields asked={row.asked} />
            <Button preventDoubleClick>Make it again</Button>
          </Form>
        )}
        <p class="govuk-body">
          <Link href={here.to.plans()}>All plans</Link>
        </p>
      </>
    ),
  }
}

export const captionOf = (row: PlanRow): string =>
  `${scopeWords(row.teamName)}${row.asked.reach === 'team' && row.asked.team === null ? ', each team for itself' : ''}, ${movesAskedWords(row.asked.moves)}`

/** Real stages with what is known so far; where scripts do not run the page loads itself anew. */
function Making({ view }: { view: PlanView }): JSX.Element {
  const { state } = view
  const now = planStages.findIndex(([stage]) => stage === state.stage)
  const known = [
    state.busiest ? `busiest ${share(state.busiest)} so far` : null,
    state.bound ? `none can be under ${atLeast(state.bound)}` : null,
  ].filter((part) => part !== null)
  const stages = planStages.map(([, label], n): Stage => {
    const at = n < now ? 'done' : n === now ? 'now' : 'waiting'
    return n === now && known.length > 0
      ? { label, state: at, detail: known.join('; ') }
      : { label, state: at }
  })
  return (
    <Progress
      label={`Making plan ${view.row.number}`}
      stages={stages}
      meter={{ value: Math.round(100 * Math.min(1, Math.max(0, state.done))), max: 100 }}
      underWay
    >
      <p class="govuk-body">
        {state.state === 'waiting' ? 'It waits until the plan before it is ready. ' : ''}
        This page keeps itself up to date.
      </p>
    </Progress>
  )
}
