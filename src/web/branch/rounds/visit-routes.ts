import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  answers,
  type Outcome,
  type Saved,
  type VisitPageView,
  type VisitView,
} from '../../../branch/rounds/index.ts'
import { clockOf } from '../../../core/bargaining/index.ts'
import { posterPdf } from '../../../render/index.ts'
import { Refused } from '../../door.ts'
import { found } from '../../missing.ts'
import { AskFirst, askFirst } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { posterOf, posterPage } from './poster.tsx'
import { EMPTY, refusedForm, show } from './routes.ts'
import { changeVisitPage, notesPage, outcomePage, rotaPage, type FormView } from './visit-forms.tsx'
import {
  basisIn,
  ticked,
  typedIn,
  typedVisit,
  visitIn,
  type FieldProblem,
  type Typed,
} from './visit-form.ts'
import { versionsPage } from './versions-page.tsx'
import { visitPage } from './visit-page.tsx'

/** One visit: its page, poster, who goes, what became of it, its notes, and who comes. */
export function visitRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'rounds.see' } } as const
  const edit = { config: { action: 'rounds.edit' } } as const
  const editForm = { config: { action: 'rounds.edit', takes: 'form' } } as const

  const visitOf = async (request: FastifyRequest, here: Here): Promise<VisitPageView> => {
    const { visit } = request.params as { visit?: string }
    return found(await here.branch.rounds.visit(here.organisation, visit ?? ''))
  }
  const back = (reply: FastifyReply, here: Here, visit: VisitView): FastifyReply =>
    reply.redirect(here.to(`/visits/${visit.id}`), 303)

  /** Back to the visit where a save stands; else the form again, with what is wrong or the other’s words. */
  const ended = async (
    request: FastifyRequest,
    reply: FastifyReply,
    here: Here,
    given: {
      saved: Saved
      typed: Typed
      field: string
      form: (visit: VisitPageView, view: FormView) => Plain | Promise<Plain>
    },
  ): Promise<FastifyReply> => {
    const now = await visitOf(request, here)
    if (given.saved.ok) return back(reply, here, now)
    const view = refusedForm(given.typed, given.saved.problem, given.field)
    return show(reply.code(422), here, await given.form(now, view))
  }

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

  const rota = async (
    here: Here,
    visit: VisitPageView,
    view: FormView,
    chosen: readonly string[],
  ): Promise<Plain> => {
    const reps = await here.branch.rounds.reps(here.organisation)
    // Whoever went before and holds no office any more stays on the list.
    const gone = visit.reps.filter(({ id }) => !reps.some((rep) => rep.id === id))
    const elsewhere = await downElsewhere(here, visit)
    return rotaPage(here, visit, [...reps, ...gone], elsewhere, { ...view, chosen })
  }

  app.get('/:organisation/visits/:visit/rota', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const chosen = visit.reps.map(({ id }) => id)
    return show(reply, here, await rota(here, visit, EMPTY, chosen))
  })

  app.post('/:organisation/visits/:visit/rota', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const typed = typedIn(request.body)
    const basis = found(basisIn(typed))
    const known = new Set([
      ...(await here.branch.rounds.reps(here.organisation)).map(({ id }) => id),
      ...visit.reps.map(({ id }) => id),
    ])
    const chosen = ticked(request.body, 'rep').filter((id) => known.has(id))
    const saved =
      chosen.length > 12
        ? ({
            ok: false,
            problem: { code: 'too-many', sentence: 'Choose twelve people at most.' },
          } as const)
        : await here.branch.rounds.setRota(here.organisation, visit.id, basis, chosen)
    return ended(request, reply, here, {
      saved,
      typed,
      field: 'rep',
      form: (now, view) => rota(here, now, view, chosen),
    })
  })

  app.get('/:organisation/visits/:visit/outcome', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const typed: Typed = {
      state: visit.isNotTold ? '' : visit.state,
      came: String(visit.notes?.came ?? ''),
      why: visit.cancelled?.why ?? '',
    }
    return show(reply, here, outcomePage(here, visit, { ...EMPTY, typed }))
  })

  app.post('/:organisation/visits/:visit/outcome', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const typed = typedIn(request.body)
    const basis = found(basisIn(typed))
    const { outcome, problems } = outcomeIn(typed, visit, here.today)
    if (outcome === null) {
      const view = { typed, problems, clash: null }
      return show(reply.code(422), here, outcomePage(here, visit, view))
    }
    const saved = await here.branch.rounds.tell(here.organisation, visit.id, basis, outcome)
    return ended(request, reply, here, {
      saved,
      typed,
      field: 'state',
      form: (now, view) => outcomePage(here, now, view),
    })
  })

  app.get('/:organisation/visits/:visit/notes', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const typed: Typed = {
      came: String(visit.notes?.came ?? ''),
      words: visit.notes?.words ?? '',
    }
    return show(reply, here, notesPage(here, visit, { ...EMPTY, typed }))
  })

  app.post('/:organisation/visits/:visit/notes', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const visit = await visitOf(request, here)
    const typed = typedIn(request.body)
    const came = cameIn(typed)
    const words = (typed['words'] ?? '').trim().replace(/\r\n/g, '\n')
    const problems: FieldProblem[] = came === 'wrong' ? [CAME_WRONG] : []
    if (words.length > 20_000) {
      problems.push({ field: 'words', sentence: 'Use 20,000 characters or fewer.' })
    }
    if (came === 'wrong' || problems.length > 0) {
      const view = { typed, problems, clash: null }
      return show(reply.code(422), here, notesPage(here, visit, view))
    }
    const fields = { words: 'What was said' }
    const sites = await here.branch.rounds.sites(here.organisation)
    const known = [...sites.map(({ name }) => name), ...visit.reps.map(({ name }) => name)]
    const asked = askFirst(typed, fields, here.today, known)
    if (asked) {
      const line = await here.branch.concerns.safeguardingLine(here.organisation)
      return show(reply.code(422), here, {
        page: { title: 'Is a child in these words?', section: 'rounds' },
        body: AskFirst({
          asked,
          typed,
          fields,
          action: here.to(`/visits/${visit.id}/notes`),
          line,
        }),
      })
    }
    const saved = await here.branch.rounds.note(here.organisation, visit.id, basisIn(typed), {
      came,
      words,
    })
    return ended(request, reply, here, {
      saved,
      typed,
      field: 'words',
      form: (now, view) => notesPage(here, now, view),
    })
  })
}

