import { randomUUID } from 'node:crypto'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchAction, type BranchPerson } from '../../core/branch-rights/index.ts'
import { moved } from '../../core/bargaining/index.ts'
import { notes, programmeVersions, type BranchScope } from '../../store/branch/index.ts'
import {
  attempt,
  changeOrder,
  NOT_YOURS,
  orderIn,
  there,
  toldOf,
  within,
  type Attempt,
  type RoomDeps,
} from '../saved/index.ts'
import { demandBook, programmeBook, proposalBook } from './books.ts'
import {
  changesFrom,
  demandsOf,
  frozenOf,
  lineOf,
  programmeId,
  programmeIn,
  publishedIn,
  standLast,
} from './gather.ts'
import type { ProgrammeBody } from './kinds.ts'
import { linesKept } from './lines.ts'
import { proposalActs } from './proposals.ts'
import { concernsIn } from './concerns-seen.ts'
import type { ProgrammeDoor } from './views.ts'

/** @param deps its store has the eyes of whoever asks. */
export function programmeDoor(deps: RoomDeps, person: BranchPerson | null): ProgrammeDoor {
  const seen = within(deps)
  /** Whoever asks, where they do this; null otherwise. */
  const doing = (action: BranchAction): BranchPerson | null =>
    person !== null && canDo(person, action) ? person : null

  /** Saves the programme's own record from what stands, made by the first who writes it. */
  const saveProgramme = async (
    scope: BranchScope,
    by: BranchPerson,
    basedOn: number | null,
    body: ProgrammeBody,
  ): Promise<Attempt<ProgrammeBody>> => {
    const id = programmeId(scope)
    const isNew = (await there(scope, programmeBook, id)) === null
    return attempt(scope, programmeBook, {
      id: isNew ? null : id,
      as: id,
      basedOn,
      body,
      by: by.member,
      at: deps.now(),
    })
  }

  const all = async (scope: BranchScope) => {
    const { number, body } = await programmeIn(scope)
    const demands = demandsOf(body, await orderIn(scope, 'demands'), await demandBook.list(scope))
    const published = await publishedIn(scope)
    const last = published.at(-1) ?? null
    return {
      number,
      body,
      demands,
      published,
      last,
      frozen: frozenOf(body, demands, last?.programme ?? null),
    }
  }

  return {
    programme: (of) =>
      seen(of, async (scope) => {
        const { number, body, demands, last, frozen } = await all(scope)
        const proposals = await proposalBook.list(scope)
        return {
          number,
          title: body.title,
          opening: body.opening,
          demands: demands.standing,
          dropped: demands.dropped,
          redLines: body.redLines,
          principles: body.principles,
          caseload: body.caseload,
          ballot: body.ballot,
          published: last && lineOf(last, true, deps.today()),
          unpublished: changesFrom(last?.programme ?? null, frozen),
          open: proposals.filter((one) => one.body.state === 'open').length,
          put: proposals.filter((one) => one.body.state === 'put').length,
        }
      }),

    demand: (of, id) =>
      seen(of, async (scope) => {
        const written = await demandBook.list(scope)
        const { standing, dropped } = demandsOf(
          (await programmeIn(scope)).body,
          await orderIn(scope, 'demands'),
          written,
        )
        const demand = [...standing, ...dropped].find((one) => one.id === id)
        if (!demand) return null
        const proposals = (await proposalBook.list(scope)).filter(
          ({ body }) => body.demand === id || body.decided?.into === id,
        )
        const concerns = await concernsIn(scope)
        return {
          demand,
          proposals: proposals.reverse().map(({ id: proposal, body }) => ({
            id: proposal,
            what: body.what,
            title: body.title,
            state: body.state,
          })),
          concerns: concerns.filter((one) => demand.concerns.includes(one.id)),
        }
      }),

    concerns: (of) => seen(of, concernsIn),
    demandVersions: (of, id) => seen(of, (scope) => demandBook.versions(scope, id)),

    async saveDemand(of, id, fields, basedOn) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      const writing = { by: by.member, at: deps.now() }
      const done = await seen(of, async (scope) => {
        const saved = await attempt(scope, demandBook, { id, basedOn, body: fields, ...writing })
        if (id === null && 'saved' in saved) await standLast(scope, saved.saved.id, writing)
        return saved
      })
      return toldOf(done, (saved) => ({ id: saved.id }))
    },

    async savePlain(of, fields, basedOn) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      const done = await seen(of, async (scope) => {
        const { body } = await programmeIn(scope)
        return saveProgramme(scope, by, basedOn, {
          ...body,
          title: fields.title,
          opening: fields.opening,
          caseload: fields.caseload,
          ballot: fields.ballot,
          redLines: linesKept(body.redLines, fields.redLines, randomUUID),
          principles: linesKept(body.principles, fields.principles, randomUUID),
        })
      })
      return toldOf(done, () => null)
    },

    async move(of, id, to) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      await seen(of, async (scope) => {
        const { body } = await programmeIn(scope)
        const written = await demandBook.list(scope)
        const told = (order: string[]): string[] => {
          const { standing, dropped } = demandsOf(body, order, written)
          const ids = standing.map((one) => one.id)
          return [...moved(ids, id, to), ...dropped.map((one) => one.id)]
        }
        await changeOrder(scope, 'demands', told, { by: by.member, at: deps.now() })
      })
      return ok(null)
    },

    async publish(of) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      return seen(of, async (scope): Promise<Result<{ number: number }, Problem>> => {
        const { frozen, last } = await all(scope)
        const problem =
          frozen.demands.length === 0
            ? 'No demand is agreed yet: drafts are not published. Say of a demand that members agreed it, then publish.'
            : last && changesFrom(last.programme, frozen).length === 0
              ? `Nothing has changed since version ${last.number}. There is nothing to publish.`
              : null
        if (problem !== null) return fail({ code: 'nothing-to-publish', sentence: problem })
        const writing = { by: by.member, at: deps.now() }
        const number = await programmeVersions.add(scope, {
          ...writing,
          on: deps.today(),
          body: frozen,
        })
        await notes.add(scope, {
          what: 'programme.published',
          about: null,
          details: { number },
          ...writing,
        })
        return ok({ number })
      })
    },

    publishedLines: (of) =>
      seen(of, async (scope) => {
        const published = await publishedIn(scope)
        const lines = published.map((one, at) =>
          lineOf(one, at === published.length - 1, deps.today()),
        )
        return lines.reverse()
      }),

    published: (of, number) =>
      seen(of, async (scope) => {
        const published = await publishedIn(scope)
        const at = number === null ? published.length - 1 : number - 1
        const one = published[at]
        if (!one) return null
        const before = published[at - 1] ?? null
        return {
          ...lineOf(one, at === published.length - 1, deps.today()),
          programme: one.programme,
          changes: before === null ? null : changesFrom(before.programme, one.programme),
        }
      }),

    ...proposalActs(deps, person),
  }
}
