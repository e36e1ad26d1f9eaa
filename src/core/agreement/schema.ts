import { z } from 'zod'
import { isoDate } from '../../kit/index.ts'
import { handoverSteps } from '../handover/index.ts'

/*
 * The one source of the agreement's shape: the TypeScript type and the published JSON Schema are
 * both made from here. Figures are written as people write them (8.5); they are worked with as
 * whole hundredths, never as floating point.
 */

const MAX_AMOUNT = 1_000_000_000

export const caseStatuses = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'referral',
  'care-leaver',
  'untyped',
] as const

export const caseFlags = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'enquiry-open',
  'care-leaver',
  'adoption',
  'disability',
  'early-help',
] as const

export const roles = [
  'social-worker',
  'senior-practitioner',
  'team-manager',
  'middle-manager',
  'senior-manager',
  'personal-adviser',
  'family-support',
  'qualified-without-cases',
  'other',
] as const

/** In the order in which the page lists them. */
export const reductionReasons = [
  'long-sickness',
  'maternity-paternity-adoption',
  'secondment',
  'suspension',
  'career-break',
  'sickness',
  'annual-leave',
  'phased-return',
  'disability-adjustment',
  'pregnancy',
  'student',
  'asye-assessor',
  'supervision-of-others',
  'duty',
  'court-duty',
  'training',
  'union-facility-time',
  'business-support-work',
  'other-agreed',
] as const

const hasTwoPlaces = (n: number): boolean => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6

const text = z.string().min(1).max(2_000)
const id = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(80)
  .describe('Lower-case letters, digits, hyphens and full stops. Never changes once agreed.')
const decimal = (most: number) =>
  z
    .number()
    .min(0)
    .max(most)
    .refine(hasTwoPlaces, { error: 'Write it with at most two decimal places.' })
const amount = decimal(MAX_AMOUNT).describe(
  "In the agreement's unit, at most two decimal places, e.g. 8.5.",
)
const amountOrBlank = amount
  .nullable()
  .describe("In the agreement's unit, e.g. 8.5; null where nothing has been agreed.")
const percent = z.int().min(0).max(100)

const evidence = z
  .strictObject({
    strength: z
      .enum(['published', 'derived', 'assumed', 'agreed', 'blank'])
      .describe(
        'published: printed in a source. derived: arithmetic from a published figure. assumed: no published anchor, agree it first. agreed: settled by the parties. blank: not filled in.',
      ),
    source: id.nullable().describe('Id of one of the sources; null where there is none.'),
    note: z.string().max(2_000).describe('What the figure rests on, in plain words.'),
  })
  .describe('What the figure rests on.')

const test = z
  .discriminatedUnion('test', [
    z
      .strictObject({
        test: z.literal('since'),
        day: z
          .enum(['status', 'open', 'placement', 'worker'])
          .describe(
            'The day the status, the involvement or the placement began, or the day this worker was first seen with the case.',
          ),
        monthsUnder: z.int().min(1).max(120),
      })
      .describe('Holds while fewer than so many months have passed. An unknown day never holds.'),
    z
      .strictObject({ test: z.literal('flag'), flag: z.enum(caseFlags) })
      .describe('Holds where the case carries the flag.'),
    z
      .strictObject({
        test: z.literal('court'),
        stage: z.enum(['pre-proceedings', 'care-proceedings']),
      })
      .describe('Holds where the case stands at this court stage.'),
  ])
  .describe('One thing that can be true of a case on a day.')

const statuses = z.array(z.enum(caseStatuses)).min(1).max(caseStatuses.length)
const anyOf = z.array(test).min(1).max(10).describe('Holds where at least one of these holds.')

const weight = z
  .strictObject({
    status: z.enum(caseStatuses),
    name: text.describe('As a sum shows it, e.g. "child protection plan".'),
    weight: amountOrBlank.describe(
      'null: no weight of its own; the case weighs the untyped default and raises a question.',
    ),
    evidence,
  })
  .describe('What a case of this status weighs.')

