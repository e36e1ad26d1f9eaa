import { organisations } from '../store/branch/index.ts'
import { fillDemonstration } from '../branch/index.ts'
import { systemClock } from './clock.ts'
import type { BranchHouse } from './compose-branch.ts'

/** Loads the demonstration on first run: an invented branch with invented people. */
export async function loadBranchDemonstration(
  house: BranchHouse,
  say: (stage: string) => void,
): Promise<void> {
  const { store, branch, deps } = house
  if (!(await branch.organisation('demonstration'))) {
    say('Making the demonstration: an invented union branch, Fairborough')
    const made = await organisations.create(store, {
      slug: 'demonstration',
      name: 'Fairborough branch (demonstration)',
      kind: 'demonstration',
      settings: {},
      at: systemClock.now(),
    })
    if (!made.ok) throw new Error(made.problem.sentence)
  }
  const of = await branch.organisation('demonstration')
  if (of) await fillDemonstration(deps, house.signIn, of)
}
