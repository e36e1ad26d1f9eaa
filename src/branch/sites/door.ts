import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { fold } from '../../kit/index.ts'
import { keeperOf, type KeepingDeps } from '../keeping/index.ts'
import { sitesBook } from './book.ts'

/** Sites and teams of the employer: everybody reads them, reps and officers write them. */
export function sitesDoor(deps: KeepingDeps, person: BranchPerson | null) {
  return keeperOf(deps, person, {
    book: sitesBook,
    action: 'sites.edit',
    check: async (scope, body, id) => {
      const others = (await sitesBook.list(scope)).filter((site) => site.id !== id)
      return others.some((site) => fold(site.body.name) === fold(body.name))
        ? {
            field: 'name',
            code: 'name-taken',
            sentence: 'Another site has this name. Choose one by which people tell them apart.',
          }
        : null
    },
  })
}

export type Sites = ReturnType<typeof sitesDoor>
