import { addMonths, daysBetween, type IsoDate } from '../../kit/index.ts'
import {
  add,
  clauseOf,
  compare,
  fraction,
  hundredthsOf,
  nearest,
  negative,
  reductionReasons,
  roundedDown,
  smaller,
  termsOf,
  times,
  zero,
  type Agreement,
  type Fraction,
} from '../agreement/index.ts'
import type {
  CapacityState,
  Grains,
  Line,
  PersonRecord,
  Reduction,
  ReductionReason,
} from '../model/index.ts'

/*
 * How capacity is made. Everything is an exact fraction; only the end is rounded, down to the
 * grain, and the rounding has a line of its own.
 *
 * 1. The full-time figure in proportion to the contract: contract hours less leave, the sickness
 *    allowance and the fixed lines; or a full load.
 * 2. Business support's hours are given back.
 * 3. The role's share, then the assessed and supported year's, then a returner's.
 * 4. Standing hours for supervising others and duty.
 * 5. Dated reductions in force on the day. One that means being away takes all that is left. Every
 *    other percent is a share of the same figure, the one that step 3 ends with: 20 % and 20 % take
 *    40 %, whatever their order, and can be added up on paper. None takes more than is left, so
 *    capacity never falls below 0.
 */

export interface Capacity {
  /** null where the contract is not known. */
  capacity: Grains | null
  state: CapacityState
  /** Adds up to the capacity exactly; empty where it is unknown. */
  lines: Line[]
  /** What dated and standing reductions took on the day, by reason, in hundredths of the unit. */
  reducedBy: { reason: ReductionReason; hundredths: number }[]
  /** In the assessed and supported year on the day. */
  asye: boolean
}

/** Whether a person is in the assessed and supported year on a day: by its start, else by the census's flag. */
export function isInAsye(person: PersonRecord, agreement: Agreement, on: IsoDate): boolean {
  const months = agreement.capacity.asye?.months ?? 12
  return person.asyeStart === null
    ? person.asye === true
    : person.asyeStart <= on && on < addMonths(person.asyeStart, months)
}

/**
 * Whether a person is protected on a day because they came back from a long absence: an absence
 * that the people file gives with both days. A phased return entered for the day takes its place.
 */
export function isReturner(person: PersonRecord, agreement: Agreement, on: IsoDate): boolean {
  const { returner } = termsOf(agreement).protection
  if (returner === null) return false
  const isPhased = person.reductions.some(
    (of) => of.reason === 'phased-return' && of.from <= on && (of.to === null || on <= of.to),
  )
  if (isPhased) return false
  return person.reductions.some((of) => {
    const rule = agreement.capacity.reductions.find((one) => one.reason === of.reason)
    if (rule?.effect !== 'away' || of.to === null) return false
    if ('percent' in of.amount && of.amount.percent < 100) return false
    if (daysBetween(of.from, of.to) + 1 < returner.afterWeeksAway * 7) return false
    const since = daysBetween(of.to, on)
    return since > 0 && since <= returner.weeks * 7
  })
}

/**
 * What a person can carry on a day.
 * @param person null where no file describes the worker: unknown, never 0.
 */
