import type { IsoDate } from '../../kit/index.ts'
import type {
  CareLeaverEligibility,
  CaseFlag,
  CaseStatus,
  CourtStage,
  Holder,
  Reduction,
  Role,
} from '../../core/model/index.ts'

/** What a team does; decides which stage of work comes to it. */
export type TeamKind =
  'root' | 'area' | 'assessment' | 'protection' | 'care' | 'leaving-care' | 'disability'

export interface SimTeam {
  id: string
  name: string
  parent: string | null
  kind: TeamKind
}

export interface SimWorker {
  id: string
  forename: string
  surname: string
  /** As case systems show it: `Forename Surname`. Unique in the authority. */
  name: string
  /** null for staff who are not registered social workers. */
  sweNumber: string | null
  team: string
  role: Role
  /** Whether cases are meant to come to this worker. */
  holdsCases: boolean
  fteMillionths: number
  contract: 'permanent' | 'agency'
  started: IsoDate
  /** Last day in post, past or planned; null while open. */
  left: IsoDate | null
  asyeStart: IsoDate | null
  reductions: Reduction[]
  /** Hours a month. */
  supervisionHours: number | null
  dutyHours: number | null
  businessSupportHours: number | null
  birthDate: IsoDate
  sex: 'M' | 'F'
  ethnicity: string
  workingDaysLost: number
}

export type ReferralOutcome = 'no-action' | 'not-in-need' | 'services'

export interface Assessment {
  start: IsoDate
  authorised: IsoDate | null
  seen: boolean
  needsSupport: boolean | null
  factors: string[]
}

export interface Enquiry {
  start: IsoDate
  /** Day it was decided whether a conference is needed; null while the enquiry is open. */
  decided: IsoDate | null
  conferenceNeeded: boolean | null
  conference: IsoDate | null
  ledToPlan: boolean | null
}

export interface NeedPlan {
  start: IsoDate
  end: IsoDate | null
}

export interface ProtectionPlan {
  start: IsoDate
  end: IsoDate | null
  initial: AbuseCategory
  latest: AbuseCategory
  previousPlans: number
  reviews: IsoDate[]
}

export type AbuseCategory = 'NEG' | 'PHY' | 'SAB' | 'EMO' | 'MUL'

export interface LegalStatus {
  code: string
  from: IsoDate
}

export interface Placement {
  start: IsoDate
  end: IsoDate | null
  type: string
  provider: string
  postcode: string
  urn: string
  inside: boolean
  changeReason: string | null
}

export interface CarePeriod {
  start: IsoDate
  ceased: IsoDate | null
  reason: string | null
  need: string
  legal: LegalStatus[]
  placements: Placement[]
  reviews: IsoDate[]
  permanence: string
  /** National events of adoption for this child; null where adoption was never the plan. */
  adoption: Adoption | null
}

export interface Adoption {
  family: string
  decision: IsoDate
  order: IsoDate | null
  matched: IsoDate | null
  placed: IsoDate | null
  placementOrder: IsoDate | null
}

/** Each null where nobody wrote it down. */
export interface FamilyDetails {
  courtStage: CourtStage | null
  complexity: number | null
  travelMinutes: number | null
  visitsAMonth: number | null
}

/** One referral and all that came of it, to its closure. */
export interface Episode {
  id: string
  referral: IsoDate
  source: string
  outcome: ReferralOutcome
  /** null for a referral that no assessment or service has followed. */
  start: IsoDate | null
  need: string
  closed: IsoDate | null
  closureReason: string | null
  assessments: Assessment[]
  enquiries: Enquiry[]
  needPlans: NeedPlan[]
  protectionPlans: ProtectionPlan[]
  care: CarePeriod[]
}

export interface CareLeaving {
  eligibility: CareLeaverEligibility
  from: IsoDate
  inTouch: string
  accommodation: string
  suitable: boolean
  activity: string
}

export interface EarlyHelp {
  start: IsoDate
  completed: IsoDate | null
  organisation: string
}

export interface SimChild {
  id: string
  /** null where the authority knows of no family. */
  family: string | null
  birthDate: IsoDate
  sex: 'M' | 'F' | 'U'
  ethnicity: string
  disabilities: string[]
  uasc: boolean
  upn: string
  homePostcode: string
  /** What only the authority's own families file says; null for most. */
  details: FamilyDetails
  contacts: { date: IsoDate; source: string }[]
  earlyHelp: EarlyHelp[]
  /** In order of referral; none overlaps another. */
  episodes: Episode[]
  leaving: CareLeaving | null
  /** In order of start; at most one is open at a time for each role. */
  involvements: Involvement[]
}

