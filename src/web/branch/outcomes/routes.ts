import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { winWords } from '../../../branch/outcomes/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { moveForm } from '../programme/move.ts'
import type { FieldOf } from '../record-form/fields.tsx'
import { Reading, typedIn } from '../record-form/reading.ts'
import { basedOn, idOf } from '../record-form/subject.tsx'
import { formPage, sendAgain, sendPlain, type FormView } from '../saving.tsx'
import { VersionsBody } from '../versions.tsx'
import { bigItemPages } from './big-item-routes.ts'
import {
  crumbs,
  lookFields,
  lookRead,
  winFields,
  winPage,
  winRead,
  winTyped,
  type WinPageView,
} from './win.tsx'
import { winsPage } from './wins.tsx'
import { waysTo } from './ways.tsx'

const showForm = z.strictObject({ to: z.enum(['public', 'members']) })

/** What came of it: wins, with both wordings and whether they held, and big items. */
export function outcomePages(app: FastifyInstance, deps: BranchServerDeps): void {
  const open = { config: { action: 'open' } } as const
  const edit = { config: { action: 'outcomes.edit' } } as const
  const editForm = { config: { action: 'outcomes.edit', takes: 'form' } } as const
  const at = '/:organisation/wins'

  /** Members see every win; anybody else those that the branch shows to all. */
  app.get(at, open, async (request, reply) => {
    const here = hereOf(request, deps)
    const { outcomes } = here.branch
    const view = here.may('outcomes.see')
      ? await outcomes.wins(here.organisation)
      : await outcomes.publicWins(here.organisation)
    return sendPlain(reply, here, winsPage(here, view))
  })

  const show = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    looking: WinPageView['looking'],
  ): Promise<FastifyReply> => {
    const page = found(await here.branch.outcomes.win(here.organisation, id))
    const ways = here.may('concerns.see') ? await waysTo(here, page.cameFrom) : null
    const plain = winPage(here, { ...page, ways, looking })
    return looking === null ? sendPlain(reply, here, plain) : sendAgain(reply, here, plain)
  }
  app.get(`${at}/:id`, open, (request, reply) =>
    show(reply, hereOf(request, deps), idOf(request), null),
  )

  const begin = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { win, form } = await formOfWin(here, id)
    const typed = win === null ? {} : winTyped(win)
    return sendPlain(reply, here, formPage({ ...form, typed, number: win?.number ?? null }))
  }
  const keep = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { win, origins, form } = await formOfWin(here, id)
    const typed = typedIn(request, form.fields)
    const reading = new Reading(typed)
    const body = winRead(reading, origins, win)
    const number = basedOn(typed) || null
    const view = { ...form, typed, number }
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...view, problems: reading.problems }))
    }
    const done = await here.branch.outcomes.saveWin(here.organisation, id, body, number)
    if (!done.ok) return sendAgain(reply, here, formPage({ ...view, problem: done.problem }))
    return reply.redirect(here.to(`/wins/${done.value.id}`), 303)
  }
  app.get(`${at}/new`, edit, (request, reply) => begin(request, reply, null))
  app.post(`${at}/new`, editForm, (request, reply) => keep(request, reply, null))
  app.get(`${at}/:id/edit`, edit, (request, reply) => begin(request, reply, idOf(request)))
  app.post(`${at}/:id/edit`, editForm, (request, reply) => keep(request, reply, idOf(request)))

  app.get(`${at}/opening`, edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const { opening, number } = await here.branch.outcomes.wins(here.organisation)
    return sendPlain(reply, here, formPage({ ...openingForm(here), typed: { opening }, number }))
  })
  app.post(`${at}/opening`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const form = openingForm(here)
    const typed = typedIn(request, form.fields)
    const reading = new Reading(typed)
    const opening = reading.upTo('opening', 2_000)
    const view = { ...form, typed, number: basedOn(typed) || null }
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...view, problems: reading.problems }))
    }
    const done = await here.branch.outcomes.saveOpening(here.organisation, opening, view.number)
    if (!done.ok) return sendAgain(reply, here, formPage({ ...view, problem: done.problem }))
    return reply.redirect(here.to('/wins'), 303)
  })

  app.post(`${at}/:id/move`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    await here.branch.outcomes.moveWin(here.organisation, id, moveForm(request))
    return reply.redirect(`${here.to('/wins')}#win-${id}`, 303)
  })

  app.post(`${at}/:id/show`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const { to } = formOf(request, showForm)
    found((await here.branch.outcomes.showTo(here.organisation, id, to)).ok ? true : null)
    return reply.redirect(here.to(`/wins/${id}`), 303)
  })

  app.post(`${at}/:id/look`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const typed = typedIn(request, lookFields)
    const reading = new Reading(typed)
    const look = lookRead(reading)
    const { problems } = reading
    if (problems.length > 0) return show(reply, here, id, { typed, problems, problem: null })
    const done = await here.branch.outcomes.look(here.organisation, id, look)
    if (!done.ok) {
      return show(reply, here, id, { typed, problems, problem: done.problem.sentence })
    }
    return reply.redirect(`${here.to(`/wins/${id}`)}#held`, 303)
  })

  app.get(
    `${at}/:id/versions`,
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const { win } = found(await here.branch.outcomes.win(here.organisation, id))
      const versions = await here.branch.outcomes.winVersions(here.organisation, id)
      return sendPlain(reply, here, {
        page: {
          title: 'Versions',
          section: 'wins',
          crumbs: [...crumbs(here), { content: win.title, href: here.to(`/wins/${id}`) }],
        },
        body: VersionsBody({
          what: win.title,
          noun: 'win',
          versions: versions.map((version) => ({
            number: version.number,
            lines: winWords(version.body),
            savedBy: null,
            savedAt: version.at,
            isAside: version.aside,
            basedOn: version.basedOn === 0 ? null : version.basedOn,
          })),
        }),
      })
    },
  )

  bigItemPages(app, deps)
}

const openingFields: readonly FieldOf[] = [
  {
    kind: 'words',
    name: 'opening',
    label: 'What stands above the wins',
    hint: 'Anybody reads it.',
  },
]

const openingForm = (here: Here): Omit<FormView, 'typed' | 'number'> => ({
  section: 'wins',
  crumbs: crumbs(here),
  heading: 'The opening words',
  lede: 'They stand above the wins, for members and for anybody.',
  noun: 'opening',
  action: here.to('/wins/opening'),
  back: here.to('/wins'),
  button: 'Save',
  fields: openingFields,
})

async function formOfWin(here: Here, id: string | null) {
  const page = id === null ? null : found(await here.branch.outcomes.win(here.organisation, id))
  const origins = await here.branch.outcomes.origins(here.organisation)
  const win = page?.win ?? null
  const form: Omit<FormView, 'typed' | 'number'> = {
    section: 'wins',
    crumbs: crumbs(here),
    heading: win === null ? 'Note a win' : `Change “${win.title}”`,
    lede: 'Keep the words before and after, and what shows it.',
    noun: 'win',
    action: here.to(win === null ? '/wins/new' : `/wins/${win.id}/edit`),
    back: here.to(win === null ? '/wins' : `/wins/${win.id}`),
    button: 'Save',
    fields: winFields(origins),
    versions: win === null ? undefined : here.to(`/wins/${win.id}/versions`),
  }
  return { win, origins, form }
}
