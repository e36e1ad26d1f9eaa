import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dateOf, fail, type IsoDate, type Problem, type Result } from '../../../kit/index.ts'
import {
  consultationBook,
  dispositions,
  type ConsultationBody,
  type ConsultationView,
  type VersionView,
} from '../../../branch/desk/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressIn, one } from '../../query.ts'
import { partsOf, type Part } from '../both-versions.tsx'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { dayTyped } from '../record-form/index.ts'
import { answersPage, type AnswersPage } from './answers-page.tsx'
import {
  askable,
  consultationFormPage,
  USUAL_QUESTION,
  type ConsultationFormPage,
} from './consultation-form.tsx'
import { consultationPage, type ConsultationPage } from './consultation-page.tsx'
import { consultationsPage } from './consultations-page.tsx'
import { idIn } from './text-routes.ts'

const words = z.string().max(20_000)
const anyFields = z.record(z.string().max(220), words)
const disposeForm = z.strictObject({
  number: z.string().regex(/^\d{1,6}$/),
  clause: z.string().max(200),
  disposition: z.enum(dispositions),
  words,
})
const submitForm = z.strictObject({
  words: z.string().max(200_000),
  days: z.string().max(10).default(''),
})
const repliedForm = z.strictObject({
  'on-day': z.string().max(4).default(''),
  'on-month': z.string().max(4).default(''),
  'on-year': z.string().max(4).default(''),
  words,
})

type FieldProblem = Problem & { field: string }

/** Members are asked about a draft; officers read what was said, and say what came of it. */
export function consultationRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const root = '/:organisation/agreement/consultations'
  const respond = { config: { action: 'desk.respond' } } as const
  const edit = { config: { action: 'desk.edit' } } as const
  const editForm = { config: { action: 'desk.edit', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const doorOf = (here: Here) => here.branch.desk.consultations
  const viewIn = async (request: FastifyRequest, here: Here): Promise<ConsultationView> =>
    found(await doorOf(here).view(here.organisation, idIn(request)))

  app.get(root, { config: { action: 'desk.see' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, consultationsPage(here, await doorOf(here).list(here.organisation)))
  })

  const form = async (
    reply: FastifyReply,
    here: Here,
    given: Omit<ConsultationFormPage, 'version' | 'before'> & { copy: string },
  ): Promise<FastifyReply> => {
    const { version, before } = await versionsFor(here, given.copy)
    return show(reply, here, consultationFormPage(here, { ...given, version, before }))
  }
  app.get(`${root}/new`, edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const copy = found(addressIn(one(here.query, 'copy')))
    const { version, before } = await versionsFor(here, copy)
    const typed: Record<string, string> = dayTyped('opens', here.today)
    for (const { id } of askable(version, before).changed.slice(0, 60)) {
      typed[`q:${id}`] = USUAL_QUESTION
    }
    return form(reply, here, { copy, id: null, number: null, typed, problems: [], clash: null })
  })
  app.get(`${root}/:id/edit`, edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const { written, id } = await viewIn(request, here)
    const { body, number } = written
    return form(reply, here, {
      copy: body.copy,
      id,
      number,
      typed: typedOf(body),
      problems: [],
      clash: null,
    })
  })
  const keep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const typed = formOf(request, anyFields)
    const held = id === null ? null : await viewIn(request, here)
    const copy = held?.written.body.copy ?? found(addressIn(typed['copy']))
    const { version } = await versionsFor(here, copy)
    const { body, problems } = bodyIn(typed, version, held?.written.body ?? null)
    const number = id === null ? null : Number(typed['number'] ?? 0) || 0
    const shown = { copy, id, number, typed, clash: null }
    if (body === null || problems.length > 0)
      return form(reply.code(422), here, { ...shown, problems })
    const settles = Number(typed['settles'] ?? 0) || null
    const saved = await doorOf(here).keeper.save(here.organisation, {
      id,
      basedOn: number ?? 0,
      body,
      settles,
    })
    if (saved.ok) {
      return reply.redirect(here.to(`/agreement/consultations/${saved.value.id}`), 303)
    }
    if ('current' in saved.problem) {
      const { current, mine } = saved.problem
      return form(reply.code(409), here, {
        ...shown,
        number: current.number,
        problems: [],
        clash: {
          parts: bothOf(current.body, body),
          savedAt: current.savedAt,
          settles: mine,
        },
      })
    }
    const problem = { ...saved.problem, field: 'title' }
    return form(reply.code(422), here, { ...shown, problems: [problem] })
  }
  app.post(`${root}/new`, editForm, (request, reply) => keep(request, reply, null))
  app.post(`${root}/:id/edit`, editForm, (request, reply) => keep(request, reply, idIn(request)))

  const consultation = async (
    request: FastifyRequest,
    reply: FastifyReply,
    said: Partial<Omit<ConsultationPage, 'view'>>,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const view = await viewIn(request, here)
    return show(
      reply,
      here,
      consultationPage(here, { view, answered: null, typed: null, problem: null, ...said }),
    )
  }
  app.get(`${root}/:id`, respond, async (request, reply) => {
    const here = hereOf(request, deps)
    const answered = one(here.query, 'answered')
    return consultation(request, reply, {
      answered: answered === 'in-time' || answered === 'late' ? answered : null,
    })
  })
  app.post(
    `${root}/:id/answer`,
    { config: { action: 'desk.respond', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const view = await viewIn(request, here)
      const typed = formOf(request, anyFields)
      const said: Record<string, string> = { '': typed['answer-whole'] ?? '' }
      view.clauses.forEach(({ clause }, i) => {
        said[clause] = typed[`answer-${i}`] ?? ''
      })
      const done = await doorOf(here).answer(here.organisation, view.id, {
        words: said,
        named: typed['named'] === 'yes',
      })
      if (!done.ok) return consultation(request, reply.code(422), { typed, problem: done.problem })
      const answered = done.value.late ? 'late' : 'in-time'
      return reply.redirect(here.to(`/agreement/consultations/${view.id}`, { answered }), 303)
    },
  )

  const answers = async (
    request: FastifyRequest,
    reply: FastifyReply,
    said: Partial<Pick<AnswersPage, 'problem' | 'typed' | 'clash'>>,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const view = await viewIn(request, here)
    const ledger = found(await doorOf(here).ledger(here.organisation, view.id))
    return show(
      reply,
      here,
      answersPage(here, { view, ledger, problem: null, typed: {}, clash: null, ...said }),
    )
  }
  app.get(`${root}/:id/answers`, edit, async (request, reply) => answers(request, reply, {}))
  app.post(`${root}/:id/dispose`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idIn(request)
    const { number, ...given } = formOf(request, disposeForm)
    const done = await doorOf(here).dispose(here.organisation, id, {
      basedOn: Number(number),
      ...given,
    })
    if (done.ok) return reply.redirect(here.to(`/agreement/consultations/${id}/answers`), 303)
    if (!('current' in done.problem)) {
      return answers(request, reply.code(422), { problem: done.problem })
    }
    const { current } = done.problem
    const mine = {
      ...current.body,
      replies: [
        ...current.body.replies.filter(({ clause }) => clause !== given.clause),
        { clause: given.clause, disposition: given.disposition, words: given.words.trim() },
      ],
    }
    return answers(request, reply.code(409), {
      clash: { parts: bothOf(current.body, mine), savedAt: current.savedAt },
    })
  })

  /** A step that ends on the page of answers, with its trouble where there is one. */
  const step = (
    path: string,
    work: (here: Here, id: string, request: FastifyRequest) => Promise<Result<null, Problem>>,
  ): void => {
    app.post(`${root}/:id/${path}`, editForm, async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idIn(request)
      const typed = { ...(request.body as Record<string, string>) }
      const done = await work(here, id, request)
      if (done.ok) {
        return reply.redirect(here.to(`/agreement/consultations/${id}#submission`), 303)
      }
      return answers(request, reply.code(422), { problem: done.problem, typed })
    })
  }
  step('submit', async (here, id, request) => {
    const { words: said, days } = formOf(request, submitForm)
    const replyDays = days.trim() === '' ? null : Number(days)
    if (replyDays !== null && !(Number.isInteger(replyDays) && replyDays > 0 && replyDays < 366)) {
      return fail({ code: 'days-wrong', sentence: 'Give whole days, from 1 to 365.' })
    }
    return doorOf(here).submit(here.organisation, id, { words: said, replyDays })
  })
  step('replied', async (here, id, request) => {
    const { words: said, ...typed } = formOf(request, repliedForm)
    const on = dateOf(Number(typed['on-year']), Number(typed['on-month']), Number(typed['on-day']))
    if (on === null) {
      return fail({ code: 'day-wrong', sentence: 'Give the day on which the reply came.' })
    }
    return doorOf(here).replied(here.organisation, id, { on, words: said })
  })
}

