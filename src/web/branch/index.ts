export type { BranchServerDeps } from './deps.ts'
export { createBranchServer } from './server.ts'
