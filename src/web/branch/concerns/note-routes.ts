import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Problem, Result } from '../../../kit/index.ts'
import { isConcernsClash, type CaptureChoices } from '../../../branch/concerns/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { askedFields } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { textOf, type FieldProblem, type Typed } from '../record-form/fields.tsx'
import { typedIn } from '../record-form/reading.ts'
import { askedFirst, basisOf, concernsOf, idIn, idOf, refuse, show } from './asking.ts'
import { checkedWords, noteFields, notePage, readNote } from './note-page.tsx'
import { readSort, sortFields, sortPage } from './sort-page.tsx'

const heardForm = z.strictObject({
  number: z.coerce.number().int().min(1).default(1),
  from: z.string().max(40).default(''),
  visit: z.string().max(40).default(''),
})

/** What reps note after a meeting, and what waits to be put to a concern. */
export function notePages(app: FastifyInstance, deps: BranchServerDeps): void {
  /** The fast form, as it is shown and shown again. */
  const notes = async (
    here: Here,
    choices: CaptureChoices,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<Plain> => {
    const visit = idIn(textOf(typed, 'visit'))
    return notePage(here, {
      choices,
      typed,
      problems,
      noted: visit === null ? [] : await concernsOf(here).noted(here.organisation, visit),
      line: await concernsOf(here).safeguardingLine(here.organisation),
    })
  }
  app.get(
    '/:organisation/concerns/new',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const wanted = idIn(one(here.query, 'visit'))
      const choices = await concernsOf(here).choices(here.organisation, wanted)
      const typed: Typed = Object.fromEntries(
        ['visit', 'place', 'theme', 'concern'].map((name) => [name, one(here.query, name) ?? '']),
      )
      return show(reply, here, await notes(here, choices, typed, []))
    },
  )
  app.post(
    '/:organisation/concerns/new',
    { config: { takes: 'form', action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concerns = concernsOf(here)
      const { visit } = (request.body ?? {}) as { visit?: unknown }
      const choices = await concerns.choices(here.organisation, idIn(visit))
      const typed = typedIn(request, askedFields(noteFields(choices)))
      const { heard, to, problems } = readNote(typed, choices)
      if (problems.length > 0)
        return refuse(reply, here, await notes(here, choices, typed, problems))
      const asked = await askedFirst(here, typed, checkedWords, choices, '/concerns/new')
      if (asked) return refuse(reply, here, asked)
      const kept = await concerns.note(here.organisation, heard, to)
      if (!kept.ok) {
        const problem = { field: kept.problem.code, sentence: kept.problem.sentence }
        return refuse(reply, here, await notes(here, choices, typed, [problem]))
      }
      return reply.redirect(
        here.to('/concerns/new', {
          visit: heard.visit,
          place: textOf(typed, 'place'),
          kept: 'yes',
        }),
        303,
      )
    },
  )

  const waiting = async (
    here: Here,
    tried: { id: string; typed: Typed; problems: readonly FieldProblem[] } | null,
  ): Promise<Plain> =>
    sortPage(here, {
      choices: await concernsOf(here).choices(here.organisation),
      waiting: await concernsOf(here).toSort(here.organisation),
      tried,
    })
  app.get(
    '/:organisation/concerns/to-sort',
    { config: { action: 'concerns.open' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, await waiting(here, null))
    },
  )
  app.post(
    '/:organisation/concerns/to-sort/:id',
    { config: { takes: 'form', action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const choices = await concernsOf(here).choices(here.organisation)
      const typed = typedIn(request, askedFields(sortFields(choices)))
      const { to, problems } = readSort(typed, choices)
      if (problems.length > 0) {
        return refuse(reply, here, await waiting(here, { id, typed, problems }))
      }
      const fields = { title: 'Name of the new concern' }
      const asked = await askedFirst(here, typed, fields, choices, `/concerns/to-sort/${id}`)
      if (asked) return refuse(reply, here, asked)
      const done = await concernsOf(here).sort(here.organisation, id, basisOf(typed), to)
      if (!done.ok) {
        const sentence = isConcernsClash(done.problem)
          ? 'Somebody else put this note to a concern while you were looking. Load the page again.'
          : done.problem.sentence
        const problem = { field: 'concern', sentence }
        return refuse(reply, here, await waiting(here, { id, typed, problems: [problem] }))
      }
      return reply.redirect(here.to('/concerns/to-sort', { done: 'sorted' }), 303)
    },
  )

  for (const step of ['remove', 'restore'] as const) {
    app.post(
      `/:organisation/concerns/heard/:id/${step}`,
      { config: { takes: 'form', action: 'concerns.edit' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const id = idOf(request)
        const form = formOf(request, heardForm)
        const concerns = concernsOf(here)
        const done: Result<null, Problem> =
          step === 'remove'
            ? await concerns.remove(here.organisation, id)
            : await concerns.restore(here.organisation, id)
        found(done.ok ? done : null)
        const query = step === 'remove' ? { removed: id } : {}
        const from = idIn(form.from)
        const visit = idIn(form.visit)
        const to =
          from !== null
            ? here.to(`/concerns/${from}`, query)
            : visit !== null
              ? here.to('/concerns/new', { visit, ...query })
              : here.to('/concerns/to-sort', query)
        return reply.redirect(to, 303)
      },
    )
  }
}
