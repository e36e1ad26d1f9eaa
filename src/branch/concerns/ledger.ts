import { longDate, type IsoDate } from '../../kit/index.ts'
import {
  ageWords,
  bandOf,
  coverageOf,
  heardByTeam,
  pathOf,
  rankConcerns,
  shownTeams,
  SMALLEST_GROUP,
  standsUnder,
  whyRanked,
  type Concern,
  type PathRecords,
  type RankedConcern,
  type TeamSize,
} from '../../core/bargaining/index.ts'
import type { ConcernBody, HearingBody } from './kinds.ts'
import { themeNamed, type Theme } from './themes.ts'
import type {
  ByTeam,
  ConcernRow,
  ConcernView,
  CoverageRow,
  HeardView,
  Ledger,
  Named,
} from './views.ts'

/** A record with its id and version. */
export interface Of<B> {
  id: string
  number: number
  body: B
}

export interface RoundOf {
  id: string
  name: string
}

export interface VisitOf {
  id: string
  round: string
  site: string
  on: IsoDate
  isCancelled: boolean
}

export interface SiteOf {
  id: string
  name: string
  teams: readonly { id: string; name: string; size: number | null }[]
}

/** Everything that a ledger is counted from. */
export interface LedgerRecords {
  concerns: readonly Of<ConcernBody>[]
  hearings: readonly Of<HearingBody>[]
  rounds: readonly RoundOf[]
  visits: readonly VisitOf[]
  sites: readonly SiteOf[]
  themes: readonly Theme[]
  path: PathRecords
  today: IsoDate
}

/** Who reads: what they own opens to them. Null: a member, or nobody in particular. */
export interface Reader {
  member: string | null
  /** Whether they may read concerns that nobody has taken on, and edit them. */
  isRep: boolean
}

