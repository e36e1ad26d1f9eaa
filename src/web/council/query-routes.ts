import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { describeAgreement } from '../../core/agreement/index.ts'
import type { Action } from '../../core/rights/index.ts'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn, one, oneOf } from '../query.ts'
import { figureRoute, sendPage, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { hereOf, type Here } from './here.ts'
import {
  newQueryPage,
  queriesPage,
  queryOutcomes,
  queryWhats,
  type NewQueryPage,
} from './queries.tsx'

const words = z.string().max(4_000)
const askForm = z.strictObject({ what: z.string().max(40).default(''), words, evidence: words })
const answerForm = z.strictObject({ outcome: z.string().max(40).default(''), words })

const keyIn = <T extends string>(of: Record<T, string>, typed: string): T | undefined =>
  (Object.keys(of) as T[]).find((key) => key === typed)

/**
 * A worker's queries about figures, and the manager's answers.
 * @param permitted the address, where this person may do so to this worker or case; else "not found".
 */
export function queryPages(
  app: FastifyInstance,
  deps: PagesDeps,
  permitted: (
    here: Here,
    action: Action,
    about: 'worker' | 'case',
    address: unknown,
  ) => Promise<string>,
): void {
  const aboutIn = async (
    here: Here,
  ): Promise<Pick<NewQueryPage, 'about' | 'address' | 'clause'>> => {
    const about = found(oneOf(here.query, 'about', ['worker', 'case']) ?? null)
    const address = await permitted(here, 'query.ask', about, one(here.query, 'of'))
    const id = one(here.query, 'clause')
    if (id === undefined) return { about, address, clause: null }
    const { agreement } = await here.council.agreements.inForce(here.organisation)
    const clause = describeAgreement(agreement).find((of) => of.id === id)
    return { about, address, clause: clause ?? null }
  }
  const show = (reply: FastifyReply, here: Here, view: NewQueryPage): FastifyReply => {
    const { page, body } = newQueryPage(here, view)
    return sendPage(reply, here, page, body)
  }

  figureRoute(app, deps, '/:organisation/queries', 'query.list', async (here) =>
    queriesPage(here, { queries: await here.council.queries.list(here.organisation), tried: null }),
  )

  app.get(
    '/:organisation/queries/new',
    { config: { action: 'query.ask' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      return show(reply, here, { ...(await aboutIn(here)), typed: {}, problems: [] })
    },
  )

  app.post(
    '/:organisation/queries/new',
    { config: { takes: 'form', action: 'query.ask' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const of = await aboutIn(here)
      const typed = formOf(request, askForm)
      const what = keyIn(queryWhats, typed.what)
      const problems = [
        ...(what === undefined ? [{ field: 'what', sentence: 'Choose what it is about.' }] : []),
        ...(typed.words.trim() === '' ? [{ field: 'words', sentence: 'Say what is wrong.' }] : []),
      ]
      if (what === undefined || problems.length > 0) {
        reply.code(422)
        return show(reply, here, { ...of, typed, problems })
      }
      const done = await here.council.queries.ask(here.organisation, of, {
        what,
        clause: of.clause?.id ?? null,
        words: typed.words.trim(),
        evidence: typed.evidence.trim(),
        by: here.person.name,
      })
      found(done.ok ? done : null)
      const page = of.about === 'worker' ? here.to.worker(of.address) : here.to.case(of.address)
      return reply.redirect(`${page}#queries`, 303)
    },
  )

  app.post(
    '/:organisation/queries/:id/answer',
    { config: { takes: 'form', action: 'query.answer' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = found(addressIn((request.params as { id?: unknown }).id))
      const typed = formOf(request, answerForm)
      const { queries } = here.council
      const all = await queries.list(here.organisation)
      const query = found(all.find((of) => of.id === id) ?? null)
      await permitted(here, 'query.answer', query.about, query.address)
      const outcome = keyIn(queryOutcomes, typed.outcome)
      const problems = [
        ...(outcome === undefined
          ? [{ field: 'outcome', sentence: 'Choose what comes of it.' }]
          : []),
        ...(typed.words.trim() === '' ? [{ field: 'words', sentence: 'Write your answer.' }] : []),
      ]
      if (outcome === undefined || problems.length > 0) {
        const { page, body } = queriesPage(here, { queries: all, tried: { id, typed, problems } })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const done = await queries.answer(here.organisation, id, {
        outcome,
        words: typed.words.trim(),
        by: here.person.name,
      })
      if (!done.ok) throw new Refused(400, 'form-not-ours')
      return reply.redirect(here.to.queries(), 303)
    },
  )
}
