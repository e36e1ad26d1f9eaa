import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail, type Problem, type Result } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { accountRoles } from '../../core/rights/index.ts'
import { groupsFrom } from '../../council/index.ts'
import { doorsOf } from '../address.ts'
import { found } from '../missing.ts'
import { addressIn, pageOf } from '../query.ts'
import { accountPage, accountsPage, codeGivenPage, directoryPage } from './accounts.tsx'
import { figureRoute, sendPage, type Figures, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { dayIn } from './handovers/words.ts'
import { hereOf, type Here } from './here.ts'
import { restrictedPage, restrictionPage } from './restricted.tsx'
import { ownSignInPages } from './sign-ins/index.ts'
import { looksPage, recordPage, rightsPage, totalsPage } from './watched.tsx'

const text = z.string().max(1_000)
const role = z.enum(accountRoles)
const addForm = z.strictObject({
  email: text,
  name: text,
  role: role.optional(),
  team: text.default(''),
})
const roleForm = z.strictObject({
  role: role.optional(),
  team: text.default(''),
  'until-day': text.default(''),
  'until-month': text.default(''),
  'until-year': text.default(''),
})
const directoryForm = z.strictObject({
  issuer: text,
  clientId: text,
  secret: text,
  groupsClaim: text,
  groups: z.string().max(20_000),
  do: z.enum(['save', 'end']),
})
const namesForm = z.strictObject({
  names: z.union([text, z.array(text).max(500)]).optional(),
  do: z.enum(['restrict', 'lift']),
})

const NO_ROLE: Problem = { code: 'role-missing', sentence: 'Choose a role.' }

/** Pages about the house itself: one's start, rights, the record, sign-ins, restrictions. */
export function housePages(app: FastifyInstance, deps: PagesDeps): void {
  const { watch } = deps
  const show = (reply: FastifyReply, here: Here, { page, body }: Figures): FastifyReply =>
    sendPage(reply, here, page, body)
  const idOf = (request: FastifyRequest, key = 'id'): string =>
    found(addressIn((request.params as Record<string, unknown>)[key]))

  figureRoute(app, deps, '/:organisation/rights', 'rights.view', async (here) => rightsPage(here))
  figureRoute(app, deps, '/:organisation/totals', 'totals.view', async (here) =>
    totalsPage(
      here,
      await here.council.totals(here.organisation),
      await here.council.register.counts(here.organisation),
      await here.council.handovers.counts(here.organisation),
    ),
  )
  figureRoute(app, deps, '/:organisation/record', 'audit.view', async (here) => {
    const page = pageOf(here.query)
    const openings = await watch.openings(here.organisation)
    return recordPage(here, { ...(await watch.record(here.organisation, page)), openings }, page)
  })
  app.post(
    '/:organisation/record/openings/:id',
    { config: { action: 'audit.view', takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      formOf(request, z.strictObject({}))
      await watch.seen(here.person, here.organisation, idOf(request))
      return reply.redirect(here.to.record(), 303)
    },
  )
  app.get(
    '/:organisation/workers/:address/looks',
    { config: { action: 'worker.looks' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const address = idOf(request, 'address')
      const may = await watch.may(here.person, 'worker.looks', here.asked, 'worker', address)
      found(may?.allowed ? may : null)
      const looks = await watch.looks(here.organisation, address)
      return show(reply, here, looksPage(here, address, looks))
    },
  )

  app.get(
    '/:organisation/cases/:address/restriction',
    { config: { action: 'case.restrict' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const address = idOf(request, 'address')
      const view = found(await watch.restriction(here.asked, address))
      return show(reply, here, restrictionPage(here, address, view))
    },
  )
  app.post(
    '/:organisation/cases/:address/restriction',
    { config: { action: 'case.restrict', takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const address = idOf(request, 'address')
      const form = formOf(request, namesForm)
      const names = form.do === 'lift' ? null : [form.names ?? []].flat()
      const done = await watch.restrict(here.person, here.asked, address, names)
      found(done.ok ? done : null)
      return reply.redirect(here.to.restriction(address), 303)
    },
  )
  app.post(
    '/:organisation/cases/:address/open',
    { config: { action: 'case.open-restricted', takes: 'form' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const address = idOf(request, 'address')
      const { reason } = formOf(request, z.strictObject({ reason: text }))
      const may = await watch.may(here.person, 'case.open-restricted', here.asked, 'case', address)
      found(may?.allowed ? may : null)
      const done = await watch.open(here.person, here.asked, address, reason)
      if (done.ok) return reply.redirect(here.to.case(address), 303)
      found(done.problem.code === 'not-found' ? null : done)
      reply.code(422)
      return show(reply, here, restrictedPage(here, address, done.problem))
    },
  )

  ownSignInPages(app, deps)
  accountPages(app, deps, show, idOf)
}

function accountPages(
  app: FastifyInstance,
  deps: PagesDeps,
  show: (reply: FastifyReply, here: Here, page: Figures) => FastifyReply,
  idOf: (request: FastifyRequest) => string,
): void {
  const { signIn } = deps
  const manage = { config: { action: 'account.manage' } } as const
  const manageForm = { config: { action: 'account.manage', takes: 'form' } } as const
  const by = (here: Here): string => here.person.account
  const teamFrom = (team: string): TeamId | null => (team === '' ? null : (team as TeamId))
  const all = async (here: Here) => ({
    accounts: await signIn.accounts(here.organisation),
    choices: await signIn.choices(here.organisation),
  })
  const setUpAddress = (here: Here): string =>
    new URL(doorsOf(here.organisation).setUp(), deps.origin).href

  app.get('/:organisation/accounts', manage, async (request, reply) => {
    const here = await hereOf(request, deps)
    const empty = { problem: null, email: '', name: '', role: '', team: '' }
    return show(reply, here, accountsPage(here, await all(here), empty))
  })
  app.post('/:organisation/accounts', manageForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    // The demonstration's people are invented; nobody of one's own is mixed with them.
    found(here.organisation.demonstration ? null : here)
    const form = formOf(request, addForm)
    const given = { ...form, role: form.role ?? '' }
    const added: Result<{ id: string; code: string }> =
      form.role === undefined
        ? fail(NO_ROLE)
        : await signIn.add(
            here.organisation,
            { ...form, role: form.role, team: teamFrom(form.team) },
            by(here),
          )
    if (!added.ok) {
      reply.code(422)
      return show(
        reply,
        here,
        accountsPage(here, await all(here), { problem: added.problem, ...given }),
      )
    }
    return show(
      reply,
      here,
      codeGivenPage(here, { name: form.name, address: setUpAddress(here), ...added.value }),
    )
  })

  app.get('/:organisation/accounts/directory', manage, async (request, reply) => {
    const here = await hereOf(request, deps)
    found(here.organisation.demonstration ? null : here)
    return show(reply, here, await directoryOf(here, null, null))
  })
  app.post('/:organisation/accounts/directory', manageForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    found(here.organisation.demonstration ? null : here)
    const { secret, do: what, groups, ...settings } = formOf(request, directoryForm)
    const done = await signIn.directory.save(
      here.organisation,
      what === 'end' ? null : { settings: { ...settings, groups: groupsFrom(groups) }, secret },
      by(here),
    )
    if (done.ok) return reply.redirect(here.to.directory(), 303)
    reply.code(422)
    return show(reply, here, await directoryOf(here, done.problem, groups))
  })
  const directoryOf = async (
    here: Here,
    problem: Problem | null,
    groups: string | null,
  ): Promise<Figures> =>
    directoryPage(
      here,
      {
        settings: await signIn.directory.settings(here.organisation),
        callback: new URL(doorsOf(here.organisation).directoryBack(), deps.origin).href,
      },
      { problem, groups },
    )

  const one = async (here: Here, id: string, problem: Problem | null): Promise<Figures> =>
    accountPage(
      here,
      found(await signIn.account(here.organisation, id)),
      await signIn.choices(here.organisation),
      problem,
    )
  app.get('/:organisation/accounts/:id', manage, async (request, reply) => {
    const here = await hereOf(request, deps)
    return show(reply, here, await one(here, idOf(request), null))
  })

  /** A step that ends on the person's page, with its trouble where there is one. */
  const step = (
    path: string,
    work: (here: Here, id: string, request: FastifyRequest) => Promise<Result<null>>,
  ): void => {
    app.post(`/:organisation/accounts/:id/${path}`, manageForm, async (request, reply) => {
      const here = await hereOf(request, deps)
      found(here.organisation.demonstration ? null : here)
      const id = idOf(request)
      const done = await work(here, id, request)
      if (done.ok) return reply.redirect(here.to.account(id), 303)
      reply.code(422)
      return show(reply, here, await one(here, id, done.problem))
    })
  }
  step('roles', async (here, id, request) => {
    const { role: given, team, ...last } = formOf(request, roleForm)
    if (given === undefined) return fail(NO_ROLE)
    const until = dayIn(last, 'until')
    if (until === null) {
      return fail({
        code: 'day-not-a-day',
        sentence: 'Enter the last day as a day of the calendar, like 31 3 2027.',
      })
    }
    return signIn.grant(
      here.organisation,
      id,
      {
        role: given,
        team: teamFrom(team),
        from: null,
        until: until === 'none' ? null : until,
      },
      by(here),
    )
  })
  step('end-role', async (here, id, request) => {
    const { grant } = formOf(request, z.strictObject({ grant: text }))
    return signIn.endGrant(here.organisation, id, grant, by(here))
  })
  step('worker', async (here, id, request) => {
    const { worker } = formOf(request, z.strictObject({ worker: text }))
    return signIn.link(here.organisation, id, worker === '' ? null : (worker as WorkerId), by(here))
  })
  step('disable', async (here, id, request) => {
    formOf(request, z.strictObject({}))
    return signIn.disable(here.organisation, id, by(here))
  })
  app.post('/:organisation/accounts/:id/reset', manageForm, async (request, reply) => {
    const here = await hereOf(request, deps)
    found(here.organisation.demonstration ? null : here)
    formOf(request, z.strictObject({}))
    const id = idOf(request)
    const account = found(await signIn.account(here.organisation, id))
    const done = await signIn.reset(here.organisation, id, by(here))
    const { code } = found(done.ok ? done.value : null)
    return show(
      reply,
      here,
      codeGivenPage(here, { name: account.name, id, code, address: setUpAddress(here) }),
    )
  })
}