export function capacityOf(
  person: PersonRecord | null,
  agreement: Agreement,
  asOf: IsoDate,
): Capacity {
  if (person === null) return unknownCapacity(false)
  const { capacity: rules, unit } = agreement
  const asye = isInAsye(person, agreement, asOf)
  const inForce = reductionsInForce(person, agreement, asOf)
  const absences = inForce.filter((of) => of.away)
  const role = rules.roles.find((of) => of.role === person.role)
  // As the caseload counts it: from the last day on, the work needs another worker.
  const ended = person.contractEnd !== null && person.contractEnd <= asOf
  const zeroWhatever = ended || absences.length > 0 || role?.percent === 0

  if (person.fteMillionths === null || person.fteMillionths < 0) {
    if (!zeroWhatever) return unknownCapacity(asye)
    const what = ended
      ? { what: 'contract has ended', clause: clauseOf.contractEnd }
      : absences[0]
        ? { what: absences[0].what, clause: absences[0].clause }
        : { what: `role: ${role?.name}`, clause: clauseOf.role(role?.role ?? 'other') }
    return {
      capacity: 0,
      state: 'cannot-receive',
      lines: [{ ...what, hundredths: 0 }],
      reducedBy: absences.map(({ reason }) => ({ reason, hundredths: 0 })),
      asye,
    }
  }

  const left = new Remaining()
  const fte = fraction(person.fteMillionths, 1_000_000)
  const hasOwnDuty =
    (rules.standing.duty && person.dutyHours !== null) || inForce.some((of) => of.reason === 'duty')
  addFullTime(left, agreement, fte, {
    withoutAllowance: inForce.some(
      (of) => of.reason === 'sickness' || of.reason === 'long-sickness',
    ),
    hasOwnDuty,
  })
  const hours = (hundredths: number): Fraction => hoursInUnit(agreement, hundredths)

  if (rules.standing.businessSupport && (person.businessSupportHours ?? 0) > 0) {
    left.give(
      hours(person.businessSupportHours ?? 0),
      'case administration done by business support',
      clauseOf.standing('business-support'),
    )
  }
  if (role && role.percent < 100) {
    left.take(
      times(left.total, fraction(100 - role.percent, 100)),
      `role: ${role.name}, ${role.percent} % for cases`,
      clauseOf.role(role.role),
    )
  }
  if (asye && rules.asye && rules.asye.percent < 100) {
    left.take(
      times(left.total, fraction(100 - rules.asye.percent, 100)),
      `ASYE: ${100 - rules.asye.percent} % protected`,
      clauseOf.asye,
    )
  }
  const { returner } = termsOf(agreement).protection
  if (returner && returner.percent < 100 && isReturner(person, agreement, asOf)) {
    left.take(
      times(left.total, fraction(100 - returner.percent, 100)),
      `back from a long absence: ${100 - returner.percent} % protected`,
      clauseOf.returner,
    )
  }
  if (ended) {
    left.take(left.total, 'contract has ended', clauseOf.contractEnd)
  }

  const whole = left.total
  const reducedBy = new Map<ReductionReason, number>()
  const reduce = (of: InForce, amount: Fraction): void => {
    const taken = left.take(amount, of.what, of.clause)
    reducedBy.set(of.reason, (reducedBy.get(of.reason) ?? 0) + taken)
  }
  for (const of of absences) reduce(of, left.total)
  for (const of of standingOf(person, agreement)) reduce(of, hours(of.hoursHundredths))
  for (const of of inForce) {
    if (of.away) continue
    if (of.alreadyCounted) reduce(of, zero)
    else if ('percent' in of.amount) {
      reduce(of, times(whole, fraction(Math.min(of.amount.percent, of.upToPercent), 100)))
    } else reduce(of, hours(of.amount.hoursHundredths))
  }

  const grainHundredths = 100 / unit.grainsPerUnit
  const capacity = roundedDown(left.total, grainHundredths)
  const rounding = capacity * grainHundredths - left.seen
  if (rounding !== 0) {
    left.lines.push({
      what: `rounding down to the ${unit.grain}`,
      hundredths: rounding,
      clause: clauseOf.rounding,
    })
  }
  return {
    capacity,
    state: capacity > 0 ? 'known' : 'cannot-receive',
    lines: left.lines,
    reducedBy: [...reducedBy].map(([reason, hundredths]) => ({ reason, hundredths })),
    asye,
  }
}

const unknownCapacity = (asye: boolean): Capacity => ({
  capacity: null,
  state: 'unknown',
  lines: [],
  reducedBy: [],
  asye,
})

interface InForce {
  reason: ReductionReason
  what: string
  clause: string
  away: boolean
  alreadyCounted: boolean
  upToPercent: number
  amount: Reduction['amount']
}

/** Reductions that hold on the day, in the catalogue's order, then by first day and amount. */
function reductionsInForce(person: PersonRecord, agreement: Agreement, on: IsoDate): InForce[] {
  const dated = person.reductions
    .filter((of) => of.from <= on && (of.to === null || on <= of.to))
    .sort(
      (a, b) =>
        reductionReasons.indexOf(a.reason) - reductionReasons.indexOf(b.reason) ||
        (a.from < b.from ? -1 : a.from > b.from ? 1 : sizeOf(a) - sizeOf(b)),
    )
    .map((of): InForce => {
      const rule = agreement.capacity.reductions.find((one) => one.reason === of.reason)
      const effect = rule?.effect ?? 'as-entered'
      const upToPercent = rule?.upToPercent ?? 100
      // 100 % means: cannot carry cases, whatever the reason. Leave that a standing line covers does not.
      const away =
        effect !== 'already-counted' &&
        'percent' in of.amount &&
        Math.min(of.amount.percent, upToPercent) >= 100
      const alreadyCounted = effect === 'already-counted'
      const name = rule?.name ?? of.reason
      return {
        reason: of.reason,
        what: alreadyCounted
          ? `${name}: already counted above`
          : away
            ? `${name}: away`
            : 'percent' in of.amount
              ? `${name}, ${Math.min(of.amount.percent, upToPercent)} %`
              : name,
        clause: clauseOf.reduction(of.reason),
        away,
        alreadyCounted,
        upToPercent,
        amount: of.amount,
      }
    })
  if (person.absence === null || !isCensusAbsenceInForce(person, agreement, on)) return dated
  return [
    {
      reason: person.absence.reason,
      what: 'away on the day of the workforce census',
      clause: clauseOf.census,
      away: true,
      alreadyCounted: false,
      upToPercent: 100,
      amount: { percent: 100 },
    },
    ...dated,
  ]
}

/**
 * The census knows one day of an absence and not its end. It counts for 28 days from that day (the
 * length from which an absence is long), for reasons that mean being away, and only while no dated
 * reduction says better; the caseload takes work out of the same people's hands.
 */
