import { SMALLEST_GROUP } from './small-groups.ts'

export const supportAnswers = ['agree', 'disagree', 'pass'] as const
export type SupportAnswer = (typeof supportAnswers)[number]
export type SupportCounts = Readonly<Record<SupportAnswer, number>>

/** Stands on every page that asks for support. Its words are fixed. */
export const NOT_A_BALLOT = 'This is not a statutory ballot'

/** What may be shown of an indicative show of support. */
export type SupportShown =
  /** Nothing of what was said is shown before it closes: nobody's answer can be had by waiting for the next. */
  | { kind: 'open'; enough: boolean }
  | { kind: 'too-few' }
  | { kind: 'counted'; counts: SupportCounts; all: number }

/** The counts once it is closed and ten or more answered; before that only whether they did. */
export function supportShown(counts: SupportCounts, isOpen: boolean): SupportShown {
  const all = counts.agree + counts.disagree + counts.pass
  const enough = all >= SMALLEST_GROUP
  if (isOpen) return { kind: 'open', enough }
  return enough ? { kind: 'counted', counts: { ...counts }, all } : { kind: 'too-few' }
}

// Trade Union and Labour Relations (Consolidation) Act 1992, part V: a vote on any of these is a
// statutory ballot, by post and under an independent scrutineer.
const STATUTORY: readonly [RegExp, string][] = [
  [/\b(strik(e|es|ing)|walk[\s-]?outs?|pickets?|picketing)\b/iu, 'striking'],
  [
    /\bindustrial\s+action\b|\baction\s+short\s+of\b|\bwork(ing)?\s+to\s+rule\b/iu,
    'industrial action',
  ],
  [
    /\b(overtime|call[\s-]?out)\s+bans?\b|\bdown(ing)?\s+tools\b|\bwithdraw(al|ing)?\s+(of\s+)?(our\s+)?labour\b/iu,
    'industrial action',
  ],
  [/\bballot(s|ed|ing)?\b/iu, 'a ballot'],
  [/\bpolitical\s+fund\b/iu, 'the political fund'],
]

/** What a text asks about that only a statutory ballot may ask; null where nothing. */
export const statutoryMatter = (words: string): string | null =>
  STATUTORY.find(([pattern]) => pattern.test(words))?.[1] ?? null
