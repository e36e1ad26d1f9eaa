import type { IsoDate } from '../../kit/index.ts'
import type { ChildRecord, Finding } from '../model/index.ts'
import { atRow } from './findings.ts'
import type { FindingAbout } from './findings.ts'
import { COLUMN, LISTS } from './lists.ts'
import { isOpen, latestOf, latestRows, startOf } from './rows.ts'
import type { ChildRows } from './rows.ts'
import type { Standing } from './status.ts'
import type { WorkerNames } from './workers.ts'

/** What contradictions are judged against: the day, and which lists the upload holds at all. */
export interface Against {
  on: IsoDate
  /** Born on or before this day: 18 or over. */
  bornAdult: IsoDate
  names: WorkerNames
  /** Kinds with at least one row in the upload: a list that is missing is one notice, not a question a child. */
  given: ReadonlySet<ChildRecord['kind']>
}

const list = (record: ChildRecord): string => `list ${LISTS[record.kind].number}`

const question = (
  about: Omit<FindingAbout, 'effect' | 'changesFigures'> & { changesFigures?: boolean },
): FindingAbout => ({ effect: 'question', changesFigures: true, ...about })

const leftOut = (about: Omit<FindingAbout, 'effect' | 'changesFigures'>): FindingAbout => ({
  effect: 'row-left-out',
  changesFigures: true,
  ...about,
})

/** Everything about one child that a person should look at: where lists contradict each other or leave out what the rule needs. */
export function contradictions(rows: ChildRows, standing: Standing, against: Against): Finding[] {
  const found = closures(rows, standing)
  if (rows.olderOpen) found.push(...olderRows(rows, rows.olderOpen, standing, against.on))
  if (rows.referral || rows.leaver) found.push(...unansweredRows(rows, standing))
  if (standing.row === null) return found
  found.push(
    ...workerClashes(standing, against.names),
    ...statusClashes(rows, standing, against.given),
    ...blanks(standing.row),
    ...ages(rows, standing.row, standing.need, against),
  )
  return found
}

/** List 6 against 7 and 8, and 7 against 8: the higher list's worker holds the case. */
function workerClashes(standing: Standing, names: WorkerNames): Finding[] {
  const { care, plan, need, assessment, status, row } = standing
  const found: Finding[] = []
  const winner = care ?? plan
  if (winner) {
    for (const loser of [care ? plan : null, need]) {
      if (loser === null || names.meaningOf(loser.worker).kind === 'nobody') continue
      if (!names.differ(loser.worker, winner.worker)) continue
      found.push(
        atRow(
          loser.from,
          question({
            code: 'worker-clash',
            column: COLUMN.worker,
            value: loser.worker,
            sentence: `This row and ${list(winner)} do not agree on the child’s worker. ${capital(list(winner))} is used: correct whichever is wrong.`,
          }),
        ),
      )
    }
  }
  if (
    status === 'open-assessment' &&
    row?.kind === 'need-episode' &&
    assessment &&
    names.meaningOf(row.worker).kind === 'nobody' &&
    names.meaningOf(assessment.worker).kind === 'worker'
  ) {
    found.push(
      atRow(
        row.from,
        question({
          code: 'worker-only-in-list-4',
          column: COLUMN.worker,
          value: row.worker,
          sentence:
            'This row names no worker, though the open assessment in list 4 does. The case counts as unallocated: name the worker here if it is theirs.',
        }),
      ),
    )
  }
  return found
}