const CAME_WRONG: FieldProblem = {
  field: 'came',
  sentence: 'Enter how many came as a number, or leave it blank.',
}

/** How many came; null where nobody counted. */
function cameIn(typed: Typed): number | null | 'wrong' {
  const written = (typed['came'] ?? '').trim()
  if (written === '') return null
  const came = Number(written)
  return Number.isInteger(came) && came >= 0 && came <= 5_000 ? came : 'wrong'
}

function outcomeIn(
  typed: Typed,
  visit: VisitView,
  today: string,
): { outcome: Outcome | null; problems: FieldProblem[] } {
  const wrong = (field: string, sentence: string) => ({
    outcome: null,
    problems: [{ field, sentence }],
  })
  const came = cameIn(typed)
  const why = (typed['why'] ?? '').trim().replace(/\r\n/g, '\n')
  switch (typed['state']) {
    case 'held':
      if (visit.on > today) return wrong('state', 'Its day is still to come, so it was not held.')
      if (came === 'wrong') return { outcome: null, problems: [CAME_WRONG] }
      return { outcome: { state: 'held', came }, problems: [] }
    case 'cancelled':
      if (why === '') return wrong('why', 'Say why, so that people know.')
      if (why.length > 400) return wrong('why', 'Say why in 400 characters at most.')
      return { outcome: { state: 'cancelled', why }, problems: [] }
    case 'planned':
      return { outcome: { state: 'planned' }, problems: [] }
    case '':
    case undefined:
      return wrong('state', 'Choose what became of it.')
    default:
      throw new Refused(400, 'form-not-ours')
  }
}

/** Reps who are down for another visit while this one is: where, by rep. */
async function downElsewhere(here: Here, visit: VisitView): Promise<Map<string, string>> {
  const { rounds } = here.branch
  const { rounds: all } = await rounds.list(here.organisation)
  const near = all.filter(
    ({ first, last }) => first !== null && last !== null && first <= visit.on && visit.on <= last,
  )
  const views = await Promise.all(near.map(({ id }) => rounds.round(here.organisation, id)))
  const where = new Map<string, string>()
  for (const other of views.flatMap((view) => view?.all ?? [])) {
    const isThen =
      other.id !== visit.id &&
      other.on === visit.on &&
      other.state !== 'cancelled' &&
      other.site.id !== visit.site.id &&
      (other.at === null ||
        visit.at === null ||
        (other.at < visit.at + visit.minutes && visit.at < other.at + other.minutes))
    if (!isThen) continue
    const words = other.at === null ? other.site.name : `${other.site.name}, ${clockOf(other.at)},`
    for (const { id } of other.reps) where.set(id, words)
  }
  return where
}
