import type { JSX } from 'preact'
import { classes, isShown } from './extras.ts'
import type { Content } from './extras.ts'

export interface DataColumn<Row> {
  /** The heading; also names the cell where rows are shown as cards. */
  label: string
  cell: (row: Row) => Content
  numeric?: boolean | undefined
  /** The cell that names the row: the first column, unless one says so. */
  names?: boolean | undefined
  /** Words long enough to stand under their label rather than beside it on a phone. */
  long?: boolean | undefined
  /** The address of this same table sorted by this column; the present order where it is sorted by it. */
  sort?: { href: string; now?: 'ascending' | 'descending' | undefined } | undefined
  /** The column's cell in the row of sums. */
  foot?: Content
}

export interface DataTableProps<Row> {
  id?: string | undefined
  caption: string
  /** `hidden` where a heading just above says the same. */
  captionSize?: 'm' | 's' | 'hidden' | undefined
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  /**
   * On a phone: `cards` unless stated; `table` for a few short columns; `scroll` for a table that
   * makes no sense as cards, in a box of its own that scrolls.
   */
  phone?: 'cards' | 'table' | 'scroll' | undefined
}

type TableRole = 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell'

/**
 * A table of records: sorted by links that work anywhere, numbers aligned, each row a card that
 * names its cells where the screen is too narrow for a table.
 */
export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  const { columns } = props
  const named = columns.findIndex((column) => column.names)
  const nameColumn = named < 0 ? 0 : named
  const size = props.captionSize ?? 'm'
  const phone = props.phone ?? 'cards'
  const isCards = phone === 'cards'
  // Cards are laid out as blocks, which makes some browsers forget that this is a table: the roles say it again.
  const role = <R extends TableRole>(name: R): R | undefined => (isCards ? name : undefined)
  const table = (
    <table
      id={props.id}
      class={classes('govuk-table', 'fl-table', isCards && 'fl-table--cards')}
      role={role('table')}
    >
      <caption
        class={classes(
          'govuk-table__caption',
          size === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${size}`,
        )}
      >
        {props.caption}
      </caption>
      <thead class="govuk-table__head" role={role('rowgroup')}>
        <tr class="govuk-table__row" role={role('row')}>
          {columns.map((column) => (
            <th
              scope="col"
              role={role('columnheader')}
              class={classes(
                'govuk-table__header',
                column.numeric && 'govuk-table__header--numeric',
              )}
              aria-sort={column.sort?.now}
            >
              {column.sort ? <SortLink label={column.label} sort={column.sort} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role={role('rowgroup')}>
        {props.rows.map((row) => (
          <tr class="govuk-table__row" role={role('row')}>
            {columns.map((column, c) =>
              c === nameColumn ? (
                <th
                  scope="row"
                  role={role('rowheader')}
                  class={classes('govuk-table__header', column.long && 'fl-table__long')}
                >
                  {column.cell(row)}
                </th>
              ) : (
                <td
                  role={role('cell')}
                  class={cellClass(column)}
                  data-label={isCards ? column.label : undefined}
                >
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {columns.some((column) => isShown(column.foot)) ? (
        <tfoot class="fl-table__foot" role={role('rowgroup')}>
          <tr class="govuk-table__row" role={role('row')}>
            {columns.map((column, c) =>
              c === nameColumn ? (
                <th scope="row" role={role('rowheader')} class="govuk-table__header">
                  {column.foot}
                </th>
              ) : (
                <td
                  role={role('cell')}
                  class={cellClass(column)}
                  data-label={isCards ? column.label : undefined}
                >
                  {column.foot}
                </td>
              ),
            )}
          </tr>
        </tfoot>
      ) : null}
    </table>
  )
  if (phone !== 'scroll') return table
  return (
    <div class="fl-scroll" tabIndex={0} role="region" aria-label={props.caption}>
      {table}
    </div>
  )
}

const cellClass = (column: {
  numeric?: boolean | undefined
  long?: boolean | undefined
}): string | undefined =>
  classes(
    'govuk-table__cell',
    column.numeric && 'govuk-table__cell--numeric',
    column.long && 'fl-table__long',
  )

function SortLink(props: {
  label: string
  sort: { href: string; now?: 'ascending' | 'descending' | undefined }
}): JSX.Element {
  const { now } = props.sort
  return (
    <a class="fl-table__sort" href={props.sort.href}>
      {props.label}
      {now ? (
        <span class="fl-table__arrow" aria-hidden="true">
          {now === 'ascending' ? '▲' : '▼'}
        </span>
      ) : null}
    </a>
  )
}
