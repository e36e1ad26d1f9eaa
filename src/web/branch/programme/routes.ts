import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { demandWords } from '../../../branch/programme/index.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { basedOn, idOf } from '../record-form/subject.tsx'
import { Reading, typedIn } from '../record-form/reading.ts'
import type { FieldOf } from '../record-form/fields.tsx'
import { formPage, sendAgain, sendPlain, type FormView } from '../saving.tsx'
import { VersionsBody } from '../versions.tsx'
import { caseloadPage } from './caseload.tsx'
import { crumbs, demandFields, demandPage, demandRead, demandTyped } from './demand.tsx'
import { moveForm } from './move.ts'
import { plainFields, plainRead, plainTyped } from './plain-form.ts'
import { programmePage } from './programme.tsx'
import { proposalPages } from './proposal-routes.ts'
import { notPublishedPage, publishedLinesPage, publishedPage, publishPage } from './published.tsx'

/** The programme for change: its demands, what is published of it, and what members propose. */
export function programmePages(app: FastifyInstance, deps: BranchServerDeps): void {
  const edit = { config: { action: 'programme.edit' } } as const
  const editForm = { config: { action: 'programme.edit', takes: 'form' } } as const
  const open = { config: { action: 'open' } } as const
  const see = { config: { action: 'programme.see' } } as const
  const programmeOf = (here: Here) => here.branch.programme.programme(here.organisation)

  /** Members read what is being written; anybody else reads what was published. */
  app.get('/:organisation/programme', open, async (request, reply) => {
    const here = hereOf(request, deps)
    if (here.may('programme.see')) {
      return sendPlain(reply, here, programmePage(here, await programmeOf(here)))
    }
    const view = await here.branch.programme.published(here.organisation, null)
    return sendPlain(reply, here, view ? publishedPage(here, view) : notPublishedPage())
  })

  app.get('/:organisation/programme/versions', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const lines = await here.branch.programme.publishedLines(here.organisation)
    return sendPlain(reply, here, publishedLinesPage(here, lines))
  })

  app.get('/:organisation/programme/versions/:number', open, async (request, reply) => {
    const here = hereOf(request, deps)
    const { number } = request.params as { number?: string }
    const asked = /^[1-9]\d{0,5}$/.test(number ?? '') ? Number(number) : null
    const view = await here.branch.programme.published(here.organisation, found(asked))
    return sendPlain(reply, here, publishedPage(here, found(view)))
  })

  app.get('/:organisation/programme/caseload', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await programmeOf(here)
    const desk = await here.branch.desk.overview(here.organisation)
    return sendPlain(reply, here, caseloadPage(here, view, desk))
  })

  const publishing = async (here: Here, problem: string | null) => {
    const view = await programmeOf(here)
    return publishPage(here, {
      next: (view.published?.number ?? 0) + 1,
      unpublished: view.unpublished,
      drafts: view.demands.filter(({ state }) => state === 'draft').length,
      problem,
    })
  }
  app.get('/:organisation/programme/publish', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    return sendPlain(reply, here, await publishing(here, null))
  })
  app.post('/:organisation/programme/publish', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const done = await here.branch.programme.publish(here.organisation)
    if (!done.ok) return sendAgain(reply, here, await publishing(here, done.problem.sentence))
    return reply.redirect(here.to(`/programme/versions/${done.value.number}`), 303)
  })

  app.get('/:organisation/programme/edit', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await programmeOf(here)
    const form = plainForm(here, plainFields(view))
    return sendPlain(
      reply,
      here,
      formPage({ ...form, typed: plainTyped(view), number: view.number }),
    )
  })
  app.post('/:organisation/programme/edit', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = await programmeOf(here)
    const fields = plainFields(view)
    const typed = typedIn(request, fields)
    const reading = new Reading(typed)
    const body = plainRead(reading, view)
    const form = { ...plainForm(here, fields), typed, number: basedOn(typed) || null }
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...form, problems: reading.problems }))
    }
    const done = await here.branch.programme.savePlain(
      here.organisation,
      body,
      basedOn(typed) || null,
    )
    if (!done.ok) return sendAgain(reply, here, formPage({ ...form, problem: done.problem }))
    return reply.redirect(here.to('/programme'), 303)
  })

  demandPages(app, deps)
  proposalPages(app, deps)
}

