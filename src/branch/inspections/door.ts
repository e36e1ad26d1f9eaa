import { fail, ok } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { concernsDoor } from '../concerns/index.ts'
import { employerMeetings } from '../negotiation/index.ts'
import { demandBook } from '../programme/index.ts'
import type { Book } from '../records/index.ts'
import {
  attempt,
  NOT_THERE,
  NOT_YOURS,
  there,
  toldOf,
  within,
  type RoomDeps,
  type SavedAs,
} from '../saved/index.ts'
import { actionBook, findingBook, inspectionBook } from './books.ts'
import { inspectionRows, inspectionView, type FileRecords } from './file.ts'
import type { FileKind, Inspections, Named, OfBranch } from './views.ts'

/** @param deps its store has the eyes of whoever asks. */
export function inspectionsDoor(deps: RoomDeps, person: BranchPerson | null): Inspections {
  const seen = within(deps)
  const officer = person !== null && canDo(person, 'inspection.edit') ? person : null

  const records = async (of: OfBranch): Promise<FileRecords> => {
    const concerns = await concernsDoor(deps, person).standing(of)
    return seen(of, async (scope) => ({
      inspections: await inspectionBook.list(scope),
      findings: await findingBook.list(scope),
      actions: await actionBook.list(scope),
      concerns,
      demands: new Map((await demandBook.list(scope)).map(({ id, body }) => [id, body.title])),
      meetings: new Map(
        (await employerMeetings.list(scope)).map(({ id, body }) => [
          id,
          { title: body.subject, on: body.on, state: body.state },
        ]),
      ),
      today: deps.today(),
    }))
  }

  const saveForm = async <B>(
    of: OfBranch,
    book: Book<B>,
    id: string | null,
    basedOn: number | null,
    body: B,
  ): Promise<SavedAs<{ id: string }>> => {
    if (!officer) return fail(NOT_YOURS)
    const given = { id, basedOn, body, by: officer.member, at: deps.now() }
    const done = await seen(of, (scope) => attempt(scope, book, given))
    return toldOf(done, (saved) => ({ id: saved.id }))
  }
  /** A finding or action stands only in a file that is there. */
  const inFile = async <B extends { inspection: string }>(
    of: OfBranch,
    book: Book<B>,
    id: string | null,
    basedOn: number | null,
    body: B,
  ): Promise<SavedAs<{ id: string }>> => {
    const file = await seen(of, (scope) => there(scope, inspectionBook, body.inspection))
    return file === null ? fail(NOT_THERE) : saveForm(of, book, id, basedOn, body)
  }
  const bookOfKind = (kind: FileKind) => (kind === 'finding' ? findingBook : actionBook)

  return {
    list: async (of) => inspectionRows(await records(of)),

    inspection: async (of, id) => inspectionView(await records(of), id),

    choices: async (of) => {
      const { concerns, demands, meetings } = await records(of)
      return {
        concerns: [...concerns]
          .filter(([id, standing]) => standing.id === id)
          .map(([id, { title }]): Named => ({ id, name: title })),
        demands: [...demands].map(([id, name]): Named => ({ id, name })),
        meetings: [...meetings]
          .sort(([, a], [, b]) => (a.on < b.on ? 1 : -1))
          .map(([id, { title, on }]): Named => ({ id, name: `${title}, ${on}` })),
      }
    },

    save: (of, id, basedOn, body) => saveForm(of, inspectionBook, id, basedOn, body),
    saveFinding: (of, id, basedOn, body) => inFile(of, findingBook, id, basedOn, body),
    saveAction: (of, id, basedOn, body) => inFile(of, actionBook, id, basedOn, body),

    inspectionOf: (of, kind, id) =>
      seen(of, async (scope) => {
        const found =
          kind === 'finding' ? await findingBook.get(scope, id) : await actionBook.get(scope, id)
        return found?.body.inspection ?? null
      }),

    setRemoved: async (of, kind, id, isRemoved) => {
      if (!officer) return fail(NOT_YOURS)
      const done = await seen(of, (scope) =>
        isRemoved
          ? bookOfKind(kind).remove(scope, id, deps.now())
          : bookOfKind(kind).restore(scope, id),
      )
      return done ? ok(null) : fail(NOT_THERE)
    },
  }
}
