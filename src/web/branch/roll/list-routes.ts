import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ImportPreview } from '../../../branch/roll/index.ts'
import { LARGEST_LIST } from '../../../branch/roll/index.ts'
import { fail, type Problem, type Result } from '../../../kit/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { withUpload } from '../../upload.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import { idOf } from '../record-form/index.ts'
import { copiesPage, copiesToAgreePage, densityPage } from './copy-pages.tsx'
import { decidedPage, importsPage, previewPage } from './import-pages.tsx'
import { show } from './routes.ts'

const CAPS = { fileBytes: LARGEST_LIST, files: 1, totalBytes: LARGEST_LIST }
/** As many leavers as one list can end, and as many questions as it can ask. */
const MOST = 20_000

const versionForm = z.strictObject({ version: z.coerce.number().int().min(1) })
const acceptForm = z.strictObject({
  version: z.coerce.number().int().min(1),
  seen: z.string().max(40),
  leavers: z
    .union([z.uuid(), z.array(z.uuid()).max(MOST)])
    .optional()
    .transform((given) => (given === undefined ? [] : typeof given === 'string' ? [given] : given)),
})
const answerForm = z.record(z.string().regex(/^(?:key|answer)-\d{1,3}$/), z.string().max(500))
const reasonForm = z.strictObject({ reason: z.string().max(4_000).default('') })
const switchForm = z.strictObject({ on: z.enum(['yes', 'no']) })
const agreeForm = z.strictObject({ answer: z.enum(['agree', 'refuse']) })
const nothing = z.strictObject({})

