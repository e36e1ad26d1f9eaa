import type { IsoDate } from '../../kit/index.ts'
import type {
  AgencyWorker,
  CensusWorkforce,
  Stands,
  TeamEstablishment,
  WhatIfAnswer,
} from '../../core/establishment/index.ts'
import type { Role } from '../../core/model/index.ts'
import type { Address, Standing } from '../views.ts'

export type {
  AgencyCheck,
  AgencyRule,
  AgencyWorker,
  CensusWorkforce,
  Hotspot,
  PostSums,
  SharedOut,
  Stands,
  TeamEstablishment,
  Turnover,
} from '../../core/establishment/index.ts'

/** Somebody by name, with where their page is; null where they are in no people file. */
export interface NamedWorker {
  name: string
  address: Address | null
}

export interface TeamOfEstablishment extends TeamEstablishment {
  name: string
  address: Address
  parent: string | null
  id: string
}

export interface PostRow {
  post: string
  team: { name: string; address: Address } | null
  role: Role | null
  /** Shares in millionths of full time. */
  funded: number | null
  since: IsoDate | null
  holder: NamedWorker | null
  held: number | null
  vacantSince: IsoDate | null
  cover: (NamedWorker & { end: IsoDate | null; inForce: boolean }) | null
  /** The row it was read from, where the reader may open it. */
  row: { import: string; address: Address }
}

export interface AgencyRow extends Omit<AgencyWorker, 'team' | 'worker' | 'name'>, NamedWorker {
  team: { name: string; address: Address } | null
}

/** The establishment of the service, or of a team with those beneath it. */
export interface EstablishmentView {
  standing: Standing
  team: { name: string; address: Address } | null
  /** Of all that the page is about. */
  sums: TeamEstablishment
  teams: TeamOfEstablishment[]
  /** null where no posts file was given, or the import was read before posts were kept. */
  posts: PostRow[] | null
  /** Whether the import was read since posts and leavers are kept. */
  isKept: boolean
  agency: AgencyRow[]
  /** The workforce census on its own day; null where none was given, and for a team. */
  census: CensusWorkforce | null
  /** Hours of a full-time week, by which an hour's cost becomes a day's. */
  weekHours: number
}

/** More workers than are there, as asked. */
export interface MoreAsked {
  count: number
  fteMillionths: number
  asye: boolean
}

/** What more workers would change in a team: as it stands, best shared out by those there, and with more. */
export interface MoreView {
  standing: Standing
  team: { name: string; address: Address }
  asked: MoreAsked
  workers: number
  cases: number
  today: Stands
  /** Full-time workers missing with the new ones there, in hundredths: needs no search. */
  missingWithMore: number | null
  /** null where nothing could be searched; `why` says it. */
  spreads: WhatIfAnswer | null
  why: string | null
}
