import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { eventSubject } from '../events/subject.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { removedBanner } from '../record-form/index.ts'
import { calendarPage, feedMadePage } from './calendar-page.tsx'
import { show } from './routes.ts'

/** Asked for by programs of which many may stand behind one address of a network. */
const FEED_READS_A_MINUTE = 120

/** What comes, and the feeds of it. */
export function calendarRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get(
    '/:organisation/calendar',
    { config: { action: 'rounds.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { calendar } = here.branch
      const [coming, feed] = await Promise.all([
        calendar.coming(here.organisation, here.today),
        calendar.feed(here.organisation),
      ])
      return show(reply, here, withRemoved(here, calendarPage(here, { coming, feed })))
    },
  )

  app.post(
    '/:organisation/calendar/feed',
    { config: { action: 'rounds.see', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { calendar } = here.branch
      const form = formOf(request, z.strictObject({ do: z.enum(['make', 'end']) }))
      if (form.do === 'end') {
        await calendar.endFeed(here.organisation)
        return reply.redirect(here.to('/calendar'), 303)
      }
      const secret = await calendar.makeFeed(here.organisation)
      const address = new URL(here.to(`/calendar/${secret}.ics`), deps.origin).href
      return show(reply, here, feedMadePage(here, address))
    },
  )

  app.get(
    '/:organisation/calendar/:file',
    {
      config: {
        action: 'open',
        rateLimit: { max: FEED_READS_A_MINUTE, timeWindow: 60_000 },
      },
    },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { file = '' } = request.params as { file?: string }
      const [, name = ''] = /^([\w-]{1,50})\.ics$/.exec(file) ?? []
      const { calendar } = here.branch
      const text =
        name === 'public'
          ? await calendar.readPublic(here.organisation)
          : await calendar.read(here.organisation, name)
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="meetings.ics"')
        .send(found(text))
    },
  )
}

/** An event that was just taken out can be brought back from here. */
const withRemoved = (here: Here, { page, body }: Plain): Plain => ({
  page: { ...page, above: removedBanner(here, [eventSubject]) },
  body,
})
