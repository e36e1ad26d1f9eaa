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
  teamId,
} from '../../../test/seeds/caseload.ts'
import { defaultAgreement, presets, type Agreement } from '../agreement/index.ts'
import type { Caseload } from '../model/index.ts'
import { replay, weigh, type ReplayView } from './index.ts'

const under = (caseload: Caseload, agreement: Agreement) => {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) throw new Error(weighed.problem.sentence)
  return { workload: weighed.value, agreement }
}
const replayed = (caseload: Caseload, before: Agreement, after: Agreement): ReplayView =>
  replay(under(caseload, before), under(caseload, after))

const heavierAssessments: Agreement = {
  ...defaultAgreement,
  version: '2',
  weights: defaultAgreement.weights.map((of) =>
    of.status === 'open-assessment' ? { ...of, weight: 11 } : of,
  ),
}
const anyAgreement = fc.constantFrom(
  ...presets.filter((of) => ['fairload-hours-0.1', 'cwla-1999', 'sws-2022'].includes(of.id)),
  heavierAssessments,
)

describe('a past caseload under another agreement', () => {
  const caseload = aCaseload({
    teams: [
      { id: teamId('t1'), name: 'Assessment', parent: null },
      { id: teamId('t2'), name: 'Court', parent: null },
    ],
    workers: [aWorker('w1', aPerson(), 't1'), aWorker('w2', aPerson(), 't2')],
    cases: [
      ...Array.from({ length: 12 }, (_, i) =>
        aCase({ child: child(`a${i}`), status: 'open-assessment', holder: heldBy('w1') }),
      ),
      ...Array.from({ length: 8 }, (_, i) =>
        aCase({ child: child(`b${i}`), status: 'looked-after', holder: heldBy('w2') }),
      ),
    ],
  })

  it('says who is over the line who was not, and which team reads fuller', () => {
    const view = replayed(caseload, defaultAgreement, heavierAssessments)
    expect(view.before.totals.overSafe).toBe(0)
    expect(view.after.totals.overSafe).toBe(1)
    expect(view.over).toEqual({ newly: 1, noLonger: 0, both: 0 })
    expect(view.crossing.map((of) => of.id)).toEqual(['w1'])
    expect(view.teams.map((of) => [of.name, of.turn])).toEqual([
      ['Assessment', 'pressed'],
      ['Court', 'same'],
    ])
  })

  it('is no change at all under the same agreement', () => {
    fc.assert(
      fc.property(anyCaseload, anyAgreement, (of, agreement) => {
        const view = replayed(of, agreement, agreement)
        expect(view.crossing).toEqual([])
        expect(view.before).toEqual(view.after)
        expect(view.over.newly + view.over.noLonger).toBe(0)
        for (const { turn } of view.teams) expect(['same', 'unknown']).toContain(turn)
      }),
      { numRuns: 50 },
    )
  })

  it('adds up, and read the other way round it is its own opposite', () => {
    fc.assert(
      fc.property(anyCaseload, anyAgreement, anyAgreement, (of, a, b) => {
        const there = replayed(of, a, b)
        const back = replayed(of, b, a)
        expect(there.over.both + there.over.noLonger).toBe(there.before.totals.overSafe)
        expect(there.over.both + there.over.newly).toBe(there.after.totals.overSafe)
        expect(there.over.newly).toBe(back.over.noLonger)
        expect(there.workers.fuller).toBe(back.workers.lighter)
        const turned = { eased: 'pressed', pressed: 'eased', same: 'same', unknown: 'unknown' }
        expect(back.teams.map((team) => team.turn)).toEqual(
          there.teams.map((team) => turned[team.turn]),
        )
        expect(there.before.totals.children).toBe(there.after.totals.children)
      }),
      { numRuns: 50 },
    )
  })
})
