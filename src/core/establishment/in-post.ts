import { byText, type IsoDate } from '../../kit/index.ts'
import { unableOn } from '../caseload/index.ts'
import type { PersonRecord, Role, TeamId, Worker } from '../model/index.ts'

/** Who is in post in a team (not those beneath it) on a day; shares in millionths of full time. */
export interface InPost {
  team: TeamId | null
  permanent: number
  agency: number
  /** Employed in roles that hold cases, personal advisers and family support and those away among them. */
  holders: number
  /** The same in agency contracts. */
  agencyHolders: number
  /** Social workers whose contract or share of full time no file gives: in no sum. */
  unknown: number
}

const SOCIAL_WORK: ReadonlySet<Role> = new Set<Role>([
  'social-worker',
  'senior-practitioner',
  'team-manager',
  'middle-manager',
  'senior-manager',
  'qualified-without-cases',
])

const HOLDS_CASES: ReadonlySet<Role> = new Set<Role>([
  'social-worker',
  'senior-practitioner',
  'personal-adviser',
  'family-support',
])

/** A child and family social worker as the workforce census counts them: by role, else by registration. */
export const isSocialWorker = (role: Role | null, sweNumber: string | null): boolean =>
  role === null ? sweNumber !== null : SOCIAL_WORK.has(role)

/** Who is in post on a day, team by team; a team with nobody who counts is left out. */
export function inPostOf(workers: readonly Worker[], on: IsoDate): InPost[] {
  const byTeam = new Map<TeamId | null, InPost>()
  for (const { team, person } of workers) {
    if (person === null || !isInPost(person, on)) continue
    const isHolder = person.role !== null && HOLDS_CASES.has(person.role)
    const isRegistered = isSocialWorker(person.role, person.sweNumber)
    if (!isHolder && !isRegistered) continue
    const sum = byTeam.get(team) ?? {
      team,
      permanent: 0,
      agency: 0,
      holders: 0,
      agencyHolders: 0,
      unknown: 0,
    }
    byTeam.set(team, sum)
    const { fteMillionths: share, contract } = person
    if (share === null || contract === null) {
      if (isRegistered) sum.unknown += 1
    } else if (contract === 'agency') {
      if (isRegistered) sum.agency += share
      if (isHolder) sum.agencyHolders += share
    } else {
      if (isRegistered) sum.permanent += share
      if (isHolder) sum.holders += share
    }
  }
  return [...byTeam.values()].sort((a, b) => byText(a.team ?? '', b.team ?? ''))
}

const isInPost = (person: PersonRecord, on: IsoDate): boolean => {
  const unable = unableOn(person, on)
  return unable !== 'left' && unable !== 'contract-ended'
}
