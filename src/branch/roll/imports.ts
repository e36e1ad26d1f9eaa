import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { BranchPerson } from '../../core/branch-rights/index.ts'
import type { ListedEntry } from '../../core/roster/index.ts'
import type { MembersReading } from '../../intake/index.ts'
import {
  employerDomains,
  members,
  notes,
  offices,
  rollImports,
  rollLooks,
  type BranchScope,
  type StoredRollImport,
} from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { sitesOf } from '../sites/index.ts'
import { isId, type OfBranch } from '../keeping/index.ts'
import { openedRoll } from './entries.ts'
import { applyList, compared, undoList } from './import-apply.ts'
import { placesIn, previewOf, seenOf, type Waiting } from './import-preview.ts'
import { followName } from './offices.ts'
import { openAs, openEntry, sealAs, type RollKey } from './sealed.ts'
import type { ImportPreview, RollImportRow } from './views.ts'

/** A membership list is small; a file of this size holds a hundred thousand people. */
export const LARGEST_LIST = 10 * 1024 * 1024

export const NOT_HERE: Problem = { code: 'not-found', sentence: 'This list is not here.' }
const DECIDED: Problem = {
  code: 'decided-already',
  sentence: 'Somebody has decided on this list since you opened it. Look at it again.',
}
const OTHER_NOW: Problem = {
  code: 'other-now',
  sentence:
    'The roll has changed since you looked at this list. Look at what it would change now, then decide.',
}

