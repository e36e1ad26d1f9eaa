import { describe, expect, it } from 'vitest'
import {
  answerTermOf,
  canonicalText,
  clauseOf,
  defaultAgreement,
  describeAgreement,
  diffAgreements,
  handoverTermOf,
  ladderOf,
  overloadTermOf,
  parseAgreement,
  termsOf,
  type Agreement,
  type Terms,
} from './index.ts'

const terms = termsOf(defaultAgreement)
const withTerms = (change: Partial<Terms>): Agreement => ({
  ...defaultAgreement,
  terms: { ...terms, ...change },
})
const older = (): Agreement => {
  const without = { ...defaultAgreement }
  delete without.terms
  return without
}
const problems = (document: unknown): string[] => {
  const parsed = parseAgreement(document)
  return parsed.ok ? [] : parsed.problem.map((of) => of.sentence)
}

describe('an agreement written before there were clauses beyond weights', () => {
  it('still reads, as the very same text', () => {
    const parsed = parseAgreement(JSON.parse(JSON.stringify(older())))
    expect(parsed.ok && canonicalText(parsed.value)).toBe(canonicalText(older()))
  })

  it('says of each that it is not agreed, and enforces none', () => {
    const said = describeAgreement(older())
      .filter((of) => /not agreed/.test(of.sentence))
      .map((of) => of.section)
    for (const section of ['overload', 'protection', 'caps', 'handover', 'overrides'] as const) {
      expect(said).toContain(section)
    }
    expect(handoverTermOf(older())).toBeNull()
    expect(answerTermOf(older())).toBeNull()
    expect(ladderOf(older())).toEqual([])
  })

  it('reads clause by clause against one that has them', () => {
    const sentences = diffAgreements(older(), defaultAgreement).map((of) => of.sentence)
    expect(sentences.join('\n')).toContain('New: A meeting of both workers: required.')
    expect(diffAgreements(defaultAgreement, older()).length).toBeGreaterThan(10)
  })
})

describe('clauses beyond weights', () => {
  it('hand the clocks what they run by, each with the clause that a breach cites', () => {
    expect(overloadTermOf(defaultAgreement)).toEqual({ line: 11_000, weeks: 4 })
    const ids = new Set(describeAgreement(defaultAgreement).map((of) => of.id))
    for (const { clause } of ladderOf(defaultAgreement)) expect(ids).toContain(clause)
    for (const step of handoverTermOf(defaultAgreement)?.required ?? []) {
      expect(ids).toContain(clauseOf.handoverStep(step))
    }
    for (const id of [clauseOf.handoverComplete, clauseOf.handoverMeeting, clauseOf.returner]) {
      expect(ids).toContain(id)
    }
    expect(answerTermOf(defaultAgreement)).toEqual({
      workingDays: 2,
      managerWorkingDays: 2,
      silence: 'returned',
    })
  })

  it('read a change as people say it', () => {
    const changed = withTerms({
      caps: terms.caps.map((of) => (of.id === 'court' ? { ...of, most: 4 } : of)),
      allocation: terms.allocation && { ...terms.allocation, silence: 'accepted' },
    })
    expect(diffAgreements(defaultAgreement, changed).map((of) => of.sentence)).toEqual([
      'A full-time worker holds at most 5 → 4 children before the court.',
      'An allocation without an answer by then counts as returned to the manager → accepted.',
    ])
  })

  it('are refused where they contradict themselves, with the place', () => {
    const { handover, overload } = terms
    expect(
      problems(withTerms({ handover: handover && { ...handover, completeWithin: 3 } })),
    ).toEqual([
      'At terms › handover › completeWithin: A handover cannot be complete before its meeting; give it more working days.',
    ])
    const rung = overload?.ladder[0]
    expect(
      problems(
        withTerms({ overload: overload && rung ? { ...overload, ladder: [rung, rung] } : null }),
      )[0],
    ).toContain('At terms › overload › ladder › 2 (first): “first” is there twice')
    expect(
      problems(withTerms({ handover: handover && { ...handover, steps: handover.steps.slice(1) } }))
        .length,
    ).toBeGreaterThan(0)
  })
})