const stage = z
  .strictObject({
    id,
    name: text.describe('As a sum shows it, e.g. "first three months".'),
    statuses,
    anyOf,
    weight: amountOrBlank,
    evidence,
  })
  .describe('A stage of a status with a weight in place of the status’s own.')

const modifier = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('add'),
        id,
        name: text,
        statuses,
        anyOf,
        amount: amountOrBlank.describe('Added; null where nothing has been agreed: adds nothing.'),
        evidence,
      })
      .describe('Adds an amount while it holds.'),
    z
      .strictObject({
        kind: z.literal('times'),
        id,
        name: text,
        statuses,
        anyOf,
        percent: z.int().min(1).max(1_000).describe('100 leaves the sum as it is.'),
        evidence,
      })
      .describe('Multiplies the sum so far while it holds.'),
    z
      .strictObject({
        kind: z.literal('complexity'),
        id,
        name: text,
        steps: z
          .array(z.int().min(1).max(1_000))
          .min(1)
          .max(20)
          .describe('Percents a case may carry, e.g. 75, 100, 125. Any other counts as 100.'),
        evidence,
      })
      .describe('Multiplies the sum so far by the complexity entered for the case.'),
    z
      .strictObject({
        kind: z.literal('travel'),
        id,
        name: text,
        perHour: amount.describe(
          'What an hour of travel weighs: 1 where the unit is hours a month.',
        ),
        evidence,
      })
      .describe('Adds return travel minutes × visits a month.'),
  ])
  .describe('A change to the weight, applied to the sum so far.')

const siblings = z
  .strictObject({
    percent: percent.describe(
      'What each further child of the family weighs with the same worker, in percent; the heaviest counts whole.',
    ),
    statuses: statuses.describe('Statuses among which the rule applies.'),
    evidence,
  })
  .describe('Children of one family with the same worker. Needs a families file.')

const nonCaseDemand = z
  .strictObject({ id, name: text, amount: amountOrBlank, byContract: z.boolean(), evidence })
  .describe('Agreed work that is no case and that the scheme counts as demand of every worker.')

const fixedLine = z
  .strictObject({
    id,
    name: text,
    hours: decimal(744).describe('Hours a month for a full-time worker.'),
    byContract: z.boolean().describe('Whether a part-time worker has it in proportion.'),
    replacedBy: z
      .enum(['duty'])
      .nullable()
      .describe(
        'duty: left out where the worker’s own duty hours, or a dated duty reduction, are entered.',
      ),
    evidence,
  })
  .describe('A fixed part of the month that is no case work.')

const fullTime = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('hours'),
        weekHours: decimal(168)
          .refine((n) => n > 0, { error: 'A full-time week has more than 0 hours.' })
          .describe('Contract hours of a full-time week; a month is 52 ÷ 12 of it.'),
        contractEvidence: evidence,
        leaveDays: decimal(366).describe('Leave a year, full time.'),
        bankDays: decimal(366).describe('Bank holidays a year.'),
        leaveEvidence: evidence,
        sicknessPercent: decimal(100).describe(
          'Allowance for sickness, of what is left after leave. Not taken while a real sickness is entered.',
        ),
        sicknessEvidence: evidence,
        fixed: z.array(fixedLine).max(50),
      })
      .describe('Capacity from contract hours, line by line.'),
    z
      .strictObject({
        kind: z.literal('full-load'),
        amount: amountOrBlank.describe('What one full-time worker carries at 100 %.'),
        weekHours: decimal(168)
          .refine((n) => n > 0, { error: 'A full-time week has more than 0 hours.' })
          .describe('Full-time week, to turn hours taken away into a share of the load.'),
        evidence,
      })
      .describe('Capacity as a full load, in proportion to the contract.'),
  ])
  .describe('What a full-time worker can carry before anything of their own is taken off.')

