import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aCase, anyPerson, aPerson, child, heldBy, today } from '../../../test/seeds/caseload.ts'
import { addDays, addMonths } from '../../kit/index.ts'
import { defaultAgreement, describeAgreement, type Agreement } from '../agreement/index.ts'
import type { Case } from '../model/index.ts'
import { brokenLimits, limitsOf } from './index.ts'

const some = (n: number, of: Partial<Case>): Case[] =>
  Array.from({ length: n }, (_, i) => aCase({ child: child(`c${i}`), holder: heldBy('w1'), ...of }))
const broken = (person: Parameters<typeof aPerson>[0], cases: Case[]) =>
  brokenLimits(aPerson(person), cases, defaultAgreement, today).map(
    ({ clause, held, most }) => [clause, held, most] as const,
  )

describe('what a worker holds at most', () => {
  it('is the agreed cap, and exactly at it nothing is broken', () => {
    expect(broken({}, some(20, {}))).toEqual([])
    expect(broken({}, some(21, {}))).toEqual([['caps.children', 21, 20]])
    expect(broken({}, some(20, { courtStage: 'none' }))).toEqual([])
    expect(broken({}, some(6, { courtStage: 'care-proceedings' }))).toEqual([['caps.court', 6, 5]])
    expect(broken({}, some(11, { flags: ['enquiry-open'] }))).toEqual([
      ['caps.child-protection', 11, 10],
    ])
  })

  it('is in proportion to a part-time contract, rounded down', () => {
    expect(broken({ fteMillionths: 500_000 }, some(3, { courtStage: 'pre-proceedings' }))).toEqual([
      ['caps.court', 3, 2],
    ])
  })

  it('is less in the assessed and supported year, and bars fall month by month', () => {
    const court = some(1, { courtStage: 'care-proceedings' })
    const started = (monthsAgo: number) => ({ asyeStart: addMonths(today, -monthsAgo) })
    expect(broken(started(0), court)).toEqual([['protection.newly-qualified.court', 1, 0]])
    expect(broken({ asyeStart: addDays(addMonths(today, -6), 2) }, court)).toHaveLength(1)
    expect(broken(started(6), court)).toEqual([])
    expect(broken(started(3), some(1, { status: 'child-protection-plan' }))).toEqual([])
    expect(broken(started(6), some(13, {}))).toEqual([
      ['protection.newly-qualified.most-children', 13, 12],
    ])
  })

  it('is not known where the contract is not, and not agreed where no clause says so', () => {
    expect(broken({ fteMillionths: null }, some(60, {}))).toEqual([])
    const older: Agreement = { ...defaultAgreement }
    delete older.terms
    fc.assert(
      fc.property(anyPerson, (person) => {
        expect(limitsOf(person, older, today)).toEqual([])
      }),
    )
  })

  it('names clauses that the agreement has, whoever it is', () => {
    const ids = new Set(describeAgreement(defaultAgreement).map((of) => of.id))
    fc.assert(
      fc.property(anyPerson, (person) => {
        for (const { clause, most } of limitsOf(person, defaultAgreement, today)) {
          expect(ids).toContain(clause)
          expect(most).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
