import type { IsoDate } from '../../kit/index.ts'

/** The two parties to an agreement. */
export const parties = ['service', 'branch'] as const
export type Party = (typeof parties)[number]

/**
 * Where a version stands in its making. It only ever goes on: a draft is proposed, then signed by
 * both parties; from each of these it can be withdrawn, and from that nothing follows.
 */
export const agreementStates = ['draft', 'proposed', 'signed', 'withdrawn'] as const
export type AgreementState = (typeof agreementStates)[number]

const next: Record<AgreementState, readonly AgreementState[]> = {
  draft: ['proposed', 'withdrawn'],
  proposed: ['signed', 'withdrawn'],
  signed: ['withdrawn'],
  withdrawn: [],
}

export const canBecome = (from: AgreementState, to: AgreementState): boolean =>
  next[from].includes(to)

/** A text from the day it took effect: both parties signed it, or it was adopted as the labelled starting point. */
export interface Term {
  from: IsoDate
  /** The day from which it was withdrawn; null where it was not. Withdrawn on its first day, it never ran. */
  until: IsoDate | null
  /** When it was settled: of two from the same day the later one holds. Instants that sort as text. */
  settledAt: string
}

/**
 * The one in force on a day: of those that have begun and are not withdrawn, the one that began
 * last. null where there is none: then the starting point that comes with Fairload holds.
 */
export function inForceOn<T extends Term>(terms: readonly T[], day: IsoDate): T | null {
  return terms
    .filter((of) => of.from <= day && (of.until === null || day < of.until))
    .reduce<T | null>(
      (best, of) =>
        best === null ||
        of.from > best.from ||
        (of.from === best.from && of.settledAt > best.settledAt)
          ? of
          : best,
      null,
    )
}

/** What a version is on a day, as its page says it. */
export type AgreementStanding =
  | 'draft'
  | 'proposed'
  /** Signed; its day has not come. */
  | 'to-come'
  | 'in-force'
  | 'superseded'
  | 'withdrawn'

/**
 * @param of a version with its own term; null where it was never signed.
 * @param all the terms of every settled version, this one's among them.
 */
export function standingOn<T extends Term>(
  of: { state: AgreementState; term: T | null },
  all: readonly T[],
  day: IsoDate,
): AgreementStanding {
  if (of.state === 'draft' || of.state === 'proposed') return of.state
  const { term } = of
  if (term === null || (term.until !== null && term.until <= day)) return 'withdrawn'
  if (day < term.from) return 'to-come'
  return inForceOn(all, day) === term ? 'in-force' : 'superseded'
}
