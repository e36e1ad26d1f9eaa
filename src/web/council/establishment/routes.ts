import type { FastifyInstance } from 'fastify'
import { found } from '../../missing.ts'
import { nothingYet } from '../empty.tsx'
import { morePage, moreAskedIn } from './more.tsx'
import { establishmentPage } from './page.tsx'
import { figureRoute, sendWorkbook, type PagesDeps } from '../figure-route.tsx'
import { hereOf } from '../here.ts'
import { permitted } from '../permitted.ts'

/** Posts, cover and turnover of the service and of a team, and what more workers would change. */
export function establishmentPages(app: FastifyInstance, deps: PagesDeps): void {
  figureRoute(app, deps, '/:organisation/establishment', 'establishment.view', async (here) => {
    const view = await here.council.establishment.service(here.asked)
    if (view) return establishmentPage(here, view)
    return found(
      here.asked.import === undefined ? nothingYet(here, 'establishment', 'Establishment') : null,
    )
  })
  app.get(
    '/:organisation/establishment/template.xlsx',
    { config: { action: 'establishment.view' } },
    async (request, reply) => {
      const { organisation, council } = await hereOf(request, deps)
      return sendWorkbook(
        reply,
        'fairload-posts',
        await council.establishment.template(organisation),
      )
    },
  )
  figureRoute(
    app,
    deps,
    '/:organisation/establishment/teams/:address',
    'establishment.team',
    async (here, { address }) => {
      const of = await permitted(here, deps, 'establishment.team', 'team', address)
      return establishmentPage(here, found(await here.council.establishment.team(here.asked, of)))
    },
  )
  figureRoute(
    app,
    deps,
    '/:organisation/establishment/teams/:address/more',
    'establishment.team',
    async (here, { address }) => {
      const of = await permitted(here, deps, 'establishment.team', 'team', address)
      const asked = moreAskedIn(here.query)
      return morePage(here, found(await here.council.establishment.more(here.asked, of, asked)))
    },
  )
}
