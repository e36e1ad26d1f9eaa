import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import type { BranchView } from '../views.ts'

/** The five sites of the invented branch, and what each room calls them. */
export const demonstrationSites = [
  'moreton',
  'ashby',
  'elm-house',
  'quayside',
  'thornbury',
] as const
export type DemonstrationSite = (typeof demonstrationSites)[number]

/** Its officers and reps. The secretary keeps the roll as well. */
export const demonstrationPeople = [
  'secretary',
  'chair',
  'treasurer',
  'rep-moreton',
  'rep-ashby',
  'rep-elm-house',
  'rep-quayside',
] as const
export type DemonstrationPerson = (typeof demonstrationPeople)[number]

/**
 * What each room's part of the demonstration starts from: sites and people are made first; every later
 * part finds what it links to by name and leaves what it made: `concern:caseloads`, `demand:caseloads`,
 * `visit:3:moreton`, `meeting:spring`, `promise:commissioner`, `win:loan`.
 */
export interface DemonstrationGround {
  organisation: BranchView
  /** Everything is dated from here: the branch's day. */
  today: IsoDate
  now: Date
  sites: Map<DemonstrationSite, string>
  /** Teams by name. */
  teams: Map<string, string>
  people: Map<DemonstrationPerson, BranchPerson>
  /** About thirty members without an office. */
  members: BranchPerson[]
  /** Ids of what was made, by name. */
  made: Map<string, string>
}

/** What an earlier part made, by name. */
export function madeBefore(ground: DemonstrationGround, name: string): string {
  const id = ground.made.get(name)
  if (id === undefined) throw new Error(`No part of the demonstration has made ${name}`)
  return id
}

/** Some days before the branch's day (after it, where below zero), and noon of it as an instant. */
export const daysAgo = (ground: Pick<DemonstrationGround, 'today'>, days: number): IsoDate =>
  addDays(ground.today, -days)
export const noonOf = (day: IsoDate): Date => new Date(`${day}T12:00:00Z`)

/** The concerns that members of the invented branch raise; rooms link to them as `concern:` with these names. */
export const demonstrationConcerns = [
  'caseloads',
  'desks',
  'progression',
  'loan',
  'redeployment',
  'building',
  'career',
  'data-requests',
  'challenge',
  'interims',
  'long-hours',
  'supervision',
] as const
export type DemonstrationConcern = (typeof demonstrationConcerns)[number]
