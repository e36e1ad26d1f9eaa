/** What was done about an overload, as a code that can be counted; words stand beside it. */
export const overloadActions = [
  'moved-work',
  'stopped-new-work',
  'brought-help',
  'freed-time',
  'could-not',
  'other',
] as const
export type OverloadAction = (typeof overloadActions)[number]

/** What is expected to come of it. */
export const overloadOutcomes = ['falls-under', 'eases', 'stays-over'] as const
export type OverloadOutcome = (typeof overloadOutcomes)[number]
