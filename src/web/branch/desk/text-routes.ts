import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canonicalText } from '../../../core/agreement/index.ts'
import { count, fail, type Problem, type Result } from '../../../kit/index.ts'
import type { Brought, VersionView } from '../../../branch/desk/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressIn, one } from '../../query.ts'
import { withUpload } from '../../upload.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { comparePage } from './compare-page.tsx'
import { deskPage } from './desk-page.tsx'
import { replayPage } from './replay-page.tsx'
import { signPage } from './sign-page.tsx'
import { sourcePage } from './source-page.tsx'
import { versionPage } from './version-page.tsx'

const CAPS = { fileBytes: 4_194_304, files: 1, totalBytes: 4_194_304 }

const nothing = z.strictObject({})
const sourceForm = z.strictObject({
  address: z.string().max(1_000),
  daily: z.enum(['yes', 'no']).default('no'),
})
const signForm = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  office: z.string().max(200).default(''),
  read: z.literal('yes').optional(),
})

/** The id that an address names, with or without an ending. */
export const idIn = (request: FastifyRequest): string =>
  found(addressIn((request.params as { id?: unknown }).id))

/** Versions and releases: kept, read, compared, tried out, signed. */
export function textRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { config: { action: 'desk.see' } } as const
  const edit = { config: { action: 'desk.edit' } } as const
  const editForm = { config: { action: 'desk.edit', takes: 'form' } } as const
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)

  const desk = async (
    reply: FastifyReply,
    here: Here,
    said: { problem?: Problem; told?: string | null },
  ): Promise<FastifyReply> =>
    show(
      reply,
      here,
      deskPage(here, {
        ...(await here.branch.desk.overview(here.organisation)),
        consultations: await here.branch.desk.consultations.list(here.organisation),
        problem: said.problem ?? null,
        told: said.told ?? null,
      }),
    )
  const versionIn = async (request: FastifyRequest, here: Here): Promise<VersionView> =>
    found(await here.branch.desk.version(here.organisation, idIn(request)))

  app.get('/:organisation/agreement', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return desk(reply, here, { told: toldWords(here) })
  })

  app.get('/:organisation/agreement/versions/:id', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const version = await versionIn(request, here)
    const { versions } = await here.branch.desk.overview(here.organisation)
    return show(reply, here, versionPage(here, { version, all: versions }))
  })
  app.get('/:organisation/agreement/versions/:id.json', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const { agreement } = await versionIn(request, here)
    return sendJson(reply, `${agreement.id}.json`, canonicalText(agreement))
  })
  app.get('/:organisation/agreement/statements/:id.json', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const statement = found(await here.branch.desk.statement(here.organisation, idIn(request)))
    return sendJson(reply, 'signature-for-the-branch.json', JSON.stringify(statement, null, 2))
  })

  app.get('/:organisation/agreement/compare', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const [a, b] = twoIn(here)
    const view = found(await here.branch.desk.compare(here.organisation, a, b))
    const { versions } = await here.branch.desk.overview(here.organisation)
    return show(reply, here, comparePage(here, { ...view, all: versions }))
  })
  app.get('/:organisation/agreement/replay', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const [a, b] = twoIn(here)
    const release = one(here.query, 'release') ?? null
    const asked = { one: a, other: b, release }
    return show(
      reply,
      here,
      replayPage(here, found(await here.branch.desk.replay(here.organisation, asked))),
    )
  })

  app.post(
    '/:organisation/agreement/bring',
    { config: { action: 'desk.edit', takes: 'files' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const done = await withUpload(
        request,
        deps.temporaryFolder,
        CAPS,
        async ({ files }): Promise<Result<Brought, Problem>> => {
          const [file] = files
          if (!file) return fail({ code: 'no-file', sentence: 'Choose a file.' })
          return here.branch.desk.bring(here.organisation, await readFile(file.path))
        },
      )
      if (!done.ok) return desk(reply.code(422), here, { problem: done.problem })
      return reply.redirect(here.to('/agreement', told(done.value)), 303)
    },
  )

  app.get('/:organisation/agreement/source', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const { source } = await here.branch.desk.overview(here.organisation)
    const { address = '', daily = false } = source ?? {}
    return show(reply, here, sourcePage(here, { address, daily, problem: null }))
  })
  app.post('/:organisation/agreement/source', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    const { address, daily } = formOf(request, sourceForm)
    const given = { address, daily: daily === 'yes' }
    const done = await here.branch.desk.setSource(here.organisation, given)
    if (done.ok) return reply.redirect(here.to('/agreement#source'), 303)
    return show(reply.code(422), here, sourcePage(here, { ...given, problem: done.problem }))
  })
  app.post('/:organisation/agreement/fetch', editForm, async (request, reply) => {
    const here = hereOf(request, deps)
    formOf(request, nothing)
    // However it ends, the page says so where the address stands.
    await here.branch.desk.fetch(here.organisation)
    return reply.redirect(here.to('/agreement#source'), 303)
  })

  const sign = async (
    request: FastifyRequest,
    reply: FastifyReply,
    said: { office: string; problem: Problem | null },
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const version = await versionIn(request, here)
    found(version.signed === null || said.problem ? version : null)
    const offices = here.branch.desk.offices()
    return show(reply, here, signPage(here, { version, offices, ...said }))
  }
  app.get(
    '/:organisation/agreement/versions/:id/sign',
    { config: { action: 'desk.sign' } },
    async (request, reply) => sign(request, reply, { office: '', problem: null }),
  )
  app.post(
    '/:organisation/agreement/versions/:id/sign',
    { config: { action: 'desk.sign', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idIn(request)
      const { read, ...given } = formOf(request, signForm)
      const done: Result<string, Problem> =
        read === 'yes'
          ? await here.branch.desk.sign(here.organisation, id, given)
          : fail({ code: 'not-read', sentence: 'Say that you have read this text and sign it.' })
      if (done.ok) return reply.redirect(here.to(`/agreement/versions/${id}`), 303)
      return sign(request, reply.code(422), { office: given.office, problem: done.problem })
    },
  )
}

const sendJson = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(`${text}\n`)

const twoIn = (here: Here): [string, string] => [
  found(addressIn(one(here.query, 'one'))),
  found(addressIn(one(here.query, 'other'))),
]

const told = ({ versions, releases }: Brought) => ({
  versions: String(versions),
  releases: String(releases),
})

/** What was just brought in, as the address says it. */
function toldWords(here: Here): string | null {
  const of = (name: string): number | null => {
    const text = one(here.query, name)
    return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null
  }
  const [versions, releases] = [of('versions'), of('releases')]
  if (versions === null || releases === null) return null
  if (versions + releases === 0) return 'The branch had this already. Nothing was changed.'
  const parts = [
    ...(versions > 0 ? [count(versions, 'version')] : []),
    ...(releases > 0 ? [count(releases, 'release of evidence', 'releases of evidence')] : []),
  ]
  return `Kept: ${parts.join(' and ')}.`
}
