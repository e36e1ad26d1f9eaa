import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Council, OrganisationView } from '../../council/index.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'
import { anImport, errors, ofOrganisation, problemContent } from './parts.ts'
import {
  askShape,
  certificateShape,
  planProgressShape,
  planRowShape,
  planShape,
  publishPlan,
  publishPlanRow,
  publishProgress,
  publishShortlist,
  shortlistShape,
} from './plan-shapes.ts'

const ofPlan = ofOrganisation.extend({ id: z.string() })
const refusals = {
  ...errors,
  403: {
    description: 'The request does not say that it comes from here: send our address as `Origin`',
    content: problemContent(),
  },
}

/** Plans and shortlists for programs: asked for, waited for, read. */
export function planRoutes(plain: FastifyInstance, council: Council): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const organisationOf = async (slug: string): Promise<OrganisationView> =>
    found(await council.organisation(found(addressIn(slug))))

  app.get(
    '/:organisation/plans',
    {
      schema: {
        operationId: 'plans',
        summary: 'Plans, newest first, 50 a page',
        tags: ['plans'],
        params: ofOrganisation,
        querystring: z.object({ page: z.coerce.number().int().min(1).max(100_000).optional() }),
        response: { 200: z.object({ plans: z.array(planRowShape), total: z.int() }), ...errors },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const { rows, total } = await council.plans.list(organisation, request.query.page ?? 1)
      return { plans: rows.map(publishPlanRow), total }
    },
  )
  app.post(
    '/:organisation/plans',
    {
      config: { takes: 'json' },
      schema: {
        operationId: 'askForPlan',
        summary: 'Asks for a plan; the same question on the same figures gives the one there is',
        tags: ['plans'],
        params: ofOrganisation,
        body: askShape,
        response: {
          202: z.object({ id: z.string() }),
          ...refusals,
          409: { description: 'No plan can be made now', content: problemContent() },
        },
      },
    },
    async (request, reply) => {
      const organisation = await organisationOf(request.params.organisation)
      const { team } = request.body
      if (team !== null) found(await council.team({ organisation }, found(addressIn(team))))
      const begun = await council.plans.ask(organisation, request.body)
      if (begun.ok) return reply.code(202).send({ id: begun.value.id })
      const { code, sentence } = begun.problem
      // In plain JSON: the schema of 409 is one of problems, which no other answer here has.
      return reply
        .code(409)
        .type('application/problem+json')
        .serializer((body: unknown) => JSON.stringify(body))
        .send({ status: 409, code, title: 'No plan can be made now', detail: sentence })
    },
  )
  app.get(
    '/:organisation/plans/:id',
    {
      schema: {
        operationId: 'plan',
        summary: 'A plan: what it would change, each move and its reason',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planShape, ...errors },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const id = found(addressIn(request.params.id))
      return publishPlan(found(await council.plans.view(organisation, id)))
    },
  )
  app.get(
    '/:organisation/plans/:id/progress',
    {
      schema: {
        operationId: 'planProgress',
        summary: 'How far a plan is',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planProgressShape, ...errors },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const id = found(addressIn(request.params.id))
      return publishProgress(found(await council.plans.progress(organisation, id)))
    },
  )
  app.post(
    '/:organisation/plans/:id/cancel',
    {
      schema: {
        operationId: 'cancelPlan',
        summary: 'Asks a plan in the making to stop; one that is ready stays',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planProgressShape, ...refusals },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const id = found(addressIn(request.params.id))
      found(await council.plans.progress(organisation, id))
      await council.plans.cancel(organisation, id)
      return publishProgress(found(await council.plans.progress(organisation, id)))
    },
  )
  app.get(
    '/:organisation/plans/:id/certificate',
    {
      schema: {
        operationId: 'certificate',
        summary: 'The certificate of a plan, without names: what `fairload check` verifies',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: certificateShape, ...errors },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const id = found(addressIn(request.params.id))
      return found(await council.plans.certificate(organisation, id)).certificate
    },
  )
  app.get(
    '/:organisation/cases/:address/shortlist',
    {
      schema: {
        operationId: 'shortlist',
        summary: 'Who could take a case that nobody holds, and for everybody else the rule',
        tags: ['plans'],
        params: ofOrganisation.extend({ address: z.string() }),
        querystring: anImport.extend({ reach: z.enum(['team', 'service']).optional() }),
        response: { 200: shortlistShape, ...errors },
      },
    },
    async (request) => {
      const organisation = await organisationOf(request.params.organisation)
      const { import: shown, reach } = request.query
      const asked = {
        organisation,
        ...(shown === undefined ? {} : { import: found(addressIn(shown)) }),
      }
      const of = found(addressIn(request.params.address))
      return publishShortlist(found(await council.shortlist(asked, of, reach ?? 'team')))
    },
  )
}
