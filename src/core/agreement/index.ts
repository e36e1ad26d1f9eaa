export * from './canonical.ts'
export * from './clause.ts'
export { describeAgreement, sectionHeadings, type Clause, type ClauseSection } from './describe.ts'
export * from './diff.ts'
export * from './fraction.ts'
export * from './parse.ts'
export * from './presets/index.ts'
export * from './ready.ts'
export {
  hundredthsOf,
  reductionReasons,
  type Agreement,
  type CaseTest,
  type Evidence,
  type FixedLine,
  type Lines,
  type Modifier,
  type ReductionRule,
  type RoleRule,
  type StageRule,
  type WeightRule,
} from './schema.ts'
