import type { Finding, Line, Totals, Workload } from '../../core/model/index.ts'
import type { Reading } from '../../intake/index.ts'
import type { PublishedFinding, PublishedReading, PublishedWorkload } from './schemas.ts'

const publishFinding = (finding: Finding): PublishedFinding => ({
  code: finding.code,
  file: finding.file,
  sheet: finding.sheet,
  row: finding.row,
  column: finding.column,
  value: finding.value,
  sentence: finding.sentence,
  effect: finding.effect,
  changesFigures: finding.changesFigures,
})

/** What `fairload read --json` prints and `/api/v1` serves for an import's files. */
export function publishReading(reading: Pick<Reading, 'files'>): PublishedReading {
  return {
    files: reading.files.map((file) => ({
      name: file.name,
      sha256: file.sha256,
      shape: file.shape,
      version: file.version,
      lists: file.lists,
      findings: file.findings.map(publishFinding),
      problem: file.problem,
    })),
  }
}

const ratio = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 10_000

/** What `fairload workload --json` prints and `/api/v1` serves: a figure's parts beside the figure. */
export function publishWorkload(workload: Workload): PublishedWorkload {
  const { grainsPerUnit } = workload.agreement
  const units = (grains: number): number => grains / grainsPerUnit
  const unitsOrNull = (grains: number | null): number | null =>
    grains === null ? null : units(grains)
  const line = (of: Line) => ({ what: of.what, amount: of.hundredths / 100, clause: of.clause })
  const totals = (of: Totals) => ({
    children: of.children,
    families: of.families,
    familiesKnown: of.familiesKnown,
    allocated: of.allocated,
    unallocated: of.unallocated,
    phantom: of.phantom,
    demand: units(of.demand),
    capacity: unitsOrNull(of.capacity),
    capacityUnknown: of.capacityUnknown,
    utilisation: ratio(of.utilisation),
    workers: of.workers,
    overSafe: of.overSafe,
    overHard: of.overHard,
    spread: of.spread && {
      p10: of.spread.p10 / 10_000,
      median: of.spread.median / 10_000,
      p90: of.spread.p90 / 10_000,
      highest: of.spread.highest / 10_000,
    },
    casesPerFte: of.casesPerFteHundredths === null ? null : of.casesPerFteHundredths / 100,
    censusCases: of.censusCases,
  })
  return {
    asOf: workload.asOf,
    agreement: {
      ...workload.agreement,
      safeLine: workload.agreement.safeLine / 10_000,
      hardLine: workload.agreement.hardLine / 10_000,
    },
    totals: totals(workload.totals),
    teams: workload.teams.map((team) => ({
      id: team.id,
      name: team.name,
      parent: team.parent,
      ...totals(team.totals),
    })),
    workers: workload.workers.map((worker) => ({
      id: worker.id,
      name: worker.name,
      team: worker.team,
      role: worker.role,
      agency: worker.agency,
      asye: worker.asye,
      fte: worker.fteMillionths === null ? null : worker.fteMillionths / 1_000_000,
      cases: worker.cases,
      families: worker.families,
      demand: units(worker.demand),
      capacity: unitsOrNull(worker.capacity),
      utilisation: ratio(worker.utilisation),
      state: worker.state,
      standing: worker.standing,
      censusCases: worker.censusCases,
      capacityLines: worker.capacityLines.map(line),
    })),
    cases: workload.cases.map((of) => ({
      id: of.child,
      status: of.status,
      flags: of.flags,
      since: of.statusSince,
      holder: of.holder.kind,
      why: of.holder.kind === 'worker' ? null : of.holder.why,
      worker: of.holder.kind === 'unallocated' ? null : of.holder.worker,
      team: of.team,
      family: of.family,
      demand: units(of.demand),
      reasons: of.reasons.map(line),
      from: of.from.map(({ file, sheet, row }) => ({ file, sheet, row })),
    })),
    findings: workload.findings.map(publishFinding),
  }
}
