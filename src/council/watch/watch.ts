import type { Result } from '../../kit/index.ts'
import type { Action, Person, Verdict } from '../../core/rights/index.ts'
import type { Asked } from '../council.ts'
import type { Address, OrganisationView } from '../views.ts'

/** Somebody who looked, or did something, as the pages say it. */
export interface Entry {
  number: number
  at: Date
  what: string
  /** The person's name; the house itself where nobody asked for it. */
  by: string
  details: readonly (readonly [string, string])[]
}

export interface OpeningView {
  id: string
  at: Date
  by: string
  record: Address
  reason: string
  seen: boolean
}

export interface RestrictionView {
  /** Accounts named; null where the record is not restricted. */
  names: string[] | null
  people: { id: string; name: string }[]
}

/** Who may see what, who has looked, and what was opened against a restriction. */
export interface Watch {
  /** Whether a person may do something to a team, worker, case or plan; null where there is none. */
  may(
    person: Person,
    action: Action,
    asked: Asked,
    kind: 'team' | 'worker' | 'case' | 'plan',
    address: Address,
  ): Promise<Verdict | null>
  /** Notes that somebody looked at a record. A page that cannot note it is not shown. */
  looked(
    person: Person,
    of: OrganisationView,
    what: 'case' | 'worker' | 'plan',
    address: Address,
  ): Promise<void>
  /** Notes that somebody took rows away as a file. */
  took(person: Person, of: OrganisationView, what: string, rows: number): Promise<void>
  /** Who has looked at a record, the newest first. */
  looks(of: OrganisationView, address: Address): Promise<Entry[]>
  /** The record of what was done and looked at, a page of 100 at a time. */
  record(of: OrganisationView, page: number): Promise<{ entries: Entry[]; total: number }>
  openings(of: OrganisationView): Promise<OpeningView[]>
  seen(person: Person, of: OrganisationView, opening: string): Promise<void>

  restriction(asked: Asked, address: Address): Promise<RestrictionView | null>
  /** Restricts a record to people named; `null` ends the restriction. */
  restrict(
    person: Person,
    asked: Asked,
    address: Address,
    names: readonly string[] | null,
  ): Promise<Result<null>>
  /** Opens a restricted record to one person for an hour, for a reason that the auditor reads. */
  open(person: Person, asked: Asked, address: Address, reason: string): Promise<Result<null>>
}
