import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { describeAgreement } from '../../../core/agreement/index.ts'
import { fail, isoDate, ok, type IsoDate, type Problem, type Result } from '../../../kit/index.ts'
import type { AgreementView } from '../../../council/index.ts'
import type { Action } from '../../../core/rights/index.ts'
import { Refused } from '../../door.ts'
import { found } from '../../missing.ts'
import { one, oneOf } from '../../query.ts'
import { withUpload } from '../../upload.ts'
import { actingOf } from '../acting.ts'
import { agreementComparePage } from './compare.tsx'
import { agreementEditPage } from './edit.tsx'
import { editParts, withValues } from './fields/index.ts'
import { agreementReplayPage } from './replay.tsx'
import { agreementSignPage } from './sign.tsx'
import { agreementPage, type AgreementForm } from './agreement.tsx'
import { figureRoute, sendPage, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'

const MB = 1_048_576
const AGREEMENT_CAPS = { fileBytes: MB, files: 1, totalBytes: MB }

const words = z.string().max(4_000)
const chooseForm = z.strictObject({ id: z.string().min(1).max(200) })
const draftForm = z.strictObject({
  from: z.string().min(1).max(200),
  name: z.string().max(200),
  id: z.string().max(80),
  version: z.string().max(60),
})
const wholeNumber = z.string().regex(/^\d{1,9}$/)
const proposeForm = z.strictObject({
  revision: wholeNumber,
  'effective-day': z.string().max(20).default(''),
  'effective-month': z.string().max(20).default(''),
  'effective-year': z.string().max(20).default(''),
})
const signForm = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  read: z.literal('yes').optional(),
})
const withdrawForm = z.strictObject({ reason: words })
const commentForm = z.strictObject({ clause: z.string().max(200), words })
const editForm = z.record(z.string().max(120), words)

const NOT_JSON: Problem = {
  code: 'agreement-not-json',
  sentence:
    'This file is no JSON text. Download an agreement as a file, change its figures, and add that.',
}

