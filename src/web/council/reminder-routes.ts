import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CalendarItem } from '../../council/index.ts'
import { writeCalendar, type CalendarEntry } from '../../render/index.ts'
import { organisationOf } from '../guard.ts'
import { found } from '../missing.ts'
import { addressesOf } from '../address.ts'
import { figureRoute, sendPage, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { hereOf, type Here } from './here.ts'
import { feedMadePage, remindersPage, waitingPage } from './reminders.tsx'

/** What an entry of a calendar says: less than the page, as others see one's calendar. */
const calendarWords: Record<CalendarItem['what'], string> = {
  'decision-answer': 'Answer due',
  'decision-second': 'Answer due',
  'decision-respond': 'Answer due',
  handover: 'Handover due',
  'handover-sign': 'Signature due',
  'handover-planned': 'Handover planned',
  'handover-emergency': 'Answer due',
  overload: 'Answer due',
  query: 'Answer due',
  agreement: 'Signature due',
  import: 'Decision due',
  opening: 'Reading due',
}

/** Asked for by programs of which many may stand behind one address of a network. */
const FEED_READS_A_MINUTE = 120

/** Where somebody starts: the page that answers what their role comes with. */
export function startOf(here: Here): { href: string; words: string } {
  const { to, may } = here
  const { teams, worker } = here.signedIn.places
  const [team] = teams
  if (may('service.view')) return { href: to.service(), words: 'See the whole service' }
  if (team && may('team.view')) {
    return { href: to.team(team.address), words: `See ${team.name}` }
  }
  if (worker !== null && may('worker.view')) {
    return { href: to.worker(worker), words: 'See your work' }
  }
  if (may('account.manage')) return { href: to.accounts(), words: 'See sign-ins and roles' }
  if (may('audit.view')) return { href: to.record(), words: 'See the record' }
  if (may('totals.view')) return { href: to.totals(), words: 'See the totals' }
  return { href: to.rights(), words: 'See who can do what' }
}

/** What waits for whoever is signed in, and how they are told of it. */
export function reminderPages(app: FastifyInstance, deps: PagesDeps): void {
  figureRoute(app, deps, '/:organisation/home', 'rights.view', async (here) =>
    waitingPage(here, await here.council.reminders.waiting(here.organisation), startOf(here)),
  )

  const ownForm = { config: { action: 'own.sign-ins', takes: 'form' } } as const
  app.get(
    '/:organisation/sign-ins/reminders',
    { config: { action: 'own.sign-ins' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const choices = await here.council.reminders.choices(here.organisation)
      const { page, body } = remindersPage(here, choices)
      return sendPage(reply, here, page, body)
    },
  )
  app.post('/:organisation/sign-ins/calendar', ownForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    const form = formOf(request, z.strictObject({ do: z.enum(['make', 'end']) }))
    if (form.do === 'end') {
      await here.council.reminders.endFeed(here.organisation)
      return reply.redirect(here.to.reminders(), 303)
    }
    const secret = await here.council.reminders.makeFeed(here.organisation)
    const address = new URL(addressesOf(here.organisation, null).calendar(secret), deps.origin).href
    const { page, body } = feedMadePage(here, address)
    return sendPage(reply, here, page, body)
  })
  app.post('/:organisation/sign-ins/mail', ownForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    const { mail } = formOf(request, z.strictObject({ mail: z.enum(['on', 'off']) }))
    await here.council.reminders.turnMail(here.organisation, mail === 'on')
    return reply.redirect(here.to.reminders(), 303)
  })

  app.get(
    '/:organisation/calendar/:file',
    {
      config: {
        action: 'open',
        rateLimit: { max: FEED_READS_A_MINUTE, timeWindow: 60_000 },
      },
    },
    async (request, reply) => {
      const organisation = await organisationOf(request, deps)
      const { file } = request.params as { file?: string }
      const [, secret] = /^([\w-]{43})\.ics$/.exec(file ?? '') ?? []
      const items = found(
        await deps.council.reminders.calendar(organisation, found(secret ?? null)),
      )
      const page = new URL(addressesOf(organisation, null).home(), deps.origin).href
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="fairload.ics"')
        .send(
          writeCalendar(
            'Fairload',
            items.map(({ id, sequence, what, on, changedAt, cancelled }): CalendarEntry => ({
              uid: `${id}@fairload`,
              sequence,
              words: calendarWords[what],
              on,
              page,
              changedAt,
              cancelled,
            })),
          ),
        )
    },
  )
}
