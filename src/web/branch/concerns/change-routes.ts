import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  isConcernsClash,
  type Concerns,
  type ConcernsClash,
  type ConcernView,
} from '../../../branch/concerns/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import { askedFields } from '../children-details/index.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { textOf, type FieldOf } from '../record-form/fields.tsx'
import { typedIn } from '../record-form/reading.ts'
import { VersionsBody } from '../versions.tsx'
import { askedFirst, basisOf, concernsOf, oneConcern, refuse, show } from './asking.ts'
import {
  changeFields,
  changePage,
  closeFields,
  closePage,
  mergeFields,
  mergePage,
  metPage,
  readChange,
  typedConcern,
} from './change-page.tsx'

const numberForm = z.strictObject({ number: z.coerce.number().int().min(1) })

/** A concern changed, taken on, merged, let go of, and its earlier words. */
export function changePages(app: FastifyInstance, deps: BranchServerDeps): void {
  app.get(
    '/:organisation/concerns/:id/versions',
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const versions = await concernsOf(here).versions(here.organisation, concern.id)
      return show(reply, here, {
        page: {
          title: 'Earlier words',
          section: 'concerns',
          crumbs: [
            { content: 'Concerns', href: here.to('/concerns') },
            { content: concern.title, href: addressOf(here, 'concern', concern.id) },
          ],
        },
        body: VersionsBody({
          what: concern.title,
          noun: 'concern',
          versions: versions.map(({ at, ...version }) => ({
            ...version,
            savedAt: at,
            savedBy: null,
          })),
        }),
      })
    },
  )

  const edit = { config: { takes: 'form', action: 'concerns.edit' } } as const
  app.get(
    '/:organisation/concerns/:id/edit',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const choices = await concernsOf(here).choices(here.organisation)
      const typed = typedConcern(concern)
      return show(
        reply,
        here,
        changePage(here, concern, { choices, typed, problems: [], clash: null }),
      )
    },
  )
  app.post('/:organisation/concerns/:id/edit', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const choices = await concernsOf(here).choices(here.organisation)
    const typed = typedIn(request, askedFields(changeFields(choices)))
    const { to, problems } = readChange(typed, choices)
    const again = (clash: ConcernsClash | null, now = concern): Plain =>
      changePage(here, now, { choices, typed, problems, clash })
    if (problems.length > 0) return refuse(reply, here, again(null))
    const fields = { title: 'The concern' }
    const asked = await askedFirst(here, typed, fields, choices, `/concerns/${concern.id}/edit`)
    if (asked) return refuse(reply, here, asked)
    const done = await concernsOf(here).change(here.organisation, concern.id, basisOf(typed), to)
    if (done.ok) return reply.redirect(addressOf(here, 'concern', concern.id) + '?done=saved', 303)
    if (!isConcernsClash(done.problem)) found(null)
    const now = await oneConcern(request, here)
    return show(
      reply.code(409),
      here,
      again(isConcernsClash(done.problem) ? done.problem : null, now),
    )
  })

  /** A form that does one thing to a concern, and says what was done on its page. */
  const act = (
    step: string,
    done: string,
    work: (here: Here, concern: ConcernView, number: number) => ReturnType<Concerns['unmerge']>,
  ): void => {
    app.post(`/:organisation/concerns/:id/${step}`, edit, async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const { number } = formOf(request, numberForm)
      const outcome = await work(here, concern, number)
      if (!outcome.ok && isConcernsClash(outcome.problem)) {
        return show(reply.code(409), here, metPage(here, concern, outcome.problem))
      }
      found(outcome.ok ? outcome : null)
      return reply.redirect(here.to(`/concerns/${concern.id}`, { done }), 303)
    })
  }
  act('take', 'taken', (here, { id }, number) =>
    concernsOf(here).take(here.organisation, id, number, true),
  )
  act('let-go', 'let-go', (here, { id }, number) =>
    concernsOf(here).take(here.organisation, id, number, false),
  )
  act('unmerge', 'apart', (here, { id }, number) =>
    concernsOf(here).unmerge(here.organisation, id, number),
  )
  act('open', 'open', (here, { id }, number) =>
    concernsOf(here).close(here.organisation, id, number, null),
  )

  const others = async (here: Here, concern: ConcernView) =>
    (await concernsOf(here).choices(here.organisation)).concerns.filter(
      ({ id }) => id !== concern.id,
    )
  app.get(
    '/:organisation/concerns/:id/merge',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const view = { others: await others(here, concern), typed: {}, problems: [] }
      return show(reply, here, mergePage(here, concern, view))
    },
  )
  app.post('/:organisation/concerns/:id/merge', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const all = await others(here, concern)
    const fields: FieldOf[] = mergeFields(all)
    const typed = typedIn(request, fields)
    const into = all.find(({ id }) => id === textOf(typed, 'into'))?.id
    const again = (sentence: string): FastifyReply => {
      const view = { others: all, typed, problems: [{ field: 'into', sentence }] }
      return refuse(reply, here, mergePage(here, concern, view))
    }
    if (into === undefined) return again('Choose the concern that stands for both.')
    const done = await concernsOf(here).merge(here.organisation, concern.id, basisOf(typed), into)
    if (done.ok) return reply.redirect(here.to(`/concerns/${into}`, { done: 'merged' }), 303)
    if (isConcernsClash(done.problem)) {
      return show(reply.code(409), here, metPage(here, concern, done.problem))
    }
    return again(done.problem.sentence)
  })

  app.get(
    '/:organisation/concerns/:id/close',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      return show(reply, here, closePage(here, concern, { typed: {}, problems: [] }))
    },
  )
  app.post('/:organisation/concerns/:id/close', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const typed = typedIn(request, askedFields(closeFields))
    const words = textOf(typed, 'words').trim()
    if (words === '' || words.length > 1_000) {
      const sentence = 'Say why, in 1,000 characters or fewer.'
      const view = { typed, problems: [{ field: 'words', sentence }] }
      return refuse(reply, here, closePage(here, concern, view))
    }
    const choices = await concernsOf(here).choices(here.organisation)
    const fields = { words: 'Why the branch lets go of it' }
    const asked = await askedFirst(here, typed, fields, choices, `/concerns/${concern.id}/close`)
    if (asked) return refuse(reply, here, asked)
    const done = await concernsOf(here).close(here.organisation, concern.id, basisOf(typed), words)
    if (done.ok) return reply.redirect(here.to(`/concerns/${concern.id}`, { done: 'closed' }), 303)
    if (isConcernsClash(done.problem)) {
      return show(reply.code(409), here, metPage(here, concern, done.problem))
    }
    return found(null)
  })
}
