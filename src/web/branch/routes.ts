import type { FastifyInstance } from 'fastify'
import { found } from '../missing.ts'
import { concernPages } from './concerns/index.ts'
import type { BranchServerDeps } from './deps.ts'
import { deskPages } from './desk/index.ts'
import { homePages } from './home/index.ts'
import { outcomePages } from './outcomes/index.ts'
import { programmePages } from './programme/index.ts'
import { repairPages } from './repairs/index.ts'
import { repPages } from './reps/index.ts'
import { inspectionPages } from './inspections/index.ts'
import { rollPages } from './roll/index.ts'
import { eventPages } from './events/index.ts'
import { roundsPages } from './rounds/index.ts'
import { signInPages } from './sign-in/index.ts'
import { sitePages } from './sites/index.ts'
import { negotiationPages } from './negotiation/index.ts'
import { promisePages } from './promises/index.ts'
import { scrutinyPages } from './scrutiny/index.ts'

/** Every subject’s pages, each by its own folder. */
const subjects: readonly ((app: FastifyInstance, deps: BranchServerDeps) => void)[] = [
  homePages,
  deskPages,
  concernPages,
  programmePages,
  outcomePages,
  inspectionPages,
  roundsPages,
  eventPages,
  signInPages,
  repPages,
  rollPages,
  sitePages,
  repairPages,
  negotiationPages,
  promisePages,
  scrutinyPages,
]

export function branchPages(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get('/', { config: { action: 'open' } }, async (_request, reply) => {
    const organisations = await deps.branch.organisations()
    const own = organisations.find(({ demonstration }) => !demonstration)
    return reply.redirect(`/${found(own ?? organisations[0]).slug}`, 303)
  })
  for (const pages of subjects) pages(app, deps)
}
