import { addMonths, type IsoDate } from '../../kit/index.ts'
import {
  clauseOf,
  termsOf,
  type Agreement,
  type Protection,
  type Terms,
} from '../agreement/index.ts'
import { isInAsye, isReturner } from '../capacity/index.ts'
import type { Case, PersonRecord } from '../model/index.ts'

export type KindOfLoad = Terms['caps'][number]['what']

/** How many of each kind that a limit may be on. */
export type LoadCounts = Record<KindOfLoad, number>

/** The most of something that a worker holds on a day, by a clause. */
export interface Limit {
  clause: string
  what: KindOfLoad
  most: number
  /** `bar`: none of it while protected. `protected`: a lower number while protected. */
  kind: 'cap' | 'bar' | 'protected'
}

/** A limit that the cases in a worker's name go over. */
export interface BrokenLimit extends Limit {
  held: number
}

/**
 * What a worker holds at most on a day: caps for everybody, bars and caps while protected. Caps are
 * in proportion to a part-time contract, rounded down. Where a contract or the first day of the
 * assessed and supported year is not known, its limits are not known either and none is named.
 */
export function limitsOf(
  person: PersonRecord | null,
  agreement: Agreement,
  asOf: IsoDate,
): Limit[] {
  if (person === null) return []
  const { caps, protection } = termsOf(agreement)
  const limits: Limit[] = []
  const cap = (kind: 'cap' | 'protected', clause: string, what: KindOfLoad, most: number): void => {
    if (person.fteMillionths === null) return
    const share = Math.min(person.fteMillionths, 1_000_000)
    limits.push({ clause, what, most: Math.floor((most * share) / 1_000_000), kind })
  }
  const protect = (
    of: Protection,
    since: IsoDate | null,
    bar: (id: string) => string,
    mostClause: string,
  ): void => {
    if (of.mostChildren !== null) cap('protected', mostClause, 'children', of.mostChildren)
    for (const one of of.bars) {
      // Month 1 begins on the first day: month n has come n − 1 months later.
      const isBarred = since !== null && asOf < addMonths(since, one.beforeMonth - 1)
      if (isBarred) limits.push({ clause: bar(one.id), what: one.what, most: 0, kind: 'bar' })
    }
  }
  for (const of of caps) cap('cap', clauseOf.cap(of.id), of.what, of.most)
  if (protection.newlyQualified && isInAsye(person, agreement, asOf)) {
    protect(
      protection.newlyQualified,
      person.asyeStart,
      clauseOf.newlyQualifiedBar,
      clauseOf.newlyQualifiedMost,
    )
  }
  const back = protection.returner?.limits
  if (back && isReturner(person, agreement, asOf)) {
    protect(back, lastAbsenceEnd(person, asOf), clauseOf.returnerBar, clauseOf.returnerMost)
  }
  return limits
}

/** How many of each kind these cases are: the one count behind every limit. */
export function countsOf(cases: readonly Case[]): LoadCounts {
  const counts: LoadCounts = { children: cases.length, 'child-protection': 0, court: 0 }
  for (const { status, flags, courtStage } of cases) {
    if (
      status === 'child-protection-plan' ||
      flags.includes('child-protection-plan') ||
      flags.includes('enquiry-open')
    ) {
      counts['child-protection'] += 1
    }
    if (courtStage === 'pre-proceedings' || courtStage === 'care-proceedings') counts.court += 1
  }
  return counts
}

/** Limits that the cases in a worker's name go over, with how many there are. */
export function brokenLimits(
  person: PersonRecord | null,
  cases: readonly Case[],
  agreement: Agreement,
  asOf: IsoDate,
): BrokenLimit[] {
  const held = countsOf(cases)
  return limitsOf(person, agreement, asOf).flatMap((limit) =>
    held[limit.what] > limit.most ? [{ ...limit, held: held[limit.what] }] : [],
  )
}

function lastAbsenceEnd(person: PersonRecord, asOf: IsoDate): IsoDate | null {
  const ends = person.reductions.flatMap(({ to }) => (to !== null && to < asOf ? [to] : []))
  return ends.sort().at(-1) ?? null
}
