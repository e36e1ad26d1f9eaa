import type { IsoDate } from '../../src/kit/index.ts'
import type {
  Case,
  Caseload,
  ChildId,
  FamilyId,
  Finding,
  Holder,
  TeamId,
  Worker,
  WorkerId,
} from '../../src/core/model/index.ts'
import type { SourceRow } from '../../src/store/index.ts'

export const day = (text: string): IsoDate => text as IsoDate

export interface Size {
  workers: number
  teams: number
  cases: number
  findings?: number
  asOf?: string
  /** Put before every id, so that two caseloads share none. */
  mark?: string
}

/**
 * An invented caseload with every kind of holder. It is the same for the same size: nothing is
 * drawn by chance, so that what is loaded can be compared with what was made.
 */
export function aCaseload(size: Size): Caseload {
  const mark = size.mark ?? ''
  const asOf = day(size.asOf ?? '2025-09-30')
  const teams = Array.from({ length: size.teams }, (_, n) => ({
    id: `${mark}team ${n}` as TeamId,
    name: `${mark}Team ${n}`,
    parent: n === 0 ? null : (`${mark}team 0` as TeamId),
  }))
  const teamOf = (n: number) => teams[n % size.teams]?.id ?? null
  const workers = Array.from({ length: size.workers }, (_, n): Worker => ({
    id: `${mark}SW${100_000 + n}` as WorkerId,
    name: `${mark}Worker ${n}`,
    aliases: n % 3 === 0 ? [`${mark}W. ${n}`] : [],
    team: teamOf(n),
    person:
      n % 10 === 9
        ? null
        : {
            from: { file: 'people.csv', sheet: 'people', row: n + 2 },
            name: `${mark}Worker ${n}`,
            aliases: [],
            sweNumber: `SW${100_000 + n}`,
            team: `${mark}Team ${n % size.teams}`,
            parentTeam: null,
            fteMillionths: n % 4 === 0 ? 600_000 : 1_000_000,
            role: 'social-worker',
            contract: n % 5 === 0 ? 'agency' : 'permanent',
            contractEnd: null,
            asyeStart: null,
            asye: null,
            absence: null,
            reductions: [
              { reason: 'duty', from: day('2025-09-01'), to: null, amount: { percent: 10 } },
            ],
            supervisionHours: null,
            dutyHours: null,
            businessSupportHours: null,
            censusCases: null,
          },
  }))
  const holderOf = (n: number): Holder => {
    if (n % 23 === 0) return { kind: 'unallocated', why: 'blank' }
    const worker = workers[n % size.workers]?.id
    if (worker === undefined) return { kind: 'unallocated', why: 'placeholder' }
    if (n % 29 === 0) return { kind: 'phantom', worker, why: 'left' }
    return { kind: 'worker', worker }
  }
  const statuses = [
    'looked-after',
    'child-protection-plan',
    'child-in-need-plan',
    'open-assessment',
    'untyped',
  ] as const
  const cases = Array.from({ length: size.cases }, (_, n): Case => {
    const status = statuses[n % statuses.length] ?? 'untyped'
    return {
      child: `${mark}C${10_000 + n}` as ChildId,
      status,
      flags: status === 'untyped' ? [] : [status],
      statusSince: day('2025-03-01'),
      openSince: day('2024-11-15'),
      placementSince: n % 5 === 0 ? day('2025-04-02') : null,
      workerSinceInferred: null,
      holder: holderOf(n),
      workerAsRead: n % 23 === 0 ? null : `${mark}Worker ${n % size.workers}`,
      personalAdviser: null,
      team: teamOf(n % size.workers),
      family: n % 3 === 0 ? (`${mark}F${Math.floor(n / 6)}` as FamilyId) : null,
      disability: n % 17 === 0,
      courtStage: null,
      complexity: null,
      travelMinutes: null,
      visitsAMonth: null,
      birthDate: day('2014-06-07'),
      lastSeen: day('2025-09-11'),
      from: [
        { file: 'annex-a.xlsx', sheet: 'List 6', row: n + 2 },
        { file: 'annex-a.xlsx', sheet: 'List 4', row: n + 2 },
      ],
    }
  })
  const findings = Array.from({ length: size.findings ?? 3 }, (_, n): Finding => ({
    code: n % 2 === 0 ? 'date-not-a-day' : 'status-not-known',
    file: 'annex-a.xlsx',
    sheet: n % 2 === 0 ? 'List 8' : 'List 6',
    row: 10 + n,
    column: 'Date Started',
    value: '13/31/2024',
    sentence: 'This is not a day of the calendar. Correct it in the file.',
    effect: n % 2 === 0 ? 'cell-not-used' : 'question',
    changesFigures: n % 2 === 1,
    ...(n % 2 === 1
      ? {
          question: {
            key: `code:case-status:${n}`,
            asks: 'Which status is this?',
            options: [{ value: 'closed', label: 'Closed' }],
            remembered: true,
          },
        }
      : {}),
  }))
  return {
    asOf,
    cases,
    workers,
    teams,
    outside: { earlyHelp: 4, closed: 5, adopterHouseholds: 2, contacts: 9 },
    findings,
  }
}

/** The rows behind `aCaseload`. */
export function rowsOf(caseload: Caseload): SourceRow[] {
  return caseload.cases.flatMap((one) =>
    one.from.map((from) => ({
      from,
      headers: ['Child Unique ID', 'Case Status', 'Date', 'Allocated Worker', 'Allocated Team'],
      cells: [one.child, one.status, '01/03/2025', one.workerAsRead ?? '', one.team ?? ''],
    })),
  )
}
