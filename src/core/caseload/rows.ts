import { byText } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { ChildId, ChildRecord, Source } from '../model/index.ts'
import { LISTS } from './lists.ts'
import type { Kind, RowOf } from './lists.ts'

/** The latest row of each list that is true of one child on the day. */
export interface ChildRows {
  child: ChildId
  latest: { [K in Kind]?: RowOf<K> }
  /** Rows still open on the day that a later row of the same list stands before. */
  olderOpen: ChildRecord[]
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

/** Whether `a` is the later of two rows of one list: by start (blank is earliest), then by row order. */
function isLater(a: ChildRecord, b: ChildRecord): boolean {
  const from = startOf(a) ?? ''
  const other = startOf(b) ?? ''
  return from === other ? bySource(a.from, b.from) >= 0 : from > other
}

/**
 * Groups rows by child and keeps the latest of each list. A row that starts after the day is not
 * yet true and is passed over; a row with a blank start is true. One pass over the records.
 */
export function rowsByChild(records: readonly ChildRecord[], on: IsoDate): Map<ChildId, ChildRows> {
  const children = new Map<ChildId, ChildRows>()
  for (const record of records) {
    const start = startOf(record)
    if (start !== null && start > on) continue
    let rows = children.get(record.child)
    if (!rows) {
      rows = { child: record.child, latest: {}, olderOpen: [] }
      children.set(record.child, rows)
    }
    const standing = rows.latest[record.kind]
    const later = standing === undefined || isLater(record, standing)
    const older = later ? standing : record
    if (later) keep(rows, record)
    if (older !== undefined && isOpen(older, on)) rows.olderOpen.push(older)
  }
  return children
}

function keep(rows: ChildRows, record: ChildRecord): void {
  const latest: { [kind in Kind]?: ChildRecord } = rows.latest
  latest[record.kind] = record
}

/** The child's latest rows, in the order of their lists. */
export function latestRows(rows: ChildRows): ChildRecord[] {
  return Object.values(rows.latest).sort((a, b) => LISTS[a.kind].number - LISTS[b.kind].number)
}
