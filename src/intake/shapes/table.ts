import type { IsoDate } from '../../kit/index.ts'
import type { Question, Source } from '../../core/model/index.ts'
import type { Cell, Row } from '../read/types.ts'
import type { DayReader } from './day.ts'
import type { FindingSink, Place, Tally, Told } from './tally.ts'
import { codeKey, columnLetter, headerKey, isBlank, shown, tidy } from './tidy.ts'

/** A column of a file that Fairload itself lays out. */
export interface TableColumn {
  key: string
  header: string
  /** What to put in it, for the template. */
  help: string
  example: string
  /** The only values it may hold, as people write them; null where free. */
  allowed: readonly string[] | null
  /** Other headings read as this one. */
  also: readonly string[]
}

/** What a table's reader shares with its rows. */
export interface TableContext {
  sha256: string
  today: IsoDate
  answers: ReadonlyMap<string, string>
  days: DayReader
  findings: FindingSink
}

/** The columns of a table that a row of heading keys names. */
export function columnsNamed(
  columns: readonly TableColumn[],
  keys: readonly string[],
): Set<string> {
  const present = new Set(keys)
  return new Set(
    columns
      .filter((column) =>
        [column.header, ...column.also].some((one) => present.has(headerKey(one))),
      )
      .map((column) => column.key),
  )
}

interface Bound {
  index: number
  heading: string
}

/** Reads rows of one sheet of a table by its headings. */
export class Table {
  readonly place: Place
  readonly tally: Tally
  readonly context: TableContext
  readonly #bound = new Map<string, Bound>()
  readonly #width: number

  constructor(
    context: TableContext,
    place: Place,
    columns: readonly TableColumn[],
    header: Row,
    tally: Tally,
  ) {
    this.context = context
    this.place = place
    this.tally = tally
    this.#width = header.cells.length
    const byKey = new Map(
      columns.flatMap((column) =>
        [column.header, ...column.also].map((one) => [headerKey(one), column] as const),
      ),
    )
    for (let index = 0; index < header.cells.length; index++) {
      const heading = tidy(header.cells[index]?.text ?? '')
      if (heading === '') continue
      const column = byKey.get(headerKey(heading))
      if (column !== undefined && !this.#bound.has(column.key)) {
        this.#bound.set(column.key, { index, heading })
        continue
      }
      context.findings.add(place, {
        code: column === undefined ? 'column-unknown' : 'column-repeated',
        row: header.number,
        column: heading,
        value: heading,
        sentence:
          column === undefined
            ? `Column ${columnLetter(index)} is not one that this file has; it was not read. Check its spelling against the template if it should count.`
            : `Column ${columnLetter(index)} repeats an earlier heading; the earlier one was read. Take one of them out.`,
        effect: 'notice',
        changesFigures: false,
      })
    }
  }

  at(key: string): Bound | undefined {
    return this.#bound.get(key)
  }

  /** The row for reading, or null where it holds nothing or a person has left it out. */
  row(row: Row): TableRow | null {
    let empty = true
    for (let index = 0; index < Math.max(this.#width, row.cells.length) && empty; index++) {
      const cell = row.cells[index]
      if (cell !== undefined && (cell.kind === 'no-value' || !isBlank(tidy(cell.text))))
        empty = false
    }
    if (empty) return null
    this.tally.row()
    const read = new TableRow(this, row)
    if (this.context.answers.get(read.key) === 'leave-out') {
      read.tell(null, {
        code: 'row-left-out-as-answered',
        sentence:
          'This row is in no figure, as someone decided. Change the answer to bring it back.',
        effect: 'row-left-out',
        changesFigures: false,
        question: read.question('Should this row count?', 'Yes, count it', 'No, leave it out'),
      })
      return null
    }
    return read
  }
}

/** One row of a table; every trouble is told at its cell. */
export class TableRow {
  readonly from: Source
  readonly key: string
  readonly #table: Table
  readonly #row: Row

  constructor(table: Table, row: Row) {
    this.#table = table
    this.#row = row
    const sheet = table.place.sheet ?? ''
    this.from = { file: table.place.file, sheet, row: row.number }
    this.key = `row:${table.context.sha256}:${sheet}:${row.number}`
  }

  /** True where a person has said that the row counts as it stands. */
  get kept(): boolean {
    return this.#table.context.answers.get(this.key) === 'keep'
  }

  question(asks: string, keep: string, leaveOut: string): Question {
    return {
      key: this.key,
      asks,
      options: [
        { value: 'keep', label: keep },
        { value: 'leave-out', label: leaveOut },
      ],
      remembered: false,
    }
  }

