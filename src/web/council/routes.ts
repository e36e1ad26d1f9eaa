import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail, isoDate, ok, type Problem, type Result } from '../../kit/index.ts'
import type { OrganisationView, Standing } from '../../council/index.ts'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn, one, pageOf } from '../query.ts'
import { withUpload } from '../upload.ts'
import { agreementPage, inForceOf } from './agreement.tsx'
import { caseFilterOf, casePage, casesPage, waitingPage } from './cases.tsx'
import { nothingYet } from './empty.tsx'
import { figureRoute, sendPage, sendWorkbook, type PagesDeps } from './figure-route.tsx'
import { findingsPage } from './findings.tsx'
import { hereOf, type Here } from './here.ts'
import { importPage, importsPage, newImportPage, rowPage, type Plain } from './imports.tsx'
import { peoplePage } from './people.tsx'
import { planPages } from './plan-routes.ts'
import { ANSWER, TAKE_BACK } from './questions.tsx'
import { servicePage } from './service.tsx'
import { teamPage, teamsPage } from './teams.tsx'
import { workerPage, workersPage } from './workers.tsx'

const MB = 1_048_576
/** As much as the reader takes (100 MB a file), and an authority's whole set of lists at once. */
const UPLOAD_CAPS = { fileBytes: 100 * MB, files: 40, totalBytes: 300 * MB }
const AGREEMENT_CAPS = { fileBytes: MB, files: 1, totalBytes: MB }

/** Every page of an organisation. Table pages are also files at the same address with an ending. */
export function councilPages(
  app: FastifyInstance,
  deps: PagesDeps & { temporaryFolder: string },
): void {
  figurePages(app, deps)
  planPages(app, deps)
  importPages(app, deps)
  agreementPages(app, deps)
}

function figurePages(app: FastifyInstance, deps: PagesDeps): void {
  const { council } = deps

  app.get('/', async (_request, reply) => {
    const organisations = await council.organisations()
    const [own] = await startable(
      organisations.filter((each) => !each.demonstration),
      deps,
    )
    const [any] = organisations.filter((each) => each.demonstration)
    return reply.redirect(`/${found(own ?? any ?? organisations[0]).slug}`, 303)
  })

  figureRoute(app, deps, '/:organisation', async (here) => {
    const view = await council.service(here.asked)
    return view
      ? servicePage(here, view, await council.plans.latest(here.organisation, null))
      : emptyOr404(here, 'service', 'The whole service')
  })
  figureRoute(app, deps, '/:organisation/teams', async (here) => {
    const view = await council.service(here.asked)
    return view ? teamsPage(here, view) : emptyOr404(here, 'teams', 'Teams')
  })
  figureRoute(app, deps, '/:organisation/teams/:address', async (here, { address }) => {
    const team = found(await council.team(here.asked, found(addressIn(address))))
    return teamPage(here, team, await council.plans.latest(here.organisation, team.team.address))
  })
  figureRoute(app, deps, '/:organisation/workers', async (here) => {
    const view = await council.service(here.asked)
    return view ? workersPage(here, view) : emptyOr404(here, 'workers', 'Workers')
  })
  figureRoute(app, deps, '/:organisation/workers/:address', async (here, { address }) =>
    workerPage(here, found(await council.worker(here.asked, found(addressIn(address))))),
  )
  for (const [path, which] of [
    ['/:organisation/cases', 'cases'],
    ['/:organisation/waiting', 'waiting'],
  ] as const) {
    figureRoute(app, deps, path, async (here, _params, isWhole) => {
      const filter = caseFilterOf(here, isWhole)
      if (which === 'waiting') filter.holder = 'waiting'
      const view = await council.cases(here.asked, filter)
      if (!view)
        return emptyOr404(here, which, which === 'cases' ? 'Cases' : 'Children with no worker')
      const teams = (await council.service(here.asked))?.teams ?? []
      return (which === 'waiting' ? waitingPage : casesPage)(here, view, teams)
    })
  }
  figureRoute(app, deps, '/:organisation/cases/:address', async (here, { address }) =>
    casePage(here, found(await council.case(here.asked, found(addressIn(address))))),
  )
  figureRoute(app, deps, '/:organisation/findings', async (here) => {
    const all = await council.findings(here.asked, {})
    if (!all) return emptyOr404(here, 'findings', 'Questions about the data')
    const [file, code] = [one(here.query, 'file'), one(here.query, 'code')]
    const changing = one(here.query, 'changing') === 'yes'
    const isNarrowed = file !== undefined || code !== undefined || changing
    const view = isNarrowed
      ? found(
          await council.findings(here.asked, {
            ...(file === undefined ? {} : { file }),
            ...(code === undefined ? {} : { code }),
            ...(changing ? { changing } : {}),
          }),
        )
      : all
    return findingsPage(here, view, all.findings, await standingOf(here, deps, all.import))
  })
  figureRoute(app, deps, '/:organisation/people', async (here) => {
    const view = await council.people(here.asked)
    return view ? peoplePage(here, view) : emptyOr404(here, 'people', 'People and capacity')
  })
  app.get('/:organisation/people/template.xlsx', async (request, reply) => {
    const { organisation } = await hereOf(request, deps)
    return sendWorkbook(reply, 'fairload-people', await council.peopleTemplate(organisation))
  })
}

