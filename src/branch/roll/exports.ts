import { randomUUID } from 'node:crypto'
import { fail, longDate, londonClock, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { writeWorkbook } from '../../render/index.ts'
import {
  notes,
  rollExports,
  rollLooks,
  type BranchScope,
  type StoredRollExport,
} from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { isId, type OfBranch } from '../keeping/index.ts'
import { officeNames, openedRoll } from './entries.ts'
import { openAs, sealAs, type RollKey } from './sealed.ts'
import type { ExportView } from './views.ts'

const DAY_MS = 86_400_000

const OFF: Problem = {
  code: 'exports-off',
  sentence:
    'This branch does not let the roll be copied. An officer can change that under Settings, and everybody who keeps the roll is told.',
}
const NOT_TO_TAKE: Problem = {
  code: 'not-to-take',
  sentence:
    'This copy cannot be taken: it was taken already, its day is over, or somebody else asked for it. Ask for another.',
}
const NOT_TO_ANSWER: Problem = {
  code: 'not-to-answer',
  sentence:
    'Somebody has answered this already, or you asked for it yourself: another officer must agree.',
}
const NO_REASON: Problem & { field: string } = {
  field: 'reason',
  code: 'reason-missing',
  sentence: 'Say what the copy is for, in at most 500 characters.',
}
const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Your office does not do this. Nothing was changed.',
}

/** Copies of the roll take two people: a keeper who asks for a reason, and an officer who is not the same. */
export function exportsDoor(deps: BranchDeps, person: BranchPerson | null) {
  const by = person?.member ?? ''
  const may = (action: Parameters<typeof canDo>[1]): boolean =>
    person !== null && canDo(person, action)
  const keyOf = (of: OfBranch): RollKey => ({ key: deps.key, organisation: of.id })
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(of), work)
  const reasonName = (id: string): string => `roll-export:${id}`

  function stateOf({ agreed, takenAt, answeredAt }: StoredRollExport): ExportView['state'] {
    if (takenAt !== null) return 'taken'
    if (agreed === null) return 'asked'
    if (!agreed) return 'refused'
    return (answeredAt?.getTime() ?? 0) + DAY_MS > deps.now().getTime() ? 'agreed' : 'run-out'
  }

  return {
    areOn: (of: OfBranch): Promise<boolean> => within(of, (scope) => rollExports.areOn(scope)),

    turn: (of: OfBranch, on: boolean): Promise<Result<null, Problem>> =>
      within(of, async (scope): Promise<Result<null, Problem>> => {
        if (!may('branch.edit')) return fail(NOT_YOURS)
        await rollExports.setOn(scope, on, by, deps.now())
        await notes.add(scope, {
          what: on ? 'roll.copies-allowed' : 'roll.copies-forbidden',
          about: null,
          details: {},
          by,
          at: deps.now(),
        })
        return ok(null)
      }),

    list: (of: OfBranch): Promise<ExportView[]> =>
      within(of, async (scope) => {
        const names = await officeNames(scope, keyOf(of))
        const nameOf = (id: string): string => names.get(id)?.name ?? 'A former officer'
        return (await rollExports.list(scope)).map((each) => ({
          id: each.id,
          reason: openAs<string>(keyOf(of), reasonName(each.id), each.reason),
          askedBy: nameOf(each.askedBy),
          askedAt: each.askedAt,
          mine: each.askedBy === by,
          answeredBy: each.answeredBy === null ? null : nameOf(each.answeredBy),
          answeredAt: each.answeredAt,
          state: stateOf(each),
          people: each.people,
        }))
      }),

    ask: (of: OfBranch, reason: string): Promise<Result<string, Problem & { field?: string }>> =>
      within(of, async (scope): Promise<Result<string, Problem & { field?: string }>> => {
        if (!may('roll.export-ask')) return fail(NOT_YOURS)
        if (!(await rollExports.areOn(scope))) return fail(OFF)
        const words = reason.trim()
        if (words === '' || words.length > 500) return fail(NO_REASON)
        const id = randomUUID()
        const at = deps.now()
        const sealed = sealAs(keyOf(of), reasonName(id), words)
        await rollExports.ask(scope, { id, reason: sealed, by, at })
        await notes.add(scope, { what: 'roll.copy-asked', about: id, details: {}, by, at })
        return ok(id)
      }),

    answer: (of: OfBranch, id: string, agreed: boolean): Promise<Result<null, Problem>> =>
      within(of, async (scope): Promise<Result<null, Problem>> => {
        if (!may('roll.export-agree')) return fail(NOT_YOURS)
        const at = deps.now()
        if (!isId(id) || !(await rollExports.answer(scope, id, { agreed, by, at }))) {
          return fail(NOT_TO_ANSWER)
        }
        const what = agreed ? 'roll.copy-agreed' : 'roll.copy-refused'
        await notes.add(scope, { what, about: id, details: {}, by, at })
        return ok(null)
      }),

    /** The one copy, with who took it and when on each sheet; every member reads of it in their own entry. */
    take: (of: OfBranch & { name: string }, id: string): Promise<Result<Buffer, Problem>> =>
      within(of, async (scope): Promise<Result<Buffer, Problem>> => {
        if (!may('roll.export-ask') || !person || !isId(id)) return fail(NOT_YOURS)
        if (!(await rollExports.areOn(scope))) return fail(OFF)
        const at = deps.now()
        const roll = await openedRoll(scope, keyOf(of))
        if (!(await rollExports.take(scope, id, { by, at, people: roll.length }))) {
          return fail(NOT_TO_TAKE)
        }
        await rollLooks.note(
          scope,
          roll.map((each) => each.id),
          { by, reason: 'export', at },
        )
        await notes.add(scope, {
          what: 'roll.copy-taken',
          about: id,
          details: { people: roll.length },
          by,
          at,
        })
        const { day, time } = londonClock(at)
        const mark = `Copy ${id.slice(0, 8)} taken by ${person.name} on ${longDate(day)} at ${time}`
        const text = (header: string) => ({ header, kind: 'text' as const })
        const date = (header: string) => ({ header, kind: 'date' as const })
        const bytes = await writeWorkbook(
          [
            {
              name: 'Roll',
              columns: [
                ...['Name', 'Standing', 'Membership number', 'Email', 'Phone', 'Employer'].map(
                  text,
                ),
                ...['Workplace', 'Team', 'Job title'].map(text),
                date('Joined'),
                date('Left'),
                // On each row, so that a part of the copy tells as well.
                text('Copy'),
              ],
              rows: roll.map(({ standing, entry }) => [
                entry.name,
                standing,
                entry.number,
                entry.mail,
                entry.phone,
                entry.employer,
                entry.workplace,
                entry.department,
                entry.job,
                entry.joined,
                entry.left,
                mark,
              ]),
            },
          ],
          {
            what: 'The roll of the branch: who is in the union, which the law protects. Keep it where the employer cannot read it, and destroy it when its use is over.',
            organisation: of.name,
            asOf: deps.today(),
            agreement: null,
            writtenBy: person.name,
            writtenAt: `${longDate(day)} at ${time}`,
            notes: [mark],
          },
        )
        return ok(Buffer.from(bytes))
      }),
  }
}
