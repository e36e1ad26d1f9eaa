import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { changeReasons, overrideReasons } from '../../../core/allocation/index.ts'
import type { NewNotice } from '../../../council/index.ts'
import { Refused } from '../../door.ts'
import { found } from '../../missing.ts'
import { addressIn, oneOf } from '../../query.ts'
import { nothingYet } from '../empty.tsx'
import { figureRoute, sendPage, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'
import { permitted } from '../permitted.ts'
import { CHOSEN, leaverDonePage, leaverPlanPage, type TriedPlan } from './leaver-plan.tsx'
import { leaverPage, leaversPage, type TriedNotice } from './leavers.tsx'
import { dayIn, type Typed } from './words.ts'

const noticeForm = z.record(
  z.string().regex(/^(notice|last|back)-(day|month|year)$|^(kind|words)$/),
  z.string().max(8_000),
)
const withdrawForm = z.strictObject({ notice: z.string().max(100) })
const planForm = z.record(
  z.string().regex(/^child-[A-Za-z0-9._~-]{1,400}$|^(changeReason|overrideReason|words)$/),
  z.string().max(8_000),
)
const NO_DAY = 'Enter a day of the calendar, such as 27 3 2026.'
const fieldOf: Record<string, string> = {
  'last-day-before-notice': 'last',
  'notice-to-come': 'notice',
  'back-before-going': 'back',
}

/** Who leaves: listed, noted, and their caseload planned and decided in one go. */
export function leaverPages(app: FastifyInstance, deps: PagesDeps): void {
  const leaverOf = async (here: Here, address: unknown) =>
    permitted(here, deps, 'leaver.plan', 'worker', address)

  figureRoute(app, deps, '/:organisation/leavers', 'leaver.list', async (here) => {
    const view = await here.council.leavers.list(here.asked)
    return view ? leaversPage(here, view) : nothingYet(here, 'handovers', 'Leavers')
  })

  figureRoute(
    app,
    deps,
    '/:organisation/leavers/:address',
    'leaver.plan',
    async (here, { address }) => {
      const of = await leaverOf(here, address)
      await deps.watch.looked(here.person, here.organisation, 'worker', of)
      return leaverPage(here, found(await here.council.leavers.view(here.asked, of)), null)
    },
  )

  app.post(
    '/:organisation/leavers/:address/notice',
    { config: { takes: 'form', action: 'leaver.plan' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const of = await leaverOf(here, (request.params as { address?: unknown }).address)
      const typed = formOf(request, noticeForm)
      const again = async (problem: TriedNotice['problem']): Promise<FastifyReply> => {
        const view = found(await here.council.leavers.view(here.asked, of))
        const { page, body } = leaverPage(here, view, { typed, problem })
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const given = noticeIn(typed)
      if ('sentence' in given) return again(given)
      const done = await here.council.leavers.note(here.organisation, of, given)
      if (done.ok) return reply.redirect(here.to.leaver(of), 303)
      const { code, sentence } = done.problem
      return again({ field: fieldOf[code] ?? 'words', sentence })
    },
  )

  app.post(
    '/:organisation/leavers/:address/withdraw',
    { config: { takes: 'form', action: 'leaver.plan' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const of = await leaverOf(here, (request.params as { address?: unknown }).address)
      const { notice } = formOf(request, withdrawForm)
      const done = await here.council.leavers.withdraw(here.organisation, of, notice)
      found(done.ok ? done : null)
      return reply.redirect(here.to.leaver(of), 303)
    },
  )

  const reachIn = (here: Here): 'team' | 'service' =>
    oneOf(here.query, 'reach', ['team', 'service']) ?? 'team'

  app.get(
    '/:organisation/leavers/:address/plan',
    { config: { action: 'leaver.plan' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const of = await leaverOf(here, (request.params as { address?: unknown }).address)
      const view = found(await here.council.leavers.plan(here.asked, of, reachIn(here)))
      const { page, body } = leaverPlanPage(here, view, null)
      return sendPage(reply, here, page, body)
    },
  )

  app.post(
    '/:organisation/leavers/:address/plan',
    { config: { takes: 'form', action: 'leaver.plan' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const of = await leaverOf(here, (request.params as { address?: unknown }).address)
      const {
        changeReason = '',
        overrideReason = '',
        words = '',
        ...rest
      } = formOf(request, planForm)
      const chosen = Object.keys(rest).flatMap((name) => {
        const child = addressIn(name.slice(CHOSEN.length))
        if (child === null || rest[name] !== 'yes') throw new Refused(400, 'form-not-ours')
        return [child]
      })
      const reach = reachIn(here)
      const view = found(await here.council.leavers.plan(here.asked, of, reach))
      const again = (problem: TriedPlan['problem']): FastifyReply => {
        const typed = { chosen, changeReason, overrideReason, words, problem }
        const { page, body } = leaverPlanPage(here, view, typed)
        reply.code(422)
        return sendPage(reply, here, page, body)
      }
      const proposed = view.proposed.filter(({ child }) => chosen.includes(child))
      const reason = changeReasons.find((one) => one === changeReason)
      if (proposed.length === 0) {
        return again({ field: 'chosen', sentence: 'Choose at least one child.' })
      }
      if (reason === undefined) {
        return again({ field: 'changeReason', sentence: 'Choose why the worker changes.' })
      }
      const ended = await here.council.decisions.makeMany(
        here.organisation,
        proposed.map(({ child, to }) => ({ child, to: to.address })),
        {
          reach,
          overrideReason: overrideReasons.find((one) => one === overrideReason) ?? null,
          changeReason: reason,
          words,
        },
      )
      const { page, body } = leaverDonePage(here, view, ended)
      return sendPage(reply, here, page, body)
    },
  )
}

/** A notice as it was typed, or what is wrong with it. */
function noticeIn(typed: Typed): NewNotice | TriedNotice['problem'] {
  const { kind, words = '' } = typed
  if (kind !== 'leaves' && kind !== 'long-absence') {
    return { field: 'kind', sentence: 'Choose whether they leave or will be away for long.' }
  }
  const noticeOn = dayIn(typed, 'notice')
  if (noticeOn === null || noticeOn === 'none') return { field: 'notice', sentence: NO_DAY }
  const lastDay = dayIn(typed, 'last')
  if (lastDay === null || lastDay === 'none') return { field: 'last', sentence: NO_DAY }
  const backOn = dayIn(typed, 'back')
  if (backOn === null) return { field: 'back', sentence: NO_DAY }
  return { kind, noticeOn, lastDay, backOn: backOn === 'none' ? null : backOn, words }
}
