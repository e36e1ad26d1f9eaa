export { compareUtilisation, type Utilisation } from './exact.ts'
export type { Proof } from './bound.ts'
export { parseInstance, readInstanceText, type Instance } from './instance.ts'
export type { Effort, Progress, Watch } from './plan.ts'
export {
  exclusionOf,
  type FairnessProblem,
  type FairnessUnit,
  type FairnessWorker,
} from './problem.ts'
export {
  engineVersion,
  loadsOf,
  solve,
  sortedUtilisation,
  type Solution,
  type SolveOptions,
} from './solve.ts'
export { certify, type CertificateNotes } from './certificate.ts'
export { certificateJsonSchema, certificateSchema, type Certificate } from './certificate-schema.ts'
export { check, type CheckedLine } from './check/index.ts'
export {
  allocateBatch,
  allocateOne,
  holdingsOf,
  type Candidate,
  type Holdings,
  type Shortlist,
} from './allocate.ts'
export { defaultMovesPercent, movesOf, usualPercents } from './share-of-moves.ts'
export {
  defaultDisruptionPrice,
  rebalance,
  type RebalanceOptions,
  type Rebalancing,
} from './rebalance.ts'
export type { GivenUp } from './give-up.ts'
export { movesInOrder, type MoveReason, type OrderedMove } from './moves.ts'
export { obstacleOf } from './obstacle.ts'
export type { Conflict } from './place.ts'
export { stableHash } from './stable-hash.ts'
export { certificateInWords, type Reading } from './in-words.ts'
