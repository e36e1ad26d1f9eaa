import { z } from 'zod'
import { addDays, fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { codeHash, readableCode } from '../../sign-in/index.ts'
import { notes, organisations, type BranchId, type BranchScope } from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import type { Book, Saved as SavedRecord, Written } from '../records/index.ts'
import { concernBook, hearingBook, themesBook } from './books.ts'
import type { Concerns, ConcernsClash, NewHearing, OfBranch, PutTo, Saved } from './concerns.ts'
import { gathered } from './gather.ts'
import type { ConcernBody, HearingBody } from './kinds.ts'
import { ledgerOf, visitWords, type LedgerRecords, type Reader } from './ledger.ts'
import { firstThemes, newThemeId, themeNamed, type Theme, type ThemesBody } from './themes.ts'

const problem = (code: string, sentence: string): Problem => ({ code, sentence })
const NOT_YOURS = problem('not-yours', 'Only reps and officers do this.')
const GONE = problem('not-there', 'This is no longer here. Go back and load the list again.')
const TAKEN = problem(
  'not-yours',
  'Somebody else follows this concern up, so what was said is theirs to read. Take it on first.',
)

/** How many days back a meeting is offered where words are noted. */
const OFFERED_DAYS = 400

type Outcome<B> = { record: SavedRecord<B>; mine: B } | { problem: Problem }

/** A save's end, outside of its transaction: a clash is kept and told part by part. */
function endOf<B extends object>(book: Book<B>, outcome: Outcome<B>): Saved {
  if ('problem' in outcome) return fail(outcome.problem)
  const { record, mine } = outcome
  if (record.saved) return ok(null)
  if (!record.clash) return fail(GONE)
  const theirs = book.kind.words(record.clash.current.body)
  const clash: ConcernsClash = {
    code: 'saved-by-another',
    mine: record.clash.mine,
    parts: book.kind.words(mine).map(({ label, words }) => ({
      label,
      mine: words,
      theirs: theirs.find((part) => part.label === label)?.words ?? '',
    })),
  }
  return fail(clash)
}

/** Whatever else the branch's settings hold: the line for a child at risk now, where somebody set one. */
const settingsSchema = z.object({ safeguarding: z.string().trim().min(1).max(300) })
function safeguardingIn(settings: unknown): string | null {
  const parsed = settingsSchema.safeParse(settings)
  return parsed.success ? parsed.data.safeguarding : null
}

/** Concerns as one person sees and changes them. */
export function concernsDoor(
  deps: Pick<BranchDeps, 'store' | 'now' | 'today'>,
  person: BranchPerson | null,
): Concerns {
  const house = deps.store.asHouse()
  const isRep = person !== null && canDo(person, 'concerns.edit')
  const reader: Reader = { member: person?.member ?? null, isRep }
  const mine = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(of.id as BranchId, work)

  const records = (of: OfBranch) =>
    gathered(
      (work) => house.inOrganisation(of.id as BranchId, work),
      (work) => mine(of, work),
      deps.today(),
    )
  const counted = async (of: OfBranch) => ledgerOf(await records(of))

  /** Reads one, changes it, saves it from the version its form was based on. */
  const saving = async <B extends object>(
    of: OfBranch,
    book: Book<B>,
    id: string,
    basedOn: number,
    change: (now: Written<B>, scope: BranchScope) => B | Problem | Promise<B | Problem>,
  ): Promise<Saved> => {
    if (!isRep || person === null) return fail(NOT_YOURS)
    const outcome = await mine(of, async (scope): Promise<Outcome<B>> => {
      const now = await book.get(scope, id)
      if (now === null || now.removedAt !== null) return { problem: GONE }
      const body = await change(now, scope)
      if ('sentence' in body && 'code' in body) return { problem: body }
      const by = { by: person.member, at: deps.now() }
      const record = await book.save(scope, id, { basedOn, body, ...by })
      if (record.saved && now.aside > 0) await settleOwn(scope, book, id, by)
      return { record, mine: body }
    })
    return endOf(book, outcome)
  }
  /** Words of the same person that were set aside are in what was just saved, or not wanted. */
  const settleOwn = async <B>(
    scope: BranchScope,
    book: Book<B>,
    id: string,
    by: { by: string; at: Date },
  ): Promise<void> => {
    for (const version of await book.versions(scope, id)) {
      if (version.aside && version.settledAt === null && version.by === by.by) {
        await book.settle(scope, id, version.number, by)
      }
    }
  }
  const changing = (
    of: OfBranch,
    id: string,
    basedOn: number,
    change: (body: ConcernBody) => ConcernBody,
  ): Promise<Saved> => saving(of, concernBook, id, basedOn, ({ body }) => change(body))

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
    ledger: async (of) => {
      const ledger = await counted(of)
      return { ...ledger.ledger(reader), toSort: isRep ? ledger.toSort.length : 0 }
    },

    concern: async (of, id) => (await counted(of)).concern(id, reader),

    choices: async (of, wanted = null) => {
      const all = await records(of)
      const ledger = ledgerOf(all)
      const from = addDays(deps.today(), -OFFERED_DAYS)
      const siteNames = new Map(all.sites.map(({ id, name }) => [id, name]))
      const roundNames = new Map(all.rounds.map(({ id, name }) => [id, name]))
      return {
        themes: [...all.themes],
        sites: all.sites.map(({ id, name, teams }) => ({
          id,
          name,
          teams: teams.map((team) => ({ id: team.id, name: team.name })),
        })),
        visits: all.visits
          .filter((visit) => !visit.isCancelled && visit.on <= deps.today())
          .filter((visit) => visit.on >= from || visit.id === wanted)
          .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
          .map((visit) => ({
            id: visit.id,
            site: visit.site,
            on: visit.on,
            words: visitWords(
              visit,
              siteNames.get(visit.site) ?? 'A site no longer listed',
              roundNames.get(visit.round) ?? 'a round',
            ),
          })),
        concerns: ledger
          .ledger(reader)
          .rows.map(({ id, title, theme }) => ({ id, title, theme: theme.name })),
      }
    },

    noted: async (of, visit) => {
      if (!isRep || person === null) return []
      const all = await records(of)
      const ledger = ledgerOf(all)
      return mine(of, async (scope) =>
        (await hearingBook.list(scope))
          .filter((one) => one.madeBy === person.member && one.body.visit === visit)
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
      if (!isRep || person === null) return fail(NOT_YOURS)
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
          by: person.member,
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
      await house.inOrganisation(of.id as BranchId, (scope) =>
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
      if (!isRep) return []
      const all = await records(of)
      const ledger = ledgerOf(all)
      return ledger.toSort.map((heard) => {
        const { id, name } = themeNamed(all.themes, heard.body.theme)
        return { ...ledger.heardView(heard), theme: { id, name } }
      })
    },

    sort: async (of, id, basedOn, to) => {
      const all = await records(of)
      return saving(of, hearingBook, id, basedOn, async ({ body }, scope) => {
        if (!mayRead(all, body)) return TAKEN
        const concern = await putTo(scope, to, all)
        return concern.ok ? { ...body, concern: concern.value } : concern.problem
      })
    },

    remove: async (of, id) => {
      if (!isRep || person === null) return fail(NOT_YOURS)
      const all = await records(of)
      const refused = await mine(of, async (scope): Promise<Problem | null> => {
        const now = await hearingBook.get(scope, id)
        if (now === null || now.removedAt !== null) return GONE
        if (now.madeBy !== person.member && !mayRead(all, now.body)) return TAKEN
        await hearingBook.remove(scope, id, deps.now())
        return null
      })
      return refused ? fail(refused) : ok(null)
    },

    restore: async (of, id) => {
      if (!isRep || person === null) return fail(NOT_YOURS)
      const isBack = await mine(of, (scope) => hearingBook.restore(scope, id))
      return isBack ? ok(null) : fail(GONE)
    },

    change: (of, id, basedOn, to) => changing(of, id, basedOn, (body) => ({ ...body, ...to })),

    take: (of, id, basedOn, isTaken) =>
      changing(of, id, basedOn, (body) => ({
        ...body,
        owner: isTaken && person ? { member: person.member, name: person.name } : null,
      })),

    merge: async (of, id, basedOn, into) => {
      const ledger = await counted(of)
      const cannot = ledger.cannotMerge(id, into)
      const standing = ledger.standing(into)
      if (cannot !== null || !standing) {
        return fail(problem('cannot-merge', cannot ?? GONE.sentence))
      }
      return changing(of, id, basedOn, (body) => ({ ...body, mergedInto: standing.id }))
    },

    unmerge: (of, id, basedOn) =>
      changing(of, id, basedOn, (body) => ({ ...body, mergedInto: null })),

    close: (of, id, basedOn, words) =>
      changing(of, id, basedOn, (body) => ({
        ...body,
        closed: words === null ? null : { on: deps.today(), words },
      })),

    themes: async (of) => {
      const { themes, themesNumber } = await records(of)
      return { themes: [...themes], number: themesNumber }
    },

    saveThemes: async (of, basedOn, wanted) => {
      if (!isRep || person === null) return fail(NOT_YOURS)
      const by = { by: person.member, at: deps.now() }
      const outcome = await mine(of, async (scope): Promise<Outcome<ThemesBody> | null> => {
        const [now] = await themesBook.list(scope)
        const taken = (now?.body.themes ?? firstThemes).map(({ id }) => id)
        const kept = new Set(taken)
        const themes = wanted.map(({ id, name, indicator }): Theme => {
          const known = id !== null && kept.delete(id) ? id : newThemeId(name, taken)
          taken.push(known)
          return { id: known, name, indicator }
        })
        if (!now) {
          await themesBook.make(scope, { body: { themes }, ...by })
          return null
        }
        const given = { basedOn: basedOn ?? 0, body: { themes }, ...by }
        return { record: await themesBook.save(scope, now.id, given), mine: { themes } }
      })
      return outcome === null ? ok(null) : endOf(themesBook, outcome)
    },

    standing: async (of) => (await counted(of)).standingOfAll(),

    coverage: async (of) => (await counted(of)).coverage(),

    safeguardingLine: (of) =>
      house.inOrganisation(of.id as BranchId, async (scope) =>
        safeguardingIn((await organisations.get(scope)).settings),
      ),

    setSafeguardingLine: async (of, line) => {
      if (person === null || !canDo(person, 'branch.edit')) return fail(NOT_YOURS)
      return house.inOrganisation(of.id as BranchId, async (scope) => {
        const { settings, version } = await organisations.get(scope)
        const others = typeof settings === 'object' ? settings : {}
        const saved = await organisations.saveSettings(scope, {
          settings: { ...others, safeguarding: line },
          version,
        })
        return saved.ok ? ok(null) : saved
      })
    },

    versions: (of, id) =>
      mine(of, async (scope) =>
        isRep
          ? (await concernBook.versions(scope, id)).map((version) => ({
              number: version.number,
              basedOn: version.basedOn === 0 ? null : version.basedOn,
              isAside: version.aside,
              at: version.at,
              lines: concernBook.kind.words(version.body),
            }))
          : [],
      ),

    took: (of, table, rows, sha256) =>
      mine(of, (scope) =>
        notes.add(scope, {
          what: 'concerns.taken',
          about: null,
          details: { table, rows, sha256 },
          by: null,
          at: deps.now(),
        }),
      ),
  }

  /** What somebody else follows up is theirs to read, and to take out. */
  function mayRead(all: LedgerRecords, { concern }: HearingBody): boolean {
    const owner = all.concerns.find(({ id }) => id === concern)?.body.owner ?? null
    return owner === null || owner.member === person?.member
  }
}