/** List 6's status against the lists that settle it. */
function statusClashes(
  rows: ChildRows,
  { need, care, plan, status }: Standing,
  given: ReadonlySet<ChildRecord['kind']>,
): Finding[] {
  const settled = care ?? plan
  if (settled && rows.need === null && given.has('need-episode')) {
    return [
      atRow(
        settled.from,
        question({
          code: 'absent-from-list-6',
          sentence: `This child is open in ${list(settled)} but has no row in list 6, which should hold every open child. They are counted from ${list(settled)}: add them to list 6.`,
          changesFigures: false,
        }),
      ),
    ]
  }
  if (!need) return []
  const at = (about: Omit<FindingAbout, 'effect' | 'changesFigures' | 'column'>): Finding[] => [
    atRow(need.from, question({ column: COLUMN.status, value: need.status, ...about })),
  ]
  if (need.status === 'looked-after' && !care) {
    // With list 8 missing from the upload this is one notice for all, not a question a child.
    if (!given.has('care-period')) return []
    return at({
      code: 'status-without-its-list',
      sentence:
        status === 'untyped'
          ? 'List 6 says looked after but list 8 has no open row for this child. They count at the weight of an untyped case until one of the lists is corrected.'
          : 'List 6 says looked after but list 8 has no open row for this child. Correct whichever is wrong.',
    })
  }
  if (need.status === 'child-protection-plan' && !plan && !care) {
    if (!given.has('protection-plan')) return []
    return at({
      code: 'status-without-its-list',
      sentence:
        status === 'untyped'
          ? 'List 6 says child protection plan but list 7 has no open row for this child. They count at the weight of an untyped case until one of the lists is corrected.'
          : 'List 6 says child protection plan but list 7 has no open row for this child. Correct whichever is wrong.',
    })
  }
  if (settled && need.status !== null && need.status !== 'closed') {
    const fits =
      (care !== null && need.status === 'looked-after') ||
      (plan !== null && need.status === 'child-protection-plan')
    if (!fits) {
      return at({
        code: 'status-clash',
        sentence: `List 6 gives another status than ${list(settled)}, where this child is open. ${capital(list(settled))} is used: correct whichever is wrong.`,
      })
    }
  }
  if (status === 'open-assessment' && need.status === null) {
    return at({
      code: 'case-status-blank',
      sentence:
        'The case status is blank or not one that can be read, and list 4 has an open assessment for this child. They count as in assessment: give the status, which a plan would change.',
    })
  }
  if (status === 'untyped' && (need.status === null || need.status === 'closed')) {
    return at({
      code: 'case-untyped',
      sentence:
        need.status === null
          ? 'This child is open but the case status is blank or not one that can be read. They count at the weight of an untyped case: give the status.'
          : 'The status is closed but the closure date is still to come, so the child was open on the day. They count at the weight of an untyped case: correct the status or the date.',
    })
  }
  return []
}

/** A closure wins over 3 and 4 and loses to 1 and 2: either way a person should know. */
function closures({ need }: ChildRows, standing: Standing): Finding[] {
  if (!standing.needClosed || !need) return []
  const { assessment } = standing
  const settled = standing.care ?? standing.plan
  if (settled) {
    return [
      atRow(
        need.from,
        question({
          code: 'closed-but-open-elsewhere',
          column: need.closed === null ? COLUMN.status : COLUMN.closure,
          value: need.closed ?? need.status,
          sentence: `List 6 says closed, but the child is open in ${list(settled)}. They are counted from ${list(settled)}: correct whichever is wrong.`,
        }),
      ),
    ]
  }
  if (!assessment) return []
  return [
    atRow(
      assessment.from,
      leftOut({
        code: 'assessment-open-after-closure',
        column: COLUMN.authorised,
        sentence:
          'This assessment has no authorisation date, but list 6 says the child is closed. It is in no figure: give the date it was authorised, or correct list 6 if the child is open.',
      }),
    ),
  ]
}

/** A row left open behind a later one. Its list counts by the later row alone. */
function olderRows(
  rows: ChildRows,
  olderOpen: readonly ChildRecord[],
  standing: Standing,
  on: IsoDate,
): Finding[] {
  const found: Finding[] = []
  for (const older of olderOpen) {
    const latest = latestOf(rows, older.kind)
    if (latest === null || !ONE_OPEN.has(older.kind)) continue
    const bothOpen = isOpen(latest, on)
    if (older.kind === 'assessment' && !bothOpen && standing.status !== null) continue
    found.push(
      atRow(
        older.from,
        leftOut({
          code: bothOpen ? 'two-open-rows' : 'older-row-still-open',
          column: LISTS[older.kind].start,
          value: startOf(older),
          sentence: bothOpen
            ? `This child has a later open row in ${list(older)}. The later one is used: close this row or remove it.`
            : `This row is open, but a later row of ${list(older)} for the same child is closed. The later one is used: close this row, or correct the later one.`,
        }),
      ),
    )
  }
  return found
}

