import type { FastifyInstance } from 'fastify'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { idOf, recordForms } from '../record-form/index.ts'
import { sendPlain } from '../saving.tsx'
import { repairPage, repairsPage } from './page.tsx'
import { repairSubject } from './subject.ts'

/** What is wrong with the employer's buildings. */
export function repairPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'sites.see' } } as const
  const siteNames = async (here: Here): Promise<(id: string) => string> => {
    const sites = await here.branch.sites.list(here.organisation)
    return (id) => sites.find((site) => site.id === id)?.body.name ?? 'A site taken out'
  }

  app.get('/:organisation/repairs', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const repairs = await here.branch.repairs.list(here.organisation)
    return sendPlain(reply, here, repairsPage(here, { repairs, siteName: await siteNames(here) }))
  })

  recordForms(app, deps, repairSubject)

  app.get('/:organisation/repairs/:id', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const repair = found(await here.branch.repairs.get(here.organisation, idOf(request)))
    return sendPlain(reply, here, repairPage(here, repair, await siteNames(here)))
  })
}
