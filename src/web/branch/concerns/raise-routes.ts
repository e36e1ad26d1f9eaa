import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CaptureChoices } from '../../../branch/concerns/index.ts'
import { formOf } from '../../form-of.ts'
import { askedFields } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import type { FieldProblem, Typed } from '../record-form/fields.tsx'
import { typedIn } from '../record-form/reading.ts'
import { askedFirst, concernsOf, refuse, show } from './asking.ts'
import { codePage, raisedPage, raiseFields, raisePage, readRaised } from './raise-page.tsx'

const codeForm = z.strictObject({ code: z.string().max(80).default('') })

/** What members raise from home, and what became of it. */
export function raisePages(app: FastifyInstance, deps: BranchServerDeps): void {
  const raise = async (
    here: Here,
    choices: CaptureChoices,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<Plain> =>
    raisePage(here, {
      choices,
      typed,
      problems,
      line: await concernsOf(here).safeguardingLine(here.organisation),
    })
  app.get(
    '/:organisation/concerns/raise',
    { config: { action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const choices = await concernsOf(here).choices(here.organisation)
      return show(reply, here, await raise(here, choices, {}, []))
    },
  )
  app.post(
    '/:organisation/concerns/raise',
    { config: { takes: 'form', action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concerns = concernsOf(here)
      const choices = await concerns.choices(here.organisation)
      const typed = typedIn(request, askedFields(raiseFields(choices)))
      const { heard, problems } = readRaised(typed, choices)
      if (problems.length > 0)
        return refuse(reply, here, await raise(here, choices, typed, problems))
      const fields = { words: 'What is wrong' }
      const asked = await askedFirst(here, typed, fields, choices, '/concerns/raise')
      if (asked) return refuse(reply, here, asked)
      const raised = await concerns.raise(here.organisation, heard)
      if (!raised.ok) {
        const problem = { field: raised.problem.code, sentence: raised.problem.sentence }
        return refuse(reply, here, await raise(here, choices, typed, [problem]))
      }
      return show(reply, here, raisedPage(here, raised.value.code))
    },
  )
  app.get(
    '/:organisation/concerns/code',
    { config: { action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, codePage(here, { typed: '', problem: null, found: null }))
    },
  )
  app.post(
    '/:organisation/concerns/code',
    { config: { takes: 'form', action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { code } = formOf(request, codeForm)
      const raised = await concernsOf(here).raised(here.organisation, code)
      if (raised === null) {
        const problem = 'There is no concern with this code. Look at each letter again.'
        return refuse(reply, here, codePage(here, { typed: code, problem, found: null }))
      }
      return show(reply, here, codePage(here, { typed: '', problem: null, found: raised }))
    },
  )
}