/** Lists in which a child has one open row at a time. */
const ONE_OPEN: ReadonlySet<ChildRecord['kind']> = new Set<ChildRecord['kind']>([
  'assessment',
  'need-episode',
  'protection-plan',
  'care-period',
  'care-leaver',
])

/** Rows of lists 3 and 9 that make no case though nobody has closed them. */
function unansweredRows(
  { referral: last, leaver }: ChildRows,
  { status, row, referral }: Standing,
): Finding[] {
  const found: Finding[] = []
  const inCase = status !== null && status !== 'care-leaver' && status !== 'referral'
  if (last && referral === 'too-old' && !inCase) {
    found.push(
      atRow(
        last.from,
        leftOut({
          code: 'referral-without-outcome',
          column: LISTS.referral.start,
          value: last.date,
          sentence:
            'This referral is more than 45 working days old, with no assessment or episode since and no “no further action”. It is not counted as a case: record what became of it.',
        }),
      ),
    )
  }
  if (last && status === 'referral' && last.noFurtherAction === null) {
    found.push(
      atRow(
        last.from,
        question({
          code: 'referral-outcome-blank',
          column: COLUMN.noFurtherAction,
          sentence:
            'Nothing says whether this referral ended in no further action. It counts as a case: say yes or no.',
        }),
      ),
    )
  }
  if (leaver && status === 'untyped' && row === leaver) {
    found.push(
      atRow(
        leaver.from,
        question({
          code: 'case-untyped',
          column: COLUMN.eligibility,
          sentence:
            'The eligibility of this care leaver is blank or not one that can be read. They count at the weight of an untyped case: give the category.',
        }),
      ),
    )
  }
  if (
    leaver &&
    status === null &&
    (leaver.eligibility === 'eligible' || leaver.eligibility === 'other')
  ) {
    found.push(
      atRow(
        leaver.from,
        leftOut({
          code: 'care-leaver-not-entitled',
          column: COLUMN.eligibility,
          value: leaver.eligibility,
          sentence:
            leaver.eligibility === 'eligible'
              ? 'An eligible child is looked after, but list 8 has no open row for this one. They are in no figure: correct the category or list 8.'
              : 'Only relevant, former relevant and qualifying care leavers count as cases. This one is in no figure: correct the category if it is wrong.',
        }),
      ),
    )
  }
  return found
}

/** A row with a blank start counts from the beginning of time; a person should give the date. */
function blanks(row: ChildRecord): Finding[] {
  if (startOf(row) !== null) return []
  const column = LISTS[row.kind].start
  if (column === null) return []
  return [
    atRow(
      row.from,
      question({
        code: 'start-date-missing',
        column,
        sentence:
          'This row has no start date that can be read. It counts as already begun, and nothing is known of how long it has been open: give the date.',
      }),
    ),
  ]
}

/** Adults in lists for children, and a birth date that lists do not agree on. */
function ages(
  rows: ChildRows,
  row: ChildRecord,
  need: Standing['need'],
  { bornAdult }: Against,
): Finding[] {
  const found: Finding[] = []
  const born = birthDateOf(rows, row)
  if (born === null) return found
  const inLists = row.kind === 'referral' || row.kind === 'care-leaver' ? need : row
  if (inLists && born <= bornAdult) {
    found.push(
      atRow(
        inLists.from,
        question({
          code: 'adult-in-a-list-for-children',
          column: COLUMN.birthDate,
          value: born,
          sentence: `This person is 18 or over and still open in ${list(inLists)}. They count as a case: close the row, or correct the date of birth.`,
        }),
      ),
    )
  }
  const other = latestRows(rows).find((r) => r.birthDate !== null && r.birthDate !== born)
  if (other) {
    found.push(
      atRow(
        other.from,
        question({
          code: 'birth-date-differs',
          column: COLUMN.birthDate,
          value: other.birthDate,
          sentence: `The date of birth here is not the one in ${list(row)}. Correct whichever is wrong, and check that both rows are about the same child.`,
          changesFigures: false,
        }),
      ),
    )
  }
  return found
}

/** The date of birth that the case's own row gives, else the first that a list gives. */
export function birthDateOf(rows: ChildRows, row: ChildRecord): IsoDate | null {
  return row.birthDate ?? latestRows(rows).find((r) => r.birthDate !== null)?.birthDate ?? null
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
