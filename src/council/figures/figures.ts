import { daysBetween } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import type {
  Case,
  Caseload,
  ChildId,
  TeamId,
  WeighedCase,
  WeighedTeam,
  WeighedWorker,
  Worker,
  WorkerId,
  Workload,
} from '../../core/model/index.ts'
import type { Address, CaseRow, Standing } from '../views.ts'

/** Makes the addresses of one organisation. */
export interface Addresses {
  child(id: ChildId): Address
  worker(id: WorkerId): Address
  team(id: TeamId): Address
}

/** A caseload (whole, or one team's part) with what it weighs, ready for a page. */
export interface Figures {
  standing: Standing
  caseload: Caseload
  workload: Workload
  agreement: Agreement
  addresses: Addresses
}

/** The same figures, found by id once a page. */
export class Index {
  readonly figures: Figures
  private readonly workers: Map<WorkerId, WeighedWorker>
  private readonly people: Map<WorkerId, Worker>
  private readonly teams: Map<TeamId, WeighedTeam>

  constructor(figures: Figures) {
    this.figures = figures
    this.workers = new Map(figures.workload.workers.map((of) => [of.id, of]))
    this.people = new Map(figures.caseload.workers.map((of) => [of.id, of]))
    this.teams = new Map(figures.workload.teams.map((of) => [of.id, of]))
  }

  worker(id: WorkerId | null): WeighedWorker | null {
    return (id && this.workers.get(id)) ?? null
  }

  person(id: WorkerId): Worker | null {
    return this.people.get(id) ?? null
  }

  team(id: TeamId | null): WeighedTeam | null {
    return (id && this.teams.get(id)) ?? null
  }

  /** Cases as tables show them, in the order of the caseload. */
  rows(keep: (of: WeighedCase, facts: Case) => boolean = () => true): CaseRow[] {
    const { caseload, workload } = this.figures
    return workload.cases.flatMap((of, i) => {
      const facts = caseload.cases[i]
      return facts && keep(of, facts) ? [this.row(of)] : []
    })
  }

  /** Who holds a case, or the known worker behind a phantom. */
  holderOf({ holder }: WeighedCase): WeighedWorker | null {
    return holder.kind === 'unallocated' ? null : this.worker(holder.worker)
  }

  row(of: WeighedCase): CaseRow {
    const { addresses, workload } = this.figures
    const worker = this.holderOf(of)
    const team = this.team(of.team)
    return {
      ...of,
      address: addresses.child(of.child),
      workerName: worker?.name ?? null,
      workerAddress: worker ? addresses.worker(worker.id) : null,
      teamName: team?.name ?? null,
      teamAddress: team ? addresses.team(team.id) : null,
      days: of.statusSince === null ? null : daysBetween(of.statusSince, workload.asOf),
    }
  }
}
