import { longDate } from '../../../kit/index.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { ChildId, Question } from '../../../core/model/index.ts'
import type { Cell, Row } from '../../read/types.ts'
import { readChildId } from '../child-id.ts'
import type { BadDay, DayRead, DayReader } from '../day.ts'
import type { FindingSink, Place, Tally, Told } from '../tally.ts'
import { codeKey, columnLetter, headerKey, isBlank, shown, tidy } from '../tidy.ts'
import type { CodeReader } from './codes.ts'
import type { Column, DateRole, FigureCode, List } from './lists.ts'
import type { Draft } from './records.ts'
import { recordOf } from './records.ts'
import { columnOf, ID_KEYS, listOfName } from './sheets.ts'

/** What one upload's readers share. */
export interface ListContext {
  sha256: string
  today: IsoDate
  answers: ReadonlyMap<string, string>
  days: DayReader
  codes: CodeReader
  findings: FindingSink
}

interface Bound {
  index: number
  column: Column
  /** The heading as read. */
  heading: string
}

/** A column whose trouble is told once, at its heading, with how often it occurs. */
interface Gathered {
  bound: Bound
  count: number
  example: string
}

/**
 * For each date column that holds text: how many cells prove which order, and the drafts and texts,
 * side by side, of those that could be read either way.
 */
interface Order {
  dayFirst: number
  monthFirst: number
  drafts: Draft[]
  texts: string[]
}

const TOTALS =
  /^(?:(?:grand |sub ?-?)?totals?\b|(?:count|sum|number|no\.) of\b|(?:count|sum|average)$)/i

/** No id heading has one, nearly every id does: the cheap test that spares a row the dear one. */
const DIGIT = /\d/

const BAD_DAY: Readonly<Record<BadDay, string>> = {
  'date-not-a-day': 'is not a day of the calendar',
  'date-month-first':
    'is a day only if the month comes first, and dates here are read as day, month, year',
  'date-out-of-range': 'is too far from today to be right',
}

/**
 * Reads the rows of one list on one sheet, from below its headings: records into `drafts`, trouble
 * into the findings. Columns `from` to `to` (index, inclusive) belong to the list.
 */
export class ListReader {
  readonly list: List
  readonly headerRow: number
  readonly #context: ListContext
  readonly #place: Place
  readonly #tally: Tally
  readonly #drafts: Draft[]
  readonly #from: number
  readonly #to: number
  readonly #bound = new Map<string, Bound>()
  readonly #noted: Bound[] = []
  readonly #described: Bound[] = []
  readonly #badNoted = new Map<string, Gathered>()
  readonly #unknownCodes = new Map<string, Map<string, Gathered>>()
  readonly #orders = new Map<string, Order>()
  readonly #rowAnswers: ReadonlyMap<number, string>
  readonly #id: Bound | null
  #waiting = 0
  #row: Row = { number: 0, cells: [] }
  #kept = false
  #eithers: Order[] = []
  #blankRows = 0

  constructor(
    context: ListContext,
    place: Place,
    list: List,
    header: Row,
    span: { from: number; to: number },
    tally: Tally,
    drafts: Draft[],
  ) {
    this.#context = context
    this.#place = place
    this.list = list
    this.headerRow = header.number
    this.#from = span.from
    this.#to = span.to
    this.#tally = tally
    this.#drafts = drafts
    this.#rowAnswers = rowAnswers(context, place.sheet ?? '')
    this.#bind(header)
    this.#id = [...this.#bound.values()].find((bound) => bound.column.kind.is === 'id') ?? null
  }

  /** Whether a column of this name was found on the sheet. */
  has(key: string): boolean {
    return this.#bound.has(key)
  }

