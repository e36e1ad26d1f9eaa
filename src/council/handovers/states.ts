import type { IsoDate } from '../../kit/index.ts'
import { gateOf, type Gate } from '../../core/handover/index.ts'
import { handovers, type Scope } from '../../store/index.ts'

/**
 * How far the handover of each of these decisions lets its cases pass on a day, whoever may see it:
 * what the day's caseload is made from. An allocation has none.
 */
export async function handoverStates(
  scope: Scope,
  decisions: readonly string[],
  on: IsoDate,
): Promise<ReadonlyMap<string, Gate>> {
  const gates = await handovers.gates(scope, decisions)
  return new Map(
    gates.map(({ decision, kind, term, entries }) => [
      decision,
      gateOf(entries, kind === 'reallocation' ? term : null, on),
    ]),
  )
}
