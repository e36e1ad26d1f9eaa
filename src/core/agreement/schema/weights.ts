import { z } from 'zod'
import { amount, amountOrBlank, evidence, id, percent, text } from './figures.ts'
import { caseFlags, caseStatuses } from './words.ts'

export const test = z
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

export const statuses = z.array(z.enum(caseStatuses)).min(1).max(caseStatuses.length)
const anyOf = z.array(test).min(1).max(10).describe('Holds where at least one of these holds.')

export const weight = z
  .strictObject({
    status: z.enum(caseStatuses),
    name: text.describe('As a sum shows it, e.g. "child protection plan".'),
    weight: amountOrBlank.describe(
      'null: no weight of its own; the case weighs the untyped default and raises a question.',
    ),
    evidence,
  })
  .describe('What a case of this status weighs.')

export const stage = z
  .strictObject({
    id,
    name: text.describe('As a sum shows it, e.g. "first three months".'),
    statuses,
    anyOf,
    weight: amountOrBlank,
    evidence,
  })
  .describe('A stage of a status with a weight in place of the status’s own.')

export const modifier = z
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

export const siblings = z
  .strictObject({
    percent: percent.describe(
      'What each further child of the family weighs with the same worker, in percent; the heaviest counts whole.',
    ),
    statuses: statuses.describe('Statuses among which the rule applies.'),
    evidence,
  })
  .describe('Children of one family with the same worker. Needs a families file.')

export const nonCaseDemand = z
  .strictObject({ id, name: text, amount: amountOrBlank, byContract: z.boolean(), evidence })
  .describe('Agreed work that is no case and that the scheme counts as demand of every worker.')

export type CaseTest = z.infer<typeof test>
export type StageRule = z.infer<typeof stage>
export type WeightRule = z.infer<typeof weight>
export type Modifier = z.infer<typeof modifier>
