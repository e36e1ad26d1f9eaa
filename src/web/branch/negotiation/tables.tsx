import { count, longDate } from '../../../kit/index.ts'
import {
  answeredWords,
  contactLengthWords,
  lengthWords,
  waitWords,
} from '../../../core/bargaining/index.ts'
import type { MeetingRow, PersonRow, PointRow } from '../../../branch/negotiation/index.ts'
import { Link, Tag, type DataColumn } from '../../components/index.ts'
import type { TableOf } from '../../table-of.ts'
import { shortDate } from '../../words.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import { aboutWords, askedWords, becameOf, lastMetWords, namesWords, whenWords } from './words.ts'

/** A table said once, for the page and the files; what can be done with a row is on the page alone. */
export const columnsOf = <Row,>(table: TableOf<Row>): DataColumn<Row>[] =>
  table.columns
    .filter((column) => !column.inFilesOnly)
    .map((column) => ({
      label: column.header,
      cell: column.cell ?? ((row: Row) => plain(column.file(row))),
      numeric: column.kind === 'number',
      long: column.long,
    }))

function plain(cell: ReturnType<TableOf<never>['columns'][number]['file']>) {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value
}

export const meetingsTable = (here: Here): TableOf<MeetingRow> => ({
  id: 'meetings',
  name: 'Meetings',
  columns: [
    {
      id: 'on',
      header: 'Day',
      kind: 'text',
      cell: (row) => <Link href={addressOf(here, 'meeting', row.id)}>{shortDate(row.on)}</Link>,
      file: (row) => whenWords(row),
    },
    { id: 'subject', header: 'About', kind: 'text', file: (row) => row.subject, long: true },
    {
      id: 'with',
      header: 'With',
      kind: 'text',
      file: (row) => namesWords(row.with) || null,
      long: true,
    },
    { id: 'asked', header: 'Asked for', kind: 'text', file: askedWords, inFilesOnly: true },
    {
      id: 'became',
      header: 'What became of it',
      kind: 'text',
      cell: (row) =>
        row.cancelled === null ? (
          becameOf(row)
        ) : (
          <>
            <Tag class={row.became === 'lost' ? 'govuk-tag--red' : 'govuk-tag--yellow'}>
              {row.became === 'lost' ? 'Lost' : 'Rescheduled'}
            </Tag>{' '}
            {becameOf(row)}
          </>
        ),
      file: becameOf,
      long: true,
    },
    {
      id: 'notice',
      header: 'Days of notice',
      kind: 'number',
      file: (row) => row.notice,
      inFilesOnly: true,
    },
    {
      id: 'minutes',
      header: 'Length',
      kind: 'text',
      file: (row) => (row.minutes === null ? null : lengthWords(row.minutes)),
    },
    {
      id: 'points',
      header: 'Points answered',
      kind: 'text',
      file: (row) => (row.asks === 0 ? null : `${row.answered} of ${row.asks}`),
    },
  ],
})

export const waitingTable = (here: Here): TableOf<PointRow> => ({
  id: 'waiting',
  name: 'Asked, no answer',
  columns: [
    {
      id: 'words',
      header: 'What was asked',
      kind: 'text',
      cell: (row) =>
        here.may('negotiation.edit') ? (
          <Link href={here.to(`/negotiation/points/${row.id}/edit`)}>{row.words}</Link>
        ) : (
          row.words
        ),
      file: (row) => row.words,
      long: true,
    },
    { id: 'about', header: 'Kind', kind: 'text', file: (row) => aboutWords[row.about] },
    { id: 'to', header: 'Of whom', kind: 'text', file: (row) => row.to.name },
    {
      id: 'on',
      header: 'Asked on',
      kind: 'text',
      file: (row) => longDate(row.askedOn),
      inFilesOnly: true,
    },
    { id: 'waits', header: 'How long', kind: 'text', file: (row) => waitWords(row.waits ?? 0) },
  ],
})

export const answersTable: TableOf<PointRow> = {
  id: 'points',
  name: 'Points',
  columns: [
    { id: 'words', header: 'What was put', kind: 'text', file: (row) => row.words, long: true },
    { id: 'to', header: 'To', kind: 'text', file: (row) => row.to.name },
    {
      id: 'answer',
      header: 'Answer',
      kind: 'text',
      file: (row) =>
        row.answeredOn === null
          ? waitWords(row.waits ?? 0)
          : `${row.answer} (${longDate(row.answeredOn)})`,
      long: true,
    },
  ],
}

export const peopleTable = (here: Here): TableOf<PersonRow> => ({
  id: 'people',
  name: 'People',
  columns: [
    {
      id: 'name',
      header: 'Name',
      kind: 'text',
      cell: (row) => <Link href={here.to(`/people/${row.id}`)}>{row.name}</Link>,
      file: (row) => row.name,
    },
    { id: 'post', header: 'Post', kind: 'text', file: (row) => row.post || null, long: true },
    {
      id: 'last',
      header: 'Last met',
      kind: 'text',
      file: (row) => lastMetWords(row.since, row.contact.lastMet),
    },
    { id: 'meetings', header: 'Meetings', kind: 'number', file: (row) => row.contact.meetings },
    { id: 'minutes', header: 'Time', kind: 'text', file: (row) => contactLengthWords(row.contact) },
    {
      id: 'answered',
      header: 'Points answered',
      kind: 'text',
      file: (row) => answeredWords(row.contact),
    },
    {
      id: 'waiting',
      header: 'Asked, no answer',
      kind: 'text',
      file: ({ waiting }) =>
        waiting.count === 0
          ? 'Nothing'
          : `${waiting.count}, the longest ${count(waiting.longest, 'day')}`,
    },
  ],
})
