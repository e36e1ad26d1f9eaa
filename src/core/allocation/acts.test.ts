import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCase,
  aCaseload,
  anyCaseload,
  aPerson,
  aWorker,
  child,
  heldBy,
  today,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { addDays, addMonths } from '../../kit/index.ts'
import { defaultAgreement, describeAgreement, type Agreement } from '../agreement/index.ts'
import type { Case, Caseload, PersonRecord } from '../model/index.ts'
import { brokenLimits, weigh } from '../workload/index.ts'
import { actsOf, forbiddenOf, type Giving } from './index.ts'

const jo = workerId('jo')
const fullTime = { fteMillionths: 1_000_000 }
const some = (n: number, of: Partial<Case> = {}): Case[] =>
  Array.from({ length: n }, (_, i) =>
    aCase({ child: child(`held${i}`), holder: heldBy('jo'), status: 'care-leaver', ...of }),
  )
const newCase = (of: Partial<Case> = {}): Case =>
  aCase({ child: child('new'), holder: { kind: 'unallocated', why: 'blank' }, ...of })
const giving = (
  person: Partial<PersonRecord>,
  cases: Case[],
  of: Partial<Giving> = {},
): Giving => ({
  caseload: aCaseload({ workers: [aWorker('jo', aPerson({ ...fullTime, ...person }))], cases }),
  agreement: defaultAgreement,
  worker: jo,
  children: [child('new')],
  firstBand: null,
  on: today,
  ...of,
})
const whats = (of: Giving) => actsOf(of).map(({ what, clause }) => [what, clause])
const ASKED = { role: 'service-manager' }

describe('giving a case to a worker', () => {
  it('is nothing to be asked about where no line, cap or bar is passed', () => {
    expect(actsOf(giving({}, [newCase()], { firstBand: new Set([jo]) }))).toEqual([])
  })

  it('is over a cap exactly from the one after the most, and names who must be asked', () => {
    const leavers = (n: number) => giving({}, [...some(n), newCase({ status: 'care-leaver' })])
    expect(whats(leavers(19)).map(([what]) => what)).not.toContain('over-a-cap')
    expect(actsOf(leavers(20))).toContainEqual({
      what: 'over-a-cap',
      clause: 'caps.children',
      of: 'children',
      most: 20,
      before: 20,
      after: 21,
      secondPerson: { ...ASKED, clause: 'overrides.over-a-cap' },
    })
  })

  it('counts what is being handed over to them already', () => {
    const court = { courtStage: 'care-proceedings' as const, status: 'care-leaver' as const }
    const coming = some(5, { ...court, holder: heldBy('sam') }).map((of) => ({
      ...of,
      handover: { outgoing: workerId('sam'), incoming: jo },
    }))
    expect(whats(giving({}, [...coming, newCase(court)]))).toContainEqual([
      'over-a-cap',
      'caps.court',
    ])
  })

  it('breaks no cap on what it does not add to', () => {
    const full = some(7, { courtStage: 'care-proceedings' })
    expect(whats(giving({}, [...full, newCase({ status: 'care-leaver' })]))).toEqual([])
  })

  it('is against protection where a newly qualified worker is barred from it, until their month comes', () => {
    const court = newCase({ courtStage: 'pre-proceedings' })
    const started = (months: number) => giving({ asyeStart: addMonths(today, -months) }, [court])
    expect(actsOf(started(1))).toMatchObject([
      {
        what: 'against-protection',
        clause: 'protection.newly-qualified.court',
        most: 0,
        before: 0,
        after: 1,
        secondPerson: { ...ASKED, clause: 'overrides.against-protection' },
      },
    ])
    expect(actsOf(started(6))).toEqual([])
    expect(actsOf({ ...started(1), on: addMonths(today, 5) })).toEqual([])
  })

  it('is over the hard line by the figures of the pages, before and after', () => {
    const cases = [...some(30, { status: 'looked-after' }), newCase({ status: 'looked-after' })]
    const line = actsOf(giving({}, cases)).find(({ what }) => what === 'over-hard-line')
    if (line?.what !== 'over-hard-line') throw new Error('The line is passed')
    expect(line.clause).toBe('lines.hard')
    expect(line.after.load).toBeGreaterThan(line.before.load)
    expect(line.after.load * 100).toBeGreaterThan(110 * line.after.capacity)
    expect(line.secondPerson).toEqual({ ...ASKED, clause: 'overrides.over-hard-line' })
  })

  it('is outside the shortlist where somebody else stands in its first band', () => {
    const outside = giving({}, [newCase()], { firstBand: new Set([workerId('sam')]) })
    expect(actsOf(outside)).toEqual([
      { what: 'outside-the-shortlist', clause: null, secondPerson: null },
    ])
  })

  it('asks for nobody where the agreement names nobody', () => {
    const { terms } = defaultAgreement
    if (!terms) throw new Error('The starting point has terms')
    const alone: Agreement = { ...defaultAgreement, terms: { ...terms, overrides: [] } }
    const over = giving({}, [...some(20), newCase({ status: 'care-leaver' })], { agreement: alone })
    expect(actsOf(over)).toMatchObject([{ what: 'over-a-cap', secondPerson: null }])
  })

  it('is the same before and after the case came to them', () => {
    const cases = [...some(20), newCase({ status: 'care-leaver' })]
    const came = cases.map((of) => (of.child === 'new' ? { ...of, holder: heldBy('jo') } : of))
    expect(actsOf(giving({}, came))).toEqual(actsOf(giving({}, cases)))
  })

  it('says nothing of the hard line where nobody knows what they can carry', () => {
    const unknown = giving({ fteMillionths: null }, [...some(60), newCase()])
    expect(actsOf(unknown)).toEqual([])
    expect(forbiddenOf(unknown)).toEqual([])
  })
})

