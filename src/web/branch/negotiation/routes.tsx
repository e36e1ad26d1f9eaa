import type { FastifyInstance } from 'fastify'
import type { NegotiationDoor } from '../../../branch/negotiation/index.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import { idOf, listRoute, recordForms, removedBanner } from '../record-form/index.ts'
import { logPage, spanOf } from './log-page.tsx'
import { bodiesPage, peoplePage, personPage } from './people-page.tsx'
import { bodySubject } from './body-form.ts'
import { consultationSubject } from './consultation-form.ts'
import { contactSubject } from './contact-form.ts'
import { meetingSubject } from './meeting-form.ts'
import { pointSubject } from './point-form.ts'
import { agendaRoutes } from './agenda-routes.tsx'
import { meetingRoutes } from './meeting-routes.tsx'
import { minutesRoutes } from './minutes-routes.tsx'

const doorOf = (here: Here): NegotiationDoor => here.branch.negotiation

/** Pages and forms of the negotiation log, of people and of recognised bodies. */
export function negotiationPages(app: FastifyInstance, deps: BranchServerDeps): void {
  recordForms(app, deps, contactSubject)
  recordForms(app, deps, bodySubject)
  recordForms(app, deps, meetingSubject)
  recordForms(app, deps, pointSubject)
  recordForms(app, deps, consultationSubject)

  listRoute(app, deps, '/negotiation', 'negotiation.tally', async (here) => {
    const span = spanOf(here.query)
    const tally = await doorOf(here).tally(here.organisation, span)
    const log = here.may('negotiation.see')
      ? await doorOf(here).log(here.organisation, tally.span)
      : null
    const listing = logPage(here, tally, log)
    const above = removedBanner(here, [meetingSubject, pointSubject, consultationSubject])
    return { ...listing, page: { ...listing.page, above } }
  })
  listRoute(app, deps, '/people', 'negotiation.see', async (here) => {
    const { people } = await doorOf(here).log(here.organisation, null)
    const listing = peoplePage(here, people)
    return { ...listing, page: { ...listing.page, above: removedBanner(here, [contactSubject]) } }
  })

  const see = { action: 'negotiation.see' } as const

  app.get('/:organisation/people/:id', { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const contact = found(await doorOf(here).contacts.get(here.organisation, id))
    const view = await doorOf(here).person(here.organisation, id)
    const { page, body } = personPage(here, contact, found(view))
    return sendPage(reply, here, page, body)
  })
  app.get('/:organisation/negotiation/bodies', { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const bodies = await doorOf(here).bodies.list(here.organisation)
    const { page, body } = bodiesPage(here, bodies)
    const above = removedBanner(here, [bodySubject])
    return sendPage(reply, here, { ...page, above }, body)
  })

  meetingRoutes(app, deps)
  minutesRoutes(app, deps)
  agendaRoutes(app, deps)
}
