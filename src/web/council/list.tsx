import type { JSX } from 'preact'
import { withQuery } from '../address.ts'
import {
  DataTable,
  Downloads as DownloadLinks,
  FilterForm,
  SearchInput,
  Select,
  type Content,
  type DataColumn,
  type SelectItem,
} from '../components/index.ts'
import { one } from '../query.ts'
import type { ColumnOf, Order, TableOf } from '../table-of.ts'
import { changed, type Here } from './here.ts'

export interface ListProps<Row> {
  here: Here
  table: TableOf<Row>
  rows: readonly Row[]
  caption: string
  captionSize?: 'm' | 's' | 'hidden' | undefined
  /** Query values that the links of the headings carry along: filters, search. */
  keep?: readonly string[] | undefined
  /** The order the rows are in, where it was asked for. */
  order?: Order | null | undefined
  /** Whether headings sort. */
  sortable?: boolean | undefined
  /** How it is laid out on a phone, as in `DataTable`. */
  phone?: 'cards' | 'table' | 'scroll' | undefined
  /** The id links jump to, where a page has several lists. */
  id?: string | undefined
}

/** A table said once (`TableOf`), as the page shows it. */
export function List<Row>(props: ListProps<Row>): JSX.Element {
  return (
    <DataTable
      id={props.id}
      caption={props.caption}
      captionSize={props.captionSize}
      phone={props.phone}
      rows={props.rows}
      columns={props.table.columns
        .filter((column) => !column.inFilesOnly)
        .map((column) => shownColumn(props, column))}
    />
  )
}

function shownColumn<Row>(list: ListProps<Row>, column: ColumnOf<Row>): DataColumn<Row> {
  const base: DataColumn<Row> = {
    label: column.header,
    cell: column.cell ?? ((row) => plain(column.file(row))),
    numeric: column.kind === 'number' || column.kind === 'percent',
    long: column.long,
  }
  if (!list.sortable || !column.sortBy) return base
  const isOrder = list.order?.by === column.id
  const isDown = isOrder && list.order?.descending === true
  const goesDown = isOrder ? !isDown : (column.highestFirst ?? false)
  const query = changed(list.here, list.keep ?? [], {
    sort: column.id,
    order: goesDown ? 'descending' : 'ascending',
  })
  const jump = list.id === undefined ? '' : `#${list.id}`
  return {
    ...base,
    sort: {
      href: withQuery(list.here.path, query) + jump,
      ...(isOrder ? { now: isDown ? 'descending' : 'ascending' } : {}),
    },
  }
}

function plain(cell: ReturnType<ColumnOf<never>['file']>): Content {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value
}

/** The same rows as files; every filter in force goes with them. */
export function Downloads(props: {
  here: Here
  /** What is in them, to tell these links from others on the page. */
  of: string
  keep?: readonly string[] | undefined
  /** Where the page has several tables: which one the CSV holds. */
  table?: string | undefined
}): JSX.Element {
  const { here } = props
  const kept = [...(props.keep ?? []), 'sort', 'order']
  return (
    <DownloadLinks
      of={props.of}
      xlsx={withQuery(`${here.path}.xlsx`, changed(here, kept, {}))}
      csv={withQuery(`${here.path}.csv`, changed(here, kept, { table: props.table }))}
    />
  )
}

export interface Choice {
  name: string
  label: string
  items: readonly SelectItem[]
}

/** A search and choices above a list; what is asked stands in the address. */
export function Filter(props: {
  here: Here
  /** What is filtered: `Filter workers`. */
  label: string
  /** The search field's label; none where there is nothing to type. */
  search?: string | undefined
  choices?: readonly Choice[] | undefined
  /** What is shown now: `12 of 62 workers`. */
  state?: string | undefined
}): JSX.Element {
  const { here, choices = [] } = props
  const names = ['search', ...choices.map((choice) => choice.name)]
  const isNarrowed = names.some((name) => one(here.query, name) !== undefined)
  const kept = { import: one(here.query, 'import') }
  return (
    <FilterForm
      action={here.path}
      label={props.label}
      keep={{ ...kept, sort: one(here.query, 'sort'), order: one(here.query, 'order') }}
      clear={isNarrowed ? withQuery(here.path, kept) : undefined}
      button={choices.length > 0 ? 'Show' : 'Search'}
      state={isNarrowed ? props.state : undefined}
    >
      {props.search === undefined ? null : (
        <SearchInput label={props.search} value={one(here.query, 'search')} />
      )}
      {choices.map((choice) => (
        <Select
          name={choice.name}
          label={choice.label}
          items={choice.items}
          value={one(here.query, choice.name) ?? ''}
        />
      ))}
    </FilterForm>
  )
}