const asye = z
  .strictObject({
    percent: percent.describe('Share of the usual capacity, e.g. 90.'),
    months: z.int().min(1).max(36).describe('From the day the assessed and supported year began.'),
    evidence,
  })
  .describe('Protected load of a newly qualified worker.')

const roleRule = z
  .strictObject({
    role: z.enum(roles),
    name: text,
    percent: percent.describe('Share of the usual capacity this role carries cases with.'),
    evidence,
  })
  .describe('What a role leaves for cases.')

const reductionRule = z
  .strictObject({
    reason: z.enum(reductionReasons),
    name: text,
    effect: z
      .enum(['away', 'as-entered', 'already-counted'])
      .describe(
        'away: a full absence unless a smaller part is entered; also counts where only the workforce census tells of it. as-entered: the percent or hours entered. already-counted: a standing line covers it; not taken twice.',
      ),
    upToPercent: percent.describe('The most that counts where a percent is entered.'),
    evidence,
  })
  .describe('How a dated reduction of capacity counts.')

export const answerers = ['team-manager', 'service-manager', 'head-of-service', 'director'] as const

export const kindsOfLoad = ['children', 'child-protection', 'court'] as const

export const overridableActs = [
  'over-hard-line',
  'outside-the-shortlist',
  'against-protection',
  'over-a-cap',
  'emergency-handover',
] as const

const answerer = z
  .enum(answerers)
  .describe('Who answers: a post in the line of management, never a named person.')
const days = z.int().min(0).max(250).describe('Working days.')
const kindOfLoad = z
  .enum(kindsOfLoad)
  .describe(
    'children: every child held. child-protection: children with a child protection plan or an S47 enquiry in progress. court: children in pre-proceedings or care proceedings.',
  )

const bar = z
  .strictObject({
    id,
    what: z.enum(['child-protection', 'court']),
    beforeMonth: z
      .int()
      .min(1)
      .max(36)
      .describe('None is held alone before this month, the first month being 1.'),
    evidence,
  })
  .describe('Work that a protected worker does not hold alone before a month of their protection.')

const protection = z
  .strictObject({
    bars: z.array(bar).max(10),
    mostChildren: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe('The most children for a full-time worker while protected; null: not agreed.'),
    evidence,
  })
  .describe('What a protected worker does not hold.')

const cap = z
  .strictObject({
    id,
    what: kindOfLoad,
    most: z.int().min(1).max(200).describe('The most of these for a full-time worker.'),
    evidence,
  })
  .describe(
    'The most that any worker holds, whatever the hours say; in proportion to the contract.',
  )

/** null, and a group left out, mean the same: not agreed, so that nothing is enforced. */
const termsSchema = z
  .strictObject({
    overload: z
      .strictObject({
        ladder: z
          .array(z.strictObject({ id, role: answerer, workingDays: days }))
          .min(1)
          .max(6)
          .describe(
            'Who must answer an overload, in order. The first has so many working days from its entry in the register; where they pass without an answer, the next has so many more.',
          ),
        evidence,
      })
      .nullable()
      .describe('Who answers a sustained overload, by when, and who is asked next.'),
    protection: z
      .strictObject({
        newlyQualified: protection.nullable(),
        returner: z
          .strictObject({
            weeks: z.int().min(1).max(104).describe('Weeks from the day of return.'),
            percent: percent.describe('Share of the usual capacity over those weeks.'),
            afterWeeksAway: z.int().min(1).max(104).describe('How long the absence was at least.'),
            limits: protection.nullable(),
            evidence,
          })
          .nullable(),
      })
      .describe('Who is protected beyond the hours: the newly qualified, and who comes back.'),
    caps: z.array(cap).max(20),
    handover: z
      .strictObject({
        steps: z
          .array(z.strictObject({ step: z.enum(handoverSteps), required: z.boolean() }))
          .length(handoverSteps.length)
          .describe('Each step of a handover, and whether one without it is not complete.'),
        meetingWithin: days,
        completeWithin: days,
        emergencyWithin: days.describe(
          'Working days in which the steps that an emergency left out are made up.',
        ),
        overlap: amount.describe(
          'What the case weighs for the outgoing and for the incoming worker until the handover is complete, beside its own weight with whoever is accountable.',
        ),
        evidence,
      })
      .nullable()
      .describe('What a handover holds and how long it may take.'),
    overrides: z
      .array(
        z.strictObject({ id, what: z.enum(overridableActs), secondPerson: answerer, evidence }),
      )
      .max(20)
      .describe('What a manager does only with a second pair of eyes.'),
    allocation: z
      .strictObject({
        workingDays: days,
        silence: z
          .enum(['accepted', 'returned'])
          .describe('What an allocation that the worker has not answered in time counts as.'),
        managerWorkingDays: days.describe(
          'Working days for the manager to respond to “not safe” or to conditions.',
        ),
        evidence,
      })
      .nullable()
      .describe('How long a worker has to answer an allocation, and what silence means.'),
    agency: z
      .strictObject({
        noticeDays: z.int().min(0).max(365).describe('Calendar days of notice.'),
        planWithin: days.describe(
          'Working days from notice by which each case of the leaver has its next worker.',
        ),
        evidence,
      })
      .nullable()
      .describe('Notice for the end of an agency assignment, and what follows it.'),
  })
  .describe('Clauses beyond weights. What is null or missing is not agreed: nothing is enforced.')

