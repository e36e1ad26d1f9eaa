import type { JSX } from 'preact'
import { Button, Link } from './buttons-and-links.tsx'
import { classes, isShown } from './extras.ts'
import type { Content } from './extras.ts'
import { Input } from './fields.tsx'
import { DataTable } from './data-table.tsx'
import { Heading } from './messages.tsx'

/** The page's heading and the sentence that answers what its reader came with. */
export function Opening(props: {
  heading: Content
  caption?: Content
  children?: Content
}): JSX.Element {
  return (
    <>
      {isShown(props.caption) ? <span class="govuk-caption-l">{props.caption}</span> : null}
      <h1 class="govuk-heading-l">{props.heading}</h1>
      {isShown(props.children) ? <p class="fl-lede">{props.children}</p> : null}
    </>
  )
}

export interface SectionProps {
  heading: Content
  id?: string | undefined
  level?: 2 | 3 | undefined
  children: Content
}

export function Section(props: SectionProps): JSX.Element {
  const level = props.level ?? 2
  return (
    <section class="fl-section" id={props.id}>
      <Heading level={level} class={level === 2 ? 'govuk-heading-m' : 'govuk-heading-s'}>
        {props.heading}
      </Heading>
      {props.children}
    </section>
  )
}

export interface KeyFigure {
  value: Content
  /** What is counted, and of what: `workers over the safe line, of 62`. */
  words: Content
}

/** A few figures side by side, each with its unit and base. */
export function KeyFigures(props: { items: readonly KeyFigure[] }): JSX.Element {
  return (
    <ul class="fl-figures">
      {props.items.map((item) => (
        <li class="fl-figures__item">
          <span class="fl-figures__value">{item.value}</span> {item.words}
        </li>
      ))}
    </ul>
  )
}

/** Why there is nothing here, and what to do next. */
export function EmptyState(props: { heading?: Content; children: Content }): JSX.Element {
  return (
    <div class="fl-empty">
      {isShown(props.heading) ? <h2 class="govuk-heading-s">{props.heading}</h2> : null}
      {props.children}
    </div>
  )
}

/** The table above or below, whole, as files. */
export function Downloads(props: { of: string; xlsx: string; csv: string }): JSX.Element {
  return (
    <p class="fl-downloads">
      <Link href={props.xlsx}>
        Download as a workbook<span class="govuk-visually-hidden">: {props.of}</span>
      </Link>
      <Link href={props.csv}>
        Download as CSV<span class="govuk-visually-hidden">: {props.of}</span>
      </Link>
    </p>
  )
}

export interface FilterFormProps {
  /** The page itself; the form sends its fields in the address. */
  action: string
  /** What the form filters, for who hears the page: `Filter workers`. */
  label: string
  /** State that is kept: the order of the table, the import being looked at. */
  keep?: Readonly<Record<string, string | null | undefined>> | undefined
  button?: string | undefined
  /** Where nothing is filtered; shown once something is. */
  clear?: string | undefined
  /** What is shown now: `12 of 62 workers`. */
  state?: Content
  /** The fields. */
  children: Content
}

/** Filters in the address: they can be kept, shared and gone back from, and need no script. */
export function FilterForm(props: FilterFormProps): JSX.Element {
  return (
    <form
      class="fl-filter"
      action={props.action}
      method="get"
      role="search"
      aria-label={props.label}
    >
      {Object.entries(props.keep ?? {}).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
      {props.children}
      <div class="fl-filter__actions">
        <Button class="govuk-button--secondary">{props.button ?? 'Show'}</Button>
        {props.clear === undefined ? null : <Link href={props.clear}>Show all</Link>}
      </div>
      {isShown(props.state) ? <p class="fl-filter__state">{props.state}</p> : null}
    </form>
  )
}

/** A search field for a filter form. */
export function SearchInput(props: {
  name?: string | undefined
  id?: string | undefined
  label: string
  value?: string | undefined
}): JSX.Element {
  return (
    <Input
      type="search"
      name={props.name ?? 'search'}
      id={props.id}
      label={props.label}
      value={props.value}
      autocomplete="off"
      spellcheck={false}
    />
  )
}

export interface SumLine {
  what: Content
  /** As people read it: `8.5`, `−3`. */
  amount: string
  /** The clause of the agreement that says so. */
  clause?: { words: string; href: string } | undefined
  /** Where somebody says that this line is wrong. */
  query?: string | undefined
}

export interface SumProps {
  caption: string
  captionSize?: 'm' | 's' | 'hidden' | undefined
  /** `hours a month`. */
  unit: string
  lines: readonly SumLine[]
  total: { what: string; amount: string }
}

/** A figure opened: line by line, each with its clause, and they add up. */
export function Sum(props: SumProps): JSX.Element {
  const hasClauses = props.lines.some((line) => line.clause)
  return (
    <DataTable
      caption={`${props.caption}, in ${props.unit}`}
      captionSize={props.captionSize}
      phone="table"
      rows={props.lines}
      columns={[
        { label: 'What', cell: (line) => line.what, foot: props.total.what },
        {
          label: capital(props.unit.split(' ')[0] ?? ''),
          numeric: true,
          cell: (line) => line.amount,
          foot: props.total.amount,
        },
        ...(hasClauses
          ? [
              {
                label: 'Clause',
                cell: (line: SumLine): Content =>
                  line.clause ? (
                    <>
                      <Link href={line.clause.href} class="fl-breaks">
                        {line.clause.words}
                      </Link>
                      {line.query === undefined ? null : (
                        <div class="fl-apart">
                          <Link href={line.query}>
                            Query this<span class="govuk-visually-hidden">: {line.what}</span>
                          </Link>
                        </div>
                      )}
                    </>
                  ) : null,
              },
            ]
          : []),
      ]}
    />
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export interface TimelineItem {
  when: Content
  what: Content
  /** Worked out by comparing imports rather than written in a file; say so in `what` too. */
  inferred?: boolean | undefined
}

export function Timeline(props: { items: readonly TimelineItem[] }): JSX.Element {
  return (
    <ol class="fl-timeline">
      {props.items.map((item) => (
        <li class={classes('fl-timeline__item', item.inferred && 'fl-timeline__item--inferred')}>
          <span class="fl-timeline__when">{item.when}</span>
          {item.what}
        </li>
      ))}
    </ol>
  )
}

/** Something that a person is asked about: what was read, and the fields that answer it. */
export function QuestionBox(props: { id?: string | undefined; children: Content }): JSX.Element {
  return (
    <div class="fl-question" id={props.id}>
      {props.children}
    </div>
  )
}

/** Words exactly as a file holds them, spaces included. */
export function AsRead(props: { children: string }): JSX.Element {
  return <span class="fl-read">{props.children}</span>
}
