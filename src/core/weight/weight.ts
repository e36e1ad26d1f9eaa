import { addMonths, ok, type IsoDate, type Result } from '../../kit/index.ts'
import {
  add,
  clauseOf,
  compare,
  fraction,
  hundredthsOf,
  nearest,
  readyToWeigh,
  times,
  zero,
  type Agreement,
  type CaseTest,
  type Fraction,
  type Modifier,
  type StageRule,
} from '../agreement/index.ts'
import type { Case, CaseStatus, Grains, Line } from '../model/index.ts'

/*
 * How a case is weighed. Figures are whole hundredths of the unit and multipliers whole percents,
 * so a case's sum is an exact fraction from first to last. It is rounded once, at its end, to the
 * nearest grain, halves up. The lines are the same sum seen at each step to the hundredth: each is
 * the difference of two such sights, so that they add up to the demand to the hundredth.
 */

/** An agreement made ready to weigh with. Made once for many cases. */
export interface WeightRules {
  /** Hundredths; an untyped case's, and any status's without a weight of its own. */
  untyped: number
  byStatus: ReadonlyMap<CaseStatus, { name: string; hundredths: number | null }>
  stagesOf: ReadonlyMap<CaseStatus, readonly StageRule[]>
  modifiers: readonly Modifier[]
  siblings: { percent: number; statuses: ReadonlySet<CaseStatus> } | null
  grainHundredths: number
  grain: string
}

/** @returns the rules, or the problem that names the figures that are not filled in. */
export function weightRules(agreement: Agreement): Result<WeightRules> {
  const ready = readyToWeigh(agreement)
  if (!ready.ok) return ready
  const { weights, stages, modifiers, siblings, unit } = agreement
  const weightOf = (status: CaseStatus): number | null => {
    const weight = weights.find((of) => of.status === status)?.weight ?? null
    return weight === null ? null : hundredthsOf(weight)
  }
  const statuses = weights.map((of) => of.status)
  return ok({
    // Where every status has a weight of its own nothing falls back on this one.
    untyped: weightOf('untyped') ?? 0,
    byStatus: new Map(
      weights.map((of) => [of.status, { name: of.name, hundredths: weightOf(of.status) }]),
    ),
    stagesOf: new Map(
      statuses.map((status) => [status, stages.filter((of) => of.statuses.includes(status))]),
    ),
    modifiers,
    siblings: siblings && { percent: siblings.percent, statuses: new Set(siblings.statuses) },
    grainHundredths: 100 / unit.grainsPerUnit,
    grain: unit.grain,
  })
}

/** What a case is and does, before it is known whether a heavier sibling stands beside it. */
function sumOf(of: Case, rules: WeightRules, asOf: IsoDate): RunningSum {
  const sum = new RunningSum()
  addBase(sum, of, rules, asOf)
  for (const modifier of rules.modifiers) apply(sum, modifier, of, asOf)
  return sum
}

/**
 * Ends a sum: the sibling rule where a heavier child of the family is with the same worker, then
 * the one rounding.
 * @returns demand in grains and lines that add up to it exactly.
 */
function concludeSum(
  sum: RunningSum,
  rules: WeightRules,
  afterHeavierSibling: boolean,
): { demand: Grains; reasons: Line[] } {
  if (afterHeavierSibling && rules.siblings) {
    sum.moveTo(
      times(sum.total, fraction(rules.siblings.percent, 100)),
      `sibling of a case with the same worker × ${factorText(rules.siblings.percent)}`,
      clauseOf.sibling,
    )
  }
  const demand = nearest(sum.total, rules.grainHundredths)
  const rounding = demand * rules.grainHundredths - sum.seen
  if (rounding !== 0) {
    sum.lines.push({
      what: `rounding to the ${rules.grain}`,
      hundredths: rounding,
      clause: clauseOf.rounding,
    })
  }
  return { demand, reasons: sum.lines }
}

/**
 * Weighs one case.
 * @param context `asOf`: the day; `afterHeavierSibling`: whether another child of the family, with
 *   the same worker, counts whole (see `weighCases`, which finds that out).
 * @returns demand in grains, and lines in hundredths of the unit that add up to it exactly.
 */
export const weighCase = (
  of: Case,
  rules: WeightRules,
  context: { asOf: IsoDate; afterHeavierSibling: boolean },
): { demand: Grains; reasons: Line[] } =>
  concludeSum(sumOf(of, rules, context.asOf), rules, context.afterHeavierSibling)

/**
 * Weighs cases together: among children of one family with the same worker the heaviest counts
 * whole (of equals, the one whose child id comes first), the others by the sibling rule. Work that
 * nobody holds has no same worker: it weighs whole.
 * @returns one result for each case, in the order given.
 */
export function weighCases(
  cases: readonly Case[],
  rules: WeightRules,
  asOf: IsoDate,
): { demand: Grains; reasons: Line[] }[] {
  const sums = cases.map((of) => sumOf(of, rules, asOf))
  const heaviest = new Map<string, number>()
  const familyWithWorker = cases.map((of) => groupOf(of, rules))
  familyWithWorker.forEach((group, i) => {
    if (group === null) return
    const best = heaviest.get(group)
    if (best === undefined || isHeavier(i, best)) heaviest.set(group, i)
  })
  return sums.map((sum, i) => {
    const group = familyWithWorker[i] ?? null
    return concludeSum(sum, rules, group !== null && heaviest.get(group) !== i)
  })

  function isHeavier(a: number, b: number): boolean {
    const order = compare(sums[a]?.total ?? zero, sums[b]?.total ?? zero)
    return order > 0 || (order === 0 && (cases[a]?.child ?? '') < (cases[b]?.child ?? ''))
  }
}

