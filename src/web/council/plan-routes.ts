import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate, type Problem } from '../../kit/index.ts'
import type { Section } from '../../core/model/index.ts'
import { stayReasons, type PlanAsked, type PlanRow, type Standing } from '../../council/index.ts'
import { documentPdf } from '../../render/index.ts'
import { publishPlan } from '../api/plan-shapes.ts'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn, oneOf, pageOf } from '../query.ts'
import { allocatePage } from './allocate.tsx'
import { certificateFileName, certificatePage, certificateSections } from './certificate.tsx'
import { nothingYet } from './empty.tsx'
import { figureRoute, sendPage, type PagesDeps } from './figure-route.tsx'
import { hereOf, type Here } from './here.ts'
import { planSections } from './plan-document.ts'
import { staleWords } from './plan-words.ts'
import { planReady } from './plans-ready.tsx'
import { captionOf, planInTheMaking, plansPage, STAY } from './plans.tsx'
import { asTree } from './tree.ts'

/** Plans: asked for, waited for, read, refused in part and made again; and who could take one case. */
export function planPages(app: FastifyInstance, deps: PagesDeps): void {
  const { council } = deps

  const list = async (here: Here, page: number, problem: Problem | null) => {
    const service = await council.service({ organisation: here.organisation })
    if (!service) return nothingYet(here, 'plans', 'Plans')
    return plansPage(here, await council.plans.list(here.organisation, page), {
      page,
      problem,
      teams: asTree(service.teams).map((team) => ({ text: team.name, value: team.address })),
    })
  }
  figureRoute(app, deps, '/:organisation/plans', (here) => list(here, pageOf(here.query), null))

  app.post('/:organisation/plans', { config: { takes: 'form' } }, async (request, reply) => {
    const here = await hereOf(request, deps)
    const asked = askedIn(request.body)
    if (asked.team !== null) {
      found(await council.team({ organisation: here.organisation }, asked.team))
    }
    const begun = await council.plans.ask(here.organisation, asked)
    if (begun.ok) return reply.redirect(here.to.plan(begun.value.id), 303)
    reply.code(409)
    const given = await list({ ...here, path: here.to.plans() }, 1, begun.problem)
    return sendPage(reply, here, given.page, given.body)
  })

  figureRoute(app, deps, '/:organisation/plans/:id', async (here, { id }) => {
    const view = found(await council.plans.view(here.organisation, found(addressIn(id))))
    if (view.result) return planReady(here, view, view.result)
    return { ...planInTheMaking(here, view), sheets: [], fileName: 'plan', what: '' }
  })
  app.get('/:organisation/plans/:id.json', async (request, reply) => {
    const here = await hereOf(request, deps)
    const view = found(await council.plans.view(here.organisation, idOf(request)))
    found(view.result)
    return sendJson(
      reply,
      `fairload-plan-${view.row.number}`,
      `${JSON.stringify(publishPlan(view), null, 1)}\n`,
    )
  })
  app.get('/:organisation/plans/:id.pdf', async (request, reply) => {
    const here = await hereOf(request, deps)
    const view = found(await council.plans.view(here.organisation, idOf(request)))
    const sections = planSections(view, found(view.result))
    return sendPdf(reply, `fairload-plan-${view.row.number}`, sections, {
      title: `Plan ${view.row.number}: ${captionOf(view.row)}`,
      view,
    })
  })
  app.post(
    '/:organisation/plans/:id/cancel',
    { config: { takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = idOf(request)
      if (Object.keys({ ...(request.body as object) }).length > 0) {
        throw new Refused(400, 'form-not-ours')
      }
      found(await council.plans.progress(here.organisation, id))
      // One that became ready meanwhile stays: its own page says so.
      await council.plans.cancel(here.organisation, id)
      return reply.redirect(here.to.plan(id), 303)
    },
  )

  app.get('/:organisation/plans/:id/certificate', async (request, reply) => {
    const here = await hereOf(request, deps)
    const view = found(await council.plans.certificate(here.organisation, idOf(request)))
    const { page, body } = certificatePage(here, view)
    return sendPage(reply, here, page, body)
  })
  app.get('/:organisation/plans/:id/certificate.json', async (request, reply) => {
    const here = await hereOf(request, deps)
    const id = idOf(request)
    const bytes = found(await council.plans.certificateFile(here.organisation, id))
    const { row } = found(await council.plans.view(here.organisation, id))
    return sendJson(reply, certificateFileName({ row }), Buffer.from(bytes))
  })

  app.get('/:organisation/plans/:id/certificate.pdf', async (request, reply) => {
    const here = await hereOf(request, deps)
    const view = found(await council.plans.certificate(here.organisation, idOf(request)))
    return sendPdf(reply, certificateFileName(view), certificateSections(view), {
      title: `Certificate of plan ${view.row.number}`,
      view,
    })
  })

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

  figureRoute(app, deps, '/:organisation/cases/:address/allocate', async (here, { address }) => {
    const of = found(addressIn(address))
    const reach = oneOf(here.query, 'reach', ['team', 'service'])
    const own = await council.shortlist(here.asked, of, reach ?? 'team')
    // A case of no team has no colleagues to ask: the whole service is asked at once.
    const isAlone = reach === undefined && own !== null && own.cases[0]?.teamAddress === null
    return allocatePage(
      here,
      found(isAlone ? await council.shortlist(here.asked, of, 'service') : own),
    )
  })
}

const idOf = (request: FastifyRequest): string =>
  found(addressIn((request.params as { id?: unknown }).id))

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
