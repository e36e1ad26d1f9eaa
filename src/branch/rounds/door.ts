import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { visitAnswers, type BranchId, type BranchScope } from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import { sitesOf } from '../sites/index.ts'
import { notesBook, roundBook, visitBook } from './books.ts'
import {
  movedTo,
  notesWords,
  roundWords,
  visitWords,
  type NotesBody,
  type VisitBody,
} from './kinds.ts'
import { notesId, notesOf } from './notes-of.ts'
import { namesIn, repNames, repsOn } from './people.ts'
import { roundsReader, type RoundsRead } from './reading.ts'
import type { OfBranch, Rounds, Saved } from './rounds.ts'
import { clashOf, NOT_THERE, saveChange } from './saving.ts'
import { versionsOf } from './versions-of.ts'
import type { NewVisit, VisitPageView } from './views.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Reps and officers plan rounds. Ask one of them. Nothing was changed.',
}

export type RoundsDeps = Pick<BranchDeps, 'store' | 'now' | 'today' | 'key'>

/** Rounds of meetings as somebody may see and change them; `null`: anybody who passes by. */
export function roundsDoor(deps: RoundsDeps, person: BranchPerson | null): Rounds {
  const isRep = person !== null && canDo(person, 'rounds.edit')
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(of.id as BranchId, work)
  const inHouse = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.asHouse().inOrganisation(of.id as BranchId, work)
  const keyOf = (of: OfBranch) => ({ key: deps.key, organisation: of.id })
  const writing = () => ({ by: person?.member ?? null, at: deps.now() })

  const read = async (
    scope: BranchScope,
    of: OfBranch,
    only?: Pick<RoundsRead, 'rounds' | 'visits'>,
  ): Promise<RoundsRead> => ({
    rounds: only?.rounds ?? (await roundBook.list(scope)),
    visits: only?.visits ?? (await visitBook.list(scope)),
    sites: await sitesOf(scope),
    names: isRep ? await repNames(scope, keyOf(of)) : new Map(),
    today: deps.today(),
    isRep,
  })

  /** Whoever writes must be a rep; a save that clashes is kept, so its transaction ends well. */
  const saving = async (
    of: OfBranch,
    work: (scope: BranchScope) => Promise<Saved>,
  ): Promise<Saved> => {
    if (!isRep) return fail(NOT_YOURS)
    return (await within(of, async (scope) => ({ saved: await work(scope) }))).saved
  }

  const saveVisit = (
    of: OfBranch,
    id: string,
    basedOn: Parameters<Rounds['setRota']>[2],
    change: (before: VisitBody) => VisitBody,
    then?: (scope: BranchScope) => Promise<void>,
  ): Promise<Saved> =>
    saving(of, async (scope) => {
      if (!UUID.test(id)) return fail(NOT_THERE)
      const name = await namesIn(scope, keyOf(of))
      const words = (body: VisitBody) => visitWords(body, name)
      const saved = await saveChange(scope, visitBook, id, { basedOn, change, words, ...writing() })
      if (saved.ok) await then?.(scope)
      return saved
    })

  const visitPage = async (
    scope: BranchScope,
    of: OfBranch,
    id: string,
  ): Promise<VisitPageView | null> => {
    const visit = await visitBook.get(scope, id)
    if (visit === null || visit.removedAt !== null) return null
    const round = await roundBook.get(scope, visit.body.round)
    if (round === null || round.removedAt !== null) return null
    const reader = roundsReader(await read(scope, of, { rounds: [round], visits: [visit] }))
    const notes = isRep ? await notesOf(scope, id) : null
    return {
      ...reader.visit(visit),
      about: round.body.about,
      guestsMayAnswer: round.body.guestsMayAnswer && round.audience === 'public',
      own: person && (await visitAnswers.get(scope, id, person.member)),
      counts: null,
      notes: notes && { id: notes.id, ...notes.body, number: notes.number },
    }
  }

  const addVisits = async (
    scope: BranchScope,
    round: string,
    audience: 'public' | 'members',
    visits: readonly NewVisit[],
  ): Promise<string[]> => {
    const ids: string[] = []
    for (const visit of visits) {
      const body: VisitBody = {
        ...visit,
        round,
        reps: [],
        state: 'planned',
        cancelled: null,
        movedFrom: null,
      }
      ids.push((await visitBook.make(scope, { body, audience, ...writing() })).id)
    }
    return ids
  }

  return {
    list: (of) => within(of, async (scope) => roundsReader(await read(scope, of)).rounds()),

    round: (of, id) =>
      within(of, async (scope) => {
        const all = await read(scope, of)
        const round = all.rounds.find((each) => each.id === id)
        return round ? roundsReader(all).round(round) : null
      }),

    visit: async (of, id) => {
      if (!UUID.test(id)) return null
      const visit = await within(of, (scope) => visitPage(scope, of, id))
      if (visit === null || !isRep) return visit
      // Answers are each member's own; what a rep sees is how many, counted by the house.
      const counts = await inHouse(of, async (scope) => ({
        ...(await visitAnswers.counts(scope, id)),
        guests: await visitAnswers.guests(scope, id),
      }))
      return { ...visit, counts }
    },

    sites: (of) =>
      within(of, async (scope) =>
        (await sitesOf(scope)).map(({ id, body }) => ({ id, name: body.name, town: body.town })),
      ),

    reps: (of) =>
      isRep ? within(of, (scope) => repsOn(scope, keyOf(of), deps.today())) : Promise.resolve([]),

    make: async (of, { name, about, audience, guestsMayAnswer }, visits) => {
      if (!isRep) return fail(NOT_YOURS)
      return within(of, async (scope): Promise<Result<string, Problem>> => {
        const body = { name, about, guestsMayAnswer }
        const { id } = await roundBook.make(scope, { body, audience, ...writing() })
        await addVisits(scope, id, audience, visits)
        return ok(id)
      })
    },

    changeRound: (of, id, basedOn, { audience, ...to }) =>
      saving(of, async (scope) => {
        if (!UUID.test(id)) return fail(NOT_THERE)
        const change = () => to
        const given = { basedOn, change, words: roundWords, audience, ...writing() }
        const saved = await saveChange(scope, roundBook, id, given)
        if (!saved.ok) return saved
        for (const visit of await visitBook.list(scope)) {
          if (visit.body.round !== id || visit.audience === audience) continue
          await visitBook.save(scope, visit.id, {
            basedOn: visit.number,
            body: visit.body,
            audience,
            ...writing(),
          })
        }
        return saved
      }),

    addVisit: async (of, round, visit) => {
      if (!isRep) return fail(NOT_YOURS)
      return within(of, async (scope): Promise<Result<string, Problem>> => {
        const into = UUID.test(round) ? await roundBook.get(scope, round) : null
        if (into === null || into.removedAt !== null) return fail(NOT_THERE)
        const audience = into.audience === 'public' ? 'public' : 'members'
        const [id = ''] = await addVisits(scope, round, audience, [visit])
        return ok(id)
      })
    },

    changeVisit: (of, id, basedOn, to) =>
      saveVisit(of, id, basedOn, (before) => ({ ...before, ...to, ...movedTo(before, to) })),

    versions: async (of, what, id) => {
      if (!isRep || !UUID.test(id)) return null
      return within(of, async (scope) => versionsOf(scope, keyOf(of), what, id))
    },

    remove: async (of, what, id) =>
      isRep && UUID.test(id) && within(of, (scope) => books[what].remove(scope, id, deps.now())),

    restore: async (of, what, id) =>
      isRep && UUID.test(id) && within(of, (scope) => books[what].restore(scope, id)),

    setRota: (of, id, basedOn, reps) =>
      saveVisit(of, id, basedOn, (before) => ({ ...before, reps: [...new Set(reps)] })),

    tell: (of, id, basedOn, outcome) =>
      saveVisit(
        of,
        id,
        basedOn,
        (before) => ({
          ...before,
          state: outcome.state,
          cancelled:
            outcome.state === 'cancelled' ? { on: deps.today(), why: outcome.why.trim() } : null,
        }),
        async (scope) => {
          if (outcome.state !== 'held' || outcome.came === null) return
          const notes = await notesOf(scope, id)
          const body: NotesBody = { visit: id, words: '', ...notes?.body, came: outcome.came }
          if (notes === null) await notesBook.make(scope, { id: notesId(id), body, ...writing() })
          else await notesBook.save(scope, notes.id, { basedOn: notes.number, body, ...writing() })
        },
      ),

    note: (of, visit, basedOn, { came, words }) =>
      saving(of, async (scope) => {
        const about = UUID.test(visit) ? await visitBook.get(scope, visit) : null
        if (about === null || about.removedAt !== null) return fail(NOT_THERE)
        const body: NotesBody = { visit, came, words }
        const before = await notesOf(scope, visit)
        if (before === null) {
          await notesBook.make(scope, { id: notesId(visit), body, ...writing() })
          return ok(null)
        }
        const { id } = before
        // Begun where there were none: whoever wrote meanwhile stands.
        if (basedOn === null) return saveBeside(scope, id, body)
        return saveChange(scope, notesBook, id, {
          basedOn,
          change: () => body,
          words: notesWords,
          ...writing(),
        })
      }),

    answer: async (of, visit, answer) => {
      if (person === null) return fail(NOT_YOURS)
      if (!UUID.test(visit)) return fail(NOT_THERE)
      return within(of, async (scope): Promise<Result<null, Problem>> => {
        const found = await visitBook.get(scope, visit)
        const closed = closedTo(found?.removedAt === null ? found.body : null, deps.today())
        if (closed) return fail(closed)
        await visitAnswers.set(scope, { visit, member: person.member, answer, at: deps.now() })
        return ok(null)
      })
    },

    answerAsGuest: async (of, visit) => {
      if (!UUID.test(visit)) return fail(NOT_THERE)
      const seen = await within(of, (scope) => visitPage(scope, of, visit))
      const closed = closedTo(seen?.guestsMayAnswer ? seen : null, deps.today())
      if (closed) return fail(closed)
      if (person !== null) {
        // Somebody signed in is no guest: their one answer is their own.
        const { member } = person
        await within(of, (scope) =>
          visitAnswers.set(scope, { visit, member, answer: 'coming', at: deps.now() }),
        )
        return ok(null)
      }
      await inHouse(of, (scope) => visitAnswers.addGuest(scope, visit))
      return ok(null)
    },
  }

  async function saveBeside(scope: BranchScope, id: string, body: NotesBody): Promise<Saved> {
    const saved = await notesBook.save(scope, id, { basedOn: 0, body, ...writing() })
    if (saved.saved) return ok(null)
    if (saved.clash === null) return fail(NOT_THERE)
    return fail(clashOf(saved.clash.mine, notesWords(saved.clash.current.body), notesWords(body)))
  }
}

const books = { round: roundBook, visit: visitBook } as const

function closedTo(visit: Pick<VisitBody, 'state' | 'on'> | null, today: string): Problem | null {
  if (visit === null) return NOT_THERE
  if (visit.state === 'cancelled') {
    return {
      code: 'called-off',
      sentence: 'This meeting is called off, so nobody can say that they come.',
    }
  }
  return visit.state === 'held' || visit.on < today
    ? { code: 'over', sentence: 'This meeting is over.' }
    : null
}
