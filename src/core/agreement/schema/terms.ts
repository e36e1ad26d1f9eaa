import { z } from 'zod'
import { handoverSteps } from '../../handover/index.ts'
import { amount, evidence, id, percent } from './figures.ts'

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

export const protection = z
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
export const termsSchema = z
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

export type Terms = z.infer<typeof termsSchema>
export type Protection = z.infer<typeof protection>
