import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { codeHash, readableCode } from '../../sign-in/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { concernBook, hearingBook } from './books.ts'
import type { Concerns, NewHearing, PutTo } from './concerns.ts'
import type { ConcernBody, HearingBody } from './kinds.ts'
import { ledgerOf, type LedgerRecords } from './ledger.ts'
import { themeNamed } from './themes.ts'
import { GONE, NOT_YOURS, problem, TAKEN, type Within } from './within.ts'

const MOVED_ON = problem(
  'moved-on',
  'Somebody else put this note to a concern while you were looking. Load the page again.',
)

type Captures = Pick<
  Concerns,
  'noted' | 'note' | 'raise' | 'raised' | 'toSort' | 'sort' | 'remove' | 'restore'
>

/** What was said: noted by reps, raised from home, put to concerns, taken out and put back. */
export function captures(within: Within): Captures {
  const { deps, person, rep, inHouse, mine, records, saving } = within

  /** Where and when words were heard, as far as it fits together. */
  const placed = (
    heard: NewHearing,
    { sites, visits, themes }: LedgerRecords,
  ): Result<Pick<HearingBody, 'on' | 'visit' | 'site' | 'team' | 'theme'>, Problem> => {
    const visit = visits.find(({ id }) => id === heard.visit)
    if (heard.visit !== null && !visit) return fail(problem('visit', 'Choose the meeting again.'))
    const site = sites.find(({ id }) => id === (visit?.site ?? heard.site)) ?? null
    const team = sites.flatMap((one) => one.teams).find(({ id }) => id === heard.team) ?? null
    if (heard.team !== null && !team) return fail(problem('team', 'Choose the team again.'))
    if (!themes.some(({ id }) => id === heard.theme)) {
      return fail(problem('theme', 'Choose what it is about.'))
    }
    return ok({
      on: visit?.on ?? deps.today(),
      visit: visit?.id ?? null,
      site: site?.id ?? null,
      team: team?.id ?? null,
      theme: heard.theme,
    })
  }

  /** The concern that words are put to: one that is there, or one that is made for them. */
  const putTo = async (
    scope: BranchScope,
    to: PutTo,
    all: LedgerRecords,
  ): Promise<Result<string | null, Problem>> => {
    if (to === null) return ok(null)
    if ('concern' in to) {
      const standing = ledgerOf(all).standing(to.concern)
      return standing ? ok(to.concern) : fail(problem('concern', 'Choose the concern again.'))
    }
    if (!all.themes.some(({ id }) => id === to.theme)) {
      return fail(problem('theme', 'Choose what it is about.'))
    }
    const body: ConcernBody = {
      title: to.title,
      theme: to.theme,
      owner: null,
      mergedInto: null,
      indicator: '',
      figure: null,
      closed: null,
    }
    const made = await concernBook.make(scope, {
      body,
      by: person?.member ?? null,
      at: deps.now(),
    })
    return ok(made.id)
  }

  return {
    noted: async (of, visit) => {
      if (rep === null) return []
      const all = await records(of)
      const ledger = ledgerOf(all)
      return mine(of, async (scope) =>
        (await hearingBook.list(scope))
          .filter((one) => one.madeBy === rep.member && one.body.visit === visit)
          .reverse()
          .map(({ id, number, body }) => {
            const standing = body.concern === null ? null : ledger.standing(body.concern)
            return {
              id,
              number,
              words: body.words,
              theme: themeNamed(all.themes, body.theme).name,
              concern: standing && { id: standing.id, name: standing.title },
              people: body.people,
            }
          }),
      )
    },

    note: async (of, heard, to) => {
      if (rep === null) return fail(NOT_YOURS)
      const all = await records(of)
      const where = placed(heard, all)
      if (!where.ok) return where
      return mine(of, async (scope) => {
        const concern = await putTo(scope, to, all)
        if (!concern.ok) return concern
        const { id } = await hearingBook.make(scope, {
          body: {
            ...where.value,
            concern: concern.value,
            words: heard.words,
            people: heard.people,
            fromHome: false,
            code: null,
          },
          by: rep.member,
          at: deps.now(),
        })
        return ok(id)
      })
    },

    raise: async (of, { wantsCode, ...heard }) => {
      if (person === null) return fail(NOT_YOURS)
      const all = await records(of)
      const where = placed({ ...heard, visit: null, people: 1 }, all)
      if (!where.ok) return where
      const code = wantsCode ? readableCode(4) : null
      // With the house's eyes, by nobody and at no hour: nothing here leads back to who raised it.
      await inHouse(of, (scope) =>
        hearingBook.make(scope, {
          body: {
            ...where.value,
            concern: null,
            words: heard.words,
            people: 1,
            fromHome: true,
            code: code && codeHash(code).toString('base64url'),
          },
          by: null,
          at: new Date(`${deps.today()}T00:00:00Z`),
        }),
      )
      return ok({ code })
    },

    raised: async (of, code) => {
      const all = await records(of)
      const hash = codeHash(code).toString('base64url')
      const found = all.hearings.find(({ body }) => body.code === hash)
      if (!found) return null
      const ledger = ledgerOf(all)
      const { concern, words, on } = found.body
      const standing = concern === null ? null : ledger.standing(concern)
      return {
        words,
        on,
        concern: standing && {
          id: standing.id,
          name: standing.title,
          place: standing.place,
          stands: ledger.stands(standing.id),
        },
      }
    },

    toSort: async (of) => {
      if (rep === null) return []
      const all = await records(of)
      const ledger = ledgerOf(all)
      return ledger.toSort.map((heard) => {
        const { id, name } = themeNamed(all.themes, heard.body.theme)
        return { ...ledger.heardView(heard), theme: { id, name } }
      })
    },

    sort: async (of, id, basedOn, to) => {
      const all = await records(of)
      return saving(of, hearingBook, id, basedOn, async ({ body, number }, scope) => {
        if (!mayRead(all, body)) return TAKEN
        // Before a concern is made for it, which would stay behind.
        if (number !== basedOn) return MOVED_ON
        const concern = await putTo(scope, to, all)
        return concern.ok ? { ...body, concern: concern.value } : concern.problem
      })
    },

    remove: async (of, id) => {
      if (rep === null) return fail(NOT_YOURS)
      const all = await records(of)
      const refused = await mine(of, async (scope): Promise<Problem | null> => {
        const now = await hearingBook.get(scope, id)
        if (now === null || now.removedAt !== null) return GONE
        if (now.madeBy !== rep.member && !mayRead(all, now.body)) return TAKEN
        await hearingBook.remove(scope, id, deps.now())
        return null
      })
      return refused ? fail(refused) : ok(null)
    },

    restore: async (of, id) => {
      if (rep === null) return fail(NOT_YOURS)
      const isBack = await mine(of, (scope) => hearingBook.restore(scope, id))
      return isBack ? ok(null) : fail(GONE)
    },
  }

  /** What somebody else follows up is theirs to read, and to take out. */
  function mayRead(all: LedgerRecords, { concern }: HearingBody): boolean {
    const owner = all.concerns.find(({ id }) => id === concern)?.body.owner ?? null
    return owner === null || owner.member === person?.member
  }
}
