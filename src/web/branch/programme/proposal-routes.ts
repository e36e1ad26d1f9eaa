import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { supportAnswers } from '../../../core/bargaining/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { askedFields, AskFirst, askFirst } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { Reading, typedIn } from '../record-form/reading.ts'
import { basedOn, idOf } from '../record-form/subject.tsx'
import { formPage, sendAgain, sendPlain } from '../saving.tsx'
import {
  decideFields,
  decideRead,
  proposeFields,
  proposeRead,
  putFields,
  putRead,
  type Tried,
} from './proposal-forms.tsx'
import { crumbs, proposalsPage } from './proposals.tsx'
import { proposalWithForms, type Refusal } from './proposal-page.tsx'

const answerForm = z.strictObject({ answer: z.enum(supportAnswers).optional() })

const proposedWords = { title: 'The demand', words: 'What it should say', why: 'Why' }

/** What members propose: made, taken back, put to the members, answered, decided. */
export function proposalPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const propose = { config: { action: 'programme.propose' } } as const
  const proposeForm = { config: { action: 'programme.propose', takes: 'form' } } as const
  const editForm = { config: { action: 'programme.edit', takes: 'form' } } as const
  const at = '/:organisation/programme/proposals'

  app.get(at, propose, async (request, reply) => {
    const here = hereOf(request, deps)
    const proposals = await here.branch.programme.proposals(here.organisation)
    return sendPlain(reply, here, proposalsPage(here, proposals))
  })

  /** The demand that the address names, where other words for it are proposed. */
  const amendedIn = async (here: Here) => {
    const id = one(here.query, 'demand')
    if (id === undefined) return null
    const page = z.uuid().safeParse(id).success
      ? await here.branch.programme.demand(here.organisation, id)
      : null
    return found(page).demand
  }
  const proposing = (here: Here, demand: Awaited<ReturnType<typeof amendedIn>>) => ({
    section: 'programme' as const,
    crumbs: crumbs(here),
    heading: demand === null ? 'Propose a demand' : `Other words for “${demand.title}”`,
    lede:
      demand === null
        ? 'Say what should change. Officers take it up, ask the members, or say why not.'
        : 'Change the words as you would have them. Officers and members see both.',
    noun: 'proposal',
    action: here.to('/programme/proposals/new', demand === null ? {} : { demand: demand.id }),
    back: here.to(demand === null ? '/programme' : `/programme/demands/${demand.id}`),
    button: 'Propose it',
    number: null,
    fields: proposeFields(demand === null),
  })

  app.get(`${at}/new`, propose, async (request, reply) => {
    const here = hereOf(request, deps)
    const demand = await amendedIn(here)
    const typed = demand === null ? {} : { words: demand.words }
    return sendPlain(reply, here, formPage({ ...proposing(here, demand), typed }))
  })
  app.post(`${at}/new`, proposeForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const demand = await amendedIn(here)
    const form = proposing(here, demand)
    const typed = typedIn(request, askedFields(form.fields))
    const reading = new Reading(typed)
    const fields = proposeRead(reading, demand === null)
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...form, typed, problems: reading.problems }))
    }
    const sites = await here.branch.rounds.sites(here.organisation)
    const known = [...sites.map(({ name }) => name), here.organisation.name]
    const asked = askFirst(typed, proposedWords, here.today, known)
    if (asked) {
      const line = await here.branch.concerns.safeguardingLine(here.organisation)
      return sendAgain(reply, here, {
        page: { title: 'Is a child in these words?', section: 'programme', crumbs: crumbs(here) },
        body: AskFirst({ asked, typed, fields: proposedWords, action: form.action, line }),
      })
    }
    const done = await here.branch.programme.propose(here.organisation, {
      ...fields,
      demand: demand?.id ?? null,
    })
    if (!done.ok) {
      return sendAgain(reply, here, formPage({ ...form, typed, problem: done.problem }))
    }
    return reply.redirect(here.to(`/programme/proposals/${done.value.id}`), 303)
  })

  const show = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    tried: Tried | null,
    refusal: Refusal | null,
  ): Promise<FastifyReply> => {
    const proposal = found(await here.branch.programme.proposal(here.organisation, id))
    const { demands } = await here.branch.programme.programme(here.organisation)
    const plain = proposalWithForms(here, { proposal, demands, tried, refusal })
    return tried === null && refusal === null
      ? sendPlain(reply, here, plain)
      : sendAgain(reply, here, plain)
  }

  app.get(`${at}/:id`, propose, (request, reply) =>
    show(reply, hereOf(request, deps), idOf(request), null, null),
  )

  app.post(`${at}/:id/withdraw`, proposeForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const done = await here.branch.programme.withdraw(here.organisation, id)
    if (!done.ok) return show(reply, here, id, null, done.problem)
    return reply.redirect(here.to(`/programme/proposals/${id}`), 303)
  })

  app.post(`${at}/:id/answer`, proposeForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const { answer } = formOf(request, answerForm)
    if (answer === undefined) {
      const sentence = 'Choose agree, disagree or pass.'
      return show(reply, here, id, null, { code: 'no-answer', sentence, field: 'answer' })
    }
    const done = await here.branch.programme.answer(here.organisation, id, answer)
    if (!done.ok) return show(reply, here, id, null, done.problem)
    return reply.redirect(`${here.to(`/programme/proposals/${id}`)}#asked`, 303)
  })

  app.post(`${at}/:id/put`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const typed = typedIn(request, putFields)
    const reading = new Reading(typed)
    const fields = putRead(reading)
    const tried: Tried = { form: 'put', typed, problems: reading.problems }
    if (reading.problems.length > 0) return show(reply, here, id, tried, null)
    const done = await here.branch.programme.put(here.organisation, id, fields)
    if (!done.ok) return show(reply, here, id, tried, done.problem)
    return reply.redirect(`${here.to(`/programme/proposals/${id}`)}#asked`, 303)
  })

  app.post(`${at}/:id/decide`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const proposal = found(await here.branch.programme.proposal(here.organisation, id))
    const { demands } = await here.branch.programme.programme(here.organisation)
    const typed = typedIn(request, decideFields(proposal, demands))
    const reading = new Reading(typed)
    const fields = decideRead(reading, proposal, demands)
    const tried: Tried = { form: 'decide', typed, problems: reading.problems }
    if (reading.problems.length > 0) return show(reply, here, id, tried, null)
    const done = await here.branch.programme.decide(here.organisation, id, {
      ...fields,
      basedOn: basedOn(typed) || null,
    })
    if (done.ok) return reply.redirect(here.to(`/programme/proposals/${id}`), 303)
    return show(reply, here, id, tried, done.problem)
  })
}
