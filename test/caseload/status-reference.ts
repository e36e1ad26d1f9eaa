import { addDays } from '../../src/kit/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import { isWorkingDay } from '../../src/core/calendar/index.ts'
import type { CaseFlag, CaseStatus, ChildRecord } from '../../src/core/model/index.ts'

/**
 * The status rule of docs/guide/counting.md, written to be read rather than to be quick: every
 * question is asked of all the child's rows again. The real one must always agree with it.
 */
export interface Verdict {
  status: CaseStatus | 'early-help' | 'closed' | 'unknown'
  setBy: ChildRecord | null
  flags: CaseFlag[]
}

type Kind = ChildRecord['kind']
type RowOf<K extends Kind> = Extract<ChildRecord, { kind: K }>

const began = (r: ChildRecord): IsoDate | null =>
  r.kind === 'care-leaver'
    ? null
    : r.kind === 'contact' || r.kind === 'referral'
      ? r.date
      : r.kind === 'adoption'
        ? r.decision
        : r.start

export function referenceStatus(all: readonly ChildRecord[], on: IsoDate): Verdict {
  const happened = (date: IsoDate | null): boolean => date !== null && date <= on
  const trueOnTheDay = all.filter((r) => began(r) === null || happened(began(r)))

  function latest<K extends Kind>(kind: K): RowOf<K> | null {
    const rows = trueOnTheDay
      .filter((r): r is RowOf<K> => r.kind === kind)
      .sort((a, b) => {
        const x = began(a) ?? '0000-00-00'
        const y = began(b) ?? '0000-00-00'
        return x < y ? -1 : x > y ? 1 : a.from.row - b.from.row
      })
    return rows[rows.length - 1] ?? null
  }

  const list2 = latest('early-help')
  const list3 = latest('referral')
  const list4 = latest('assessment')
  const list5 = latest('enquiry')
  const list6 = latest('need-episode')
  const list7 = latest('protection-plan')
  const list8 = latest('care-period')
  const list9 = latest('care-leaver')
  const list10 = latest('adoption')

  const inCare = list8 !== null && !happened(list8.ceased)
  const onPlan = list7 !== null && !happened(list7.end)
  const stillToClose = list6 !== null && list6.closed !== null && list6.closed > on
  const closedInList6 =
    list6 !== null && (happened(list6.closed) || (list6.status === 'closed' && !stillToClose))
  const openInList6 = list6 !== null && !closedInList6
  const inNeed = openInList6 && list6.status === 'child-in-need-plan'
  const list4Open = list4 !== null && !happened(list4.authorised)
  const assessed =
    !closedInList6 && ((openInList6 && list6.status === 'open-assessment') || list4Open)
  const entitled =
    list9 !== null &&
    (list9.eligibility === 'relevant' ||
      list9.eligibility === 'former-relevant' ||
      list9.eligibility === 'qualifying')
  const earlyHelp = list2 !== null && !happened(list2.completed)
  const enquiry =
    list5 !== null && list5.conferenceUnnecessary !== true && !happened(list5.conferenceDate)
  const adoption = list10 !== null && !happened(list10.order) && !happened(list10.reversed)

  function answers(row: { start: IsoDate | null }, end: IsoDate | null): boolean {
    const asked = list3?.date ?? null
    if (asked === null) return true
    if (row.start !== null) return row.start >= asked
    return end === null || end >= asked
  }
  function workingDaysOld(from: IsoDate): number {
    let count = 0
    for (let day = addDays(from, 1); day <= on; day = addDays(day, 1)) {
      if (isWorkingDay(day)) count += 1
    }
    return count
  }
  const waiting =
    list3 !== null &&
    list3.noFurtherAction !== true &&
    !(list4 !== null && answers(list4, list4.authorised)) &&
    !(list6 !== null && answers(list6, list6.closed)) &&
    (list3.date === null || workingDaysOld(list3.date) <= 45)

  const table: [boolean, Verdict['status'], ChildRecord | null][] = [
    [inCare, 'looked-after', list8],
    [onPlan, 'child-protection-plan', list7],
    [inNeed, 'child-in-need-plan', list6],
    [assessed, 'open-assessment', openInList6 ? list6 : list4],
    [openInList6, 'untyped', list6],
    [waiting, 'referral', list3],
    [entitled, 'care-leaver', list9],
    [list9 !== null && list9.eligibility === null, 'untyped', list9],
    [earlyHelp, 'early-help', null],
    [trueOnTheDay.some((r) => r.kind !== 'contact'), 'closed', null],
    [true, 'unknown', null],
  ]
  const [, status, setBy] = table.find(([holds]) => holds) as (typeof table)[number]

  const disabled = [list2, list3, list4, list5, list6, list7, list8, list9, list10].some(
    (r) => r !== null && r.disability === true,
  )
  const flags: [boolean, CaseFlag][] = [
    [adoption, 'adoption'],
    [entitled, 'care-leaver'],
    [inNeed, 'child-in-need-plan'],
    [onPlan, 'child-protection-plan'],
    [disabled, 'disability'],
    [earlyHelp, 'early-help'],
    [enquiry, 'enquiry-open'],
    [inCare, 'looked-after'],
    [assessed, 'open-assessment'],
  ]
  return { status, setBy, flags: flags.filter(([holds]) => holds).map(([, flag]) => flag) }
}
