import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayEver, tokenActions } from '../../../core/rights/index.ts'
import { passkeysWorkAt } from '../../../sign-in/index.ts'
import { reachedAt, visitorOf } from '../../guard.ts'
import { found } from '../../missing.ts'
import { sendPage, type Figures, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'
import { recoveryCodesPage } from '../porch.tsx'
import { signInsPage, type Tried } from './page.tsx'
import { passkeyMakePage } from './passkey.tsx'
import { tokenMadePage } from './token.tsx'

const text = z.string().max(1_000)
const prepareForm = z.strictObject({ name: text, password: text })
const keepForm = z.strictObject({ name: text, answer: z.string().max(50_000) })
const tokenForm = z.strictObject({
  name: text,
  actions: z.union([text, z.array(text).max(100)]).optional(),
  days: z.string().regex(/^\d{1,4}$/),
})

/** One's own sign-ins: where, with which passkeys, and which programs read in one's name. */
export function ownSignInPages(app: FastifyInstance, deps: PagesDeps): void {
  const { signIn } = deps
  const own = { config: { action: 'own.sign-ins' } } as const
  const ownForm = { config: { action: 'own.sign-ins', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Figures): FastifyReply =>
    sendPage(reply, here, page, body)
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    here: Here,
    tried: Tried | null,
  ): Promise<FastifyReply> => {
    const { organisation, signedIn } = here
    if (tried) reply.code(tried.problem.code === 'too-many-tries' ? 429 : 422)
    return show(
      reply,
      here,
      signInsPage(
        here,
        {
          sessions: await signIn.sessions(organisation, signedIn),
          passkeys: await signIn.passkeys.list(organisation, signedIn),
          passkeysWork: passkeysWorkAt(reachedAt(request, deps)),
          ...(await signIn.tokens.list(organisation, signedIn)),
          mayRead: tokenActions.filter((action) => mayEver(here.person, action)),
        },
        tried,
      ),
    )
  }
  /** Nobody of the demonstration's people has anything to sign in with. */
  const ownOnly = (here: Here): Here => found(here.signedIn.sample ? null : here)

  app.get('/:organisation/sign-ins', own, async (request, reply) =>
    page(request, reply, await hereOf(request, deps), null),
  )
  app.post('/:organisation/sign-ins/end', ownForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    const { which } = formOf(request, z.strictObject({ which: text }))
    await signIn.endSessions(here.organisation, here.signedIn, which)
    return reply.redirect(here.to.signIns(), 303)
  })
  app.post('/:organisation/sign-ins/recovery-codes', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    formOf(request, z.strictObject({}))
    const codes = await signIn.newRecoveryCodes(here.organisation, here.signedIn)
    return reply
      .type('text/html; charset=utf-8')
      .send(
        recoveryCodesPage(
          { site: deps, organisation: here.organisation },
          { codes, on: here.to.signIns(), words: 'I have kept them' },
        ),
      )
  })

  app.post('/:organisation/sign-ins/passkeys/prepare', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    const form = formOf(request, prepareForm)
    const { organisation, signedIn } = here
    const asked = await signIn.passkeys.prepare(
      organisation,
      signedIn,
      { ...form, origin: reachedAt(request, deps) },
      visitorOf(request),
    )
    if (asked.ok) return show(reply, here, passkeyMakePage(here, form.name.trim(), asked.value))
    return page(request, reply, here, { of: 'passkey', problem: asked.problem, name: form.name })
  })
  app.post('/:organisation/sign-ins/passkeys', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    const form = formOf(request, keepForm)
    const { organisation, signedIn } = here
    const kept = await signIn.passkeys.add(organisation, signedIn, {
      ...form,
      origin: reachedAt(request, deps),
    })
    if (kept.ok) return reply.redirect(`${here.to.signIns()}#passkeys`, 303)
    return page(request, reply, here, { of: 'passkey', problem: kept.problem, name: form.name })
  })
  app.post('/:organisation/sign-ins/passkeys/remove', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    const { id } = formOf(request, z.strictObject({ id: z.string().max(2_000) }))
    await signIn.passkeys.remove(here.organisation, here.signedIn, id)
    return reply.redirect(`${here.to.signIns()}#passkeys`, 303)
  })

  app.post('/:organisation/sign-ins/tokens', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    const form = formOf(request, tokenForm)
    const given = {
      name: form.name,
      actions: [form.actions ?? []].flat(),
      days: Number(form.days),
    }
    const made = await signIn.tokens.make(here.organisation, here.signedIn, given)
    if (!made.ok)
      return page(request, reply, here, { of: 'token', problem: made.problem, ...given })
    const address = new URL(`/api/v1/${here.organisation.slug}/workload`, deps.origin).href
    return show(
      reply,
      here,
      tokenMadePage(here, { name: form.name.trim(), token: made.value.token, address }),
    )
  })
  app.post('/:organisation/sign-ins/tokens/end', ownForm, async (request, reply) => {
    const here = ownOnly(await hereOf(request, deps))
    const { id } = formOf(request, z.strictObject({ id: text }))
    await signIn.tokens.end(here.organisation, here.signedIn, id)
    return reply.redirect(`${here.to.signIns()}#tokens`, 303)
  })
}
