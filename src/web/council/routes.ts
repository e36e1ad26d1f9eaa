import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail, isoDate, ok, type Problem, type Result } from '../../kit/index.ts'
import type {
  DecisionRow,
  OrganisationView,
  PlanRow,
  Standing,
  TeamView,
} from '../../council/index.ts'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn, one, pageOf } from '../query.ts'
import { withUpload } from '../upload.ts'
import { agreementPages, inForceOf, publicationPages } from './agreement/index.ts'
import { caseFilterOf, casePage, casesPage } from './cases.tsx'
import { decisionPages } from './decisions/routes.ts'
import { nothingYet } from './empty.tsx'
import { establishmentPages } from './establishment/routes.ts'
import { figureRoute, sendPage, sendWorkbook, type PagesDeps } from './figure-route.tsx'
import { findingsPage } from './findings.tsx'
import { formOf } from '../form-of.ts'
import { handoverPages, leaverPages, withHandovers } from './handovers/index.ts'
import { hereOf, type Here } from './here.ts'
import { housePages } from './house-routes.ts'
import { importPage, importsPage, newImportPage, rowPage, type Plain } from './imports.tsx'
import { peoplePage } from './people.tsx'
import { permitted } from './permitted.ts'
import { planPages } from './plan-routes.ts'
import { queryPages } from './query-routes.ts'
import { ANSWER, TAKE_BACK } from './questions.tsx'
import { registerPages } from './register-routes.ts'
import { restrictedPage } from './restricted.tsx'
import { reminderPages } from './reminder-routes.ts'
import { servicePage } from './service.tsx'
import { subjectPages } from './subject-routes.ts'
import { teamPage, teamsPage } from './teams.tsx'
import { waitingPage } from './waiting.tsx'
import { workerPage, workersPage } from './workers.tsx'

const MB = 1_048_576
/** As much as the reader takes (100 MB a file), and an authority's whole set of lists at once. */
const UPLOAD_CAPS = { fileBytes: 100 * MB, files: 40, totalBytes: 300 * MB }

/** Every page of an organisation. Table pages are also files at the same address with an ending. */
export function councilPages(
  app: FastifyInstance,
  deps: PagesDeps & { temporaryFolder: string },
): void {
  figurePages(app, deps)
  planPages(app, deps)
  importPages(app, deps)
  publicationPages(app, deps)
  agreementPages(app, deps)
  queryPages(app, deps, (here, action, about, address) =>
    permitted(here, deps, action, about, address),
  )
  registerPages(app, deps)
  decisionPages(app, deps)
  handoverPages(app, deps)
  leaverPages(app, deps)
  establishmentPages(app, deps)
  subjectPages(app, deps)
  reminderPages(app, deps)
  housePages(app, deps)
}

