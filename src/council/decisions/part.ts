import type { TeamId } from '../../core/model/index.ts'
import { can, type Action, type Person } from '../../core/rights/index.ts'
import {
  imports,
  referencesOf,
  restrictions,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'
import { secondRoleOf } from './rows.ts'

/** What one person may do to one decision, at either of its ends; all of it for the house (`null`). */
export class Part {
  private readonly person: Person | null
  private readonly decision: StoredDecision
  private readonly teams: { from: TeamId[]; to: TeamId[] }

  private constructor(
    person: Person | null,
    decision: StoredDecision,
    teams: { from: TeamId[]; to: TeamId[] },
  ) {
    this.person = person
    this.decision = decision
    this.teams = teams
  }

  static async of(scope: Scope, person: Person | null, decision: StoredDecision): Promise<Part> {
    const current = await imports.current(scope)
    const references = await referencesOf(scope)
    const within = async (kind: 'team' | 'worker', reference: string): Promise<TeamId[]> =>
      current ? ((await restrictions.placeOf(scope, current.id, kind, reference))?.teams ?? []) : []
    const { from, fromTeam, to } = decision
    const above = async (team: TeamId | null): Promise<TeamId[]> =>
      team === null ? [] : [team, ...(await within('team', references.team(team)))]
    return new Part(person, decision, {
      from: [...(from ? await within('worker', from.reference) : []), ...(await above(fromTeam))],
      to: [...(await within('worker', to.reference)), ...(await above(to.team))],
    })
  }

  may(action: Action, person = this.person): boolean {
    if (person === null) return true
    const { organisation } = person
    const { from, to } = this.decision
    return (
      can(person, action, { organisation, teams: this.teams.to, worker: to.worker }).allowed ||
      can(person, action, {
        organisation,
        teams: this.teams.from,
        worker: from?.worker ?? null,
      }).allowed
    )
  }

  /** Whether this person is the worker who is asked. */
  get isAsked(): boolean {
    return (
      this.person?.worker === this.decision.to.worker && this.may('decision.answer', this.person)
    )
  }

  /** Whether this person is another than who decided, and holds the role that the agreement asks. */
  get isSecond(): boolean {
    const { person, decision } = this
    const role = secondRoleOf(decision)
    if (person === null || role === null || person.account === decision.account) return false
    const grants = person.grants.filter((grant) =>
      role === 'team-manager'
        ? grant.role === 'team-manager' || grant.role === 'service-manager'
        : grant.role === 'service-manager',
    )
    return this.may('decision.second', { ...person, grants })
  }
}
