import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem } from '../../../kit/index.ts'
import type { Begun } from '../../../branch/sign-in/index.ts'
import { passkeysWorkAt } from '../../../sign-in/index.ts'
import { cookieIn, reachedAt, setCookie } from '../../cookie.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { visitorOf } from '../../visitor.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { branchCookie } from '../guard.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  linkPage,
  oneTimeCodePage,
  passkeyPage,
  sentPage,
  signInPage,
  walkPage,
  type Ways,
} from './coming-in.tsx'
import { landing } from './landing.ts'
import type { Trouble } from '../../sign-in-parts/index.ts'
import { employerNetwork } from './warning.tsx'

const text = z.string().max(1_000)
const to = z.string().max(500).optional()
const linkForm = z.strictObject({ email: text, to })
const tokenForm = z.strictObject({ token: text })
const codeForm = z.strictObject({ code: text, to })
const passkeyForm = z.strictObject({ answer: z.string().max(50_000), to })
const walkForm = z.strictObject({ member: text, to })

/** A refusal's status: too many attempts, or a form to be put right. */
export const refusal = (problem: Problem): 429 | 422 =>
  problem.code === 'too-many-tries' ? 429 : 422

export const keepToken = (
  reply: FastifyReply,
  deps: BranchServerDeps,
  here: Here,
  token: string | null,
): void => setCookie(reply, deps, branchCookie(deps.origin, here.organisation), token)

export const tokenIn = (request: FastifyRequest, deps: BranchServerDeps, here: Here): string =>
  cookieIn(request, branchCookie(deps.origin, here.organisation)) ?? ''

/** Keeps the token of a first step, and goes on to what is asked next. */
export function goOn(
  reply: FastifyReply,
  deps: BranchServerDeps,
  here: Here,
  begun: Begun,
  asked: string | undefined,
): FastifyReply {
  keepToken(reply, deps, here, begun.token)
  const next = {
    in: landing(here, asked),
    code: here.to('/sign-in/code', { to: asked }),
    authenticator: here.to('/sign-in/authenticator'),
  }[begun.next]
  return reply.redirect(next, 303)
}

/** Coming in: by a link to one's own mail, a code on paper, a passkey, as one of the demonstration's people. */
export function comingIn(app: FastifyInstance, deps: BranchServerDeps): void {
  const { signIn } = deps
  const open = { config: { action: 'open' } } as const
  const openForm = { config: { action: 'open', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const waysOf = async (request: FastifyRequest, here: Here): Promise<Ways> => ({
    mails: signIn.mails,
    passkeys: passkeysWorkAt(reachedAt(request, deps)),
    network: await employerNetwork(request, deps, here),
  })
  /** The demonstration's people have nothing to sign in with. */
  const ownHere = (request: FastifyRequest): Here => {
    const here = hereOf(request, deps)
    return found(here.organisation.demonstration ? null : here)
  }

  app.get('/:organisation/sign-in', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const asked = one(here.query, 'to')
    if (here.organisation.demonstration) {
      const samples = await signIn.samples(here.organisation)
      return show(reply, here, walkPage(here, { samples, to: asked }))
    }
    if (!(await signIn.anybody(here.organisation))) return reply.redirect(here.to('/set-up'), 303)
    const ways = await waysOf(request, here)
    return show(reply, here, signInPage(here, { trouble: null, email: '', to: asked, ways }))
  })

  app.post('/:organisation/sign-in', openForm, async (request, reply) => {
    const here = ownHere(request)
    const form = formOf(request, linkForm)
    found(signIn.mails || null)
    const asked = await signIn.askForLink(
      here.organisation,
      { email: form.email, origin: reachedAt(request, deps) },
      visitorOf(request),
    )
    if (asked.ok) return reply.redirect(here.to('/sign-in/sent'), 303)
    reply.code(refusal(asked.problem))
    const ways = await waysOf(request, here)
    const trouble: Trouble = { problem: asked.problem, field: 'email' }
    return show(reply, here, signInPage(here, { trouble, email: form.email, to: form.to, ways }))
  })

  app.get('/:organisation/sign-in/sent', open, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, sentPage(here))
  })

  const showLink = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const here = ownHere(request)
    const good = await signIn.linkIsGood(here.organisation, token)
    const network = await employerNetwork(request, deps, here)
    if (problem || !good) reply.code(problem ? refusal(problem) : 410)
    return show(reply, here, linkPage(here, { token, good, problem, network }))
  }
  app.get('/:organisation/sign-in/link/:token', open, async (request, reply) =>
    showLink(request, reply, (request.params as { token: string }).token, null),
  )
  app.post('/:organisation/sign-in/link', openForm, async (request, reply) => {
    const here = ownHere(request)
    const { token } = formOf(request, tokenForm)
    const taken = await signIn.takeLink(here.organisation, token, visitorOf(request))
    if (taken.ok) return goOn(reply, deps, here, taken.value, undefined)
    return showLink(request, reply, token, taken.problem)
  })

  app.get('/:organisation/sign-in/one-time-code', open, async (request, reply) => {
    const here = ownHere(request)
    const asked = one(here.query, 'to')
    const ways = await waysOf(request, here)
    return show(reply, here, oneTimeCodePage(here, { trouble: null, to: asked, ways }))
  })
  app.post('/:organisation/sign-in/one-time-code', openForm, async (request, reply) => {
    const here = ownHere(request)
    const form = formOf(request, codeForm)
    const taken = await signIn.takeCode(here.organisation, form.code, visitorOf(request))
    if (taken.ok) return goOn(reply, deps, here, taken.value, form.to)
    reply.code(refusal(taken.problem))
    const ways = await waysOf(request, here)
    const trouble: Trouble = { problem: taken.problem, field: 'code' }
    return show(reply, here, oneTimeCodePage(here, { trouble, to: form.to, ways }))
  })

  const showPasskey = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { to: string | undefined; problem: Problem | null },
  ): Promise<FastifyReply> => {
    const here = ownHere(request)
    const question = await signIn.passkeys.ask(here.organisation, reachedAt(request, deps))
    return show(reply, here, passkeyPage(here, { question: found(question), ...given }))
  }
  app.get('/:organisation/sign-in/passkey', open, async (request, reply) =>
    showPasskey(request, reply, { to: one(hereOf(request, deps).query, 'to'), problem: null }),
  )
  app.post('/:organisation/sign-in/passkey', openForm, async (request, reply) => {
    const here = ownHere(request)
    const form = formOf(request, passkeyForm)
    const done = await signIn.passkeys.signIn(
      here.organisation,
      { answer: form.answer, origin: reachedAt(request, deps) },
      visitorOf(request),
    )
    if (done.ok) return goOn(reply, deps, here, done.value, form.to)
    reply.code(refusal(done.problem))
    return showPasskey(request, reply, { to: form.to, problem: done.problem })
  })

  app.post('/:organisation/walk', openForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const form = formOf(request, walkForm)
    const walked = await signIn.walkAs(here.organisation, form.member, visitorOf(request))
    const { token } = found(walked.ok ? walked.value : null)
    keepToken(reply, deps, here, token)
    return reply.redirect(landing(here, form.to), 303)
  })

  app.post('/:organisation/sign-out', openForm, async (request, reply) => {
    const here = hereOf(request, deps)
    formOf(request, z.strictObject({}))
    await signIn.signOut(here.organisation, tokenIn(request, deps, here))
    keepToken(reply, deps, here, null)
    return reply.redirect(here.to(here.guest ? '' : '/sign-in'), 303)
  })
}