export type WorkerChangeReason =
  | 'MANAGE'
  | 'FCONTA'
  | 'LEFTRL'
  | 'ORGRST'
  | 'TSPROC'
  | 'ABSENC'
  | 'CHCHAN'
  | 'PCCHAN'
  | 'SWDIED'
  | 'OTHERS'

/** Who answered for the child, in which team, from when to when. `worker` null: the team's waiting work. */
export interface Involvement {
  worker: string | null
  team: string
  role: 'case-worker' | 'personal-adviser'
  start: IsoDate
  end: IsoDate | null
  reason: WorkerChangeReason
}

export interface AdopterHousehold {
  family: string
  adopters: { id: string; sex: 'M' | 'F'; ethnicity: string }[]
  enquiry: IsoDate
  approved: IsoDate | null
  matched: IsoDate | null
}

/** Sizes the authority was built to, as published or filled in. */
export type Figures = Readonly<Record<FigureName, number>>

export type FigureName =
  | 'openEpisodes'
  | 'awaitingAssessment'
  | 'episodesStarted'
  | 'episodesEnded'
  | 'referrals'
  | 'rereferralPercent'
  | 'referralsNoAction'
  | 'referralsNotInNeed'
  | 'assessments'
  | 'days0'
  | 'days1to10'
  | 'days11to20'
  | 'days21to30'
  | 'days31to40'
  | 'days41to45'
  | 'days46to50'
  | 'days51to60'
  | 'days61'
  | 'enquiries'
  | 'conferences'
  | 'needPlans'
  | 'needPlanStarts'
  | 'protectionStarts'
  | 'protectionPlans'
  | 'planTo3Months'
  | 'planTo6Months'
  | 'planTo1Year'
  | 'planTo2Years'
  | 'planOver2Years'
  | 'lookedAfter'
  | 'careStarts'
  | 'careEnds'
  | 'threeOrMoreWorkersPercent'
  | 'need1'
  | 'need2'
  | 'need3'
  | 'need4'
  | 'need5'
  | 'need6'
  | 'need7'
  | 'need8'
  | 'need9'
  | 'need0'
  | 'fromIndividual'
  | 'fromSchools'
  | 'fromEducation'
  | 'fromHealth'
  | 'fromHousing'
  | 'fromAuthority'
  | 'fromPolice'
  | 'fromLegal'
  | 'fromOther'
  | 'fromAnonymous'
  | 'fromUnknown'
  | 'inPostHeadcount'
  | 'inPostFte'
  | 'starters'
  | 'leavers'
  | 'agencyHeadcount'
  | 'agencyFte'
  | 'vacanciesFte'
  | 'holdersFte'
  | 'cases'
  | 'absencePercent'

export interface Authority {
  name: string
  /** Three-digit number of the authority. */
  code: string
  seed: number
  /** The day the history ends: what the files show. */
  on: IsoDate
  figures: Figures
  teams: SimTeam[]
  workers: SimWorker[]
  children: SimChild[]
  adopters: AdopterHousehold[]
}

/** What reading the authority's files must give back. Names, not ids: files carry names. */
export interface Truth {
  on: IsoDate
  /** By child id. */
  cases: Map<string, CaseTruth>
  workers: WorkerTruth[]
  /** Children with early help only. */
  earlyHelp: number
  adopterHouseholds: number
}

export interface CaseTruth {
  child: string
  status: CaseStatus
  flags: CaseFlag[]
  holder: Holder['kind']
  /** Why a case counts as unallocated; null for a case that a worker holds. */
  why: string | null
  /** The worker named on the case, who may be a phantom; null where none is. */
  worker: string | null
  team: string
  personalAdviser: string | null
  family: string | null
  courtStage: CourtStage | null
  complexity: number | null
  travelMinutes: number | null
  visitsAMonth: number | null
  /** null where no list says. */
  disability: boolean | null
  birthDate: IsoDate
  /** null for a care leaver: list 9 does not say. */
  statusSince: IsoDate | null
}

export interface WorkerTruth {
  name: string
  sweNumber: string | null
  team: string
  parentTeam: string | null
  role: Role
  fteMillionths: number
  contract: 'permanent' | 'agency'
  contractEnd: IsoDate | null
  asyeStart: IsoDate | null
  reductions: Reduction[]
  /** Hours a month, in hundredths, as in a people record. */
  supervisionHours: number | null
  dutyHours: number | null
  businessSupportHours: number | null
  /** Cases in this worker's name on the day, phantom ones too. */
  cases: number
}
