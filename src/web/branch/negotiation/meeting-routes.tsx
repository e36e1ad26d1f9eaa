import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { NegotiationDoor } from '../../../branch/negotiation/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import { basedOn, Reading, settled, typedIn } from '../record-form/index.ts'
import { cancelFields, cancelTyped, rescheduleFields } from './forms.ts'
import { meetingPage } from './meeting-page.tsx'
import { timeIn } from './choices.ts'
import { meetingSubject } from './meeting-form.ts'
import {
  endedMeeting,
  meetingAt,
  meetingOf,
  showMeeting,
  type MeetingForm,
} from './meeting-shown.tsx'

const doorOf = (here: Here): NegotiationDoor => here.branch.negotiation

const numbered = z.strictObject({ number: z.string().max(9).default('') })

/** One meeting’s page; that it was cancelled, and the day in its place. */
export function meetingRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { action: 'negotiation.see' } as const
  const edit = { action: 'negotiation.edit' } as const
  const editForm = { action: 'negotiation.edit', takes: 'form' } as const

  app.get(meetingAt, { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { page, body } = meetingPage(here, await meetingOf(request, here))
    return sendPage(reply, here, page, body)
  })

  const cancelling: MeetingForm = {
    title: 'A meeting was cancelled',
    lede: 'Say who cancelled it and when you were told. The notice and the tally are counted from it.',
    part: 'cancel',
    button: 'Keep it',
  }
  const rescheduling: MeetingForm = {
    title: 'Name another day',
    lede: 'The cancelled meeting counts as rescheduled while the one in its place stands.',
    part: 'reschedule',
    button: 'Keep it',
  }
  app.get(`${meetingAt}/cancel`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    found(view.row.state === 'planned' ? view : null)
    const typed = cancelTyped(here, view)
    const { number } = view
    return showMeeting(reply, here, {
      view,
      form: cancelling,
      fields: cancelFields,
      typed,
      problems: [],
      number,
    })
  })
  app.get(`${meetingAt}/reschedule`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    found(view.row.state === 'cancelled' ? view : null)
    const typed = { place: view.row.place }
    const { number } = view
    return showMeeting(reply, here, {
      view,
      form: rescheduling,
      fields: rescheduleFields,
      typed,
      problems: [],
      number,
    })
  })

  app.post(`${meetingAt}/cancel`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    const typed = typedIn(request, cancelFields)
    const reading = new Reading(typed)
    const by = reading.oneOf('by', ['employer', 'branch'], 'Choose who cancelled it.')
    const on = reading.pastDay('on', here.today, 'Say on which day you were told.')
    const reason = reading.upTo('reason', 1_000)
    const day = reading.day('instead')
    const at = timeIn(reading, 'at')
    const place = reading.upTo('place', 200)
    const shown = {
      view,
      form: cancelling,
      fields: cancelFields,
      typed,
      problems: reading.problems,
      number: basedOn(typed),
    }
    if (reading.problems.length > 0) return showMeeting(reply.code(422), here, shown)
    const instead = day === null ? null : { on: day, at, place }
    const saved = await doorOf(here).cancel(here.organisation, view.row.id, {
      basedOn: basedOn(typed),
      settles: settled(typed),
      by,
      on,
      reason,
      instead,
    })
    if (saved.ok) return reply.redirect(addressOf(here, 'meeting', view.row.id), 303)
    const mine = { ...view.body, state: 'cancelled' as const, cancelled: { by, on, reason } }
    return endedMeeting(reply, here, shown, saved.problem, mine)
  })

  app.post(`${meetingAt}/reschedule`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    const typed = typedIn(request, rescheduleFields)
    const reading = new Reading(typed)
    const on = reading.neededDay('on', 'Say which day was named.')
    const at = timeIn(reading, 'at')
    const place = reading.upTo('place', 200)
    const shown = {
      view,
      form: rescheduling,
      fields: rescheduleFields,
      typed,
      problems: reading.problems,
      number: basedOn(typed),
    }
    if (reading.problems.length > 0) return showMeeting(reply.code(422), here, shown)
    const saved = await doorOf(here).reschedule(here.organisation, view.row.id, {
      basedOn: basedOn(typed),
      settles: settled(typed),
      on,
      at,
      place,
    })
    if (saved.ok) return reply.redirect(addressOf(here, 'meeting', view.row.id), 303)
    return endedMeeting(reply, here, shown, saved.problem, view.body)
  })

  app.post(`${meetingAt}/planned`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    const { number } = formOf(request, numbered)
    const saved = await doorOf(here).meetings.save(here.organisation, {
      id: view.row.id,
      basedOn: Number(number) || 0,
      body: { ...view.body, state: 'planned', cancelled: null, movedTo: null },
    })
    if (saved.ok) return reply.redirect(addressOf(here, 'meeting', view.row.id), 303)
    const mine = { ...view.body, state: 'planned' as const, cancelled: null, movedTo: null }
    const typed = meetingSubject.typed(mine)
    const fields = await meetingSubject.fields(here)
    const form = {
      title: 'Change a meeting',
      lede: meetingSubject.lede,
      part: 'edit',
      button: 'Keep it',
    }
    return endedMeeting(
      reply,
      here,
      { view, form, fields, typed, problems: [], number: view.number },
      saved.problem,
      mine,
    )
  })
}
