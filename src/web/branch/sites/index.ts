import type { FastifyInstance } from 'fastify'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf } from '../here.ts'
import { idOf, recordForms } from '../record-form/index.ts'
import { sitePage, sitesPage } from './page.tsx'
import { siteSubject } from './subject.ts'

/** Sites and teams of the employer. */
export function sitePages(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get('/:organisation/sites', { config: { action: 'sites.see' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const asked = { typed: '', site: null, team: null }
    const { page, body } = sitesPage(here, await here.branch.reps.find(here.organisation, asked))
    return sendPage(reply, here, page, body)
  })

  recordForms(app, deps, siteSubject)

  app.get(
    '/:organisation/sites/:id',
    { config: { action: 'sites.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const sites = await here.branch.sites.list(here.organisation)
      const site = found(sites.find(({ id }) => id === idOf(request)) ?? null)
      const { page, body } = sitePage(here, site, sites)
      return sendPage(reply, here, page, body)
    },
  )
}
