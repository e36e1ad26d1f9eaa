import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reachedAt } from '../../cookie.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { codeGivenPage, giveCodePage, settingsPage, type TriedSetting } from './house-pages.tsx'

const text = z.string().max(300)

/** Codes on paper, by whoever keeps the roll; where the employer reads along, by officers. */
export function housePages(app: FastifyInstance, deps: BranchServerDeps): void {
  const { signIn } = deps
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)

  const keepers = { config: { action: 'roll.edit' } } as const
  app.get('/:organisation/sign-in-codes', keepers, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, giveCodePage(here, { problem: null, email: '' }))
  })
  app.post(
    '/:organisation/sign-in-codes',
    { config: { action: 'roll.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { email } = formOf(request, z.strictObject({ email: text }))
      const by = found(here.person).member
      const given = await signIn.giveCodeByEmail(here.organisation, email, by)
      if (!given.ok) {
        return show(reply.code(422), here, giveCodePage(here, { problem: given.problem, email }))
      }
      const address = `${reachedAt(request, deps)}${here.to('/sign-in/one-time-code')}`
      return show(reply, here, codeGivenPage(here, { ...given.value, address }))
    },
  )

  const officers = { config: { action: 'branch.edit' } } as const
  const officersForm = { config: { action: 'branch.edit', takes: 'form' } } as const
  const settings = async (
    request: FastifyRequest,
    reply: FastifyReply,
    tried: TriedSetting | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    if (tried) reply.code(422)
    const [named, domains] = [
      await here.branch.naming.view(here.organisation),
      await signIn.employer.domains(here.organisation),
    ]
    return show(reply, here, settingsPage(here, { named, domains, tried }))
  }
  app.get('/:organisation/settings', officers, async (request, reply) =>
    settings(request, reply, null),
  )
  app.post('/:organisation/settings/name', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const form = formOf(
      request,
      z.strictObject({ name: text, version: z.coerce.number().int().min(1) }),
    )
    const renamed = await here.branch.naming.rename(here.organisation, form)
    if (!renamed.ok) {
      return settings(request, reply, { field: 'name', typed: form.name, problem: renamed.problem })
    }
    return reply.redirect(`${here.to('/settings')}#called`, 303)
  })
  app.post('/:organisation/settings/employer', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { domain } = formOf(request, z.strictObject({ domain: text }))
    const by = found(here.person).member
    const added = await signIn.employer.add(here.organisation, domain, by)
    if (!added.ok) {
      return settings(request, reply, { field: 'domain', typed: domain, problem: added.problem })
    }
    return reply.redirect(`${here.to('/settings')}#employer`, 303)
  })
  app.post('/:organisation/settings/employer/remove', officersForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { domain } = formOf(request, z.strictObject({ domain: text }))
    await signIn.employer.remove(here.organisation, domain, found(here.person).member)
    return reply.redirect(`${here.to('/settings')}#employer`, 303)
  })
}
