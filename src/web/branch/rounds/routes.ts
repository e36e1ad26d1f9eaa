import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../../../kit/index.ts'
import {
  isClash,
  type NewVisit,
  type RoundsClash,
  type RoundView,
} from '../../../branch/rounds/index.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { proposalPage, shortFormPage, visitPrefix } from './new-round.tsx'
import { postersPage } from './poster.tsx'
import { publicRoundPage } from './public-page.tsx'
import { LONGEST_ROUND, proposedFrom, roundFieldsIn } from './round-form.ts'
import { roundPage } from './round-page.tsx'
import { roundsPage } from './rounds-page.tsx'
import { versionsPage } from './versions-page.tsx'
import { addVisitPage, changeRoundPage, type FormView } from './visit-forms.tsx'
import { basisIn, dayIn, ticked, typedIn, typedVisit, visitIn, type Typed } from './visit-form.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A guest's answers a minute, for all who stand behind one address of a network. */
const GUESTS_A_MINUTE = 10

export const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
  sendPage(reply, here, page, body)

export const EMPTY: FormView = { typed: {}, problems: [], clash: null }

/** What a save that did not stand shows: the other's words beside one's own, or the sentence. */
export const refusedForm = (
  typed: Typed,
  problem: Problem | RoundsClash,
  field: string,
): FormView =>
  isClash(problem)
    ? { typed, problems: [], clash: problem }
    : { typed, problems: [{ field, sentence: problem.sentence }], clash: null }

