import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { TakenEvent } from '../../../branch/events/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { idOf, recordForms } from '../record-form/index.ts'
import { eventPage, pastePage, readPage } from './pages.tsx'
import { eventSubject } from './subject.ts'

const MOST_EVENTS = 200
const number = z.string().regex(/^\d{1,3}$/)
const listForm = z.strictObject({
  list: z.string().max(40_000).default(''),
  take: z.enum(['yes', '']).default(''),
  keep: z.union([number, z.array(number).max(MOST_EVENTS)]).default([]),
  audience: z.enum(['members', 'public']).default('members'),
})

/** Events that belong to no round, and lists of them. */
export function eventPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)

  app.get(
    '/:organisation/events/list',
    { config: { action: 'rounds.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, pastePage(here, '', null))
    },
  )

  app.post(
    '/:organisation/events/list',
    { config: { action: 'rounds.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { list, take, keep, audience } = formOf(request, listForm)
      const read = here.branch.events.read(list)
      const problem =
        read.events.length === 0
          ? 'No day was found in it. Paste a list with an event on each line, such as “25 February: Ribbons”.'
          : read.events.length > MOST_EVENTS
            ? `Paste at most ${MOST_EVENTS} events at once.`
            : null
      if (problem !== null) return show(reply.code(422), here, pastePage(here, list, problem))
      if (take === '') return show(reply, here, readPage(here, list, read))
      const chosen = new Set([keep].flat().map(Number))
      const events = read.events.flatMap(({ title, on, at, isYearGuessed }, n): TakenEvent[] =>
        chosen.has(n) ? [{ title: title.slice(0, 200), on, at, isYearGuessed }] : [],
      )
      const { events: room } = here.branch
      found((await room.take(here.organisation, events, audience === 'public')).ok || null)
      return reply.redirect(here.to('/calendar'), 303)
    },
  )

  app.get('/:organisation/events/:id', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const event = found(await here.branch.events.keeper.get(here.organisation, id))
    return show(reply, here, eventPage(here, id, event.body))
  })

  recordForms(app, deps, eventSubject)
}
