import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem } from '../../../kit/index.ts'
import type { OrganisationView } from '../../../council/index.ts'
import { organisationOf, reachedAt } from '../../guard.ts'
import { found } from '../../missing.ts'
import { sendPage, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'
import { publicationPage } from './publication.tsx'

const switchForm = z.strictObject({ on: z.enum(['yes', 'no']) })

/** What is open to anybody, without a cookie; and the page where an administrator opens it. */
export function publicationPages(app: FastifyInstance, deps: PagesDeps): void {
  const open = (
    what: 'agreements' | 'evidence',
    read: (organisation: OrganisationView) => Promise<object | null>,
  ): void => {
    app.get(
      `/:organisation/published/${what}.json`,
      { config: { action: 'open' } },
      async (request, reply) => {
        const published = found(await read(await organisationOf(request, deps)))
        const text = `${JSON.stringify(published)}\n`
        const tag = `"${createHash('sha256').update(text, 'utf8').digest('hex')}"`
        reply.header('etag', tag).header('cache-control', 'public, max-age=300')
        if (asksFor(request, tag)) return reply.code(304).send()
        return reply.type('application/json; charset=utf-8').send(text)
      },
    )
  }
  const { publication } = deps.council
  open('agreements', (organisation) => publication.agreements(organisation))
  open('evidence', (organisation) => publication.evidence(organisation))

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    here: Here,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const view = await here.council.publication.view(here.organisation)
    const origin = reachedAt(request, deps)
    const { page, body } = publicationPage(here, { ...view, origin, problem })
    return sendPage(reply, here, page, body)
  }
  app.get(
    '/:organisation/agreement/publication',
    { config: { action: 'publication.view' } },
    async (request, reply) => show(request, reply, await hereOf(request, deps), null),
  )
  app.post(
    '/:organisation/agreement/publication',
    { config: { takes: 'form', action: 'publication.set' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { on } = formOf(request, switchForm)
      const done = await here.council.publication.set(here.organisation, on === 'yes')
      if (done.ok) return reply.redirect(here.to.publication(), 303)
      reply.code(409)
      return show(request, reply, here, done.problem)
    },
  )
}

/** Whether what was fetched before is still the same. */
const asksFor = (request: FastifyRequest, tag: string): boolean =>
  (request.headers['if-none-match'] ?? '')
    .split(',')
    .some((one) => one.trim().replace(/^W\//, '') === tag)