/** Family and worker together, where the sibling rule can apply; the length keeps the two ids apart. */
function groupOf(of: Case, rules: WeightRules): string | null {
  return rules.siblings?.statuses.has(of.status) &&
    of.family !== null &&
    of.holder.kind === 'worker'
    ? `${of.family.length} ${of.family}${of.holder.worker}`
    : null
}

/** An exact number of hundredths, and the lines that led to it. */
class RunningSum {
  total: Fraction = zero
  readonly lines: Line[] = []
  /** The total as its lines show it: to the nearest hundredth. */
  seen = 0

  moveTo(total: Fraction, what: string, clause: string): void {
    const seen = nearest(total)
    this.lines.push({ what, hundredths: seen - this.seen, clause })
    this.total = total
    this.seen = seen
  }
}

function addBase(sum: RunningSum, of: Case, rules: WeightRules, asOf: IsoDate): void {
  const weight = rules.byStatus.get(of.status)
  const stage = rules.stagesOf
    .get(of.status)
    ?.find((one) => one.anyOf.some((test) => holds(test, of, asOf)))
  const stageTotal = stage && fraction(hundredthsOf(stage.weight ?? 0))
  const own = weight?.hundredths ?? null
  if (own !== null) {
    sum.moveTo(
      fraction(own),
      of.status === 'untyped' ? `${weight?.name} (the agreement’s default)` : (weight?.name ?? ''),
      clauseOf.weight(of.status),
    )
  } else if (!stageTotal) {
    sum.moveTo(
      fraction(rules.untyped),
      `${weight?.name ?? of.status} (no weight of its own: the agreement’s default)`,
      clauseOf.weight('untyped'),
    )
  }
  if (stage && stageTotal) sum.moveTo(stageTotal, stage.name, clauseOf.stage(stage.id))
}

function apply(sum: RunningSum, modifier: Modifier, of: Case, asOf: IsoDate): void {
  const clause = clauseOf.modifier(modifier.id)
  switch (modifier.kind) {
    case 'add':
      if (modifier.amount !== null && applies(modifier)) {
        sum.moveTo(add(sum.total, fraction(hundredthsOf(modifier.amount))), modifier.name, clause)
      }
      return
    case 'times':
      if (applies(modifier)) {
        sum.moveTo(
          times(sum.total, fraction(modifier.percent, 100)),
          `${modifier.name} × ${factorText(modifier.percent)}`,
          clause,
        )
      }
      return
    case 'complexity': {
      const { complexity } = of
      if (complexity === null || complexity === 100) return
      const known = modifier.steps.includes(complexity)
      const what = `${modifier.name} × ${factorText(complexity)}`
      sum.moveTo(
        known ? times(sum.total, fraction(complexity, 100)) : sum.total,
        known ? what : `${what} is no step of this agreement: counts as 1`,
        clause,
      )
      return
    }
    case 'travel': {
      const { travelMinutes, visitsAMonth } = of
      const minutes = Math.round((travelMinutes ?? 0) * (visitsAMonth ?? 0) * 100)
      if (!Number.isSafeInteger(minutes) || minutes <= 0) return
      const hours = fraction(minutes, 6_000)
      sum.moveTo(
        add(sum.total, times(hours, fraction(hundredthsOf(modifier.perHour)))),
        `${modifier.name}, ${travelMinutes} minutes × ${visitsAMonth} ${visitsAMonth === 1 ? 'visit' : 'visits'}`,
        clause,
      )
      return
    }
  }

  function applies(rule: { statuses: readonly CaseStatus[]; anyOf: readonly CaseTest[] }): boolean {
    return rule.statuses.includes(of.status) && rule.anyOf.some((test) => holds(test, of, asOf))
  }
}

/** Whether one thing that a rule asks is true of a case on a day. */
export function holds(test: CaseTest, of: Case, asOf: IsoDate): boolean {
  switch (test.test) {
    case 'flag':
      return of.flags.includes(test.flag) || (test.flag === 'disability' && of.disability === true)
    case 'court':
      return of.courtStage === test.stage
    case 'since': {
      // Only a person who holds a case can be new to it.
      if (test.day === 'worker' && of.holder.kind !== 'worker') return false
      const day = dayOf(of, test.day)
      return day !== null && day <= asOf && isUnder(test.monthsUnder, day, asOf)
    }
  }
}

/** Whether fewer than so many months lie between two days; the calendar is asked only within the month that decides. */
function isUnder(months: number, from: IsoDate, to: IsoDate): boolean {
  const passed = monthNumber(to) - monthNumber(from)
  return passed === months ? to < addMonths(from, months) : passed < months
}

const monthNumber = (day: IsoDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

function dayOf(of: Case, day: 'status' | 'open' | 'placement' | 'worker'): IsoDate | null {
  switch (day) {
    case 'status':
      return of.statusSince
    case 'open':
      return of.openSince
    case 'placement':
      return of.placementSince
    case 'worker':
      return of.workerSinceInferred
  }
}

/** A whole percent as a factor: 60 → `0.6`, 125 → `1.25`. */
export const factorText = (percent: number): string =>
  `${Math.floor(percent / 100)}.${String(percent % 100).padStart(2, '0')}`.replace(/\.?0+$/, '')