const bothOf = (theirs: ConsultationBody, mine: ConsultationBody): Part[] =>
  partsOf(consultationBook.kind.words(theirs), consultationBook.kind.words(mine))

/** A version, and the one that came before it. */
async function versionsFor(
  here: Here,
  copy: string,
): Promise<{ version: VersionView; before: VersionView | null }> {
  const { versions } = await here.branch.desk.overview(here.organisation)
  const at = versions.findIndex(({ id }) => id === copy)
  return { version: found(versions[at] ?? null), before: versions[at + 1] ?? null }
}

const typedOf = (body: ConsultationBody): Record<string, string> => ({
  title: body.title,
  about: body.about,
  ...dayTyped('opens', body.opens),
  ...dayTyped('closes', body.closes),
  ...Object.fromEntries(body.clauses.map(({ clause, question }) => [`q:${clause}`, question])),
})

function bodyIn(
  typed: Readonly<Record<string, string>>,
  version: VersionView,
  held: ConsultationBody | null,
): { body: ConsultationBody | null; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const wrong = (field: string, sentence: string): void => {
    problems.push({ field, code: 'wrong', sentence })
  }
  const said = (name: string): string => (typed[name] ?? '').trim()
  const day = (name: string, sentence: string): IsoDate | null => {
    const on = dateOf(
      Number(said(`${name}-year`)),
      Number(said(`${name}-month`)),
      Number(said(`${name}-day`)),
    )
    if (on === null) wrong(name, sentence)
    return on
  }
  if (said('title') === '') wrong('title', 'Give it a name.')
  if (said('title').length > 200) wrong('title', 'A name has at most 200 characters.')
  const opens = day('opens', 'Give the first day, as a day of the calendar.')
  const closes = day('closes', 'Give the last day, as a day of the calendar.')
  if (opens && closes && closes < opens) {
    wrong('closes', 'The last day lies before the first. Correct one of them.')
  }
  const { changed, others } = askable(version, null)
  const clauses = [...changed, ...others].flatMap(({ id }) => {
    const question = said(`q:${id}`).slice(0, 500)
    return question === '' ? [] : [{ clause: id, question }]
  })
  if (clauses.length === 0) wrong('questions', 'Ask at least one question.')
  if (clauses.length > 60) wrong('questions', 'Ask at most 60 questions.')
  if (problems.length > 0 || opens === null || closes === null) return { body: null, problems }
  return {
    body: {
      title: said('title'),
      copy: version.id,
      about: said('about').slice(0, 4_000),
      opens,
      closes,
      clauses,
      replies: held?.replies ?? [],
    },
    problems,
  }
}