/** The agreement: read, drafted, compared, replayed, proposed, signed, withdrawn. */
export function agreementPages(
  app: FastifyInstance,
  deps: PagesDeps & { temporaryFolder: string },
): void {
  /** The page of one version, with what was just tried on it. */
  const figures = async (
    here: Here,
    key: string | undefined,
    trial: {
      problems: readonly Problem[]
      tried?: AgreementForm
      typed?: Readonly<Record<string, string>>
    } = { problems: [] },
  ) => {
    const { agreements } = here.council
    const inForce = await agreements.inForce(here.organisation)
    const shown = key === undefined ? inForce : found(await agreements.view(here.organisation, key))
    return agreementPage(here, {
      inForce,
      shown,
      all: await agreements.list(here.organisation),
      comments: shown.life ? await agreements.comments(here.organisation, shown.key) : [],
      texts: shown.life ? await agreements.texts(here.organisation, shown.key) : [],
      ...trial,
    })
  }
  const again = async (
    reply: FastifyReply,
    here: Here,
    key: string | undefined,
    trial: Parameters<typeof figures>[2],
    status: 409 | 422,
  ): Promise<FastifyReply> => {
    const given = await figures({ ...here, path: here.to.agreement() }, key, trial)
    reply.code(status)
    return sendPage(reply, here, given.page, given.body)
  }
  const shownIn = async (here: Here): Promise<AgreementView> =>
    found(
      await here.council.agreements.view(here.organisation, found(one(here.query, 'id') ?? null)),
    )

  figureRoute(app, deps, '/:organisation/agreement', 'agreement.view', async (here) =>
    figures(here, one(here.query, 'id')),
  )

  figureRoute(app, deps, '/:organisation/agreement/compare', 'agreement.view', async (here) => {
    const other = await shownIn(here)
    const { agreements } = here.council
    const beside = one(here.query, 'with')
    return agreementComparePage(here, {
      other,
      one:
        beside === undefined
          ? await agreements.inForce(here.organisation)
          : found(await agreements.view(here.organisation, beside)),
      all: await agreements.list(here.organisation),
    })
  })

  figureRoute(app, deps, '/:organisation/agreement/replay', 'agreement.replay', async (here) => {
    const shown = await shownIn(here)
    const before = one(here.query, 'with')
    return agreementReplayPage(here, {
      shown,
      view: await here.council.agreements.replay(here.asked, {
        after: shown.key,
        ...(before === undefined ? {} : { before }),
      }),
      all: await here.council.agreements.list(here.organisation),
    })
  })

  app.get(
    '/:organisation/agreement/:id.json',
    { config: { action: 'agreement.view' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { id } = request.params as { id?: unknown }
      const key = typeof id === 'string' && id.length <= 200 ? id : null
      const { agreement } = found(await here.council.agreements.view(here.organisation, found(key)))
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${agreement.id}.json"`)
        .send(`${JSON.stringify(agreement, null, 2)}\n`)
    },
  )

  const form = (
    path: string,
    action: Action,
    handle: (request: FastifyRequest, reply: FastifyReply, here: Here) => Promise<FastifyReply>,
  ): void => {
    app.post(
      `/:organisation/agreement/${path}`,
      { config: { takes: 'form', action } },
      async (request, reply) => handle(request, reply, await hereOf(request, deps)),
    )
  }

  form('choose', 'agreement.choose', async (request, reply, here) => {
    const { id } = formOf(request, chooseForm)
    found(await here.council.agreements.view(here.organisation, id))
    const done = await here.council.agreements.choose(here.organisation, id)
    if (done.ok) return reply.redirect(here.to.agreement(), 303)
    return again(reply, here, id, { problems: [done.problem], tried: 'choose' }, 409)
  })

  form('draft', 'agreement.draft', async (request, reply, here) => {
    const { from, ...given } = formOf(request, draftForm)
    const typed = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, value.trim()]),
    ) as typeof given
    const missing = (['name', 'id', 'version'] as const).find((key) => typed[key] === '')
    const made: Result<string, Problem> = missing
      ? fail({ code: 'missing', sentence: `Enter the ${missing} of the draft.` })
      : await here.council.agreements.draft(here.organisation, from, {
          ...typed,
          by: actingOf(here),
        })
    if (made.ok) return reply.redirect(here.to.agreement(made.value), 303)
    return again(reply, here, from, { problems: [made.problem], tried: 'draft', typed }, 422)
  })

  app.get(
    '/:organisation/agreement/edit',
    { config: { action: 'agreement.draft' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const shown = draftOnly(await shownIn(here))
      const part = oneOf(here.query, 'part', editParts) ?? 'weights'
      const { page, body } = agreementEditPage(here, { shown, part, typed: {}, problems: [] })
      return sendPage(reply, here, page, body)
    },
  )

  form('edit', 'agreement.draft', async (request, reply, here) => {
    const shown = draftOnly(await shownIn(here))
    const part = oneOf(here.query, 'part', editParts) ?? 'weights'
    const typed = formOf(request, editForm)
    const { document, problems } = withValues(shown.agreement, part, typed, typed['words'] ?? '')
    const refused = async (
      wrong: { field: string | null; sentence: string }[],
      status: 409 | 422,
    ): Promise<FastifyReply> => {
      const { page, body } = agreementEditPage(here, { shown, part, typed, problems: wrong })
      reply.code(status)
      return sendPage(reply, here, page, body)
    }
    if (problems.length > 0) return refused(problems, 422)
    const saved = await here.council.agreements.revise(here.organisation, shown.key, {
      document,
      revision: Number(typed['revision'] ?? 0),
      by: actingOf(here),
    })
    if (saved.ok) return reply.redirect(here.to.agreementStep('edit', shown.key, { part }), 303)
    return refused(
      saved.problem.map(({ sentence }) => ({ field: null, sentence })),
      409,
    )
  })

  app.post(
    '/:organisation/agreement/replace',
    { config: { takes: 'files', action: 'agreement.draft' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const shown = draftOnly(await shownIn(here))
      const revision = Number(one(here.query, 'revision') ?? 0)
      const saved = await fileOf(request, deps, (document) =>
        here.council.agreements.revise(here.organisation, shown.key, {
          document,
          revision,
          by: actingOf(here),
        }),
      )
      if (saved.ok) return reply.redirect(here.to.agreement(shown.key), 303)
      return again(reply, here, shown.key, { problems: saved.problem, tried: 'replacement' }, 422)
    },
  )

  app.post(
    '/:organisation/agreement/add',
    { config: { takes: 'files', action: 'agreement.draft' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const added = await fileOf(request, deps, (document) =>
        here.council.agreements.add(here.organisation, document, actingOf(here)),
      )
      if (added.ok) {
        const { id, version } = added.value
        return reply.redirect(here.to.agreement(`${id}@${version}`), 303)
      }
      return again(reply, here, undefined, { problems: added.problem, tried: 'file' }, 422)
    },
  )

  form('propose', 'agreement.draft', async (request, reply, here) => {
    const { key } = await shownIn(here)
    const { revision, ...typed } = formOf(request, proposeForm)
    const effective = dayOf(typed)
    const done: Result<null, Problem> =
      effective === null
        ? fail({
            code: 'day-not-a-day',
            sentence: 'Enter the day from which it is to run, as a day of the calendar.',
          })
        : await here.council.agreements.propose(here.organisation, key, {
            effective,
            revision: Number(revision),
            by: actingOf(here),
          })
    if (done.ok) return reply.redirect(here.to.agreement(key), 303)
    return again(reply, here, key, { problems: [done.problem], tried: 'effective', typed }, 422)
  })

  const signing = async (
    reply: FastifyReply,
    here: Here,
    problem: Problem | null,
  ): Promise<FastifyReply> => {
    const shown = await shownIn(here)
    found(shown.life?.state === 'draft' ? null : shown.life)
    const { agreements } = here.council
    const { page, body } = agreementSignPage(here, {
      shown,
      inForce: await agreements.inForce(here.organisation),
      replay: await agreements.replay(here.asked, { after: shown.key }),
      problem,
    })
    if (problem) reply.code(422)
    return sendPage(reply, here, page, body)
  }
  app.get(
    '/:organisation/agreement/sign',
    { config: { action: 'agreement.sign' } },
    async (request, reply) => signing(reply, await hereOf(request, deps), null),
  )
  form('sign', 'agreement.sign', async (request, reply, here) => {
    const { key } = await shownIn(here)
    const { sha256, read } = formOf(request, signForm)
    const done: Result<null, Problem> =
      read === 'yes'
        ? await here.council.agreements.sign(here.organisation, key, { sha256, by: actingOf(here) })
        : fail({ code: 'not-read', sentence: 'Say that you have read this text and sign it.' })
    return done.ok
      ? reply.redirect(here.to.agreement(key), 303)
      : signing(reply, here, done.problem)
  })

  app.post(
    '/:organisation/agreement/statement',
    { config: { takes: 'files', action: 'agreement.sign' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { key } = await shownIn(here)
      const done = await fileOf(
        request,
        deps,
        async (document): Promise<Result<null, Problem[]>> => {
          const recorded = await here.council.agreements.recordStatement(
            here.organisation,
            key,
            document,
          )
          return recorded.ok ? recorded : fail([recorded.problem])
        },
      )
      return done.ok
        ? reply.redirect(here.to.agreement(key), 303)
        : signing(reply, here, done.problem[0] ?? NOT_JSON)
    },
  )

  form('withdraw', 'agreement.draft', async (request, reply, here) => {
    const { key } = await shownIn(here)
    const reason = formOf(request, withdrawForm).reason.trim()
    const done: Result<null, Problem> =
      reason === ''
        ? fail({
            code: 'missing',
            sentence: 'Say why it is withdrawn: the reason stays beside it.',
          })
        : await here.council.agreements.withdraw(here.organisation, key, {
            reason,
            by: actingOf(here),
          })
    if (done.ok) return reply.redirect(here.to.agreement(key), 303)
    return again(reply, here, key, { problems: [done.problem], tried: 'reason' }, 422)
  })

  form('comments', 'agreement.comment', async (request, reply, here) => {
    const { key, agreement } = await shownIn(here)
    const typed = formOf(request, commentForm)
    const isClause = describeAgreement(agreement).some((clause) => clause.id === typed.clause)
    if (!isClause) throw new Refused(400, 'form-not-ours')
    const done: Result<null, Problem> =
      typed.words.trim() === ''
        ? fail({ code: 'missing', sentence: 'Write the comment.' })
        : await here.council.agreements.comment(here.organisation, key, {
            clause: typed.clause,
            words: typed.words.trim(),
            by: actingOf(here),
          })
    if (done.ok) return reply.redirect(`${here.to.agreement(key)}#${typed.clause}`, 303)
    return again(reply, here, key, { problems: [done.problem], tried: 'comment', typed }, 422)
  })
}

/** Only a draft is edited; for anything else this page does not exist. */
const draftOnly = (shown: AgreementView): AgreementView =>
  found(shown.life?.state === 'draft' ? shown : null)

function dayOf(typed: Omit<z.infer<typeof proposeForm>, 'revision'>): IsoDate | null {
  const part = (key: keyof typeof typed, length: number): string =>
    typed[key].trim().padStart(length, '0')
  return isoDate(
    `${part('effective-year', 4)}-${part('effective-month', 2)}-${part('effective-day', 2)}`,
  )
}

/** The agreement file of a request, read as JSON and handed on; gone again afterwards. */
async function fileOf<T>(
  request: FastifyRequest,
  deps: { temporaryFolder: string },
  use: (document: unknown) => Promise<Result<T, Problem[]>>,
): Promise<Result<T, Problem[]>> {
  let problems: Problem[] | null = null
  const done = await withUpload(
    request,
    deps.temporaryFolder,
    AGREEMENT_CAPS,
    async ({ files }): Promise<Result<T>> => {
      const document = await jsonOf(files[0]?.path ?? '')
      if (!document.ok) return document
      const result = await use(document.value)
      if (result.ok) return result
      problems = result.problem
      return fail(problems[0] ?? NOT_JSON)
    },
  )
  return done.ok ? done : fail(problems ?? [done.problem])
}

async function jsonOf(path: string): Promise<Result<unknown>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError) return fail(NOT_JSON)
    throw error
  }
}
