import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate, type Problem } from '../../kit/index.ts'
import type { Section } from '../../core/model/index.ts'
import {
  stayReasons,
  type PlanAsked,
  type PlanRow,
  type PlanView,
  type Standing,
} from '../../council/index.ts'
import { documentPdf } from '../../render/index.ts'
import { publishPlan } from '../api/plan-shapes.ts'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn, oneOf, pageOf } from '../query.ts'
import { allocatePage } from './allocate.tsx'
import { certificateFileName, certificatePage, certificateSections } from './certificate.tsx'
import { nothingYet } from './empty.tsx'
import { figureRoute, sendPage, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { hereOf, type Here } from './here.ts'
import { mayPlanService, permitted, permittedScope } from './permitted.ts'
import { planSections } from './plan-document.ts'
import { staleWords } from './plan-words.ts'
import { planReady } from './plans-ready.tsx'
import { captionOf, planInTheMaking, plansPage, STAY } from './plans.tsx'
import { restrictedPage } from './restricted.tsx'
import { asTree } from './tree.ts'

/** Plans: asked for, waited for, read, refused in part and made again; and who could take one case. */
export function planPages(app: FastifyInstance, deps: PagesDeps): void {
  const { watch } = deps
  const ofPlan = (
    here: Here,
    action: 'plan.view' | 'plan.cancel',
    request: FastifyRequest,
  ): Promise<string> =>
    permitted(here, deps, action, 'plan', (request.params as { id?: unknown }).id)

  const list = async (here: Here, page: number, problem: Problem | null) => {
    const service = await here.council.service({ organisation: here.organisation })
    if (!service) return nothingYet(here, 'plans', 'Plans')
    const own = here.signedIn.places.teams.map(({ address }) => address)
    const whole = mayPlanService(here)
    return plansPage(here, await here.council.plans.list(here.organisation, page), {
      page,
      problem,
      scopes: [
        ...(whole ? [{ text: 'The whole service', value: '' }] : []),
        ...asTree(whole ? service.teams : within(service.teams, own)).map((team) => ({
          text: team.name,
          value: team.address,
        })),
      ],
    })
  }
  figureRoute(app, deps, '/:organisation/plans', 'plan.list', (here) =>
    list(here, pageOf(here.query), null),
  )

  app.post(
    '/:organisation/plans',
    { config: { takes: 'form', action: 'plan.ask' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const asked = askedIn(request.body)
      await permittedScope(here, deps, asked.team)
      const begun = await here.council.plans.ask(here.organisation, asked)
      if (begun.ok) return reply.redirect(here.to.plan(begun.value.id), 303)
      reply.code(409)
      const given = await list({ ...here, path: here.to.plans() }, 1, begun.problem)
      return sendPage(reply, here, given.page, given.body)
    },
  )

  figureRoute(app, deps, '/:organisation/plans/:id', 'plan.view', async (here, { id }) => {
    const of = await permitted(here, deps, 'plan.view', 'plan', id)
    const view = found(await here.council.plans.view(here.organisation, of))
    if (!view.result) {
      return { ...planInTheMaking(here, view), sheets: [], fileName: 'plan', what: '' }
    }
    await watch.looked(here.person, here.organisation, 'plan', of)
    return planReady(here, view, view.result)
  })
  const read = { config: { action: 'plan.view' } } as const
  app.get('/:organisation/plans/:id.json', read, async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = await ofPlan(here, 'plan.view', request)
    const view = found(await here.council.plans.view(here.organisation, id))
    await took(here, view, found(view.result))
    return sendJson(
      reply,
      `fairload-plan-${view.row.number}`,
      `${JSON.stringify(publishPlan(view), null, 1)}\n`,
    )
  })
  app.get('/:organisation/plans/:id.pdf', read, async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = await ofPlan(here, 'plan.view', request)
    const view = found(await here.council.plans.view(here.organisation, id))
    const result = found(view.result)
    await took(here, view, result)
    return sendPdf(reply, `fairload-plan-${view.row.number}`, planSections(view, result), {
      title: `Plan ${view.row.number}: ${captionOf(view.row)}`,
      view,
    })
  })
  app.post(
    '/:organisation/plans/:id/cancel',
    { config: { takes: 'form', action: 'plan.cancel' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = await ofPlan(here, 'plan.cancel', request)
      formOf(request, z.strictObject({}))
      // One that became ready meanwhile stays: its own page says so.
      await here.council.plans.cancel(here.organisation, id)
      return reply.redirect(here.to.plan(id), 303)
    },
  )

  app.get('/:organisation/plans/:id/certificate', read, async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = await ofPlan(here, 'plan.view', request)
    const view = found(await here.council.plans.certificate(here.organisation, id))
    await watch.looked(here.person, here.organisation, 'plan', id)
    const { page, body } = certificatePage(here, view)
    return sendPage(reply, here, page, body)
  })
  // Without a name, and every child and worker by an opaque id: no rows of records leave with it.
  app.get('/:organisation/plans/:id/certificate.json', read, async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = await ofPlan(here, 'plan.view', request)
    const bytes = found(await here.council.plans.certificateFile(here.organisation, id))
    const { row } = found(await here.council.plans.view(here.organisation, id))
    return sendJson(reply, certificateFileName({ row }), Buffer.from(bytes))
  })

  app.get('/:organisation/plans/:id/certificate.pdf', read, async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = await ofPlan(here, 'plan.view', request)
    const view = found(await here.council.plans.certificate(here.organisation, id))
    const name = certificateFileName(view)
    await watch.took(here.person, here.organisation, name, view.cases.flat().length)
    return sendPdf(reply, name, certificateSections(view), {
      title: `Certificate of plan ${view.row.number}`,
      view,
    })
  })

  /** Rows that leave as a file are noted, as those of every page are. */
  const took = (here: Here, { row }: PlanView, result: NonNullable<PlanView['result']>) =>
    watch.took(
      here.person,
      here.organisation,
      `plan-${row.number}`,
      result.moves.length + result.placements.length + result.nobody.length,
    )

  const sendPdf = async (
    reply: FastifyReply,
    name: string,
    sections: readonly Section[],
    of: { title: string; view: { row: PlanRow; standing: Standing } },
  ): Promise<FastifyReply> => {
    const { row, standing } = of.view
    const bytes = await documentPdf(sections, {
      title: of.title,
      organisation: standing.organisation.name,
      standing: [
        `As of ${longDate(standing.import.asOf)}, import ${row.import.number}`,
        `Agreement ${standing.agreement.name} ${standing.agreement.version}${
          standing.agreement.startingPoint ? ': a starting point, not a study' : ''
        }`,
        ...(row.stale ? [staleWords[row.stale]] : []),
      ],
      footer: `Fairload ${deps.version}`,
      written: deps.now(),
    })
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${name}.pdf"`)
      .send(Buffer.from(bytes))
  }

  figureRoute(
    app,
    deps,
    '/:organisation/cases/:address/allocate',
    'case.allocate-view',
    async (here, { address }) => {
      const of = found(addressIn(address))
      const may = await watch.may(here.person, 'case.allocate-view', here.asked, 'case', of)
      if (may?.allowed === false && may.why === 'restricted') {
        return restrictedPage(here, of, null)
      }
      found(may?.allowed ? may : null)
      const reach = oneOf(here.query, 'reach', ['team', 'service'])
      const own = await here.council.shortlist(here.asked, of, reach ?? 'team')
      // A case of no team has no colleagues to ask: the whole service is asked at once.
      const isAlone = reach === undefined && own !== null && own.cases[0]?.teamAddress === null
      const view = found(isAlone ? await here.council.shortlist(here.asked, of, 'service') : own)
      await watch.looked(here.person, here.organisation, 'case', of)
      return allocatePage(here, view)
    },
  )
}

