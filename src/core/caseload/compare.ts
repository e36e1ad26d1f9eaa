import { byText } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { Case, Caseload, CaseStatus, ChildId, TeamId, WorkerId } from '../model/index.ts'
import { namedBy, sameWorkers } from './identity.ts'

/** A child who is in both caseloads, or in one of them. */
export interface ChildChange {
  child: ChildId
  /** null where the child was not, or is no longer, a case. */
  before: { status: CaseStatus; worker: WorkerId | null } | null
  after: { status: CaseStatus; worker: WorkerId | null } | null
}

/** A change of worker that two imports show: true at the latest on `on`. A null worker is nobody. */
export interface InferredInvolvement {
  child: ChildId
  from: WorkerId | null
  to: WorkerId | null
  on: IsoDate
  inferred: true
}

/** What changed from one caseload to a later one. Every list is by child, worker or team id. */
export interface Changes {
  from: IsoDate
  to: IsoDate
  children: {
    new: ChildChange[]
    closed: ChildChange[]
    changedStatus: ChildChange[]
    /** Named worker before and after, and not the same one. Inferred. */
    changedWorker: ChildChange[]
    /** Children in both, in nobody's name only now. */
    newlyUnallocated: ChildChange[]
    /** Children in both, in the name of someone who cannot hold them only now. */
    newlyPhantom: ChildChange[]
  }
  workers: { new: WorkerId[]; gone: WorkerId[] }
  teams: { new: TeamId[]; gone: TeamId[] }
  counts: Record<keyof Changes['children'], number> & {
    workersNew: number
    workersGone: number
    teamsNew: number
    teamsGone: number
  }
  involvements: InferredInvolvement[]
}

/**
 * What changed between two caseloads. Worker ids are those of `after` wherever the same worker is in
 * both: a worker whose Social Work England number became known has not changed.
 */
export function compare(before: Caseload, after: Caseload): Changes {
  const now = sameWorkers(before, after)
  const was = (c: Case): NonNullable<ChildChange['before']> => {
    const worker = namedBy(c.holder)
    return { status: c.status, worker: worker === null ? null : now(worker) }
  }
  const is = (c: Case): NonNullable<ChildChange['after']> => ({
    status: c.status,
    worker: namedBy(c.holder),
  })
  const children: Changes['children'] = {
    new: [],
    closed: [],
    changedStatus: [],
    changedWorker: [],
    newlyUnallocated: [],
    newlyPhantom: [],
  }
  const involvements: InferredInvolvement[] = []
  const earlier = new Map(before.cases.map((c) => [c.child, c]))
  for (const c of after.cases) {
    const old = earlier.get(c.child)
    if (!old) {
      children.new.push({ child: c.child, before: null, after: is(c) })
      continue
    }
    earlier.delete(c.child)
    const change = { child: c.child, before: was(old), after: is(c) }
    if (change.before.status !== change.after.status) children.changedStatus.push(change)
    if (c.holder.kind === 'unallocated' && old.holder.kind !== 'unallocated')
      children.newlyUnallocated.push(change)
    if (c.holder.kind === 'phantom' && old.holder.kind !== 'phantom')
      children.newlyPhantom.push(change)
    const { worker: from } = change.before
    const { worker: to } = change.after
    if (from === to) continue
    if (from !== null && to !== null) children.changedWorker.push(change)
    involvements.push({ child: c.child, from, to, on: after.asOf, inferred: true })
  }
  for (const c of earlier.values()) {
    children.closed.push({ child: c.child, before: was(c), after: null })
  }
  for (const list of Object.values(children)) list.sort((a, b) => byText(a.child, b.child))
  involvements.sort((a, b) => byText(a.child, b.child))

  const workers = difference(
    before.workers.map((worker) => now(worker.id)),
    after.workers.map((worker) => worker.id),
  )
  const teams = difference(
    before.teams.map((team) => team.id),
    after.teams.map((team) => team.id),
  )
  return {
    from: before.asOf,
    to: after.asOf,
    children,
    workers,
    teams,
    counts: {
      new: children.new.length,
      closed: children.closed.length,
      changedStatus: children.changedStatus.length,
      changedWorker: children.changedWorker.length,
      newlyUnallocated: children.newlyUnallocated.length,
      newlyPhantom: children.newlyPhantom.length,
      workersNew: workers.new.length,
      workersGone: workers.gone.length,
      teamsNew: teams.new.length,
      teamsGone: teams.gone.length,
    },
    involvements,
  }
}

function difference<T extends string>(before: readonly T[], after: readonly T[]) {
  const had = new Set(before)
  const has = new Set(after)
  return {
    new: [...has].filter((id) => !had.has(id)).sort(byText),
    gone: [...had].filter((id) => !has.has(id)).sort(byText),
  }
}
