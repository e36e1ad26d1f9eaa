import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { z } from 'zod'
import { overloadActions, overloadOutcomes } from '../../core/overload/index.ts'
import type { ImportRow, RegisterRow, Watch } from '../../council/index.ts'
import {
  findingShape,
  publishWorkload,
  readingShape,
  workloadShape,
} from '../../council/published/index.ts'
import { found } from '../missing.ts'
import { withinOf } from '../guard.ts'
import { addressIn } from '../query.ts'
import { anImport, errors, ofOrganisation } from './parts.ts'
import { decisionRoutes } from './decisions.ts'
import { establishmentRoutes } from './establishment.ts'
import { handoverRoutes } from './handovers.ts'
import { planRoutes } from './plans.ts'

const importShape = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.enum(['received', 'reading', 'checked', 'accepted', 'refused', 'undone', 'failed']),
    asOf: z.iso.date(),
    receivedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    current: z.boolean().describe('Whether every figure rests on it now'),
    files: z.array(
      z.object({
        name: z.string(),
        shape: z.string().nullable(),
        carried: z.boolean().describe('Kept from an earlier import'),
        size: z.int().describe('Bytes'),
      }),
    ),
    questions: z.int(),
  })
  .meta({ id: 'Import' })

const agreementShape = z
  .object({
    key: z.string(),
    inForce: z.boolean(),
    standing: z
      .enum(['draft', 'proposed', 'to-come', 'in-force', 'superseded', 'withdrawn'])
      .nullable()
      .describe('null for those that come with Fairload.'),
    effective: z.string().nullable(),
    sha256: z.string().nullable().describe('Of the canonical text, in hexadecimal digits.'),
    signatures: z.array(
      z.object({
        party: z.enum(['service', 'branch']),
        name: z.string(),
        at: z.string(),
        sha256: z.string(),
      }),
    ),
    agreement: z
      .record(z.string(), z.unknown())
      .describe('The text, as docs/agreement.schema.json has it.'),
  })
  .meta({ id: 'Agreement' })

const day = z.iso.date()
const turnShape = z.object({
  rung: z.int(),
  role: z.string().describe('As the agreement names it: `team-manager`'),
  due: day,
})
const registerEntryShape = z
  .object({
    id: z.string(),
    worker: z.object({ name: z.string(), address: z.string().nullable() }),
    team: z.string().nullable(),
    state: z.enum(['open', 'closed', 'withdrawn']),
    since: day.describe('First day seen over the line'),
    sustainedOn: day.describe('The day on which the agreed weeks had passed'),
    enteredOn: day.describe('From it the days to answer are counted'),
    closedOn: day.nullable(),
    leftFiles: z
      .boolean()
      .describe('Closed because the worker is in the files no more, from that day'),
    line: z.number().describe('A ratio: 1.1 is 110 %'),
    weeks: z.int().describe('As agreed when it was entered'),
    weeksNow: z.int().nullable(),
    waitsFor: turnShape.nullable().describe('null once answered, closed or withdrawn'),
    missed: z.int().describe('Days to answer that passed without one'),
    answers: z.array(
      z.object({
        rung: z.int(),
        role: z.string(),
        action: z.enum(overloadActions),
        words: z.string(),
        outcome: z.enum(overloadOutcomes),
        by: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'RegisterEntry' })

const publishedEntry = (row: RegisterRow): z.infer<typeof registerEntryShape> => ({
  id: row.id,
  worker: row.worker,
  team: row.team?.name ?? null,
  state: row.state,
  since: row.since,
  sustainedOn: row.sustainedOn,
  enteredOn: row.enteredOn,
  closedOn: row.closedOn,
  leftFiles: row.leftFiles,
  line: row.line / 10_000,
  weeks: row.weeks,
  weeksNow: row.weeksNow,
  waitsFor: row.waitsFor && {
    rung: row.waitsFor.rung,
    role: row.waitsFor.role,
    due: row.waitsFor.due,
  },
  missed: row.missed,
  answers: row.answers.map(({ rung, role, action, words, outcome, by, at }) => ({
    rung,
    role,
    action,
    words,
    outcome,
    by,
    at: at.toISOString(),
  })),
})

const published = (row: ImportRow): z.infer<typeof importShape> => ({
  id: row.id,
  number: row.number,
  state: row.state,
  asOf: row.asOf,
  receivedAt: row.receivedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
  current: row.current,
  files: row.files.map(({ name, shape, carried, size }) => ({ name, shape, carried, size })),
  questions: row.questions,
})

/** The API: the same figures as the pages and the command line, in the same published shapes. */
export const api =
  (deps: { version: string; watch: Watch }): FastifyPluginAsync =>
  async (plain) => {
    plain.setValidatorCompiler(validatorCompiler)
    plain.setSerializerCompiler(serializerCompiler)
    await plain.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Fairload',
          description:
            'Who holds what, what it weighs, what each worker can safely carry. Amounts are in the agreement’s own unit; shares are ratios (1.16 is 116 %). Nobody with zero or unknown capacity has a utilisation: it is null, and `state` says which.',
          version: deps.version,
          license: { name: 'MIT', identifier: 'MIT' },
        },
        servers: [{ url: '/api/v1' }],
        tags: [{ name: 'figures' }, { name: 'imports' }, { name: 'plans' }],
      },
      stripBasePath: true,
      transform: jsonSchemaTransform,
      transformObject: jsonSchemaTransformObject,
    })
    plain.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      plain.getDefaultJsonParser('error', 'error'),
    )
    plain.after(() => {
      routes(plain)
      planRoutes(plain, deps)
      decisionRoutes(plain, deps)
      handoverRoutes(plain, deps)
      establishmentRoutes(plain, deps)
    })
  }

