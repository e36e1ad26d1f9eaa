import { z } from 'zod'
import { decimal, evidence, id, text } from './figures.ts'

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

export type Lines = z.infer<typeof linesSchema>
