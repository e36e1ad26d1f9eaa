import type { IsoDate } from '../../kit/index.ts'
import type { ChildId, FamilyId } from './ids.ts'
import type { PostRecord } from './post.ts'
import type { Source } from './source.ts'

/**
 * What the files say, row by row, in neutral words: every importer (Annex A first; CIN, 903 and
 * SSD later) writes these, and the status rules read only these.
 */
export interface RecordBase {
  child: ChildId
  from: Source
  /** Worker cell as read, spaces tidied; null where blank. A placeholder (`Duty`, `#N/A`) stays as read. */
  worker: string | null
  team: string | null
  /** null where the list does not say or says unknown. */
  disability: boolean | null
  birthDate: IsoDate | null
}

export type NeedStatus =
  'looked-after' | 'child-protection-plan' | 'child-in-need-plan' | 'open-assessment' | 'closed'

/** Legal stage read from list 8's legal status, where it says something about court. */
export type CourtStage = 'none' | 'pre-proceedings' | 'care-proceedings'

export type CareLeaverEligibility =
  'relevant' | 'former-relevant' | 'qualifying' | 'eligible' | 'other'

export type ChildRecord = RecordBase &
  (
    | { kind: 'contact'; date: IsoDate | null }
    | { kind: 'early-help'; start: IsoDate | null; completed: IsoDate | null }
    | { kind: 'referral'; date: IsoDate | null; noFurtherAction: boolean | null }
    | { kind: 'assessment'; start: IsoDate | null; authorised: IsoDate | null }
    | {
        kind: 'enquiry'
        start: IsoDate | null
        conferenceUnnecessary: boolean | null
        conferenceDate: IsoDate | null
      }
    | {
        kind: 'need-episode'
        start: IsoDate | null
        closed: IsoDate | null
        /** null where the cell is blank or not recognised: an untyped case. */
        status: NeedStatus | null
        lastSeen: IsoDate | null
      }
    | {
        kind: 'protection-plan'
        start: IsoDate | null
        end: IsoDate | null
        lastVisit: IsoDate | null
        lastReview: IsoDate | null
      }
    | {
        kind: 'care-period'
        start: IsoDate | null
        ceased: IsoDate | null
        /** null where blank, not recognised, or not one that speaks of court. */
        courtStage: CourtStage | null
        placementStart: IsoDate | null
        lastVisit: IsoDate | null
        lastReview: IsoDate | null
      }
    | {
        kind: 'care-leaver'
        eligibility: CareLeaverEligibility | null
        personalAdviser: string | null
      }
    | {
        kind: 'adoption'
        decision: IsoDate | null
        placed: IsoDate | null
        order: IsoDate | null
        reversed: IsoDate | null
      }
  )

/** List 11: a prospective adopter; uid=0(root) gid=0(root) groups=0(root) is their household's where the list names it. Not a child; counted apart. */
export interface AdopterRecord {
  from: Source
  id: string
}

/** One row of a families file. Every optional cell is null where the column or value is absent. */
export interface FamilyRecord {
  from: Source
  child: ChildId
  family: FamilyId | null
  courtStage: CourtStage | null
  /** Percent of the usual demand: 75, 100, 125, 150 or 200. */
  complexity: number | null
  /** Return travel for one visit, whole minutes. */
  travelMinutes: number | null
  visitsAMonth: number | null
}

export type Role =
  | 'social-worker'
  | 'senior-practitioner'
  | 'team-manager'
  | 'middle-manager'
  | 'senior-manager'
  | 'personal-adviser'
  | 'family-support'
  | 'qualified-without-cases'
  | 'other'

/** The reason catalogue for dated reductions of capacity. */
export type ReductionReason =
  | 'annual-leave'
  | 'sickness'
  | 'long-sickness'
  | 'maternity-paternity-adoption'
  | 'phased-return'
  | 'disability-adjustment'
  | 'pregnancy'
  | 'student'
  | 'asye-assessor'
  | 'supervision-of-others'
  | 'duty'
  | 'court-duty'
  | 'training'
  | 'union-facility-time'
  | 'business-support-work'
  | 'secondment'
  | 'suspension'
  | 'career-break'
  | 'other-agreed'

export interface Reduction {
  reason: ReductionReason
  from: IsoDate
  /** Last day it holds; null while open. */
  to: IsoDate | null
  /** Either a share of capacity in percent (100 = cannot carry cases) or hours a month in hundredths. */
  amount: { percent: number } | { hoursHundredths: number }
}

/** A worker as the people file or CSWW describes them. */
export interface PersonRecord {
  from: Source
  name: string | null
  aliases: string[]
  /** `SW` and digits, or the two letters and digits that the census allows; upper case. */
  sweNumber: string | null
  team: string | null
  parentTeam: string | null
  /** Contracted full-time share in millionths (600000 = 0.6); null where unknown. The census gives six places. */
  fteMillionths: number | null
  role: Role | null
  contract: 'permanent' | 'agency' | null
  /** Last day of the contract or of the role. */
  contractEnd: IsoDate | null
  asyeStart: IsoDate | null
  /** From CSWW `CFKSSstatus` 1 where no start date is known. */
  asye: boolean | null
  /** Away on the day of the return (CSWW `Absat30Sept`); `on` is that day. */
  absence: { on: IsoDate; reason: ReductionReason } | null
  reductions: Reduction[]
  /** Standing hours a month taken from cases, in hundredths of an hour. null = not stated. */
  supervisionHours: number | null
  dutyHours: number | null
  /** Hours a month of case administration that business support does for the worker: adds capacity. */
  businessSupportHours: number | null
  /** Cases the census counts in this worker's name (`Cases30`), for the comparison with ours. */
  censusCases: number | null
}

/** Vacancies and totals that a workforce census states for the whole authority. */
export interface WorkforceTotals {
  from: Source
  on: IsoDate | null
  vacanciesFteHundredths: number | null
  agencyFteHundredths: number | null
  agencyHeadcount: number | null
}

/** Everything that was read, before any rule was applied. Plain data: it crosses processes. */
export interface Records {
  children: ChildRecord[]
  adopters: AdopterRecord[]
  families: FamilyRecord[]
  people: PersonRecord[]
  workforce: WorkforceTotals[]
  /** Rows of a posts file; empty where none was given. */
  posts: PostRecord[]
}
