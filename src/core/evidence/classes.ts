import { canonicalJson, type IsoDate } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import type { Case, Caseload, CaseStatus } from '../model/index.ts'
import { holds } from '../weight/index.ts'
import type { CaseClass, EvidenceRelease } from './release.ts'

export type EvidenceRules = EvidenceRelease['rules']

/** What an agreement asks of a case, without what it weighs. */
export const rulesOf = (agreement: Agreement): EvidenceRules => ({
  stages: agreement.stages.map(({ id, name, statuses, anyOf }) => ({ id, name, statuses, anyOf })),
  modifiers: agreement.modifiers.flatMap((of) =>
    of.kind === 'add' || of.kind === 'times'
      ? [{ id: of.id, name: of.name, statuses: of.statuses, anyOf: of.anyOf }]
      : [],
  ),
  siblings: agreement.siblings?.statuses ?? null,
})

/** What the rules say of one case. */
export interface Classed extends Pick<CaseClass, 'holds'> {
  status: CaseStatus
  stage: string | null
  sibling: 'whole' | 'further' | 'mixed'
}

const answersOf = (of: Case, rules: EvidenceRules, asOf: IsoDate): Omit<Classed, 'sibling'> => {
  const is = (rule: EvidenceRules['stages'][number]): boolean =>
    rule.statuses.includes(of.status) && rule.anyOf.some((test) => holds(test, of, asOf))
  return {
    status: of.status,
    stage: rules.stages.find(is)?.id ?? null,
    holds: rules.modifiers.filter(is).map(({ id }) => id),
  }
}

/** Children of one family with the same worker, whatever their status. */
function groupsOf(cases: readonly Case[]): Case[][] {
  const groups = new Map<string, Case[]>()
  for (const of of cases) {
    if (of.family === null || of.holder.kind !== 'worker') continue
    const key = JSON.stringify([of.family, of.holder.worker])
    groups.set(key, [...(groups.get(key) ?? []), of])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** How many come after another of their group, among the statuses that a sibling rule names. */
export const furtherAmong = (
  cases: readonly Case[],
  statuses: readonly CaseStatus[] | null,
): number =>
  groupsOf(cases).reduce((sum, group) => {
    const own = group.filter((of) => statuses === null || statuses.includes(of.status))
    return sum + Math.max(0, own.length - 1)
  }, 0)

/** Every case's class. Where a family's children are of one class, one of them weighs whole, whichever it is. */
export function classesOf({ cases, asOf }: Caseload, rules: EvidenceRules): Classed[] {
  const answers = new Map(cases.map((of) => [of, answersOf(of, rules, asOf)]))
  const sibling = new Map<Case, Classed['sibling']>()
  for (const group of groupsOf(cases)) {
    const kinds = new Set(group.map((of) => canonicalJson(answers.get(of))))
    group.forEach((of, i) => {
      sibling.set(of, kinds.size > 1 ? 'mixed' : i === 0 ? 'whole' : 'further')
    })
  }
  return cases.map((of) => ({
    ...answersOf(of, rules, asOf),
    sibling: sibling.get(of) ?? 'whole',
  }))
}
