import { addDays, type IsoDate } from '../../kit/index.ts'
import { simulate, usualDay, type SimulateOptions } from './authority.ts'
import { bundle, rendered } from './bundle.ts'
import type { Authority } from './model.ts'
import { authorityOn } from './on-day.ts'

/** The invented authority that a first visit shows. */
export const demonstration: SimulateOptions = {
  name: 'Fairborough',
  seed: 7,
  cases: 920,
  workers: 64,
  on: usualDay,
  unallocatedShare: 0.022,
  phantomShare: 0.01,
}

/** Eight weeks before, four weeks before, and the day itself: trends and changes of worker need them. */
export const demonstrationDays: readonly IsoDate[] = [-56, -28, 0].map((days) =>
  addDays(usualDay, days),
)

export function demonstrationAuthority(): Authority {
  const made = simulate(demonstration)
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

/** The demonstration's files as of each of its days, the earliest first: file name → bytes. */
export function* demonstrationFiles(): Generator<{ on: IsoDate; files: Map<string, Uint8Array> }> {
  const authority = demonstrationAuthority()
  for (const on of demonstrationDays)
    yield {
      on,
      files: rendered(bundle(authorityOn(authority, on)), [
        'annex-a',
        'people',
        'families',
        'posts',
        'csww',
      ]),
    }
}