/** Rounds: all of them, one, planning one, its posters, and its page for anybody. */
export function roundRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'rounds.see' } } as const
  const edit = { config: { action: 'rounds.edit' } } as const
  const editForm = { config: { action: 'rounds.edit', takes: 'form' } } as const

  const roundIn = async (request: FastifyRequest, here: Here): Promise<RoundView> => {
    const { round } = request.params as { round?: string }
    return found(await here.branch.rounds.round(here.organisation, round ?? ''))
  }

  app.get('/:organisation/rounds', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const all = await here.branch.rounds.list(here.organisation)
    return show(reply, here, roundsPage(here, all, removedIn(here)))
  })

  app.get('/:organisation/rounds/new', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const sites = await here.branch.rounds.sites(here.organisation)
    const typed = typedIn(here.query)
    const chosen = ticked(here.query, 'site')
    if (Object.keys(typed).length === 0) {
      return show(reply, here, shortFormPage(here, { sites, typed, chosen, problems: [] }))
    }
    const { visits, problems } = proposedFrom(typed, chosen, sites)
    if (problems.length > 0) {
      return show(reply.code(422), here, shortFormPage(here, { sites, typed, chosen, problems }))
    }
    const name = one(here.query, 'name') ?? ''
    return show(reply, here, proposalPage(here, { sites, visits, typed: { name }, problems: [] }))
  })

  app.post('/:organisation/rounds/new', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const sites = await here.branch.rounds.sites(here.organisation)
    const typed = typedIn(request.body)
    const many = Math.min(Math.max(0, Number(typed['visits']) || 0), LONGEST_ROUND * 2)
    const read = Array.from({ length: many }, (_, n) => visitIn(typed, sites, visitPrefix(n)))
    const kept = read.filter((_, n) => typed[`${visitPrefix(n)}out`] !== 'yes')
    const round = roundFieldsIn(typed)
    const problems = [...round.problems, ...kept.flatMap((visit) => visit.problems)]
    if (problems.length === 0) {
      const made = await here.branch.rounds.make(
        here.organisation,
        round.fields,
        kept.flatMap(({ visit }) => (visit ? [visit] : [])),
      )
      if (made.ok) return reply.redirect(here.to(`/rounds/${made.value}`), 303)
      problems.push({ field: 'name', sentence: made.problem.sentence })
    }
    const visits = read.map(
      ({ visit }, n): NewVisit =>
        visit ?? {
          site: typed[`${visitPrefix(n)}site`] ?? '',
          on: dayIn(typed, `${visitPrefix(n)}on`) ?? here.today,
          at: null,
          minutes: 60,
          isAbout: true,
          room: '',
        },
    )
    return show(reply.code(422), here, proposalPage(here, { sites, visits, typed, problems }))
  })

  app.get('/:organisation/rounds/:round', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, roundPage(here, await roundIn(request, here), removedIn(here)))
  })

  app.get('/:organisation/rounds/:round/posters', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, postersPage(here, await roundIn(request, here)))
  })

  app.get('/:organisation/rounds/:round/add', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const round = await roundIn(request, here)
    const sites = await here.branch.rounds.sites(here.organisation)
    const last = round.all.at(-1)
    const typed = last
      ? { ...typedVisit({ ...last, site: '', room: '' }), 'on-day': '' }
      : { about: 'yes', minutes: '60' }
    return show(reply, here, addVisitPage(here, round, sites, { ...EMPTY, typed }))
  })

  app.post('/:organisation/rounds/:round/add', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const round = await roundIn(request, here)
    const sites = await here.branch.rounds.sites(here.organisation)
    const typed = typedIn(request.body)
    const { visit, problems } = visitIn(typed, sites)
    if (visit) {
      const made = await here.branch.rounds.addVisit(here.organisation, round.id, visit)
      if (made.ok) return reply.redirect(here.to(`/visits/${made.value}`), 303)
      problems.push({ field: 'site', sentence: made.problem.sentence })
    }
    const view = { typed, problems, clash: null }
    return show(reply.code(422), here, addVisitPage(here, round, sites, view))
  })

  app.get('/:organisation/rounds/:round/change', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const round = await roundIn(request, here)
    const typed: Typed = {
      name: round.name,
      'about-round': round.about,
      audience: round.audience,
      guests: round.guestsMayAnswer ? 'yes' : '',
    }
    return show(reply, here, changeRoundPage(here, round, { ...EMPTY, typed }))
  })

  app.post('/:organisation/rounds/:round/change', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const round = await roundIn(request, here)
    const typed = typedIn(request.body)
    const { fields, problems } = roundFieldsIn(typed)
    const basis = basisIn(typed)
    if (problems.length > 0 || basis === null) {
      const view = { typed, problems, clash: null }
      return show(reply.code(422), here, changeRoundPage(here, round, view))
    }
    const { rounds } = here.branch
    const saved = await rounds.changeRound(here.organisation, round.id, basis, fields)
    if (saved.ok) return reply.redirect(here.to(`/rounds/${round.id}`), 303)
    const now = await roundIn(request, here)
    const view = refusedForm(typed, saved.problem, 'name')
    return show(reply.code(422), here, changeRoundPage(here, now, view))
  })

  app.get(
    '/:organisation/rounds/:round/versions',
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { id, name } = await roundIn(request, here)
      const view = found(await here.branch.rounds.versions(here.organisation, 'round', id))
      const crumbs = [{ content: name, href: here.to(`/rounds/${id}`) }]
      return show(reply, here, versionsPage(view, 'round', crumbs))
    },
  )

  app.post('/:organisation/rounds/:round/remove', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { id } = await roundIn(request, here)
    await here.branch.rounds.remove(here.organisation, 'round', id)
    return reply.redirect(here.to('/rounds', { removed: id }), 303)
  })

  app.post('/:organisation/rounds/:round/restore', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { round: id = '' } = request.params as { round?: string }
    found((await here.branch.rounds.restore(here.organisation, 'round', id)) || null)
    return reply.redirect(here.to(`/rounds/${id}`), 303)
  })

  app.get(
    '/:organisation/meetings/:round',
    { config: { action: 'open' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const round = await roundIn(request, here)
      const saidSo = one(here.query, 'counted') ?? null
      return show(reply, here, publicRoundPage(here, publicOf(round), saidSo))
    },
  )

  app.post(
    '/:organisation/meetings/:round',
    {
      config: {
        action: 'open',
        takes: 'form',
        rateLimit: { max: GUESTS_A_MINUTE, timeWindow: 60_000 },
      },
    },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const round = publicOf(await roundIn(request, here))
      const { visit = '' } = typedIn(request.body)
      found(round.all.find(({ id }) => id === visit) ?? null)
      const counted = await here.branch.rounds.answerAsGuest(here.organisation, visit)
      const to = here.to(`/meetings/${round.id}`, counted.ok ? { counted: visit } : {})
      return reply.redirect(to, 303)
    },
  )
}

/** What was just removed, for whoever may put it back. */
function removedIn(here: Here): string | null {
  const id = one(here.query, 'removed') ?? ''
  return here.may('rounds.edit') && UUID.test(id) ? id : null
}

/** Only a round for anybody has a page for anybody, whoever asks. */
const publicOf = (round: RoundView): RoundView => found(round.audience === 'public' ? round : null)
