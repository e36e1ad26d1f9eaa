import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Problem, Result } from '../../kit/index.ts'
import { changeReasons, notSafeReasons, overrideReasons } from '../../core/allocation/index.ts'
import type { DecisionRow, DecisionView, Watch } from '../../council/index.ts'
import { permitted } from '../council/permitted.ts'
import { withinOf } from '../guard.ts'
import { found } from '../missing.ts'
import { errors, ofOrganisation, problemContent } from './parts.ts'

const place = z.object({ name: z.string(), address: z.string().nullable() })
const day = z.iso.date()
const states = [
  'waits-for-second',
  'waits-for-worker',
  'waits-for-manager',
  'stands',
  'withdrawn',
  'returned',
  'refused',
  'recalled',
] as const

const rowShape = z
  .object({
    id: z.string(),
    kind: z.enum(['allocation', 'reallocation']),
    children: z.array(place),
    to: place,
    from: place.nullable().describe('Who held the case; null where nobody did'),
    state: z.enum(states),
    since: day,
    due: day.nullable().describe('By when whoever it waits for answers; null where no clock runs'),
    late: z.boolean(),
    madeAt: z.iso.datetime(),
    by: z.string(),
    cost: z.int().describe('What it weighs with them, in grains'),
    handover: z.enum(['none', 'open', 'complete', 'emergency']),
    files: z
      .enum(['ahead-of-files', 'shown', 'shown-before-handover', 'overtaken', 'ended'])
      .nullable()
      .describe('What the case system’s files in force say of it'),
  })
  .meta({ id: 'Decision' })

const share = z.object({ load: z.int(), capacity: z.int() })
const viewShape = rowShape
  .extend({
    firstBand: z.boolean().describe('Among those with the most room, within a hair'),
    overrideReason: z.enum(overrideReasons).nullable(),
    changeReason: z.enum(changeReasons).nullable(),
    words: z.string(),
    said: z.array(
      z.object({
        kind: z.enum(['second', 'worker', 'manager', 'recalled']),
        answer: z.string(),
        reason: z.string().nullable(),
        words: z.string(),
        at: z.iso.datetime(),
        by: z.string(),
      }),
    ),
    certificate: z.object({
      sha256: z.string(),
      import: z.string(),
      agreement: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
      eligible: z.array(
        z.object({ worker: z.string(), before: share, after: share, first: z.boolean() }),
      ),
      excluded: z.array(z.object({ worker: z.string(), rule: z.string() })),
    }),
  })
  .meta({ id: 'DecisionInFull' })

const waitingShape = z
  .object({
    child: z.string(),
    address: z.string(),
    status: z.string(),
    team: z.string().nullable(),
    waitingSince: day.nullable(),
    daysWaiting: z.int().nullable(),
    waitsLonger: z.boolean(),
    nextDue: z.object({ what: z.string(), due: day, rule: z.string() }).nullable(),
    decision: z.string().nullable().describe('Id of a decision that waits for an answer'),
  })
  .meta({ id: 'Waiting' })

const words = z.string().max(4_000)
const makeShape = z.strictObject({
  case: z.string().describe('Address of the child'),
  to: z.string().describe('Address of the worker'),
  reach: z.enum(['team', 'service']).default('team'),
  overrideReason: z.enum(overrideReasons).nullable().default(null),
  changeReason: z.enum(changeReasons).nullable().default(null),
  words: words.default(''),
})

const refusals = {
  ...errors,
  409: { description: 'It could not be done: the problem says why', content: problemContent() },
}

const publishRow = (row: DecisionRow): z.infer<typeof rowShape> => ({
  id: row.id,
  kind: row.kind,
  children: row.children,
  to: row.to,
  from: row.from,
  state: row.state,
  since: row.since,
  due: row.due,
  late: row.late,
  madeAt: row.madeAt.toISOString(),
  by: row.by,
  cost: row.cost,
  handover: row.gate,
  files: row.files,
})

const publishView = (view: DecisionView): z.infer<typeof viewShape> => ({
  ...publishRow(view),
  firstBand: view.firstBand,
  overrideReason: view.overrideReason,
  changeReason: view.changeReason,
  words: view.words,
  said: view.said.map(({ kind, answer, reason, words: text, at, by }) => ({
    kind,
    answer,
    reason,
    words: text,
    at: at.toISOString(),
    by,
  })),
  certificate: {
    sha256: view.hash,
    import: view.certificate.import,
    agreement: view.certificate.agreement,
    eligible: view.certificate.eligible,
    excluded: view.certificate.excluded,
  },
})

