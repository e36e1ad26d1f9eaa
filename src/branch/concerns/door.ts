import { z } from 'zod'
import { addDays, fail, ok } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { notes, organisations } from '../../store/branch/index.ts'
import { concernBook, themesBook } from './books.ts'
import { captures } from './capture.ts'
import type { Concerns, OfBranch, Saved } from './concerns.ts'
import type { ConcernBody } from './kinds.ts'
import { ledgerOf, visitWords } from './ledger.ts'
import { firstThemes, newThemeId, type Theme, type ThemesBody } from './themes.ts'
import {
  endOf,
  GONE,
  NOT_YOURS,
  problem,
  withinConcerns,
  type ConcernsDeps,
  type Outcome,
} from './within.ts'

/** How many days back a meeting is offered where words are noted. */
const OFFERED_DAYS = 400

/** Whatever else the branch's settings hold: the line for a child at risk now, where somebody set one. */
const settingsSchema = z.object({ safeguarding: z.string().trim().min(1).max(300) })
function safeguardingIn(settings: unknown): string | null {
  const parsed = settingsSchema.safeParse(settings)
  return parsed.success ? parsed.data.safeguarding : null
}

/** Concerns as one person sees and changes them. @param deps its store has the eyes of whoever asks. */
export function concernsDoor(deps: ConcernsDeps, person: BranchPerson | null): Concerns {
  const within = withinConcerns(deps, person)
  const { rep, reader, inHouse, mine, records, saving } = within
  const counted = async (of: OfBranch) => ledgerOf(await records(of))
  const changing = (
    of: OfBranch,
    id: string,
    basedOn: number,
    change: (body: ConcernBody) => ConcernBody,
  ): Promise<Saved> => saving(of, concernBook, id, basedOn, ({ body }) => change(body))

  return {
    ...captures(within),

    ledger: async (of) => {
      const ledger = await counted(of)
      return { ...ledger.ledger(reader), toSort: rep === null ? 0 : ledger.toSort.length }
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
      if (rep === null) return fail(NOT_YOURS)
      const by = { by: rep.member, at: deps.now() }
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
      inHouse(of, async (scope) => safeguardingIn((await organisations.get(scope)).settings)),

    setSafeguardingLine: async (of, line) => {
      if (person === null || !canDo(person, 'branch.edit')) return fail(NOT_YOURS)
      return inHouse(of, async (scope) => {
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
        rep !== null
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
}
