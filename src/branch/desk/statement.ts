import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import type { StoredDeskSignature } from '../../store/branch/index.ts'
import type { SignedView } from './views.ts'

/** The branch's signature as a file that is handed to the service. */
export const statementSchema = z.strictObject({
  format: z.literal(1),
  what: z.literal('signature for the branch'),
  branch: z.string().min(1),
  agreement: z.strictObject({ id: z.string(), version: z.string(), name: z.string() }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the canonical text that was signed.'),
  name: z.string().min(1),
  office: z.string().min(1).describe('Held on that day.'),
  on: z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null),
  words: z.string().min(1),
})

export type Statement = z.infer<typeof statementSchema>

export const statementOf = (of: Omit<Statement, 'format' | 'what' | 'words'>): Statement => ({
  format: 1,
  what: 'signature for the branch',
  ...of,
  words: `I, ${of.name}, ${of.office} of ${of.branch} on ${longDate(of.on)}, sign ${of.agreement.name}, version ${of.agreement.version}, for the branch. The text has the hash ${of.sha256}.`,
})

export function signedView({ id, statement }: StoredDeskSignature): SignedView {
  const { name, office, on } = statementSchema.parse(JSON.parse(statement))
  return { id, name, office, on }
}