export const linesSchema = z
  .strictObject({
    safePercent: decimal(1_000).describe('Over this a worker is over the safe line.'),
    safeEvidence: evidence,
    hardPercent: decimal(1_000).describe('Over this a worker is over the hard line.'),
    hardEvidence: evidence,
    sustainedWeeks: z
      .int()
      .min(1)
      .max(52)
      .nullable()
      .describe('Weeks over the hard line after which the load is formally excessive.'),
    bands: z
      .array(
        z.strictObject({
          id,
          name: text,
          upToPercent: decimal(1_000).nullable().describe('null: no upper end.'),
          including: z.boolean().describe('Whether exactly that figure is still in this band.'),
        }),
      )
      .max(10)
      .describe('Optional named bands from the lowest up.'),
  })
  .describe('Utilisations at which something must happen. Exactly on a line is not over it.')

const reference = z
  .strictObject({
    title: text,
    rows: z.array(z.strictObject({ what: text, amount: text })).max(200),
    evidence,
  })
  .describe('Figures the source holds that weigh nothing here; shown for reference.')

export const sourceSchema = z
  .strictObject({ id, citation: text, note: z.string().max(2_000) })
  .describe('Where figures come from, and how strong that is.')

const dated = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .refine((of) => isoDate(`${of}-01-01`.slice(0, 10)) !== null, {
    error: 'Write a day, month or year of the calendar, such as 2026-09-30, 2026-09 or 2026.',
  })
  .nullable()
  .describe('Day, month or year of this version; null where the source does not say.')

