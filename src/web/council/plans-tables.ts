import type {
  CaseRow,
  PlanChoice,
  PlanMove,
  PlanNobody,
  PlanPlacement,
  PlanWorker,
} from '../../council/index.ts'
import type { Utilisation } from '../../core/fairness/index.ts'
import type { CellOut } from '../../render/index.ts'
import { sheetOf, type Sheet, type TableOf } from '../table-of.ts'
import { statusWords, unitOf, type AgreementInForce } from '../words.ts'
import {
  hardWords,
  lineOf,
  moveReasonWords,
  ruleWords,
  share,
  stayWords,
  type PlanResult,
} from './plan-words.ts'

/** The tables of a plan as files hold them. */

/** A share as a ratio (1.16), over the safe line marked; in words where there is no capacity. */
export function ratioOf(of: Utilisation, agreement: AgreementInForce): CellOut {
  if (of.capacity === 0) return share(of)
  const value = of.load / of.capacity
  return lineOf(of.load, of.capacity, agreement) === 'within' ? value : { value, mark: 'over' }
}

const childrenOf = (cases: readonly CaseRow[]): string => cases.map((of) => of.child).join('; ')
const statusesOf = (cases: readonly CaseRow[]): string =>
  [...new Set(cases.map((of) => statusWords[of.status]))].join('; ')

export const before = (worker: PlanWorker): Utilisation => ({
  load: worker.before,
  capacity: worker.capacity,
})
export const after = (worker: PlanWorker): Utilisation => ({
  load: worker.after,
  capacity: worker.capacity,
})