  tell(key: string | null, told: Omit<Told, 'row' | 'column'>): void {
    const bound = key === null ? undefined : this.#table.at(key)
    const value = bound === undefined ? undefined : this.#row.cells[bound.index]?.text
    this.#table.context.findings.add(
      this.#table.place,
      {
        ...told,
        row: this.#row.number,
        ...(bound === undefined ? {} : { column: bound.heading }),
        ...(value === undefined || told.value !== undefined ? {} : { value }),
      },
      this.#table.tally,
    )
  }

  /** A cell that cannot be used: the row counts without it. */
  refuse(key: string, code: string, sentence: string, changesFigures = true): null {
    this.tell(key, { code, sentence, effect: 'cell-not-used', changesFigures })
    return null
  }

  cell(key: string): Cell | null {
    const bound = this.#table.at(key)
    if (bound === undefined) return null
    const cell = this.#row.cells[bound.index]
    if (cell === undefined) return null
    if (cell.kind === 'no-value')
      return this.refuse(
        key,
        'formula-without-value',
        'The formula in this cell was saved without its result; the cell is not used. Open the file in Excel, save it and upload again.',
      )
    const text = tidy(cell.text)
    if (cell.kind === 'error' && !isBlank(text))
      return this.refuse(
        key,
        'cell-holds-an-error',
        `The cell holds the error “${shown(text)}”; it is not used. Put a value in its place and upload again.`,
      )
    return isBlank(text) ? null : cell
  }

  text(key: string): string | null {
    const cell = this.cell(key)
    return cell === null ? null : tidy(cell.text)
  }

  day(key: string): IsoDate | null {
    const cell = this.cell(key)
    if (cell === null) return null
    const read = this.#table.context.days.cell(cell)
    if (read.kind === 'none') return null
    if (read.kind === 'day') return read.day
    const why = {
      'date-not-a-day': 'is not a day of the calendar',
      'date-month-first':
        'is a day only if the month comes first, and dates here are day, month, year',
      'date-out-of-range': 'is too far from today to be right',
    }[read.why]
    return this.refuse(
      key,
      read.why,
      `“${shown(cell.text)}” ${why}; the cell is not used. Write it like 30/09/2026.`,
    )
  }

  /**
   * A number of `places` decimals between `least` and `most`, as a whole number of its smallest
   * part (0.6 with 6 places → 600000). Anything else is refused with `hint`, never guessed.
   */
  scaled(key: string, { places, least = 0, most, hint, code }: Scale): number | null {
    const text = this.text(key)
    if (text === null) return null
    const value = scale(text, places)
    if (value === null || value < least * 10 ** places || value > most * 10 ** places)
      return this.refuse(key, code, `“${shown(text)}” ${hint}`)
    return value
  }

  /** One of a closed set, by what people write; anything else becomes a question, remembered. */
  choice<T extends string>(key: string, { slug, asks, options, known }: Choices<T>): T | null {
    const text = this.text(key)
    if (text === null) return null
    const folded = codeKey(text)
    const question: Question = {
      key: `code:${slug}:${folded}`,
      asks: asks(shown(text)),
      options: [...options, { value: 'blank', label: 'None of these: treat the cell as blank' }],
      remembered: true,
    }
    const answer = this.#table.context.answers.get(question.key)
    if (answer === 'blank') return null
    const chosen = options.find((option) => option.value === answer)?.value ?? known.get(folded)
    if (chosen !== undefined) return chosen
    this.tell(key, {
      code: 'code-unknown',
      sentence: `“${shown(text)}” is not a value that Fairload knows here. Say what it means; the answer is remembered.`,
      effect: 'question',
      changesFigures: true,
      question,
    })
    return null
  }
}

export interface Scale {
  places: number
  least?: number
  most: number
  hint: string
  code: string
}

export interface Choices<T extends string> {
  slug: string
  asks: (value: string) => string
  options: readonly { value: T; label: string }[]
  known: ReadonlyMap<string, T>
}

const NUMBER = /^(\d{1,9})(?:\.(\d{1,20}))?$/

/** Decimal text to a whole number of 10^-places, rounded half up; null where it is no such number. */
export function scale(text: string, places: number): number | null {
  const match = NUMBER.exec(text)
  if (match === null) return null
  const decimals = match[2] ?? ''
  const kept = Number(`${match[1] ?? ''}${decimals.slice(0, places).padEnd(places, '0')}`)
  return kept + ((decimals.charCodeAt(places) || 48) >= 53 ? 1 : 0)
}
