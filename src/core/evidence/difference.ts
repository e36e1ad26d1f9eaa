import { canonicalJson } from '../../kit/index.ts'
import { readyToWeigh, type Agreement, type CaseTest } from '../agreement/index.ts'
import { follows, truthOf, type Known } from './known.ts'
import type { EvidenceRelease } from './release.ts'
import { cellsOf, siblingsLeft, type AmountRange, type Cell } from './replay.ts'
import { weightRange } from './weight-range.ts'

/** Every way in which so many unknown things can be: more are not tried. */
const MOST_UNKNOWN = 12

/** A cell's change in grains, for each child at least and at most. */
interface Change {
  children: number
  least: number
  most: number
}

/**
 * How much more the same children weigh under one version than under another, as a range: much
 * narrower than the ranges of both, since whatever is not known of a child is the same under both.
 *
 * Of a family with the same worker the heaviest child counts whole and the others p of theirs: together
 * p times the sum and 1 − p times the heaviest. The heaviest changes by no more than the child that
 * changes most, and no less than the one that changes least.
 *
 * @returns null where the two count in other units, have another sibling rule or weigh travel
 *   otherwise: then nothing narrower can be said than both ranges.
 */
export function replayDifference(
  release: EvidenceRelease,
  before: Agreement,
  after: Agreement,
): AmountRange | null {
  if (!readyToWeigh(before).ok || !readyToWeigh(after).ok || !areAlike(before, after)) return null
  const cells = cellsOf(release, after)
  const changes = cells.map((cell) => ({ cell, ...changeOf(cell, before, after, 100) }))
  if (changes.some(({ least }) => Number.isNaN(least))) return null
  const share = (after.siblings?.percent ?? 100) / 100
  const told = changes.filter(({ cell }) => cell.sibling !== 'maybe')
  const open: Change[] = changes
    .filter(({ cell }) => cell.sibling === 'maybe')
    .map(({ cell, least, most }) => ({ children: cell.children, least, most }))
  const many = open.reduce((sum, { children }) => sum + children, 0)
  const spare = siblingsLeft(release, after, cells)
  const heaviest = { from: Math.max(0, many - spare.to), to: Math.max(0, many - spare.from) }
  const sum = (side: 'least' | 'most'): number =>
    told.reduce((total, one) => total + one.cell.children * one[side], 0) +
    share * open.reduce((total, one) => total + one.children * one[side], 0) +
    (1 - share) * extreme(open, heaviest, side)
  const complexity = complexityOf(release, before, after, changes)
  // Each child whose sum is rounded otherwise than it was counted here: a grain either way.
  const hasTravel = after.modifiers.some(({ kind }) => kind === 'travel')
  const rounded =
    open.reduce((total, { children, least, most }) => total + (least || most ? children : 0), 0) +
    (hasTravel && changes.some(({ least, most }) => least || most) ? release.travel.children.to : 0)
  const units = (grains: number): number => grains / after.unit.grainsPerUnit
  return {
    from: units(Math.floor(exact(sum('least') + complexity.from)) - rounded),
    to: units(Math.ceil(exact(sum('most') + complexity.to)) + rounded),
  }
}

/** Whether both count alike in all that a release gives as a range. */
function areAlike(before: Agreement, after: Agreement): boolean {
  const [one, other] = [before, after].map(({ unit, siblings, modifiers }) => {
    const at = modifiers.findIndex(({ kind }) => kind === 'travel')
    return canonicalJson({
      unit: [unit.name, unit.grainsPerUnit],
      siblings: siblings && [siblings.percent, [...siblings.statuses].sort()],
      travel: at < 0 ? null : modifiers.slice(at).map(({ evidence: _, name: _name, ...of }) => of),
    })
  })
  return one === other
}

/** The change of a child of a cell; not a number where too much is open. */
function changeOf(
  { known, sibling }: Cell,
  before: Agreement,
  after: Agreement,
  complexity: number,
): { least: number; most: number } {
  const kind = sibling === 'further' ? 'further' : 'whole'
  let [least, most] = [Infinity, -Infinity]
  for (const one of known) {
    const cases = everyCase(one, before, after)
    if (cases === null) return { least: NaN, most: NaN }
    for (const of of cases) {
      const change =
        weightRange([of], after, complexity).least[kind] -
        weightRange([of], before, complexity).least[kind]
      least = Math.min(least, change)
      most = Math.max(most, change)
    }
  }
  return { least, most }
}

/** Every case that this may be, with each thing that either version asks known; null where they are too many. */
function everyCase(known: Known, before: Agreement, after: Agreement): Known[] | null {
  const asked = new Map<string, CaseTest>()
  for (const { stages, modifiers } of [before, after]) {
    for (const rule of [...stages, ...modifiers]) {
      if (!('anyOf' in rule) || !rule.statuses.includes(known.status)) continue
      for (const test of rule.anyOf) asked.set(canonicalJson(test), test)
    }
  }
  for (const test of known.true.flat()) asked.set(canonicalJson(test), test)
  const all = [...asked.values()]
  const sure = all.map((test) => truthOf([test], known))
  const open = all.filter((_, i) => sure[i] === null)
  if (open.length > MOST_UNKNOWN) return null
  const cases: Known[] = []
  for (let way = 0; way < 2 ** open.length; way += 1) {
    const holds = (test: CaseTest): boolean => {
      const at = open.indexOf(test)
      return at < 0 ? truthOf([test], known) === true : (way >> at) % 2 === 1
    }
    const held = all.filter(holds)
    const not = all.filter((test) => !holds(test))
    const isPossible =
      !held.some((test) => not.some((other) => follows(other, test))) &&
      known.true.every((set) => set.some(holds))
    if (isPossible) {
      cases.push({ status: known.status, true: held.map((test) => [test]), false: not })
    }
  }
  return cases.length > 0 ? cases : null
}

/** The least, or the most, that some of these children change by together, as many as `many` allows. */
function extreme(open: readonly Change[], many: AmountRange, side: 'least' | 'most'): number {
  const sign = side === 'least' ? -1 : 1
  const each = open
    .map((of) => ({ children: of.children, by: sign * of[side] }))
    .sort((a, b) => b.by - a.by)
  let taken = 0
  let sum = 0
  for (const { children, by } of each) {
    // Beyond those that must be, only who makes it more.
    const most = by > 0 ? many.to : many.from
    const of = Math.max(0, Math.min(children, most - taken))
    taken += of
    sum += of * by
  }
  return sign * sum
}

/** A sum of whole grains and percents of them, without what binary fractions add. */
const exact = (of: number): number => Math.round(of * 1e6) / 1e6

/** What complexity that is entered can add to the change, or take from it. */
function complexityOf(
  { complexities }: EvidenceRelease,
  before: Agreement,
  after: Agreement,
  usual: readonly { cell: Cell; least: number; most: number }[],
): AmountRange {
  const whole = { from: 0, to: 0 }
  const steps = [before, after].flatMap(({ modifiers }) =>
    modifiers.flatMap((of) => (of.kind === 'complexity' ? of.steps : [])),
  )
  for (const { percent, children } of complexities) {
    if (!steps.includes(percent)) continue
    const more = usual.map(({ cell, least, most }): Change => {
      const at = changeOf(cell, before, after, percent)
      return {
        children: cell.children,
        least: Math.min(0, at.least - most),
        most: Math.max(0, at.most - least),
      }
    })
    const many = { from: 0, to: children.to }
    whole.from += extreme(more, many, 'least')
    whole.to += extreme(more, many, 'most')
  }
  return whole
}
