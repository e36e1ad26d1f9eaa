import { byText, type IsoDate } from '../../kit/index.ts'
import {
  coverageBySite,
  gridOf,
  neverReached,
  repClashes,
  roundStanding,
  type Visit,
} from '../../core/bargaining/index.ts'
import type { Written } from '../records/index.ts'
import type { Site } from '../sites/index.ts'
import { countedVisit, type RoundBody, type VisitBody } from './kinds.ts'
import type {
  ClashView,
  Named,
  RoundAudience,
  RoundSummary,
  RoundsView,
  RoundView,
  VisitView,
} from './views.ts'

/** What is written of rounds, as one person may see it. */
export interface RoundsRead {
  rounds: readonly Written<RoundBody>[]
  visits: readonly Written<VisitBody>[]
  /** By name. */
  sites: readonly Written<Site>[]
  /** Names of whoever holds or held an office; empty for whoever may not see who goes. */
  names: ReadonlyMap<string, string>
  today: IsoDate
  isRep: boolean
}

const UNNAMED = 'A site that is not listed any more'

/** Everything that pages show of rounds, counted from what is written. */
export function roundsReader(read: RoundsRead) {
  const { today, isRep, names } = read
  const sites = new Map(read.sites.map((site) => [site.id, site.body]))
  const rounds = new Map(read.rounds.map((round) => [round.id, round]))
  const counted: Visit[] = read.visits
    .filter(({ body }) => rounds.has(body.round))
    .map(({ id, body }) => countedVisit(id, body))
  const written = new Map(read.visits.map((visit) => [visit.id, visit]))

  const siteOf = (id: string): Named => ({ id, name: sites.get(id)?.name ?? UNNAMED })
  const repOf = (id: string): Named => ({ id, name: names.get(id) ?? 'Somebody who left' })
  const siteIds = read.sites.map(({ id }) => id)

  const view = ({ id, body, number, audience }: Written<VisitBody>): VisitView => {
    const site = sites.get(body.site)
    return {
      id,
      round: { id: body.round, name: rounds.get(body.round)?.body.name ?? '' },
      site: siteOf(body.site),
      town: site?.town ?? '',
      address: site?.address ?? '',
      on: body.on,
      at: body.at,
      minutes: body.minutes,
      isAbout: body.isAbout,
      room: body.room,
      state: body.state,
      isNotTold: body.state === 'planned' && body.on < today,
      cancelled: body.cancelled,
      movedFrom: body.movedFrom && { ...body.movedFrom, site: siteOf(body.movedFrom.site).name },
      reps: isRep ? body.reps.map(repOf) : [],
      audience: audience === 'public' ? 'public' : 'members',
      number,
    }
  }
  const viewOfCounted = ({ id }: Visit): VisitView => view(written.get(id) as Written<VisitBody>)
  const ofRound = (round: string): Visit[] => counted.filter((visit) => visit.round === round)

  const clashesOf = (visits: readonly Visit[], shown: readonly Visit[]): ClashView[] => {
    if (!isRep) return []
    const here = new Set(shown.map(({ id }) => id))
    return repClashes(visits.filter((visit) => visit.state === 'planned' && visit.on >= today))
      .filter(({ visits: two }) => two.some(({ id }) => here.has(id)))
      .map(({ rep, visits: [one, other], isSure }) => ({
        rep: repOf(rep),
        visits: [viewOfCounted(one), viewOfCounted(other)],
        isSure,
      }))
  }

  const summary = ({ id, body, audience }: Written<RoundBody>): RoundSummary => {
    const visits = ofRound(id)
    const days = visits.map(({ on }) => on).sort(byText)
    const standing = roundStanding(visits, today)
    return {
      id,
      name: body.name,
      audience: audienceOf(audience),
      first: days[0] ?? null,
      last: days.at(-1) ?? null,
      visits: standing.visits,
      held: standing.held,
      cancelled: standing.cancelled,
      needReps: isRep ? standing.needReps.length : 0,
      notTold: standing.notTold.length,
    }
  }

  return {
    visit: view,

    /** The newest round first. */
    rounds(): RoundsView {
      const summaries = read.rounds
        .map(summary)
        .sort((a, b) => byText(b.first ?? '9999', a.first ?? '9999') || byText(a.name, b.name))
      const standing = roundStanding(counted, today)
      const coverage = coverageBySite(
        siteIds,
        summaries.map(({ id }) => id),
        counted,
        today,
      )
      return {
        rounds: summaries,
        needReps: isRep ? standing.needReps.map(viewOfCounted) : [],
        notTold: isRep ? standing.notTold.map(viewOfCounted) : [],
        clashes: clashesOf(counted, counted),
        coverage: coverage.map(({ site, ...of }) => ({ ...of, site: siteOf(site) })),
        neverReached: neverReached(siteIds, counted, today).map(siteOf),
        sites: siteIds.length,
      }
    },

    round(round: Written<RoundBody>): RoundView {
      const visits = ofRound(round.id)
      const ownSites = siteIds.filter((id) => visits.some(({ site }) => site === id))
      const { days, rows } = gridOf(visits, ownSites)
      return {
        ...summary(round),
        about: round.body.about,
        guestsMayAnswer: round.body.guestsMayAnswer,
        number: round.number,
        days,
        rows: rows.map(({ site, visits: cells }) => ({
          site: siteOf(site),
          visits: cells.map((cell, at) =>
            cell === null
              ? []
              : visits
                  .filter((visit) => visit.site === site && visit.on === days[at])
                  .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
                  .map(viewOfCounted),
          ),
        })),
        all: [...visits]
          .sort((a, b) => byText(a.on, b.on) || (a.at ?? 0) - (b.at ?? 0) || byText(a.site, b.site))
          .map(viewOfCounted),
        clashes: clashesOf(counted, visits),
        notReached: neverReached(siteIds, visits, today).map(siteOf),
      }
    },
  }
}

const audienceOf = (audience: string): RoundAudience =>
  audience === 'public' ? 'public' : 'members'
