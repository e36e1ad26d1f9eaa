import type { FastifyInstance } from 'fastify'
import { answers } from '../../../branch/rounds/index.ts'
import { posterPdf } from '../../../render/index.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf } from '../here.ts'
import { posterOf, posterPage } from './poster.tsx'
import { EMPTY, show } from './routes.ts'
import { versionsPage } from './versions-page.tsx'
import { changeVisitPage } from './visit-forms.tsx'
import { basisIn, typedIn, typedVisit, visitIn } from './visit-form.ts'
import { back, ended, visitOf } from './visit-given.ts'
import { visitPage } from './visit-page.tsx'

/** One visit: its page, its poster, who comes, when and where it is. */
export function visitRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'rounds.see' } } as const
  const edit = { config: { action: 'rounds.edit' } } as const
  const editForm = { config: { action: 'rounds.edit', takes: 'form' } } as const

  app.get('/:organisation/visits/:visit', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, visitPage(here, await visitOf(request, here)))
  })

  app.get('/:organisation/visits/:visit/poster', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    return show(reply, here, posterPage(here, visit, posterOf(here, visit, deps.origin, here.now)))
  })

  app.get('/:organisation/visits/:visit/poster.pdf', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const bytes = await posterPdf(posterOf(here, visit, deps.origin, here.now))
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="poster-${visit.on}.pdf"`)
      .send(Buffer.from(bytes))
  })

  app.post(
    '/:organisation/visits/:visit/answer',
    { config: { action: 'rounds.see', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const visit = await visitOf(request, here)
      const { answer: given = '' } = typedIn(request.body)
      const answer = answers.find((one) => one === given) ?? null
      if (answer !== null || given === 'none') {
        await here.branch.rounds.answer(here.organisation, visit.id, answer)
      }
      return back(reply, here, visit)
    },
  )

  app.get('/:organisation/visits/:visit/change', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const sites = await here.branch.rounds.sites(here.organisation)
    const typed = typedVisit({ ...visit, site: visit.site.id })
    return show(reply, here, changeVisitPage(here, visit, sites, { ...EMPTY, typed }))
  })

  app.post('/:organisation/visits/:visit/change', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const sites = await here.branch.rounds.sites(here.organisation)
    const typed = typedIn(request.body)
    const { visit: to, problems } = visitIn(typed, sites)
    const basis = basisIn(typed)
    if (to === null || basis === null) {
      const view = { typed, problems, clash: null }
      return show(reply.code(422), here, changeVisitPage(here, visit, sites, view))
    }
    const saved = await here.branch.rounds.changeVisit(here.organisation, visit.id, basis, to)
    return ended(request, reply, here, {
      saved,
      typed,
      field: 'site',
      form: (now, view) => changeVisitPage(here, now, sites, view),
    })
  })

  for (const [path, what, noun] of [
    ['versions', 'visit', 'visit'],
    ['notes/versions', 'notes', 'visit’s notes'],
  ] as const) {
    app.get(
      `/:organisation/visits/:visit/${path}`,
      { config: { action: 'record.versions' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const visit = await visitOf(request, here)
        const view = found(await here.branch.rounds.versions(here.organisation, what, visit.id))
        const crumbs = [{ content: view.of, href: here.to(`/visits/${visit.id}`) }]
        return show(reply, here, versionsPage(view, noun, crumbs))
      },
    )
  }

  app.post('/:organisation/visits/:visit/remove', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { id, round } = await visitOf(request, here)
    await here.branch.rounds.remove(here.organisation, 'visit', id)
    return reply.redirect(here.to(`/rounds/${round.id}`, { removed: id }), 303)
  })

  app.post('/:organisation/visits/:visit/restore', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { visit: id = '' } = request.params as { visit?: string }
    found((await here.branch.rounds.restore(here.organisation, 'visit', id)) || null)
    return back(reply, here, await visitOf(request, here))
  })
}