/** Membership lists on their way into the roll. */
export function importsDoor(deps: BranchDeps, person: BranchPerson | null) {
  const by = person?.member ?? ''
  const keyOf = (of: OfBranch): RollKey => ({ key: deps.key, organisation: of.id })
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(of), work)
  const waitingName = (id: string): string => `roll-import:${id}`

  async function read(
    of: OfBranch,
    file: { name: string; bytes: Buffer },
    answers: Waiting['answers'],
  ): Promise<Result<MembersReading, Problem>> {
    const employers = await deps.store
      .asHouse()
      .inOrganisation(branchId(of), (scope) => employerDomains.list(scope))
    const folder = await mkdtemp(join(deps.temporaryFolder, 'list-'))
    try {
      const path = join(folder, 'list')
      await writeFile(path, file.bytes, { mode: 0o600 })
      return await deps.readMembers({
        file: { name: file.name, path },
        answers,
        today: deps.today(),
        employers,
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  const opened = (of: OfBranch, { id, sealed }: StoredRollImport): Waiting | null =>
    sealed === null ? null : openAs<Waiting>(keyOf(of), waitingName(id), sealed)

  async function comparison(scope: BranchScope, of: OfBranch, waiting: Waiting) {
    const roll = await openedRoll(scope, keyOf(of))
    const sites = await sitesOf(scope)
    const places = placesIn(sites)
    const listed = waiting.reading.rows.map(({ from, standing, entry }): ListedEntry => ({
      row: from.row,
      standing,
      entry: { ...entry, ...places(entry.workplace, entry.department) },
    }))
    const found = compared(roll, listed)
    const today = deps.today()
    const held = await offices.list(scope)
    const holders = new Set(
      held.flatMap(({ member, from, until }) =>
        until === null || until >= today || from > today ? [member] : [],
      ),
    )
    return { roll, found, seen: seenOf(found), places, holders }
  }

  const rowOf = (import_: StoredRollImport, last: string | null): RollImportRow => {
    const { sealed: _sealed, madeBy: _madeBy, decidedBy: _decidedBy, ...row } = import_
    return { ...row, undoable: import_.state === 'accepted' && import_.id === last }
  }
  const lastAccepted = (all: readonly StoredRollImport[]): string | null =>
    all.find(({ state }) => state === 'accepted')?.id ?? null

  /** Offices show their holders as the roll names them; whoever keeps it may not write offices. */
  const followNames = (of: OfBranch): Promise<void> =>
    deps.store.asHouse().inOrganisation(branchId(of), async (scope) => {
      const holders = [...new Set((await offices.list(scope)).map(({ member }) => member))]
      for (const holder of await members.some(scope, holders)) {
        await followName(scope, keyOf(of), holder.id, openEntry(keyOf(of), holder).name)
      }
    })

  return {
    list: (of: OfBranch): Promise<RollImportRow[]> =>
      within(of, async (scope) => {
        const all = await rollImports.list(scope)
        return all.map((each) => rowOf(each, lastAccepted(all)))
      }),

    /** Reads a list and keeps it, sealed, until somebody decides. @returns its id */
    async bring(
      of: OfBranch,
      file: { name: string; path: string },
    ): Promise<Result<string, Problem>> {
      const bytes = await readFile(file.path)
      const reading = await read(of, { name: file.name, bytes }, [])
      if (!reading.ok) return reading
      const id = randomUUID()
      const waiting: Waiting = {
        name: file.name,
        bytes: bytes.toString('base64'),
        answers: [],
        reading: reading.value,
      }
      await within(of, async (scope) => {
        const sealed = sealAs(keyOf(of), waitingName(id), waiting)
        await rollImports.receive(scope, { id, sealed, by, at: deps.now() })
        await notes.add(scope, {
          what: 'roll.list-brought',
          about: id,
          details: { rows: reading.value.count.rows },
          by,
          at: deps.now(),
        })
      })
      return ok(id)
    },

    preview: (of: OfBranch, id: string): Promise<ImportPreview | RollImportRow | null> =>
      within(of, async (scope) => {
        if (!isId(id)) return null
        const found = await rollImports.get(scope, id)
        if (found === null) return null
        const row = rowOf(found, lastAccepted(await rollImports.list(scope)))
        const waiting = opened(of, found)
        if (waiting === null) return row
        return previewOf(row, waiting, await comparison(scope, of, waiting))
      }),

    /** Answers questions; the list is read again by them. */
    async answer(
      of: OfBranch,
      id: string,
      given: readonly { key: string; value: string }[],
    ): Promise<Result<null, Problem>> {
      const found = isId(id) ? await within(of, (scope) => rollImports.get(scope, id)) : null
      const waiting = found && opened(of, found)
      if (!found || !waiting) return fail(NOT_HERE)
      const asked = new Map(
        waiting.reading.findings.flatMap(({ question }) =>
          question ? [[question.key, question] as const] : [],
        ),
      )
      const answers = new Map(waiting.answers)
      for (const { key, value } of given) {
        if (value === '') answers.delete(key)
        else if (
          answers.has(key) ||
          asked.get(key)?.options.some((option) => option.value === value)
        ) {
          answers.set(key, value)
        }
      }
      const bytes = Buffer.from(waiting.bytes, 'base64')
      const reading = await read(of, { name: waiting.name, bytes }, [...answers])
      if (!reading.ok) return reading
      const sealed = sealAs(keyOf(of), waitingName(id), {
        ...waiting,
        answers: [...answers],
        reading: reading.value,
      })
      return (await within(of, (scope) => rollImports.reseal(scope, id, found.version, sealed)))
        ? ok(null)
        : fail(DECIDED)
    },

    /** Takes the list into the roll. `seen` names what the person saw; leavers are those they ticked. */
    accept: async (
      of: OfBranch,
      id: string,
      given: { version: number; seen: string; leavers: readonly string[] },
    ): Promise<Result<null, Problem>> => {
      const accepted = await within(of, async (scope): Promise<Result<null, Problem>> => {
        const found = isId(id) ? await rollImports.get(scope, id) : null
        const waiting = found && opened(of, found)
        if (!found) return fail(NOT_HERE)
        if (!waiting || found.version !== given.version) return fail(DECIDED)
        const now = await comparison(scope, of, waiting)
        if (now.seen !== given.seen) return fail(OTHER_NOW)
        // Whoever holds an office is ended by hand: the office first, which a list knows nothing of.
        const leavers = given.leavers.filter((one) => !now.holders.has(one))
        const counts = await applyList(scope, keyOf(of), {
          import: id,
          comparison: now.found,
          roll: now.roll,
          leavers: new Set(leavers),
          today: deps.today(),
          at: deps.now(),
        })
        // Who decided has seen each of these before and after.
        const seenOnes = [
          ...now.found.changed.map((each) => each.id),
          ...now.found.leavers.map((each) => each.id).filter((one) => leavers.includes(one)),
        ]
        const look = { by, reason: 'membership' as const, at: deps.now() }
        await rollLooks.note(scope, [...new Set(seenOnes)], look)
        const state = { state: 'accepted' as const, by, at: deps.now(), counts }
        if (!(await rollImports.decide(scope, id, given.version, state))) return fail(DECIDED)
        await notes.add(scope, {
          what: 'roll.list-accepted',
          about: id,
          details: counts,
          by,
          at: deps.now(),
        })
        return ok(null)
      })
      if (accepted.ok) await followNames(of)
      return accepted
    },

    discard: (of: OfBranch, id: string, version: number): Promise<Result<null, Problem>> =>
      within(of, async (scope): Promise<Result<null, Problem>> => {
        const to = { state: 'discarded' as const, by, at: deps.now() }
        return isId(id) && (await rollImports.decide(scope, id, version, to))
          ? ok(null)
          : fail(DECIDED)
      }),

    /** Takes back what the last list did. @returns how many entries keep what was changed since */
    undo: async (of: OfBranch, id: string, version: number): Promise<Result<number, Problem>> => {
      const undone = await within(of, async (scope): Promise<Result<number, Problem>> => {
        if (!isId(id) || lastAccepted(await rollImports.list(scope)) !== id) return fail(DECIDED)
        const to = { state: 'undone' as const, by, at: deps.now() }
        if (!(await rollImports.decide(scope, id, version, to))) return fail(DECIDED)
        const kept = await undoList(scope, keyOf(of), id, deps.now())
        await notes.add(scope, {
          what: 'roll.list-undone',
          about: id,
          details: { kept: kept.length },
          by,
          at: deps.now(),
        })
        return ok(kept.length)
      })
      if (undone.ok) await followNames(of)
      return undone
    },
  }
}
