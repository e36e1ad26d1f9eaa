import { parseAgreement, presets, type Agreement } from '../../core/agreement/index.ts'
import { agreements, type Scope } from '../../store/index.ts'
import { agreementKey } from '../agreements/index.ts'

/** The agreement that an entry cites, as it stands; null where it cannot be read any more. */
export async function agreementOf(
  scope: Scope,
  cited: { agreement: string; version: string },
  inForce: Agreement,
): Promise<Agreement | null> {
  const key = agreementKey({ id: cited.agreement, version: cited.version })
  const known = [inForce, ...presets].find((one) => agreementKey(one) === key)
  if (known) return known
  const stored = await agreements.get(scope, cited.agreement, cited.version)
  const parsed = stored && parseAgreement(stored.document)
  return parsed?.ok ? parsed.value : null
}