/** Organisations that have figures to show. */
async function startable(
  organisations: OrganisationView[],
  { council }: PagesDeps,
): Promise<OrganisationView[]> {
  const withFigures: OrganisationView[] = []
  for (const organisation of organisations) {
    const { rows } = await council.imports.list(organisation, 1)
    if (rows.some((row) => row.current)) withFigures.push(organisation)
  }
  return withFigures
}

/** No import in force: what to do next. An import asked for that is none: not found. */
function emptyOr404(here: Here, section: Parameters<typeof nothingYet>[1], title: string) {
  return found(here.asked.import === undefined ? nothingYet(here, section, title) : null)
}

async function standingOf(
  here: Here,
  { council }: PagesDeps,
  row: {
    id: string
    number: number
    asOf: Standing['import']['asOf']
    decidedAt: Date | null
    current: boolean
    receivedAt: Date
  },
): Promise<Standing> {
  return {
    organisation: here.organisation,
    import: {
      id: row.id,
      number: row.number,
      asOf: row.asOf,
      acceptedAt: row.decidedAt ?? row.receivedAt,
      current: row.current,
    },
    agreement: inForceOf(await council.agreements.inForce(here.organisation)),
  }
}

const versionForm = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
})
const noFields = z.strictObject({})
const chooseForm = z.strictObject({ id: z.string().min(1).max(80) })
const answersForm = z.record(z.string().max(1_000), z.string().max(1_000))

/** A form's fields by a schema; a field more, twice or of another kind is refused whole. */
function formOf<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse({ ...(request.body as object) })
  if (!parsed.success) throw new Refused(400, 'form-not-ours')
  return parsed.data
}

function importPages(app: FastifyInstance, deps: PagesDeps & { temporaryFolder: string }): void {
  const { council } = deps
  const send = (reply: FastifyReply, here: Here, plain: Plain): FastifyReply =>
    sendPage(reply, here, plain.page, plain.body)

  figureRoute(app, deps, '/:organisation/imports', async (here) => {
    const page = pageOf(here.query)
    return importsPage(here, await council.imports.list(here.organisation, page), page)
  })

  app.get('/:organisation/imports/new', async (request, reply) => {
    const here = await hereOf(request, deps)
    if (here.organisation.demonstration) {
      const own = (await council.organisations()).find((each) => !each.demonstration)
      return reply.redirect(`/${found(own).slug}/imports/new`, 303)
    }
    return send(reply, here, newImportPage(here, { asOf: here.today, problem: null }))
  })

  app.post('/:organisation/imports', { config: { takes: 'files' } }, async (request, reply) => {
    const here = await hereOf(request, deps)
    // The demonstration keeps its invented files: one's own go where they are not mixed with them.
    found(here.organisation.demonstration ? null : here.organisation)
    let asked: string = here.today
    const received = await withUpload(
      request,
      deps.temporaryFolder,
      UPLOAD_CAPS,
      async ({ files, fields }): Promise<Result<{ id: string }>> => {
        asked = fields.get('asOf') ?? ''
        const asOf = isoDate(asked)
        if (!asOf) {
          return fail({
            code: 'day-not-a-day',
            sentence: 'Enter the day these files describe, as a day of the calendar.',
          })
        }
        if (asOf > here.today) {
          return fail({
            code: 'day-not-a-day',
            sentence:
              'The day these files describe lies in the future: enter the day the lists were run.',
          })
        }
        return council.imports.receive(here.organisation, files, asOf)
      },
    )
    if (received.ok) return reply.redirect(here.to.import(received.value.id), 303)
    reply.code(422)
    return send(reply, here, newImportPage(here, { asOf: asked, problem: received.problem }))
  })

  const show = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const view = found(await council.imports.view(here.organisation, id))
    const agreement = inForceOf(await council.agreements.inForce(here.organisation))
    return send(reply, here, importPage(here, view, { problem, agreement }))
  }
  const idOf = (request: FastifyRequest): string =>
    found(addressIn((request.params as { id?: unknown }).id))

  app.get('/:organisation/imports/:id', async (request, reply) =>
    show(reply, await hereOf(request, deps), idOf(request), null),
  )

  app.post(
    '/:organisation/imports/again',
    { config: { takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      formOf(request, noFields)
      const begun = await council.imports.again(here.organisation)
      if (begun.ok) return reply.redirect(here.to.import(begun.value.id), 303)
      reply.code(409)
      return send(reply, here, newImportPage(here, { asOf: here.today, problem: begun.problem }))
    },
  )

  for (const step of ['accept', 'refuse', 'undo'] as const) {
    app.post(
      `/:organisation/imports/:id/${step}`,
      { config: { takes: 'form' } },
      async (request, reply) => {
        const here = await hereOf(request, deps)
        const id = idOf(request)
        const { version } = formOf(request, versionForm)
        found(await council.imports.state(here.organisation, id))
        const done = await council.imports[step](
          here.organisation,
          id,
          version === undefined ? undefined : Number(version),
        )
        if (!done.ok) {
          reply.code(409)
          return show(reply, here, id, done.problem)
        }
        return reply.redirect(step === 'accept' ? here.to.service() : here.to.import(id), 303)
      },
    )
  }

  app.post(
    '/:organisation/imports/:id/answers',
    { config: { takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = idOf(request)
      const fields = formOf(request, answersForm)
      const view = found(await council.imports.view(here.organisation, id))
      const answers = answersIn(fields, view)
      const done =
        answers.length === 0
          ? ok(null)
          : await council.imports.answer(here.organisation, id, answers)
      if (!done.ok) {
        reply.code(409)
        return show(reply, here, id, done.problem)
      }
      return reply.redirect(here.to.import(id), 303)
    },
  )

  app.get('/:organisation/imports/:id/findings.xlsx', async (request, reply) => {
    const here = await hereOf(request, deps)
    const bytes = found(await council.imports.markedWorkbook(here.organisation, idOf(request)))
    return sendWorkbook(reply, 'fairload-findings', bytes)
  })

  app.get('/:organisation/imports/:id/rows/:address', async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = idOf(request)
    const { address } = request.params as { address?: unknown }
    const view = found(await council.imports.view(here.organisation, id))
    const row = found(await council.imports.row(here.organisation, id, found(addressIn(address))))
    return send(
      reply,
      here,
      rowPage(here, { importId: id, importNumber: view.number, asOf: view.asOf, row }),
    )
  })
}