export const agreementSchema = z
  .strictObject({
    format: z.literal(1).describe('Version of this file format.'),
    id,
    name: text,
    version: text.max(80),
    dated,
    about: text.describe('What this is and what it is not, in plain words.'),
    kind: z
      .enum(['agreement', 'starting-point', 'standard', 'mirror', 'template', 'reference'])
      .describe(
        'agreement: settled by the parties. standard: someone’s published standard. mirror: what is, not what should be. template: blank until filled in. reference: tables of another trade, to read and not to weigh with.',
      ),
    startingPoint: z
      .boolean()
      .describe('True until both parties have signed: every page then says so.'),
    sources: z.array(sourceSchema).max(50),
    unit: z
      .strictObject({
        name: z.enum(['hours a month', 'points', 'cases', 'parts of a full load']),
        grainsPerUnit: z
          .union([1, 2, 4, 5, 10, 20, 25, 50, 100].map((n) => z.literal(n)))
          .describe('How many grains make one unit: 2 for half hours, 1 for whole points.'),
        grain: text.describe('The grain in words, e.g. "half hour".'),
      })
      .describe(
        'What demand and capacity are counted in. Each case is rounded once, to the grain.',
      ),
    weights: z.array(weight).length(caseStatuses.length),
    stages: z.array(stage).max(50).describe('The first in this order that holds is taken.'),
    modifiers: z
      .array(modifier)
      .max(50)
      .describe('Applied in this order, each to the sum so far; the sibling rule comes last.'),
    siblings: siblings.nullable(),
    nonCaseDemand: z.array(nonCaseDemand).max(50),
    capacity: z
      .strictObject({
        fullTime,
        roles: z.array(roleRule).length(roles.length),
        asye: asye.nullable(),
        standing: z
          .strictObject({
            supervision: z.boolean(),
            duty: z.boolean(),
            businessSupport: z.boolean(),
            evidence,
          })
          .describe(
            'Which of a worker’s own standing hours count: supervising others and duty take away, case administration done by business support gives back.',
          ),
        reductions: z.array(reductionRule).length(reductionReasons.length),
      })
      .describe('What a worker can safely carry.'),
    lines: linesSchema,
    terms: termsSchema.optional(),
    reference: z.array(reference).max(20),
  })
  .check((context) => {
    const { value } = context
    const refuse = (path: (string | number)[], message: string): void => {
      context.issues.push({ code: 'custom', input: value, path, message })
    }
    const once = (path: string[], ids: readonly string[], what: string): void => {
      const seen = new Set<string>()
      ids.forEach((one, i) => {
        if (seen.has(one)) refuse([...path, i], `“${one}” is there twice; ${what}.`)
        seen.add(one)
      })
    }
    once(
      ['weights'],
      value.weights.map((of) => of.status),
      'give each status one weight',
    )
    once(
      ['stages'],
      value.stages.map((of) => of.id),
      'give each stage its own id',
    )
    value.stages.forEach((of, i) => {
      if ((caseStatuses as readonly string[]).includes(of.id)) {
        refuse(['stages', i, 'id'], `“${of.id}” is the name of a status; choose another id.`)
      }
    })
    once(
      ['modifiers'],
      value.modifiers.map((of) => of.id),
      'give each modifier its own id',
    )
    once(
      ['capacity', 'roles'],
      value.capacity.roles.map((of) => of.role),
      'give each role one rule',
    )
    once(
      ['capacity', 'reductions'],
      value.capacity.reductions.map((of) => of.reason),
      'give each reason one rule',
    )
    once(
      ['nonCaseDemand'],
      value.nonCaseDemand.map((of) => of.id),
      'give each line its own id',
    )
    once(
      ['sources'],
      value.sources.map((of) => of.id),
      'give each source its own id',
    )
    once(
      ['lines', 'bands'],
      value.lines.bands.map((of) => of.id),
      'give each band its own id',
    )
    if (value.modifiers.some((of) => of.id === 'sibling')) {
      refuse(['modifiers'], 'The id “sibling” belongs to the sibling rule; choose another.')
    }

    if (value.lines.hardPercent < value.lines.safePercent) {
      refuse(['lines', 'hardPercent'], 'The hard line lies below the safe line; raise it.')
    }
    if (value.lines.safePercent === 0) {
      refuse(['lines', 'safePercent'], 'A safe line of 0 % would put everyone over it.')
    }
    const ends = value.lines.bands.map((of) => of.upToPercent)
    ends.forEach((end, i) => {
      const before = ends[i - 1]
      if (i > 0 && (before == null || (end !== null && end <= before))) {
        refuse(['lines', 'bands', i, 'upToPercent'], 'Bands go from the lowest up.')
      }
      if (end === null && value.lines.bands[i]?.including) {
        refuse(['lines', 'bands', i, 'including'], 'A band without an end includes no end.')
      }
    })

    const { terms } = value
    if (terms !== undefined) {
      const eachOnce = (path: string[], of: readonly { id: string }[]): void => {
        once(
          ['terms', ...path],
          of.map((one) => one.id),
          'give each its own id',
        )
      }
      eachOnce(['overload', 'ladder'], terms.overload?.ladder ?? [])
      eachOnce(
        ['protection', 'newlyQualified', 'bars'],
        terms.protection.newlyQualified?.bars ?? [],
      )
      eachOnce(
        ['protection', 'returner', 'limits', 'bars'],
        terms.protection.returner?.limits?.bars ?? [],
      )
      eachOnce(['caps'], terms.caps)
      eachOnce(['overrides'], terms.overrides)
      once(
        ['terms', 'handover', 'steps'],
        (terms.handover?.steps ?? []).map((of) => of.step),
        'name each step once',
      )
      if (terms.handover && terms.handover.completeWithin < terms.handover.meetingWithin) {
        refuse(
          ['terms', 'handover', 'completeWithin'],
          'A handover cannot be complete before its meeting; give it more working days.',
        )
      }
    }

    const { fullTime } = value.capacity
    if (fullTime.kind === 'hours') {
      once(
        ['capacity', 'fullTime', 'fixed'],
        fullTime.fixed.map((of) => of.id),
        'give each line its own id',
      )
      if (value.unit.name !== 'hours a month') {
        refuse(
          ['capacity', 'fullTime'],
          'Capacity in hours needs the unit “hours a month”; give a full load instead.',
        )
      }
    }
    // A month has at most 31 × 24 hours: no child's case can weigh more than all of them.
    const most = value.unit.name === 'hours a month' ? 31 * 24 : MAX_AMOUNT
    const bounded = (path: (string | number)[], of: number | null): void => {
      if (of !== null && of > most) {
        refuse(path, 'More than 24 hours a day for a month; no case can weigh that.')
      }
    }
    value.weights.forEach((of, i) => bounded(['weights', i, 'weight'], of.weight))
    value.stages.forEach((of, i) => bounded(['stages', i, 'weight'], of.weight))
    value.modifiers.forEach((of, i) => {
      if (of.kind === 'add') bounded(['modifiers', i, 'amount'], of.amount)
    })

    const known = new Set(value.sources.map((of) => of.id))
    for (const { path, evidence } of evidenceOf(value)) {
      if (evidence.source !== null && !known.has(evidence.source)) {
        refuse([...path, 'source'], `“${evidence.source}” is none of the sources; add it there.`)
      }
    }
  })
  .describe('A workload agreement: what a case weighs, what a worker can safely carry, the lines.')

