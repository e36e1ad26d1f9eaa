import { fullTimeSocialWorker } from '../../src/core/model/index.ts'
import fc from 'fast-check'
import { addDays, type IsoDate } from '../../src/kit/index.ts'
import type {
  Case,
  CaseFlag,
  CaseStatus,
  Caseload,
  ChildId,
  FamilyId,
  Holder,
  PersonRecord,
  Reduction,
  ReductionReason,
  Team,
  TeamId,
  Worker,
  WorkerId,
} from '../../src/core/model/index.ts'

/** Invented cases, people and caseloads: whole ones to change a detail of, and any at random. */

export const today = '2026-09-30' as IsoDate
export const child = (id: string): ChildId => id as ChildId
export const family = (id: string): FamilyId => id as FamilyId
export const workerId = (id: string): WorkerId => id as WorkerId
export const teamId = (id: string): TeamId => id as TeamId
export const heldBy = (id: string): Holder => ({ kind: 'worker', worker: workerId(id) })

export const aCase = (of: Partial<Case> = {}): Case => ({
  child: child('c1'),
  status: 'child-in-need-plan',
  flags: [],
  statusSince: null,
  openSince: null,
  placementSince: null,
  workerSinceInferred: null,
  holder: heldBy('w1'),
  workerAsRead: 'A Worker',
  personalAdviser: null,
  team: null,
  family: null,
  disability: null,
  courtStage: null,
  complexity: null,
  travelMinutes: null,
  visitsAMonth: null,
  birthDate: null,
  lastSeen: null,
  from: [{ file: 'annex-a.xlsx', sheet: 'List 6', row: 2 }],
  ...of,
})

export const aPerson = (of: Partial<PersonRecord> = {}): PersonRecord => ({
  ...fullTimeSocialWorker,
  from: { file: 'people.xlsx', sheet: 'People', row: 2 },
  name: 'A Worker',
  ...of,
})

export const aWorker = (
  id: string,
  person: PersonRecord | null = aPerson(),
  team: string | null = null,
): Worker => ({
  id: workerId(id),
  name: `Worker ${id}`,
  aliases: [],
  team: team === null ? null : teamId(team),
  person,
})

export const aCaseload = (of: Partial<Caseload> = {}): Caseload => ({
  asOf: today,
  cases: [],
  workers: [],
  teams: [],
  outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 },
  findings: [],
  ...of,
})

const statuses: CaseStatus[] = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'referral',
  'care-leaver',
  'untyped',
]
const flags: CaseFlag[] = ['child-protection-plan', 'enquiry-open', 'adoption', 'disability']
const reasons: ReductionReason[] = [
  'long-sickness',
  'sickness',
  'annual-leave',
  'phased-return',
  'duty',
  'union-facility-time',
  'secondment',
]

const anyDay = fc.integer({ min: -900, max: 30 }).map((days) => addDays(today, days))
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })

export const anyReduction: fc.Arbitrary<Reduction> = fc.record({
  reason: fc.constantFrom(...reasons),
  from: anyDay,
  to: orNull(fc.integer({ min: -30, max: 200 }).map((days) => addDays(today, days))),
  amount: fc.oneof(
    fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ hoursHundredths: fc.integer({ min: 0, max: 20_000 }) }),
  ),
})

export const anyPerson: fc.Arbitrary<PersonRecord> = fc
  .record({
    fteMillionths: orNull(fc.integer({ min: 0, max: 1_000_000 })),
    role: fc.constantFrom(null, 'social-worker' as const, 'team-manager' as const),
    asyeStart: orNull(anyDay),
    asye: fc.constantFrom(null, true, false),
    contractEnd: orNull(fc.integer({ min: -20, max: 400 }).map((days) => addDays(today, days))),
    reductions: fc.array(anyReduction, { maxLength: 4 }),
    supervisionHours: orNull(fc.integer({ min: 0, max: 3_000 })),
    dutyHours: orNull(fc.integer({ min: 0, max: 3_000 })),
    businessSupportHours: orNull(fc.integer({ min: 0, max: 3_000 })),
  })
  .map(aPerson)

const anyHolder = (workers: readonly WorkerId[]): fc.Arbitrary<Holder> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(...workers).map((worker): Holder => ({ kind: 'worker', worker })),
    },
    { weight: 1, arbitrary: fc.constant<Holder>({ kind: 'unallocated', why: 'blank' }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...workers)
        .map((worker): Holder => ({ kind: 'phantom', worker, why: 'left' })),
    },
  )

export const anyCaseOf = (id: string, workers: readonly WorkerId[]): fc.Arbitrary<Case> =>
  fc
    .record({
      status: fc.constantFrom(...statuses),
      flags: fc.uniqueArray(fc.constantFrom(...flags), { maxLength: 3 }),
      statusSince: orNull(anyDay),
      placementSince: orNull(anyDay),
      workerSinceInferred: orNull(anyDay),
      holder: anyHolder(workers),
      team: fc.constantFrom(null, teamId('t1'), teamId('t2'), teamId('t3')),
      family: orNull(fc.constantFrom(family('f1'), family('f2'), family('f3'))),
      courtStage: fc.constantFrom(
        null,
        'none' as const,
        'pre-proceedings' as const,
        'care-proceedings' as const,
      ),
      complexity: fc.constantFrom(null, 75, 100, 125, 150, 200, 90),
      travelMinutes: orNull(fc.integer({ min: 0, max: 240 })),
      visitsAMonth: orNull(fc.integer({ min: 0, max: 12 })),
    })
    .map((of) => aCase({ ...of, child: child(id) }))

/** Up to 6 workers in a tree of teams (t2 and t3 below t1, t4 apart), up to 25 cases. */
export const anyCaseload: fc.Arbitrary<Caseload> = fc
  .array(
    fc.record({ person: orNull(anyPerson), team: fc.constantFrom(null, 't1', 't2', 't3', 't4') }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .chain((people) => {
    const workers = people.map(({ person, team }, i) => aWorker(`w${i + 1}`, person, team))
    const ids = workers.map((of) => of.id)
    return fc
      .integer({ min: 0, max: 25 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyCaseOf(`c${i + 1}`, ids))))
      .map((cases) => aCaseload({ workers, cases, teams: someTeams }))
  })

const someTeams: Team[] = [
  { id: teamId('t1'), name: 'Locality', parent: null },
  { id: teamId('t2'), name: 'Locality one', parent: teamId('t1') },
  { id: teamId('t3'), name: 'Locality two', parent: teamId('t1') },
  { id: teamId('t4'), name: 'Court', parent: null },
]
