import { byText, type IsoDate } from '../../kit/index.ts'
import type { StaleContact } from './scrutiny.ts'

/** What the branch wrote about handing a contact over. */
export interface HandoverTask {
  councillor: string
  committee: string
  /** The last day of the seat that ended; null where no seat of theirs was ever known. */
  leftOn: IsoDate | null
  owner: string | null
  doneOn: IsoDate | null
}

export interface Handover<T extends HandoverTask> {
  stale: StaleContact
  task: T | null
  state: 'no-owner' | 'open' | 'done'
}

const same = (stale: StaleContact, task: HandoverTask): boolean =>
  stale.contact.councillor === task.councillor &&
  stale.contact.committee === task.committee &&
  stale.leftOn === task.leftOn

/**
 * A handover for each contact whose councillor left the committee: it opens by itself and is done once somebody
 * said so. Whoever comes back and leaves again opens another.
 */
export function handoversOf<T extends HandoverTask>(
  stale: readonly StaleContact[],
  tasks: readonly T[],
  on: IsoDate,
): Handover<T>[] {
  const place = { 'no-owner': 0, open: 1, done: 2 }
  return stale
    .map((one): Handover<T> => {
      const theirs = tasks.filter((task) => same(one, task))
      const done = theirs.find((task) => task.doneOn !== null && task.doneOn <= on)
      if (done) return { stale: one, task: done, state: 'done' }
      const open = theirs.find((task) => task.owner !== null)
      return { stale: one, task: open ?? theirs[0] ?? null, state: open ? 'open' : 'no-owner' }
    })
    .sort(
      (a, b) =>
        place[a.state] - place[b.state] ||
        byText(a.stale.leftOn ?? '', b.stale.leftOn ?? '') ||
        byText(a.stale.contact.councillor, b.stale.contact.councillor),
    )
}
