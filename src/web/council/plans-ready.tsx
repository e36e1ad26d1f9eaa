import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import {
  stayReasons,
  type CaseRow,
  type PlanAsked,
  type PlanChoice,
  type PlanMove,
  type PlanSide,
  type PlanView,
  type PlanWorker,
  type StayReason,
} from '../../council/index.ts'
import { addressesOf, reachable, withQuery, type Addresses } from '../address.ts'
import {
  Button,
  ChartFigure,
  type Content,
  DataTable,
  Details,
  Form,
  InsetText,
  Link,
  Opening,
  PageNumbers,
  Section,
  StandingMark,
} from '../components/index.ts'
import { one, oneOf } from '../query.ts'
import { amount, cases, children, units, unitOf, type AgreementInForce } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { beforeAfterOf, choicesShown, curveOf, isChosen, MOST_NAMED } from './plans-charts.ts'
import { after, before, planSheets } from './plans-tables.ts'
import { AskedFields, captionOf, movesValue, STAY } from './plans.tsx'
import {
  atLeast,
  boughtWords,
  busiestWords,
  hardWords,
  lineOf,
  moveReasonWords,
  planSentence,
  ruleWords,
  share,
  staleWords,
  stayWords,
  triedWords,
  type PlanResult,
  moreOverWords,
} from './plan-words.ts'

/** Rows of one page of moves or of workers. */
const ROWS = 100

interface Ready {
  here: Here
  /** Addresses that keep to the plan's own import where it is an older one. */
  to: Addresses
  view: PlanView
  result: PlanResult
  agreement: AgreementInForce
}

/** A plan that is ready: what it does, what else could be chosen, each move and its reason. */
export function planReady(here: Here, view: PlanView, result: PlanResult): Figures {
  const { row, standing } = view
  const { agreement } = standing
  const shown = standing.import.current ? null : standing.import.id
  const ready: Ready = {
    here,
    to: reachable(addressesOf(here.organisation, shown), here.may, here.signedIn.places),
    view,
    result,
    agreement,
  }
  return {
    page: {
      title: `Plan ${row.number}`,
      section: 'plans',
      standing,
      keepsToItsImport: true,
      crumbs: [{ content: 'Plans', href: here.to.plans() }],
      above: row.stale ? <Stale {...ready} /> : undefined,
    },
    body: (
      <>
        <Opening heading={`Plan ${row.number}`} caption={captionOf(row)}>
          {planSentence(result)}
        </Opening>
        <p class="govuk-body">
          <Link href={here.to.certificate(row.id)}>The proof, in plain words</Link>. A plan only
          proposes: nothing changes by itself.
        </p>
        <Sides {...ready} />
        <ChartFigure
          title={
            result.workers.length > MOST_NAMED
              ? 'Before and after, by team'
              : 'Before and after, worker by worker'
          }
          chart={beforeAfterOf(result, standing)}
        />
        <Workers {...ready} />
        <Unknown {...ready} />
        <Choose {...ready} />
        <Moves {...ready} />
        <Spared {...ready} />
        <Placements {...ready} />
        <Nobody {...ready} />
        {here.may('plan.propose') &&
        row.stale === null &&
        result.moves.length + result.placements.length > 0 ? (
          <Button href={here.to.planPropose(row.id)}>Propose these handovers</Button>
        ) : null}
        <Proof {...ready} />
      </>
    ),
    sheets: planSheets(result, agreement),
    fileName: `plan-${row.number}`,
    what: `Plan ${row.number}: who would take what, and what each move would bring.`,
    ...(row.stale ? { notes: [staleWords[row.stale]] } : {}),
  }
}

function Stale({ here, view }: Ready): JSX.Element {
  return (
    <InsetText>
      <p class="govuk-body">
        <strong>{view.row.stale ? staleWords[view.row.stale] : null}</strong> This plan rests on
        import {view.row.import.number} and the agreement {view.standing.agreement.name}{' '}
        {view.standing.agreement.version}. Make it again before anybody acts on it.
      </p>
      <Form action={here.to.plans()}>
        <AskedFields asked={view.row.asked} />
        <Button class="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
          Make it again
        </Button>
      </Form>
    </InsetText>
  )
}

