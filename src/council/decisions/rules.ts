import type { IsoDate } from '../../kit/index.ts'
import { forbiddenOf } from '../../core/allocation/index.ts'
import { unableOn } from '../../core/caseload/index.ts'
import type { ChildId, WorkerId } from '../../core/model/index.ts'
import type { Figures } from '../figures/index.ts'

const unableWords = {
  left: 'they have left',
  'contract-ended': 'their contract has ended',
  'long-absence': 'they are away for long',
  manager: 'their role holds no cases',
} as const

/** What today's data forbid, whatever anybody says: each in words that follow the worker's name. */
export function forbiddenToday(
  { caseload, agreement }: Figures,
  of: { worker: WorkerId; children: readonly ChildId[]; on: IsoDate },
): string[] {
  const person = caseload.workers.find(({ id }) => id === of.worker)?.person
  const unable = person ? unableOn(person, of.on) : null
  const rules = forbiddenOf({ caseload, agreement, ...of, firstBand: null }).map(({ rule }) => rule)
  const closed = of.children.filter((child) => !caseload.cases.some((one) => one.child === child))
  return [
    ...new Set([
      ...(unable === null ? [] : [unableWords[unable as keyof typeof unableWords]]),
      ...rules,
      ...(closed.length > 0 ? ['the case is closed in the files in force'] : []),
    ]),
  ]
}
