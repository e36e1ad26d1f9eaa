import type { IsoDate } from '../../kit/index.ts'
import { liveStates } from '../../core/allocation/index.ts'
import type { ChildId } from '../../core/model/index.ts'
import { caseloads, decisions, imports, type ImportId, type Scope } from '../../store/index.ts'
import { gateOn, movesOf, overlay, standingOn, type Moved } from '../figures/in-play.ts'

const EVERY = 1_000_000

/** A move that counts for nobody, and since when it was decided. */
interface OutOfPlay {
  move: Moved
  madeAt: Date
}

/** Of each child for whom nothing counts: the latest decision that was not taken back, refused or returned. */
export async function outOfPlay(scope: Scope, on: IsoDate): Promise<OutOfPlay[]> {
  const latest = new Map<ChildId, OutOfPlay>()
  const counting = new Set<ChildId>()
  const found = await decisions.withEverybody(scope, () =>
    decisions.list(scope, { outOfPlay: true }),
  )
  for (const { inPlay } of await decisions.countingAtAll(scope)) {
    for (const child of inPlay) counting.add(child)
  }
  for (const decision of found) {
    const standing = standingOn(decision, on)
    if (!liveStates.has(standing.state)) continue
    const inPlay = decision.children.map(({ child }) => child)
    for (const move of movesOf(
      { decision: { ...decision, inPlay }, standing },
      gateOn(decision, on),
    )) {
      if (counting.has(move.child) || latest.has(move.child)) continue
      latest.set(move.child, { move, madeAt: decision.madeAt })
    }
  }
  return [...latest.values()]
}

/**
 * Lets decisions count again that an import had settled which was undone: those that neither the files in
 * force nor any others accepted since they were made show. Where files accepted since are kept no more,
 * nobody can say so, and the decision is left as it is.
 */
export async function bringBackUnshown(scope: Scope, on: IsoDate): Promise<Moved[]> {
  const { imports: all } = await imports.list(scope, { from: 0, count: EVERY })
  const accepted = all.filter(({ state }) => state === 'accepted')
  const current = await imports.current(scope)
  if (!current) return []
  let left = await outOfPlay(scope, on)
  for (const { id, decidedAt, purgedAt } of accepted) {
    if (left.length === 0) break
    const isAfter = ({ madeAt }: OutOfPlay): boolean =>
      id === current.id || (decidedAt !== null && decidedAt >= madeAt)
    const asked = left.filter(isAfter)
    if (asked.length === 0) continue
    const ahead = purgedAt === null ? await aheadOf(scope, id, asked) : new Set<string>()
    left = left.filter((one) => !isAfter(one) || ahead.has(one.move.id))
  }
  for (const { move } of left) await decisions.bringBack(scope, move.decision, move.child)
  return left.map(({ move }) => move)
}

/** Those of moves that an import's files do not show yet, by their ids. */
async function aheadOf(
  scope: Scope,
  id: ImportId,
  asked: readonly OutOfPlay[],
): Promise<ReadonlySet<string>> {
  const none = await caseloads.ofTeams(scope, id, () => [])
  if (!none) return new Set()
  const moves = asked.map(({ move }) => move)
  const { files } = await overlay(scope, id, none, { moves, part: 'whole' })
  return new Set([...files].filter(([, said]) => said === 'ahead-of-files').map(([move]) => move))
}
