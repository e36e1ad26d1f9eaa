import { onceEach } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import type { Caseload, Finding, Workload } from '../../core/model/index.ts'
import { weigh } from '../../core/workload/index.ts'
import type { Held } from '../../store/index.ts'

/**
 * Weighs under an agreement that may be put in force. One that is not filled in is refused when it
 * is chosen, so that a page never meets it.
 */
export function weighFor(caseload: Caseload, agreement: Agreement): Workload {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) throw new Error(weighed.problem.sentence)
  return weighed.value
}

const withoutFindings = onceEach((held: Held, agreement: Agreement) => {
  const { asOf, cases, workers, teams, outside } = held
  const caseload: Caseload = { asOf, cases, workers, teams, outside, findings: [] }
  return { caseload, workload: weighFor(caseload, agreement) }
})

/**
 * Rows as the store holds them, and what they weigh: worked out once for the same rows, so that
 * pages which show the same figures share them. Nothing of it may be changed.
 */
export function weighedFor(
  held: Held,
  agreement: Agreement,
  findings: readonly Finding[] = [],
): { caseload: Caseload; workload: Workload } {
  const weighed = withoutFindings(held, agreement)
  if (findings.length === 0) return weighed
  const { caseload, workload } = weighed
  return {
    caseload: { ...caseload, findings: [...findings] },
    workload: { ...workload, findings: [...findings, ...workload.findings] },
  }
}
