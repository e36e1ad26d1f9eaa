import type { IsoDate } from '../../kit/index.ts'
import type { MoveInFiles } from '../../core/allocation/index.ts'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import {
  caseloads,
  imports,
  referencesOf,
  type DecidedWorker,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'
import { gateOn, movesOf, overlay, standingOn, type InPlayNow } from '../figures/in-play.ts'
import type { DecisionRow, NamedPlace } from './views.ts'

/** What a restricted record is called. */
const RESTRICTED = 'A restricted record'
const GONE = 'A worker no longer in the files'

/** The role that must agree beside whoever decided: the highest of those that the agreement asks. */
export function secondRoleOf({ acts }: Pick<StoredDecision, 'acts'>): string | null {
  const roles = acts.flatMap(({ secondPerson }) => secondPerson?.role ?? [])
  return roles.find((role) => role !== 'team-manager') ?? roles[0] ?? null
}

/** Names of the workers, teams and children of decisions, as far as whoever looks may know them. */
export class Names {
  private readonly scope: Scope
  private readonly workers: ReadonlyMap<WorkerId, string>
  private readonly here: ReadonlySet<WorkerId>
  private readonly teams: ReadonlyMap<TeamId, string>
  private readonly teamAddress: (team: TeamId) => string

  private constructor(
    scope: Scope,
    workers: ReadonlyMap<WorkerId, string>,
    here: ReadonlySet<WorkerId>,
    teams: ReadonlyMap<TeamId, string>,
    teamAddress: (team: TeamId) => string,
  ) {
    this.scope = scope
    this.workers = workers
    this.here = here
    this.teams = teams
    this.teamAddress = teamAddress
  }

  static async of(scope: Scope, found: readonly StoredDecision[]): Promise<Names> {
    const current = await imports.current(scope)
    const asked = found.flatMap((of) =>
      (of.from ? [of.from, of.to] : [of.to]).map(({ worker }) => ({ worker, import: of.import })),
    )
    const inForce = current ? asked.map(({ worker }) => ({ worker, import: current.id })) : []
    const references = await referencesOf(scope)
    return new Names(
      scope,
      await caseloads.workerNames(scope, [...asked, ...inForce]),
      new Set((await caseloads.workerNames(scope, inForce)).keys()),
      await caseloads.teamNames(scope),
      (team) => references.team(team),
    )
  }

  worker({ worker, reference }: DecidedWorker): NamedPlace {
    return {
      name: this.workers.get(worker) ?? GONE,
      address: this.here.has(worker) ? reference : null,
    }
  }

  team(team: TeamId | null): NamedPlace | null {
    const name = team === null ? undefined : this.teams.get(team)
    return team === null || name === undefined ? null : { name, address: this.teamAddress(team) }
  }

  child({ child, reference }: { child: ChildId; reference: string }): NamedPlace {
    return caseloads.isClosed(this.scope, child)
      ? { name: RESTRICTED, address: null }
      : { name: child, address: reference }
  }
}

/** What the files in force say of decisions in play, each by its id: of several children the least settled. */
export async function filesOf(
  scope: Scope,
  played: readonly InPlayNow[],
  on: IsoDate,
): Promise<ReadonlyMap<string, MoveInFiles>> {
  const current = await imports.current(scope)
  const moves = played.flatMap((of) => movesOf(of, gateOn(of.decision, on)))
  const none = current && moves.length > 0 && (await caseloads.ofTeams(scope, current.id, () => []))
  if (!current || !none) return new Map()
  const { files } = await overlay(scope, current.id, none, { moves, part: 'whole' })
  const order: MoveInFiles[] = [
    'overtaken',
    'shown-before-handover',
    'ahead-of-files',
    'ended',
    'shown',
  ]
  const said = new Map<string, MoveInFiles>()
  for (const { id, decision } of moves) {
    const one = files.get(id) ?? 'ended'
    const known = said.get(decision)
    if (known === undefined || order.indexOf(one) < order.indexOf(known)) said.set(decision, one)
  }
  return said
}

/** Decisions as lists show them. */
export async function rowsOf(
  scope: Scope,
  found: readonly StoredDecision[],
  on: IsoDate,
): Promise<DecisionRow[]> {
  if (found.length === 0) return []
  const names = await Names.of(scope, found)
  const played = found.map((decision) => ({ decision, standing: standingOn(decision, on) }))
  const files = await filesOf(scope, played, on)
  return played.map(({ decision, standing }) => ({
    id: decision.id,
    kind: decision.kind,
    madeOn: decision.madeOn,
    madeAt: decision.madeAt,
    by: decision.by,
    children: decision.children.map((of) => names.child(of)),
    to: names.worker(decision.to),
    toTeam: names.team(decision.to.team),
    from: decision.from && names.worker(decision.from),
    fromTeam: names.team(decision.fromTeam),
    state: standing.state,
    since: standing.since,
    due: standing.due,
    late: standing.late,
    settledBy: standing.by,
    secondPerson: secondRoleOf(decision),
    gate: gateOn(decision, on),
    files: files.get(decision.id) ?? null,
    cost: decision.cost,
    inPlay: decision.inPlay.length > 0,
  }))
}
