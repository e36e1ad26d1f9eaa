export { branchId, personIn, type BranchDeps, type Who } from './deps.ts'
export { openBranch, type Branch } from './open.ts'
export type { BranchView } from './views.ts'
export { AskedOtherwise } from '../store/branch/index.ts'
