import type { IsoDate } from '../../kit/index.ts'
import type { Utilisation } from '../../core/fairness/index.ts'
import type { Going } from '../../core/handover/index.ts'
import type { DecisionRow, NamedPlace, ProposedDecision } from '../decisions/views.ts'
import type { Address, CaseRow, Standing } from '../views.ts'

/** Somebody who leaves or will be away for long, and how far their caseload is planned. */
export interface LeaverRow {
  name: string
  address: Address
  team: { name: string; address: Address } | null
  agency: boolean | null
  going: Going
  /** By when each case must have its next worker, as agreed; null where it is not. */
  planBy: IsoDate | null
  /** Whether the notice given is shorter than the agreement asks. */
  shortNotice: boolean
  /** Cases they hold; and of them those with no decision on who comes next. */
  cases: number
  without: number
}

export interface LeaversView {
  standing: Standing
  /** The last day first that comes first. */
  rows: LeaverRow[]
  /** How far it is looked ahead, in weeks. */
  weeks: number
}

export interface LeaverCase extends CaseRow {
  /** Who is to take it over; null where nothing is decided. */
  decided: DecisionRow | null
}

export interface LeaverView {
  standing: Standing
  name: string
  address: Address
  team: { name: string; address: Address } | null
  /** Null where nothing is known of their leaving. */
  leaver: LeaverRow | null
  /** Notice that counts, with what was said. */
  notices: {
    id: string
    kind: Going['kind']
    noticeOn: IsoDate
    lastDay: IsoDate
    backOn: IsoDate | null
    words: string
    by: string
  }[]
  cases: LeaverCase[]
}

/** Where everything without a decision could go, placed together; nothing is decided. */
export interface LeaverPlan {
  standing: Standing
  name: string
  address: Address
  team: { name: string; address: Address } | null
  reach: 'team' | 'service'
  proposed: ProposedDecision[]
  /** What all of it together makes of whoever receives some of it. */
  receivers: { name: string; address: Address; before: Utilisation; after: Utilisation }[]
  /** Children for whom nobody could be found. */
  nobody: NamedPlace[]
}

export interface NewNotice {
  kind: Going['kind']
  noticeOn: IsoDate
  lastDay: IsoDate
  backOn: IsoDate | null
  words: string
}
