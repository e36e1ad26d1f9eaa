import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCase,
  aCaseload,
  anyCaseOf,
  aPerson,
  aWorker,
  child,
  family,
  heldBy,
  today,
} from '../../../test/seeds/caseload.ts'
import schema from '../../../docs/evidence.schema.json' with { type: 'json' }
import { canonicalJson } from '../../kit/index.ts'
import { defaultAgreement, presets, readyToWeigh, type Agreement } from '../agreement/index.ts'
import type { Caseload } from '../model/index.ts'
import { weigh } from '../workload/index.ts'
import {
  evidenceJsonSchema,
  evidenceSchema,
  makeEvidence,
  replayDifference,
  replayEvidence,
  type EvidenceRelease,
} from './index.ts'

const workers = Array.from({ length: 12 }, (_, i) => aWorker(`w${i + 1}`, aPerson()))
const weighed = (caseload: Caseload, agreement: Agreement) => {
  const workload = weigh(caseload, agreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  return workload.value
}
/** What the children weigh, in the agreement’s unit. */
const trueDemand = (caseload: Caseload, agreement: Agreement): number =>
  weighed(caseload, agreement).cases.reduce((sum, of) => sum + of.demand, 0) /
  agreement.unit.grainsPerUnit
const released = (caseload: Caseload, agreement: Agreement) =>
  makeEvidence({
    publisher: 'Moreton',
    importNumber: 4,
    releasedOn: today,
    caseload,
    agreement,
    workload: weighed(caseload, agreement),
    sha256: 'a'.repeat(64),
  })
const replayed = (release: EvidenceRelease, agreement: Agreement) => {
  const done = replayEvidence(release, agreement)
  if (!done.ok) throw new Error(done.problem.sentence)
  return done.value
}

const ready = presets.filter((of) => readyToWeigh(of).ok)
/** Versions that differ in weights, in what they ask, in the sibling rule, or in all of these. */
const anyVersion: fc.Arbitrary<Agreement> = fc
  .record({
    base: fc.constantFrom(...ready),
    factor: fc.constantFrom(1, 1.3, 0.7),
    months: fc.constantFrom(0, 1, 3),
    siblings: fc.constantFrom('as-is', 'none', 'some', 'half'),
    drop: fc.boolean(),
  })
  .map(({ base, factor, months, siblings, drop }): Agreement => {
    const by = (of: number | null): number | null =>
      of === null ? null : Math.round(of * factor * 100) / 100
    return {
      ...base,
      weights: base.weights.map((of) => ({ ...of, weight: by(of.weight) })),
      stages: base.stages.slice(drop ? 1 : 0).map((of) => ({
        ...of,
        weight: by(of.weight),
        anyOf: of.anyOf.map((test) =>
          test.test === 'since' ? { ...test, monthsUnder: test.monthsUnder + months } : test,
        ),
      })),
      siblings:
        siblings === 'none' || base.siblings === null
          ? null
          : siblings === 'some'
            ? { ...base.siblings, statuses: ['child-protection-plan', 'looked-after'] }
            : siblings === 'half'
              ? { ...base.siblings, percent: 50 }
              : base.siblings,
    }
  })
const ids = workers.slice(0, 4).map(({ id }) => id)
const anyAuthority: fc.Arbitrary<Caseload> = fc
  .integer({ min: 20, max: 90 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyCaseOf(`c${i + 1}`, ids))))
  .map((cases) => aCaseload({ cases, workers }))

