import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { notes, organisations } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import type { BranchView } from '../views.ts'

const MOST = 200

/** What the branch is called on every page, poster and calendar. */
export function namingDoor(
  { store, now }: Pick<BranchDeps, 'store' | 'now'>,
  person: BranchPerson | null,
) {
  return {
    /** The name, and the version that a change of it is made from. */
    view: (of: BranchView): Promise<{ name: string; version: number }> =>
      store.inOrganisation(branchId(of), async (scope) => {
        const { name, version } = await organisations.get(scope)
        return { name, version }
      }),

    /** Gives it another name. Refused where somebody else saved the settings since. */
    rename: (
      of: BranchView,
      given: { name: string; version: number },
    ): Promise<Result<null, Problem>> =>
      store.inOrganisation(branchId(of), async (scope): Promise<Result<null, Problem>> => {
        if (person === null || !canDo(person, 'branch.edit')) {
          return fail({ code: 'not-yours', sentence: 'Only officers change the branch’s name.' })
        }
        const name = given.name.normalize('NFC').trim()
        if (name === '' || name.length > MOST) {
          return fail({
            code: 'name-wrong',
            sentence: `Enter the branch’s name, at most ${MOST} characters.`,
          })
        }
        const { settings } = await organisations.get(scope)
        const saved = await organisations.saveSettings(scope, {
          settings: typeof settings === 'object' && settings !== null ? settings : {},
          name,
          version: given.version,
        })
        if (!saved.ok) return saved
        await notes.add(scope, {
          what: 'branch.renamed',
          about: null,
          details: {},
          by: person.member,
          at: now(),
        })
        return ok(null)
      }),
  }
}