describe('what nobody may do', () => {
  const rules = (of: Giving) => forbiddenOf(of).map(({ rule, clause }) => [rule, clause])
  it.each<[string, string | null, Partial<PersonRecord>]>([
    ['their contract has ended', 'capacity.contract-end', { contractEnd: today }],
    [
      'they cannot receive work on this day',
      'capacity.reduction.long-sickness',
      {
        reductions: [{ reason: 'long-sickness', from: today, to: null, amount: { percent: 100 } }],
      },
    ],
    [
      'they cannot receive work on this day',
      'capacity.role.team-manager',
      { role: 'team-manager' },
    ],
    ['a personal adviser holds care leavers alone', null, { role: 'personal-adviser' }],
  ])('is giving work where %s (%s)', (rule, clause, person) => {
    expect(rules(giving(person, [newCase({ status: 'looked-after' })]))).toEqual([[rule, clause]])
  })

  it('is giving work to somebody who is gone', () => {
    expect(rules(giving({}, [newCase()], { worker: workerId('gone') }))).toEqual([
      ['they are no longer among the workers of the service', null],
    ])
  })

  it('is as of the day it is decided, not of the import', () => {
    const ends = giving({ contractEnd: addDays(today, 3) }, [newCase()])
    expect(rules(ends)).toEqual([])
    expect(rules({ ...ends, on: addDays(today, 3) })).toHaveLength(1)
  })
})

it('an act is what the pages show once the case is with the worker: no limit is newly broken unsaid', () => {
  const clauses = new Set(describeAgreement(defaultAgreement).map(({ id }) => id))
  fc.assert(
    fc.property(anyCaseload, fc.nat(), fc.nat(), (caseload, who, which) => {
      const worker = caseload.workers[who % Math.max(1, caseload.workers.length)]
      const of = caseload.cases[which % Math.max(1, caseload.cases.length)]
      if (!worker || !of) return
      const given: Giving = {
        caseload,
        agreement: defaultAgreement,
        worker: worker.id,
        children: [of.child],
        firstBand: null,
        on: caseload.asOf,
      }
      const acts = actsOf(given)
      for (const { clause } of acts) expect(clauses).toContain(clause)
      const moved: Caseload = {
        ...caseload,
        cases: caseload.cases.map((one) =>
          one.child === of.child
            ? {
                ...one,
                holder: { kind: 'worker', worker: worker.id },
                workerSinceInferred: caseload.asOf,
              }
            : one,
        ),
      }
      const held = moved.cases.filter(
        ({ holder }) => holder.kind === 'worker' && holder.worker === worker.id,
      )
      const others = held.filter(({ child: one }) => one !== of.child)
      const limits = (cases: Case[]) =>
        new Map(
          brokenLimits(worker.person, cases, defaultAgreement, caseload.asOf).map((one) => [
            one.clause,
            one.held,
          ]),
        )
      const [without, now] = [limits(others), limits(held)]
      const worse = [...now].filter(([clause, count]) => count > (without.get(clause) ?? -1))
      const said = acts.flatMap((act) => ('of' in act ? [act.clause] : []))
      expect(said.sort()).toEqual(worse.map(([clause]) => clause).sort())
      const after = weigh(moved, defaultAgreement)
      if (!after.ok) throw new Error(after.problem.sentence)
      const shown = after.value.workers.find(({ id }) => id === worker.id)
      const line = acts.find((act) => act.what === 'over-hard-line')
      if (shown?.state === 'known') {
        expect(line !== undefined).toBe(shown.standing === 'over-hard')
        if (line) expect(line.after).toEqual({ load: shown.demand, capacity: shown.capacity })
      }
    }),
    { numRuns: 300 },
  )
})