/** A share with a shape and words beside it where it is over a line: never by colour alone. */
export function Share(props: {
  load: number
  capacity: number
  agreement: AgreementInForce
}): JSX.Element {
  const { load, capacity, agreement } = props
  const words = share({ load, capacity })
  const line = lineOf(load, capacity, agreement)
  if (line === 'within') return <>{words}</>
  return line === 'cannot-receive' ? (
    <StandingMark standing="cannot-receive" words="Cannot receive" />
  ) : (
    <StandingMark
      standing={line}
      words={`${words}, over the ${line === 'over-safe' ? 'safe' : 'hard'} line`}
    />
  )
}

/** The whole, before and after. */
function Sides({ result, agreement, view }: Ready): JSX.Element {
  const rows: [string, (side: PlanSide) => Content][] = [
    ['Busiest worker', (side) => share(side.busiest)],
    ['Workers over the safe line', (side) => side.overSafe.toLocaleString('en-GB')],
    ['Workers over the hard line', (side) => side.overHard.toLocaleString('en-GB')],
    [`Work above what can be carried`, (side) => amount(side.overload, agreement)],
    ['Children with no worker', (side) => side.withNobody.toLocaleString('en-GB')],
  ]
  const more = moreOverWords(result)
  return (
    <>
      <DataTable
        caption={`What plan ${view.row.number} would change`}
        captionSize="m"
        phone="table"
        rows={rows}
        columns={[
          { label: 'What', cell: ([what]) => what },
          { label: 'Now', numeric: true, cell: ([, of]) => of(result.before) },
          { label: 'After', numeric: true, cell: ([, of]) => of(result.after) },
        ]}
      />
      {more && <p class="govuk-body">{more}</p>}
    </>
  )
}

const SHOWN = ['all', 'changed', 'over'] as const