const movesTable = (agreement: AgreementInForce): TableOf<PlanMove> => ({
  id: 'moves',
  name: 'Moves',
  columns: [
    {
      id: 'step',
      header: 'Step',
      kind: 'number',
      hint: 'Moves that only help together share a step',
      file: (move) => move.step,
    },
    { id: 'children', header: 'Children', kind: 'text', file: (move) => childrenOf(move.cases) },
    { id: 'status', header: 'Status', kind: 'text', file: (move) => statusesOf(move.cases) },
    { id: 'from', header: 'From', kind: 'text', file: (move) => move.from.name },
    { id: 'to', header: 'To', kind: 'text', file: (move) => move.to.name },
    {
      id: 'why',
      header: 'Why this one',
      kind: 'text',
      file: (move) => moveReasonWords[move.reason],
    },
    {
      id: 'bought',
      header: `Buys (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      hint: 'What the whole step takes off those who carry too much',
      file: (move) => move.bought / agreement.grainsPerUnit,
    },
    {
      id: 'busiest',
      header: 'Busiest after it',
      kind: 'percent',
      hint: 'The busiest worker once this step and all before it are done',
      file: (move) => ratioOf(move.busiestAfter, agreement),
    },
    {
      id: 'overload',
      header: `Above what can be carried, after it (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      file: (move) => move.overloadAfter / agreement.grainsPerUnit,
    },
    {
      id: 'hard',
      header: 'What makes it hard for the child',
      kind: 'text',
      file: (move) => hardWords({ ...move, changesInYear: 0 }) || null,
    },
    {
      id: 'changes',
      header: 'Changes of worker in the year',
      kind: 'number',
      hint: 'Where imports show them',
      file: (move) => move.changesInYear,
    },
  ],
})

const placementsTable = (agreement: AgreementInForce): TableOf<PlanPlacement> => ({
  id: 'placements',
  name: 'Placements',
  columns: [
    { id: 'children', header: 'Children', kind: 'text', file: (one) => childrenOf(one.cases) },
    { id: 'status', header: 'Status', kind: 'text', file: (one) => statusesOf(one.cases) },
    { id: 'to', header: 'To', kind: 'text', file: (one) => one.to.name },
    { id: 'team', header: 'Team', kind: 'text', file: (one) => one.to.teamName },
    {
      id: 'before',
      header: 'Before',
      kind: 'percent',
      file: (one) => ratioOf(one.before, agreement),
    },
    { id: 'after', header: 'After', kind: 'percent', file: (one) => ratioOf(one.after, agreement) },
  ],
})

const nobodyTable = (): TableOf<PlanNobody> => ({
  id: 'nobody',
  name: 'Nobody may hold',
  columns: [
    { id: 'children', header: 'Children', kind: 'text', file: (one) => childrenOf(one.cases) },
    { id: 'status', header: 'Status', kind: 'text', file: (one) => statusesOf(one.cases) },
    {
      id: 'rules',
      header: 'Why not',
      kind: 'text',
      file: (one) =>
        one.rules.map(({ rule, workers }) => `${ruleWords(rule)} (${workers})`).join('; '),
    },
    {
      id: 'conflict',
      header: 'Limit that cannot be met',
      kind: 'text',
      file: (one) =>
        one.conflict ? `${one.conflict.limit}: ${childrenOf(one.conflict.cases)}` : null,
    },
  ],
})

const workersTable = (agreement: AgreementInForce): TableOf<PlanWorker> => {
  const unit = unitOf(agreement)
  const hours = (grains: number): number => grains / agreement.grainsPerUnit
  return {
    id: 'workers',
    name: 'Workers',
    columns: [
      { id: 'worker', header: 'Worker', kind: 'text', file: (one) => one.name },
      { id: 'team', header: 'Team', kind: 'text', file: (one) => one.teamName },
      {
        id: 'capacity',
        header: `Can carry (${unit})`,
        kind: 'number',
        decimals: 1,
        file: (one) => hours(one.capacity),
      },
      {
        id: 'hours-before',
        header: `Before (${unit})`,
        kind: 'number',
        decimals: 1,
        file: (one) => hours(one.before),
      },
      {
        id: 'hours-after',
        header: `After (${unit})`,
        kind: 'number',
        decimals: 1,
        file: (one) => hours(one.after),
      },
      {
        id: 'before',
        header: 'Before',
        kind: 'percent',
        file: (one) => ratioOf(before(one), agreement),
      },
      {
        id: 'after',
        header: 'After',
        kind: 'percent',
        file: (one) => ratioOf(after(one), agreement),
      },
      {
        id: 'families-before',
        header: 'Families before',
        kind: 'number',
        file: (one) => one.families.before,
      },
      {
        id: 'families-after',
        header: 'Families after',
        kind: 'number',
        file: (one) => one.families.after,
      },
      {
        id: 'children-before',
        header: 'Children before',
        kind: 'number',
        file: (one) => one.children.before,
      },
      {
        id: 'children-after',
        header: 'Children after',
        kind: 'number',
        file: (one) => one.children.after,
      },
    ],
  }
}

const choicesTable = (agreement: AgreementInForce): TableOf<PlanChoice> => ({
  id: 'choices',
  name: 'How many moves',
  columns: [
    {
      id: 'most',
      header: 'Most moves allowed',
      kind: 'text',
      file: (choice) => (choice.maxMoves === null ? 'as many as help' : String(choice.maxMoves)),
    },
    {
      id: 'percent',
      header: 'Of families with a worker',
      kind: 'percent',
      decimals: 1,
      file: (choice) => (choice.percent === null ? null : choice.percent / 100),
    },
    { id: 'moves', header: 'Moves', kind: 'number', file: (choice) => choice.moves },
    { id: 'children', header: 'Children', kind: 'number', file: (choice) => choice.children },
    {
      id: 'busiest',
      header: 'Busiest',
      kind: 'percent',
      file: (choice) => ratioOf(choice.busiest, agreement),
    },
    {
      id: 'bound',
      header: 'No plan can do better than',
      kind: 'percent',
      decimals: 1,
      file: (choice) =>
        choice.bound.capacity === 0 ? null : choice.bound.load / choice.bound.capacity,
    },
  ],
})

const stayedTable = (): TableOf<PlanResult['stayed'][number]> => ({
  id: 'kept',
  name: 'Kept where they are',
  columns: [
    { id: 'children', header: 'Children', kind: 'text', file: (one) => childrenOf(one.cases) },
    {
      id: 'worker',
      header: 'With',
      kind: 'text',
      file: (one) => one.cases[0]?.workerName ?? null,
    },
    { id: 'why', header: 'Why', kind: 'text', file: (one) => stayWords[one.why] },
  ],
})

const sparedTable = (agreement: AgreementInForce): TableOf<PlanResult['spared'][number]> => ({
  id: 'spared',
  name: 'Spared',
  columns: [
    { id: 'children', header: 'Children', kind: 'text', file: (one) => childrenOf(one.cases) },
    { id: 'from', header: 'With', kind: 'text', file: (one) => one.from.name },
    { id: 'to', header: 'Would have gone to', kind: 'text', file: (one) => one.to.name },
    {
      id: 'bought',
      header: `Would have bought (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      file: (one) => one.bought / agreement.grainsPerUnit,
    },
  ],
})

const unknownTable = (): TableOf<PlanResult['unknown'][number]> => ({
  id: 'unknown',
  name: 'Capacity unknown',
  columns: [
    { id: 'worker', header: 'Worker', kind: 'text', file: (one) => one.name },
    { id: 'cases', header: 'Children', kind: 'number', file: (one) => one.cases },
  ],
})

/** Everything a plan says, for its workbook and its CSV files. */
export function planSheets(result: PlanResult, agreement: AgreementInForce): Sheet[] {
  return [
    sheetOf(movesTable(agreement), result.moves),
    sheetOf(workersTable(agreement), result.workers),
    sheetOf(placementsTable(agreement), result.placements),
    sheetOf(nobodyTable(), result.nobody),
    sheetOf(choicesTable(agreement), result.choices),
    sheetOf(stayedTable(), result.stayed),
    sheetOf(sparedTable(agreement), result.spared),
    sheetOf(unknownTable(), result.unknown),
  ]
}