/** The ledger counted once, from which every page of concerns is made. */
export function ledgerOf(records: LedgerRecords) {
  const { today } = records
  const visits = new Map(records.visits.map((visit) => [visit.id, visit]))
  const rounds = new Map(records.rounds.map((round) => [round.id, round]))
  const bodies = new Map(records.concerns.map((concern) => [concern.id, concern]))
  const teams: TeamSize[] = records.sites.flatMap((site) =>
    site.teams.map(({ id, size }) => ({ id, size })),
  )
  const teamNames = new Map(
    records.sites.flatMap((site) => site.teams.map(({ id, name }) => [id, name] as const)),
  )
  const { rows: shownRows, withheld } = shownTeams(teams)
  const isTooSmall = withheld.length > 0
  /** Rounds that have begun by the day, the first first. */
  const begun = records.rounds
    .map((round) => ({
      ...round,
      first:
        records.visits
          .filter((visit) => visit.round === round.id && !visit.isCancelled)
          .map((visit) => visit.on)
          .sort()[0] ?? null,
    }))
    .filter((round): round is typeof round & { first: IsoDate } =>
      round.first === null ? false : round.first <= today,
    )
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))

  const roundOf = (hearing: HearingBody): string | null =>
    hearing.visit === null ? null : (visits.get(hearing.visit)?.round ?? null)

  const heardOf = new Map<string, Of<HearingBody>[]>()
  for (const hearing of records.hearings) {
    const { concern } = hearing.body
    if (concern === null) continue
    heardOf.set(concern, [...(heardOf.get(concern) ?? []), hearing])
  }
  const counted: Concern[] = records.concerns.map(({ id, body }) => ({
    id,
    mergedInto: body.mergedInto,
    heard: (heardOf.get(id) ?? []).map((hearing) => ({
      round: roundOf(hearing.body),
      on: hearing.body.on,
      team: hearing.body.team,
      people: hearing.body.people,
    })),
  }))
  const byId = new Map(counted.map((concern) => [concern.id, concern]))
  const ranked = rankConcerns(counted, today)
  const isClosed = (id: string): boolean => bodies.get(id)?.body.closed != null
  const open = placed(ranked.filter(({ id }) => !isClosed(id)))

  const groupOf = (id: string): string[] =>
    counted.filter((one) => standsUnder(one.id, byId) === id).map((one) => one.id)
  const heardIn = (ids: readonly string[]): Of<HearingBody>[] =>
    ids.flatMap((id) => heardOf.get(id) ?? []).filter(({ body }) => body.on <= today)
  const pathFor = (ids: readonly string[]) => {
    const heard = heardIn(ids)
    const inRounds = begun
      .filter((round) => heard.some(({ body }) => roundOf(body) === round.id))
      .map(({ name, first }) => ({ title: name, on: first }))
    const outside = heard
      .filter(({ body }) => roundOf(body) === null)
      .map(({ body }) => body.on)
      .sort()
    const [firstOutside] = outside
    return pathOf(
      {
        ids,
        raised: [
          ...inRounds,
          ...(firstOutside === undefined
            ? []
            : [{ title: 'Outside of a round', on: firstOutside }]),
        ],
      },
      records.path,
    )
  }
  const themeOf = (body: ConcernBody): Named => {
    const { id, name } = themeNamed(records.themes, body.theme)
    return { id, name }
  }
  const ownerOf = (body: ConcernBody, reader: Reader): ConcernRow['owner'] =>
    body.owner && { name: body.owner.name, isReader: body.owner.member === reader.member }

  const rowOf = (
    one: RankedConcern,
    beside: { before: RankedConcern | null; after: RankedConcern | null },
    reader: Reader,
  ): ConcernRow | null => {
    const body = bodies.get(one.id)?.body
    if (!body) return null
    return {
      id: one.id,
      place: one.place,
      title: body.title,
      theme: themeOf(body),
      rounds: one.rounds,
      ofRounds: begun.length,
      people: isTooSmall ? null : bandOf(one.people),
      firstRaised: one.firstRaised,
      lastRaised: one.lastRaised,
      age: ageWords(one.age),
      owner: ownerOf(body, reader),
      stands: pathFor([one.id, ...one.merged]).stands,
      closed: body.closed,
      why: whyRanked(one, beside.before, beside.after, begun.length),
      merged: one.merged.length,
    }
  }
  const besideAt = (at: number) => ({
    before: open[at - 1] ?? null,
    after: at < 0 ? null : (open[at + 1] ?? null),
  })
  const rowFor = (id: string, reader: Reader): ConcernRow | null => {
    const at = open.findIndex((one) => one.id === id)
    const [one] = at < 0 ? ranked.filter((other) => other.id === id) : [open[at]]
    return one ? rowOf(one, besideAt(at), reader) : null
  }
  const isRow = (row: ConcernRow | null): row is ConcernRow => row !== null

  /** What may be told of where something was heard: the teams that stand together with it, or a site of ten or more. */
  const whereOf = ({ team, site }: HearingBody): string | null => {
    const row = team === null ? undefined : shownRows.find((one) => one.teams.includes(team))
    if (row) return namesOf(row.teams).join(', ')
    const at = team === null ? records.sites.find(({ id }) => id === site) : undefined
    const size = at?.teams.reduce((sum, one) => sum + (one.size ?? 0), 0) ?? 0
    return at && size >= SMALLEST_GROUP ? at.name : null
  }
  const namesOf = (ids: readonly string[]): string[] =>
    ids.map((id) => teamNames.get(id) ?? 'A team no longer listed').sort()

  const heardView = ({ id, number, body }: Of<HearingBody>): HeardView => {
    const round = roundOf(body)
    return {
      id,
      number,
      words: body.words,
      on: body.on,
      round: round === null ? null : (rounds.get(round)?.name ?? null),
      where: whereOf(body),
      people: body.people,
      fromHome: body.fromHome,
    }
  }
  const byTeamOf = (heard: readonly Of<HearingBody>[]): ByTeam => {
    const shown = heardByTeam(
      heard.map(({ body }) => body),
      teams,
    )
    return {
      rows: shown.rows.map(({ teams: ids, people }) => ({ teams: namesOf(ids), people })),
      notSaid: shown.notSaid,
      withheld: shown.withheld,
    }
  }

  return {
    heardView,
    /** Words that belong to no concern yet, the oldest first. */
    toSort: records.hearings
      .filter(({ body }) => body.concern === null || !bodies.has(body.concern))
      .sort((a, b) => (a.body.on < b.body.on ? -1 : a.body.on > b.body.on ? 1 : 0)),

    ledger(reader: Reader): Omit<Ledger, 'toSort'> {
      return {
        rows: open.map((one, at) => rowOf(one, besideAt(at), reader)).filter(isRow),
        closed: ranked
          .filter(({ id }) => isClosed(id))
          .map((one) => rowOf(one, { before: null, after: null }, reader))
          .filter(isRow),
        rounds: begun.length,
        themes: [...records.themes],
      }
    },

    concern(id: string, reader: Reader): ConcernView | null {
      const concern = bodies.get(id)
      if (!concern) return null
      const { body, number } = concern
      const under = standsUnder(id, byId)
      const standing = under === id ? null : bodies.get(under)
      const group = groupOf(under)
      const heard = heardIn(under === id ? group : [id])
      const isOwner = reader.member !== null && body.owner?.member === reader.member
      const mayRead = isOwner || (reader.isRep && body.owner === null)
      return {
        id,
        number,
        title: body.title,
        theme: themeOf(body),
        owner: ownerOf(body, reader),
        indicator: body.indicator || themeNamed(records.themes, body.theme).indicator,
        figure: body.figure,
        closed: body.closed,
        row: under === id ? rowFor(id, reader) : null,
        standsUnder: standing ? { id: under, name: standing.body.title } : null,
        merged: (under === id ? group.filter((other) => other !== id) : []).flatMap((other) => {
          const it = bodies.get(other)
          if (!it) return []
          const days = heardIn([other]).map((one) => one.body.on)
          return [
            {
              id: other,
              name: it.body.title,
              number: it.number,
              theme: themeOf(it.body),
              firstRaised: days.sort()[0] ?? null,
            },
          ]
        }),
        byTeam: byTeamOf(heard),
        rounds: begun.map((round) => ({
          name: round.name,
          first: round.first,
          cameUp: heard.some((one) => roundOf(one.body) === round.id),
        })),
        path: pathFor(group),
        words: mayRead
          ? heard.sort((a, b) => (a.body.on < b.body.on ? 1 : -1)).map(heardView)
          : null,
        mayTake: reader.isRep && !isOwner,
        mayEdit: reader.isRep,
      }
    },

    standingOfAll(): Map<string, { id: string; title: string; firstRaised: IsoDate | null }> {
      return new Map(
        records.concerns.map(({ id, body }) => {
          const under = standsUnder(id, byId)
          const title = bodies.get(under)?.body.title ?? body.title
          const firstRaised = ranked.find((one) => one.id === under)?.firstRaised ?? null
          return [id, { id: under, title, firstRaised }]
        }),
      )
    },

    coverage(): CoverageRow[] {
      const heard = records.hearings.filter(({ body }) => body.on <= today)
      return coverageOf(
        heard.map(({ body }) => body),
        teams,
      ).map(({ teams: ids, people, isLow }) => ({ teams: namesOf(ids), people, isLow }))
    },

    /** The concern that stands for one, with its place among the open ones. */
    standing(id: string): { id: string; title: string; place: number | null } | null {
      const under = standsUnder(id, byId)
      const body = bodies.get(under)?.body
      if (!body) return null
      return {
        id: under,
        title: body.title,
        place: open.find((one) => one.id === under)?.place ?? null,
      }
    },
    stands: (id: string) => pathFor(groupOf(standsUnder(id, byId))).stands,

    /** Whether putting one under another would go round in a circle, or nowhere. */
    cannotMerge(id: string, into: string): string | null {
      if (!bodies.has(into)) return 'The other concern is no longer here.'
      if (standsUnder(into, byId) === id || id === into) {
        return 'These two are merged already, the other way round. Undo that first.'
      }
      return null
    },
  }
}

export type CountedLedger = ReturnType<typeof ledgerOf>

/** Places counted again among the open ones: a closed one leaves no gap. */
function placed(ranked: readonly RankedConcern[]): RankedConcern[] {
  const out: RankedConcern[] = []
  ranked.forEach((concern, at) => {
    const before = ranked[at - 1]
    const last = out.at(-1)
    const place = before && last && before.place === concern.place ? last.place : at + 1
    out.push({ ...concern, place })
  })
  return out
}

/** When and where a meeting was, for a list to choose from. */
export const visitWords = (visit: VisitOf, site: string, round: string): string =>
  `${site}, ${longDate(visit.on)} (${round})`
