import { addDays, daysBetween, fail, ok, type IsoDate } from '../../src/kit/index.ts'
import { presets } from '../../src/core/agreement/index.ts'
import type {
  Case,
  CaseFlag,
  CaseStatus,
  ChildId,
  FamilyId,
  Finding,
  Holder,
  Line,
  TeamId,
  Totals,
  WeighedCase,
  WeighedTeam,
  WeighedWorker,
  WorkerId,
  Workload,
} from '../../src/core/model/index.ts'
import type {
  ArrivedFile,
  Asked,
  CaseRow,
  Council,
  ImportRow,
  ImportState,
  ImportView,
  KindOfWork,
  OrganisationView,
  PlanRow,
  PlanState,
  Standing,
} from '../../src/council/index.ts'
import { aQuery, seedAgreements } from './agreements.ts'
import { seedEstablishment, seedMore, type SeededService } from './establishment.ts'
import {
  everybody,
  seedPlanRow,
  seedProgress,
  seedReady,
  seedShortlist,
  type Seeded,
} from './plans.ts'
import { seedDecisions } from './decisions.ts'
import { seedPublication } from './publication.ts'
import { seedHandovers } from './handover-views.ts'
import { seedLeavers } from './leavers.ts'
import { anOverload, seedRegister } from './register.ts'

/**
 * A council that holds an invented authority in memory: the pages' own seed. Figures add up
 * (totals are sums of the parts), but are made up; what they rest on is tested elsewhere.
 */
export interface SeedOptions {
  teams?: number
  workers?: number
  cases?: number
  /** Whose capacity is known: most (a few unknown, one away), nobody's, or everybody's. */
  capacity?: 'most' | 'nobody' | 'everybody'
  /** Put into every field that holds text. */
  naughty?: string
  /** State of the newest import of the council's own files; none where left out. */
  own?: ImportState
  /** Whether the teams stand within a team of the whole service. */
  tree?: boolean
  /** How far the latest plan is, where there is one. */
  latest?: PlanState
  /** Thrown by every reading. */
  broken?: Error
}

export interface SeedCouncil extends Council {
  /** What was asked of it, in order. */
  calls: { what: string; with: unknown }[]
  received: ArrivedFile[][]
}

export const seedDay = '2026-09-30' as IsoDate

export const demonstration: OrganisationView = {
  id: 'o-demo',
  slug: 'demonstration',
  name: 'Fairborough children’s services',
  demonstration: true,
}
export const own: OrganisationView = {
  id: 'o-own',
  slug: 'own',
  name: 'Your own files',
  demonstration: false,
}

/** Plans there are: ready, ready with kept cases but of older figures, and those that are not ready. */
const PLANS: [string, PlanState, Partial<PlanRow>][] = [
  ['p-6', 'failed', {}],
  ['p-5', 'waiting', {}],
  ['p-4', 'working', {}],
  ['p-3', 'ready', {}],
  [
    'p-2',
    'ready',
    {
      stale: 'import',
      asked: { ...everybody, moves: 'any', stay: [{ case: 'c-12', why: 'child-wish' }] },
    },
  ],
  ['p-1', 'cancelled', {}],
]

const WHOLE = 'whole'
const FIRST = ['Amara', 'Jo', 'Sam', 'Priya', 'Tomasz', 'Nia', 'Omar', 'Beth', 'Yusuf', 'Clare']
const LAST = ['Okoye', 'Lin', 'Reed', 'Shah', 'Nowak', 'Price', 'Hassan', 'Doyle', 'Khan', 'Marsh']
const TEAMS = [
  'Assessment 1',
  'Assessment 2',
  'Safeguarding North',
  'Safeguarding South',
  'Court team 2',
  'Children in care',
  'Leaving care',
  'Disabled children',
]
const STATUSES: [CaseStatus, number, string][] = [
  ['looked-after', 700, 'looked after'],
  ['child-protection-plan', 850, 'child protection plan'],
  ['child-in-need-plan', 550, 'child in need plan'],
  ['open-assessment', 900, 'open assessment'],
  ['referral', 300, 'referral'],
  ['care-leaver', 300, 'care leaver'],
  ['untyped', 600, 'no status: the untyped default'],
]
const KINDS: Record<CaseStatus, KindOfWork> = {
  'looked-after': 'in-care',
  'child-protection-plan': 'child-protection',
  'child-in-need-plan': 'child-in-need',
  'open-assessment': 'assessment',
  referral: 'assessment',
  'care-leaver': 'care-leaver',
  untyped: 'other',
}

