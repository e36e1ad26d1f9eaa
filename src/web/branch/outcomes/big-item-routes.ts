import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { bigItemWords } from '../../../branch/outcomes/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { Reading, typedIn } from '../record-form/reading.ts'
import { basedOn, idOf } from '../record-form/subject.tsx'
import { formPage, sendAgain, sendPlain, type FormView } from '../saving.tsx'
import { VersionsBody } from '../versions.tsx'
import {
  bigItemFields,
  bigItemPage,
  bigItemRead,
  bigItemsPage,
  bigItemTyped,
  crumbs,
} from './big-items.tsx'

const closeForm = z.strictObject({ outcome: z.string().max(50_000).default('') })

/** Big items: open until something came of them. */
export function bigItemPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'outcomes.see' } } as const
  const edit = { config: { action: 'outcomes.edit' } } as const
  const editForm = { config: { action: 'outcomes.edit', takes: 'form' } } as const
  const at = '/:organisation/big-items'

  app.get(at, see, async (request, reply) => {
    const here = hereOf(request, deps)
    const items = await here.branch.outcomes.bigItems(here.organisation)
    return sendPlain(reply, here, bigItemsPage(here, items))
  })

  app.get(`${at}/:id`, see, async (request, reply) => {
    const here = hereOf(request, deps)
    const page = found(await here.branch.outcomes.bigItem(here.organisation, idOf(request)))
    return sendPlain(reply, here, bigItemPage(here, page, null))
  })

  const begin = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { item, form } = await formOfItem(here, id)
    const typed = item === null ? {} : bigItemTyped(item)
    return sendPlain(reply, here, formPage({ ...form, typed, number: item?.number ?? null }))
  }
  const keep = async (request: FastifyRequest, reply: FastifyReply, id: string | null) => {
    const here = hereOf(request, deps)
    const { item, origins, form } = await formOfItem(here, id)
    const typed = typedIn(request, form.fields)
    const reading = new Reading(typed)
    const body = bigItemRead(reading, origins, item)
    const number = basedOn(typed) || null
    const view = { ...form, typed, number }
    if (reading.problems.length > 0) {
      return sendAgain(reply, here, formPage({ ...view, problems: reading.problems }))
    }
    const done = await here.branch.outcomes.saveBigItem(here.organisation, id, body, number)
    if (!done.ok) return sendAgain(reply, here, formPage({ ...view, problem: done.problem }))
    return reply.redirect(here.to(`/big-items/${done.value.id}`), 303)
  }
  app.get(`${at}/new`, edit, (request, reply) => begin(request, reply, null))
  app.post(`${at}/new`, editForm, (request, reply) => keep(request, reply, null))
  app.get(`${at}/:id/edit`, edit, (request, reply) => begin(request, reply, idOf(request)))
  app.post(`${at}/:id/edit`, editForm, (request, reply) => keep(request, reply, idOf(request)))

  app.post(`${at}/:id/close`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const outcome = formOf(request, closeForm).outcome.trim()
    const again = async (sentence: string): Promise<FastifyReply> => {
      const page = found(await here.branch.outcomes.bigItem(here.organisation, id))
      return sendAgain(reply, here, bigItemPage(here, page, { outcome, sentence }))
    }
    if (outcome.length > 4_000) return again('Use 4,000 characters or fewer.')
    const done = await here.branch.outcomes.closeBigItem(here.organisation, id, outcome)
    if (!done.ok) return again(done.problem.sentence)
    return reply.redirect(here.to(`/big-items/${id}`), 303)
  })

  app.post(`${at}/:id/reopen`, editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const done = await here.branch.outcomes.reopenBigItem(here.organisation, id)
    found(done.ok ? true : null)
    return reply.redirect(here.to(`/big-items/${id}`), 303)
  })

  app.get(
    `${at}/:id/versions`,
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const { item } = found(await here.branch.outcomes.bigItem(here.organisation, id))
      const versions = await here.branch.outcomes.bigItemVersions(here.organisation, id)
      return sendPlain(reply, here, {
        page: {
          title: 'Versions',
          section: 'big-items',
          crumbs: [...crumbs(here), { content: item.title, href: here.to(`/big-items/${id}`) }],
        },
        body: VersionsBody({
          what: item.title,
          noun: 'big item',
          versions: versions.map((version) => ({
            number: version.number,
            lines: bigItemWords(version.body),
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

async function formOfItem(here: Here, id: string | null) {
  const page = id === null ? null : found(await here.branch.outcomes.bigItem(here.organisation, id))
  const origins = await here.branch.outcomes.origins(here.organisation)
  const item = page?.item ?? null
  const form: Omit<FormView, 'typed' | 'number'> = {
    section: 'big-items',
    crumbs: crumbs(here),
    heading: item === null ? 'Write a big item down' : `Change “${item.title}”`,
    lede: 'Say what it is, who has it and what comes next.',
    noun: 'big item',
    action: here.to(item === null ? '/big-items/new' : `/big-items/${item.id}/edit`),
    back: here.to(item === null ? '/big-items' : `/big-items/${item.id}`),
    button: 'Save',
    fields: bigItemFields(origins, item !== null && item.closedOn !== null),
    versions: item === null ? undefined : here.to(`/big-items/${item.id}/versions`),
  }
  return { item, origins, form }
}
