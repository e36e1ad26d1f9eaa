import { z } from 'zod'

export const MAX_AMOUNT = 1_000_000_000

const hasTwoPlaces = (n: number): boolean => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6

export const text = z.string().min(1).max(2_000)
export const id = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(80)
  .describe('Lower-case letters, digits, hyphens and full stops. Never changes once agreed.')
export const decimal = (most: number) =>
  z
    .number()
    .min(0)
    .max(most)
    .refine(hasTwoPlaces, { error: 'Write it with at most two decimal places.' })
export const amount = decimal(MAX_AMOUNT).describe(
  "In the agreement's unit, at most two decimal places, e.g. 8.5.",
)
export const amountOrBlank = amount
  .nullable()
  .describe("In the agreement's unit, e.g. 8.5; null where nothing has been agreed.")
export const percent = z.int().min(0).max(100)

export const evidence = z
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

export type Evidence = z.infer<typeof evidence>
