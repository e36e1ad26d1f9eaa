import type { FastifyInstance } from 'fastify'
import type { BranchAction } from '../../../core/branch-rights/index.ts'
import { Missing } from '../../missing.ts'
import { one } from '../../query.ts'
import type { Sheet } from '../../table-of.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendCsv, sendWorkbook } from '../files.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'

/** A page with tables, and the same tables as files. */
export interface Listing extends Plain {
  /** None where the reader may download nothing. */
  sheets: readonly Sheet[]
  /** Ends the file's name; never a name of a person. */
  fileName: string
  /** One sentence that says what the files hold. */
  what: string
}

/** A page at `path`, its tables at `path.xlsx` and each at `path.csv?table=`. */
export function listRoute(
  app: FastifyInstance,
  deps: BranchServerDeps,
  path: string,
  action: BranchAction,
  listing: (here: Here) => Promise<Listing>,
): void {
  const config = { action }
  const root = `/:organisation${path}`
  app.get(root, { config }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { page, body } = await listing(here)
    return sendPage(reply, here, page, body)
  })
  app.get(`${root}.xlsx`, { config }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { sheets, fileName, what } = await listing(here)
    if (sheets.length === 0) throw new Missing('nothing to download')
    return sendWorkbook(reply, here, fileName, sheets, { what })
  })
  app.get(`${root}.csv`, { config }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { sheets, fileName } = await listing(here)
    const wanted = one(here.query, 'table')
    const sheet = sheets.find(({ id }) => wanted === undefined || id === wanted)
    if (!sheet) throw new Missing('no such table')
    const name = sheet === sheets[0] ? fileName : `${fileName}-${sheet.id}`
    return sendCsv(reply, here, name, sheet)
  })
}
