import { fold } from '../../kit/index.ts'
import type { Caseload, Holder, WorkerId } from '../model/index.ts'

/** The worker a case names, able to hold it or not; null for nobody. */
export const namedBy = (holder: Holder): WorkerId | null =>
  holder.kind === 'unallocated' ? null : holder.worker

/**
 * Translates worker ids of an earlier caseload into those of a later one. An id made of a name
 * becomes a number once the people file gives it: the same folded name or alias, held by one worker
 * only, is the same worker.
 */
export function sameWorkers(
  before: Pick<Caseload, 'workers'>,
  after: Pick<Caseload, 'workers'>,
): (id: WorkerId) => WorkerId {
  const now = new Set(after.workers.map((worker) => worker.id))
  const byName = new Map<string, WorkerId | null>()
  for (const worker of after.workers) {
    for (const name of new Set([worker.name, ...worker.aliases].map(fold))) {
      byName.set(name, byName.has(name) ? null : worker.id)
    }
  }
  const moved = new Map<WorkerId, WorkerId>()
  for (const worker of before.workers) {
    if (now.has(worker.id)) continue
    const names = [worker.name, ...worker.aliases].map(fold)
    const match = names.map((name) => byName.get(name)).find((id) => id !== undefined)
    if (match) moved.set(worker.id, match)
  }
  return (id) => moved.get(id) ?? id
}
