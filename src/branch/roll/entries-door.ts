import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import {
  employerDomains,
  members,
  notes,
  offices,
  rollLooks,
  signInSteps,
  type BranchScope,
  type LookReason,
} from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { isId, type OfBranch } from '../keeping/index.ts'
import { sitesOf } from '../sites/index.ts'
import {
  addEntry,
  changeEntry,
  CHANGED_SINCE,
  leaving,
  officeNames,
  openedMember,
  openedRoll,
  searchRoll,
  tidyEntry,
  type FieldProblem,
} from './entries.ts'
import { endOffices, followName, officeView } from './offices.ts'
import type { RollKey } from './sealed.ts'
import type { EntryView, OwnView, RollEntry, RollName, Standing } from './views.ts'

/** As many as a search names: who needs more says more. */
const MOST_NAMED = 20
/** A reason given holds for this long: then it is asked again. */
const LOOK_MS = 30 * 60_000

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This entry is not on the roll.' }
const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Only the keepers of the roll do this. Nothing was changed.',
}

/** The roll's entries: opened by its keepers for a reason that is written down, and by each their own. */
export function entriesDoor(deps: BranchDeps, person: BranchPerson | null) {
  const by = person?.member ?? ''
  const mayEdit = person !== null && canDo(person, 'roll.edit')
  const keyOf = (of: OfBranch): RollKey => ({ key: deps.key, organisation: of.id })
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(of), work)
  const inHouse = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.asHouse().inOrganisation(branchId(of), work)
  const employersOf = (of: OfBranch): Promise<string[]> =>
    inHouse(of, (scope) => employerDomains.list(scope))
  const hasReason = (of: OfBranch, id: string): Promise<boolean> =>
    inHouse(of, (scope) =>
      rollLooks.hasLooked(scope, id, by, new Date(deps.now().getTime() - LOOK_MS)),
    )
  const noteOf = (scope: BranchScope, what: string, about: string): Promise<void> =>
    notes.add(scope, { what, about, details: {}, by: person?.member ?? null, at: deps.now() })

  async function viewOf(scope: BranchScope, of: OfBranch, id: string): Promise<EntryView | null> {
    const found = await openedMember(scope, keyOf(of), id)
    if (found === null) return null
    const held = await offices.ofMember(scope, id)
    return { ...found, offices: held.map((office) => officeView(keyOf(of), office)) }
  }

  /** The names that offices show follow the entry; the looker may see neither, so the house does it. */
  const follow = (of: OfBranch, id: string, to: { standing: Standing; name: string }) =>
    inHouse(of, async (scope) => {
      await followName(scope, keyOf(of), id, to.name)
      if (to.standing === 'member') return
      await endOffices(scope, id, deps.today())
      await signInSteps.forget(scope, id)
    })

  async function save(
    of: OfBranch,
    id: string,
    given: { basedOn: number; standing: Standing; entry: RollEntry },
  ): Promise<Result<null, FieldProblem | Problem>> {
    const changed = await within(of, async (scope): Promise<Result<number, Problem>> => {
      const done = await changeEntry(scope, keyOf(of), { id, ...given }, deps.now())
      if (done.ok) await noteOf(scope, 'roll.changed', id)
      return done
    })
    if (!changed.ok) return changed
    await follow(of, id, { standing: given.standing, name: given.entry.name })
    return ok(null)
  }

  return {
    /** People by name, mail or number; at most twenty, and the number there are. */
    search: (of: OfBranch, typed: string): Promise<{ names: RollName[]; all: number }> =>
      within(of, async (scope) => {
        if (!mayEdit) return { names: [], all: 0 }
        const found = searchRoll(await openedRoll(scope, keyOf(of)), typed)
        const sites = new Map((await sitesOf(scope)).map(({ id, body }) => [id, body.name]))
        await notes.add(scope, {
          what: 'roll.searched',
          about: null,
          details: { named: Math.min(found.length, MOST_NAMED) },
          by: person?.member ?? null,
          at: deps.now(),
        })
        return {
          all: found.length,
          names: found.slice(0, MOST_NAMED).map(({ id, standing, entry }) => ({
            id,
            standing,
            name: entry.name,
            workplace: (entry.site && sites.get(entry.site)) ?? entry.workplace,
          })),
        }
      }),

    /** How many there are of each standing. */
    counts: (of: OfBranch): Promise<Record<Standing, number>> =>
      within(of, async (scope) => {
        const counts = { member: 0, former: 0, contact: 0 }
        for (const { standing } of await members.list(scope)) counts[standing] += 1
        return counts
      }),

    /** Writes down why somebody opens an entry; they may for half an hour. */
    look: (of: OfBranch, id: string, reason: LookReason): Promise<boolean> =>
      within(of, async (scope) => {
        if (!mayEdit || !isId(id) || (await members.get(scope, id)) === null) return false
        await rollLooks.note(scope, [id], { by, reason, at: deps.now() })
        return true
      }),

    /** An entry, to keepers who said why; `reason-needed` where they have not. */
    async entry(of: OfBranch, id: string): Promise<EntryView | 'reason-needed' | null> {
      if (!mayEdit || !isId(id)) return null
      const found = await within(of, (scope) => viewOf(scope, of, id))
      if (found === null) return null
      return (await hasReason(of, id)) ? found : 'reason-needed'
    },

    async add(
      of: OfBranch,
      given: { standing: Standing; entry: RollEntry },
    ): Promise<Result<string, FieldProblem | Problem>> {
      if (!mayEdit) return fail(NOT_YOURS)
      const tidy = tidyEntry(given.entry, await employersOf(of))
      if (!tidy.ok) return tidy
      return within(of, async (scope): Promise<Result<string, FieldProblem>> => {
        const added = await addEntry(
          scope,
          keyOf(of),
          { standing: given.standing, entry: tidy.value },
          deps.now(),
        )
        if (!added.ok) return added
        await noteOf(scope, 'roll.added', added.value)
        // Whoever wrote it has seen it, and it says so.
        await rollLooks.note(scope, [added.value], { by, reason: 'membership', at: deps.now() })
        return added
      })
    },

    async change(
      of: OfBranch,
      id: string,
      given: { basedOn: number; standing: Standing; entry: RollEntry },
    ): Promise<Result<null, FieldProblem | Problem>> {
      if (!mayEdit) return fail(NOT_YOURS)
      if (!isId(id) || !(await hasReason(of, id))) return fail(NOT_HERE)
      const tidy = tidyEntry(given.entry, await employersOf(of))
      return tidy.ok ? save(of, id, { ...given, entry: tidy.value }) : tidy
    },

    /** Ends a membership, or takes somebody back: the entry stays, and with it how to undo this. */
    async setStanding(
      of: OfBranch,
      id: string,
      given: { basedOn: number; standing: Standing },
    ): Promise<Result<null, Problem>> {
      if (!mayEdit) return fail(NOT_YOURS)
      const found = isId(id)
        ? await within(of, (scope) => openedMember(scope, keyOf(of), id))
        : null
      if (!found) return fail(NOT_HERE)
      const to =
        given.standing === 'former'
          ? leaving(found, deps.today())
          : { standing: given.standing, entry: { ...found.entry, left: null } }
      return save(of, id, { basedOn: given.basedOn, ...to })
    },

    /** Takes a former member's entry off the roll for good, as they may ask. */
    async erase(of: OfBranch, id: string, basedOn: number): Promise<Result<null, Problem>> {
      if (!mayEdit) return fail(NOT_YOURS)
      const erased = await within(of, async (scope): Promise<Result<null, Problem>> => {
        const found = isId(id) ? await members.get(scope, id) : null
        if (!found) return fail(NOT_HERE)
        if (found.standing === 'member') {
          return fail({
            code: 'still-a-member',
            sentence: 'End the membership first: then the entry can be removed for good.',
          })
        }
        if (!(await members.remove(scope, id, basedOn))) {
          return fail({
            code: 'held-an-office',
            sentence:
              'This person held an office, and what they signed then names them. Take out what need not be kept, and save the entry.',
          })
        }
        await noteOf(scope, 'roll.erased', id)
        return ok(null)
      })
      if (erased.ok) await inHouse(of, (scope) => signInSteps.forget(scope, id))
      return erased
    },

    /** All that is held about whoever asks, and who looked at it. */
    own: (of: OfBranch): Promise<OwnView | null> =>
      within(of, async (scope) => {
        const found = person && (await viewOf(scope, of, person.member))
        if (!found) return null
        const names = await officeNames(scope, keyOf(of))
        const looks = await rollLooks.about(scope, found.id)
        return {
          ...found,
          looks: looks.map(({ by: looker, reason, at }) => ({
            by: names.get(looker)?.name ?? 'Somebody who holds no office any more',
            reason,
            at,
          })),
        }
      }),

    /** Whoever it is about corrects their entry: all but what they sign in with and the union's number. */
    async correctOwn(
      of: OfBranch,
      given: {
        basedOn: number
        entry: Pick<RollEntry, 'name' | 'phone' | 'workplace' | 'site' | 'team' | 'job'>
      },
    ): Promise<Result<null, FieldProblem | Problem>> {
      if (!person) return fail(NOT_HERE)
      const held = await within(of, (scope) => openedMember(scope, keyOf(of), person.member))
      if (!held) return fail(NOT_HERE)
      if (held.version !== given.basedOn) return fail(CHANGED_SINCE)
      const tidy = tidyEntry({ ...held.entry, ...given.entry }, [])
      // An address that was taken as it is before is theirs to keep.
      if (!tidy.ok && tidy.problem.field !== 'mail') return tidy
      const entry = tidy.ok ? tidy.value : { ...held.entry, ...given.entry }
      return save(of, held.id, { basedOn: given.basedOn, standing: held.standing, entry })
    },

    /** Whoever it is about leaves the roll: their offices end today, and nothing signs them in again. */
    async leave(of: OfBranch, basedOn: number): Promise<Result<null, Problem>> {
      if (!person) return fail(NOT_HERE)
      const held = await within(of, (scope) => openedMember(scope, keyOf(of), person.member))
      if (!held) return fail(NOT_HERE)
      return save(of, held.id, { basedOn, ...leaving(held, deps.today()) })
    },
  }
}
