import type { IsoDate } from '../../kit/index.ts'
import {
  decisionStanding,
  withDecisions,
  type DecisionStanding,
  type MoveInFiles,
  type StandingMove,
} from '../../core/allocation/index.ts'
import { stableHash } from '../../core/fairness/index.ts'
import { gateOf, type Gate } from '../../core/handover/index.ts'
import type { Case, TeamId, WorkerId } from '../../core/model/index.ts'
import {
  alsoHeld,
  caseloads,
  decisions,
  imports,
  type Held,
  type Import,
  type ImportId,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'

/** A decision that counts for its children, and where it stands today. */
export interface InPlayNow {
  decision: StoredDecision
  standing: DecisionStanding
}

/** Where a decision stands on a day. */
export const standingOn = (decision: StoredDecision, on: IsoDate): DecisionStanding =>
  decisionStanding(
    decision.madeOn,
    decision.events,
    decision.answerTerm,
    on,
    decision.acts.some(({ secondPerson }) => secondPerson !== null),
  )

/** How far the handover of a decision is; `none` where nobody hands over, or no handover is agreed. */
export const gateOn = ({ from, handover, handoverTerm }: StoredDecision, on: IsoDate): Gate =>
  from === null ? 'none' : gateOf(handover, handoverTerm, on)

/**
 * Every decision in play, with its standing.
 * @param whose `seen`: those that may be seen; `all`: everybody's, for figures that must hold them.
 */
export async function decisionsInPlay(
  scope: Scope,
  on: IsoDate,
  whose: 'seen' | 'all' = 'seen',
): Promise<InPlayNow[]> {
  const found =
    whose === 'all'
      ? await decisions.countingAtAll(scope)
      : await decisions.list(scope, { inPlay: true })
  return found.map((decision) => ({ decision, standing: standingOn(decision, on) }))
}

/** A move of figures, and the address that its child has in every import. */
export interface Moved extends StandingMove {
  reference: string
  decision: string
}

/** What a decision moves, a child each. */
export const movesOf = ({ decision, standing }: InPlayNow, handover: Gate): Moved[] =>
  decision.children
    .filter(({ child }) => decision.inPlay.includes(child))
    .map(({ child, reference }) => ({
      id: `${decision.id} ${child}`,
      decision: decision.id,
      child,
      reference,
      from: decision.from?.worker ?? null,
      to: decision.to.worker,
      decidedOn: standing.since,
      handover,
    }))

/** The moves that stand and that figures of the import in force hold. */
export const standingMoves = (played: readonly InPlayNow[], on: IsoDate): Moved[] =>
  played.flatMap((of) =>
    of.standing.state === 'stands' ? movesOf(of, gateOn(of.decision, on)) : [],
  )

/** Of whom the figures are: everybody, the teams of a page, or one worker. */
export type Part = 'whole' | { teams: ReadonlySet<TeamId> } | { worker: WorkerId }

/** Names the moves that figures hold: kept figures are due again once it has changed; empty for none. */
export const stampOf = (moves: readonly StandingMove[]): string =>
  moves.length === 0
    ? ''
    : `#${stableHash(
        moves
          .map((of) => `${of.id} ${of.to} ${of.handover} ${of.decidedOn}`)
          .sort()
          .join('\n'),
      ).toString(36)}`

/** The moves that an import's figures hold: none for one that is not in force, which is shown as its files were. */
export async function movesOver(scope: Scope, id: ImportId, on: IsoDate): Promise<Moved[]> {
  if ((await imports.current(scope))?.id !== id) return []
  return standingMoves(await decisionsInPlay(scope, on, 'all'), on)
}

/** Stored rows with what stands decided: the one place where figures of the day meet decisions. */
export async function withInPlay(
  scope: Scope,
  id: ImportId,
  held: Held,
  { on, part }: { on: IsoDate; part: Part },
): Promise<Held> {
  const seen = await decisionsInPlay(scope, on)
  if (seen.length === 0 || (await imports.current(scope))?.id !== id) return held
  return (await overlay(scope, id, held, { moves: standingMoves(seen, on), part })).held
}

interface Overlaid {
  held: Held
  /** What the files say of each move, by its id. */
  files: ReadonlyMap<string, MoveInFiles>
}

/** Of each held thing the last few that were made of it, by their moves: the same again for the same ones. */
const movedBefore = new WeakMap<Held, Map<string, Overlaid>>()
const MOST_MADE = 4

/** The same with moves of one’s own choosing, and what the files say of each. */
export async function overlay(
  scope: Scope,
  id: ImportId,
  held: Held,
  { moves, part }: { moves: readonly Moved[]; part: Part },
): Promise<Overlaid> {
  if (moves.length === 0) return { held, files: new Map() }
  const by = JSON.stringify([
    stampOf(moves),
    part === 'whole' ? part : 'teams' in part ? [...part.teams] : part.worker,
    moves.filter(({ child }) => caseloads.isClosed(scope, child)).map((of) => of.id),
  ])
  const known = movedBefore.get(held) ?? new Map<string, Overlaid>()
  movedBefore.set(held, known)
  const before = known.get(by)
  if (before) return before
  const made = await movedOver(scope, id, held, moves, part)
  const [oldest] = known.keys()
  if (known.size >= MOST_MADE && oldest !== undefined) known.delete(oldest)
  known.set(by, made)
  return made
}

async function movedOver(
  scope: Scope,
  id: ImportId,
  held: Held,
  moves: readonly Moved[],
  part: Part,
): Promise<Overlaid> {
  // A restricted record stands here under another name; its address is its own.
  const childAt = new Map([...held.references.case].map(([child, at]) => [at as string, child]))
  const known = new Set(held.workers.map((worker) => worker.id))
  const also = await alsoHeld(scope, id, {
    children: moves.flatMap(({ child, reference }) => (childAt.has(reference) ? [] : [child])),
    workers: [
      ...new Set(moves.flatMap(({ from, to }) => (from === null ? [to] : [from, to]))),
    ].filter((worker) => !known.has(worker)),
    number: held.cases.length + 1,
  })
  for (const [child, at] of also.references.case) childAt.set(at, child)
  const before = [...held.cases, ...also.cases]
  const made = withDecisions(
    { ...held, cases: before, workers: [...held.workers, ...also.workers], findings: [] },
    moves.map((move) => ({ ...move, child: childAt.get(move.reference) ?? move.child })),
  )
  const cases = made.caseload.cases.filter((of, i) =>
    of === before[i] ? i < held.cases.length : belongs(of, part, known),
  )
  return {
    held: {
      ...held,
      cases,
      references: {
        case: new Map([...held.references.case, ...also.references.case]),
        worker: new Map([...held.references.worker, ...also.references.worker]),
        team: held.references.team,
      },
    },
    files: new Map(made.moves.map((of) => [of.id, of.files])),
  }
}

/** Whether a case that a decision moved is one of a part's. */
function belongs(
  { holder, team, handover }: Case,
  part: Part,
  known: ReadonlySet<WorkerId>,
): boolean {
  if (part === 'whole') return true
  const isHandedHere =
    handover !== undefined && (known.has(handover.outgoing) || known.has(handover.incoming))
  if ('teams' in part) return isHandedHere || (team !== null && part.teams.has(team))
  return isHandedHere || (holder.kind !== 'unallocated' && holder.worker === part.worker)
}

/**
 * One case as its page shows it: with whoever answers for it now, all that they hold (a sibling with the
 * same worker changes what it weighs), and the family’s other cases. Who sees a decision that stands sees
 * the case it is about.
 * @param on today, where the import is the one in force; null where not: it is shown as its files were.
 */
export async function oneCaseInPlay(
  scope: Scope,
  of: Import,
  address: string,
  on: IsoDate | null,
): Promise<Awaited<ReturnType<typeof caseloads.oneCase>>> {
  const { id } = of
  const found = await caseloads.oneCase(scope, of, address)
  const moves = on === null ? [] : standingMoves(await decisionsInPlay(scope, on), on)
  const move = moves.find(({ reference }) => reference === address)
  if (!move) {
    const holder = found?.case.holder.kind === 'worker' ? found.case.holder.worker : null
    if (!found || holder === null) return found
    const part = { worker: holder }
    return { ...found, held: (await overlay(scope, id, found.held, { moves, part })).held }
  }
  const none = await caseloads.ofTeams(scope, id, () => [])
  if (!none) return null
  const alone = (await overlay(scope, id, { ...none }, { moves: [move], part: 'whole' })).held
  const moved = alone.cases[0]
  if (!moved || moved.holder.kind === 'unallocated') return found
  const { worker } = moved.holder
  if (worker === null) return found
  const theirs = await alsoHeld(scope, id, {
    children: [],
    workers: [worker],
    heldBy: [worker],
    number: 1,
  })
  const base: Held = {
    ...none,
    cases: theirs.cases,
    workers: theirs.workers,
    references: { ...theirs.references, team: none.references.team },
  }
  return {
    case: moved,
    held: (await overlay(scope, id, base, { moves, part: { worker } })).held,
    family: found?.family ?? [],
    familyReferences: found?.familyReferences ?? new Map(),
  }
}
