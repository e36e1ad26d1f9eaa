import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { Agreement } from './schema/index.ts'

/** Figures without which nothing can be weighed, in plain words; empty where the agreement is ready. */
export function missingFigures(agreement: Agreement): string[] {
  const { weights, stages, nonCaseDemand, capacity, unit } = agreement
  const untyped = weights.find((of) => of.status === 'untyped')?.weight ?? null
  const noWeight = untyped === null ? weights.filter((of) => of.weight === null) : []
  const { fullTime } = capacity
  return [
    ...noWeight.map((of) => `the weight of “${of.name}”`),
    ...stages.filter((of) => of.weight === null).map((of) => `the weight of “${of.name}”`),
    ...nonCaseDemand.filter((of) => of.amount === null).map((of) => `“${of.name}”`),
    ...(fullTime.kind === 'full-load' && !fullTime.amount
      ? [`how many ${unit.name} a full-time worker carries`]
      : []),
  ]
}

/** Whether the agreement can weigh a caseload. A template refuses until its figures are filled in. */
export function readyToWeigh(agreement: Agreement): Result<Agreement, Problem> {
  const missing = missingFigures(agreement)
  if (missing.length === 0) return ok(agreement)
  const why =
    agreement.kind === 'reference'
      ? `${agreement.name} is kept to read, not to weigh children’s cases with.`
      : `${agreement.name} is not filled in yet.`
  return fail({
    code: 'agreement-not-filled-in',
    sentence: `${why} Missing: ${missing.join(', ')}. Fill these in together, or choose another agreement.`,
  })
}
