import { z } from 'zod'
import { amountOrBlank, decimal, evidence, id, percent, text } from './figures.ts'
import { roles, reductionReasons } from './words.ts'

export const fixedLine = z
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

export const fullTime = z
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

export const asye = z
  .strictObject({
    percent: percent.describe('Share of the usual capacity, e.g. 90.'),
    months: z.int().min(1).max(36).describe('From the day the assessed and supported year began.'),
    evidence,
  })
  .describe('Protected load of a newly qualified worker.')

export const roleRule = z
  .strictObject({
    role: z.enum(roles),
    name: text,
    percent: percent.describe('Share of the usual capacity this role carries cases with.'),
    evidence,
  })
  .describe('What a role leaves for cases.')

export const reductionRule = z
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

export type FixedLine = z.infer<typeof fixedLine>
export type ReductionRule = z.infer<typeof reductionRule>
export type RoleRule = z.infer<typeof roleRule>
