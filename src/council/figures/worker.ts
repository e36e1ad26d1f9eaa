import { byText } from '../../kit/index.ts'
import { brokenLimits } from '../../core/workload/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import type { WorkerView } from '../views.ts'
import { Index, type Figures } from './figures.ts'

/** A worker's own page: what do I carry, why, and what can I carry. The manager sees the same. */
export function workerView(
  figures: Figures,
  id: WorkerId,
  beside: Pick<WorkerView, 'from' | 'queries' | 'overload'>,
): WorkerView | null {
  const index = new Index(figures)
  const worker = index.worker(id)
  const person = index.person(id)
  if (!worker || !person) return null
  const team = index.team(worker.team)
  const { caseload, agreement } = figures
  const held = caseload.cases.filter(
    ({ holder }) => holder.kind === 'worker' && holder.worker === id,
  )
  return {
    standing: figures.standing,
    limits: brokenLimits(person.person, held, agreement, caseload.asOf),
    worker: {
      ...worker,
      address: figures.addresses.worker(id),
      aliases: person.aliases,
      sweNumber: person.person?.sweNumber ?? null,
    },
    team: team && { name: team.name, address: figures.addresses.team(team.id) },
    cases: index
      .rows(({ holder }) => holder.kind !== 'unallocated' && holder.worker === id)
      .sort((a, b) => b.demand - a.demand || byText(a.child, b.child)),
    ...beside,
  }
}