function routes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const askedOf = (request: FastifyRequest, query: z.infer<typeof anImport>) => ({
    organisation: withinOf(request).organisation,
    ...(query.import === undefined ? {} : { import: found(addressIn(query.import)) }),
  })

  app.get(
    '/:organisation/workload',
    {
      config: { action: 'service.view' },
      schema: {
        operationId: 'workload',
        summary: 'The whole workload of a day: totals, teams, workers, cases, findings',
        tags: ['figures'],
        params: ofOrganisation,
        querystring: anImport,
        response: { 200: workloadShape, ...errors },
      },
    },
    async (request) =>
      publishWorkload(
        found(await withinOf(request).council.workload(askedOf(request, request.query))),
      ),
  )
  app.get(
    '/:organisation/reading',
    {
      config: { action: 'import.view' },
      schema: {
        operationId: 'reading',
        summary: 'What was read of each file: lists, rows, findings',
        tags: ['figures'],
        params: ofOrganisation,
        querystring: anImport,
        response: { 200: readingShape, ...errors },
      },
    },
    async (request) =>
      found(await withinOf(request).council.reading(askedOf(request, request.query))),
  )
  app.get(
    '/:organisation/findings',
    {
      config: { action: 'questions.view' },
      schema: {
        operationId: 'findings',
        summary: 'What in the files needs a person',
        tags: ['figures'],
        params: ofOrganisation,
        querystring: anImport.extend({
          file: z.string().max(200).optional(),
          code: z.string().max(80).optional(),
          changing: z
            .enum(['yes'])
            .optional()
            .describe('`yes`: those alone whose answer could change a figure'),
        }),
        response: { 200: z.object({ findings: z.array(findingShape) }), ...errors },
      },
    },
    async (request) => {
      const { file, code, changing } = request.query
      const view = found(
        await withinOf(request).council.findings(askedOf(request, request.query), {
          ...(file === undefined ? {} : { file }),
          ...(code === undefined ? {} : { code }),
          ...(changing === undefined ? {} : { changing: true }),
        }),
      )
      return { findings: view.findings }
    },
  )
  app.get(
    '/:organisation/imports',
    {
      config: { action: 'import.view' },
      schema: {
        operationId: 'imports',
        summary: 'Imports, newest first, 50 a page',
        tags: ['imports'],
        params: ofOrganisation,
        querystring: z.object({ page: z.coerce.number().int().min(1).max(100_000).optional() }),
        response: {
          200: z.object({ imports: z.array(importShape), total: z.int() }),
          ...errors,
        },
      },
    },
    async (request) => {
      const { organisation, council } = withinOf(request)
      const { rows, total } = await council.imports.list(organisation, request.query.page ?? 1)
      return { imports: rows.map(published), total }
    },
  )
  app.get(
    '/:organisation/agreement',
    {
      config: { action: 'agreement.view' },
      schema: {
        operationId: 'agreement',
        summary: 'The agreement in force, or one of its versions by its key',
        tags: ['agreement'],
        params: ofOrganisation,
        querystring: z.object({
          id: z.string().min(1).max(200).optional().describe('`id@version`; the one in force'),
        }),
        response: { 200: agreementShape, ...errors },
      },
    },
    async (request) => {
      const { organisation, council } = withinOf(request)
      const { id } = request.query
      const { agreements } = council
      const { key, inForce, life, agreement } =
        id === undefined
          ? await agreements.inForce(organisation)
          : found(await agreements.view(organisation, id))
      return {
        key,
        inForce,
        standing: life?.standing ?? null,
        effective: life?.effective ?? null,
        sha256: life?.sha256 ?? null,
        signatures: (life?.signatures ?? []).map(({ party, name, at, sha256 }) => ({
          party,
          name,
          at: at.toISOString(),
          sha256,
        })),
        agreement,
      }
    },
  )
  app.get(
    '/:organisation/register',
    {
      config: { action: 'register.list' },
      schema: {
        operationId: 'register',
        summary: 'Overloads that the clock entered, who must answer and by when',
        tags: ['agreement'],
        params: ofOrganisation,
        response: { 200: z.object({ entries: z.array(registerEntryShape) }), ...errors },
      },
    },
    async (request) => {
      const { organisation, council } = withinOf(request)
      const { rows } = await council.register.list(organisation)
      return { entries: rows.map(publishedEntry) }
    },
  )
  app.get(
    '/:organisation/register/:id',
    {
      config: { action: 'register.view' },
      schema: {
        operationId: 'registerEntry',
        summary: 'One overload, with what was answered',
        tags: ['agreement'],
        params: ofOrganisation.extend({ id: z.string().max(100) }),
        response: { 200: registerEntryShape, ...errors },
      },
    },
    async (request) => {
      const { organisation, council } = withinOf(request)
      const id = found(addressIn(request.params.id))
      return publishedEntry(found(await council.register.entry(organisation, id)))
    },
  )
  app.get(
    '/openapi.json',
    { config: { action: 'open' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(plain.swagger(), null, 2)),
  )
}
