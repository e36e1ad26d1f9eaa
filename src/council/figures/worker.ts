import { byText } from '../../kit/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import type { WorkerView } from '../views.ts'
import { Index, type Figures } from './figures.ts'

/** A worker's own page: what do I carry, why, and what can I carry. The manager sees the same. */
export function workerView(
  figures: Figures,
  id: WorkerId,
  beside: Pick<WorkerView, 'from' | 'queries'>,
): WorkerView | null {
  const index = new Index(figures)
  const worker = index.worker(id)
  const person = index.person(id)
  if (!worker || !person) return null
  const team = index.team(worker.team)
  return {
    standing: figures.standing,
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
