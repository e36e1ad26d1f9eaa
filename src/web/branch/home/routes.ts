import type { FastifyInstance } from 'fastify'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf } from '../here.ts'
import { frontPage } from './front.tsx'
import { frontOf, homeOfPerson } from './gather.ts'
import { homePage } from './home-page.tsx'
import { networkWarning } from '../sign-in/index.ts'

/** The front for anybody, and the first page of whoever is signed in. */
export function homePages(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get('/:organisation', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { page, body } = frontPage(here, await frontOf(here, here.branch))
    const above = await networkWarning(request, deps, here)
    return sendPage(reply, here, { ...page, above }, body)
  })

  app.get('/:organisation/home', { config: { action: 'home.see' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await homeOfPerson(here, found(here.person), here.branch)
    const { page, body } = homePage(here, view)
    const above = await networkWarning(request, deps, here)
    return sendPage(reply, here, { ...page, above }, body)
  })
}
