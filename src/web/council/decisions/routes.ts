import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem, Result } from '../../../kit/index.ts'
import { changeReasons, notSafeReasons, overrideReasons } from '../../../core/allocation/index.ts'
import type { Action } from '../../../core/rights/index.ts'
import type { AnsweredDecision, DecisionView } from '../../../council/index.ts'
import { Refused } from '../../door.ts'
import { found } from '../../missing.ts'
import { addressIn, one, oneOf } from '../../query.ts'
import { allocatePage } from '../allocate.tsx'
import type { TriedAllocation } from '../allocate-form.tsx'
import { figureRoute, sendPage, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'
import { permitted } from '../permitted.ts'
import {
  batchDonePage,
  batchPage,
  chosenIn,
  proposalOf,
  proposePage,
  type Tried,
} from './batch.tsx'
import { decisionsPage } from './list.tsx'
import { decisionPage } from './page.tsx'
import { managerAnswerWords, workerAnswerWords } from './words.ts'

const words = z.string().max(4_000).default('')
const short = z.string().max(40).default('')
const allocateForm = z.strictObject({
  to: z.string().max(400).default(''),
  reach: z.enum(['team', 'service']),
  overrideReason: short,
  changeReason: short,
  words,
})
const answerForm = z.strictObject({ answer: short, reason: short, words })
const wordsForm = z.strictObject({ words })

const among = <T extends string>(of: readonly T[], typed: string): T | null =>
  of.find((one) => one === typed) ?? null

const keyIn = <T extends string>(of: Record<T, string>, typed: string): T | null =>
  among(Object.keys(of) as T[], typed)

/** Which field a problem is about, where the form is that of a shortlist. */
const fieldOf: Record<string, string> = {
  'reason-missing': 'overrideReason',
  'words-missing': 'words',
  'words-too-long': 'words',
  'change-reason-missing': 'changeReason',
}

/** Decisions: made from a shortlist or for a whole team, answered, taken back, and read. */
export function decisionPages(app: FastifyInstance, deps: PagesDeps): void {
  const { watch } = deps
  const idOf = (request: FastifyRequest): string =>
    found(addressIn((request.params as { id?: unknown }).id))

  figureRoute(app, deps, '/:organisation/decisions', 'decision.list', async (here) =>
    decisionsPage(
      here,
      await here.council.decisions.list(
        here.organisation,
        one(here.query, 'open') === 'yes' ? { open: true } : {},
      ),
      undefined,
    ),
  )

  const read = async (here: Here, id: string): Promise<DecisionView> =>
    found(await here.council.decisions.view(here.organisation, id))

  const looked = async (here: Here, view: DecisionView): Promise<void> => {
    for (const { address } of view.children) {
      if (address !== null) await watch.looked(here.person, here.organisation, 'case', address)
    }
  }

  figureRoute(app, deps, '/:organisation/decisions/:id', 'decision.view', async (here, { id }) => {
    const of = found(addressIn(id))
    const view = await read(here, of)
    await looked(here, view)
    const checked =
      one(here.query, 'check') === 'yes'
        ? await here.council.decisions.replay(here.organisation, of)
        : null
    const returned =
      one(here.query, 'back') === 'yes' && view.state === 'returned'
        ? view.said.filter(({ kind }) => kind === 'recalled').map((said) => said.words)
        : null
    return decisionPage(here, view, { tried: null, returned, checked })
  })

  // Without a name, every child and worker by an opaque id: no rows of records leave with it.
  app.get(
    '/:organisation/decisions/:id/certificate.json',
    { config: { action: 'decision.view' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const view = await read(here, idOf(request))
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="fairload-decision.json"')
        .send(`${JSON.stringify({ certificate: view.certificate, sha256: view.hash }, null, 1)}\n`)
    },
  )

  const answered = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    done: Result<AnsweredDecision, Problem>,
    tried: { typed: Record<string, string>; field?: string },
  ): Promise<FastifyReply> => {
    if (done.ok) {
      const back = done.value.outcome === 'returned'
      return reply.redirect(here.to.decision(id, back ? { back: 'yes' } : {}), 303)
    }
    if (done.problem.code === 'not-found') found(null)
    const field =
      tried.field ??
      { 'words-missing': 'words', 'words-too-long': 'words', 'reason-missing': 'reason' }[
        done.problem.code
      ] ??
      'decided'
    return refused(reply, here, id, {
      typed: tried.typed,
      problems: [{ field, sentence: done.problem.sentence }],
    })
  }
  const refused = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    tried: TriedAllocation,
  ): Promise<FastifyReply> => {
    const { page, body } = decisionPage(here, await read(here, id), {
      tried,
      returned: null,
      checked: null,
    })
    reply.code(422)
    return sendPage(reply, here, page, body)
  }
  const choose = { field: 'answer-choice', sentence: 'Choose your answer.' }

  const step = (
    name: 'second' | 'answer' | 'respond' | 'recall',
    action: Action,
    work: (here: Here, id: string, reply: FastifyReply, body: FastifyRequest) => Promise<unknown>,
  ): void => {
    app.post(
      `/:organisation/decisions/:id/${name}`,
      { config: { takes: 'form', action } },
      async (request, reply) => work(await hereOf(request, deps), idOf(request), reply, request),
    )
  }

  step('second', 'decision.second', async (here, id, reply, request) => {
    const typed = formOf(request, answerForm)
    const answer = among(['approved', 'refused'] as const, typed.answer)
    if (answer === null) return refused(reply, here, id, { typed, problems: [choose] })
    const { decisions } = here.council
    const done = await decisions.second(here.organisation, id, { answer, words: typed.words })
    return answered(reply, here, id, done, { typed })
  })

  step('answer', 'decision.answer', async (here, id, reply, request) => {
    const typed = formOf(request, answerForm)
    const answer = keyIn(workerAnswerWords, typed.answer)
    if (answer === null) return refused(reply, here, id, { typed, problems: [choose] })
    const done = await here.council.decisions.answer(here.organisation, id, {
      answer,
      reason: answer === 'not-safe' ? among(notSafeReasons, typed.reason) : null,
      words: typed.words,
    })
    return answered(reply, here, id, done, { typed })
  })

  step('respond', 'decision.respond', async (here, id, reply, request) => {
    const typed = formOf(request, answerForm)
    const answer = keyIn(managerAnswerWords, typed.answer)
    if (answer === null) return refused(reply, here, id, { typed, problems: [choose] })
    const { may } = await read(here, id)
    const done = await here.council.decisions.respond(here.organisation, id, {
      answer,
      words: typed.words,
    })
    return answered(reply, here, id, done, {
      typed,
      ...(may.takeBack ? { field: 'take-back-words' } : {}),
    })
  })

  step('recall', 'decision.recall', async (here, id, reply, request) => {
    const typed = formOf(request, wordsForm)
    const done = await here.council.decisions.recall(here.organisation, id, typed)
    return answered(reply, here, id, done, { typed, field: 'take-back-words' })
  })

  app.post(
    '/:organisation/cases/:address/allocate',
    { config: { takes: 'form', action: 'decision.make' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { address } = request.params as { address?: unknown }
      const of = await permitted(here, deps, 'decision.make', 'case', address)
      const typed = formOf(request, allocateForm)
      const again = async (problem: TriedAllocation['problems'][number]): Promise<FastifyReply> => {
        const list = found(await here.council.shortlist(here.asked, of, typed.reach))
        const { page, body } = allocatePage(here, list, { typed, problems: [problem] })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const to = addressIn(typed.to)
      if (to === null) return again({ field: 'to', sentence: 'Choose who is to take it.' })
      const made = await here.council.decisions.make(here.organisation, of, {
        to,
        reach: typed.reach,
        overrideReason: among(overrideReasons, typed.overrideReason),
        changeReason: among(changeReasons, typed.changeReason),
        words: typed.words,
      })
      if (made.ok) return reply.redirect(here.to.decision(made.value.id), 303)
      const { code, sentence } = made.problem
      if (code === 'not-found') found(null)
      return again({ field: fieldOf[code] ?? 'to', sentence })
    },
  )

  const reachIn = (here: Here): 'team' | 'service' =>
    oneOf(here.query, 'reach', ['team', 'service']) ?? 'team'

  app.get(
    '/:organisation/teams/:address/allocate',
    { config: { action: 'decision.batch' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { address } = request.params as { address?: unknown }
      const of = await permitted(here, deps, 'decision.batch', 'team', address)
      const view = found(await here.council.decisions.batch(here.asked, of, reachIn(here)))
      const { page, body } = batchPage(here, view, null)
      return sendPage(reply, here, page, body)
    },
  )

  app.post(
    '/:organisation/teams/:address/allocate',
    { config: { takes: 'form', action: 'decision.batch' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { address } = request.params as { address?: unknown }
      const of = await permitted(here, deps, 'decision.batch', 'team', address)
      const typed = chosenIn(request.body)
      if (typed === null) throw new Refused(400, 'form-not-ours')
      const view = found(await here.council.decisions.batch(here.asked, of, typed.reach))
      const again = (problem: Tried['problems'][number]): FastifyReply => {
        const { page, body } = batchPage(here, view, { ...typed, problems: [problem] })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const proposed = view.proposed.filter(({ child }) => typed.chosen.includes(child))
      if (proposed.length === 0) {
        return again({ field: 'chosen', sentence: 'Choose at least one child.' })
      }
      const overrideReason = among(overrideReasons, typed.overrideReason)
      const ended = await here.council.decisions.makeMany(
        here.organisation,
        proposed.map(({ child, to }) => ({ child, to: to.address })),
        { reach: typed.reach, overrideReason, changeReason: null, words: typed.words },
      )
      const from = { name: view.team.name, href: here.to.team(of) }
      const { page, body } = batchDonePage(here, { ...view, from }, ended)
      return sendPage(reply, here, page, body)
    },
  )

  const ofPlan = async (here: Here, request: FastifyRequest) => {
    const id = await permitted(
      here,
      deps,
      'plan.propose',
      'plan',
      (request.params as { id?: unknown }).id,
    )
    const view = found(await here.council.plans.view(here.organisation, id))
    return { id, view, proposal: found(view.row.stale === null ? proposalOf(view) : null) }
  }
  app.get(
    '/:organisation/plans/:id/propose',
    { config: { action: 'plan.propose' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { view, proposal } = await ofPlan(here, request)
      const { page, body } = proposePage(here, view, proposal, null)
      return sendPage(reply, here, page, body)
    },
  )
  app.post(
    '/:organisation/plans/:id/propose',
    { config: { takes: 'form', action: 'plan.propose' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const typed = chosenIn(request.body)
      if (typed === null) throw new Refused(400, 'form-not-ours')
      const { id, view, proposal } = await ofPlan(here, request)
      const proposed = proposal.proposed.filter(({ child }) => typed.chosen.includes(child))
      if (proposed.length === 0) {
        const problem = { field: 'chosen', sentence: 'Choose at least one family.' }
        const { page, body } = proposePage(here, view, proposal, { ...typed, problems: [problem] })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const ended = await here.council.decisions.makeMany(
        here.organisation,
        proposed.map(({ child, to }) => ({ child, to: to.address })),
        {
          reach: proposal.reach,
          overrideReason: among(overrideReasons, typed.overrideReason),
          changeReason: among(changeReasons, typed.changeReason),
          words: typed.words,
          plan: id,
        },
      )
      const from = { name: `Plan ${view.row.number}`, href: here.to.plan(id) }
      const { page, body } = batchDonePage(here, { ...proposal, from }, ended)
      return sendPage(reply, here, page, body)
    },
  )
}
