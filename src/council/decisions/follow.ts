import { liveStates } from '../../core/allocation/index.ts'
import { decisions, type Scope, type StoredDecision } from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { decisionsInPlay, gateOn, movesOf, overlay } from '../figures/in-play.ts'
import { bringBackUnshown, outOfPlay } from './bring-back.ts'
import { note } from '../note.ts'
import { caseloads, imports } from '../../store/index.ts'

/**
 * Brings decisions up to what the files in force show: one that they show and that is handed over, that
 * was overtaken or whose case is closed counts no more; one that still waits and cannot come true goes
 * back. Doing it twice changes nothing. For the house's own scope.
 *
 * @param since `undone`: an import was just undone; what it alone had settled counts again first.
 */
export async function followDecisions(
  deps: Pick<CouncilDeps, 'now' | 'today'>,
  scope: Scope,
  since?: 'undone',
): Promise<void> {
  const on = deps.today()
  const current = await imports.current(scope)
  const none = current && (await caseloads.ofTeams(scope, current.id, () => []))
  if (!current || !none) return
  // All at once and in their order, then read anew: nobody answers meanwhile.
  const known = await decisionsInPlay(scope, on, 'all')
  const lapsed = since === 'undone' ? await outOfPlay(scope, on) : []
  await decisions.takeTurn(scope, {
    children: [
      ...known.flatMap(({ decision }) => decision.children.map(({ child }) => child)),
      ...lapsed.map(({ move }) => move.child),
    ],
    workers: [
      ...known.map(({ decision }) => decision.to.worker),
      ...lapsed.map(({ move }) => move.to),
    ],
  })
  if (lapsed.length > 0) {
    for (const { decision, reference } of await bringBackUnshown(scope, on)) {
      await note(deps, scope, 'decision.counts-again', { decision, record: reference })
    }
  }
  const played = await decisionsInPlay(scope, on, 'all')
  const all = played.flatMap((of) => movesOf(of, gateOn(of.decision, on)))
  const { files } = await overlay(scope, current.id, none, { moves: all, part: 'whole' })
  for (const { decision, standing } of played) {
    if (!liveStates.has(standing.state)) {
      await settle(deps, scope, decision, standing.state)
      continue
    }
    const gate = gateOn(decision, on)
    const isWaiting = standing.state !== 'stands'
    for (const { id, child } of movesOf({ decision, standing }, gate)) {
      const said = files.get(id) ?? 'ended'
      const isOver = said === 'ended' || said === 'overtaken'
      if (isWaiting && isOver) {
        await decisions.say(scope, decision.id, {
          kind: 'recalled',
          answer: 'no-longer-possible',
          on,
          reason: said,
          words:
            said === 'ended'
              ? 'The case is closed in the files in force.'
              : 'The files in force show somebody else with the case.',
          at: deps.now(),
          account: null,
          by: 'Fairload',
        })
        await settle(deps, scope, decision, said)
        break
      }
      const isShown = said === 'shown' && (gate === 'none' || gate === 'complete')
      if (!isWaiting && (isOver || isShown)) {
        await decisions.letGo(scope, decision.id, child)
        await note(deps, scope, 'decision.settled', { decision: decision.id, files: said })
      }
    }
  }
}

async function settle(
  deps: Pick<CouncilDeps, 'now'>,
  scope: Scope,
  decision: StoredDecision,
  how: string,
): Promise<void> {
  await decisions.letGo(scope, decision.id)
  await note(deps, scope, 'decision.settled', { decision: decision.id, files: how })
}
