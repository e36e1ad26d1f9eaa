import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem } from '../../../kit/index.ts'
import type { BranchSignedIn } from '../../../branch/sign-in/index.ts'
import { passkeysWorkAt } from '../../../sign-in/index.ts'
import { reachedAt } from '../../cookie.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { branchWithinOf } from '../within.ts'
import { refusal } from './coming-in-routes.ts'
import { ownPage, passkeyMakePage } from './own.tsx'
import { recoveryCodesPage } from './two-steps.tsx'

const text = z.string().max(1_000)
const prepareForm = z.strictObject({ name: text })
const keepForm = z.strictObject({ name: text, answer: z.string().max(50_000) })

/** One's own sign-ins: where, and with which passkeys. */
export function ownSignIns(app: FastifyInstance, deps: BranchServerDeps): void {
  const { signIn } = deps
  const own = { config: { action: 'self.see' } } as const
  const ownForm = { config: { action: 'self.see', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const whoIn = (request: FastifyRequest): BranchSignedIn => found(branchWithinOf(request).signedIn)
  /** None of the demonstration's people, who have nothing to sign in with. */
  const ownWho = (request: FastifyRequest): BranchSignedIn => {
    const who = whoIn(request)
    return found(who.sample ? null : who)
  }
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    tried: { problem: Problem; name: string } | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const who = whoIn(request)
    const { organisation } = here
    if (tried) reply.code(refusal(tried.problem))
    const view = {
      sessions: await signIn.sessions(organisation, who),
      passkeys: await signIn.passkeys.list(organisation, who),
      passkeysWork: passkeysWorkAt(reachedAt(request, deps)),
      second: await signIn.secondStep(organisation, who),
      sample: who.sample,
    }
    return show(reply, here, ownPage(here, view, tried))
  }

  app.get('/:organisation/sign-ins', own, async (request, reply) => page(request, reply, null))
  app.post('/:organisation/sign-ins/end', ownForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { which } = formOf(request, z.strictObject({ which: text }))
    await signIn.endSessions(here.organisation, whoIn(request), which)
    return reply.redirect(here.to('/sign-ins'), 303)
  })
  app.post('/:organisation/sign-ins/recovery-codes', ownForm, async (request, reply) => {
    const here = hereOf(request, deps)
    formOf(request, z.strictObject({}))
    const codes = await signIn.newRecoveryCodes(here.organisation, ownWho(request))
    const words = 'I have written them down'
    return show(reply, here, recoveryCodesPage({ codes, on: here.to('/sign-ins'), words }))
  })

  app.post('/:organisation/sign-ins/passkeys/prepare', ownForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { name } = formOf(request, prepareForm)
    const origin = reachedAt(request, deps)
    const asked = await signIn.passkeys.prepare(here.organisation, ownWho(request), {
      name,
      origin,
    })
    return asked.ok
      ? show(reply, here, passkeyMakePage(here, name.trim(), asked.value))
      : page(request, reply, { problem: asked.problem, name })
  })
  app.post('/:organisation/sign-ins/passkeys', ownForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const form = formOf(request, keepForm)
    const origin = reachedAt(request, deps)
    const kept = await signIn.passkeys.add(here.organisation, ownWho(request), { ...form, origin })
    return kept.ok
      ? reply.redirect(`${here.to('/sign-ins')}#passkeys`, 303)
      : page(request, reply, { problem: kept.problem, name: form.name })
  })
  app.post('/:organisation/sign-ins/passkeys/remove', ownForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { id } = formOf(request, z.strictObject({ id: z.string().max(2_000) }))
    await signIn.passkeys.remove(here.organisation, ownWho(request), id)
    return reply.redirect(`${here.to('/sign-ins')}#passkeys`, 303)
  })
}
