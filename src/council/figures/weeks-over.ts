import type { WorkerId } from '../../core/model/index.ts'
import type { OverloadView } from '../register/views.ts'
import type { Address } from '../views.ts'
import type { Addresses } from './figures.ts'

/** Whole weeks that the longest of these workers has stood over the line; null where nobody does. */
export function weeksOver(
  workers: readonly WorkerId[],
  addresses: Addresses,
  overloads: ReadonlyMap<Address, OverloadView>,
): number | null {
  const weeks = workers.flatMap((id) => overloads.get(addresses.worker(id))?.weeks ?? [])
  return weeks.length === 0 ? null : Math.max(...weeks)
}
