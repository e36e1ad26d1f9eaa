import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem } from '../../../kit/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { visitorOf } from '../../visitor.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { goOn, keepToken, refusal, tokenIn } from './coming-in-routes.ts'
import { landing } from './landing.ts'
import { authenticatorPage, recoveryCodesPage, secondStepPage, setUpPage } from './two-steps.tsx'

const text = z.string().max(1_000)
const to = z.string().max(500).optional()
const setUpForm = z.strictObject({ code: text, name: text, email: text })
const codeForm = z.strictObject({ code: text, to })
const onlyCode = z.strictObject({ code: text })

const FIELDS: Record<string, string> = {
  'name-missing': 'name',
  'email-not-one': 'email',
  'mail-of-employer': 'email',
  'mail-taken': 'email',
}
const troubleOf = (problem: Problem) => ({ problem, field: FIELDS[problem.code] ?? 'code' })

/** The first person of a branch, and the second step of its officers and the keepers of its roll. */
export function twoSteps(app: FastifyInstance, deps: BranchServerDeps): void {
  const { signIn } = deps
  const open = { config: { action: 'open' } } as const
  const openForm = { config: { action: 'open', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  /** While nobody is there yet, in a branch of one's own. */
  const unbegun = async (request: FastifyRequest): Promise<Here | null> => {
    const here = hereOf(request, deps)
    found(here.organisation.demonstration ? null : here)
    return (await signIn.anybody(here.organisation)) ? null : here
  }

  app.get('/:organisation/set-up', open, async (request, reply) => {
    const here = await unbegun(request)
    if (here === null) return reply.redirect(hereOf(request, deps).to('/sign-in'), 303)
    const code = one(here.query, 'code') ?? ''
    return show(reply, here, setUpPage(here, { trouble: null, code, name: '', email: '' }))
  })
  app.post('/:organisation/set-up', openForm, async (request, reply) => {
    const form = formOf(request, setUpForm)
    const here = await unbegun(request)
    if (here === null) return reply.redirect(hereOf(request, deps).to('/sign-in'), 303)
    const begun = await signIn.begin(here.organisation, form, visitorOf(request))
    if (begun.ok) return goOn(reply, deps, here, begun.value, undefined)
    reply.code(refusal(begun.problem))
    return show(reply, here, setUpPage(here, { trouble: troubleOf(begun.problem), ...form }))
  })

  app.get('/:organisation/sign-in/authenticator', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const secret = await signIn.authenticator(here.organisation, tokenIn(request, deps, here))
    if (!secret) return reply.redirect(here.to('/sign-in'), 303)
    return show(reply, here, authenticatorPage(here, { trouble: null, ...secret }))
  })
  app.post('/:organisation/sign-in/authenticator', openForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { organisation } = here
    const { code } = formOf(request, onlyCode)
    const token = tokenIn(request, deps, here)
    const secret = await signIn.authenticator(organisation, token)
    const done = await signIn.confirmAuthenticator(organisation, token, code, visitorOf(request))
    if (done.ok) {
      keepToken(reply, deps, here, done.value.token)
      return show(
        reply,
        here,
        recoveryCodesPage({
          codes: done.value.recoveryCodes,
          on: here.to('/home'),
          words: 'I have written them down',
        }),
      )
    }
    if (!secret) return reply.redirect(here.to('/sign-in'), 303)
    reply.code(refusal(done.problem))
    const trouble = troubleOf(done.problem)
    return show(reply, here, authenticatorPage(here, { trouble, ...secret }))
  })

  app.get('/:organisation/sign-in/code', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const half = await signIn.halfway(here.organisation, tokenIn(request, deps, here))
    if (half?.next !== 'code') return reply.redirect(here.to('/sign-in'), 303)
    return show(reply, here, secondStepPage(here, { trouble: null, to: one(here.query, 'to') }))
  })
  app.post('/:organisation/sign-in/code', openForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const form = formOf(request, codeForm)
    const token = tokenIn(request, deps, here)
    const done = await signIn.confirm(here.organisation, token, form.code, visitorOf(request))
    if (done.ok) {
      keepToken(reply, deps, here, done.value.token)
      return reply.redirect(landing(here, form.to), 303)
    }
    if (done.problem.code === 'begin-again') return reply.redirect(here.to('/sign-in'), 303)
    reply.code(refusal(done.problem))
    const trouble = troubleOf(done.problem)
    return show(reply, here, secondStepPage(here, { trouble, to: form.to }))
  })
}
