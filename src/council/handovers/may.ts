import {
  isSignature,
  missingBeforeSigning,
  signatures,
  type Signature,
} from '../../core/handover/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { can, type Action, type Person } from '../../core/rights/index.ts'
import type { HeldHandover, Parties } from './held.ts'

/** The teams that each end of a handover lies within: of today, and of the day it was decided. */
interface Ends {
  from: TeamId[]
  to: TeamId[]
}

const managers: readonly string[] = ['team-manager', 'service-manager']

/** What one person may do to one handover; all of it for the house (`null`), which signs nothing. */
export class Part {
  private readonly person: Person | null
  private readonly held: HeldHandover
  private readonly ends: Ends

  private constructor(person: Person | null, held: HeldHandover, ends: Ends) {
    this.person = person
    this.held = held
    this.ends = ends
  }

  static of(person: Person | null, held: HeldHandover, { here, teams }: Parties): Part {
    const { decision, from } = held
    const within = (worker: WorkerId, then: TeamId | null): TeamId[] =>
      [here.get(worker)?.team ?? null, then].flatMap((team) =>
        team === null ? [] : [team, ...(teams.paths.get(team) ?? [])],
      )
    return new Part(person, held, {
      from: within(from.worker, decision.fromTeam),
      to: within(decision.to.worker, decision.to.team),
    })
  }

  may(action: Action, person = this.person): boolean {
    if (person === null) return true
    const { organisation } = person
    const { decision, from } = this.held
    return (
      can(person, action, { organisation, teams: this.ends.from, worker: from.worker }).allowed ||
      can(person, action, { organisation, teams: this.ends.to, worker: decision.to.worker }).allowed
    )
  }

  get account(): string | null {
    return this.person?.account ?? null
  }

  /** Which of the two workers this person is. */
  get side(): 'outgoing' | 'incoming' | null {
    const worker = this.person?.worker ?? null
    if (worker === null) return null
    const { decision, from } = this.held
    return worker === from.worker ? 'outgoing' : worker === decision.to.worker ? 'incoming' : null
  }

  /** The same person with their roles in management alone: of either end's team. */
  private get asManager(): Person | null {
    return (
      this.person && {
        ...this.person,
        worker: null,
        grants: this.person.grants.filter(({ role }) => managers.includes(role)),
      }
    )
  }

  /** Signatures this person may give now: each worker their own, a manager of either team theirs. */
  get signatures(): Signature[] {
    const { person, held } = this
    const { standing, entered, term } = held
    if (person === null || standing === null || isOver(held)) return []
    if (missingBeforeSigning(entered, term).length > 0) return []
    const hasSigned = held.entries.some(
      (entry) =>
        entry.kind === 'step' &&
        isSignature(entry.step) &&
        entered.done[entry.step] !== undefined &&
        entry.details.absent === undefined &&
        entry.account === person.account,
    )
    if (hasSigned) return []
    const own = {
      'outgoing-signed': this.side === 'outgoing' && this.may('handover.sign'),
      'incoming-signed': this.side === 'incoming' && this.may('handover.sign'),
      'manager-signed': this.side === null && this.may('handover.sign', this.asManager),
    } satisfies Record<Signature, boolean>
    return signatures.filter((step) => entered.done[step] === undefined && own[step])
  }

  /** Whether this person may note that whoever handed over has gone and cannot sign: only after an emergency. */
  get mayNoteAbsent(): boolean {
    const { entered, term, hasGone } = this.held
    return (
      hasGone &&
      entered.emergency !== null &&
      !isOver(this.held) &&
      term.required.includes('outgoing-signed') &&
      entered.done['outgoing-signed'] === undefined &&
      missingBeforeSigning(entered, term).length === 0 &&
      this.person !== null &&
      this.side === null &&
      this.may('handover.sign', this.asManager)
    )
  }

  /** Whether this person may be the second one, whom the agreement asks before an emergency. */
  isSecond(role: string): boolean {
    const { person } = this
    if (person === null) return false
    const asked = this.held.entries.findLast((entry) => entry.kind === 'emergency')
    if (asked?.account === person.account) return false
    const grants = person.grants.filter((grant) =>
      role === 'team-manager' ? managers.includes(grant.role) : grant.role === 'service-manager',
    )
    return this.may('handover.emergency', { ...person, grants })
  }
}

/** Nothing more is entered about it, but steps that the agreement does not require. */
export const isOver = ({ standing }: HeldHandover): boolean =>
  standing === null || standing.state === 'withdrawn' || standing.missing.length === 0
