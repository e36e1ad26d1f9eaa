import type { JSX } from 'preact'
import { Link } from '../../components/index.ts'
import { type TableOf } from '../../table-of.ts'
import type { Here } from '../here.ts'

export const EditLink = (props: {
  here: Here
  path: string
  id: string
  words: string
}): JSX.Element => (
  <Link
    href={props.here.may('scrutiny.edit') ? props.here.to(`${props.path}/${props.id}/edit`) : ''}
  >
    {props.words}
  </Link>
)

/** The columns of a table that stand on the page. */
export const shown = <Row,>(table: TableOf<Row>) =>
  table.columns
    .filter((column) => !column.inFilesOnly)
    .map((column) => ({
      label: column.header,
      cell: column.cell ?? ((row: Row) => String(column.file(row) ?? '')),
      long: column.long,
    }))
