import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem } from '../../kit/index.ts'
import type { OrganisationView } from '../../council/index.ts'
import { doorsOf } from '../address.ts'
import { cookieIn, cookieName, organisationOf, reachedAt, setCookie, visitorOf } from '../guard.ts'
import { found } from '../missing.ts'
import { passkeysWorkAt } from '../../sign-in/index.ts'
import { one, type QueryOf } from '../query.ts'
import type { PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import {
  authenticatorPage,
  codePage,
  recoveryCodesPage,
  setUpPage,
  signInPage,
  walkPage,
} from './porch.tsx'
import { passkeySignInPage } from './sign-ins/index.ts'
import type { Trouble } from '../sign-in-parts/index.ts'

const text = z.string().max(1_000)
const to = z.string().max(500).optional()
const signInForm = z.strictObject({ email: text, password: text, to })
const codeForm = z.strictObject({ code: text, to })
const passkeyForm = z.strictObject({ answer: z.string().max(50_000), to })
const walkForm = z.strictObject({ account: text, to })
const setUpForm = z.strictObject({
  code: text,
  name: text.default(''),
  email: text.default(''),
  password: text,
  again: text,
})
const onlyCode = z.strictObject({ code: text })

/** Which field a problem is about; the first one where it is about the whole. */
const FIELDS: Record<string, string> = {
  'name-missing': 'name',
  'email-not-one': 'email',
  'already-there': 'email',
  'password-weak': 'password',
  'passwords-differ': 'again',
}

const troubleOf = (problem: Problem, first: string): Trouble => ({
  problem,
  field: FIELDS[problem.code] ?? first,
})

/** Where to go after signing in: a page of this organisation, or what waits for the person. */
export function landing(organisation: OrganisationView, asked: string | undefined): string {
  const root = doorsOf(organisation).home()
  const isOurs = asked !== undefined && asked.startsWith(`${root}/`)
  return isOurs && /^[\w\-./?=&%:~+]*$/.test(asked) && !asked.includes('//')
    ? asked
    : `${root}/home`
}

/** Coming in: sign-in in two steps, setting it up, the demonstration's people, the directory. */
export function signInPages(app: FastifyInstance, deps: PagesDeps): void {
  const { signIn } = deps
  const open = { config: { action: 'open' } } as const
  const openForm = { config: { action: 'open', takes: 'form' } } as const
  const send = (reply: FastifyReply, html: string): FastifyReply =>
    reply.type('text/html; charset=utf-8').send(html)
  const porchOf = async (request: FastifyRequest) => ({
    site: deps,
    organisation: await organisationOf(request, deps),
  })
  const tokenIn = (request: FastifyRequest, of: OrganisationView): string =>
    cookieIn(request, cookieName(deps.origin, of)) ?? ''
  const keep = (reply: FastifyReply, of: OrganisationView, token: string | null): void =>
    setCookie(reply, deps, cookieName(deps.origin, of), token)

  const ways = async (request: FastifyRequest, of: OrganisationView) => ({
    byDirectory: (await signIn.directory.settings(of)) !== null,
    byPasskey: passkeysWorkAt(reachedAt(request, deps)),
  })

  app.get('/:organisation/sign-in', open, async (request, reply) => {
    const porch = await porchOf(request)
    const asked = one(request.query as QueryOf, 'to')
    if (porch.organisation.demonstration) {
      const samples = await signIn.samples(porch.organisation)
      return send(reply, walkPage(porch, { samples, to: asked }))
    }
    if (!(await signIn.anybody(porch.organisation))) {
      return reply.redirect(doorsOf(porch.organisation).setUp(), 303)
    }
    return send(
      reply,
      signInPage(porch, {
        trouble: null,
        email: '',
        to: asked,
        ...(await ways(request, porch.organisation)),
      }),
    )
  })

  app.post('/:organisation/sign-in', openForm, async (request, reply) => {
    const porch = await porchOf(request)
    const doors = doorsOf(porch.organisation)
    const form = formOf(request, signInForm)
    const begun = await signIn.begin(porch.organisation, form, visitorOf(request))
    if (begun.ok) {
      keep(reply, porch.organisation, begun.value.token)
      const next = begun.value.next === 'code' ? doors.code(form.to) : doors.authenticator()
      return reply.redirect(next, 303)
    }
    reply.code(begun.problem.code === 'too-many-tries' ? 429 : 422)
    return send(
      reply,
      signInPage(porch, {
        trouble: troubleOf(begun.problem, 'email'),
        email: form.email,
        to: form.to,
        ...(await ways(request, porch.organisation)),
      }),
    )
  })

  app.get('/:organisation/sign-in/code', open, async (request, reply) => {
    const porch = await porchOf(request)
    const half = await signIn.halfway(porch.organisation, tokenIn(request, porch.organisation))
    if (half?.next !== 'code') return reply.redirect(doorsOf(porch.organisation).signIn(), 303)
    const asked = one(request.query as QueryOf, 'to')
    return send(reply, codePage(porch, { trouble: null, name: half.name, to: asked }))
  })

  app.post('/:organisation/sign-in/code', openForm, async (request, reply) => {
    const porch = await porchOf(request)
    const { organisation } = porch
    const form = formOf(request, codeForm)
    const token = tokenIn(request, organisation)
    const done = await signIn.confirm(organisation, token, form.code, visitorOf(request))
    if (done.ok) {
      keep(reply, organisation, done.value.token)
      return reply.redirect(landing(organisation, form.to), 303)
    }
    if (done.problem.code === 'begin-again') {
      return reply.redirect(doorsOf(organisation).signIn(), 303)
    }
    reply.code(done.problem.code === 'too-many-tries' ? 429 : 422)
    const trouble = troubleOf(done.problem, 'code')
    return send(reply, codePage(porch, { trouble, name: '', to: form.to }))
  })

  const passkeyPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { to: string | undefined; problem: Problem | null },
  ): Promise<FastifyReply> => {
    const porch = await porchOf(request)
    found(porch.organisation.demonstration ? null : porch)
    const question = found(await signIn.passkeys.ask(porch.organisation, reachedAt(request, deps)))
    return send(reply, passkeySignInPage(porch, { question, ...given }))
  }
  app.get('/:organisation/sign-in/passkey', open, async (request, reply) =>
    passkeyPage(request, reply, { to: one(request.query as QueryOf, 'to'), problem: null }),
  )
  app.post('/:organisation/sign-in/passkey', openForm, async (request, reply) => {
    const { organisation } = await porchOf(request)
    found(organisation.demonstration ? null : organisation)
    const { answer, to: asked } = formOf(request, passkeyForm)
    const done = await signIn.passkeys.signIn(
      organisation,
      { answer, origin: reachedAt(request, deps) },
      visitorOf(request),
    )
    if (done.ok) {
      keep(reply, organisation, done.value.token)
      return reply.redirect(landing(organisation, asked), 303)
    }
    reply.code(done.problem.code === 'too-many-tries' ? 429 : 422)
    return passkeyPage(request, reply, { to: asked, problem: done.problem })
  })

  app.post('/:organisation/walk', openForm, async (request, reply) => {
    const { organisation } = await porchOf(request)
    const form = formOf(request, walkForm)
    const walked = await signIn.walkAs(organisation, form.account, visitorOf(request))
    const { token } = found(walked.ok ? walked.value : null)
    keep(reply, organisation, token)
    return reply.redirect(landing(organisation, form.to), 303)
  })

  app.post(
    '/:organisation/sign-out',
    { config: { action: 'own.sign-ins', takes: 'form' } },
    async (request, reply) => {
      const { organisation } = await porchOf(request)
      await signIn.signOut(organisation, tokenIn(request, organisation))
      keep(reply, organisation, null)
      return reply.redirect(doorsOf(organisation).signIn(), 303)
    },
  )

  app.get('/:organisation/set-up', open, async (request, reply) => {
    const porch = await porchOf(request)
    if (porch.organisation.demonstration) {
      return reply.redirect(doorsOf(porch.organisation).signIn(), 303)
    }
    const first = !(await signIn.anybody(porch.organisation))
    const code = one(request.query as QueryOf, 'code') ?? ''
    return send(reply, setUpPage(porch, { trouble: null, first, code, name: '', email: '' }))
  })

  app.post('/:organisation/set-up', openForm, async (request, reply) => {
    const porch = await porchOf(request)
    const { organisation } = porch
    found(organisation.demonstration ? null : organisation)
    const form = formOf(request, setUpForm)
    const done = await signIn.setUp(organisation, form, visitorOf(request))
    if (done.ok) {
      keep(reply, organisation, done.value.token)
      return reply.redirect(doorsOf(organisation).authenticator(), 303)
    }
    const first = !(await signIn.anybody(organisation))
    reply.code(done.problem.code === 'too-many-tries' ? 429 : 422)
    const { code, name, email } = form
    const trouble = troubleOf(done.problem, 'code')
    return send(reply, setUpPage(porch, { trouble, first, code, name, email }))
  })

  app.get('/:organisation/set-up/authenticator', open, async (request, reply) => {
    const porch = await porchOf(request)
    const token = tokenIn(request, porch.organisation)
    const secret = await signIn.authenticator(porch.organisation, token)
    if (!secret) return reply.redirect(doorsOf(porch.organisation).signIn(), 303)
    return send(reply, authenticatorPage(porch, { trouble: null, ...secret }))
  })

  app.post('/:organisation/set-up/authenticator', openForm, async (request, reply) => {
    const porch = await porchOf(request)
    const { organisation } = porch
    const { code } = formOf(request, onlyCode)
    const token = tokenIn(request, organisation)
    const secret = await signIn.authenticator(organisation, token)
    const done = await signIn.confirmAuthenticator(organisation, token, code, visitorOf(request))
    if (done.ok) {
      keep(reply, organisation, done.value.token)
      return send(
        reply,
        recoveryCodesPage(porch, {
          codes: done.value.recoveryCodes,
          on: doorsOf(organisation).home(),
          words: 'I have kept them: go to Fairload',
        }),
      )
    }
    if (!secret) return reply.redirect(doorsOf(organisation).signIn(), 303)
    reply.code(done.problem.code === 'too-many-tries' ? 429 : 422)
    return send(
      reply,
      authenticatorPage(porch, { trouble: troubleOf(done.problem, 'code'), ...secret }),
    )
  })

  directoryPages(app, deps, { open, porchOf, keep })
}

