import { handovers, imports, type Scope } from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { note } from '../note.ts'
import { heldHandovers } from './held.ts'

/**
 * Notes each handover whose receiver the files in force show already, before it is complete and before
 * there was a meeting: the case was moved by message alone. Doing it twice changes nothing.
 */
export async function followHandovers(
  deps: Pick<CouncilDeps, 'now' | 'today'>,
  scope: Scope,
): Promise<void> {
  const current = await imports.current(scope)
  if (current === null || current.asOf === null) return
  const { asOf } = current
  const { held } = await heldHandovers(scope, deps.today(), { inPlay: true })
  const open = held.filter(
    ({ standing, entered, decided }) =>
      standing !== null &&
      standing.missing.length > 0 &&
      entered.emergency === null &&
      entered.movedByMessageOn === null &&
      decided.since <= asOf &&
      (entered.done.meeting ?? '9999-12-31') > asOf,
  )
  if (open.length === 0) return
  const shown = await handovers.holdersIn(
    scope,
    current.id,
    open.flatMap(({ decision }) => decision.children.map(({ child }) => child)),
  )
  for (const { decision } of open) {
    const moved = decision.children.filter(
      ({ child }) => shown.get(child) === decision.to.worker && decision.inPlay.includes(child),
    )
    if (moved.length === 0) continue
    await handovers.enter(scope, decision.id, {
      kind: 'moved-by-message',
      on: asOf,
      words: '',
      details: { import: current.id },
      enteredOn: deps.today(),
      at: deps.now(),
      account: null,
      by: 'Fairload',
    })
    for (const { reference } of moved) {
      await note(deps, scope, 'handover.moved-by-message', {
        record: reference,
        handover: decision.id,
        import: current.id,
        on: asOf,
      })
    }
  }
}
