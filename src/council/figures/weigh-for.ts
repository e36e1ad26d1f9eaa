import type { Agreement } from '../../core/agreement/index.ts'
import type { Caseload, Workload } from '../../core/model/index.ts'
import { weigh } from '../../core/workload/index.ts'

/**
 * Weighs under an agreement that may be put in force. One that is not filled in is refused when it
 * is chosen, so that a page never meets it.
 */
export function weighFor(caseload: Caseload, agreement: Agreement): Workload {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) throw new Error(weighed.problem.sentence)
  return weighed.value
}