const plainForm = (here: Here, fields: readonly FieldOf[]): Omit<FormView, 'typed' | 'number'> => ({
  section: 'programme',
  crumbs: crumbs(here),
  heading: 'Title, opening and red lines',
  lede: 'All of the programme that is no demand.',
  noun: 'programme',
  action: here.to('/programme/edit'),
  back: here.to('/programme'),
  button: 'Save',
  fields,
})

/** Pages and forms of single demands. */
function demandPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const edit = { config: { action: 'programme.edit' } } as const
  const editForm = { config: { action: 'programme.edit', takes: 'form' } } as const

  app.get(
    '/:organisation/programme/demands/:id',
    { config: { action: 'programme.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const view = found(await here.branch.programme.demand(here.organisation, idOf(request)))
      return sendPlain(reply, here, demandPage(here, view))
    },
  )

  const begin = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { demand, fields, form } = await formOfDemand(here, id)
    const typed = demand ? demandTyped(demand) : { state: 'draft' }
    return sendPlain(
      reply,
      here,
      formPage({ ...form, fields, typed, number: demand?.number ?? null }),
    )
  }
  const keep = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { demand, concerns, fields, form } = await formOfDemand(here, id)
    const typed = typedIn(request, fields)
    const reading = new Reading(typed)
    const body = demandRead(reading, concerns, demand?.concerns ?? [])
    const number = basedOn(typed) || null
    const view = { ...form, fields, typed, number }
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...view, problems: reading.problems }))
    }
    const done = await here.branch.programme.saveDemand(here.organisation, id, body, number)
    if (!done.ok) return sendAgain(reply, here, formPage({ ...view, problem: done.problem }))
    return reply.redirect(here.to(`/programme/demands/${done.value.id}`), 303)
  }

  app.get('/:organisation/programme/demands/new', edit, (request, reply) =>
    begin(request, reply, null),
  )
  app.post('/:organisation/programme/demands/new', editForm, (request, reply) =>
    keep(request, reply, null),
  )
  app.get('/:organisation/programme/demands/:id/edit', edit, (request, reply) =>
    begin(request, reply, idOf(request)),
  )
  app.post('/:organisation/programme/demands/:id/edit', editForm, (request, reply) =>
    keep(request, reply, idOf(request)),
  )

  app.post('/:organisation/programme/demands/:id/move', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    await here.branch.programme.move(here.organisation, id, moveForm(request))
    return reply.redirect(`${here.to('/programme')}#demand-${id}`, 303)
  })

  app.get(
    '/:organisation/programme/demands/:id/versions',
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const { demand } = found(await here.branch.programme.demand(here.organisation, id))
      const versions = await here.branch.programme.demandVersions(here.organisation, id)
      return sendPlain(reply, here, {
        page: {
          title: 'Versions',
          section: 'programme',
          crumbs: [
            ...crumbs(here),
            { content: demand.title, href: here.to(`/programme/demands/${id}`) },
          ],
        },
        body: VersionsBody({
          what: demand.title,
          noun: 'demand',
          versions: versions.map((version) => ({
            number: version.number,
            lines: demandWords(version.body),
            savedBy: null,
            savedAt: version.at,
            isAside: version.aside,
            basedOn: version.basedOn === 0 ? null : version.basedOn,
          })),
        }),
      })
    },
  )
}

async function formOfDemand(here: Here, id: string | null) {
  const page = id === null ? null : found(await here.branch.programme.demand(here.organisation, id))
  const concerns = (await here.branch.programme.concerns(here.organisation)).map((one) => ({
    value: one.id,
    text: one.title,
  }))
  const demand = page?.demand ?? null
  const form: Omit<FormView, 'fields' | 'typed' | 'number'> = {
    section: 'programme',
    crumbs: crumbs(here),
    heading: demand === null ? 'Write a demand' : `Change “${demand.title}”`,
    lede: 'Say what should change, for whom, and by what one will see it.',
    noun: 'demand',
    action: here.to(
      demand === null ? '/programme/demands/new' : `/programme/demands/${demand.id}/edit`,
    ),
    back: here.to(demand === null ? '/programme' : `/programme/demands/${demand.id}`),
    button: 'Save',
    versions: demand === null ? undefined : here.to(`/programme/demands/${demand.id}/versions`),
  }
  return { demand, concerns, fields: demandFields(concerns), form }
}
