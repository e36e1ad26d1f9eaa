import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { IsoDate } from '../../kit/index.ts'
import type { Action } from '../../core/rights/index.ts'
import type { Council, SignIn, Standing, Watch } from '../../council/index.ts'
import { streamCsv, writeWorkbook, type CellOut, type CsvCell } from '../../render/index.ts'
import { renderPage, type Content } from '../components/index.ts'
import { Missing } from '../missing.ts'
import { one } from '../query.ts'
import type { Site } from '../site.ts'
import type { Sheet } from '../table-of.ts'
import { moment } from '../words.ts'
import { Frame, type FrameProps } from './frame.tsx'
import { hereOf, type Here } from './here.ts'

export interface PagesDeps extends Site {
  council: Council
  signIn: SignIn
  watch: Watch
  origin: string
  today(): IsoDate
  now(): Date
}

/** What a page of figures gives: itself, and the same figures for files. */
export interface Figures {
  page: Omit<FrameProps, 'here' | 'children'>
  body: Content
  /** None where there is nothing to download: the addresses with endings then answer "not found". */
  sheets: readonly Sheet[]
  /** Ends the file's name: `teams`. Never a name or id of a person. */
  fileName: string
  /** One sentence that says what the files hold. */
  what: string
  /** Filters in force, for the workbook's first sheet. */
  notes?: readonly string[]
}

/** A page at `path`, and its tables as files at `path.xlsx` and `path.csv`. */
export function figureRoute(
  app: FastifyInstance,
  deps: PagesDeps,
  path: string,
  action: Action,
  /** `isWhole`: for a file, which holds every row and not one page of them. */
  figures: (
    here: Here,
    params: Readonly<Record<string, unknown>>,
    isWhole: boolean,
  ) => Promise<Figures>,
): void {
  const config = { action }
  app.get(path, { config }, async (request, reply) => {
    const here = await hereOf(request, deps)
    const { page, body } = await figures(here, request.params as Record<string, unknown>, false)
    return sendPage(reply, here, page, body)
  })
  app.get(`${path}.xlsx`, { config }, async (request, reply) => {
    const here = await hereOf(request, deps)
    const given = await figures(here, request.params as Record<string, unknown>, true)
    if (given.sheets.length === 0) throw new Missing('nothing to download')
    const { standing } = given.page
    await took(here, deps, given)
    const bytes = await writeWorkbook(
      given.sheets.map(({ name, columns, rows }) => ({ name, columns, rows })),
      {
        what: given.what,
        organisation: here.organisation.name,
        asOf: standing?.import.asOf ?? null,
        agreement: standing ? `${standing.agreement.name} ${standing.agreement.version}` : null,
        writtenBy: here.person.name,
        writtenAt: moment(deps.now()),
        ...(given.notes ? { notes: given.notes } : {}),
      },
    )
    return sendWorkbook(reply, fileNameOf(here, given.fileName, standing), bytes)
  })
  app.get(`${path}.csv`, { config }, async (request, reply) => {
    const here = await hereOf(request, deps)
    const given = await figures(here, request.params as Record<string, unknown>, true)
    const wanted = one(here.query, 'table')
    const sheet = given.sheets.find((each) => wanted === undefined || each.id === wanted)
    if (!sheet) throw new Missing('no such table')
    await took(here, deps, given)
    const ending = given.sheets[0] === sheet ? '' : `-${sheet.id}`
    const name = `${fileNameOf(here, given.fileName + ending, given.page.standing)}.csv`
    const text = streamCsv(
      sheet.columns.map((column) => column.header),
      sheet.rows.map((row) => row.map(csvCellOf)),
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(text))
  })
}

/** Rows that leave as a file are noted: what, how many, by whom. */
const took = (here: Here, { watch }: PagesDeps, { fileName, sheets }: Figures): Promise<void> =>
  watch.took(
    here.person,
    here.organisation,
    fileName,
    sheets.reduce((rows, sheet) => rows + sheet.rows.length, 0),
  )

export const sendPage = (
  reply: FastifyReply,
  here: Here,
  page: Omit<FrameProps, 'here' | 'children'>,
  body: Content,
): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(
    renderPage(
      <Frame here={here} {...page}>
        {body}
      </Frame>,
    ),
  )

export const sendWorkbook = (reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply =>
  reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .send(Buffer.from(bytes))

const fileNameOf = (here: Here, name: string, standing: Standing | undefined): string =>
  ['fairload', here.organisation.slug, name, standing?.import.asOf].filter(Boolean).join('-')

const csvCellOf = (cell: CellOut): CsvCell =>
  typeof cell === 'object' && cell !== null ? cell.value : cell
