import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isoDate } from '../../kit/index.ts'
import { handoverSteps, isSignature, toldHow } from '../../core/handover/index.ts'
import type { HandoverRow, HandoverView, NewStep, Watch } from '../../council/index.ts'
import { withinOf } from '../guard.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'
import { errors, ofOrganisation, problemContent } from './parts.ts'

const day = z.iso.date()
const party = z.object({
  name: z.string(),
  address: z.string().nullable(),
  team: z.string().nullable(),
})
const rowFields = {
  id: z.string().describe('Of its decision: a decision has one handover'),
  children: z.array(
    z.object({
      child: z.string().nullable().describe('null where the record is closed to whoever asks'),
      address: z.string(),
    }),
  ),
  from: party,
  to: party,
  state: z.enum([
    'waits-for-answer',
    'upcoming',
    'in-progress',
    'overdue',
    'without-receiver',
    'complete',
    'withdrawn',
  ]),
  accountable: z.enum(['outgoing', 'incoming']).describe('Who answers for the case today'),
  openedOn: day.nullable(),
  plannedFor: day.nullable(),
  due: day.nullable(),
  completedOn: day.nullable(),
  missing: z.array(z.enum(handoverSteps)).describe('Required steps that are not done'),
  breaches: z.array(
    z.object({ clause: z.string(), what: z.enum(['late', 'by-message']), on: day }),
  ),
}
const rowShape = z.object(rowFields).meta({ id: 'HandoverRow' })
const detailsShape = z.object({
  present: z.string().max(400).optional().describe('Who was there: of a meeting or joint visit'),
  how: z.enum(toldHow).optional().describe('How the child or family was told'),
  dates: z
    .array(z.object({ what: z.string().max(400), on: day.nullable() }))
    .max(20)
    .optional()
    .describe('Next statutory dates carried over; null where no day is set yet'),
})
const viewShape = z
  .object({
    ...rowFields,
    agreement: z.string().describe('The key of the agreement that it was decided under'),
    steps: z.array(
      z.object({
        step: z.enum(handoverSteps),
        required: z.boolean(),
        done: z
          .object({ on: day, by: z.string(), words: z.string(), details: detailsShape })
          .nullable(),
      }),
    ),
    nextDates: z
      .array(z.array(z.object({ what: z.string(), due: day.nullable(), rule: z.string() })))
      .describe('As the files have them, for each child in their order'),
  })
  .meta({ id: 'Handover' })
const stepShape = z
  .object({
    step: z
      .enum(handoverSteps.filter((step) => !isSignature(step)))
      .describe('A signature is given on the page by the person alone'),
    on: day.describe('The day it took place'),
    words: z.string().max(4_000).default(''),
    details: detailsShape.default({}),
  })
  .meta({ id: 'HandoverStep' })

const publishRow = (row: HandoverRow): z.infer<typeof rowShape> => {
  const partyOf = ({ name, address, team }: HandoverRow['from']) => ({
    name,
    address,
    team: team?.name ?? null,
  })
  const { id, children, state, accountable, openedOn, plannedFor, due, completedOn } = row
  return {
    id,
    children,
    from: partyOf(row.from),
    to: partyOf(row.to),
    state,
    accountable,
    openedOn,
    plannedFor,
    due,
    completedOn,
    missing: row.missing,
    breaches: row.breaches,
  }
}

const publishView = (view: HandoverView): z.infer<typeof viewShape> => ({
  ...publishRow(view),
  agreement: view.agreement.key,
  steps: view.steps.map(({ step, required, done }) => ({
    step,
    required,
    done: done && {
      on: done.on,
      by: done.by,
      words: done.words,
      details: {
        ...(done.details.present === undefined ? {} : { present: done.details.present }),
        ...(done.details.how === undefined ? {} : { how: done.details.how }),
        ...(done.details.dates === undefined ? {} : { dates: done.details.dates }),
      },
    },
  })),
  nextDates: view.nextDates,
})

/** What was sent, with its days as days of the calendar; the schema has looked at them before. */
function stepOf(sent: z.infer<typeof stepShape>): NewStep {
  const dayOf = (text: string) => found(isoDate(text))
  const { present, how, dates } = sent.details
  return {
    step: sent.step,
    on: dayOf(sent.on),
    words: sent.words,
    details: {
      ...(present === undefined ? {} : { present }),
      ...(how === undefined ? {} : { how }),
      ...(dates === undefined
        ? {}
        : { dates: dates.map(({ what, on }) => ({ what, on: on === null ? null : dayOf(on) })) }),
    },
  }
}

/** Handovers for programs: listed, read, and a step entered. */
export function handoverRoutes(plain: FastifyInstance, deps: { watch: Watch }): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const ofHandover = ofOrganisation.extend({ id: z.string().max(100) })
  const viewOf = async (request: FastifyRequest, id: string): Promise<HandoverView> => {
    const { organisation, council, signedIn } = withinOf(request)
    const view = found(await council.handovers.view(organisation, found(addressIn(id))))
    for (const { address } of view.children) {
      await deps.watch.looked(signedIn.person, organisation, 'case', address)
    }
    return view
  }

  app.get(
    '/:organisation/handovers',
    {
      config: { action: 'handover.list' },
      schema: {
        operationId: 'handovers',
        summary: 'Handovers that are not over, and the last that are, the soonest due first',
        tags: ['handovers'],
        params: ofOrganisation,
        response: { 200: z.object({ handovers: z.array(rowShape) }), ...errors },
      },
    },
    async (request) => {
      const { organisation, council } = withinOf(request)
      const { rows } = await council.handovers.list(organisation)
      return { handovers: rows.map(publishRow) }
    },
  )
  app.get(
    '/:organisation/handovers/:id',
    {
      config: { action: 'handover.view' },
      schema: {
        operationId: 'handover',
        summary: 'One handover: what is missing, and what was entered of it',
        tags: ['handovers'],
        params: ofHandover,
        response: { 200: viewShape, ...errors },
      },
    },
    async (request) => publishView(await viewOf(request, request.params.id)),
  )
  app.post(
    '/:organisation/handovers/:id/steps',
    {
      config: { takes: 'json', action: 'handover.record' },
      schema: {
        operationId: 'enterHandoverStep',
        summary: 'Enters a step as done',
        tags: ['handovers'],
        params: ofHandover,
        body: stepShape,
        response: {
          200: viewShape,
          ...errors,
          409: { description: 'It cannot be entered so', content: problemContent() },
        },
      },
    },
    async (request, reply) => {
      const { organisation, council } = withinOf(request)
      const { id } = await viewOf(request, request.params.id)
      const done = await council.handovers.record(organisation, id, stepOf(request.body))
      if (done.ok) return publishView(found(await council.handovers.view(organisation, id)))
      const { code, sentence } = done.problem
      // In plain JSON: the schema of 409 is one of problems, which no other answer here has.
      return reply
        .code(409)
        .type('application/problem+json')
        .serializer((body: unknown) => JSON.stringify(body))
        .send({ status: 409, code, title: 'It cannot be entered so', detail: sentence })
    },
  )
}
