import {
  add,
  compare,
  fraction,
  hundredthsOf,
  nearest,
  times,
  zero,
  type Agreement,
  type Fraction,
  type Modifier,
} from '../agreement/index.ts'
import { truthOf, type Known } from './known.ts'

/** The least and the most that a case can weigh, before travel, in hundredths of the unit. */
interface Range {
  least: Fraction
  most: Fraction
}

/** In grains: whole, and as the case weighs beside a heavier sibling. Each is rounded as a case is. */
export interface GrainRange {
  least: { whole: number; further: number }
  most: { whole: number; further: number }
}

const hull = (of: readonly Range[]): Range =>
  of.reduce((wide, one) => ({
    least: compare(one.least, wide.least) < 0 ? one.least : wide.least,
    most: compare(one.most, wide.most) > 0 ? one.most : wide.most,
  }))

/** What cases of which this is known can weigh under an agreement that is filled in, at one complexity. */
export function weightRange(
  known: readonly Known[],
  agreement: Agreement,
  complexity: number,
): GrainRange {
  const { least, most } = hull(known.map((one) => caseRange(one, agreement, complexity)))
  const grain = 100 / agreement.unit.grainsPerUnit
  const share = fraction(agreement.siblings?.percent ?? 100, 100)
  const grains = (of: Fraction): GrainRange['least'] => ({
    whole: nearest(of, grain),
    further: nearest(times(of, share), grain),
  })
  return { least: grains(least), most: grains(most) }
}

/** What one case of which this is known can weigh. */
const caseRange = (known: Known, agreement: Agreement, complexity: number): Range =>
  agreement.modifiers.reduce(
    (range, modifier) => changed(range, modifier, known, complexity),
    baseRange(known, agreement),
  )

function baseRange(known: Known, { weights, stages }: Agreement): Range {
  const of = (weight: number): Range => {
    const hundredths = fraction(hundredthsOf(weight))
    return { least: hundredths, most: hundredths }
  }
  const possible: Range[] = []
  for (const stage of stages) {
    if (!stage.statuses.includes(known.status)) continue
    const truth = truthOf(stage.anyOf, known)
    if (truth === false) continue
    possible.push(of(stage.weight ?? 0))
    if (truth === true) return hull(possible)
  }
  const weightOf = (status: string): number | null =>
    weights.find((one) => one.status === status)?.weight ?? null
  return hull([...possible, of(weightOf(known.status) ?? weightOf('untyped') ?? 0)])
}

function changed(range: Range, modifier: Modifier, known: Known, complexity: number): Range {
  switch (modifier.kind) {
    case 'add': {
      const truth = modifier.statuses.includes(known.status) && truthOf(modifier.anyOf, known)
      if (truth === false || modifier.amount === null) return range
      const amount = fraction(hundredthsOf(modifier.amount))
      return {
        least: truth === true ? add(range.least, amount) : range.least,
        most: add(range.most, amount),
      }
    }
    case 'times': {
      const truth = modifier.statuses.includes(known.status) && truthOf(modifier.anyOf, known)
      return scaled(
        range,
        truth === true ? [modifier.percent] : truth === false ? [100] : [100, modifier.percent],
      )
    }
    case 'complexity':
      return scaled(range, [modifier.steps.includes(complexity) ? complexity : 100])
    case 'travel':
      return range
  }
}

const scaled = ({ least, most }: Range, percents: readonly number[]): Range => ({
  least: times(least, fraction(Math.min(...percents), 100)),
  most: times(most, fraction(Math.max(...percents), 100)),
})

/** What an hour of travel can add to the whole, in hundredths of the unit; null where travel weighs nothing. */
export function travelRange(agreement: Agreement): Range | null {
  const { modifiers, siblings } = agreement
  const at = modifiers.findIndex(({ kind }) => kind === 'travel')
  const rule = modifiers[at]
  if (rule?.kind !== 'travel') return null
  const each = fraction(hundredthsOf(rule.perHour))
  const after = modifiers.slice(at + 1).reduce<Range>(
    (range, modifier) => {
      if (modifier.kind === 'times') return scaled(range, [100, modifier.percent])
      if (modifier.kind === 'complexity') return scaled(range, [100, ...modifier.steps])
      return range
    },
    { least: each, most: each },
  )
  const share = fraction(siblings?.percent ?? 100, 100)
  return { least: times(after.least, share), most: after.most }
}

export const wholeGrains = (of: Fraction, agreement: Agreement): number =>
  nearest(compare(of, zero) < 0 ? zero : of, 100 / agreement.unit.grainsPerUnit)
