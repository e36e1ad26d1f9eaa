import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RollEntry, Standing } from '../../../branch/roll/index.ts'
import type { Problem } from '../../../kit/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  basedOn,
  idOf,
  Reading,
  typedIn,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { formPage } from '../saving.tsx'
import { entryFields, ownFields, readEntry, readOwn, typedEntry } from './entry-form.ts'
import { entryPage, leavePage, ownPage, reasonPage, rollPage } from './entry-pages.tsx'
import { reasonsToGive } from './words.ts'

const soughtForm = z.strictObject({ sought: z.string().max(254).default('') })
const reasonForm = z.strictObject({ reason: z.string().max(40).default('') })
const numberForm = z.strictObject({ number: z.coerce.number().int().min(1) })
const standingForm = z.strictObject({
  number: z.coerce.number().int().min(1),
  standing: z.enum(['member', 'former', 'contact']),
})

/** Where a form asks what is wrong. */
const fieldOf = (problem: Problem & { field?: string }): string =>
  problem.field === 'number' ? 'known' : (problem.field ?? 'name')

export const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
  sendPage(reply, here, page, body)

/** Entries of the roll: opened for a reason, changed by their keepers, and each by whom it is about. */
export function entryRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const sitesOf = (here: Here) => here.branch.sites.list(here.organisation)

  app.get('/:organisation/roll', { config: { action: 'roll.see' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const counts = await here.branch.roll.counts(here.organisation)
    return show(reply, here, rollPage(here, { counts, found: null, typed: '', problem: null }))
  })

  app.post(
    '/:organisation/roll/search',
    { config: { action: 'roll.see', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const typed = formOf(request, soughtForm).sought.trim()
      const counts = await here.branch.roll.counts(here.organisation)
      if (typed.length < 3) {
        const problem = 'Enter at least three letters of the name, or the whole email or number.'
        const page = rollPage(here, { counts, found: null, typed, problem })
        return show(reply.code(422), here, page)
      }
      const named = await here.branch.roll.search(here.organisation, typed)
      return show(reply, here, rollPage(here, { counts, found: named, typed, problem: null }))
    },
  )

  const entryForm = (
    reply: FastifyReply,
    here: Here,
    form: {
      id: string | null
      fields: readonly FieldOf[]
      typed: Typed
      number: number | null
      problems: readonly FieldProblem[]
    },
  ): FastifyReply =>
    show(
      form.problems.length > 0 ? reply.code(422) : reply,
      here,
      formPage({
        ...form,
        section: 'roll',
        crumbs: [{ content: 'Roll', href: here.to('/roll') }],
        heading: form.id === null ? 'Add one person' : 'Change an entry',
        lede:
          form.id === null
            ? 'Only members, former members and regular contacts are kept on the roll.'
            : 'Whoever it is about sees that it was changed to put something right.',
        noun: 'entry',
        action: here.to(form.id === null ? '/roll/new' : `/roll/${form.id}/edit`),
        back: here.to(form.id === null ? '/roll' : `/roll/${form.id}`),
        button: 'Save the entry',
      }),
    )

  const keep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const { organisation, branch } = here
    const fields = entryFields(await sitesOf(here))
    const typed = typedIn(request, fields)
    const reading = new Reading(typed)
    const given: { standing: Standing; entry: RollEntry } = readEntry(reading, fields)
    const number = id === null ? null : basedOn(typed)
    if (reading.problems.length === 0) {
      const done =
        id === null
          ? await branch.roll.add(organisation, given)
          : await branch.roll.change(organisation, id, { ...given, basedOn: number ?? 0 })
      if (done.ok) return reply.redirect(here.to(`/roll/${id ?? done.value}`), 303)
      reading.wrong(fieldOf(done.problem), done.problem.sentence)
    }
    return entryForm(reply, here, { id, fields, typed, number, problems: reading.problems })
  }

  app.get(
    '/:organisation/roll/new',
    { config: { action: 'roll.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const fields = entryFields(await sitesOf(here))
      const typed = { standing: 'member' }
      return entryForm(reply, here, { id: null, fields, typed, number: null, problems: [] })
    },
  )
  app.post(
    '/:organisation/roll/new',
    { config: { action: 'roll.edit', takes: 'form' } },
    (request, reply) => keep(request, reply, null),
  )

  ownRoutes(app, deps, sitesOf)

  app.get('/:organisation/roll/:id', { config: { action: 'roll.see' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const view = found(await here.branch.roll.entry(here.organisation, id))
    if (view === 'reason-needed') return show(reply, here, reasonPage(here, id, []))
    return show(reply, here, entryPage(here, view, await sitesOf(here)))
  })

  app.post(
    '/:organisation/roll/:id/look',
    { config: { action: 'roll.see', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const typed = formOf(request, reasonForm)
      const reason = reasonsToGive.find((of) => of === typed.reason)
      if (reason === undefined) {
        const problems = [{ field: 'reason', sentence: 'Choose why you look.' }]
        return show(reply.code(422), here, reasonPage(here, id, problems))
      }
      found((await here.branch.roll.look(here.organisation, id, reason)) || null)
      return reply.redirect(here.to(`/roll/${id}`), 303)
    },
  )

  app.get(
    '/:organisation/roll/:id/edit',
    { config: { action: 'roll.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const view = found(await here.branch.roll.entry(here.organisation, id))
      if (view === 'reason-needed') return reply.redirect(here.to(`/roll/${id}`), 303)
      const fields = entryFields(await sitesOf(here))
      const typed = typedEntry(view.entry, view.standing)
      return entryForm(reply, here, { id, fields, typed, number: view.version, problems: [] })
    },
  )
  app.post(
    '/:organisation/roll/:id/edit',
    { config: { action: 'roll.edit', takes: 'form' } },
    (request, reply) => keep(request, reply, idOf(request)),
  )

  const refused = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    sentence: string,
  ): Promise<FastifyReply> => {
    const view = found(await here.branch.roll.entry(here.organisation, id))
    if (view === 'reason-needed') return reply.redirect(here.to(`/roll/${id}`), 303)
    return show(reply.code(422), here, entryPage(here, view, await sitesOf(here), sentence))
  }

  app.post(
    '/:organisation/roll/:id/standing',
    { config: { action: 'roll.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const { number, standing } = formOf(request, standingForm)
      const given = { basedOn: number, standing }
      const done = await here.branch.roll.setStanding(here.organisation, id, given)
      if (!done.ok) return refused(reply, here, id, done.problem.sentence)
      return reply.redirect(here.to(`/roll/${id}`), 303)
    },
  )

  app.post(
    '/:organisation/roll/:id/erase',
    { config: { action: 'roll.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const { number } = formOf(request, numberForm)
      const done = await here.branch.roll.erase(here.organisation, id, number)
      if (!done.ok) return refused(reply, here, id, done.problem.sentence)
      return reply.redirect(here.to('/roll'), 303)
    },
  )
}

/** What is held about whoever asks: read, corrected and ended by them. */
function ownRoutes(
  app: FastifyInstance,
  deps: BranchServerDeps,
  sitesOf: (here: Here) => ReturnType<Here['branch']['sites']['list']>,
): void {
  const own = async (here: Here) => found(await here.branch.roll.own(here.organisation))
  const correct = (
    reply: FastifyReply,
    here: Here,
    form: {
      fields: readonly FieldOf[]
      typed: Typed
      number: number
      problems: readonly FieldProblem[]
    },
  ): FastifyReply =>
    show(
      form.problems.length > 0 ? reply.code(422) : reply,
      here,
      formPage({
        ...form,
        section: 'mine',
        crumbs: [{ content: 'What is held about you', href: here.to('/roll/mine') }],
        heading: 'Correct your entry',
        lede: 'It is yours: what you write stands at once.',
        noun: 'entry',
        action: here.to('/roll/mine/edit'),
        back: here.to('/roll/mine'),
        button: 'Save my entry',
      }),
    )

  app.get(
    '/:organisation/roll/mine',
    { config: { action: 'roll.own' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, ownPage(here, await own(here), await sitesOf(here)))
    },
  )

  app.get(
    '/:organisation/roll/mine/edit',
    { config: { action: 'roll.own' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const view = await own(here)
      const fields = ownFields(await sitesOf(here))
      const typed = typedEntry(view.entry, view.standing)
      return correct(reply, here, { fields, typed, number: view.version, problems: [] })
    },
  )

  app.post(
    '/:organisation/roll/mine/edit',
    { config: { action: 'roll.own', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const fields = ownFields(await sitesOf(here))
      const typed = typedIn(request, fields)
      const reading = new Reading(typed)
      const entry = readOwn(reading, fields)
      const number = basedOn(typed)
      if (reading.problems.length === 0) {
        const given = { basedOn: number, entry }
        const done = await here.branch.roll.correctOwn(here.organisation, given)
        if (done.ok) return reply.redirect(here.to('/roll/mine'), 303)
        reading.wrong(fieldOf(done.problem), done.problem.sentence)
      }
      return correct(reply, here, { fields, typed, number, problems: reading.problems })
    },
  )

  app.get(
    '/:organisation/roll/mine/leave',
    { config: { action: 'roll.own' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, leavePage(here, await own(here)))
    },
  )

  app.post(
    '/:organisation/roll/mine/leave',
    { config: { action: 'roll.own', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { number } = formOf(request, numberForm)
      const done = await here.branch.roll.leave(here.organisation, number)
      return reply.redirect(here.to(done.ok ? '' : '/roll/mine'), 303)
    },
  )
}
