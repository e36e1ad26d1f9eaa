import { z } from 'zod'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const day = z.iso.date()
const party = z.enum(['service', 'branch'])

/**
 * What `GET /:organisation/published/agreements.json` answers: every version of the agreement that was
 * laid before both parties. A signature says for which party and on which day, never who.
 */
export const publishedAgreementsSchema = z.strictObject({
  format: z.literal(1),
  publisher: z.string().min(1).max(2_000),
  versions: z
    .array(
      z.strictObject({
        key: z.string().min(3).max(200).describe('`id@version`'),
        state: z.enum(['proposed', 'signed', 'withdrawn']),
        sha256: hex.describe('Of the canonical text: keys in order, no spaces, UTF-8.'),
        proposedOn: day,
        effective: day.describe('The day from which it runs once both parties have signed.'),
        signedOn: day.nullable().describe('The day of the second signature.'),
        withdrawn: z
          .strictObject({ on: day, from: day.nullable().describe('The day it stopped running.') })
          .nullable(),
        signatures: z.array(z.strictObject({ party, on: day, sha256: hex })).max(2),
        document: z
          .record(z.string(), z.unknown())
          .describe('The text, as docs/agreement.schema.json has it.'),
      }),
    )
    .max(1_000)
    .describe('The newest first.'),
})

export type PublishedAgreements = z.infer<typeof publishedAgreementsSchema>
export type PublishedVersion = PublishedAgreements['versions'][number]