function directoryPages(
  app: FastifyInstance,
  deps: PagesDeps,
  {
    open,
    porchOf,
    keep,
  }: {
    open: { config: { action: 'open' } }
    porchOf(request: FastifyRequest): Promise<{ site: PagesDeps; organisation: OrganisationView }>
    keep(reply: FastifyReply, of: OrganisationView, token: string): void
  },
): void {
  const { signIn } = deps
  /** What must come back with the person is sealed in a cookie that lives as long as the way there and back. */
  const begunName = (of: OrganisationView): string => `${cookieName(deps.origin, of)}-begun`
  const refuse = async (
    reply: FastifyReply,
    porch: { site: PagesDeps; organisation: OrganisationView },
    problem: Problem,
  ): Promise<FastifyReply> =>
    reply
      .code(422)
      .type('text/html; charset=utf-8')
      .send(
        signInPage(porch, {
          trouble: { problem, field: 'email' },
          email: '',
          to: undefined,
          byDirectory: true,
          byPasskey: false,
        }),
      )

  app.get('/:organisation/sign-in/directory', open, async (request, reply) => {
    const porch = await porchOf(request)
    const { organisation } = porch
    found(await signIn.directory.settings(organisation))
    const callback = new URL(doorsOf(organisation).directoryBack(), deps.origin).href
    const begun = await signIn.directory.begin(organisation, callback)
    if (!begun.ok) return refuse(reply, porch, begun.problem)
    setCookie(reply, deps, begunName(organisation), begun.value.keep)
    return reply.redirect(begun.value.address, 303)
  })

  app.get('/:organisation/sign-in/directory/back', open, async (request, reply) => {
    const porch = await porchOf(request)
    const { organisation } = porch
    const done = await signIn.directory.finish(
      organisation,
      {
        url: new URL(request.url, deps.origin).href,
        keep: cookieIn(request, begunName(organisation)) ?? '',
      },
      visitorOf(request),
    )
    setCookie(reply, deps, begunName(organisation), null)
    if (!done.ok) return refuse(reply, porch, done.problem)
    keep(reply, organisation, done.value.token)
    return reply.redirect(doorsOf(organisation).home(), 303)
  })
}