/** Membership lists on their way into the roll, copies out of it, and how many are members. */
export function listRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const imports = (here: Here) => here.branch.roll.imports

  app.get(
    '/:organisation/roll/imports',
    { config: { action: 'roll.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, importsPage(here, await imports(here).list(here.organisation), null))
    },
  )

  app.post(
    '/:organisation/roll/imports',
    { config: { action: 'roll.edit', takes: 'files' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      // The demonstration keeps its invented people: real ones go where they are not mixed with them.
      found(here.organisation.demonstration ? null : here.organisation)
      const brought = await withUpload(
        request,
        deps.temporaryFolder,
        CAPS,
        ({ files }): Promise<Result<string>> => {
          const [file] = files
          return file
            ? imports(here).bring(here.organisation, file)
            : Promise.resolve(fail({ code: 'no-file', sentence: 'Choose a file.' }))
        },
      )
      if (brought.ok) return reply.redirect(here.to(`/roll/imports/${brought.value}`), 303)
      const rows = await imports(here).list(here.organisation)
      return show(reply.code(422), here, importsPage(here, rows, brought.problem.sentence))
    },
  )

  const importPage = async (
    reply: FastifyReply,
    here: Here,
    id: string,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const view = found(await imports(here).preview(here.organisation, id))
    const kept = Number(one(here.query, 'kept') ?? 0)
    const isPreview = (of: typeof view): of is ImportPreview => 'seen' in of
    return show(
      problem ? reply.code(409) : reply,
      here,
      isPreview(view)
        ? previewPage(here, view, problem?.sentence ?? null)
        : decidedPage(here, view, Number.isInteger(kept) ? kept : null),
    )
  }

  app.get(
    '/:organisation/roll/imports/:id',
    { config: { action: 'roll.edit' } },
    (request, reply) => importPage(reply, hereOf(request, deps), idOf(request), null),
  )

  const decides = <T>(
    how: string,
    decide: (request: FastifyRequest, here: Here, id: string) => Promise<Result<T>>,
    after: (value: T) => Record<string, number> = () => ({}),
  ): void => {
    app.post(
      `/:organisation/roll/imports/:id/${how}`,
      { config: { action: 'roll.edit', takes: 'form' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const id = idOf(request)
        const done = await decide(request, here, id)
        if (!done.ok) return importPage(reply, here, id, done.problem)
        return reply.redirect(here.to(`/roll/imports/${id}`, after(done.value)), 303)
      },
    )
  }
  decides('answer', (request, here, id) => {
    const typed = formOf(request, answerForm)
    const given = Object.entries(typed).flatMap(([name, key]) =>
      name.startsWith('key-') ? [{ key, value: typed[name.replace('key', 'answer')] ?? '' }] : [],
    )
    return imports(here).answer(here.organisation, id, given)
  })
  decides('accept', (request, here, id) =>
    imports(here).accept(here.organisation, id, formOf(request, acceptForm)),
  )
  decides('discard', (request, here, id) =>
    imports(here).discard(here.organisation, id, formOf(request, versionForm).version),
  )
  decides(
    'undo',
    (request, here, id) =>
      imports(here).undo(here.organisation, id, formOf(request, versionForm).version),
    (kept) => ({ kept }),
  )

  copyRoutes(app, deps)

  app.get(
    '/:organisation/roll/density',
    { config: { action: 'offices.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, densityPage(here, await here.branch.roll.density(here.organisation)))
    },
  )
}

/** Copies take two: a keeper of the roll who asks, and an officer who is somebody else. */
function copyRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const copiesOf = async (here: Here) => ({
    on: await here.branch.roll.exports.areOn(here.organisation),
    copies: await here.branch.roll.exports.list(here.organisation),
  })

  app.get(
    '/:organisation/roll/copies',
    { config: { action: 'roll.export-ask' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const view = { ...(await copiesOf(here)), problem: null, typed: '' }
      return show(reply, here, copiesPage(here, view))
    },
  )

  app.post(
    '/:organisation/roll/copies',
    { config: { action: 'roll.export-ask', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { reason } = formOf(request, reasonForm)
      const done = await here.branch.roll.exports.ask(here.organisation, reason)
      if (done.ok) return reply.redirect(here.to('/roll/copies'), 303)
      const view = { ...(await copiesOf(here)), problem: done.problem.sentence, typed: reason }
      return show(reply.code(422), here, copiesPage(here, view))
    },
  )

  app.post(
    '/:organisation/roll/copies/:id/take',
    { config: { action: 'roll.export-ask', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      formOf(request, nothing)
      const taken = await here.branch.roll.exports.take(here.organisation, idOf(request))
      if (!taken.ok) {
        const view = { ...(await copiesOf(here)), problem: taken.problem.sentence, typed: '' }
        return show(reply.code(409), here, copiesPage(here, view))
      }
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', 'attachment; filename="copy.xlsx"')
        .send(taken.value)
    },
  )

  const toAgree = async (
    reply: FastifyReply,
    here: Here,
    problem: Problem | null,
  ): Promise<FastifyReply> =>
    show(
      problem ? reply.code(409) : reply,
      here,
      copiesToAgreePage(here, { ...(await copiesOf(here)), problem: problem?.sentence ?? null }),
    )

  app.get(
    '/:organisation/roll/copies/to-agree',
    { config: { action: 'roll.export-agree' } },
    (request, reply) => toAgree(reply, hereOf(request, deps), null),
  )

  app.post(
    '/:organisation/roll/copies/:id/answer',
    { config: { action: 'roll.export-agree', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const agreed = formOf(request, agreeForm).answer === 'agree'
      const done = await here.branch.roll.exports.answer(here.organisation, idOf(request), agreed)
      if (!done.ok) return toAgree(reply, here, done.problem)
      return reply.redirect(here.to('/roll/copies/to-agree'), 303)
    },
  )

  app.post(
    '/:organisation/roll/copies/switch',
    { config: { action: 'branch.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const on = formOf(request, switchForm).on === 'yes'
      const done = await here.branch.roll.exports.turn(here.organisation, on)
      if (!done.ok) return toAgree(reply, here, done.problem)
      return reply.redirect(here.to('/roll/copies/to-agree'), 303)
    },
  )
}
