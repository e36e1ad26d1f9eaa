import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { MeetingView, NegotiationDoor, PointRow } from '../../../branch/negotiation/index.ts'
import { meetingWords } from '../../../branch/negotiation/index.ts'
import type { KeepProblem } from '../../../branch/keeping/index.ts'
import type { Clash } from '../../../branch/records/index.ts'
import { Opening } from '../../components/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import { BothVersions, partsOf } from '../both-versions.tsx'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import {
  basedOn,
  idOf,
  isClash,
  listRoute,
  ProblemSummary,
  Reading,
  RecordForm,
  recordForms,
  removedBanner,
  settled,
  typedIn,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { agendaPage, arrangePage } from './agenda-page.tsx'
import {
  answerFields,
  cancelFields,
  cancelTyped,
  minutesFields,
  rescheduleFields,
} from './forms.ts'
import { logPage, spanOf } from './log-page.tsx'
import { meetingPage } from './meeting-page.tsx'
import { bodiesPage, peoplePage, personPage } from './people-page.tsx'
import {
  bodySubject,
  consultationSubject,
  contactSubject,
  idsIn,
  idIn,
  logCrumb,
  meetingSubject,
  peopleItems,
  pointSubject,
  timeIn,
} from './subjects.ts'

const doorOf = (here: Here): NegotiationDoor => here.branch.negotiation

const numbered = z.strictObject({ number: z.string().max(9).default('') })
const arranging = z.record(z.string().max(20), z.string().max(24_000))

/** Pages and forms of the negotiation log, of people and of recognised bodies. */
export function negotiationPages(app: FastifyInstance, deps: BranchServerDeps): void {
  recordForms(app, deps, contactSubject)
  recordForms(app, deps, bodySubject)
  recordForms(app, deps, meetingSubject)
  recordForms(app, deps, pointSubject)
  recordForms(app, deps, consultationSubject)

  listRoute(app, deps, '/negotiation', 'negotiation.tally', async (here) => {
    const span = spanOf(here.query)
    const tally = await doorOf(here).tally(here.organisation, span)
    const log = here.may('negotiation.see')
      ? await doorOf(here).log(here.organisation, tally.span)
      : null
    const listing = logPage(here, tally, log)
    const above = removedBanner(here, [meetingSubject, pointSubject, consultationSubject])
    return { ...listing, page: { ...listing.page, above } }
  })
  listRoute(app, deps, '/people', 'negotiation.see', async (here) => {
    const { people } = await doorOf(here).log(here.organisation, null)
    const listing = peoplePage(here, people)
    return { ...listing, page: { ...listing.page, above: removedBanner(here, [contactSubject]) } }
  })

  const see = { action: 'negotiation.see' } as const
  const edit = { action: 'negotiation.edit' } as const
  const editForm = { action: 'negotiation.edit', takes: 'form' } as const

  app.get('/:organisation/people/:id', { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const contact = found(await doorOf(here).contacts.get(here.organisation, id))
    const view = await doorOf(here).person(here.organisation, id)
    const { page, body } = personPage(here, contact, found(view))
    return sendPage(reply, here, page, body)
  })
  app.get('/:organisation/negotiation/bodies', { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const bodies = await doorOf(here).bodies.list(here.organisation)
    const { page, body } = bodiesPage(here, bodies)
    const above = removedBanner(here, [bodySubject])
    return sendPage(reply, here, { ...page, above }, body)
  })

  const meetingAt = '/:organisation/negotiation/meetings/:id'
  const meetingOf = async (request: FastifyRequest, here: Here): Promise<MeetingView> =>
    found(await doorOf(here).meeting(here.organisation, idOf(request)))

  app.get(meetingAt, { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { page, body } = meetingPage(here, await meetingOf(request, here))
    return sendPage(reply, here, page, body)
  })

  interface MeetingForm {
    title: string
    lede: string
    part: string
    button: string
  }
  interface Shown {
    view: MeetingView
    form: MeetingForm
    fields: readonly FieldOf[]
    typed: Typed
    problems: readonly FieldProblem[]
    number: number
    clash?: Clash<MeetingView['body']> | undefined
    mine?: MeetingView['body'] | undefined
  }
  const show = (reply: FastifyReply, here: Here, shown: Shown): FastifyReply => {
    const { view, form, fields, typed, problems, clash, mine } = shown
    const back = addressOf(here, 'meeting', view.row.id)
    return sendPage(
      reply,
      here,
      {
        title: form.title,
        section: 'negotiation',
        crumbs: [logCrumb(here), { content: view.row.subject, href: back }],
        hasErrors: problems.length > 0,
        above: <ProblemSummary fields={fields} problems={problems} />,
      },
      <>
        <Opening heading={form.title} caption={view.row.subject}>
          {form.lede}
        </Opening>
        {clash && mine ? (
          <BothVersions
            noun="meeting"
            parts={partsOf(meetingWords(clash.current.body), meetingWords(mine))}
            savedAt={clash.current.savedAt}
            versions={`${back}/versions`}
          />
        ) : null}
        <RecordForm
          action={here.to(`/negotiation/meetings/${view.row.id}/${form.part}`)}
          fields={fields}
          typed={typed}
          problems={problems}
          number={shown.number}
          button={form.button}
          back={back}
        />
      </>,
    )
  }

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
  const minuting: MeetingForm = {
    title: 'Minutes',
    lede: 'What is written here stands in the log, and each answer ends a wait.',
    part: 'minutes',
    button: 'Keep the minutes',
  }

  app.get(`${meetingAt}/cancel`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await meetingOf(request, here)
    found(view.row.state === 'planned' ? view : null)
    const typed = cancelTyped(here, view)
    const { number } = view
    return show(reply, here, {
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
    return show(reply, here, {
      view,
      form: rescheduling,
      fields: rescheduleFields,
      typed,
      problems: [],
      number,
    })
  })

  const ended = (
    reply: FastifyReply,
    here: Here,
    shown: Shown,
    problem: KeepProblem<MeetingView['body']>,
    mine: MeetingView['body'],
  ): FastifyReply => {
    if (!isClash(problem)) {
      const field = 'field' in problem ? (problem.field ?? '') : ''
      return show(reply.code(422), here, {
        ...shown,
        problems: [{ field, sentence: problem.sentence }],
      })
    }
    return show(reply.code(409), here, {
      ...shown,
      number: problem.current.number,
      typed: { ...shown.typed, settles: String(problem.mine) },
      clash: problem,
      mine,
    })
  }

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
    if (reading.problems.length > 0) return show(reply.code(422), here, shown)
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
    return ended(reply, here, shown, saved.problem, mine)
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
    if (reading.problems.length > 0) return show(reply.code(422), here, shown)
    const saved = await doorOf(here).reschedule(here.organisation, view.row.id, {
      basedOn: basedOn(typed),
      settles: settled(typed),
      on,
      at,
      place,
    })
    if (saved.ok) return reply.redirect(addressOf(here, 'meeting', view.row.id), 303)
    return ended(reply, here, shown, saved.problem, view.body)
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
    return ended(
      reply,
      here,
      { view, form, fields, typed, problems: [], number: view.number },
      saved.problem,
      mine,
    )
  })

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
    return show(reply, here, { view, form: minuting, fields, typed, problems: [], number })
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
    if (reading.problems.length > 0) return show(reply.code(422), here, shown)
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
    return ended(reply, here, { ...shown, fields: now.fields }, saved.problem, mine)
  })

  app.get(`${meetingAt}/agenda`, { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = found(await doorOf(here).agenda(here.organisation, idOf(request)))
    const { page, body } = agendaPage(here, view)
    return sendPage(reply, here, page, body)
  })
  app.get(`${meetingAt}/agenda/arrange`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = found(await doorOf(here).agenda(here.organisation, idOf(request)))
    const { page, body } = arrangePage(here, { view, problem: null })
    return sendPage(reply, here, page, body)
  })
  app.post(`${meetingAt}/agenda/arrange`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const view = found(await doorOf(here).agenda(here.organisation, id))
    const typed = formOf(request, arranging)
    const given = arrangementIn(typed, view)
    const saved = await doorOf(here).arrange(here.organisation, id, {
      ...given,
      basedOn: Number(typed['number']) || 0,
    })
    if (saved.ok) return reply.redirect(`${addressOf(here, 'meeting', id)}/agenda`, 303)
    const now = found(await doorOf(here).agenda(here.organisation, id))
    const { problem } = saved
    const both = isClash(problem)
      ? { mine: { ...given, meeting: id }, theirs: problem.current.body }
      : null
    const { page, body } = arrangePage(here, { view: now, problem: problem.sentence, both })
    return sendPage(reply.code(409), here, page, body)
  })
}

