import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { MeetingView, NegotiationDoor, PointRow } from '../../../branch/negotiation/index.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { basedOn, Reading, settled, typedIn } from '../record-form/index.ts'
import { answerFields, minutesFields } from './forms.ts'
import { idsIn, idIn, peopleItems } from './choices.ts'
import {
  endedMeeting,
  meetingAt,
  meetingOf,
  showMeeting,
  type MeetingForm,
} from './meeting-shown.tsx'

const doorOf = (here: Here): NegotiationDoor => here.branch.negotiation

/** The minutes of a meeting: begun from its agenda, they end waits and put concerns. */
export function minutesRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const edit = { action: 'negotiation.edit' } as const
  const editForm = { action: 'negotiation.edit', takes: 'form' } as const

  const minuting: MeetingForm = {
    title: 'Minutes',
    lede: 'What is written here stands in the log, and each answer ends a wait.',
    part: 'minutes',
    button: 'Keep the minutes',
  }

  /** What the minutes of a meeting ask: answers that were still open on its day, concerns not yet put. */
  const minutesAsk = async (here: Here, view: MeetingView) => {
    const { waiting } = await doorOf(here).log(here.organisation, null)
    const concerns = await doorOf(here).concernsBeside(here.organisation)
    const agenda = await doorOf(here).agenda(here.organisation, view.row.id)
    const offered = (agenda?.items ?? [])
      .filter(({ kind }) => kind === 'concern')
      .map(({ id }) => id)
    const open = waiting.filter(
      (point) => point.askedOn <= view.row.on && point.meeting !== view.row.id,
    )
    const met = new Set(view.row.with.map(({ id }) => id))
    const everybody = await peopleItems(here)
    const people = met.size === 0 ? everybody : everybody.filter(({ value }) => met.has(value))
    return { open, concerns, fields: minutesFields(open, concerns, offered, people) }
  }

  /** Points that a form begun earlier still asks about. */
  const answeredMeanwhile = async (
    request: FastifyRequest,
    here: Here,
    open: readonly PointRow[],
  ): Promise<PointRow[]> => {
    const sent = Object.keys({ ...(request.body as object) })
    const all = await doorOf(here).asked(here.organisation)
    return all.filter(
      ({ id }) => sent.includes(`answer-${id}`) && !open.some((point) => point.id === id),
    )
  }

  app.get(`${meetingAt}/minutes`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    found(view.row.state !== 'cancelled' && view.row.on <= here.today ? view : null)
    const { fields } = await minutesAsk(here, view)
    const { body, number } = view
    const typed = {
      minutes: body.minutes === null ? '' : String(body.minutes),
      forBranch: body.forBranch,
      notes: body.notes || (await doorOf(here).minutesBegun(here.organisation, view.row.id)),
      to: view.row.with.length === 1 ? (view.row.with[0]?.id ?? '') : '',
    }
    return showMeeting(reply, here, { view, form: minuting, fields, typed, problems: [], number })
  })

  app.post(`${meetingAt}/minutes`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    const ask = await minutesAsk(here, view)
    const { concerns } = ask
    // What somebody answered meanwhile is no longer asked, and these words are taken all the same.
    const late = await answeredMeanwhile(request, here, ask.open)
    const open = [...ask.open, ...late]
    const fields = [...ask.fields, ...answerFields(late)]
    const typed = typedIn(request, fields, ['raised', 'to'])
    const reading = new Reading(typed)
    const minutes = reading.number(
      'minutes',
      { least: 1, most: 1_440 },
      'Write the minutes as a number, from 1 to 1,440.',
    )
    const forBranch = reading.upTo('forBranch', 400)
    const notes = reading.upTo('notes', 40_000)
    const answers = open
      .map(({ id }) => ({ point: id, words: reading.upTo(`answer-${id}`, 8_000) }))
      .filter(({ words }) => words !== '')
    if (view.row.on > here.today) reading.wrong('notes', 'This meeting is still to come.')
    const put = idsIn(reading, fields, 'raised')
    const to = idIn(reading, fields, 'to')
    if (put.length > 0 && to === null) reading.wrong('to', 'Choose to whom the concerns were put.')
    const shown = {
      view,
      form: minuting,
      fields,
      typed,
      problems: reading.problems,
      number: basedOn(typed),
    }
    if (reading.problems.length > 0) return showMeeting(reply.code(422), here, shown)
    const saved = await doorOf(here).hold(here.organisation, view.row.id, {
      basedOn: basedOn(typed),
      settles: settled(typed),
      minutes,
      notes,
      forBranch,
      answers,
      raised: put.map((concern) => ({
        concern,
        to: to ?? '',
        words: concerns.titles.get(concern) ?? 'A concern of members',
      })),
    })
    if (saved.ok) return reply.redirect(addressOf(here, 'meeting', view.row.id), 303)
    const mine = {
      ...view.body,
      state: 'held' as const,
      cancelled: null,
      minutes,
      notes,
      forBranch,
    }
    const now = await minutesAsk(here, view)
    return endedMeeting(reply, here, { ...shown, fields: now.fields }, saved.problem, mine)
  })
}
