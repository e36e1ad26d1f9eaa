import { fail, longDate, ok, type Problem } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import {
  amountsIn,
  cannotClose,
  compareWording,
  inTold,
  moved,
  nextLook,
  winStanding,
} from '../../core/bargaining/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import type { Book, Written } from '../records/index.ts'
import {
  attempt,
  change,
  changeOrder,
  NOT_YOURS,
  onlyOne,
  orderIn,
  there,
  toldOf,
  within,
  type Attempt,
  type RoomDeps,
  type SavedAs,
} from '../saved/index.ts'
import { bigItemBook, winBook, winsBook } from './books.ts'
import type { BigItemBody, WinBody, WinsBody } from './kinds.ts'
import { namedIn, originsIn } from './origins.ts'
import type { BigItemView, OfBranch, OutcomesDoor, WinsView, WinView } from './views.ts'

const NO_OUTCOME: Problem = {
  code: 'no-outcome',
  sentence: 'Say what came of it first: a big item is closed with its outcome, or stays open.',
}

/** @param deps its store has the eyes of whoever asks. */
export function outcomesDoor(deps: RoomDeps, person: BranchPerson | null): OutcomesDoor {
  const seen = within(deps)
  const officer = person !== null && canDo(person, 'outcomes.edit') ? person : null

  const winView = (one: Written<WinBody>, place: number): WinView => {
    const { body, id } = one
    const measured = { ...body, id, evidence: body.evidence?.where ?? null }
    return {
      ...body,
      id,
      number: one.number,
      place,
      isPublic: one.audience === 'public',
      standing: winStanding(measured, deps.today()),
      nextLook: nextLook(body, deps.today()),
      wording: compareWording(body.before, body.after),
      amounts: { before: amountsIn(body.before), after: amountsIn(body.after) },
      aside: one.aside,
    }
  }

  /** As the branch tells them. Whoever sees fewer sees those in the same order, counted from 1. */
  const winsIn = async (scope: BranchScope, isShown: (one: Written<WinBody>) => boolean) => {
    const written = (await winBook.list(scope)).filter(isShown)
    const told = await there(scope, winsBook, onlyOne(scope, 'wins'))
    const byId = new Map(written.map((one) => [one.id, one]))
    const order = inTold(await orderIn(scope, 'wins'), [...byId.keys()])
    const wins = order.flatMap((id, at) => {
      const one = byId.get(id)
      return one ? [winView(one, at + 1)] : []
    })
    return { told, wins }
  }

  const viewOf = ({ told, wins }: Awaited<ReturnType<typeof winsIn>>): WinsView => ({
    number: told?.number ?? null,
    opening: told?.body.opening ?? '',
    wins,
    evidenceMissing: wins.filter((win) => win.standing.evidenceMissing).length,
    dueForLook: wins.filter((win) => win.nextLook?.isDue).length,
    didNotHold: wins.filter((win) => win.standing.holds === 'no').length,
  })

  const saveWins = async (
    scope: BranchScope,
    by: BranchPerson,
    basedOn: number | null,
    body: WinsBody,
  ): Promise<Attempt<WinsBody>> => {
    const as = onlyOne(scope, 'wins')
    const isNew = (await there(scope, winsBook, as)) === null
    const id = isNew ? null : as
    return attempt(scope, winsBook, { id, as, basedOn, body, by: by.member, at: deps.now() })
  }

  /** Saves what a form holds, from the version that it showed. */
  const saveForm = async <B>(
    of: OfBranch,
    book: Book<B>,
    id: string | null,
    body: B,
    basedOn: number | null,
    ifNew: (scope: BranchScope, made: string, writing: { by: string; at: Date }) => Promise<void>,
  ): Promise<SavedAs<{ id: string }>> => {
    if (!officer) return fail(NOT_YOURS)
    const writing = { by: officer.member, at: deps.now() }
    const done = await seen(of, async (scope) => {
      const saved = await attempt(scope, book, { id, basedOn, body, ...writing })
      if (id === null && 'saved' in saved) await ifNew(scope, saved.saved.id, writing)
      return saved
    })
    return toldOf(done, (saved) => ({ id: saved.id }))
  }

  const changeOne = async <B>(
    of: OfBranch,
    book: Book<B>,
    id: string,
    to: (written: Written<B>) => B | Problem,
    audience?: 'public' | 'members',
  ): Promise<SavedAs<null>> => {
    if (!officer) return fail(NOT_YOURS)
    const writing = { by: officer.member, at: deps.now(), audience }
    const done = await seen(of, (scope) => change(scope, book, id, to, writing))
    return toldOf(done, () => null)
  }

  const itemView = (one: Written<BigItemBody>): BigItemView => ({
    ...one.body,
    id: one.id,
    number: one.number,
    isLate: one.body.closedOn === null && one.body.due !== null && one.body.due < deps.today(),
    aside: one.aside,
  })

  return {
    wins: (of) => seen(of, async (scope) => viewOf(await winsIn(scope, () => true))),
    publicWins: (of) =>
      seen(of, async (scope) =>
        viewOf(await winsIn(scope, ({ audience }) => audience === 'public')),
      ),
    win: (of, id) =>
      seen(of, async (scope) => {
        const { wins } = await winsIn(scope, () => true)
        const win = wins.find((one) => one.id === id)
        return win ? { win, cameFrom: namedIn(await originsIn(scope), { ...win, wins: [] }) } : null
      }),
    winVersions: (of, id) => seen(of, (scope) => winBook.versions(scope, id)),
    origins: (of) => seen(of, originsIn),
    saveWin: (of, id, fields, basedOn) =>
      saveForm(of, winBook, id, fields, basedOn, async (scope, made, writing) => {
        const others = (await winBook.list(scope)).flatMap((one) =>
          one.id === made ? [] : [one.id],
        )
        await changeOrder(scope, 'wins', (order) => [...inTold(order, others), made], writing)
      }),

    async saveOpening(of, opening, basedOn) {
      if (!officer) return fail(NOT_YOURS)
      const done = await seen(of, async (scope) => {
        return saveWins(scope, officer, basedOn, { opening })
      })
      return toldOf(done, () => null)
    },

    async moveWin(of, id, to) {
      if (!officer) return fail(NOT_YOURS)
      await seen(of, async (scope) => {
        const ids = (await winBook.list(scope)).map((one) => one.id)
        const told = (order: string[]): string[] => moved(inTold(order, ids), id, to)
        await changeOrder(scope, 'wins', told, { by: officer.member, at: deps.now() })
      })
      return ok(null)
    },

    look: (of, id, look) =>
      changeOne(of, winBook, id, ({ body }) => {
        if (look.on < body.wonOn) {
          const sentence = `It was won on ${longDate(body.wonOn)}: nobody can have looked before that.`
          return { code: 'before-won', sentence }
        }
        if (look.on > deps.today()) {
          return {
            code: 'not-yet',
            sentence: 'This day has not come yet. Say when somebody looked.',
          }
        }
        return { ...body, looked: [...body.looked, look] }
      }),

    showTo: (of, id, audience) => changeOne(of, winBook, id, ({ body }) => body, audience),

    bigItems: (of) =>
      seen(of, async (scope) => {
        const items = (await bigItemBook.list(scope)).map(itemView)
        return [
          ...items.filter(({ closedOn }) => closedOn === null),
          ...items.filter(({ closedOn }) => closedOn !== null),
        ]
      }),
    bigItem: (of, id) =>
      seen(of, async (scope) => {
        const written = await there(scope, bigItemBook, id)
        if (!written) return null
        const item = itemView(written)
        return { item, cameFrom: namedIn(await originsIn(scope), item) }
      }),
    bigItemVersions: (of, id) => seen(of, (scope) => bigItemBook.versions(scope, id)),

    async saveBigItem(of, id, fields, basedOn) {
      if (fields.closedOn !== null && cannotClose(fields) !== null) return fail(NO_OUTCOME)
      return saveForm(of, bigItemBook, id, fields, basedOn, () => Promise.resolve())
    },

    closeBigItem: (of, id, outcome) =>
      changeOne(of, bigItemBook, id, ({ body }) =>
        cannotClose({ outcome }) === null
          ? { ...body, outcome, closedOn: deps.today() }
          : NO_OUTCOME,
      ),

    reopenBigItem: (of, id) =>
      changeOne(of, bigItemBook, id, ({ body }) => ({ ...body, closedOn: null })),
  }
}
