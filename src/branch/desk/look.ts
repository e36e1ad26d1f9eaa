import { desk, organisations } from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import { askSource, outcomeWords, takeIn } from './take-in.ts'

/** A day, less what a look may come early. */
const A_DAY_MS = 23 * 3_600_000

/** Asks each branch's service once a day, where an officer said so. A failure is noted for the page. */
export async function lookAtSources(deps: Pick<BranchDeps, 'store' | 'now'>): Promise<void> {
  const store = deps.store.asHouse()
  const all = await store.inDirectory((directory) => organisations.list(directory))
  for (const { id } of all) {
    const source = await store.inOrganisation(id, (scope) => desk.source(scope))
    if (!source?.daily) continue
    const at = deps.now()
    if (source.triedAt !== null && at.getTime() - source.triedAt.getTime() < A_DAY_MS) continue
    // Outside of any transaction: an address that hangs holds nothing.
    const came = await askSource(source.address)
    await store.inOrganisation(id, async (scope) => {
      const brought = came.ok
        ? await takeIn(scope, came.value, { address: source.address, by: null, at })
        : null
      await desk.tried(scope, {
        at,
        outcome: brought ? outcomeWords(brought) : came.ok ? '' : came.problem.sentence,
        wentWell: brought !== null,
      })
    })
  }
}
