import { byText } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { ChildId, ChildRecord, Source } from '../model/index.ts'
import type { Kind, RowOf } from './lists.ts'

/**
 * The latest row of each list that is true of one child on the day. Every field stands from the
 * start: with 100,000 rows, objects of one shape are read several times faster than of many.
 */
export interface ChildRows {
  child: ChildId
  earlyHelp: RowOf<'early-help'> | null
  referral: RowOf<'referral'> | null
  assessment: RowOf<'assessment'> | null
  enquiry: RowOf<'enquiry'> | null
  need: RowOf<'need-episode'> | null
  plan: RowOf<'protection-plan'> | null
  care: RowOf<'care-period'> | null
  leaver: RowOf<'care-leaver'> | null
  adoption: RowOf<'adoption'> | null
  /** Rows still open on the day that a later row of the same list stands before; null for none. */
  olderOpen: ChildRecord[] | null
}

/** Rows by child, and what the same pass counts. */
export interface RowsRead {
  children: Map<ChildId, ChildRows>
  /** Contacts (list 1) up to the day; a contact makes no case. */
  contacts: number
  /** Kinds with at least one row, whatever its day. */
  given: Set<Kind>
  /** Rows that name each team, by the cell as read. */
  teamCells: Map<string, number>
}

/** Order of rows in the files: by file, sheet, row number. */
export function bySource(a: Source, b: Source): number {
  return byText(a.file, b.file) || byText(a.sheet, b.sheet) || a.row - b.row
}

/** The day a row begins to be true; null where its cell is blank or the list has none. */
export function startOf(record: ChildRecord): IsoDate | null {
  switch (record.kind) {
    case 'contact':
    case 'referral':
      return record.date
    case 'adoption':
      return record.decision
    case 'care-leaver':
      return null
    default:
      return record.start
  }
}

const upTo = (date: IsoDate | null, on: IsoDate): boolean => date !== null && date <= on

/** Whether a row is open on the day: what would end it has not happened on or before that day. */
export function isOpen(record: ChildRecord, on: IsoDate): boolean {
  switch (record.kind) {
    case 'contact':
      return false
    case 'early-help':
      return !upTo(record.completed, on)
    case 'referral':
      return record.noFurtherAction !== true
    case 'assessment':
      return !upTo(record.authorised, on)
    case 'enquiry':
      return record.conferenceUnnecessary !== true && !upTo(record.conferenceDate, on)
    case 'need-episode':
      // `Closed episode` with a closure date still to come was open on the day.
      return record.status === 'closed'
        ? record.closed !== null && record.closed > on
        : !upTo(record.closed, on)
    case 'protection-plan':
      return !upTo(record.end, on)
    case 'care-period':
      return !upTo(record.ceased, on)
    case 'care-leaver':
      return true
    case 'adoption':
      return !upTo(record.order, on) && !upTo(record.reversed, on)
  }
}

/** Of two rows of one list, the later: by start (blank is earliest), then by row order. The other is kept if it is open. */
function later<T extends ChildRecord>(
  rows: ChildRows,
  standing: T | null,
  record: T,
  on: IsoDate,
): T {
  if (standing === null) return record
  const from = startOf(record) ?? ''
  const other = startOf(standing) ?? ''
  const wins = from === other ? bySource(record.from, standing.from) >= 0 : from > other
  const older = wins ? standing : record
  if (isOpen(older, on)) (rows.olderOpen ??= []).push(older)
  return wins ? record : standing
}

/**
 * Groups rows by child and keeps the latest of each list. A row that starts after the day is not
 * yet true and is passed over; a row with a blank start is true. One pass over the records.
 */
export function readRows(records: readonly ChildRecord[], on: IsoDate): RowsRead {
  const children = new Map<ChildId, ChildRows>()
  const given = new Set<Kind>()
  const teamCells = new Map<string, number>()
  let contacts = 0
  for (const record of records) {
    given.add(record.kind)
    const { team } = record
    if (team !== null) teamCells.set(team, (teamCells.get(team) ?? 0) + 1)
    const start = startOf(record)
    if (start !== null && start > on) continue
    if (record.kind === 'contact') {
      contacts += 1
      continue
    }
    let rows = children.get(record.child)
    if (!rows) {
      rows = none(record.child)
      children.set(record.child, rows)
    }
    switch (record.kind) {
      case 'early-help':
        rows.earlyHelp = later(rows, rows.earlyHelp, record, on)
        break
      case 'referral':
        rows.referral = later(rows, rows.referral, record, on)
        break
      case 'assessment':
        rows.assessment = later(rows, rows.assessment, record, on)
        break
      case 'enquiry':
        rows.enquiry = later(rows, rows.enquiry, record, on)
        break
      case 'need-episode':
        rows.need = later(rows, rows.need, record, on)
        break
      case 'protection-plan':
        rows.plan = later(rows, rows.plan, record, on)
        break
      case 'care-period':
        rows.care = later(rows, rows.care, record, on)
        break
      case 'care-leaver':
        rows.leaver = later(rows, rows.leaver, record, on)
        break
      case 'adoption':
        rows.adoption = later(rows, rows.adoption, record, on)
        break
    }
  }
  return { children, contacts, given, teamCells }
}

const none = (child: ChildId): ChildRows => ({
  child,
  earlyHelp: null,
  referral: null,
  assessment: null,
  enquiry: null,
  need: null,
  plan: null,
  care: null,
  leaver: null,
  adoption: null,
  olderOpen: null,
})

/** The child's latest row of one kind. */
export function latestOf(rows: ChildRows, kind: Kind): ChildRecord | null {
  switch (kind) {
    case 'contact':
      return null
    case 'early-help':
      return rows.earlyHelp
    case 'need-episode':
      return rows.need
    case 'protection-plan':
      return rows.plan
    case 'care-period':
      return rows.care
    case 'care-leaver':
      return rows.leaver
    default:
      return rows[kind]
  }
}

/** The child's latest rows, in the order of their lists. */
export function latestRows(rows: ChildRows): ChildRecord[] {
  const all = [
    rows.earlyHelp,
    rows.referral,
    rows.assessment,
    rows.enquiry,
    rows.need,
    rows.plan,
    rows.care,
    rows.leaver,
    rows.adoption,
  ]
  return all.filter((record) => record !== null)
}
