import type { Action } from '../core/rights/index.ts'
import type { BranchAction } from '../core/branch-rights/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route does, as its house's rights know it; `open` where anybody may ask. */
    action?: Action | BranchAction | 'open'
  }
}