/** Teams given and those beneath them, without what stands above. */
function within<Team extends { id: string; address: string; parent: string | null }>(
  teams: readonly Team[],
  given: readonly string[],
): Team[] {
  const inside = new Set(teams.filter(({ address }) => given.includes(address)).map(({ id }) => id))
  for (let before = -1; before !== inside.size;) {
    before = inside.size
    for (const { id, parent } of teams) if (parent !== null && inside.has(parent)) inside.add(id)
  }
  return teams.filter(({ id }) => inside.has(id))
}

const sendJson = (reply: FastifyReply, name: string, document: string | Buffer): FastifyReply =>
  reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.json"`)
    .send(document)

const askForm = z.object({
  team: z.string().max(400),
  moves: z.string().regex(/^(any|percent-\d{1,2}(\.\d)?|count-\d{1,6})$/),
  reach: z.enum(['team', 'service']).default('team'),
  effort: z.enum(['quick', 'normal', 'deep']),
  seed: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
})
const stayValue = z.enum(['', ...stayReasons])

/** What a form asks for; a field more or of another kind is refused whole. */
function askedIn(body: unknown): PlanAsked {
  const stay: PlanAsked['stay'] = []
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries({ ...(body as object) })) {
    if (!name.startsWith(STAY)) {
      rest[name] = value
      continue
    }
    const of = addressIn(name.slice(STAY.length))
    const why = stayValue.safeParse(value)
    if (of === null || !why.success) throw new Refused(400, 'form-not-ours')
    if (why.data !== '') stay.push({ case: of, why: why.data })
  }
  const parsed = z.strictObject(askForm.shape).safeParse(rest)
  const team = parsed.data?.team === '' ? null : addressIn(parsed.data?.team)
  if (!parsed.success || (parsed.data.team !== '' && team === null)) {
    throw new Refused(400, 'form-not-ours')
  }
  const { reach, moves, effort, seed } = parsed.data
  const [kind, many] = moves.split('-')
  return {
    team,
    reach,
    moves:
      kind === 'any'
        ? 'any'
        : kind === 'percent'
          ? { percent: Number(many) }
          : { count: Number(many) },
    stay,
    seed: seed === undefined ? 1 : Number(seed),
    effort,
  }
}
