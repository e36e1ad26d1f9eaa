import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { caseloads, referencesOf, type Reference, type Scope } from '../../store/index.ts'
import type { HeldHandover, Parties } from './held.ts'
import type { Part } from './may.ts'
import type { HandoverParty, HandoverRow } from './views.ts'

/** Handovers as lists show them, by the names of today. */
export async function rowMaker(
  scope: Scope,
  { here, names }: Parties,
): Promise<(held: HeldHandover, part: Part) => HandoverRow> {
  const teams = await caseloads.teamNames(scope)
  const references = await referencesOf(scope)
  const party = (worker: WorkerId, reference: Reference, team: TeamId | null): HandoverParty => ({
    name: here.get(worker)?.name ?? names.get(worker) ?? 'A worker no longer in the files',
    address: here.has(worker) ? reference : null,
    team:
      team === null
        ? null
        : {
            name: teams.get(team) ?? team,
            address: teams.has(team) ? references.team(team) : null,
          },
  })
  return (held, part) => {
    const { decision, from, term, decided, entered, standing } = held
    return {
      id: decision.id,
      children: decision.children.map(({ child, reference }) => ({
        child: caseloads.isClosed(scope, child) ? null : child,
        address: reference,
      })),
      from: party(from.worker, from.reference, decision.fromTeam),
      to: party(decision.to.worker, decision.to.reference, decision.to.team),
      state: standing?.state ?? 'waits-for-answer',
      decidedOn: decision.madeOn,
      openedOn: standing && decided.since,
      plannedFor: entered.plannedFor,
      due: standing && standing.due,
      completedOn: standing && standing.completedOn,
      accountable: standing?.accountable ?? 'outgoing',
      required: [...term.required],
      missing: standing?.missing ?? [...term.required],
      breaches: standing?.breaches ?? [],
      emergency: entered.emergency,
      emergencyAsked: entered.emergencyAsked,
      mine: part.side,
      maySign: part.signatures,
    }
  }
}
