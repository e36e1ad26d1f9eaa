import type { IsoDate } from '../../kit/index.ts'
import type { Role } from './record.ts'
import type { Source } from './source.ts'

/** Somebody as a posts file names them; at least one of the two is known. */
export interface Named {
  name: string | null
  sweNumber: string | null
}

/** What an agency or an interim worker costs, in pence. */
export interface CoverCost {
  pence: number
  per: 'day' | 'hour'
}

/** Who stands in for a post's holder, and what the agency rules ask about them. null where no cell says. */
export interface Cover extends Named {
  kind: 'agency' | 'interim' | null
  fteMillionths: number | null
  from: IsoDate | null
  /** Last day of the cover. */
  end: IsoDate | null
  cost: CoverCost | null
  /** Whole months employed by English authorities' children's services since qualifying, when the cover began. */
  experienceMonths: number | null
  /** Day on which they left a permanent post of an authority of this region; `never` where they had none. */
  leftPermanent: IsoDate | 'never' | null
  leftBecause: 'redundancy' | 'probation' | 'other' | null
  noticeWeeks: number | null
  /** Notice of permanent staff in the same or an equivalent role. */
  permanentNoticeWeeks: number | null
  /** Detailed practice-based references taken up. */
  references: number | null
}

/** One post of the establishment, as one row of a posts file. */
export interface PostRecord {
  from: Source
  /** The authority's own number or name of the post. */
  post: string
  team: string | null
  role: Role | null
  /** Funded share of full time in millionths; null where no cell says. */
  fteMillionths: number | null
  /** Day since which it is funded. */
  since: IsoDate | null
  /** null where the post is vacant. */
  holder: Named | null
  vacantSince: IsoDate | null
  cover: Cover | null
}