  #bind(header: Row): void {
    const spare: { index: number; heading: string; key: string }[] = []
    for (let index = this.#from; index <= this.#to; index++) {
      const heading = tidy(header.cells[index]?.text ?? '')
      if (heading === '') continue
      const key = headerKey(heading)
      const column = columnOf(this.list, key)
      if (column === null) spare.push({ index, heading, key })
      else if (this.#bound.has(column.key)) this.#repeated(column, index, heading)
      else this.#bound.set(column.key, { index, column, heading })
    }
    const answered = new Set<string>()
    for (const column of this.list.columns) {
      if (this.#bound.has(column.key)) continue
      const answer = this.#context.answers.get(this.#headerKey(column))
      if (answer === undefined) continue
      answered.add(column.key)
      const at = spare.findIndex((one) => one.key === answer)
      const found = at < 0 ? undefined : spare.splice(at, 1)[0]
      if (found) this.#bound.set(column.key, { index: found.index, column, heading: found.heading })
    }
    for (const column of this.list.columns)
      if (column.needed && !this.#bound.has(column.key))
        this.#missing(column, spare, answered.has(column.key))
    for (const { index, heading } of spare)
      this.#tell({
        code: 'column-unknown',
        row: this.headerRow,
        column: heading,
        value: heading,
        sentence: `Column ${columnLetter(index)} is not one that ${this.list.name} has; it was not read. Nothing needs doing unless it holds something that should count.`,
        effect: 'notice',
        changesFigures: false,
      })
    for (const bound of this.#bound.values()) {
      const kind = bound.column.kind
      if (kind.is === 'date' && kind.role === 'noted') this.#noted.push(bound)
      if (kind.is === 'description-code') this.#described.push(bound)
    }
  }

