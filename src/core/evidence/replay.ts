import { canonicalJson, ok, type Problem, type Result } from '../../kit/index.ts'
import { fraction, readyToWeigh, times, type Agreement } from '../agreement/index.ts'
import type { CaseStatus } from '../model/index.ts'
import { knownOfClass, knownOfStage, type Known } from './known.ts'
import type { EvidenceRelease, StatusCount } from './release.ts'
import { travelRange, weightRange, wholeGrains, type GrainRange } from './weight-range.ts'

export interface AmountRange {
  from: number
  to: number
}

/** What the children of a release weigh under an agreement: a range, and what makes it one. */
export interface EvidenceReplay {
  children: number
  /** In the agreement’s own unit. The true figure lies within. */
  demand: AmountRange
  byStatus: { status: CaseStatus | 'rest'; children: number; demand: AmountRange }[]
  /** Children whose weight the release gives without doubt. */
  certain: number
  /** What makes it a range, in plain words; empty where there is none. */
  because: string[]
}

/** Children of one class with what each can weigh. */
export interface Cell {
  status: CaseStatus | 'rest'
  children: number
  known: readonly Known[]
  /** With no complexity entered. */
  weighs: GrainRange
  /** `further`: each counts by the sibling rule; `maybe`: any of them could. */
  sibling: 'whole' | 'further' | 'maybe'
  isToldApart: boolean
}

/**
 * A release under an agreement’s weights. The true demand of the same children lies within the range:
 * each child weighs between the least and the most that is left open by what is known of their class.
 *
 * @returns the problem where the agreement is not filled in.
 */
export function replayEvidence(
  release: EvidenceRelease,
  agreement: Agreement,
): Result<EvidenceReplay, Problem> {
  const ready = readyToWeigh(agreement)
  if (!ready.ok) return ready
  const cells = cellsOf(release, agreement)
  const spare = siblingsLeft(release, agreement, cells)
  const travel = travelOf(release, agreement)
  const reduced = {
    least: reduction(cells, spare.to, 'least'),
    most: reduction(cells, spare.from, 'most'),
  }
  const units = (grains: number): number => grains / agreement.unit.grainsPerUnit
  const sum = (of: readonly Cell[], side: 'least' | 'most'): number =>
    of.reduce((total, cell) => total + cell.children * weightOf(cell, side), 0)
  const complexity = complexityOf(release, agreement, cells)
  const from = Math.max(0, sum(cells, 'least') - reduced.least + complexity.from + travel.from)
  const to = sum(cells, 'most') - reduced.most + complexity.to + travel.to
  const names = [...new Set(cells.map(({ status }) => status))]
  const certain = cells.reduce(
    (total, cell) =>
      cell.sibling !== 'maybe' && weightOf(cell, 'least') === weightOf(cell, 'most')
        ? total + cell.children
        : total,
    0,
  )
  return ok({
    children: release.children,
    demand: { from: units(from), to: units(to) },
    byStatus: names.map((status) => {
      const own = cells.filter((cell) => cell.status === status)
      return {
        status,
        children: own.reduce((total, { children }) => total + children, 0),
        demand: {
          from: units(sum(own, 'least') - reduction(own, spare.to, 'least')),
          to: units(sum(own, 'most')),
        },
      }
    }),
    certain: travel.to > 0 || complexity.isOpen ? 0 : certain,
    because: reasons(),
  })

  function reasons(): string[] {
    const untold = cells
      .filter((cell) => !cell.isToldApart)
      .reduce((total, { children }) => total + children, 0)
    const open = cells
      .filter((cell) => cell.isToldApart && weightOf(cell, 'least') !== weightOf(cell, 'most'))
      .reduce((total, { children }) => total + children, 0)
    const maybe = cells.some((cell) => cell.sibling === 'maybe') && spare.to > 0
    return [
      ...(untold > 0
        ? [
            `${untold} of ${release.children} children are counted with others, because their group is too small to be told apart.`,
          ]
        : []),
      ...(open > 0
        ? [
            `This version asks something of ${open} children that the agreement of the release did not ask, so the release cannot say which weight holds.`,
          ]
        : []),
      ...(maybe
        ? ['Which child of a family weighs less beside a heavier sibling depends on the weights.']
        : []),
      ...(complexity.isOpen
        ? ['Complexity that is entered for a case is released as a range, apart from its status.']
        : []),
      ...(travel.to > 0 ? ['Travel is released as a range.'] : []),
    ]
  }
}

const weightOf = ({ weighs, sibling }: Cell, side: 'least' | 'most'): number =>
  weighs[side][sibling === 'further' ? 'further' : 'whole']

