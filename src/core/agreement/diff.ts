import { describeAgreement, wordsOf, type Clause, type ClauseSection } from './describe.ts'
import type { Agreement } from './schema/index.ts'

/** One difference between two agreements, readable as it stands. */
export interface ClauseChange {
  clause: string
  section: ClauseSection
  kind: 'changed' | 'added' | 'removed' | 'reason-changed'
  /** `A child protection plan weighs 8.5 → 9.5 hours a month.` */
  sentence: string
  before: string | null
  after: string | null
}

/**
 * What changes from one agreement to another, clause by clause, in the order of the page: the
 * later agreement's clauses first, then those it no longer has. Empty where the two are the same.
 */
export function diffAgreements(before: Agreement, after: Agreement): ClauseChange[] {
  const was = new Map(describeAgreement(before).map((of) => [of.id, of]))
  const is = new Map(describeAgreement(after).map((of) => [of.id, of]))
  const changes = [...is.values()].flatMap((now): ClauseChange[] => {
    const then = was.get(now.id)
    if (then === undefined) {
      return [change(now, 'added', `New: ${now.sentence}`, null, now.sentence)]
    }
    const sum = compareSums(then, now)
    const reason = compareReasons(then, now)
    return [...sum, ...reason]
  })
  const gone = [...was.values()]
    .filter((of) => !is.has(of.id))
    .map((of) => change(of, 'removed', `No longer: ${of.sentence}`, of.sentence, null))
  return [...changes, ...gone]
}

function compareSums(then: Clause, now: Clause): ClauseChange[] {
  const sameWords = then.subject === now.subject && then.verb === now.verb && then.unit === now.unit
  if (sameWords && then.value === now.value && then.sentence === now.sentence) return []
  if (!sameWords || then.value === now.value) {
    return [
      change(
        now,
        'changed',
        `Was: ${then.sentence} Now: ${now.sentence}`,
        then.sentence,
        now.sentence,
      ),
    ]
  }
  const text = wordsOf(now.subject, now.verb, `${then.value} → ${now.value}`, now.unit)
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  return [change(now, 'changed', sentence, then.value, now.value)]
}

function compareReasons(then: Clause, now: Clause): ClauseChange[] {
  const before = reasonOf(then)
  const after = reasonOf(now)
  if (before === after) return []
  return [
    change(
      now,
      'reason-changed',
      `What it rests on changes, ${now.subject}: ${before} → ${after}`,
      before,
      after,
    ),
  ]
}

const reasonOf = (of: Clause): string =>
  [of.strength, of.source, of.note].filter((part) => part).join('; ') || 'nothing said'

const change = (
  of: Clause,
  kind: ClauseChange['kind'],
  sentence: string,
  before: string | null,
  after: string | null,
): ClauseChange => ({ clause: of.id, section: of.section, kind, sentence, before, after })