/** A number from 0 to under `below`, the same for the same `n`. */
const pick = (n: number, below: number): number => ((n * 2_654_435_761) >>> 8) % below

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

export function seedCouncil(options: SeedOptions = {}): SeedCouncil {
  const text = (plain: string): string =>
    options.naughty === undefined ? plain : `${plain} ${options.naughty}`
  const whose = options.capacity ?? 'most'
  const preset = presets[0]
  if (!preset) throw new Error('there is no agreement to seed with')
  const agreement: Workload['agreement'] = {
    id: preset.id,
    version: preset.version,
    name: text(preset.name),
    unit: 'hours a month',
    grainsPerUnit: 2,
    safeLine: 10_000,
    hardLine: 11_000,
    startingPoint: true,
  }

  const teamCount = options.teams ?? 6
  const workerCount = options.workers ?? 62
  const caseCount = options.cases ?? 840
  const file = text('Annex A.xlsx')
  const teamId = (t: number): TeamId => `team-${t}` as TeamId
  const workerId = (w: number): WorkerId => `SW${100_000 + w}` as WorkerId
  const teamOfWorker = (w: number): number => w % teamCount

  const weighedCases: WeighedCase[] = Array.from({ length: caseCount }, (_, c) => {
    const s = pick(c, 40)
    const [status, base, name] = STATUSES[s === 0 ? 6 : s % 6] as (typeof STATUSES)[number]
    const w = pick(c + 7, workerCount)
    const holder: Holder =
      c % 41 === 0
        ? { kind: 'unallocated', why: c % 82 === 0 ? 'blank' : 'placeholder' }
        : c % 73 === 0
          ? { kind: 'phantom', worker: workerId(w), why: 'left' }
          : { kind: 'worker', worker: workerId(w) }
    const flags: CaseFlag[] = c % 11 === 0 ? ['enquiry-open'] : c % 17 === 0 ? ['disability'] : []
    const reasons: Line[] = [{ what: text(name), hundredths: base, clause: `weights.${status}` }]
    if (flags.includes('enquiry-open')) {
      reasons.push({ what: 'S47 in progress', hundredths: 300, clause: 'modifiers.enquiry' })
    }
    return {
      child: text(String(500_000 + c)) as ChildId,
      status,
      flags,
      statusSince: c % 29 === 0 ? null : addDays(seedDay, -pick(c + 3, 700)),
      holder,
      team: teamId(teamOfWorker(w)),
      family: c % 3 === 0 ? (`F${Math.floor(c / 6)}` as FamilyId) : null,
      demand: sum(reasons.map((line) => line.hundredths)) / 50,
      reasons,
      from: [{ file, sheet: text('List 6'), row: c + 2 }],
    }
  })

  const heldBy = new Map<WorkerId, WeighedCase[]>()
  for (const of of weighedCases) {
    if (of.holder.kind !== 'worker') continue
    heldBy.set(of.holder.worker, [...(heldBy.get(of.holder.worker) ?? []), of])
  }

  const weighedWorkers: WeighedWorker[] = Array.from({ length: workerCount }, (_, w) => {
    const held = heldBy.get(workerId(w)) ?? []
    const demand = sum(held.map((of) => of.demand))
    const unknown = whose === 'nobody' || (whose === 'most' && w % 15 === 7)
    const away = whose === 'most' && w % 31 === 11
    const part = w % 5 === 4
    const capacity = unknown ? null : away ? 0 : (part ? 144 : 220) - (w % 9) * 4
    const utilisation = capacity ? Math.floor((demand * 20_000 + capacity) / (2 * capacity)) : null
    return {
      id: workerId(w),
      name: text(`${FIRST[w % 10]} ${LAST[Math.floor(w / 10) % 10]}`),
      team: teamId(teamOfWorker(w)),
      role: unknown ? null : 'social-worker',
      agency: unknown ? null : w % 6 === 0,
      fteMillionths: unknown ? null : part ? 600_000 : 1_000_000,
      cases: held.length,
      families: held.length,
      demand,
      capacity,
      capacityLines:
        capacity === null
          ? []
          : [
              {
                what: text('contract'),
                hundredths: capacity * 50 + 1_200,
                clause: 'capacity.contract',
              },
              { what: 'duty', hundredths: -1_200, clause: 'capacity.duty' },
            ],
      reducedBy: capacity === null ? [] : [{ reason: 'duty', hundredths: 1_200 }],
      utilisation,
      state: unknown ? 'unknown' : away ? 'cannot-receive' : 'known',
      standing: unknown
        ? 'unknown'
        : away
          ? held.length > 0
            ? 'over-hard'
            : 'within'
          : (utilisation ?? 0) > 11_000
            ? 'over-hard'
            : (utilisation ?? 0) > 10_000
              ? 'over-safe'
              : 'within',
      censusCases: null,
      asye: w % 12 === 3,
    }
  })

  const totalsOf = (
    ofCases: readonly WeighedCase[],
    ofWorkers: readonly WeighedWorker[],
  ): Totals => {
    const known = ofWorkers.filter((worker) => worker.capacity !== null)
    const capacity = known.length ? sum(known.map((worker) => worker.capacity ?? 0)) : null
    const shares = ofWorkers
      .flatMap((worker) => (worker.utilisation === null ? [] : [worker.utilisation]))
      .sort((a, b) => a - b)
    const at = (share: number): number => shares[Math.floor((shares.length - 1) * share)] ?? 0
    const families = new Set(ofCases.map((of) => of.family ?? of.child))
    return {
      children: ofCases.length,
      families: families.size,
      familiesKnown: ofCases.filter((of) => of.family !== null).length,
      allocated: ofCases.filter((of) => of.holder.kind === 'worker').length,
      unallocated: ofCases.filter((of) => of.holder.kind === 'unallocated').length,
      phantom: ofCases.filter((of) => of.holder.kind === 'phantom').length,
      demand: sum(ofCases.map((of) => of.demand)),
      demandAllocated: sum(
        ofCases.filter((of) => of.holder.kind === 'worker').map((of) => of.demand),
      ),
      capacity,
      capacityUnknown: ofWorkers.length - known.length,
      utilisation: capacity
        ? Math.round((sum(known.map((worker) => worker.demand)) * 10_000) / capacity)
        : null,
      workers: ofWorkers.length,
      overSafe: ofWorkers.filter((worker) => worker.standing.startsWith('over')).length,
      overHard: ofWorkers.filter((worker) => worker.standing === 'over-hard').length,
      spread: shares.length
        ? { p10: at(0.1), median: at(0.5), p90: at(0.9), highest: at(1) }
        : null,
      casesPerFteHundredths: known.length ? 1_540 : null,
      censusCases: known.length ? ofCases.length - 3 : null,
    }
  }

  const weighedTeams: WeighedTeam[] = Array.from({ length: teamCount }, (_, t) => {
    const ofWorkers = weighedWorkers.filter((worker) => worker.team === teamId(t))
    return {
      id: teamId(t),
      name: text(TEAMS[t % TEAMS.length] + (t >= TEAMS.length ? ` ${t}` : '')),
      parent: options.tree ? (WHOLE as TeamId) : null,
      totals: totalsOf(
        weighedCases.filter((of) => of.team === teamId(t)),
        ofWorkers,
      ),
      workers: ofWorkers.map((worker) => worker.id),
    }
  })

  if (options.tree) {
    weighedTeams.push({
      id: WHOLE as TeamId,
      name: text('Fairborough'),
      parent: null,
      totals: totalsOf(weighedCases, weighedWorkers),
      workers: [],
    })
  }

  const findings: Finding[] = [
    {
      code: 'date-not-a-day',
      file,
      sheet: text('List 8'),
      row: 214,
      column: text('Date Started'),
      value: text('13/31/2024'),
      sentence:
        'This is not a day of the calendar: correct it in the file, or leave the row out with a reason.',
      effect: 'row-left-out',
      changesFigures: true,
      question: {
        key: `row:abc:List 8:214${options.naughty ?? ''}`,
        asks: text('Row 214 of List 8 has no readable start. What should happen to it?'),
        options: [
          { value: 'leave-out', label: text('Leave the row out') },
          { value: 'keep', label: 'Count it without a start' },
        ],
        remembered: false,
      },
    },
    {
      code: 'status-not-recognised',
      file,
      sheet: text('List 6'),
      row: 31,
      column: text('Case Status'),
      value: text('CLA&CP'),
      sentence: 'This status is not in the code list: say which it is, and it will be remembered.',
      effect: 'question',
      changesFigures: true,
      question: {
        key: 'code:case-status:cla&cp',
        asks: text('“CLA&CP” stands for which status?'),
        options: [
          'Looked after',
          'Child protection plan',
          'Child in need plan',
          'Open assessment',
          'Closed',
          'None of these',
        ].map((label, n) => ({ value: `v${n}`, label: text(label) })),
        remembered: true,
      },
    },
    {
      code: 'column-unknown',
      file,
      sheet: text('List 1'),
      row: null,
      column: text('Locality'),
      value: null,
      sentence: 'Annex A has no such column; it is left alone.',
      effect: 'notice',
      changesFigures: false,
    },
  ]

  const workload: Workload = {
    asOf: seedDay,
    agreement,
    totals: totalsOf(weighedCases, weighedWorkers),
    teams: weighedTeams,
    workers: weighedWorkers,
    cases: weighedCases,
    findings,
  }

  const teamAddress = (id: TeamId): string => `t-${id}`
  const workerAddress = (id: WorkerId): string =>
    `w-${weighedWorkers.findIndex((w) => w.id === id)}`
  const caseAddress = (of: WeighedCase): string => `c-${weighedCases.indexOf(of)}`

  const caseRow = (of: WeighedCase): CaseRow => {
    const { holder } = of
    const worker =
      holder.kind === 'unallocated'
        ? undefined
        : weighedWorkers.find((one) => one.id === holder.worker)
    const team = weighedTeams.find((one) => one.id === of.team)
    return {
      ...of,
      address: caseAddress(of),
      workerName: worker?.name ?? null,
      workerAddress: worker ? workerAddress(worker.id) : null,
      teamName: team?.name ?? null,
      teamAddress: team ? teamAddress(team.id) : null,
      days: of.statusSince ? daysBetween(of.statusSince, seedDay) : null,
    }
  }

  const importRow = (number: number, state: ImportState, current: boolean): ImportRow => ({
    id: `i-${number}`,
    number,
    state,
    asOf: seedDay,
    receivedAt: new Date('2026-10-01T09:00:00Z'),
    decidedAt: state === 'accepted' ? new Date('2026-10-01T09:30:00Z') : null,
    current,
    files: [
      { name: file, shape: 'annex-a', carried: false, size: 812_345 },
      { name: text('people.xlsx'), shape: 'people', carried: true, size: 12_345 },
    ],
    questions: 2,
  })
  const importsOf = (organisation: OrganisationView): ImportRow[] =>
    organisation.demonstration
      ? [importRow(14, 'accepted', true), importRow(13, 'accepted', false)]
      : options.own === undefined
        ? []
        : [importRow(1, options.own, options.own === 'accepted')]

  const importView = (organisation: OrganisationView, row: ImportRow): ImportView => {
    const isRead = !['received', 'reading', 'failed'].includes(row.state)
    return {
      ...row,
      version: 3,
      organisation,
      progress:
        row.state === 'reading'
          ? { stage: 'List 4', rows: 6_200, file: text('Annex A.xlsx') }
          : null,
      problem:
        row.state === 'failed'
          ? { code: 'file-damaged', sentence: text('The workbook breaks off in the middle.') }
          : null,
      files: row.files.map((one, n) => ({
        ...one,
        id: `f-${n}`,
        version: n === 0 ? '2024' : null,
        lists: isRead
          ? n === 0
            ? {
                [text('List 6')]: { rows: 840, used: 838, questioned: 2, leftOut: 0 },
                [text('List 8')]: { rows: 214, used: 213, questioned: 1, leftOut: 1 },
              }
            : { People: { rows: 62, used: 62, questioned: 0, leftOut: 0 } }
          : {},
        problem: null,
      })),
      changes: null,
      totals: isRead ? workload.totals : null,
      before: null,
      questionsToAnswer: isRead
        ? findings.flatMap((finding) =>
            finding.question
              ? [{ question: finding.question, finding, touches: 3, answer: null }]
              : [],
          )
        : [],
      answersGiven: isRead ? [{ key: 'worker:a okoye', value: text('SW100000') }] : [],
      findings: isRead ? findings : [],
      closed: 0,
    }
  }

  const calls: SeedCouncil['calls'] = []
  const received: ArrivedFile[][] = []
  /** The standing of what is asked, or null where there is no such import in force. */
  const standingOf = ({ organisation, import: id }: Asked): Standing | null => {
    if (options.broken) throw options.broken
    const row = importsOf(organisation).find((one) =>
      id === undefined ? one.current : one.id === id && one.state === 'accepted',
    )
    if (!row) return null
    return {
      organisation: named(organisation),
      import: {
        id: row.id,
        number: row.number,
        asOf: row.asOf,
        acceptedAt: new Date('2026-10-01T09:30:00Z'),
        current: row.current,
      },
      agreement,
    }
  }
  const named = (organisation: OrganisationView): OrganisationView => ({
    ...organisation,
    name: text(organisation.name),
  })
  const asked = (what: string, given: unknown): void => void calls.push({ what, with: given })

  const planStanding = (): Standing => {
    const standing = standingOf({ organisation: demonstration })
    if (!standing) throw new Error('the demonstration has an import in force')
    return standing
  }
  const planRow = (id: string, state: PlanState, over: Partial<PlanRow> = {}): PlanRow =>
    seedPlanRow({ standing: planStanding() }, id, state, over)
  const seeded = (standing: Standing): Seeded => ({
    standing,
    workers: weighedWorkers.map((one) => ({ ...one, address: workerAddress(one.id) })),
    cases: weighedCases.map(caseRow),
    teamName: (id) => weighedTeams.find((one) => one.id === id)?.name ?? null,
    text,
  })
  const seededService = (standing: Standing): SeededService => ({
    standing,
    workload,
    teamAddress,
    workerAddress,
    text,
  })
  const plansMade = new Map<string, ReturnType<typeof seedReady>>()
  const readyPlan = (id: string): ReturnType<typeof seedReady> => {
    const [, state, over] = PLANS.find(([one]) => one === id) ?? ['', 'ready' as const, {}]
    const made = plansMade.get(id) ?? seedReady(seeded(planStanding()), planRow(id, state, over))
    plansMade.set(id, made)
    return made
  }

  return {
    calls,
    received,
    async organisations() {
      return [named(demonstration), named(own)]
    },
    async organisation(slug) {
      if (options.broken) throw options.broken
      const found = [demonstration, own].find((one) => one.slug === slug)
      return found ? named(found) : null
    },
    async service(of) {
      const standing = standingOf(of)
      if (!standing) return null
      const { totals } = workload
      return {
        standing,
        totals,
        teams: weighedTeams.map((team) => ({
          ...team,
          address: teamAddress(team.id),
          weeksOver: team.totals.overHard > 0 ? 4 : null,
        })),
        workers: weighedWorkers.map((one) => ({ ...one, address: workerAddress(one.id) })),
        missingFteHundredths: whose === 'nobody' ? null : 320,
        trend: [12, 13, 14].map((number) => ({
          importNumber: number,
          asOf: addDays(seedDay, (number - 14) * 30),
          agreement: { id: agreement.id, version: agreement.version },
          workers: totals.workers,
          overSafe: totals.overSafe + (14 - number),
          overHard: totals.overHard,
          unallocated: totals.unallocated,
          phantom: totals.phantom,
          utilisation: totals.utilisation,
          medianUtilisation: totals.spread?.median ?? null,
          agencyShare: whose === 'nobody' ? null : 1_700,
        })),
        questions: { rows: 6, changingFigures: 2 },
      }
    },
    async team(of, address) {
      const standing = standingOf(of)
      const team = weighedTeams.find((one) => teamAddress(one.id) === address)
      if (!standing || !team) return null
      const ofWorkers = weighedWorkers.filter((worker) => worker.team === team.id)
      return {
        standing,
        team: { ...team, address, weeksOver: team.totals.overHard > 0 ? 4 : null },
        parent: null,
        children: [],
        workers: ofWorkers.map((worker) => {
          const byKind = new Map<KindOfWork, number>()
          for (const held of heldBy.get(worker.id) ?? []) {
            byKind.set(KINDS[held.status], (byKind.get(KINDS[held.status]) ?? 0) + held.demand)
          }
          return {
            ...worker,
            address: workerAddress(worker.id),
            byKind: [...byKind].map(([kind, demand]) => ({ kind, demand })),
            overload: worker.standing === 'over-hard' ? anOverload(seedDay) : null,
          }
        }),
        waiting: weighedCases
          .filter((one) => one.team === team.id && one.holder.kind !== 'worker')
          .map(caseRow)
          .sort((a, b) => (b.days ?? -1) - (a.days ?? -1)),
        ahead: [
          {
            on: addDays(seedDay, 14),
            what: 'contract-ends',
            worker: ofWorkers[0]?.name ?? '',
            address: workerAddress(ofWorkers[0]?.id ?? workerId(0)),
            cases: ofWorkers[0]?.cases ?? 0,
          },
        ],
        weeksAhead: {
          days: Array.from({ length: 9 }, (_, week) => addDays(seedDay, 7 * week)),
          workers: ofWorkers.map((worker, n) => ({
            name: worker.name,
            address: workerAddress(worker.id),
            days: Array.from({ length: 9 }, (_, week) => ({
              utilisation: worker.utilisation,
              state: worker.state,
              standing: n === 0 && week > 4 ? ('over-hard' as const) : worker.standing,
              cases: worker.cases,
            })),
            reasons:
              n === 0
                ? [{ on: addDays(seedDay, 33), what: 'less-capacity' as const }]
                : n === 1
                  ? [{ on: addDays(seedDay, 20), what: 'turns-25' as const }]
                  : [],
          })),
        },
      }
    },
    async worker(of, address) {
      const standing = standingOf(of)
      const worker = weighedWorkers.find((one) => workerAddress(one.id) === address)
      if (!standing || !worker) return null
      const team = weighedTeams.find((one) => one.id === worker.team)
      return {
        standing,
        worker: { ...worker, address, aliases: [text('A. Okoye')], sweNumber: worker.id },
        team: team ? { name: team.name, address: teamAddress(team.id) } : null,
        cases: (heldBy.get(worker.id) ?? []).map(caseRow),
        from: [{ file: text('people.xlsx'), sheet: 'People', row: 2, address: 'r-1' }],
        queries: [aQuery(text, address)],
        overload: worker.standing === 'over-hard' ? anOverload(seedDay) : null,
        limits: [{ clause: 'caps.children', what: 'children', most: 10, held: 12, kind: 'cap' }],
      }
    },
    async case(of, address) {
      const standing = standingOf(of)
      const found = weighedCases.find((one) => caseAddress(one) === address)
      if (!standing || !found) return null
      const facts: Case = {
        child: found.child,
        status: found.status,
        flags: found.flags,
        statusSince: found.statusSince,
        openSince: found.statusSince,
        placementSince: null,
        workerSinceInferred: null,
        holder: found.holder,
        workerAsRead: text('Amara Okoye'),
        personalAdviser: options.naughty ?? null,
        team: found.team,
        family: found.family,
        disability: null,
        courtStage: null,
        complexity: null,
        travelMinutes: null,
        visitsAMonth: null,
        birthDate: '2015-05-04' as IsoDate,
        lastSeen: addDays(seedDay, -12),
        from: found.from,
      }
      return {
        standing,
        queries: [],
        case: caseRow(found),
        facts,
        family: weighedCases
          .filter((one) => one !== found && one.family !== null && one.family === found.family)
          .map(caseRow),
        rows: found.from.map((from) => ({
          from,
          cells: [
            { column: text('Child Unique ID'), value: found.child, used: true },
            { column: text('Case Status'), value: text('b) Child Protection Plan'), used: true },
            { column: text('Gender'), value: text('b) Female'), used: false },
          ],
          address: 'r-1',
        })),
        findings: findings.slice(0, 1),
        history: [
          { asOf: seedDay, importNumber: 14, what: text('Worker changed'), inferred: true },
          {
            asOf: addDays(seedDay, -30),
            importNumber: 13,
            what: 'Became a child protection plan',
            inferred: false,
          },
        ],
      }
    },
    async cases(of, filter) {
      asked('cases', filter)
      const standing = standingOf(of)
      if (!standing) return null
      const rows = weighedCases
        .filter((one) => {
          const { holder } = filter
          if (holder === 'waiting') return one.holder.kind !== 'worker'
          return holder === undefined || one.holder.kind === holder
        })
        .filter((one) => filter.status === undefined || one.status === filter.status)
        .filter((one) => filter.flag === undefined || one.flags.some((f) => f === filter.flag))
        .filter((one) => !filter.team || (one.team && teamAddress(one.team) === filter.team))
        .filter((one) => one.child.startsWith(filter.search ?? ''))
        .map(caseRow)
      const size = filter.pageSize ?? rows.length
      const from = ((filter.page ?? 1) - 1) * size
      return { standing, rows: rows.slice(from, from + size), total: rows.length }
    },
    async people(of) {
      const standing = standingOf(of)
      if (!standing) return null
      return {
        standing,
        workers: weighedWorkers.map((weighed) => ({
          id: weighed.id,
          name: weighed.name,
          aliases: [],
          team: weighed.team,
          person:
            weighed.capacity === null
              ? null
              : {
                  from: { file: text('people.xlsx'), sheet: 'People', row: 2 },
                  name: weighed.name,
                  aliases: [],
                  sweNumber: weighed.id,
                  team: text('Court team 2'),
                  parentTeam: null,
                  fteMillionths: weighed.fteMillionths,
                  role: weighed.role,
                  contract: weighed.agency ? 'agency' : 'permanent',
                  contractEnd: weighed.agency ? addDays(seedDay, 20) : null,
                  asyeStart: null,
                  asye: weighed.asye,
                  absence: null,
                  reductions: [],
                  supervisionHours: null,
                  dutyHours: 1_200,
                  businessSupportHours: null,
                  censusCases: null,
                },
          address: workerAddress(weighed.id),
          weighed,
        })),
      }
    },
    async findings(of, filter) {
      asked('findings', filter)
      const standing = standingOf(of)
      const row = importsOf(of.organisation).find((one) => one.id === standing?.import.id)
      if (!standing || !row) return null
      return {
        import: row,
        closed: 0,
        findings: findings.filter(
          (one) =>
            (filter.code === undefined || one.code === filter.code) &&
            (filter.file === undefined || one.file === filter.file) &&
            (!filter.changing || one.changesFigures),
        ),
      }
    },
    async workload(of) {
      return standingOf(of) ? workload : null
    },
    async reading(of) {
      if (!standingOf(of)) return null
      return {
        files: [
          {
            name: file,
            sha256: 'a'.repeat(64),
            shape: 'annex-a',
            version: '2024',
            lists: { 'List 6': { rows: 840, used: 838, questioned: 2, leftOut: 0 } },
            findings: findings.map(({ question: _question, ...finding }) => finding),
            problem: null,
          },
        ],
      }
    },
    imports: {
      async list(organisation) {
        const rows = importsOf(organisation)
        return { rows, total: rows.length }
      },
      async view(organisation, id) {
        const row = importsOf(organisation).find((one) => one.id === id)
        return row ? importView(named(organisation), row) : null
      },
      async state(organisation, id) {
        return importsOf(organisation).find((one) => one.id === id)?.state ?? null
      },
      async receive(organisation, files, asOf) {
        asked('receive', { organisation: organisation.slug, asOf })
        received.push(files)
        return files.some((one) => one.name === 'same.xlsx')
          ? fail({ code: 'same-bytes', sentence: 'These are the files already in force.' })
          : ok({ id: 'i-1' })
      },
      async again(organisation) {
        asked('again', organisation.slug)
        return importsOf(organisation).some((one) => one.current)
          ? ok({ id: 'i-15' })
          : fail({ code: 'nothing-in-force', sentence: 'No import is in force.' })
      },
      async answer(_organisation, id, answers) {
        asked('answer', { id, answers })
        return ok(null)
      },
      async accept(_organisation, id) {
        asked('accept', id)
        return id === 'i-13'
          ? fail({ code: 'not-checked', sentence: 'This import is already decided.' })
          : ok(null)
      },
      async refuse(_organisation, id) {
        asked('refuse', id)
        return ok(null)
      },
      async undo(_organisation, id) {
        asked('undo', id)
        return ok(null)
      },
      async row(organisation, id, address) {
        if (!importsOf(organisation).some((one) => one.id === id) || address !== 'r-1') return null
        return {
          file,
          sheet: text('List 6'),
          row: 2,
          cells: [
            { column: text('Child Unique ID'), value: text('500000') },
            { column: text('Case Status'), value: text('b) Child Protection Plan') },
          ],
        }
      },
      async markedWorkbook(organisation, id) {
        return importsOf(organisation).some((one) => one.id === id)
          ? new TextEncoder().encode('PK')
          : null
      },
    },
    reminders: {
      waiting: async () => [
        {
          what: 'overload',
          about: 'e-1',
          who: text('Amara Okoye'),
          due: addDays(seedDay, 2),
          late: true,
        },
        {
          what: 'handover-sign',
          about: 'h-1',
          who: text('Jo Lin'),
          due: addDays(seedDay, 60),
          late: false,
        },
        { what: 'query', about: 'q-2', who: null, due: null, late: false },
      ],
      choices: async () => ({
        feed: { madeAt: new Date('2026-10-01T09:00:00Z'), lastReadAt: null },
        mail: true,
      }),
      makeFeed: async () => {
        asked('reminders.makeFeed', null)
        return 's'.repeat(43)
      },
      endFeed: async () => asked('reminders.endFeed', null),
      turnMail: async (_organisation, on) => asked('reminders.turnMail', on),
      calendar: async (_organisation, secret) =>
        secret === 's'.repeat(43)
          ? [
              {
                id: '00000000-0000-4000-8000-00000000000c',
                sequence: 1,
                what: 'overload',
                on: seedDay,
                changedAt: new Date('2026-10-01T09:00:00Z'),
                cancelled: false,
              },
            ]
          : null,
    },
    async subject(_organisation, about) {
      asked('subject', about)
      if (!('worker' in about) || about.worker !== weighedWorkers[0]?.id) {
        return fail({ code: 'not-found', sentence: 'Nothing is held about anybody with this id.' })
      }
      return ok({
        about: 'worker',
        id: about.worker,
        organisation: text('Fairborough'),
        reference: 'w-0',
        writtenAt: new Date('2026-10-05T09:00:00Z'),
        agreement: text('Our agreement'),
        looks: [],
        queries: [aQuery(text, 'w-0')],
        plans: [],
        decisions: [],
        imports: [],
        register: [],
        notices: [],
        accounts: [],
      })
    },
    async peopleTemplate() {
      return new TextEncoder().encode('PK')
    },
    ...seedAgreements({ named, text, asked, workload, standingOf }),
    publication: seedPublication(asked),
    handovers: seedHandovers({ text, asked }),
    leavers: seedLeavers({
      standing: () => standingOf({ organisation: demonstration }),
      cases: () => weighedCases.map(caseRow),
      text,
      asked,
    }),
    decisions: seedDecisions(
      () => seeded(planStanding()),
      (what, ...given) => asked(what, given),
      (of) => standingOf(of) !== null,
    ),
    register: seedRegister({ text, asked, day: seedDay }),
    as() {
      return this
    },
    establishment: {
      async service(of) {
        const standing = standingOf(of)
        return standing && seedEstablishment(seededService(standing), null)
      },
      async team(of, address) {
        const standing = standingOf(of)
        return standing && seedEstablishment(seededService(standing), address)
      },
      async more(of, address, more) {
        const standing = standingOf(of)
        return standing && seedMore(seededService(standing), address, more)
      },
      async template() {
        return new Uint8Array([80, 75])
      },
    },
    once() {
      return {
        run: (work) => work(),
        async answered() {},
        async undo() {},
        before: () => null,
      }
    },
    async totals() {
      return []
    },
    plans: {
      async list() {
        const rows = PLANS.map(([id, state, over]) => planRow(id, state, over))
        return { rows, total: rows.length }
      },
      async ask(organisation, plan) {
        asked('plan', { organisation: organisation.slug, plan })
        return plan.seed === 13
          ? fail({ code: 'capacity-unknown', sentence: 'Nobody’s capacity is known.' })
          : ok({ id: 'p-3' })
      },
      async progress(_organisation, id) {
        const found = PLANS.find(([one]) => one === id)
        return found ? seedProgress(found[1]) : null
      },
      async cancel(_organisation, id) {
        asked('cancel plan', id)
        return ok(null)
      },
      async view(_organisation, id) {
        const found = PLANS.find(([one]) => one === id)
        if (!found) return null
        if (found[1] === 'ready') return readyPlan(id).view
        const row = planRow(...found)
        return { row, standing: planStanding(), state: seedProgress(found[1]), result: null }
      },
      async certificate(_organisation, id) {
        return PLANS.some(([one, state]) => one === id && state === 'ready')
          ? readyPlan(id).certificate
          : null
      },
      async certificateFile(_organisation, id) {
        return PLANS.some(([one, state]) => one === id && state === 'ready')
          ? new TextEncoder().encode(JSON.stringify(readyPlan(id).certificate.certificate))
          : null
      },
      async latest() {
        return options.latest === undefined
          ? null
          : planRow('p-3', options.latest, {
              ...(options.latest === 'ready'
                ? {
                    busiest: {
                      before: { load: 300, capacity: 200 },
                      after: { load: 250, capacity: 200 },
                    },
                    moves: 8,
                  }
                : {}),
            })
      },
    },
    async shortlist(of, address, reach) {
      const standing = standingOf(of)
      return standing && seedShortlist(seeded(standing), address, reach)
    },
    async ready() {
      return options.broken
        ? fail({ code: 'store-away', sentence: 'The database does not answer.' })
        : ok(null)
    },
  }
}
