import { addMonths, dateOf, type IsoDate } from '../../../kit/index.ts'
import { activity903 } from '../codes.ts'
import type { Authority, CarePeriod, SimChild } from '../model.ts'
import { day, sheet, type Sheet, type SheetRow, type Value } from './sheet.ts'

const tables = {
  header: ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'],
  episodes:
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN'.split(
      ',',
    ),
  reviews: ['CHILD', 'DOB', 'REVIEW', 'REVIEW_CODE'],
  uasc: ['CHILD', 'SEX', 'DOB', 'DUC'],
  oc3: ['CHILD', 'DOB', 'IN_TOUCH', 'ACTIV', 'ACCOM'],
  ad1: [
    'CHILD',
    'DOB',
    'DATE_INT',
    'DATE_MATCH',
    'FOSTER_CARE',
    'NB_ADOPTR',
    'SEX_ADOPTR',
    'LS_ADOPTR',
  ],
  placed_for_adoption: [
    'CHILD',
    'DOB',
    'DATE_PLACED',
    'DATE_PLACED_CEASED',
    'REASON_PLACED_CEASED',
  ],
  previous_permanence: ['CHILD', 'DOB', 'PREV_PERM', 'LA_PERM', 'DATE_PERM'],
  sw_episodes: ['CHILD', 'DOB', 'SW_ID', 'SW_DECOM', 'SW_DEC', 'SW_REASON'],
} as const

type Table = keyof typeof tables

/** 1 April on or before the day: the collection year runs from it. */
export function yearStart(on: IsoDate): IsoDate {
  const own = dateOf(Number(on.slice(0, 4)), 4, 1)
  if (own === null) throw new Error('Every year has a 1 April')
  return own <= on ? own : addMonths(own, -12)
}

/** One episode of the return: it ends where placement or legal status changes. */
interface Step {
  from: IsoDate
  to: IsoDate | null
  legal: string
  placement: CarePeriod['placements'][number]
  rne: string
  rec: string | null
  change: string | null
}

function steps(period: CarePeriod): Step[] {
  const starts = [
    ...new Set([...period.legal.map((l) => l.from), ...period.placements.map((p) => p.start)]),
  ].sort()
  return starts.flatMap((from, i): Step[] => {
    const legal = period.legal.findLast((l) => l.from <= from)
    const placement = period.placements.findLast((p) => p.start <= from)
    if (!legal || !placement) return []
    const next = starts[i + 1] ?? period.ceased
    const legalChanged = legal.from === from
    const placementChanged = placement.start === from
    const moves = period.placements.some((p) => p.start === next)
    return [
      {
        from,
        to: next,
        legal: legal.code,
        placement,
        rne: i === 0 ? 'S' : legalChanged && placementChanged ? 'B' : legalChanged ? 'L' : 'P',
        rec:
          next === null
            ? null
            : next === period.ceased && i === starts.length - 1
              ? period.reason
              : 'X1',
        change: moves ? placement.changeReason : null,
      },
    ]
  })
}

/**
 * The looked-after return from 1 April to the last day, one sheet a table: children in care at any
 * time in it, with who their social workers were.
 */
export function ssda903(authority: Authority): Sheet[] {
  const on = authority.on
  const start = yearStart(on)
  const rows: Record<Table, SheetRow[]> = {
    header: [],
    episodes: [],
    reviews: [],
    uasc: [],
    oc3: [],
    ad1: [],
    placed_for_adoption: [],
    previous_permanence: [],
    sw_episodes: [],
  }
  const numbers = new Map(authority.workers.map((w) => [w.id, w.sweNumber]))
  for (const child of authority.children) {
    const periods = child.episodes
      .flatMap((e) => e.care)
      .filter((p) => p.ceased === null || p.ceased >= start)
    const leaver = child.leaving !== null && child.leaving.eligibility !== 'eligible'
    if (periods.length === 0 && !leaver) continue
    const put = (table: Table, cells: Value[]): void => {
      rows[table].push({ about: child.id, cells })
    }
    const dob = day(child.birthDate)
    put('header', [child.id, child.sex, dob, child.ethnicity, child.upn, null, null])
    if (leaver && child.leaving)
      put('oc3', [
        child.id,
        dob,
        child.leaving.inTouch,
        activity903[child.leaving.activity] ?? child.leaving.activity,
        `${child.leaving.accommodation}${child.leaving.suitable ? 1 : 2}`,
      ])
    if (child.uasc && periods.length > 0)
      put('uasc', [child.id, child.sex, dob, day(addMonths(child.birthDate, 216))])
    for (const period of periods) {
      put('previous_permanence', [child.id, dob, 'Z1', null, null])
      for (const step of steps(period))
        put('episodes', [
          child.id,
          day(step.from),
          step.rne,
          step.legal,
          period.need,
          step.placement.type,
          step.placement.provider,
          day(step.to),
          step.rec,
          step.change,
          child.homePostcode,
          step.placement.postcode,
          step.placement.urn || null,
        ])
      for (const review of period.reviews)
        if (review >= start) put('reviews', [child.id, dob, day(review), 'PN1'])
      if (period.adoption?.placed)
        put('placed_for_adoption', [child.id, dob, day(period.adoption.placed), null, null])
      if (period.adoption?.order)
        put('ad1', [
          child.id,
          dob,
          day(period.adoption.decision),
          day(period.adoption.matched),
          0,
          2,
          'MF',
          'L11',
        ])
    }
    if (periods.length > 0)
      for (const own of workerEpisodes(child, numbers, start))
        put('sw_episodes', [child.id, dob, own.worker, day(own.from), day(own.to), own.reason])
  }
  return (Object.keys(tables) as Table[]).map((table) => sheet(table, tables[table], rows[table]))
}

function workerEpisodes(
  child: SimChild,
  numbers: ReadonlyMap<string, string | null>,
  start: IsoDate,
): { worker: string; from: IsoDate; to: IsoDate | null; reason: string }[] {
  return child.involvements.flatMap((one) => {
    const number = one.worker === null ? null : numbers.get(one.worker)
    if (!number || one.role !== 'case-worker') return []
    if ((one.end !== null && one.end < start) || one.end === one.start) return []
    return [{ worker: number, from: one.start, to: one.end, reason: one.reason }]
  })
}
