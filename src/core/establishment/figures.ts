import { addDays, type IsoDate } from '../../kit/index.ts'
import type { Caseload, Team, TeamId, Workload } from '../model/index.ts'
import { ratioInBasisPoints } from '../workload/index.ts'
import { agencyWorkersOf, type AgencyWorker } from './agency.ts'
import { shareOf } from './census.ts'
import { inPostOf, type InPost } from './in-post.ts'
import type { KeptEstablishment } from './kept.ts'
import type { PlacedPost } from './place-posts.ts'
import { postSums, vacancyRate, type PostSums } from './sums.ts'
import { turnoverOf, type Turnover } from './turnover.ts'

/** How far ahead an ending counts towards a hotspot. */
export const HOTSPOT_WEEKS = 8

/** Those in post on the day of an accepted import, team by team. */
export interface DayInPost {
  on: IsoDate
  inPost: readonly InPost[]
}

export interface EstablishmentGiven {
  caseload: Caseload
  workload: Workload
  kept: Pick<KeptEstablishment, 'posts' | 'leavers'>
  /** Days of accepted imports before this one, in any order. */
  before: readonly DayInPost[]
  /** Full-time week in hundredths of an hour. */
  weekHundredths: number
}

/** One of the four signs of a hotspot: this team's rate beside the whole's, and whether it is higher. */
export interface Sign {
  rate: number | null
  isHigher: boolean
}

/** Where recruitment and retention press, by team: never by person. */
export interface Hotspot {
  vacancy: Sign
  turnover: Sign
  /** Share of workers over the safe line. */
  over: Sign
  /** Share of those in post whose agency or interim work ends within eight weeks. */
  ending: Sign
  /** How many of the four are higher than the whole's. */
  higher: number
}

export interface TeamEstablishment {
  /** null for the whole. */
  team: TeamId | null
  /** null where no posts file was given. */
  posts: PostSums | null
  vacancyRate: number | null
  /** Millionths of full time; the teams beneath counted in. */
  permanent: number
  agency: number
  unknown: number
  /** Agency ÷ (agency + permanent), basis points. */
  agencyShare: number | null
  turnover: Turnover
  /** Open cases ÷ employed full-time workers in roles that hold cases, in hundredths. */
  casesPerFilled: number | null
  /** The same with agency workers. */
  casesPerFilledAndAgency: number | null
  /** The Department's: cases ÷ full-time equivalents of workers with at least one. */
  casesPerHolder: number | null
  /** Agency and interim work ending within eight weeks: people, and their share in millionths. */
  ending: { people: number; share: number }
  /** To the last day of each, in pence; `unknown` of them have no cost that can be worked out. */
  cost: { pence: number; people: number; unknown: number }
  hotspot: Hotspot
}

export interface EstablishmentFigures {
  asOf: IsoDate
  whole: TeamEstablishment
  teams: TeamEstablishment[]
  posts: PlacedPost[] | null
  agency: AgencyWorker[]
}

/**
 * The establishment of everything in a caseload, and of each of its teams with those beneath it. Sums
 * are exact; what no file says is counted as not known and is in no rate.
 */
export function establishmentFigures(given: EstablishmentGiven): EstablishmentFigures {
  const { caseload, workload, kept, weekHundredths } = given
  const agency = agencyWorkersOf(kept.posts ?? [], caseload.workers, caseload.asOf, weekHundredths)
  const today: DayInPost = { on: caseload.asOf, inPost: inPostOf(caseload.workers, caseload.asOf) }
  const days = [...given.before.filter(({ on }) => on < caseload.asOf), today]
  const part = (team: TeamId | null): Part => {
    const within = team === null ? null : beneath(caseload.teams, team)
    const isIn = (of: TeamId | null): boolean => within === null || (of !== null && within.has(of))
    const totals = team === null ? workload.totals : totalsOf(workload, team)
    return partOf({ given, agency, today, days, isIn, totals, team })
  }
  const whole = part(null)
  const withHotspot = (of: Part): TeamEstablishment => ({
    ...of.sums,
    hotspot: hotspotOf(of, whole),
  })
  return {
    asOf: caseload.asOf,
    whole: withHotspot(whole),
    teams: workload.teams.map(({ id }) => withHotspot(part(id))),
    posts: kept.posts,
    agency,
  }
}

type Sums = Omit<TeamEstablishment, 'hotspot'>
type Fraction = readonly [part: number, whole: number]

