import type { Action } from './actions.ts'

/** What a token may be given for: everything that the API reads, and nothing that changes anything. */
export const tokenActions = [
  'service.view',
  'questions.view',
  'agreement.view',
  'import.view',
  'establishment.view',
  'establishment.team',
  'decision.list',
  'decision.view',
  'plan.list',
  'plan.view',
  'case.allocate-view',
  'register.list',
  'register.view',
  'handover.list',
  'handover.view',
] as const satisfies readonly Action[]

export type TokenAction = (typeof tokenActions)[number]

export const isTokenAction = (text: string): text is TokenAction =>
  tokenActions.some((action) => action === text)