/** Parts that stand in many places: the published schema has each once, under its name. */
export const reusedParts = { evidence, statuses, test, protection }

export type Agreement = z.infer<typeof agreementSchema>
export type Evidence = z.infer<typeof evidence>
export type CaseTest = z.infer<typeof test>
export type StageRule = z.infer<typeof stage>
export type WeightRule = z.infer<typeof weight>
export type Modifier = z.infer<typeof modifier>
export type Lines = z.infer<typeof linesSchema>
export type FixedLine = z.infer<typeof fixedLine>
export type ReductionRule = z.infer<typeof reductionRule>
export type RoleRule = z.infer<typeof roleRule>
export type Terms = z.infer<typeof termsSchema>
export type Protection = z.infer<typeof protection>

/** Every evidence of an agreement with its path, wherever it stands. */
function evidenceOf(
  value: unknown,
  path: (string | number)[] = [],
): { path: (string | number)[]; evidence: Evidence }[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => evidenceOf(one, [...path, i]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const here = [...path, key]
    const parsed = /evidence$/i.test(key) ? evidence.safeParse(one) : null
    return parsed?.success ? [{ path: here, evidence: parsed.data }] : evidenceOf(one, here)
  })
}

/** A figure of the agreement as whole hundredths: 8.5 → 850. Exact for at most two decimal places. */
export const hundredthsOf = (figure: number): number => Math.round(figure * 100)