  #headerKey(column: Column): string {
    return `header:list-${this.list.number}:${column.key}`
  }

  #repeated(column: Column, index: number, heading: string): void {
    this.#tell({
      code: 'column-repeated',
      row: this.headerRow,
      column: heading,
      value: heading,
      sentence: `Column ${columnLetter(index)} has the same heading as an earlier column of ${this.list.name}; the earlier one was read. If the later one is right, take the other out and upload again.`,
      effect: column.needed ? 'question' : 'notice',
      changesFigures: column.needed,
    })
  }

  #missing(
    column: Column,
    spare: readonly { heading: string; key: string }[],
    answered: boolean,
  ): void {
    const isId = column.kind.is === 'id'
    const what = isId
      ? 'no row of it can be used until this is settled'
      : 'it was read as blank in every row'
    const told: Told = {
      code: 'column-missing',
      row: this.headerRow,
      column: column.header,
      sentence:
        spare.length > 0 && !answered
          ? `${this.list.name} has no column headed “${column.header}”; ${what}. Choose the column that holds it, or add it and upload again.`
          : `${this.list.name} has no column headed “${column.header}”; ${what}. Add it and upload again.`,
      effect: isId ? 'row-left-out' : answered ? 'notice' : 'question',
      changesFigures: isId || !answered,
    }
    if (spare.length > 0)
      told.question = {
        key: this.#headerKey(column),
        asks: `Which column of ${this.list.name} holds “${column.header}”?`,
        options: [
          ...spare.map((one) => ({ value: one.key, label: one.heading })),
          { value: 'none', label: 'None of these: the list has no such column' },
        ],
        remembered: true,
      }
    this.#tell(told)
  }

  #tell(told: Told): void {
    this.#context.findings.add(this.#place, told)
  }

  /** A finding at the present row, or at a cell of it. */
  #tellRow(told: Omit<Told, 'row'>, bound?: Bound): void {
    if (this.#kept && told.question?.key.startsWith('row:')) return
    const value = bound === undefined ? undefined : this.#row.cells[bound.index]?.text
    this.#context.findings.add(
      this.#place,
      {
        ...told,
        row: this.#row.number,
        ...(bound === undefined ? {} : { column: bound.heading }),
        ...(value === undefined || told.value !== undefined ? {} : { value }),
      },
      this.#tally,
    )
  }

  #rowQuestion(row: number, asks: string, keep: string, leaveOut: string): Question {
    return {
      key: rowKey(this.#context.sha256, this.#place.sheet ?? '', row),
      asks,
      options: [
        { value: 'keep', label: keep },
        { value: 'leave-out', label: leaveOut },
      ],
      remembered: false,
    }
  }

  /** Whether the row, in this list's columns, is a line of headings: where a list begins again. */
  startsHeadings(row: Row): boolean {
    const isHeading = (cell: Cell | undefined): boolean =>
      cell?.kind === 'text' && !DIGIT.test(cell.text) && ID_KEYS.has(headerKey(cell.text))
    // Headings repeated down the list have the id's where the ids stand; another list's come first.
    if (this.#id !== null && isHeading(row.cells[this.#id.index])) return true
    return isHeading(row.cells.find((cell) => cell !== undefined && cell.text !== ''))
  }

  /** Takes one row below the headings. */
  take(row: Row): void {
    this.#row = row
    this.#kept = false
    const idCell = this.#id === null ? undefined : row.cells[this.#id.index]
    const id = readChildId(idCell)
    const other = this.#firstOther(row)
    if (id.kind === 'none' && other === null) {
      this.#blankRows += 1
      return
    }
    if (this.#isTitle(row, id.kind, other)) return
    if (this.#id === null) {
      this.#waiting += 1
      return
    }
    this.#tally.row()
    const answer = this.#rowAnswers.size === 0 ? undefined : this.#rowAnswers.get(row.number)
    if (answer === 'leave-out') {
      this.#tellRow({
        code: 'row-left-out-as-answered',
        sentence:
          'This row is in no figure, as someone decided. Change the answer to bring it back.',
        effect: 'row-left-out',
        changesFigures: false,
        question: this.#rowQuestion(
          row.number,
          'Should this row count?',
          'Yes, count it as it stands',
          'No, leave it out',
        ),
      })
      return
    }
    this.#kept = answer === 'keep'
    if (id.kind === 'none') return this.#withoutId(other)
    if (id.kind === 'rounded') {
      this.#tellRow(
        {
          code: 'child-id-rounded',
          sentence:
            'A spreadsheet has shortened this id, so the child cannot be told from others. Format the column as text in the source, and upload again. Until then the row is left out.',
          effect: 'row-left-out',
          changesFigures: true,
        },
        this.#id,
      )
      return
    }
    if (other === null || TOTALS.test(id.id)) return this.#notAChild(id.id)
    if (this.#eithers.length > 0) this.#eithers = []
    const draft = recordOf(this.list, id.id, this.#source(), this)
    this.#drafts.push(draft)
    for (const order of this.#eithers) order.drafts.push(draft)
    this.#checkNoted(row)
    this.#checkDescribed(row)
  }

  #source(): { file: string; sheet: string; row: number } {
    return { file: this.#place.file, sheet: this.#place.sheet ?? '', row: this.#row.number }
  }

  /** The first cell beside the id that holds anything; a formula without a value counts. */
  #firstOther(row: Row): string | null {
    const last = Math.min(this.#to, row.cells.length - 1)
    for (let index = this.#from; index <= last; index++) {
      if (index === this.#id?.index) continue
      const cell = row.cells[index]
      if (cell === undefined) continue
      if (cell.kind === 'no-value') return ''
      if (cell.text === '') continue
      const text = tidy(cell.text)
      if (!isBlank(text)) return text
    }
    return null
  }

  /** `List 7: Child protection` alone in a row is a title over the next list. */
  #isTitle(row: Row, id: string, other: string | null): boolean {
    const text =
      id === 'none' ? other : other === null ? (row.cells[this.#id?.index ?? 0]?.text ?? '') : null
    if (text === null || !/^list/i.test(text) || listOfName(text) === null) return false
    return row.cells.filter((cell) => cell !== undefined && tidy(cell.text) !== '').length === 1
  }

  #withoutId(other: string | null): void {
    if (other !== null && TOTALS.test(other)) return this.#notAChild(other)
    const bound = this.#id ?? undefined
    this.#tellRow(
      {
        code: 'child-id-missing',
        sentence: `The row has no ${this.list.number === 11 ? 'adopter' : 'child'} id, so it is left out. Give the id in the source and upload again, or take the row out.`,
        effect: 'row-left-out',
        changesFigures: true,
      },
      bound,
    )
  }

  #notAChild(text: string): void {
    const totals = TOTALS.test(text)
    this.#tellRow(
      {
        code: totals ? 'row-of-totals' : 'row-not-a-child',
        value: text,
        sentence: totals
          ? 'The row adds up the rows above and is no child; it is left out. Nothing needs doing.'
          : 'The row holds one cell and nothing else, so it is left out. If it is a child, fill in the row and upload again.',
        effect: 'row-left-out',
        changesFigures: false,
      },
      this.#id ?? undefined,
    )
  }

  #order(key: string): Order {
    let order = this.#orders.get(key)
    if (order === undefined)
      this.#orders.set(key, (order = { dayFirst: 0, monthFirst: 0, drafts: [], texts: [] }))
    return order
  }

  /** A date of the present row. Column absent, blank or unusable → null; trouble is told at the cell. */
  day(key: string): IsoDate | null {
    const bound = this.#bound.get(key)
    if (bound === undefined || bound.column.kind.is !== 'date') return null
    const cell = this.#row.cells[bound.index]
    if (cell === undefined) return null
    const role = bound.column.kind.role
    if (cell.text === '' && cell.kind !== 'no-value') return null
    if (cell.kind === 'no-value' || cell.kind === 'error' || cell.text.charCodeAt(0) === 35)
      return this.#unusable(bound, cell, role)
    const read = this.#context.days.cell(cell)
    if (read.kind === 'none') return null
    if (read.kind === 'bad') {
      if (read.why === 'date-month-first') this.#order(key).monthFirst += 1
      this.#badDay(bound, role, read.why, cell.text)
      return null
    }
    if (read.order === 'either') {
      const order = this.#order(key)
      order.texts.push(cell.text)
      this.#eithers.push(order)
    }
    if (read.order === 'day-first') this.#order(key).dayFirst += 1
    if (read.day > this.#context.today && role !== 'birth' && role !== 'planned')
      this.#inFuture(bound, role, read.day)
    return read.day
  }

  #openQuestion(row: number): Question {
    return this.#rowQuestion(
      row,
      `Is this ${this.#thing()} still open?`,
      'Yes, still open: count it',
      'No, it has ended: leave the row out',
    )
  }

  /** What an end date ends, in plain words. */
  #thing(): string {
    switch (this.list.number) {
      case 2:
      case 4:
        return 'assessment'
      case 7:
        return 'child protection plan'
      case 8:
        return 'period of care'
      default:
        return 'case'
    }
  }

  #badDay(bound: Bound, role: DateRole, why: BadDay, text: string, row = this.#row.number): void {
    const what = `“${shown(text)}” ${BAD_DAY[why]}`
    this.#badCell(bound, role, why, text, what, row)
  }

  #badCell(
    bound: Bound,
    role: DateRole,
    code: string,
    value: string,
    what: string,
    row = this.#row.number,
  ): void {
    const ends = role === 'end'
    const told: Told = {
      code,
      row,
      column: bound.heading,
      value,
      sentence: ends
        ? `${what}. Without an end date the ${this.#thing()} counts as open. Correct the cell and upload again, or say whether it is open.`
        : `${what}; the cell is not used. Correct it in the source and upload again.`,
      effect: ends ? 'question' : 'cell-not-used',
      changesFigures: ends || role === 'start' || role === 'planned',
    }
    if (ends) {
      if (this.#rowAnswers.get(row) === 'keep') return
      told.question = this.#openQuestion(row)
    }
    this.#context.findings.add(this.#place, told, this.#tally)
  }

  /** A formula without a value, an error such as #REF!, or several values in one cell. */
  #unusable(bound: Bound, cell: Cell, role: DateRole): null {
    const key = codeKey(cell.text)
    if (key === '#n/a' && role !== 'end') return null
    if (key === '#multivalue' && role !== 'end' && role !== 'start' && role !== 'planned')
      return null
    const { code, what } = unusable(cell, key)
    this.#badCell(bound, role, code, cell.text, what)
    return null
  }

  #inFuture(bound: Bound, role: DateRole, day: IsoDate): void {
    const decides = role === 'start' || role === 'end'
    const told: Omit<Told, 'row'> = {
      code: 'date-in-future',
      sentence:
        role === 'end'
          ? `${longDate(day)} has not come yet, so the ${this.#thing()} counts as open until then. If that is wrong, correct the cell and upload again.`
          : `${longDate(day)} has not come yet, and this cannot have happened ahead of time. The date is used as it stands; correct it in the source and upload again.`,
      effect: 'question',
      changesFigures: decides,
    }
    if (decides)
      told.question = this.#rowQuestion(
        this.#row.number,
        'Should this row count as it stands?',
        'Yes, the date is right',
        'No, leave the row out',
      )
    this.#tellRow(told, bound)
  }

  /** A coded cell that decides a figure: its meaning, or null where blank or asked about. */
  code(key: string): string | null {
    const bound = this.#bound.get(key)
    if (bound === undefined || bound.column.kind.is !== 'figure-code') return null
    const cell = this.#row.cells[bound.index]
    if (cell === undefined || (cell.text === '' && cell.kind !== 'no-value')) return null
    const value = tidy(cell.text)
    if (cell.kind === 'no-value' || cell.text.charCodeAt(0) === 35) {
      const folded = codeKey(value)
      if (folded === '#n/a') return null
      const { code, what } = unusable(cell, folded)
      this.#tellRow(
        {
          code,
          sentence: `${what}; the cell is not used. Put a value in its place and upload again.`,
          effect: 'cell-not-used',
          changesFigures: true,
        },
        bound,
      )
      return null
    }
    if (isBlank(value)) return null
    const code: FigureCode = bound.column.kind.code
    const read = this.#context.codes.figure(code, value)
    if ('known' in read) return read.known
    this.#tellRow(
      {
        code: 'code-unknown',
        sentence: `“${shown(value)}” is not a value that Fairload knows for ${bound.column.header}. Say what it means; the answer is remembered.`,
        effect: 'question',
        changesFigures: true,
        question: read.unknown,
      },
      bound,
    )
    return null
  }

  /** A worker's or team's name with its spaces put right; placeholders stay as read. */
  name(key: string): string | null {
    const bound = this.#bound.get(key)
    if (bound === undefined) return null
    const cell = this.#row.cells[bound.index]
    if (cell === undefined || (cell.text === '' && cell.kind !== 'no-value')) return null
    const text = tidy(cell.text)
    if (cell.kind === 'no-value' || text.charCodeAt(0) === 35) {
      const folded = codeKey(text)
      if (folded === '#n/a') return bound.column.kind.is === 'worker' ? text : null
      const { code, what } = unusable(cell, folded)
      this.#tellRow(
        {
          code,
          sentence: `${what}; the row counts as if nobody were named here. Put the name in and upload again.`,
          effect: 'cell-not-used',
          changesFigures: true,
        },
        bound,
      )
      return null
    }
    return isBlank(text) ? null : text
  }

  #checkNoted(row: Row): void {
    for (const bound of this.#noted) {
      const cell = row.cells[bound.index]
      if (cell === undefined || cell.text === '' || cell.text.charCodeAt(0) === 35) continue
      const read: DayRead = this.#context.days.cell(cell)
      if (read.kind === 'bad') gather(this.#badNoted, bound.column.key, bound, cell.text)
    }
  }

  #checkDescribed(row: Row): void {
    for (const bound of this.#described) {
      const cell = row.cells[bound.index]
      if (cell === undefined || cell.text === '' || bound.column.kind.is !== 'description-code')
        continue
      const value = tidy(cell.text)
      if (isBlank(value) || value.charCodeAt(0) === 35) continue
      if (this.#context.codes.described(bound.column.kind.code, value)) continue
      let unknown = this.#unknownCodes.get(bound.column.key)
      if (unknown === undefined) this.#unknownCodes.set(bound.column.key, (unknown = new Map()))
      gather(unknown, codeKey(value), bound, value)
    }
  }

  /** Tells what could only be known once the whole list was read. */
  finish(): void {
    if (this.#waiting > 0) this.#tally.hold(this.#waiting)
    if (this.#blankRows > 0)
      this.#tell({
        code: 'rows-empty',
        sentence:
          this.#blankRows === 1
            ? 'One row of the sheet is formatted but empty; it was passed over.'
            : `${this.#blankRows.toLocaleString('en-GB')} rows of the sheet are formatted but empty; they were passed over.`,
        effect: 'notice',
        changesFigures: false,
      })
    for (const [key, order] of this.#orders) this.#settleOrder(key, order)
    for (const { bound, count, example } of this.#badNoted.values())
      this.#tell({
        code: 'dates-not-days',
        row: this.headerRow,
        column: bound.heading,
        value: example,
        sentence: `${times(count, 'cell')} of this column ${count === 1 ? 'holds' : 'hold'} no usable date, the first being “${shown(example)}”. No figure uses the column; correct it before a return is made from it.`,
        effect: 'notice',
        changesFigures: false,
      })
    for (const unknown of this.#unknownCodes.values()) this.#tellUnknown(unknown)
  }

  #tellUnknown(unknown: ReadonlyMap<string, Gathered>): void {
    let told = 0
    for (const { bound, count, example } of unknown.values()) {
      if (++told > 20) {
        this.#tell({
          code: 'descriptions-unknown',
          row: this.headerRow,
          column: bound.heading,
          sentence: `${times(unknown.size - 20, 'more value')} of this column ${unknown.size === 21 ? 'is' : 'are'} not on its code list. No figure uses the column.`,
          effect: 'notice',
          changesFigures: false,
        })
        return
      }
      this.#tell({
        code: 'description-unknown',
        row: this.headerRow,
        column: bound.heading,
        value: example,
        sentence: `“${shown(example)}” is not on this column's code list; ${times(count, 'row')} ${count === 1 ? 'holds' : 'hold'} it. No figure uses the column.`,
        effect: 'notice',
        changesFigures: false,
      })
    }
  }

  /**
   * Where a column holds dates that only the month-first order explains, its other dates can no
   * longer be trusted: they are refused too, unless nearly all (19 in 20) of those that can be told
   * are day-first, as the guidance asks.
   */
  #settleOrder(key: string, order: Order): void {
    if (order.monthFirst === 0 || order.drafts.length === 0) return
    const bound = this.#bound.get(key)
    if (bound === undefined || bound.column.kind.is !== 'date') return
    const role = bound.column.kind.role
    if (order.monthFirst * 20 <= order.dayFirst + order.monthFirst) {
      this.#tell({
        code: 'dates-mixed-order',
        row: this.headerRow,
        column: bound.heading,
        sentence: `This column has ${times(order.monthFirst, 'date')} with the month first, so ${times(order.drafts.length, 'other')} that could be read either way ${order.drafts.length === 1 ? 'was' : 'were'} read as day, month, year. Check that before relying on them.`,
        effect: 'question',
        changesFigures: role === 'start' || role === 'end' || role === 'planned',
      })
      return
    }
    for (const [at, draft] of order.drafts.entries()) {
      const text = order.texts[at] ?? ''
      Reflect.set(draft.record, key, null)
      this.#badCell(
        bound,
        role,
        'date-either-order',
        text,
        `“${shown(text)}” could be read day first or month first, and other dates of this column have the month first`,
        draft.record.from.row,
      )
    }
  }

  /** Tells that a row gave way to a later one of the same child. `differs`: figures could change. */
  superseded(row: number, value: ChildId, differs: boolean): 'keep' | 'leave-out' {
    if (this.#rowAnswers.get(row) === 'keep') return 'keep'
    this.#context.findings.add(
      this.#place,
      {
        code: 'row-superseded',
        row,
        column: this.#id?.heading ?? 'Child Unique ID',
        value,
        sentence: `${this.list.name} should have one row for each child, and this child has a later one; this row is left out. If both should count, say so.`,
        effect: 'row-left-out',
        changesFigures: differs,
        question: this.#rowQuestion(
          row,
          'Should this earlier row of the child count as well?',
          'Yes, count it too',
          'No, the later row is enough',
        ),
      },
      this.#tally,
    )
    return 'leave-out'
  }

  /** Tells that a record's end lies before its start; the end is not used. */
  endBeforeStart(row: number, key: string, start: IsoDate, end: IsoDate): void {
    const bound = this.#bound.get(key)
    if (bound === undefined) return
    this.#badCell(
      bound,
      'end',
      'end-before-start',
      longDate(end),
      `The end, ${longDate(end)}, is before the start, ${longDate(start)}`,
      row,
    )
  }

  /** Adds a question that needs other lists: told once all of them were read. */
  tellLater(row: number, key: string, told: Omit<Told, 'row' | 'column'>): void {
    if (this.#rowAnswers.get(row) === 'keep' && told.question?.key.startsWith('row:')) return
    const bound = this.#bound.get(key)
    this.#context.findings.add(
      this.#place,
      { ...told, row, ...(bound === undefined ? {} : { column: bound.heading }) },
      this.#tally,
    )
  }
}

const times = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`

function gather(into: Map<string, Gathered>, key: string, bound: Bound, example: string): void {
  const seen = into.get(key)
  if (seen === undefined) into.set(key, { bound, count: 1, example })
  else seen.count += 1
}

function unusable(cell: Cell, folded: string): { code: string; what: string } {
  if (cell.kind === 'no-value')
    return {
      code: 'formula-without-value',
      what: 'The formula in this cell was saved without its result',
    }
  if (folded === '#multivalue')
    return { code: 'several-values', what: 'The cell stands for several values at once' }
  return { code: 'cell-holds-an-error', what: `The cell holds the error “${shown(cell.text)}”` }
}

/** The key under which a row's answer is stored. */
export const rowKey = (sha256: string, sheet: string, row: number): string =>
  `row:${sha256}:${sheet}:${row}`

function rowAnswers(context: ListContext, sheet: string): ReadonlyMap<number, string> {
  const start = `row:${context.sha256}:${sheet}:`
  const answers = new Map<number, string>()
  for (const [key, value] of context.answers)
    if (key.startsWith(start)) answers.set(Number(key.slice(start.length)), value)
  return answers
}
