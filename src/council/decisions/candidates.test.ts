import { describe, expect, it } from 'vitest'
import { aCase, aCaseload, aPerson, aWorker, child, heldBy } from '../../../test/seeds/caseload.ts'
import { actsOf, forbiddenOf } from '../../core/allocation/index.ts'
import { defaultAgreement } from '../../core/agreement/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import { weigh } from '../../core/workload/index.ts'
import { couldTake } from './candidates.ts'

const NEW = child('new')
const full = Array.from({ length: 20 }, (_, n) =>
  aCase({ child: child(`held${n}`), holder: heldBy('full'), status: 'care-leaver' }),
)
const caseload = aCaseload({
  workers: [
    aWorker('full', aPerson({ fteMillionths: 1_000_000 })),
    aWorker('free', aPerson({ fteMillionths: 1_000_000 })),
    aWorker('away', aPerson({ fteMillionths: 1_000_000, role: 'team-manager' })),
    aWorker('adviser', aPerson({ fteMillionths: 1_000_000, role: 'personal-adviser' })),
  ],
  cases: [...full, aCase({ child: NEW, holder: { kind: 'unallocated', why: 'blank' } })],
})

describe('who could take a case', () => {
  const workload = weigh(caseload, defaultAgreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  const figures = { caseload, workload: workload.value, agreement: defaultAgreement }
  const could = couldTake(figures, NEW, 'service')
  if (!could) throw new Error('Somebody could')
  const named = (rows: readonly { worker: number }[]) =>
    rows.map(({ worker }) => could.asked.workers[worker] as WorkerId)

  it('is who passes no cap; who is kept from it by a cap alone may be chosen by setting it aside', () => {
    expect(named(could.candidates)).toEqual(['free'])
    expect(named(could.setAside)).toEqual(['full'])
    expect(could.excluded.find(({ worker }) => worker === could.setAside[0]?.worker)?.rule).toBe(
      'A full-time worker holds at most 20 children; part time, in proportion',
    )
  })

  it('calls for exactly the acts that the agreement names, by the same figures', () => {
    for (const of of [...could.candidates, ...could.setAside]) {
      const worker = could.asked.workers[of.worker] as WorkerId
      const giving = {
        caseload,
        agreement: defaultAgreement,
        worker,
        children: could.children,
        firstBand: new Set(named(could.candidates)),
        on: caseload.asOf,
      }
      expect(forbiddenOf(giving)).toEqual([])
      expect(actsOf(giving).map(({ what }) => what)).toEqual(
        worker === 'free' ? [] : ['over-a-cap', 'outside-the-shortlist'],
      )
    }
  })
})
