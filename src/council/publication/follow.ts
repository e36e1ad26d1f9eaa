import { createHash } from 'node:crypto'
import { canonicalJson, daysBetween } from '../../kit/index.ts'
import { canonicalText } from '../../core/agreement/index.ts'
import { makeEvidence } from '../../core/evidence/index.ts'
import { weigh } from '../../core/workload/index.ts'
import { caseloads, evidence, imports, organisations, type Scope } from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { note } from '../note.ts'

/** Two releases of nearer days could be taken from one another. */
const DAYS_BETWEEN = 28
/** Each is a whole caseload: the rest come with the next look. */
const AT_ONCE = 3

/** The switch as settings hold it. */
export interface Switch {
  on: boolean
  since: string
}

export function switchIn(settings: unknown): Switch | null {
  if (typeof settings !== 'object' || settings === null || !('publication' in settings)) return null
  const { publication } = settings
  if (typeof publication !== 'object' || publication === null) return null
  const { on, since } = publication as Record<string, unknown>
  return typeof on === 'boolean' && typeof since === 'string' ? { on, since } : null
}

/**
 * Makes what releases are due of accepted imports, the newest day first, while publication is on. One that
 * cannot be made (too few workers) is left: the next import may have more.
 */
export async function followPublication(deps: CouncilDeps, scope: Scope): Promise<void> {
  const { settings, name } = await organisations.get(scope)
  if (!switchIn(settings)?.on) return
  const taken = await evidence.days(scope)
  const { agreement } = await agreementInForce(scope, deps.today())
  const accepted = (await imports.trend(scope)).reverse()
  let made = 0
  for (const of of accepted) {
    if (made === AT_ONCE) return
    if (taken.some((day) => Math.abs(daysBetween(day, of.asOf)) < DAYS_BETWEEN)) continue
    const held = await caseloads.whole(scope, of.id)
    if (!held) continue
    const caseload = { ...held, findings: [] }
    const workload = weigh(caseload, agreement)
    if (!workload.ok) return
    const release = makeEvidence({
      publisher: name,
      importNumber: of.number,
      releasedOn: deps.today(),
      caseload,
      agreement,
      workload: workload.value,
      sha256: createHash('sha256').update(canonicalText(agreement), 'utf8').digest('hex'),
    })
    if (!release.ok) continue
    const canonical = canonicalJson(release.value)
    await evidence.add(scope, {
      import: of.id,
      importNumber: of.number,
      asOf: of.asOf,
      canonical,
      at: deps.now(),
    })
    await note(deps, scope, 'evidence.released', {
      import: of.id,
      number: of.number,
      sha256: createHash('sha256').update(canonical, 'utf8').digest('hex'),
    })
    taken.push(of.asOf)
    made += 1
  }
}