/** Who is to take which case, for programs: what waits, what was decided, and every answer in its turn. */
export function decisionRoutes(plain: FastifyInstance, deps: { watch: Watch }): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const askingOf = (request: FastifyRequest) => {
    const { organisation, signedIn, council } = withinOf(request)
    return { organisation, council, person: signedIn.person, asked: { organisation } }
  }
  // In plain JSON: the schema of 409 is one of problems, which no other answer here has.
  const refuse = (reply: FastifyReply, { code, sentence }: Problem): FastifyReply =>
    reply
      .code(409)
      .type('application/problem+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ status: 409, code, title: 'It could not be done', detail: sentence })

  app.get(
    '/:organisation/waiting',
    {
      config: { action: 'decision.list' },
      schema: {
        operationId: 'waiting',
        summary: 'Children with no worker, what is due first by law first',
        tags: ['decisions'],
        params: ofOrganisation,
        response: { 200: z.object({ waiting: z.array(waitingShape) }), ...errors },
      },
    },
    async (request) => {
      const { council, asked } = askingOf(request)
      const view = found(await council.decisions.queue(asked))
      return {
        waiting: view.rows.map((row) => ({
          child: row.child,
          address: row.address,
          status: row.status,
          team: row.teamName,
          waitingSince: row.waitingSince,
          daysWaiting: row.daysWaiting,
          waitsLonger: row.waitsLonger,
          nextDue: row.nextDue && {
            what: row.nextDue.what,
            due: row.nextDue.due,
            rule: row.nextDue.rule,
          },
          decision: row.asked?.id ?? null,
        })),
      }
    },
  )
  app.get(
    '/:organisation/decisions',
    {
      config: { action: 'decision.list' },
      schema: {
        operationId: 'decisions',
        summary: 'Decisions on who is to take which case, newest first',
        tags: ['decisions'],
        params: ofOrganisation,
        querystring: z.object({
          open: z.enum(['yes']).optional().describe('Those alone that wait, or stand and count'),
        }),
        response: { 200: z.object({ decisions: z.array(rowShape) }), ...errors },
      },
    },
    async (request) => {
      const { organisation, council } = askingOf(request)
      const open = request.query.open === 'yes'
      const rows = await council.decisions.list(organisation, open ? { open } : {})
      return { decisions: rows.map(publishRow) }
    },
  )
  const one = ofOrganisation.extend({ id: z.string() })
  app.get(
    '/:organisation/decisions/:id',
    {
      config: { action: 'decision.view' },
      schema: {
        operationId: 'decision',
        summary: 'One decision with what was said and its certificate',
        tags: ['decisions'],
        params: one,
        response: { 200: viewShape, ...errors },
      },
    },
    async (request) => {
      const { organisation, council, person } = askingOf(request)
      const view = found(await council.decisions.view(organisation, request.params.id))
      for (const { address } of view.children) {
        if (address !== null) await deps.watch.looked(person, organisation, 'case', address)
      }
      return publishView(view)
    },
  )
  app.post(
    '/:organisation/decisions',
    {
      config: { takes: 'json', action: 'decision.make' },
      schema: {
        operationId: 'decide',
        summary: 'Decides who is to take a case and those who go with it, and asks them',
        tags: ['decisions'],
        params: ofOrganisation,
        body: makeShape,
        response: { 201: z.object({ id: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const asking = askingOf(request)
      const { case: child, ...given } = request.body
      const of = await permitted(asking, deps, 'decision.make', 'case', child)
      const made = await asking.council.decisions.make(asking.organisation, of, given)
      if (made.ok) return reply.code(201).send(made.value)
      if (made.problem.code === 'not-found') found(null)
      return refuse(reply, made.problem)
    },
  )

  const answers = {
    second: {
      action: 'decision.second',
      summary: 'The second person’s word, where the agreement asks for one',
      body: z.strictObject({ answer: z.enum(['approved', 'refused']), words: words.default('') }),
    },
    answer: {
      action: 'decision.answer',
      summary: 'The worker’s answer',
      body: z.strictObject({
        answer: z.enum(['accepted', 'accepted-with-conditions', 'not-safe']),
        reason: z.enum(notSafeReasons).nullable().default(null),
        words: words.default(''),
      }),
    },
    respond: {
      action: 'decision.respond',
      summary: 'A manager’s answer to conditions or to “not safe”',
      body: z.strictObject({
        answer: z.enum(['conditions-met', 'stands', 'withdrawn']),
        words,
      }),
    },
    recall: {
      action: 'decision.recall',
      summary: 'Takes a decision back while it waits',
      body: z.strictObject({ words: words.default('') }),
    },
  } as const
  const outcome = z.object({
    outcome: z.enum(['said', 'returned']),
    why: z.array(z.string()).optional().describe('What today’s data forbid, where it went back'),
  })
  for (const name of ['second', 'answer', 'respond', 'recall'] as const) {
    const { action, summary, body } = answers[name]
    app.post(
      `/:organisation/decisions/:id/${name}`,
      {
        config: { takes: 'json', action },
        schema: {
          operationId: `decision-${name}`,
          summary,
          tags: ['decisions'],
          params: one,
          body,
          response: { 200: outcome, ...refusals },
        },
      },
      async (request, reply) => {
        const { organisation, council } = askingOf(request)
        const { id } = request.params as { id: string }
        const say = council.decisions[name] as (
          of: typeof organisation,
          id: string,
          given: unknown,
        ) => Promise<Result<z.infer<typeof outcome>, Problem>>
        const done = await say(organisation, id, request.body)
        if (done.ok) return done.value
        if (done.problem.code === 'not-found') found(null)
        return refuse(reply, done.problem)
      },
    )
  }
}
