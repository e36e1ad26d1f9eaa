import type { FastifyInstance } from 'fastify'
import type { Outcome, VisitPageView, VisitView } from '../../../branch/rounds/index.ts'
import { clockOf } from '../../../core/bargaining/index.ts'
import { Refused } from '../../door.ts'
import { found } from '../../missing.ts'
import { AskFirst, askFirst } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { EMPTY, show } from './routes.ts'
import { notesPage, outcomePage, rotaPage, type FormView } from './visit-forms.tsx'
import { basisIn, ticked, typedIn, type FieldProblem, type Typed } from './visit-form.ts'
import { ended, visitOf } from './visit-given.ts'

/** What reps do for a visit: who goes, what became of it, what was said. */
export function visitWorkRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const edit = { config: { action: 'rounds.edit' } } as const
  const editForm = { config: { action: 'rounds.edit', takes: 'form' } } as const

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
