import fc from 'fast-check'
import { addDays } from '../../src/kit/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import type {
  ChildId,
  ChildRecord,
  FamilyId,
  FamilyRecord,
  PersonRecord,
  Records,
  ReductionReason,
} from '../../src/core/model/index.ts'
import { DAY, person } from './build.ts'

const near = fc
  .oneof(
    fc.integer({ min: -120, max: 20 }),
    fc.constantFrom(-1, 0, 1, -63, -64, -65, -66, -67, -68),
  )
  .map((days): IsoDate => addDays(DAY, days))
const date = fc.option(near, { nil: null, freq: 4 })
const birth = fc.option(
  fc.constantFrom(-18 * 365 - 5, -17 * 365, -4000, -22 * 365).map((n) => addDays(DAY, n)),
  { nil: null },
)
const maybe = fc.constantFrom(true, false, null)
const name = fc.constantFrom(
  'Amara Okoye',
  'amara  okoye',
  'Okoye, Amara',
  'Jo Lin',
  'Sam Reed',
  'Sam Reed / Jo Lin',
  'Ida Quist',
  'Duty',
  '#N/A',
  'Court Team',
  'Unallocated MASH',
  'SW100001',
  null,
)
const team = fc.constantFrom('Court Team', 'court team', 'MASH', 'Duty', null)

const shared = { worker: name, team, disability: maybe, birthDate: birth }

type Loose = Record<string, unknown>

const anyRow: fc.Arbitrary<Loose> = fc.oneof(
  fc.record({ ...shared, kind: fc.constant('contact'), date }),
  fc.record({ ...shared, kind: fc.constant('early-help'), start: date, completed: date }),
  fc.record({ ...shared, kind: fc.constant('referral'), date, noFurtherAction: maybe }),
  fc.record({ ...shared, kind: fc.constant('assessment'), start: date, authorised: date }),
  fc.record({
    ...shared,
    kind: fc.constant('enquiry'),
    start: date,
    conferenceUnnecessary: maybe,
    conferenceDate: date,
  }),
  fc.record({
    ...shared,
    kind: fc.constant('need-episode'),
    start: date,
    closed: fc.option(near, { nil: null, freq: 1 }),
    status: fc.constantFrom(
      'looked-after',
      'child-protection-plan',
      'child-in-need-plan',
      'open-assessment',
      'closed',
      null,
    ),
    lastSeen: date,
  }),
  fc.record({
    ...shared,
    kind: fc.constant('protection-plan'),
    start: date,
    end: date,
    lastVisit: date,
    lastReview: date,
  }),
  fc.record({
    ...shared,
    kind: fc.constant('care-period'),
    start: date,
    ceased: date,
    courtStage: fc.constantFrom('none', 'pre-proceedings', 'care-proceedings', null),
    placementStart: date,
    lastVisit: date,
    lastReview: date,
  }),
  fc.record({
    ...shared,
    kind: fc.constant('care-leaver'),
    eligibility: fc.constantFrom(
      'relevant',
      'former-relevant',
      'qualifying',
      'eligible',
      'other',
      null,
    ),
    personalAdviser: name,
  }),
  fc.record({
    ...shared,
    kind: fc.constant('adoption'),
    decision: date,
    placed: date,
    order: date,
    reversed: date,
  }),
)

const SHEET: Record<string, number> = {
  contact: 1,
  'early-help': 2,
  referral: 3,
  assessment: 4,
  enquiry: 5,
  'need-episode': 6,
  'protection-plan': 7,
  'care-period': 8,
  'care-leaver': 9,
  adoption: 10,
}

/** Rows of a handful of children, so that rows of one child meet; every row has a place of its own. */
export const anyChildren: fc.Arbitrary<ChildRecord[]> = fc
  .array(
    fc
      .tuple(anyRow, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 400 }))
      .map(([row, child, number]) => ({
        ...row,
        child: `c${child}` as ChildId,
        from: { file: 'annex-a.xlsx', sheet: `List ${SHEET[String(row['kind'])]}`, row: number },
      })),
    { maxLength: 30 },
  )
  .map((rows) => {
    const seen = new Set<string>()
    return rows.filter(({ from }) => {
      const place = `${from.sheet}!${from.row}`
      if (seen.has(place)) return false
      seen.add(place)
      return true
    }) as object[] as ChildRecord[]
  })

const reasons: ReductionReason[] = ['long-sickness', 'sickness', 'annual-leave', 'career-break']

const anyPerson: fc.Arbitrary<PersonRecord> = fc
  .record({
    name: fc.constantFrom('Amara Okoye', 'Jo Lin', 'Sam Reed', 'Lin, Jo', null),
    number: fc.option(fc.integer({ min: 100_000, max: 100_003 }), { nil: null }),
    team: fc.constantFrom('Court Team', 'Duty', null),
    parentTeam: fc.constantFrom('East', 'Court Team', null),
    role: fc.constantFrom('social-worker', 'team-manager', null),
    contract: fc.constantFrom('permanent', 'agency', null),
    contractEnd: date,
    row: fc.integer({ min: 2, max: 400 }),
    reductions: fc.array(
      fc.record({
        reason: fc.constantFrom(...reasons),
        from: near,
        to: date,
        amount: fc.constantFrom({ percent: 100 }, { percent: 50 }, { hoursHundredths: 800 }),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ number, row, role, contract, ...given }) => ({
    ...person(given.name, {
      ...given,
      role: role as PersonRecord['role'],
      contract: contract as PersonRecord['contract'],
      sweNumber: number === null ? null : `SW${number}`,
    }),
    from: { file: given.name === null ? 'csww.xml' : 'people.xlsx', sheet: 'People', row },
  }))

const anyFamily: fc.Arbitrary<FamilyRecord> = fc
  .record({
    child: fc.integer({ min: 1, max: 6 }),
    family: fc.constantFrom('f1', 'f2', null),
    row: fc.integer({ min: 2, max: 400 }),
  })
  .map(({ child, family, row }) => ({
    from: { file: 'families.csv', sheet: 'families', row },
    child: `c${child}` as ChildId,
    family: family as FamilyId | null,
    courtStage: null,
    complexity: null,
    travelMinutes: null,
    visitsAMonth: null,
  }))

const byPlace = <T extends { from: { row: number } }>(each: T): number => each.from.row

export const anyRecords: fc.Arbitrary<Records> = fc.record({
  children: anyChildren,
  adopters: fc.constant([]),
  families: fc.uniqueArray(anyFamily, { maxLength: 5, selector: byPlace }),
  people: fc.uniqueArray(anyPerson, { maxLength: 5, selector: byPlace }),
  workforce: fc.constant([]),
  posts: fc.constant([]),
})

export { near as anyNearDay }
