import type { IsoDate } from '../../kit/index.ts'
import type { Agreement, AgreementStanding, AgreementState } from '../../core/agreement/index.ts'
import type { ReplayView } from '../../core/workload/index.ts'
import type { ActingPerson } from '../acting.ts'
import type { Address, OrganisationView, Standing } from '../views.ts'

/** One agreement: one that comes with Fairload, or a version of the organisation's own. */
export interface AgreementView {
  organisation: OrganisationView
  agreement: Agreement
  /** `id@version`: how this version is asked for. */
  key: string
  inForce: boolean
  /** null for those that come with Fairload. */
  life: AgreementLife | null
}

/** Where a version stands in its making, and who brought it there. */
export interface AgreementLife {
  state: AgreementState
  /** On the day asked. */
  standing: AgreementStanding
  /** Which text this is, from 1. */
  revision: number
  /** Key of what it was made from. */
  basedOn: string | null
  by: ActingPerson | null
  addedAt: Date
  /** SHA-256 of the canonical text: of the proposed one, or of the draft as it stands. */
  sha256: string
  effective: IsoDate | null
  proposedAt: Date | null
  signatures: (ActingPerson & { at: Date; sha256: string })[]
  signedAt: Date | null
  withdrawn: { at: Date; from: IsoDate | null; reason: string } | null
}

export interface ClauseComment {
  clause: string
  words: string
  by: ActingPerson
  at: Date
}

/** One text that a version has had. */
export interface AgreementText {
  revision: number
  agreement: Agreement
  by: ActingPerson | null
  at: Date
}

/** An accepted import under two agreements. */
export interface AgreementReplay {
  standing: Standing
  before: Agreement
  after: Agreement
  replay: ReplayView
  /** Addresses and names, for those who may see them. */
  teams: { id: string; address: Address }[]
  workers: { id: string; address: Address; name: string }[]
  /** Imports that can be replayed, the newest first. */
  imports: { id: string; number: number; asOf: IsoDate }[]
}