function figurePages(app: FastifyInstance, deps: PagesDeps): void {
  app.get('/', { config: { action: 'open' } }, async (_request, reply) => {
    const organisations = await deps.council.organisations()
    const [own] = await setUp(
      organisations.filter((each) => !each.demonstration),
      deps,
    )
    const [any] = organisations.filter((each) => each.demonstration)
    return reply.redirect(`/${found(own ?? any ?? organisations[0]).slug}`, 303)
  })

  figureRoute(app, deps, '/:organisation', 'service.view', async (here) => {
    const view = await here.council.service(here.asked)
    return view
      ? servicePage(here, view, await latestPlan(here, null))
      : emptyOr404(here, 'service', 'The whole service')
  })
  figureRoute(app, deps, '/:organisation/teams', 'service.view', async (here) => {
    const view = await here.council.service(here.asked)
    return view ? teamsPage(here, view) : emptyOr404(here, 'teams', 'Teams')
  })
  figureRoute(
    app,
    deps,
    '/:organisation/teams/:address',
    'team.view',
    async (here, { address }) => {
      const of = await permitted(here, deps, 'team.view', 'team', address)
      const view = found(await here.council.team(here.asked, of))
      // Above the team that somebody answers for there is nothing that they may open.
      const isTop = here.signedIn.places.teams.some((team) => team.address === of)
      const page = teamPage(
        here,
        isTop && !here.may('service.view') ? { ...view, parent: null } : view,
        await latestPlan(here, of),
        await decisionsOfTeam(here, view),
      )
      return withHandovers(here, { team: of }, page)
    },
  )
  figureRoute(app, deps, '/:organisation/workers', 'service.view', async (here) => {
    const view = await here.council.service(here.asked)
    return view ? workersPage(here, view) : emptyOr404(here, 'workers', 'Workers')
  })
  figureRoute(
    app,
    deps,
    '/:organisation/workers/:address',
    'worker.view',
    async (here, { address }) => {
      const of = await permitted(here, deps, 'worker.view', 'worker', address)
      const view = found(await here.council.worker(here.asked, of))
      if (view.worker.id !== here.person.worker) {
        await deps.watch.looked(here.person, here.organisation, 'worker', of)
      }
      const page = workerPage(
        here,
        here.may('import.view') ? view : { ...view, from: [] },
        here.may('register.list')
          ? await here.council.register.ofWorker(here.organisation, of)
          : [],
        here.may('decision.list')
          ? await here.council.decisions.list(here.organisation, { worker: of, open: true })
          : [],
      )
      return withHandovers(here, { worker: of }, page)
    },
  )
  const teamsFor = async (here: Here) =>
    here.may('service.view') ? ((await here.council.service(here.asked))?.teams ?? []) : []
  figureRoute(app, deps, '/:organisation/cases', 'cases.list', async (here, _params, isWhole) => {
    const view = await here.council.cases(here.asked, caseFilterOf(here, isWhole))
    return view ? casesPage(here, view, await teamsFor(here)) : emptyOr404(here, 'cases', 'Cases')
  })
  figureRoute(app, deps, '/:organisation/waiting', 'cases.list', async (here, _params, isWhole) => {
    const view = await here.council.decisions.queue(here.asked)
    return view
      ? waitingPage(here, view, await teamsFor(here), isWhole)
      : emptyOr404(here, 'waiting', 'Children with no worker')
  })
  figureRoute(
    app,
    deps,
    '/:organisation/cases/:address',
    'case.view',
    async (here, { address }) => {
      const of = found(addressIn(address))
      const may = await deps.watch.may(here.person, 'case.view', here.asked, 'case', of)
      if (may?.allowed === false && may.why === 'restricted') {
        return restrictedPage(here, of, null)
      }
      found(may?.allowed ? may : null)
      const view = found(await here.council.case(here.asked, of))
      await deps.watch.looked(here.person, here.organisation, 'case', of)
      return withHandovers(here, { case: of }, casePage(here, view))
    },
  )
  figureRoute(app, deps, '/:organisation/findings', 'questions.view', async (here) => {
    const all = await here.council.findings(here.asked, {})
    if (!all) return emptyOr404(here, 'findings', 'Questions about the data')
    const [file, code] = [one(here.query, 'file'), one(here.query, 'code')]
    const changing = one(here.query, 'changing') === 'yes'
    const isNarrowed = file !== undefined || code !== undefined || changing
    const view = isNarrowed
      ? found(
          await here.council.findings(here.asked, {
            ...(file === undefined ? {} : { file }),
            ...(code === undefined ? {} : { code }),
            ...(changing ? { changing } : {}),
          }),
        )
      : all
    return findingsPage(here, view, all.findings, await standingOf(here, all.import))
  })
  figureRoute(app, deps, '/:organisation/people', 'people.view', async (here) => {
    const view = await here.council.people(here.asked)
    return view ? peoplePage(here, view) : emptyOr404(here, 'people', 'People and capacity')
  })
  app.get(
    '/:organisation/people/template.xlsx',
    { config: { action: 'people.view' } },
    async (request, reply) => {
      const { organisation, council } = await hereOf(request, deps)
      return sendWorkbook(reply, 'fairload-people', await council.peopleTemplate(organisation))
    },
  )
}

/** Organisations in which somebody can sign in. */
async function setUp(
  organisations: OrganisationView[],
  { signIn }: PagesDeps,
): Promise<OrganisationView[]> {
  const found: OrganisationView[] = []
  for (const each of organisations) if (await signIn.anybody(each)) found.push(each)
  return found
}

/** What is asked of a team’s workers, and for its waiting children, by decisions that count. */
async function decisionsOfTeam(here: Here, view: TeamView): Promise<DecisionRow[]> {
  if (!here.may('decision.list') || !view.standing.import.current) return []
  const workers = new Set(view.workers.map(({ address }) => address as string | null))
  const teams = new Set<string | null>([
    view.team.address,
    ...view.children.map(({ address }) => address),
  ])
  const open = await here.council.decisions.list(here.organisation, { open: true })
  return open.filter(
    (row) =>
      workers.has(row.to.address) ||
      (row.from !== null && workers.has(row.from.address)) ||
      teams.has(row.fromTeam?.address ?? ''),
  )
}

