import type { IsoDate } from '../../kit/index.ts'
import type { DecisionStanding } from '../../core/allocation/index.ts'
import {
  enteredOf,
  handoverStanding,
  type Entered,
  type HandoverStanding,
  type HandoverTerm,
} from '../../core/handover/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import {
  caseloads,
  decisions,
  handovers,
  imports,
  type DecidedWorker,
  type Party,
  type Scope,
  type StoredDecision,
  type StoredHandoverEntry,
} from '../../store/index.ts'
import { standingOn } from '../figures/in-play.ts'

/** A decision's handover with all that is known of it. */
export interface HeldHandover {
  decision: StoredDecision
  from: DecidedWorker
  term: HandoverTerm
  decided: DecisionStanding
  entries: StoredHandoverEntry[]
  entered: Entered
  /** Null while the decision waits for an answer: nothing is handed over yet. */
  standing: HandoverStanding | null
  /** Whoever hands over is in the files no more, or their last day has passed. */
  hasGone: boolean
}

/** The workers of handovers by their ids: as the import in force has them, else by name alone. */
export interface Parties {
  here: ReadonlyMap<WorkerId, Party>
  names: ReadonlyMap<WorkerId, string>
  /** Teams of the import in force, each with all above it, and by their addresses. */
  teams: Awaited<ReturnType<typeof handovers.teamPaths>>
}

const NOBODY: Parties = {
  here: new Map(),
  names: new Map(),
  teams: { paths: new Map(), at: new Map() },
}

/** Handovers that may be seen, the newest decision first: of one decision, or of those in play, where asked. */
export async function heldHandovers(
  scope: Scope,
  on: IsoDate,
  of: { id?: string; inPlay?: boolean } = {},
): Promise<{ held: HeldHandover[]; parties: Parties }> {
  const found = (await decisions.list(scope, of)).flatMap((decision) => {
    const { from, handoverTerm: term } = decision
    const decided = standingOn(decision, on)
    const isMeant = decided.state === 'stands' || decided.state.startsWith('waits-')
    return from && term && isMeant ? [{ decision, from, term, decided }] : []
  })
  const entries = await handovers.entries(
    scope,
    found.map(({ decision }) => decision.id),
  )
  const parties = found.length === 0 ? NOBODY : await partiesOf(scope, found)
  const held = found.map((one): HeldHandover => {
    const own = entries.get(one.decision.id) ?? []
    const entered = enteredOf(own)
    const standing = one.decided.state === 'stands' ? standingFor(one, entered, on, parties) : null
    const hasGone = !isHere(one.from.worker, on, parties)
    return { ...one, entries: own, entered, standing, hasGone }
  })
  return { held, parties }
}

/** Whether somebody can hold cases still, as far as the files in force and notices say. */
function isHere(worker: WorkerId, on: IsoDate, { here }: Parties): boolean {
  const party = here.get(worker)
  return party !== undefined && (party.lastDay ?? on) >= on
}

function standingFor(
  { decision, term, decided }: Pick<HeldHandover, 'decision' | 'term' | 'decided'>,
  entered: Entered,
  on: IsoDate,
  parties: Parties,
): HandoverStanding {
  const hasReceiver = isHere(decision.to.worker, on, parties)
  const handover = { ...entered, openedOn: decided.since, hasReceiver, withdrawnOn: null }
  const standing = handoverStanding(handover, term, on)
  // What counts for nobody any more was overtaken: the files show somebody else, or the case closed.
  return decision.inPlay.length > 0
    ? standing
    : standing.missing.length === 0
      ? handoverStanding({ ...handover, hasReceiver: true }, term, on)
      : handoverStanding({ ...handover, withdrawnOn: decided.since }, term, on)
}

async function partiesOf(
  scope: Scope,
  found: readonly Pick<HeldHandover, 'decision' | 'from'>[],
): Promise<Parties> {
  const current = await imports.current(scope)
  const asked = found.flatMap(({ decision, from }) =>
    [from.worker, decision.to.worker].map((worker) => ({ import: decision.import, worker })),
  )
  return {
    here: current
      ? await handovers.parties(scope, current.id, [...new Set(asked.map(({ worker }) => worker))])
      : new Map(),
    names: await caseloads.workerNames(scope, asked),
    teams: current
      ? await handovers.teamPaths(scope, current.id)
      : { paths: new Map(), at: new Map() },
  }
}
