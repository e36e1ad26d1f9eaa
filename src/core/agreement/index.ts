export * from './canonical.ts'
export * from './clause.ts'
export { describeAgreement, sectionHeadings, type Clause, type ClauseSection } from './describe.ts'
export * from './diff.ts'
export * from './fraction.ts'
export * from './life.ts'
export * from './parse.ts'
export * from './presets/index.ts'
export { usualTerms } from './presets/usual-terms.ts'
export * from './ready.ts'
export * from './statement.ts'
export * from './terms.ts'
export { actNames, answererNames, loadNames, stepNames } from './describe-terms.ts'
export {
  answerers,
  caseStatuses,
  caseTestSchema,
  hundredthsOf,
  kindsOfLoad,
  overridableActs,
  reductionReasons,
  statusesSchema,
  type Agreement,
  type CaseTest,
  type Evidence,
  type FixedLine,
  type Lines,
  type Modifier,
  type Protection,
  type ReductionRule,
  type RoleRule,
  type StageRule,
  type Terms,
  type WeightRule,
} from './schema/index.ts'