const latestPlan = async (here: Here, team: string | null): Promise<PlanRow | null> =>
  here.may('plan.list') ? here.council.plans.latest(here.organisation, team) : null

/** No import in force: what to do next. An import asked for that is none: not found. */
function emptyOr404(here: Here, section: Parameters<typeof nothingYet>[1], title: string) {
  return found(here.asked.import === undefined ? nothingYet(here, section, title) : null)
}

async function standingOf(
  here: Here,
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
    agreement: inForceOf(await here.council.agreements.inForce(here.organisation)),
  }
}

const versionForm = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
})
const noFields = z.strictObject({})
const answersForm = z.record(z.string().max(1_000), z.string().max(1_000))

function importPages(app: FastifyInstance, deps: PagesDeps & { temporaryFolder: string }): void {
  const send = (reply: FastifyReply, here: Here, plain: Plain): FastifyReply =>
    sendPage(reply, here, plain.page, plain.body)

  figureRoute(app, deps, '/:organisation/imports', 'import.view', async (here) => {
    const page = pageOf(here.query)
    return importsPage(here, await here.council.imports.list(here.organisation, page), page)
  })

  app.get(
    '/:organisation/imports/new',
    { config: { action: 'import.bring' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      if (here.organisation.demonstration) {
        const own = (await deps.council.organisations()).find((each) => !each.demonstration)
        return reply.redirect(`/${found(own).slug}/imports/new`, 303)
      }
      return send(reply, here, newImportPage(here, { asOf: here.today, problem: null }))
    },
  )

  app.post(
    '/:organisation/imports',
    { config: { takes: 'files', action: 'import.bring' } },
    async (request, reply) => {
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
          return here.council.imports.receive(here.organisation, files, asOf)
        },
      )
      if (received.ok) return reply.redirect(here.to.import(received.value.id), 303)
      reply.code(422)
      return send(reply, here, newImportPage(here, { asOf: asked, problem: received.problem }))
    },
  )

  const show = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const view = found(await here.council.imports.view(here.organisation, id))
    const agreement = inForceOf(await here.council.agreements.inForce(here.organisation))
    return send(reply, here, importPage(here, view, { problem, agreement }))
  }
  const idOf = (request: FastifyRequest): string =>
    found(addressIn((request.params as { id?: unknown }).id))

  app.get(
    '/:organisation/imports/:id',
    { config: { action: 'import.view' } },
    async (request, reply) => show(reply, await hereOf(request, deps), idOf(request), null),
  )

  app.post(
    '/:organisation/imports/again',
    { config: { takes: 'form', action: 'import.bring' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      formOf(request, noFields)
      const begun = await here.council.imports.again(here.organisation)
      if (begun.ok) return reply.redirect(here.to.import(begun.value.id), 303)
      reply.code(409)
      return send(reply, here, newImportPage(here, { asOf: here.today, problem: begun.problem }))
    },
  )

  for (const step of ['accept', 'refuse', 'undo'] as const) {
    app.post(
      `/:organisation/imports/:id/${step}`,
      { config: { takes: 'form', action: 'import.decide' } },
      async (request, reply) => {
        const here = await hereOf(request, deps)
        const id = idOf(request)
        const { version } = formOf(request, versionForm)
        found(await here.council.imports.state(here.organisation, id))
        const done = await here.council.imports[step](
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
    { config: { takes: 'form', action: 'import.bring' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = idOf(request)
      const fields = formOf(request, answersForm)
      const view = found(await here.council.imports.view(here.organisation, id))
      const answers = answersIn(fields, view)
      const done =
        answers.length === 0
          ? ok(null)
          : await here.council.imports.answer(here.organisation, id, answers)
      if (!done.ok) {
        reply.code(409)
        return show(reply, here, id, done.problem)
      }
      return reply.redirect(here.to.import(id), 303)
    },
  )

  app.get(
    '/:organisation/imports/:id/findings.xlsx',
    { config: { action: 'import.view' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const bytes = found(
        await here.council.imports.markedWorkbook(here.organisation, idOf(request)),
      )
      return sendWorkbook(reply, 'fairload-findings', bytes)
    },
  )

  app.get(
    '/:organisation/imports/:id/rows/:address',
    { config: { action: 'import.view' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = idOf(request)
      const { address } = request.params as { address?: unknown }
      const view = found(await here.council.imports.view(here.organisation, id))
      const row = found(
        await here.council.imports.row(here.organisation, id, found(addressIn(address))),
      )
      return send(
        reply,
        here,
        rowPage(here, { importId: id, importNumber: view.number, asOf: view.asOf, row }),
      )
    },
  )
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