/** The picture's table: by name, a hundred to a page. */
function Workers({ here, to, result, agreement, view }: Ready): JSX.Element | null {
  if (result.workers.length === 0) return null
  const isOver = (worker: PlanWorker): boolean =>
    [worker.before, worker.after].some(
      (load) => lineOf(load, worker.capacity, agreement) !== 'within',
    )
  const isChanged = (worker: PlanWorker): boolean => worker.before !== worker.after
  const asked = oneOf(here.query, 'workers', SHOWN) ?? 'all'
  const kept = {
    all: result.workers,
    changed: result.workers.filter(isChanged),
    over: result.workers.filter(isOver),
  }
  const page = pageIn(here, 'page', kept[asked].length)
  const rows = kept[asked].slice((page - 1) * ROWS, page * ROWS)
  const href = (which: (typeof SHOWN)[number]): string =>
    `${here.to.plan(view.row.id, { workers: which === 'all' ? null : which, moves: one(here.query, 'moves') })}#workers`
  const narrowed: [(typeof SHOWN)[number], string][] = [
    ['all', `All ${kept.all.length}`],
    ['changed', `Whose load changes: ${kept.changed.length}`],
    ['over', `Over a line before or after: ${kept.over.length}`],
  ]
  const table = (
    <>
      <ul class="govuk-list fl-narrow">
        {narrowed.map(([which, words]) => (
          <li>
            {which === asked ? <strong>{words}</strong> : <Link href={href(which)}>{words}</Link>}
          </li>
        ))}
      </ul>
      {rows.length === 0 ? (
        <p class="govuk-body">Nobody.</p>
      ) : (
        <DataTable
          id="workers"
          caption="Workers, by name"
          captionSize="s"
          rows={rows}
          columns={[
            {
              label: 'Worker',
              cell: (worker) => <Link href={to.worker(worker.address)}>{worker.name}</Link>,
            },
            ...(view.row.asked.team === null
              ? [
                  {
                    label: 'Team',
                    cell: (worker: PlanWorker) =>
                      worker.teamName && worker.teamAddress ? (
                        <Link href={to.team(worker.teamAddress)}>{worker.teamName}</Link>
                      ) : (
                        'No team'
                      ),
                  },
                ]
              : []),
            {
              label: 'Now',
              long: true,
              cell: (worker) => <Share {...before(worker)} agreement={agreement} />,
            },
            {
              label: 'After',
              long: true,
              cell: (worker) => <Share {...after(worker)} agreement={agreement} />,
            },
            {
              label: `${capital(unitOf(agreement))}`,
              numeric: true,
              cell: (worker) =>
                change(units(worker.before, agreement), units(worker.after, agreement)),
            },
            {
              label: 'Families',
              numeric: true,
              cell: ({ families }) => change(families.before, families.after),
            },
            {
              label: 'Children',
              numeric: true,
              cell: (worker) => change(worker.children.before, worker.children.after),
            },
          ]}
        />
      )}
      <PageNumbers
        label="Pages of workers"
        page={page}
        pages={Math.ceil(kept[asked].length / ROWS)}
        href={(to) =>
          `${here.to.plan(view.row.id, {
            workers: asked === 'all' ? null : asked,
            moves: one(here.query, 'moves'),
            page: to === 1 ? null : to,
          })}#workers`
        }
      />
    </>
  )
  return (
    <Details
      summary="The same as a table, with who is over before and after"
      open={['workers', 'page'].some((key) => one(here.query, key) !== undefined)}
    >
      {table}
    </Details>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const change = (from: string | number, to: string | number): string =>
  from === to ? String(to) : `${from} → ${to}`

/** A page number that is there. */
function pageIn(here: Here, key: string, rows: number): number {
  const asked = Number(one(here.query, key) ?? 1)
  const last = Math.max(1, Math.ceil(rows / ROWS))
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : 1
}

function Unknown({ to, result }: Ready): JSX.Element | null {
  const { unknown } = result
  if (unknown.length === 0) return null
  const held = unknown.reduce((sum, worker) => sum + worker.cases, 0)
  return (
    <Details
      summary={`${count(unknown.length, 'worker')} with ${children(held)} left out: what they can carry is unknown`}
    >
      <p class="govuk-body">
        Nobody is given work by a guess. Add their contracts to the{' '}
        <Link href={to.people()}>people file</Link>, and the next plan counts them in.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {unknown.map((worker) => (
          <li>
            <Link href={to.worker(worker.address)}>{worker.name}</Link>: {cases(worker.cases)}
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** The frontier: how many moves, and what each number of them buys. */
function Choose(ready: Ready): JSX.Element | null {
  const { here, result, view } = ready
  if (result.choices.length === 0) return null
  const { asked } = view.row
  const choices = choicesShown(result, asked.moves)
  return (
    <Section heading="How many moves?" id="choices">
      <ChartFigure
        title="What each number of moves buys"
        chart={curveOf(choices, asked.moves, view.standing)}
        headingLevel={3}
      />
      <Form action={here.to.plans()} class="fl-choose">
        <AskedFields asked={view.row.asked} without={['moves']} />
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
            How many families may change worker?
          </legend>
          <DataTable
            caption="What each number of moves buys"
            captionSize="hidden"
            phone="table"
            rows={choices.map((choice, n) => ({ choice, n }))}
            columns={[
              {
                label: 'Most moves allowed',
                cell: ({ choice, n }) => (
                  <ChoiceRadio choice={choice} n={n} checked={isChosen(choice, asked.moves)} />
                ),
              },
              {
                label: 'Moves (children)',
                numeric: true,
                cell: ({ choice }) => `${choice.moves} (${choice.children})`,
              },
              { label: 'Busiest', numeric: true, cell: ({ choice }) => share(choice.busiest) },
              {
                label: 'None can be below',
                numeric: true,
                cell: ({ choice }) => atLeast(choice.bound),
              },
            ]}
          />
        </fieldset>
        <Button class="govuk-button--secondary" preventDoubleClick>
          Show the plan with these moves
        </Button>
      </Form>
    </Section>
  )
}

function ChoiceRadio(props: { choice: PlanChoice; n: number; checked: boolean }): JSX.Element {
  const { choice, n } = props
  const id = `moves-${n}`
  const value =
    choice.percent !== null
      ? movesValue({ percent: choice.percent })
      : choice.maxMoves === null
        ? 'any'
        : movesValue({ count: choice.maxMoves })
  const words =
    choice.maxMoves === null
      ? 'As many as help'
      : choice.percent === null
        ? String(choice.maxMoves)
        : `${choice.maxMoves} (${choice.percent}%)`
  return (
    <div class="govuk-radios govuk-radios--small fl-choice">
      <div class="govuk-radios__item">
        <input
          class="govuk-radios__input"
          id={id}
          type="radio"
          name="moves"
          value={value}
          checked={props.checked}
        />
        <label class="govuk-label govuk-radios__label" for={id}>
          {words}
          {props.checked ? ' – this plan' : ''}
        </label>
      </div>
    </div>
  )
}

function Children({ to, of }: { to: Addresses; of: readonly CaseRow[] }): JSX.Element {
  return (
    <span>
      {of.map((one, n) => (
        <>
          {n > 0 ? ', ' : ''}
          <Link href={to.case(one.address)}>{one.child}</Link>
        </>
      ))}
    </span>
  )
}

function Person({ to, of }: { to: Addresses; of: PlanWorker }): JSX.Element {
  return (
    <span class="fl-person">
      <Link href={to.worker(of.address)}>{of.name}</Link>
    </span>
  )
}

/** Each move with its reason; each can be refused, and the plan made again around it. */
function Moves(ready: Ready): JSX.Element {
  const { here, to, result, agreement, view } = ready
  const { moves, stayed, mustMove } = result
  const page = pageIn(here, 'moves', moves.length)
  const rows = moves.slice((page - 1) * ROWS, page * ROWS)
  const sharesStep = (move: PlanMove): boolean =>
    moves.some((other) => other !== move && other.step === move.step)
  return (
    <Section heading="The moves" id="moves">
      {moves.length === 0 ? (
        <p class="govuk-body">No child would change worker.</p>
      ) : (
        <p class="govuk-body">
          In the order in which they help most.{' '}
          {mustMove > 0
            ? `${children(mustMove)} must change worker whatever is chosen, because whoever holds ${mustMove === 1 ? 'it' : 'them'} now cannot keep ${mustMove === 1 ? 'it' : 'them'}. `
            : ''}
          If a child should stay, say why beside it and make the plan again.
        </p>
      )}
      {moves.length === 0 && stayed.length === 0 ? null : (
        <Form action={here.to.plans()}>
          <AskedFields asked={view.row.asked} without={['stay']} />
          <KeptHidden asked={view.row.asked} shown={[...rows, ...stayed].map(firstCase)} />
          {rows.length === 0 ? null : (
            <DataTable
              caption={
                moves.length > ROWS
                  ? `Moves ${(page - 1) * ROWS + 1} to ${(page - 1) * ROWS + rows.length} of ${moves.length}`
                  : count(moves.length, 'move')
              }
              captionSize="s"
              rows={rows}
              columns={[
                { label: 'Child', cell: (move) => <Children to={to} of={move.cases} /> },
                { label: 'From', cell: (move) => <Person to={to} of={move.from} /> },
                { label: 'To', cell: (move) => <Person to={to} of={move.to} /> },
                {
                  label: 'Why this one',
                  long: true,
                  cell: (move) =>
                    `${moveReasonWords[move.reason]}${sharesStep(move) ? `; only together with the others of step ${move.step}` : ''}`,
                },
                {
                  label: 'For the child',
                  long: true,
                  cell: (move) => hardWords(move) || 'Nothing known makes it harder',
                },
                {
                  label: 'What it buys',
                  long: true,
                  cell: (move) =>
                    `${boughtWords(move.bought, agreement)}. After it: ${busiestWords(move.busiestAfter)}, ${amount(move.overloadAfter, agreement)} too much in all`,
                },
                {
                  label: 'Keep where it is',
                  long: true,
                  cell: (move) =>
                    move.reason === 'holder cannot keep it' ? (
                      'Cannot stay'
                    ) : (
                      <Keep of={move.cases} holder={move.from.name} chosen={undefined} />
                    ),
                },
              ]}
            />
          )}
          <PageNumbers
            label="Pages of moves"
            page={page}
            pages={Math.ceil(moves.length / ROWS)}
            href={(n) => `${here.to.plan(view.row.id, { moves: n === 1 ? null : n })}#moves`}
          />
          {stayed.length === 0 ? null : (
            <DataTable
              caption="Kept where they are, because somebody said so"
              captionSize="s"
              rows={stayed}
              columns={[
                { label: 'Child', cell: (kept) => <Children to={to} of={kept.cases} /> },
                { label: 'With', cell: (kept) => kept.cases[0]?.workerName ?? 'Nobody' },
                {
                  label: 'Keep where it is',
                  long: true,
                  cell: (kept) => (
                    <Keep
                      of={kept.cases}
                      holder={kept.cases[0]?.workerName ?? ''}
                      chosen={kept.why}
                    />
                  ),
                },
              ]}
            />
          )}
          <Button preventDoubleClick>Make the plan again</Button>
        </Form>
      )}
      <p class="fl-downloads">
        <Link href={`${here.path}.xlsx`}>
          Download as a workbook<span class="govuk-visually-hidden">: the whole plan</span>
        </Link>
        <Link href={withQuery(`${here.path}.csv`, { table: 'moves' })}>
          Download as CSV<span class="govuk-visually-hidden">: the moves</span>
        </Link>
        <Link href={here.to.planFile(view.row.id, 'json')} attributes={{ download: '' }}>
          Download as JSON<span class="govuk-visually-hidden">: the whole plan</span>
        </Link>
        <Link href={here.to.planFile(view.row.id, 'pdf')} attributes={{ download: '' }}>
          Download as PDF<span class="govuk-visually-hidden">: the whole plan</span>
        </Link>
      </p>
    </Section>
  )
}

const firstCase = (of: { cases: readonly CaseRow[] }): string => of.cases[0]?.address ?? ''

/** Cases kept before that have no field of their own on this page. */
function KeptHidden(props: { asked: PlanAsked; shown: readonly string[] }): JSX.Element {
  const shown = new Set(props.shown)
  return (
    <>
      {props.asked.stay
        .filter((kept) => !shown.has(kept.case))
        .map((kept) => (
          <input type="hidden" name={STAY + kept.case} value={kept.why} />
        ))}
    </>
  )
}

function Keep(props: {
  of: readonly CaseRow[]
  holder: string
  chosen: StayReason | undefined
}): JSX.Element {
  const [first] = props.of
  if (!first) return <>–</>
  const id = `keep-${first.address}`
  return (
    <>
      <label class="govuk-visually-hidden" for={id}>
        Keep child {first.child} with {props.holder}?
      </label>
      <select class="govuk-select fl-keep" id={id} name={STAY + first.address}>
        <option value="" selected={props.chosen === undefined}>
          May move
        </option>
        {stayReasons.map((reason) => (
          <option value={reason} selected={reason === props.chosen}>
            Keep: {stayWords[reason]}
          </option>
        ))}
      </select>
    </>
  )
}

/** Who would move too, were it not so hard on them: said, so that a person can judge otherwise. */
function Spared({ to, result, agreement }: Ready): JSX.Element | null {
  const { spared } = result
  if (spared.length === 0) return null
  return (
    <Details
      summary={`${count(spared.length, 'family', 'families')} spared: a change would be harder on them than it is worth`}
    >
      <DataTable
        caption="What their change of worker would have bought"
        captionSize="s"
        rows={spared.slice(0, ROWS)}
        columns={[
          { label: 'Child', cell: (one) => <Children to={to} of={one.cases} /> },
          { label: 'Stays with', cell: (one) => <Person to={to} of={one.from} /> },
          { label: 'Would have gone to', cell: (one) => <Person to={to} of={one.to} /> },
          {
            label: 'Would have bought',
            numeric: true,
            cell: (one) => boughtWords(one.bought, agreement),
          },
        ]}
      />
    </Details>
  )
}

/** Children who have no worker, and who would take them. */
function Placements({ here, to, result, agreement }: Ready): JSX.Element | null {
  const { placements } = result
  if (placements.length === 0) return null
  const rows = placements.slice(0, ROWS)
  return (
    <Section heading="A worker for those who have none" id="placements">
      <DataTable
        caption={
          placements.length > ROWS
            ? `The first ${ROWS} of ${placements.length}; the workbook holds them all`
            : count(placements.length, 'family', 'families')
        }
        captionSize="s"
        rows={rows}
        columns={[
          { label: 'Child', cell: (one) => <Children to={to} of={one.cases} /> },
          {
            label: 'Would go to',
            cell: (one) => <Link href={to.worker(one.to.address)}>{one.to.name}</Link>,
          },
          { label: 'Team', cell: (one) => one.to.teamName ?? 'No team' },
          {
            label: 'They stand at, before it',
            long: true,
            cell: (one) => <Share {...one.before} agreement={agreement} />,
          },
          {
            label: 'After it',
            long: true,
            cell: (one) => <Share {...one.after} agreement={agreement} />,
          },
        ]}
      />
      <p class="fl-downloads">
        <Link href={withQuery(`${here.path}.csv`, { table: 'placements' })}>
          Download as CSV
          <span class="govuk-visually-hidden">
            : children with no worker, and who would take them
          </span>
        </Link>
      </p>
    </Section>
  )
}

/** Work that the rules let nobody hold: which rules, and how many workers each keeps from it. */
function Nobody({ to, result }: Ready): JSX.Element | null {
  const { nobody } = result
  if (nobody.length === 0) return null
  return (
    <Section heading="Whom nobody here may hold" id="nobody">
      <p class="govuk-body">
        Under the rules there are,{' '}
        {children(nobody.reduce((sum, one) => sum + one.cases.length, 0))}{' '}
        {nobody.length === 1 ? 'stays' : 'stay'} with nobody. A plan for a larger part of the
        service, or another rule, may help.
      </p>
      <DataTable
        caption={
          nobody.length > ROWS
            ? `The first ${ROWS} of ${nobody.length}; the workbook holds them all`
            : 'Children whom nobody here may hold'
        }
        captionSize="hidden"
        rows={nobody.slice(0, ROWS)}
        columns={[
          { label: 'Child', cell: (one) => <Children to={to} of={one.cases} /> },
          {
            label: 'Why not',
            long: true,
            cell: (one) => (
              <ul class="govuk-list fl-rules">
                {one.rules.map(({ rule, workers }) => (
                  <li>
                    {ruleWords(rule)}: {count(workers, 'worker')}
                  </li>
                ))}
                {one.conflict ? (
                  <li>
                    Together with{' '}
                    <Children
                      to={to}
                      of={one.conflict.cases.filter((other) => !one.cases.includes(other))}
                    />{' '}
                    more than these workers may hold: {one.conflict.limit}
                  </li>
                ) : null}
              </ul>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Proof({ here, result, view }: Ready): JSX.Element {
  return (
    <Section heading="Why nobody can do better" id="proof">
      <p class="govuk-body fl-measure">{triedWords(result.certificate)}</p>
      <p class="govuk-body">
        <Link href={here.to.certificate(view.row.id)}>
          Read the certificate: the sum that anybody can redo on paper
        </Link>
      </p>
    </Section>
  )
}
