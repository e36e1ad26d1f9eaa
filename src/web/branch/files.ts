import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { streamCsv, writeWorkbook, type CsvCell } from '../../render/index.ts'
import type { Sheet } from '../table-of.ts'
import { moment } from '../words.ts'
import type { Here } from './here.ts'

const nameOf = (here: Here, name: string): string =>
  ['fairload', here.organisation.slug, name, here.today].join('-')

/** Tables of a page as a workbook, with what it holds on its first sheet. Never a name in the file's name. */
export async function sendWorkbook(
  reply: FastifyReply,
  here: Here,
  name: string,
  sheets: readonly Sheet[],
  about: { what: string; notes?: readonly string[] },
): Promise<FastifyReply> {
  const bytes = await writeWorkbook(
    sheets.map((sheet) => ({ name: sheet.name, columns: sheet.columns, rows: sheet.rows })),
    {
      what: about.what,
      organisation: here.organisation.name,
      asOf: here.today,
      agreement: null,
      writtenBy: here.person?.name ?? 'Somebody who passed by',
      writtenAt: moment(here.now),
      ...(about.notes ? { notes: about.notes } : {}),
    },
  )
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="${nameOf(here, name)}.xlsx"`)
    .send(Buffer.from(bytes))
}

/** A table of a page as CSV. */
export const sendCsv = (
  reply: FastifyReply,
  here: Here,
  name: string,
  sheet: Sheet,
): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${nameOf(here, name)}.csv"`)
    .send(
      Readable.from(
        streamCsv(
          sheet.columns.map((column) => column.header),
          sheet.rows.map((row) =>
            row.map((cell): CsvCell =>
              typeof cell === 'object' && cell !== null ? cell.value : cell,
            ),
          ),
        ),
      ),
    )
