import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refused } from '../door.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'
import { figureRoute, sendPage, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { hereOf } from './here.ts'
import { entryPage, overloadActionWords, overloadOutcomeWords, registerPage } from './register.tsx'

const short = z.string().max(40).default('')
const answerForm = z.strictObject({
  rung: z.string().max(2).default(''),
  action: short,
  words: z.string().max(4_000),
  outcome: short,
})

const keyIn = <T extends string>(of: Record<T, string>, typed: string): T | undefined =>
  (Object.keys(of) as T[]).find((key) => key === typed)

/** The register of overloads, and the answers that are written in it. */
export function registerPages(app: FastifyInstance, deps: PagesDeps): void {
  figureRoute(app, deps, '/:organisation/register', 'register.list', async (here) =>
    registerPage(here, await here.council.register.list(here.organisation)),
  )

  figureRoute(app, deps, '/:organisation/register/:id', 'register.view', async (here, { id }) =>
    entryPage(
      here,
      found(await here.council.register.entry(here.organisation, found(addressIn(id)))),
      null,
    ),
  )

  app.post(
    '/:organisation/register/:id',
    { config: { takes: 'form', action: 'register.answer' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const id = found(addressIn((request.params as { id?: unknown }).id))
      const typed = formOf(request, answerForm)
      const entry = found(await here.council.register.entry(here.organisation, id))
      const rung = entry.mayAnswer.find((one) => String(one) === typed.rung)
      const action = keyIn(overloadActionWords, typed.action)
      const outcome = keyIn(overloadOutcomeWords, typed.outcome)
      const problems = [
        ...(rung === undefined ? [{ field: 'rung', sentence: 'Choose whose answer it is.' }] : []),
        ...(action === undefined ? [{ field: 'action', sentence: 'Choose what was done.' }] : []),
        ...(typed.words.trim() === ''
          ? [{ field: 'words', sentence: 'Say what was done, in your own words.' }]
          : []),
        ...(outcome === undefined
          ? [{ field: 'outcome', sentence: 'Choose what you expect to come of it.' }]
          : []),
      ]
      if (
        rung === undefined ||
        action === undefined ||
        outcome === undefined ||
        problems.length > 0
      ) {
        if (entry.mayAnswer.length === 0) throw new Refused(400, 'form-not-ours')
        const { page, body } = entryPage(here, entry, { typed, problems })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const done = await here.council.register.answer(here.organisation, id, {
        rung,
        action,
        words: typed.words,
        outcome,
      })
      if (!done.ok) throw new Refused(400, 'form-not-ours')
      return reply.redirect(`${here.to.registerEntry(id)}#answers`, 303)
    },
  )
}
