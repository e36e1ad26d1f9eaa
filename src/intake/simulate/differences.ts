import { byText, fold } from '../../kit/index.ts'
import type { Case, Caseload, Source, Worker } from '../../core/model/index.ts'
import type { CaseTruth, Truth, WorkerTruth } from './model.ts'

/** Where a reading says otherwise than the truth. */
export interface Difference {
  /** Child id or worker's name. */
  about: string
  what: 'case' | 'worker'
  field: string
  wanted: unknown
  got: unknown
  /** The row that made a case of a child who has none; null for every other difference. */
  from: Source | null
}

/** Every field of every case and worker in which the caseload is not the truth. Empty: read exactly. */
export function differences(truth: Truth, caseload: Caseload): Difference[] {
  const found: Difference[] = []
  const workers = new Map(caseload.workers.map((worker) => [worker.id, worker]))
  const teams = new Map(caseload.teams.map((team) => [team.id, team.name]))
  const seen = new Set<string>()
  for (const one of caseload.cases) {
    seen.add(one.child)
    const wanted = truth.cases.get(one.child)
    if (wanted) found.push(...caseDifferences(wanted, one, workers, teams))
    else
      found.push({
        about: one.child,
        what: 'case',
        field: 'case',
        wanted: null,
        got: one.status,
        from: one.from[0] ?? null,
      })
  }
  for (const wanted of truth.cases.values())
    if (!seen.has(wanted.child))
      found.push({
        about: wanted.child,
        what: 'case',
        field: 'case',
        wanted: wanted.status,
        got: null,
        from: null,
      })
  const byName = new Map(caseload.workers.map((worker) => [fold(worker.name), worker]))
  const teamNames = new Map(caseload.teams.map((team) => [team.id, team]))
  const held = casesOf(caseload)
  for (const wanted of truth.workers) {
    const got = byName.get(fold(wanted.name))
    const gone = wanted.contractEnd !== null && wanted.contractEnd <= truth.on
    if (got) {
      const parent = got.team ? teamNames.get(got.team)?.parent : null
      found.push(
        ...workerDifferences(wanted, got, {
          team: got.team ? (teams.get(got.team) ?? null) : null,
          parent: parent ? (teams.get(parent) ?? null) : null,
          cases: held.get(got.id) ?? 0,
        }),
      )
    } else if (!gone || wanted.cases > 0)
      found.push({
        about: wanted.name,
        what: 'worker',
        field: 'worker',
        wanted: true,
        got: false,
        from: null,
      })
  }
  const expected = new Set(truth.workers.map((worker) => fold(worker.name)))
  for (const worker of caseload.workers)
    if (!expected.has(fold(worker.name)))
      found.push({
        about: worker.name,
        what: 'worker',
        field: 'worker',
        wanted: false,
        got: true,
        from: null,
      })
  return found
}

function caseDifferences(
  wanted: CaseTruth,
  got: Case,
  workers: ReadonlyMap<string, Worker>,
  teams: ReadonlyMap<string, string>,
): Difference[] {
  const holder = got.holder
  const id = holder.kind === 'unallocated' ? null : holder.worker
  const name = id === null ? null : (workers.get(id)?.name ?? id)
  const why = holder.kind === 'phantom' ? holder.why : null
  const pairs: [field: string, wanted: unknown, got: unknown][] = [
    ['status', wanted.status, got.status],
    ['flags', wanted.flags.join(' '), [...got.flags].sort(byText).join(' ')],
    ['holder', wanted.holder, holder.kind],
    ['why', wanted.holder === 'phantom' ? wanted.why : null, why],
    ['worker', wanted.worker, name],
    ['team', wanted.team, got.team === null ? '' : (teams.get(got.team) ?? got.team)],
    ['personalAdviser', wanted.personalAdviser, got.personalAdviser],
    ['family', wanted.family, got.family],
    ['courtStage', wanted.courtStage, got.courtStage],
    ['complexity', wanted.complexity, got.complexity],
    ['travelMinutes', wanted.travelMinutes, got.travelMinutes],
    ['visitsAMonth', wanted.visitsAMonth, got.visitsAMonth],
    ['disability', wanted.disability, got.disability],
    ['birthDate', wanted.birthDate, got.birthDate],
    ['statusSince', wanted.statusSince, got.statusSince],
  ]
  return pairs.flatMap(([field, one, other]) =>
    one === other
      ? []
      : [{ about: wanted.child, what: 'case', field, wanted: one, got: other, from: null }],
  )
}

function workerDifferences(
  wanted: WorkerTruth,
  got: Worker,
  where: { team: string | null; parent: string | null; cases: number },
): Difference[] {
  const person = got.person
  const pairs: [field: string, wanted: unknown, got: unknown][] = [
    ['sweNumber', wanted.sweNumber, person?.sweNumber ?? null],
    ['team', wanted.team, where.team],
    ['parentTeam', wanted.parentTeam, where.parent],
    ['role', wanted.role, person?.role ?? null],
    ['fteMillionths', wanted.fteMillionths, person?.fteMillionths ?? null],
    ['contract', wanted.contract, person?.contract ?? null],
    ['contractEnd', wanted.contractEnd, person?.contractEnd ?? null],
    ['asyeStart', wanted.asyeStart, person?.asyeStart ?? null],
    ['supervisionHours', wanted.supervisionHours, person?.supervisionHours ?? null],
    ['dutyHours', wanted.dutyHours, person?.dutyHours ?? null],
    ['businessSupportHours', wanted.businessSupportHours, person?.businessSupportHours ?? null],
    ['reductions', JSON.stringify(wanted.reductions), JSON.stringify(person?.reductions ?? [])],
    ['cases', wanted.cases, where.cases],
  ]
  return pairs.flatMap(([field, one, other]) =>
    one === other
      ? []
      : [{ about: wanted.name, what: 'worker', field, wanted: one, got: other, from: null }],
  )
}

function casesOf(caseload: Caseload): Map<string, number> {
  const held = new Map<string, number>()
  for (const { holder } of caseload.cases)
    if (holder.kind !== 'unallocated' && holder.worker !== null)
      held.set(holder.worker, (held.get(holder.worker) ?? 0) + 1)
  return held
}
