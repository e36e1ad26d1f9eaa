import { byText, fold, type IsoDate } from '../../kit/index.ts'
import { unableOn } from '../caseload/index.ts'
import type { Cover, Role, TeamId, Worker, WorkerId } from '../model/index.ts'
import { agencyChecks, type AgencyCheck } from './agency-rules.ts'
import { costToEnd, type CostToEnd } from './cost.ts'
import { isSocialWorker } from './in-post.ts'
import type { PlacedPost } from './place-posts.ts'

/** Somebody who works here without holding a post: an agency worker, or interim cover of a post. */
export interface AgencyWorker {
  worker: WorkerId | null
  name: string
  kind: 'agency' | 'interim' | 'not-known'
  team: TeamId | null
  role: Role | null
  /** Millionths of full time; null where no file says. */
  fteMillionths: number | null
  from: IsoDate | null
  end: IsoDate | null
  /** Number of the post they cover; null where no row of the posts file names them. */
  post: string | null
  /** Whether they stand in for a manager. */
  isManager: boolean
  cost: CostToEnd | null
  /** What is missing for a cost to the end; null where there is one. */
  costMissing: string | null
  /** Empty for who is no agency social worker. */
  checks: AgencyCheck[]
}

const MANAGERS: ReadonlySet<Role | null> = new Set<Role | null>([
  'team-manager',
  'middle-manager',
  'senior-manager',
])

/**
 * Agency workers of the people file and everybody who covers a post on the day, by name. Who covers
 * several posts is there once for each.
 */
export function agencyWorkersOf(
  posts: readonly PlacedPost[],
  workers: readonly Worker[],
  on: IsoDate,
  weekHundredths: number,
): AgencyWorker[] {
  const byId = new Map(workers.map((worker) => [worker.id, worker]))
  const covers = posts.flatMap(({ record, team, cover }): AgencyWorker[] => {
    const facts = record.cover
    if (!cover?.inForce || facts === null) return []
    const known = cover.worker === null ? undefined : byId.get(cover.worker)
    const role = record.role ?? known?.person?.role ?? null
    return [
      {
        worker: cover.worker,
        name: cover.name,
        kind: cover.kind ?? 'not-known',
        team: team ?? known?.team ?? null,
        role,
        fteMillionths: cover.fteMillionths,
        from: facts.from,
        end: cover.end,
        post: record.post,
        isManager: MANAGERS.has(role),
        ...costOf(
          { ...facts, end: cover.end, fteMillionths: cover.fteMillionths },
          on,
          weekHundredths,
        ),
        checks:
          cover.kind === 'agency' &&
          isSocialWorker(role, facts.sweNumber ?? known?.person?.sweNumber ?? null)
            ? agencyChecks(facts, on)
            : [],
      },
    ]
  })
  const covering = new Set(covers.map(({ worker }) => worker))
  const others = workers.flatMap(({ id, name, team, person }): AgencyWorker[] => {
    if (person?.contract !== 'agency' || covering.has(id)) return []
    if (unableOn(person, on) === 'contract-ended') return []
    return [
      {
        worker: id,
        name,
        kind: 'agency',
        team,
        role: person.role,
        fteMillionths: person.fteMillionths,
        from: null,
        end: person.contractEnd,
        post: null,
        isManager: MANAGERS.has(person.role),
        cost: null,
        costMissing: 'a row of the posts file',
        checks: isSocialWorker(person.role, person.sweNumber) ? agencyChecks(null, on) : [],
      },
    ]
  })
  return [...covers, ...others].sort(
    (a, b) => byText(fold(a.name), fold(b.name)) || byText(a.post ?? '', b.post ?? ''),
  )
}

function costOf(
  { cost, fteMillionths, from, end }: Pick<Cover, 'cost' | 'fteMillionths' | 'from' | 'end'>,
  on: IsoDate,
  weekHundredths: number,
): Pick<AgencyWorker, 'cost' | 'costMissing'> {
  const missing = [
    ...(cost === null ? ['cost'] : []),
    ...(end === null ? ['end'] : []),
    ...(fteMillionths === null ? ['FTE'] : []),
  ]
  return cost === null || end === null || fteMillionths === null
    ? { cost: null, costMissing: missing.join(', ') }
    : { cost: costToEnd({ cost, fteMillionths, from, end }, on, weekHundredths), costMissing: null }
}
