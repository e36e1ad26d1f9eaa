import type { IsoDate } from '../../kit/index.ts'
import { unableOn } from '../caseload/index.ts'
import type { Case, Caseload, ChildId, Holder, WorkerId } from '../model/index.ts'

/** A decision that stands, and how far its handover is. */
export interface StandingMove {
  /** Of the decision; given back with what became of it. */
  id: string
  child: ChildId
  /** Who held the case when it was decided; null where nobody did. */
  from: WorkerId | null
  to: WorkerId
  decidedOn: IsoDate
  /**
   * `none`: nobody hands over, the case had no worker. `open`: accountability stays with the one who
   * hands over. `emergency`: it has passed, though steps are missing. `complete`: it has passed.
   */
  handover: 'none' | 'open' | 'complete' | 'emergency'
}

/** What the day's files say of a decision. */
export type MoveInFiles =
  /** The case system does not show it yet: the figures carry it all the same. */
  | 'ahead-of-files'
  /** The case system shows the new worker. */
  | 'shown'
  /** It shows the new worker although the handover is not complete. */
  | 'shown-before-handover'
  /** It shows somebody else than either: the files win, and a person must look. */
  | 'overtaken'
  /** The case is closed. */
  | 'ended'

export interface InPlay {
  caseload: Caseload
  moves: { id: string; files: MoveInFiles }[]
}

/**
 * The day's caseload with the decisions that stand but that its files do not show yet. Who answers
 * for a case while it is handed over is the one who hands it over, whatever the case system says,
 * unless an emergency passed it on. Until the handover is complete the case names both.
 *
 * Each child may have one standing move.
 */
export function withDecisions(caseload: Caseload, moves: readonly StandingMove[]): InPlay {
  const byChild = new Map(moves.map((move) => [move.child, move]))
  const files = new Map<string, MoveInFiles>(moves.map((move) => [move.id, 'ended']))
  const known = new Map(caseload.workers.map((worker) => [worker.id, worker]))
  // A name that cannot hold it is a phantom, whoever decided: to the child nobody comes.
  const holderOf = (worker: WorkerId): Holder => {
    const person = known.get(worker)?.person
    const why = person ? unableOn(person, caseload.asOf) : null
    return why === null ? { kind: 'worker', worker } : { kind: 'phantom', worker, why }
  }

  const cases = caseload.cases.map((of): Case => {
    const move = byChild.get(of.child)
    if (!move) return of
    const held = of.holder.kind === 'worker' ? of.holder.worker : null
    const said = filesSay(held, move)
    files.set(move.id, said)
    if (said === 'overtaken' || !known.has(move.to)) return of
    const { from: outgoing, to: incoming } = move
    const staysWith = move.handover === 'open' && outgoing !== null && known.has(outgoing)
    const answers = staysWith ? outgoing : incoming
    const isComplete = move.handover === 'none' || move.handover === 'complete'
    return {
      ...of,
      holder: holderOf(answers),
      team: known.get(answers)?.team ?? of.team,
      workerSinceInferred:
        answers === move.to && held !== move.to
          ? // What was decided since is new on the day that the files describe.
            move.decidedOn < caseload.asOf
            ? move.decidedOn
            : caseload.asOf
          : of.workerSinceInferred,
      ...(isComplete || outgoing === null ? {} : { handover: { outgoing, incoming } }),
    }
  })
  return {
    caseload: { ...caseload, cases },
    moves: moves.map(({ id }) => ({ id, files: files.get(id) ?? 'ended' })),
  }
}

function filesSay(held: WorkerId | null, move: StandingMove): MoveInFiles {
  if (held === move.to) return move.handover === 'open' ? 'shown-before-handover' : 'shown'
  return held === null || held === move.from ? 'ahead-of-files' : 'overtaken'
}
