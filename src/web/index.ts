export { createServer } from './server.ts'
export type { ServerDeps } from './server.ts'