/** The answers a form gives to what this import asks; a field that asks nothing here is refused. */
function answersIn(
  fields: Readonly<Record<string, string>>,
  view: {
    questionsToAnswer: {
      question: { key: string; options: { value: string }[] }
      answer: string | null
    }[]
    answersGiven: { key: string }[]
  },
): { key: string; value: string }[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (name.startsWith(TAKE_BACK)) {
      const key = name.slice(TAKE_BACK.length)
      if (!view.answersGiven.some((given) => given.key === key))
        throw new Refused(400, 'form-not-ours')
      return [{ key, value: '' }]
    }
    const key = name.startsWith(ANSWER) ? name.slice(ANSWER.length) : null
    const asked = view.questionsToAnswer.find((each) => each.question.key === key)
    const isOffered = value === '' || asked?.question.options.some((each) => each.value === value)
    if (!asked || key === null || !isOffered) throw new Refused(400, 'form-not-ours')
    return value === (asked.answer ?? '') ? [] : [{ key, value }]
  })
}

function agreementPages(app: FastifyInstance, deps: PagesDeps & { temporaryFolder: string }): void {
  const { agreements } = deps.council
  const figures = async (here: Here, id: string | undefined, problems: readonly Problem[]) => {
    const inForce = await agreements.inForce(here.organisation)
    return agreementPage(here, {
      inForce,
      shown: id === undefined ? inForce : found(await agreements.view(here.organisation, id)),
      all: await agreements.list(here.organisation),
      problems,
    })
  }
  figureRoute(app, deps, '/:organisation/agreement', async (here) =>
    figures(here, one(here.query, 'id'), []),
  )
  app.get('/:organisation/agreement/:id.json', async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = found(addressIn((request.params as { id?: unknown }).id))
    const { agreement } = found(await agreements.view(here.organisation, id))
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${agreement.id}.json"`)
      .send(`${JSON.stringify(agreement, null, 2)}\n`)
  })
  app.post(
    '/:organisation/agreement/choose',
    { config: { takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { id } = formOf(request, chooseForm)
      found(await agreements.view(here.organisation, id))
      const done = await agreements.choose(here.organisation, id)
      if (done.ok) return reply.redirect(here.to.agreement(), 303)
      const given = await figures({ ...here, path: here.to.agreement() }, id, [done.problem])
      reply.code(409)
      return sendPage(reply, here, given.page, given.body)
    },
  )
  app.post(
    '/:organisation/agreement/add',
    { config: { takes: 'files' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      let problems: Problem[] = []
      const added = await withUpload(
        request,
        deps.temporaryFolder,
        AGREEMENT_CAPS,
        async ({ files }): Promise<Result<string>> => {
          const document = await jsonOf(files[0]?.path ?? '')
          if (!document.ok) return document
          const result = await agreements.add(here.organisation, document.value)
          if (result.ok) return ok(result.value.id)
          problems = result.problem
          return fail(problems[0] ?? NOT_JSON)
        },
      )
      if (added.ok) return reply.redirect(here.to.agreement(added.value), 303)
      const given = await figures(
        { ...here, path: here.to.agreement() },
        undefined,
        problems.length > 0 ? problems : [added.problem],
      )
      reply.code(422)
      return sendPage(reply, here, given.page, given.body)
    },
  )
}

const NOT_JSON: Problem = {
  code: 'agreement-not-json',
  sentence:
    'This file is no JSON text. Download an agreement as a file, change its figures, and add that.',
}

async function jsonOf(path: string): Promise<Result<unknown>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError) return fail(NOT_JSON)
    throw error
  }
}
