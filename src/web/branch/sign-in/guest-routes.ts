import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dateOf, type Problem } from '../../../kit/index.ts'
import { reachedAt } from '../../cookie.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { visitorOf } from '../../visitor.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { keepToken } from './coming-in-routes.ts'
import { guestPlaces, placeOf } from './guest-places.ts'
import { guestDoorPage, guestLinkPage, guestsPage, type GuestForm, type Opens } from './guests.tsx'

const text = z.string().max(300)
const part = z.string().max(10)
const makeForm = z.strictObject({
  label: text,
  what: z.string().max(120),
  'ends-day': part,
  'ends-month': part,
  'ends-year': part,
})

const DAY_WRONG: Problem = {
  code: 'day-wrong',
  sentence: 'Enter the last day as day, month and year, such as 31 12 2026.',
}

/** Links for guests: made and taken back by officers, opened by anybody who has one. */
export function guestPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const { signIn } = deps
  const officers = { config: { action: 'guests.edit' } } as const
  const officersForm = { config: { action: 'guests.edit', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const opensOf = async (here: Here): Promise<Opens[]> =>
    (
      await Promise.all(
        guestPlaces.map(async ({ kind, list }) =>
          (await list(here)).map(({ id, words, isOver }) => ({
            value: `${kind}:${id}`,
            text: words,
            isOver,
          })),
        ),
      )
    ).flat()
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    tried: { form: GuestForm; problem: Problem } | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    if (tried) reply.code(422)
    const links = await signIn.guests.list(here.organisation)
    const opens = await opensOf(here)
    return show(
      reply,
      here,
      guestsPage(here, {
        links,
        opens,
        form: tried?.form ?? null,
        problem: tried?.problem ?? null,
      }),
    )
  }

  app.get('/:organisation/guests', officers, async (request, reply) => page(request, reply, null))

  app.post('/:organisation/guests', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const typed = formOf(request, makeForm)
    const form: GuestForm = {
      label: typed.label,
      what: typed.what,
      day: typed['ends-day'],
      month: typed['ends-month'],
      year: typed['ends-year'],
    }
    found((await opensOf(here)).find(({ value, isOver }) => value === form.what && !isOver))
    const endsOn = dateOf(Number(form.year), Number(form.month), Number(form.day))
    if (endsOn === null) return page(request, reply, { form, problem: DAY_WRONG })
    const made = await signIn.guests.make(
      here.organisation,
      { label: form.label, what: form.what, endsOn },
      found(here.person).member,
    )
    if (!made.ok) return page(request, reply, { form, problem: made.problem })
    const address = `${reachedAt(request, deps)}${here.to(`/guest/${made.value.token}`)}`
    return show(reply, here, guestLinkPage(here, { label: form.label.trim(), address }))
  })

  app.post('/:organisation/guests/end', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { id } = formOf(request, z.strictObject({ id: text }))
    await signIn.guests.end(here.organisation, id, found(here.person).member)
    return reply.redirect(here.to('/guests'), 303)
  })

  app.post('/:organisation/guests/reopen', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { id } = formOf(request, z.strictObject({ id: text }))
    await signIn.guests.reopen(here.organisation, id, found(here.person).member)
    return reply.redirect(here.to('/guests'), 303)
  })

  const open = { config: { action: 'open' } } as const
  app.get('/:organisation/guest/:token', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const { token } = request.params as { token: string }
    const guest = await signIn.guestBehind(here.organisation, token)
    if (guest === null) reply.code(410)
    return show(reply, here, guestDoorPage(here, { token, label: guest?.label ?? null }))
  })
  app.post(
    '/:organisation/guest',
    { config: { action: 'open', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { token } = formOf(request, z.strictObject({ token: text }))
      const guest = await signIn.guests.open(here.organisation, token, visitorOf(request))
      if (guest === null) {
        return show(reply.code(410), here, guestDoorPage(here, { token, label: null }))
      }
      // Somebody who is signed in stays who they are.
      if (here.person === null) keepToken(reply, deps, here, token)
      return reply.redirect(here.to(placeOf(guest.what) ?? ''), 303)
    },
  )
}