export function cellsOf(release: EvidenceRelease, agreement: Agreement): Cell[] {
  const { rules } = release
  const siblings = new Set(agreement.siblings?.statuses ?? [])
  const cell = (
    status: Cell['status'],
    children: number,
    known: readonly Known[],
    sibling: 'whole' | 'further' | 'mixed',
    isToldApart: boolean,
  ): Cell[] => {
    if (children === 0) return []
    const canReduce = known.some((one) => siblings.has(one.status))
    const kind = sibling === 'mixed' ? 'maybe' : sibling
    return [
      {
        status,
        children,
        known,
        weighs: weightRange(known, agreement, 100),
        sibling: canReduce ? kind : 'whole',
        isToldApart,
      },
    ]
  }
  /** Stages that a status’s rest may be of: those that are not told apart; any, where all are. */
  const otherStages = (status: CaseStatus, shown: StatusCount['stages']): Known[] => {
    const own = rules.stages.filter((rule) => rule.statuses.includes(status)).map(({ id }) => id)
    const all = [null, ...own]
    const others = all.filter((stage) => !shown.some((one) => one.stage === stage))
    return (others.length > 0 ? others : all).map((stage) => knownOfStage(status, stage, rules))
  }
  const cells = release.statuses.flatMap((of): Cell[] => [
    ...of.stages.flatMap((at): Cell[] => {
      const stage = knownOfStage(of.status, at.stage, rules)
      return [
        ...at.classes.flatMap((one): Cell[] => {
          const known = [knownOfClass(stage, one, rules)]
          return [
            ...cell(of.status, one.whole, known, 'whole', true),
            ...cell(of.status, one.further, known, 'further', true),
            ...cell(of.status, one.mixed + one.rest, known, 'mixed', true),
          ]
        }),
        ...cell(of.status, at.rest, [stage], 'mixed', false),
      ]
    }),
    ...cell(of.status, of.rest, otherStages(of.status, of.stages), 'mixed', false),
  ])
  const every = agreement.weights.map(({ status }) => status)
  const others = every.filter((status) => !release.statuses.some((of) => of.status === status))
  const rest = (others.length > 0 ? others : every).flatMap((status) => otherStages(status, []))
  return [...cells, ...cell('rest', release.rest, rest, 'mixed', false)]
}

/** How many children beyond those told apart can come after a heavier sibling. */
export function siblingsLeft(
  { siblings, rules }: EvidenceRelease,
  agreement: Agreement,
  cells: readonly Cell[],
): AmountRange {
  const statuses = agreement.siblings?.statuses ?? null
  if (statuses === null) return { from: 0, to: 0 }
  const told = cells
    .filter(({ sibling }) => sibling === 'further')
    .reduce((sum, { children }) => sum + children, 0)
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    canonicalJson([...a].sort()) === canonicalJson([...b].sort())
  const isOwn = rules.siblings !== null && same(statuses, rules.siblings)
  const isAll = agreement.weights.every(({ status }) => statuses.includes(status))
  const range = (isOwn && siblings.ofAgreement) || siblings.ofAll
  return {
    from: isOwn || isAll ? Math.max(0, range.from - told) : 0,
    to: Math.max(0, range.to - told),
  }
}

/** What so many children of the cells where any could weigh less by the sibling rule take away: at most, or at least. */
function reduction(cells: readonly Cell[], children: number, side: 'least' | 'most'): number {
  const each = cells
    .filter(({ sibling }) => sibling === 'maybe')
    .map((cell) => ({
      children: cell.children,
      by: cell.weighs[side].whole - cell.weighs[side].further,
    }))
    .sort((a, b) => (side === 'least' ? b.by - a.by : a.by - b.by))
  let left = children
  let taken = 0
  for (const one of each) {
    const of = Math.min(left, one.children)
    taken += of * one.by
    left -= of
  }
  return taken
}

/** What complexity that is entered adds to the whole, or takes from it, in grains. */
function complexityOf(
  { complexities }: EvidenceRelease,
  agreement: Agreement,
  cells: readonly Cell[],
): AmountRange & { isOpen: boolean } {
  const whole = { from: 0, to: 0, isOpen: false }
  for (const { percent, children } of complexities) {
    const changes = cells.map((cell) => {
      const at = weightRange(cell.known, agreement, percent)
      const by = (side: 'least' | 'most', kind: 'whole' | 'further'): number =>
        at[side][kind] - cell.weighs[side][kind]
      const kinds = cell.sibling === 'maybe' ? (['whole', 'further'] as const) : [cell.sibling]
      return {
        children: cell.children,
        least: Math.min(...kinds.map((kind) => by('least', kind))),
        most: Math.max(...kinds.map((kind) => by('most', kind))),
      }
    })
    // Of those that raise a weight the fewest children count towards the least, of those that lower it the most.
    const isMore = percent > 100
    whole.from += total(changes, isMore ? children.from : children.to, 'least')
    whole.to += total(changes, isMore ? children.to : children.from, 'most')
    whole.isOpen ||= changes.some(({ least, most }) => least !== 0 || most !== 0)
  }
  return whole
}

/** The least, or the most, that so many children’s changes come to together. */
function total(
  changes: readonly { children: number; least: number; most: number }[],
  children: number,
  side: 'least' | 'most',
): number {
  let left = children
  let sum = 0
  const sorted = changes.toSorted((a, b) =>
    side === 'least' ? a.least - b.least : b.most - a.most,
  )
  for (const one of sorted) {
    const of = Math.min(left, one.children)
    sum += of * one[side]
    left -= of
  }
  return sum
}

/** What travel adds to the whole, in grains. A case is rounded once: a grain a child either way is allowed for. */
function travelOf({ travel }: EvidenceRelease, agreement: Agreement): AmountRange {
  const each = travelRange(agreement)
  if (each === null) return { from: 0, to: 0 }
  const grains = (hours: number, of: typeof each.least): number =>
    wholeGrains(times(of, fraction(hours)), agreement)
  return {
    from: grains(travel.hours.from, each.least) - travel.children.to - 1,
    to: grains(travel.hours.to, each.most) + travel.children.to + 1,
  }
}
