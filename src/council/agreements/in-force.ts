import type { IsoDate } from '../../kit/index.ts'
import {
  defaultAgreement,
  inForceOn,
  parseAgreement,
  presets,
  type Agreement,
  type Term,
} from '../../core/agreement/index.ts'
import { agreements, type Scope } from '../../store/index.ts'

/** How an agreement is named wherever one is chosen. */
export interface NamedAgreement {
  id: string
  version: string
}

export const agreementKey = (of: NamedAgreement): string => `${of.id}@${of.version}`

/** A text with the days it runs, and what it is: signed, or a starting point. */
export interface SettledText extends Term {
  key: string
  kind: 'signed' | 'adopted'
  /** Row of the version that was signed, or number of the adoption. */
  row: string
}

/**
 * The starting point that was chosen before agreements had a life of their own, as settings name
 * it; it holds wherever nothing later does.
 */
function chosenIn(settings: unknown): NamedAgreement | null {
  if (typeof settings !== 'object' || settings === null || !('agreement' in settings)) return null
  const { agreement } = settings
  if (typeof agreement !== 'object' || agreement === null) return null
  const { id, version } = agreement as Record<string, unknown>
  return typeof id === 'string' && typeof version === 'string' ? { id, version } : null
}

/** Every text that runs or ran, with its days, and the settings that name what runs where none does. */
async function standing(scope: Scope): Promise<{ texts: SettledText[]; settings: unknown }> {
  const { settled, settings } = await agreements.standing(scope)
  const texts = settled.map((of) => ({
    key: agreementKey({ id: of.agreement, version: of.version }),
    kind: of.kind,
    row: of.row,
    from: of.from,
    until: of.until,
    // Of one moment the later adoption holds, and what is signed before what is adopted.
    settledAt: `${of.at.toISOString()} ${of.kind === 'signed' ? 'signed' : of.row.padStart(9, '0')}`,
  }))
  return { texts, settings }
}

/** Every text that runs or ran, with its days. */
export const settledTexts = async (scope: Scope): Promise<SettledText[]> =>
  (await standing(scope)).texts

export interface InForce {
  agreement: Agreement
  key: string
  /** null where it is the starting point that nobody chose, or one chosen before there was a record of it. */
  settled: SettledText | null
}

/**
 * The agreement whose weights run this organisation's figures on a day: the one that both parties
 * signed, else the chosen starting point, else the one that comes with Fairload. Whatever is not
 * signed is labelled a starting point.
 */
export async function agreementInForce(scope: Scope, day: IsoDate): Promise<InForce> {
  const { texts, settings } = await standing(scope)
  const settled = inForceOn(texts, day)
  if (settled !== null) {
    return { agreement: await settledAgreement(scope, settled), key: settled.key, settled }
  }
  const agreement = await startingPoint(scope, settings)
  return { agreement, key: agreementKey(agreement), settled: null }
}

/**
 * A text that runs or ran, or could run unsigned, by its name and version: the one that `isIt` knows
 * again, else the last that bears the name. null where there is none.
 */
export async function agreementNamed(
  scope: Scope,
  of: NamedAgreement,
  isIt: (agreement: Agreement) => boolean,
): Promise<Agreement | null> {
  const named: Agreement[] = []
  const { texts, settings } = await standing(scope)
  for (const text of texts) {
    if (text.key === agreementKey(of)) named.push(await settledAgreement(scope, text))
  }
  for (const one of [await startingPoint(scope, settings), ...presets]) {
    if (agreementKey(one) === agreementKey(of)) named.push(one)
  }
  return named.find(isIt) ?? named[0] ?? null
}

/** Texts that were read before, by their rows: what is signed or adopted is never written again. */
const readBefore = new Map<string, Agreement>()
const MOST_READ = 200

/** The same object for the same text, so that what it weighs is worked out once. */
async function settledAgreement(scope: Scope, text: SettledText): Promise<Agreement> {
  const row = `${scope.organisation} ${text.kind} ${text.row} ${text.settledAt}`
  const before = readBefore.get(row)
  if (before) return before
  const agreement = read(await agreements.settledDocument(scope, text))
  const settled = text.kind === 'signed' ? agreement : { ...agreement, startingPoint: true }
  const [oldest] = readBefore.keys()
  if (readBefore.size >= MOST_READ && oldest !== undefined) readBefore.delete(oldest)
  readBefore.set(row, settled)
  return settled
}

async function startingPoint(scope: Scope, settings: unknown): Promise<Agreement> {
  const chosen = chosenIn(settings)
  if (chosen === null) return defaultAgreement
  const preset = presets.find((one) => agreementKey(one) === agreementKey(chosen))
  if (preset) return preset
  const stored = await agreements.get(scope, chosen.id, chosen.version)
  const first = stored && (await agreements.texts(scope, stored)).at(-1)
  return { ...read(first?.document), startingPoint: true }
}

function read(document: unknown): Agreement {
  const parsed = parseAgreement(document)
  if (!parsed.ok) {
    throw new Error('The agreement in force is not here or cannot be read by this version')
  }
  return parsed.value
}