const MOST_ITEMS = 300
const MOST_OWN = 60

/** What officers did with an agenda, from its form: numbers say the order, a reason leaves out. */
export function arrangementIn(
  typed: Readonly<Record<string, string>>,
  view: {
    items: readonly { key: string; words: string; kind: string }[]
    leftOut: readonly { item: { key: string; words: string; kind: string } }[]
  },
) {
  const own = (typed['own'] ?? '')
    .split('\n')
    .map((line) => line.trim().slice(0, 400))
    .filter((line) => line !== '')
    .slice(0, MOST_OWN)
  const known = [...view.items, ...view.leftOut.map(({ item }) => item)].filter(
    ({ kind }) => kind === 'own',
  )
  const isTaken = new Set<string>()
  const owned = own.map((words) => {
    const key =
      known.find((item) => item.words === words && !isTaken.has(item.key))?.key ??
      freeKey([...known.map((item) => item.key), ...isTaken])
    isTaken.add(key)
    return { key, words }
  })
  const rows = Array.from({ length: MOST_ITEMS }, (_, n) => ({
    key: (typed[`key-${n}`] ?? '').slice(0, 80),
    place: Number(typed[`place-${n}`] ?? ''),
    reason: (typed[`reason-${n}`] ?? '').trim().slice(0, 400),
    n,
  })).filter(({ key }) => key !== '')
  const order = [...rows]
    .sort((a, b) => (a.place || MOST_ITEMS) - (b.place || MOST_ITEMS) || a.n - b.n)
    .map(({ key }) => key)
  return {
    own: owned,
    order: [...new Set(order)],
    leftOut: rows.filter(({ reason }) => reason !== '').map(({ key, reason }) => ({ key, reason })),
  }
}

function freeKey(taken: readonly string[]): string {
  let n = 1
  while (taken.includes(`own:${n}`)) n += 1
  return `own:${n}`
}
