import {
  defaultAgreement,
  parseAgreement,
  presets,
  type Agreement,
} from '../../core/agreement/index.ts'
import { agreements, organisations, type Scope } from '../../store/index.ts'

/** How settings name the chosen agreement. */
export interface ChosenAgreement {
  id: string
  version: string
}

export const agreementKey = (of: ChosenAgreement): string => `${of.id}@${of.version}`

/** The settings of an organisation that this room reads and writes. */
export function chosenIn(settings: unknown): ChosenAgreement | null {
  if (typeof settings !== 'object' || settings === null || !('agreement' in settings)) return null
  const { agreement } = settings
  if (typeof agreement !== 'object' || agreement === null) return null
  const { id, version } = agreement as Record<string, unknown>
  return typeof id === 'string' && typeof version === 'string' ? { id, version } : null
}

/** Presets first, then the organisation's own; each version stands for itself. */
export async function allAgreements(scope: Scope): Promise<Agreement[]> {
  const own = (await agreements.list(scope)).flatMap((stored) => {
    const parsed = parseAgreement(stored.document)
    return parsed.ok ? [parsed.value] : []
  })
  return [...presets, ...own]
}

/** The agreement whose weights run this organisation's figures: the chosen one, else the starting point. */
export async function agreementInForce(
  scope: Scope,
): Promise<{ agreement: Agreement; chosen: boolean }> {
  const chosen = chosenIn((await organisations.get(scope)).settings)
  if (chosen === null) return { agreement: defaultAgreement, chosen: false }
  const preset = presets.find((one) => agreementKey(one) === agreementKey(chosen))
  if (preset) return { agreement: preset, chosen: true }
  const stored = await agreements.get(scope, chosen.id, chosen.version)
  const parsed = stored && parseAgreement(stored.document)
  if (!parsed?.ok) {
    throw new Error('The agreement in force is not here or cannot be read by this version')
  }
  return { agreement: parsed.value, chosen: true }
}