/** A team's sums, and the four signs as exact fractions. */
interface Part {
  sums: Sums
  signs: Record<'vacancy' | 'turnover' | 'over' | 'ending', Fraction>
}

const totalsOf = ({ teams }: Workload, team: TeamId): Workload['totals'] => {
  const found = teams.find(({ id }) => id === team)
  if (!found) throw new Error('A team of the workload is one of its teams')
  return found.totals
}

function partOf(of: {
  given: EstablishmentGiven
  agency: readonly AgencyWorker[]
  today: DayInPost
  days: readonly DayInPost[]
  isIn(team: TeamId | null): boolean
  totals: Workload['totals']
  team: TeamId | null
}): Part {
  const { given, today, days, isIn, totals } = of
  const { posts, leavers } = given.kept
  const sums = posts === null ? null : postSums(posts.filter(({ team }) => isIn(team)))
  const sum = (day: DayInPost, key: Exclude<keyof InPost, 'team'>): number =>
    day.inPost.reduce((total, one) => total + (isIn(one.team) ? one[key] : 0), 0)
  const [permanent, agencyShare] = [sum(today, 'permanent'), sum(today, 'agency')]
  const holders = sum(today, 'holders')
  const withAgency = holders + sum(today, 'agencyHolders')
  const turnover = turnoverOf(
    leavers.filter(({ team }) => isIn(team)),
    days.map((day) => ({ on: day.on, permanent: sum(day, 'permanent') })),
    today.on,
  )
  const agency = of.agency.filter(({ team }) => isIn(team))
  const until = addDays(today.on, HOTSPOT_WEEKS * 7)
  const ending = agency.filter(({ end }) => end !== null && end <= until)
  const endingShare = ending.reduce((total, { fteMillionths }) => total + (fteMillionths ?? 0), 0)
  const cases = totals.allocated + totals.unallocated + totals.phantom
  return {
    sums: {
      team: of.team,
      posts: sums,
      vacancyRate: sums && vacancyRate(sums),
      permanent,
      agency: agencyShare,
      unknown: sum(today, 'unknown'),
      agencyShare: shareOf(agencyShare, agencyShare + permanent),
      turnover,
      casesPerFilled: perFullTime(cases, holders),
      casesPerFilledAndAgency: perFullTime(cases, withAgency),
      casesPerHolder: totals.casesPerFteHundredths,
      ending: { people: peopleIn(ending), share: endingShare },
      cost: {
        pence: agency.reduce((total, { cost }) => total + (cost?.pence ?? 0), 0),
        people: peopleIn(agency),
        unknown: peopleIn(agency.filter(({ cost }) => cost === null)),
      },
    },
    signs: {
      vacancy: [sums?.vacant ?? 0, sums === null ? 0 : sums.vacant + sums.held],
      turnover: [turnover.leaversShare * turnover.days.length, turnover.sum],
      over: [totals.overSafe, totals.workers],
      ending: [endingShare, permanent + agencyShare],
    },
  }
}

/** Who covers several posts is one person. */
const peopleIn = (agency: readonly AgencyWorker[]): number =>
  new Set(agency.map(({ worker, name }) => worker ?? name)).size

/** In hundredths, halves up; null where there is nobody to divide by. */
function perFullTime(cases: number, millionths: number): number | null {
  // Basis points of a case for each millionth, brought to hundredths for each full-time worker.
  return millionths === 0 ? null : ratioInBasisPoints(cases * 10_000, millionths)
}

function hotspotOf({ signs }: Part, whole: Part): Hotspot {
  const sign = (key: keyof Part['signs']): Sign => {
    const [part, of] = signs[key]
    const [allPart, all] = whole.signs[key]
    return {
      rate: shareOf(part, of),
      isHigher: of > 0 && all > 0 && BigInt(part) * BigInt(all) > BigInt(allPart) * BigInt(of),
    }
  }
  const found = {
    vacancy: sign('vacancy'),
    turnover: sign('turnover'),
    over: sign('over'),
    ending: sign('ending'),
  }
  return { ...found, higher: Object.values(found).filter(({ isHigher }) => isHigher).length }
}

/** A team and all beneath it. */
function beneath(teams: readonly Team[], top: TeamId): ReadonlySet<TeamId> {
  const within = new Set<TeamId>([top])
  for (let grew = true; grew;) {
    grew = false
    for (const { id, parent } of teams) {
      if (parent !== null && within.has(parent) && !within.has(id)) {
        within.add(id)
        grew = true
      }
    }
  }
  return within
}
