import { z } from 'zod'
import { isoDate } from '../../../kit/index.ts'
import { asye, fullTime, reductionRule, roleRule } from './capacity.ts'
import { refuseContradictions } from './contradictions.ts'
import { evidence, id, text } from './figures.ts'
import { linesSchema } from './lines.ts'
import { caseStatuses, reductionReasons, roles } from './words.ts'
import { protection, termsSchema } from './terms.ts'
import { modifier, nonCaseDemand, siblings, stage, statuses, test, weight } from './weights.ts'

/*
 * The one source of the agreement's shape: the TypeScript type and the published JSON Schema are
 * both made from here. Figures are written as people write them (8.5); they are worked with as
 * whole hundredths, never as floating point.
 */

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

const agreementShape = z.strictObject({
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
    .describe('What demand and capacity are counted in. Each case is rounded once, to the grain.'),
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

export type AgreementShape = z.infer<typeof agreementShape>

export const agreementSchema = agreementShape
  .check((context) => {
    refuseContradictions(context.value, (path, message) => {
      context.issues.push({ code: 'custom', input: context.value, path, message })
    })
  })
  .describe('A workload agreement: what a case weighs, what a worker can safely carry, the lines.')

/** Parts that stand in many places: the published schema has each once, under its name. */
export const reusedParts = { evidence, statuses, test, protection }

export type Agreement = z.infer<typeof agreementSchema>

/** A figure of the agreement as whole hundredths: 8.5 → 850. Exact for at most two decimal places. */
export const hundredthsOf = (figure: number): number => Math.round(figure * 100)
