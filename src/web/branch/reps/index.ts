import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RepView } from '../../../branch/reps/index.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import type { BranchServerDeps } from '../deps.ts'
import { NotYours } from '../within.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  basedOn,
  idOf,
  Reading,
  recordForms,
  typedIn,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { becomePage, finderPage } from './finder.tsx'
import {
  changeFields,
  changeOfficePage,
  giveFields,
  giveOfficePage,
  placeIn,
  readShown,
  rolesToGive,
  typedOffice,
} from './office-forms.tsx'
import { rosterPage } from './roster.tsx'
import { contactSubject } from './subjects.ts'

const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
  sendPage(reply, here, page, body)

const sendCard = (reply: FastifyReply, card: string): FastifyReply =>
  reply
    .type('text/vcard; charset=utf-8')
    .header('content-disposition', 'attachment; filename="contact.vcf"')
    .send(card)

/** The rep finder for anybody, the roster, offices, and how the branch is reached. */
export function repPages(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get('/:organisation/reps', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const typed = one(here.query, 'q') ?? ''
    const view = await here.branch.reps.find(here.organisation, {
      typed,
      site: one(here.query, 'site') ?? null,
      team: one(here.query, 'team') ?? null,
    })
    return show(reply, here, finderPage(here, view, typed))
  })

  app.get('/:organisation/reps/become', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const contact = await here.branch.reps.contact(here.organisation)
    return show(reply, here, becomePage(here, contact?.body ?? null))
  })

  app.get('/:organisation/reps/:id.vcf', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    return sendCard(reply, found(await here.branch.reps.card(here.organisation, idOf(request))))
  })

  app.get('/:organisation/contact.vcf', { config: { action: 'open' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    return sendCard(reply, found(await here.branch.reps.branchCard(here.organisation)))
  })

  app.get(
    '/:organisation/reps/roster',
    { config: { action: 'reps.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, rosterPage(here, await here.branch.reps.roster(here.organisation)))
    },
  )

  officeForms(app, deps)

  app.get(
    '/:organisation/contact',
    { config: { action: 'branch.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const contact = await here.branch.reps.contact(here.organisation)
      return reply.redirect(here.to(contact ? `/contact/${contact.id}/edit` : '/contact/new'), 303)
    },
  )
  recordForms(app, deps, contactSubject)
}

/** Offices are given by officers, changed by them, and in how they show their holder by the holder. */
function officeForms(app: FastifyInstance, deps: BranchServerDeps): void {
  const giving = async (
    reply: FastifyReply,
    here: Here,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<FastifyReply> => {
    const roster = await here.branch.reps.roster(here.organisation)
    const fields = giveFields(roster, await here.branch.sites.list(here.organisation))
    return show(reply, here, giveOfficePage(here, { typed, fields, problems }))
  }

  app.get(
    '/:organisation/offices/new',
    { config: { action: 'offices.edit' } },
    (request, reply) => {
      const here = hereOf(request, deps)
      const member = one(here.query, 'member') ?? ''
      return giving(reply, here, { member, shown: 'members', role: 'rep', title: 'Rep' }, [])
    },
  )

  app.post(
    '/:organisation/offices/new',
    { config: { action: 'offices.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { organisation, branch } = here
      const roster = await branch.reps.roster(organisation)
      const fields = giveFields(roster, await branch.sites.list(organisation))
      const typed = typedIn(request, fields)
      const reading = new Reading(typed)
      const items = (name: string) => {
        const field = fields.find((of) => of.name === name)
        return field?.kind === 'pick' ? field.items : []
      }
      const chosen = reading.idIn('member', items('member'))
      const known = reading.upTo('known', 254)
      const named = chosen === null ? await branch.reps.named(organisation, known) : null
      const member = chosen ?? named?.member ?? null
      if (member === null) {
        reading.wrong(
          'known',
          'Nobody on the roll has this email or membership number. Ask them for one of the two, or whoever keeps the roll.',
        )
      }
      const from = reading.neededDay('from', 'Give the day on which it begins.')
      const until = reading.day('until')
      if (until !== null && until < from) {
        reading.wrong('until', 'The last day is before the first.')
      }
      const given = {
        role: reading.oneOf('role', rolesToGive, 'Choose what they do.'),
        title: reading.needed('title', 100, 'Enter the title.'),
        ...placeIn(reading.idIn('place', items('place'))),
        from,
        until,
        ...readShown(reading),
      }
      if (member !== null && reading.problems.length === 0) {
        const done = await branch.roll.offices.give(organisation, { member, ...given })
        if (done.ok) return reply.redirect(here.to('/reps/roster'), 303)
        const { field = 'known', sentence } = done.problem
        reading.wrong(field, sentence)
      }
      return giving(reply.code(422), here, typed, reading.problems)
    },
  )

  const theirs = async (request: FastifyRequest, here: Here): Promise<RepView> => {
    const id = idOf(request)
    const { now, to, past } = await here.branch.reps.roster(here.organisation)
    const office = found([...now, ...to, ...past].find((of) => of.id === id) ?? null)
    // Whoever holds it changes how it shows them; everything else is an officer's.
    if (!here.may('offices.edit') && office.member !== here.person?.member) {
      throw new NotYours('offices.edit', here.organisation)
    }
    return office
  }

  app.get(
    '/:organisation/offices/:id',
    { config: { action: 'reps.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const office = await theirs(request, here)
      const fields = changeFields(here.may('offices.edit'))
      const form = { typed: typedOffice(office), fields, problems: [], number: office.version }
      return show(reply, here, changeOfficePage(here, office, form))
    },
  )

  app.post(
    '/:organisation/offices/:id',
    { config: { action: 'reps.see', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const office = await theirs(request, here)
      const isOfficer = here.may('offices.edit')
      const fields = changeFields(isOfficer)
      const typed = typedIn(request, fields)
      const reading = new Reading(typed)
      const to = {
        title: isOfficer ? reading.needed('title', 100, 'Enter the title.') : office.title,
        until: isOfficer ? reading.day('until') : office.until,
        ...readShown(reading),
        basedOn: basedOn(typed),
      }
      if (reading.problems.length === 0) {
        const done = await here.branch.roll.offices.change(here.organisation, office.id, to)
        if (done.ok) return reply.redirect(here.to('/reps/roster'), 303)
        const { field = isOfficer ? 'title' : 'mail', sentence } = done.problem
        reading.wrong(field, sentence)
      }
      const form = { typed, fields, problems: reading.problems, number: office.version }
      return show(reply.code(422), here, changeOfficePage(here, office, form))
    },
  )
}
