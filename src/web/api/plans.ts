import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Watch } from '../../council/index.ts'
import { permitted, permittedScope } from '../council/permitted.ts'
import { withinOf } from '../guard.ts'
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
export function planRoutes(plain: FastifyInstance, deps: { watch: Watch }): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const askingOf = (request: FastifyRequest) => {
    const { organisation, signedIn, council } = withinOf(request)
    return { organisation, council, person: signedIn.person, asked: { organisation } }
  }

  app.get(
    '/:organisation/plans',
    {
      config: { action: 'plan.list' },
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
      const { organisation, council } = askingOf(request)
      const { rows, total } = await council.plans.list(organisation, request.query.page ?? 1)
      return { plans: rows.map(publishPlanRow), total }
    },
  )
  app.post(
    '/:organisation/plans',
    {
      config: { takes: 'json', action: 'plan.ask' },
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
      const asking = askingOf(request)
      const { organisation, council } = asking
      await permittedScope(asking, deps, request.body.team)
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
      config: { action: 'plan.view' },
      schema: {
        operationId: 'plan',
        summary: 'A plan: what it would change, each move and its reason',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planShape, ...errors },
      },
    },
    async (request) => {
      const asking = askingOf(request)
      const { organisation, council } = asking
      const id = await permitted(asking, deps, 'plan.view', 'plan', request.params.id)
      await deps.watch.looked(asking.person, organisation, 'plan', id)
      return publishPlan(found(await council.plans.view(organisation, id)))
    },
  )
  app.get(
    '/:organisation/plans/:id/progress',
    {
      config: { action: 'plan.view' },
      schema: {
        operationId: 'planProgress',
        summary: 'How far a plan is',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planProgressShape, ...errors },
      },
    },
    async (request) => {
      const asking = askingOf(request)
      const { organisation, council } = asking
      const id = await permitted(asking, deps, 'plan.view', 'plan', request.params.id)
      return publishProgress(found(await council.plans.progress(organisation, id)))
    },
  )
  app.post(
    '/:organisation/plans/:id/cancel',
    {
      config: { action: 'plan.cancel' },
      schema: {
        operationId: 'cancelPlan',
        summary: 'Asks a plan in the making to stop; one that is ready stays',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: planProgressShape, ...refusals },
      },
    },
    async (request) => {
      const asking = askingOf(request)
      const { organisation, council } = asking
      const id = await permitted(asking, deps, 'plan.cancel', 'plan', request.params.id)
      await council.plans.cancel(organisation, id)
      return publishProgress(found(await council.plans.progress(organisation, id)))
    },
  )
  app.get(
    '/:organisation/plans/:id/certificate',
    {
      config: { action: 'plan.view' },
      schema: {
        operationId: 'certificate',
        summary: 'The certificate of a plan, without names: what `fairload check` verifies',
        tags: ['plans'],
        params: ofPlan,
        response: { 200: certificateShape, ...errors },
      },
    },
    async (request) => {
      const asking = askingOf(request)
      const { organisation, council } = asking
      const id = await permitted(asking, deps, 'plan.view', 'plan', request.params.id)
      return found(await council.plans.certificate(organisation, id)).certificate
    },
  )
  app.get(
    '/:organisation/cases/:address/shortlist',
    {
      config: { action: 'case.allocate-view' },
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
      const { organisation, council, person } = askingOf(request)
      const { import: shown, reach } = request.query
      const asked = {
        organisation,
        ...(shown === undefined ? {} : { import: found(addressIn(shown)) }),
      }
      const of = await permitted(
        { person, asked },
        deps,
        'case.allocate-view',
        'case',
        request.params.address,
      )
      await deps.watch.looked(person, organisation, 'case', of)
      return publishShortlist(found(await council.shortlist(asked, of, reach ?? 'team')))
    },
  )
}
