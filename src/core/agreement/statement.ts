import { z } from 'zod'
import { isoDate, type IsoDate } from '../../kit/index.ts'

/** The branch's signature as a file: made in the branch's house, recorded by the service beside its own. */
export const statementSchema = z.strictObject({
  format: z.literal(1),
  what: z.literal('signature for the branch'),
  branch: z.string().min(1).max(200),
  agreement: z.strictObject({
    id: z.string().max(80),
    version: z.string().max(80),
    name: z.string().max(2_000),
  }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the canonical text that was signed.'),
  name: z.string().trim().min(1).max(200),
  office: z.string().trim().min(1).max(200).describe('Held on that day.'),
  on: z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null),
  words: z.string().min(1).max(4_000),
})

export type Statement = z.infer<typeof statementSchema>
