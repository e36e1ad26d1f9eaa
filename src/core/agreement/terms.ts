import type { AnswerTerm } from '../allocation/index.ts'
import type { HandoverTerm } from '../handover/index.ts'
import type { OverloadTerm, Rung } from '../overload/index.ts'
import { clauseOf } from './clause.ts'
import { hundredthsOf, type Agreement, type Terms } from './schema/index.ts'

/** Terms of which none is agreed: nothing is enforced, and each clause says so. */
export const noTerms: Terms = {
  overload: null,
  protection: { newlyQualified: null, returner: null },
  caps: [],
  handover: null,
  overrides: [],
  allocation: null,
  agency: null,
}

/** The clauses beyond weights. An agreement written before there were any has none agreed. */
export const termsOf = (agreement: Pick<Agreement, 'terms'>): Terms => agreement.terms ?? noTerms

/** When standing over the line is sustained; null where that is not agreed and no clock runs. */
export function overloadTermOf({ lines }: Pick<Agreement, 'lines'>): OverloadTerm | null {
  return lines.sustainedWeeks === null
    ? null
    : { line: hundredthsOf(lines.hardPercent), weeks: lines.sustainedWeeks }
}

/** Who must answer an overload, in order; empty where that is not agreed. */
export const ladderOf = (agreement: Pick<Agreement, 'terms'>): (Rung & { clause: string })[] =>
  (termsOf(agreement).overload?.ladder ?? []).map(({ id, role, workingDays }) => ({
    role,
    workingDays,
    clause: clauseOf.overloadLadder(id),
  }))

/** What a handover must hold; null where that is not agreed. */
export function handoverTermOf(agreement: Pick<Agreement, 'terms'>): HandoverTerm | null {
  const { handover } = termsOf(agreement)
  return (
    handover && {
      required: handover.steps.filter((of) => of.required).map((of) => of.step),
      meetingWorkingDays: handover.meetingWithin,
      workingDays: handover.completeWithin,
      emergencyWorkingDays: handover.emergencyWithin,
    }
  )
}

/** How an allocation is answered; null where that is not agreed and no clock runs. */
export function answerTermOf(agreement: Pick<Agreement, 'terms'>): AnswerTerm | null {
  const { allocation } = termsOf(agreement)
  return (
    allocation && {
      workingDays: allocation.workingDays,
      managerWorkingDays: allocation.managerWorkingDays,
      silence: allocation.silence,
    }
  )
}