function isCensusAbsenceInForce(person: PersonRecord, agreement: Agreement, on: IsoDate): boolean {
  const { absence } = person
  if (absence === null || person.reductions.length > 0) return false
  const rule = agreement.capacity.reductions.find((of) => of.reason === absence.reason)
  const since = daysBetween(absence.on, on)
  return rule?.effect === 'away' && since >= 0 && since < 28
}

const sizeOf = ({ amount }: Reduction): number =>
  'percent' in amount ? amount.percent : amount.hoursHundredths

function standingOf(
  person: PersonRecord,
  agreement: Agreement,
): (InForce & { hoursHundredths: number })[] {
  const { standing } = agreement.capacity
  const line = (
    reason: 'supervision-of-others' | 'duty',
    what: string,
    clause: string,
    hoursHundredths: number | null,
  ): (InForce & { hoursHundredths: number })[] =>
    hoursHundredths !== null && hoursHundredths > 0
      ? [
          {
            reason,
            what,
            clause,
            away: false,
            alreadyCounted: false,
            upToPercent: 100,
            amount: { hoursHundredths },
            hoursHundredths,
          },
        ]
      : []
  return [
    ...(standing.supervision
      ? line(
          'supervision-of-others',
          'supervision of others',
          clauseOf.standing('supervision'),
          person.supervisionHours,
        )
      : []),
    ...(standing.duty
      ? line('duty', 'own duty hours', clauseOf.standing('duty'), person.dutyHours)
      : []),
  ]
}

function addFullTime(
  left: Remaining,
  agreement: Agreement,
  fte: Fraction,
  person: { withoutAllowance: boolean; hasOwnDuty: boolean },
): void {
  const { fullTime } = agreement.capacity
  if (fullTime.kind === 'full-load') {
    left.give(
      times(fraction(hundredthsOf(fullTime.amount ?? 0)), fte),
      fte[0] === fte[1] ? 'full load' : `${partText(fte)} of a full load`,
      clauseOf.contract,
    )
    return
  }
  const week = fraction(hundredthsOf(fullTime.weekHours))
  const days = fraction(hundredthsOf(fullTime.leaveDays) + hundredthsOf(fullTime.bankDays), 100)
  left.give(
    times(times(week, fraction(52, 12)), fte),
    `contract: ${fte[0] === fte[1] ? '' : `${partText(fte)} of `}${fullTime.weekHours} hours a week × 52 ÷ 12`,
    clauseOf.contract,
  )
  left.take(
    times(times(times(week, fraction(1, 5 * 12)), days), fte),
    'leave and bank holidays',
    clauseOf.leave,
  )
  if (!person.withoutAllowance) {
    left.take(
      times(left.total, fraction(hundredthsOf(fullTime.sicknessPercent), 10_000)),
      `sickness allowance, ${fullTime.sicknessPercent} %`,
      clauseOf.sicknessAllowance,
    )
  }
  for (const line of fullTime.fixed) {
    if (line.replacedBy === 'duty' && person.hasOwnDuty) continue
    const hours = fraction(hundredthsOf(line.hours))
    left.take(line.byContract ? times(hours, fte) : hours, line.name, clauseOf.fixed(line.id))
  }
}

/**
 * Hours a month in the agreement's unit: hours are hours; elsewhere they are the share of the full
 * load that they are of a full-time month's contract hours (the rule of the Ministry of Justice's
 * workload tool: available = target × available hours ÷ contracted hours).
 */
function hoursInUnit(agreement: Agreement, hundredths: number): Fraction {
  const { fullTime } = agreement.capacity
  if (fullTime.kind === 'hours') return fraction(Math.round(hundredths))
  const load = fraction(hundredthsOf(fullTime.amount ?? 0))
  const month = hundredthsOf(fullTime.weekHours) * 52
  return times(load, fraction(Math.round(hundredths) * 12, month))
}

/** A part-time contract as people write it: `0.6`. */
const partText = (fte: Fraction): string => String(Number(fte[0]) / Number(fte[1]))

/** What is left for cases, with the lines that made it. Never below 0. */
class Remaining {
  total: Fraction = zero
  /** The total as its lines show it: to the nearest hundredth. */
  seen = 0
  readonly lines: Line[] = []

  give(amount: Fraction, what: string, clause: string): void {
    this.moveBy(amount, what, clause)
  }

  /** Takes the amount, or all that is left. @returns hundredths taken, as the line shows them. */
  take(amount: Fraction, what: string, clause: string): number {
    const taken = compare(amount, zero) < 0 ? zero : smaller(amount, this.total)
    return -this.moveBy(negative(taken), what, clause) + 0
  }

  private moveBy(amount: Fraction, what: string, clause: string): number {
    this.total = add(this.total, amount)
    const seen = nearest(this.total)
    const hundredths = seen - this.seen
    this.seen = seen
    this.lines.push({ what, hundredths, clause })
    return hundredths
  }
}
