import { z } from 'zod'
import { addDays, addMonths, fail, ok, type IsoDate, type Result } from '../../kit/index.ts'
import { retention, type Organisation, type RetentionCount } from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { note } from '../note.ts'

const span = (otherwise: number) => z.int().min(1).max(1_200).nullable().default(otherwise)

/** How long what is kept; null keeps it for ever. */
const rulesDocument = z.strictObject({
  /** Rows of accepted imports that others have superseded. */
  supersededImportsMonths: span(24),
  /** Rows and files of imports that were refused, undone or could not be read. */
  endedImportsMonths: span(3),
  /** The bytes of uploaded files; what was read from them follows its import. */
  uploadedFilesMonths: span(12),
  endedSignInsDays: span(90),
  signInAttemptsDays: span(90),
})

export type RetentionRules = z.infer<typeof rulesDocument>

export const defaultRetention: RetentionRules = rulesDocument.parse({})

/** Rules from a document; what it leaves out is as by default. */
export function retentionFrom(document: unknown): Result<RetentionRules> {
  const read = rulesDocument.safeParse(document)
  if (read.success) return ok(read.data)
  const [issue] = read.error.issues
  const where = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys[0] : '')
  return fail({
    code: 'not-rules',
    sentence: `${where ? `“${where}” is` : 'This is'} not a retention rule. Rules: ${Object.keys(defaultRetention).join(', ')}; each a whole number from 1, or null to keep for ever.`,
  })
}

/** Counts what the rules say goes; where carried out, removes it and notes that in one transaction. */
export function retain(
  { store, now, today }: Pick<CouncilDeps, 'store' | 'now' | 'today'>,
  organisation: Pick<Organisation, 'id'>,
  rules: RetentionRules,
  carryOut: boolean,
): Promise<RetentionCount> {
  const months = (n: number | null): IsoDate | null => (n === null ? null : addMonths(today(), -n))
  const days = (n: number | null): IsoDate | null => (n === null ? null : addDays(today(), -n))
  const start = (day: IsoDate | null): Date | null =>
    day === null ? null : new Date(`${day}T00:00:00Z`)
  return store.asHouse().inOrganisation(organisation.id, async (scope) => {
    const counted = await retention.retain(
      scope,
      {
        superseded: months(rules.supersededImportsMonths),
        ended: start(months(rules.endedImportsMonths)),
        files: start(months(rules.uploadedFilesMonths)),
        sessions: start(days(rules.endedSignInsDays)),
        attempts: start(days(rules.signInAttemptsDays)),
      },
      { carryOut, at: now() },
    )
    if (carryOut) await note({ now }, scope, 'retention.carried-out', { ...counted, ...rules })
    return counted
  })
}
