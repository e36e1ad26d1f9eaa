import type { Command } from './command.ts'
import type { Searches } from './searches.ts'
import type { BranchWorld } from './branch/world.ts'
import type { World } from './world.ts'

/** Each command by its name, loaded when it is asked for: reading a file needs no database driver. */
export type Commands = Record<string, () => Promise<Command>>

export const commandsIn = (
  world: () => Promise<World>,
  searches: Searches,
  branchWorld: () => Promise<BranchWorld>,
): Commands => ({
  read: async () => (await import('./read.ts')).read,
  workload: async () => (await import('./workload.ts')).workload,
  evidence: async () => (await import('./evidence.ts')).evidence,
  establishment: async () => (await import('./establishment.ts')).establishment,
  agreement: async () => (await import('./agreement.ts')).agreement,
  plan: async () => (await import('./plan.ts')).plan(searches),
  solve: async () => (await import('./solve.ts')).solve(searches),
  check: async () => (await import('./check.ts')).check,
  generate: async () => (await import('./generate.ts')).generate,
  serve: async () => (await import('./serve.ts')).serve(await world()),
  user: async () => (await import('./user.ts')).user(await world()),
  audit: async () => (await import('./audit.ts')).audit(await world()),
  subject: async () => (await import('./subject.ts')).subject(await world()),
  retention: async () => (await import('./retention.ts')).retention(await world()),
  doctor: async () => (await import('./doctor.ts')).doctor(await world()),
  backup: async () => (await import('./backup.ts')).backup(await world()),
  restore: async () => (await import('./restore.ts')).restore(await world()),
  branch: async () => (await import('./branch/index.ts')).branch(branchWorld),
})