describe('a release under another version of the agreement', () => {
  it('brackets what the same children truly weigh', () => {
    fc.assert(
      fc.property(anyAuthority, fc.constantFrom(...ready), anyVersion, (caseload, own, other) => {
        const release = released(caseload, own)
        if (!release.ok) return
        const { demand, byStatus, children } = replayed(release.value, other)
        const truth = trueDemand(caseload, other)
        expect(demand.from).toBeLessThanOrEqual(truth)
        expect(demand.to).toBeGreaterThanOrEqual(truth)
        expect(byStatus.reduce((sum, of) => sum + of.children, 0)).toBe(children)
      }),
      { numRuns: 300 },
    )
  })

  it('brackets by how much more they weigh than under the one before, narrower than both apart', () => {
    let narrower = 0
    let said = 0
    fc.assert(
      fc.property(anyAuthority, anyVersion, (caseload, other) => {
        const own = ready.find(({ id }) => id === other.id) ?? defaultAgreement
        const release = released(caseload, own)
        if (!release.ok) return
        const change = replayDifference(release.value, own, other)
        if (change === null) return
        const truth = trueDemand(caseload, other) - trueDemand(caseload, own)
        expect(change.from).toBeLessThanOrEqual(truth + 1e-9)
        expect(change.to).toBeGreaterThanOrEqual(truth - 1e-9)
        said += 1
        const [was, is] = [replayed(release.value, own), replayed(release.value, other)]
        const apart = is.demand.to - is.demand.from + (was.demand.to - was.demand.from)
        if (change.to - change.from <= apart) narrower += 1
      }),
      { numRuns: 150 },
    )
    expect(said).toBeGreaterThan(10)
    expect(narrower / said).toBeGreaterThan(0.9)
  })

  it('gives the figure itself where every group is large and every question the same', () => {
    const many = (status: 'looked-after' | 'child-protection-plan', n: number) =>
      Array.from({ length: n }, (_, i) =>
        aCase({ child: child(`${status}${i}`), status, holder: heldBy(`w${(i % 12) + 1}`) }),
      )
    const caseload = aCaseload({
      cases: [...many('looked-after', 40), ...many('child-protection-plan', 30)],
      workers,
    })
    const release = released(caseload, defaultAgreement)
    if (!release.ok) throw new Error(release.problem.sentence)
    const heavier = {
      ...defaultAgreement,
      weights: defaultAgreement.weights.map((of) => ({ ...of, weight: (of.weight ?? 0) + 1.5 })),
    }
    // This preset weighs travel, which a release gives as a range.
    const still = {
      ...heavier,
      modifiers: heavier.modifiers.filter(({ kind }) => kind !== 'travel'),
    }
    const { demand, certain } = replayed(release.value, still)
    expect(demand).toEqual({ from: trueDemand(caseload, still), to: trueDemand(caseload, still) })
    expect(certain).toBe(70)
  })

  it('reads no less than what each child of a family could weigh less', () => {
    const caseload = aCaseload({
      cases: Array.from({ length: 30 }, (_, i) =>
        aCase({
          child: child(`c${i}`),
          status: 'child-protection-plan',
          family: family(`f${Math.floor(i / 3)}`),
          holder: heldBy('w1'),
        }),
      ),
      workers,
    })
    const release = released(caseload, defaultAgreement)
    if (!release.ok) throw new Error(release.problem.sentence)
    const [status] = release.value.statuses
    expect(status?.stages[0]?.classes).toMatchObject([
      { children: 30, whole: 10, further: 20, mixed: 0, rest: 0 },
    ])
  })
})

describe('a release', () => {
  it('of fewer than ten workers, or of a handful of children, is not made', () => {
    const few = aCaseload({
      cases: Array.from({ length: 40 }, (_, i) => aCase({ child: child(`c${i}`) })),
      workers: workers.slice(0, 9),
    })
    expect(released(few, defaultAgreement)).toMatchObject({ problem: { code: 'too-few-workers' } })
    const children = aCaseload({ cases: few.cases.slice(0, 4), workers })
    expect(released(children, defaultAgreement)).toMatchObject({
      problem: { code: 'too-few-children' },
    })
  })

  it('shows no count of one to four anywhere, adds up, and names nobody', () => {
    fc.assert(
      fc.property(anyAuthority, fc.constantFrom(...ready), (caseload, own) => {
        const release = released(caseload, own)
        if (!release.ok) return
        expect(evidenceSchema.safeParse(release.value).error?.issues ?? []).toEqual([])
        const counts = release.value.statuses.flatMap(({ children, stages, rest }) => [
          children,
          rest,
          ...stages.flatMap((stage) => [
            stage.children,
            stage.rest,
            ...stage.classes.flatMap((one) => [
              one.children,
              one.whole,
              one.further,
              one.mixed,
              one.rest,
            ]),
          ]),
        ])
        for (const count of [...counts, release.value.rest]) {
          expect(count === 0 || count >= 5, String(count)).toBe(true)
        }
        const text = canonicalJson(release.value)
        for (const { child: id } of caseload.cases) expect(text).not.toContain(`"${id}"`)
        for (const { id } of caseload.workers) expect(text).not.toContain(`"${id}"`)
      }),
      { numRuns: 60 },
    )
  })

  it('has its shape printed for whoever reads it elsewhere', () => {
    expect(evidenceJsonSchema()).toEqual(schema)
  })

  it('whose counts were changed is refused', () => {
    const caseload = aCaseload({
      cases: Array.from({ length: 40 }, (_, i) => aCase({ child: child(`c${i}`) })),
      workers,
    })
    const release = released(caseload, defaultAgreement)
    if (!release.ok) throw new Error(release.problem.sentence)
    const changed = { ...release.value, children: release.value.children + 1 }
    expect(evidenceSchema.safeParse(changed).success).toBe(false)
  })
})
