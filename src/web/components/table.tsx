import type { JSX } from 'preact'
import { classes, isShown, written } from './extras.ts'
import type { Content, Extras } from './extras.ts'

export interface Cell extends Extras {
  content: Content
  numeric?: boolean | undefined
  colspan?: number | undefined
  rowspan?: number | undefined
}

export interface TableProps extends Extras {
  caption?: Content
  captionClass?: string | undefined
  head?: readonly Cell[] | undefined
  rows: readonly (readonly Cell[])[]
  firstCellIsHeader?: boolean | undefined
}

/** A plain table of cells. Lists of records use `DataTable`, which sorts, filters and turns into cards. */
export function Table(props: TableProps): JSX.Element {
  return (
    <table class={classes('govuk-table', props.class)} {...written(props.attributes)}>
      {isShown(props.caption) ? (
        <caption class={classes('govuk-table__caption', props.captionClass)}>
          {props.caption}
        </caption>
      ) : null}
      {props.head ? (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {props.head.map((cell) => (
              <th
                scope="col"
                class={classes(
                  'govuk-table__header',
                  cell.numeric && 'govuk-table__header--numeric',
                  cell.class,
                )}
                {...spans(cell)}
              >
                {cell.content}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody class="govuk-table__body">
        {props.rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((cell, c) =>
              c === 0 && props.firstCellIsHeader ? (
                <th scope="row" class={classes('govuk-table__header', cell.class)} {...spans(cell)}>
                  {cell.content}
                </th>
              ) : (
                <td
                  class={classes(
                    'govuk-table__cell',
                    cell.numeric && 'govuk-table__cell--numeric',
                    cell.class,
                  )}
                  {...spans(cell)}
                >
                  {cell.content}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const spans = (cell: Cell): Record<string, string> => ({
  ...(cell.colspan === undefined ? {} : { colspan: String(cell.colspan) }),
  ...(cell.rowspan === undefined ? {} : { rowspan: String(cell.rowspan) }),
  ...written(cell.attributes),
})
