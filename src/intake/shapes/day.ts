import { dateOf, dateOfDayNumber, dayNumber } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { Cell } from '../read/types.ts'
import { isBlank, tidy } from './tidy.ts'

/** Why a date cell cannot be used. */
export type BadDay = 'date-not-a-day' | 'date-month-first' | 'date-out-of-range'

export type DayRead =
  | { kind: 'none' }
  /** `order`: whether the text proves day-first, could be read either way, or cannot be misread. */
  | { kind: 'day'; day: IsoDate; order: 'fixed' | 'day-first' | 'either' }
  | { kind: 'bad'; why: BadDay }

const NONE: DayRead = { kind: 'none' }
const bad = (why: BadDay): DayRead => ({ kind: 'bad', why })

const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})${TIME}$`)
const NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`)
const NAMED = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})[- ](\d{4}|\d{2})${TIME}$`,
)
const SERIAL = /^\d{1,5}(?:\.\d+)?$/

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const MONTH = new Map<string, number>(
  MONTHS.flatMap((name, index) => [
    [name, index + 1],
    [name.slice(0, 3), index + 1],
  ]),
)
MONTH.set('sept', 9)

/** Serial 0 of the 1900 date system, as days since 1970, correct for serials above 59. */
const SERIAL_ZERO = -25_569
const EARLIEST = '1920-01-01'
const NO_DATE = new Set(['1900-01-01', '1899-12-30', '1899-12-31'])

/**
 * Reads dates as English authorities write them: dd/mm/yyyy, d/m/yy, ISO, ISO with a time,
 * dd-MMM-yyyy, and day serials in a column known to hold dates. 1 January 1900 is no date. A text
 * that is a day only when its month comes first is refused. Results are kept per distinct text.
 */
export class DayReader {
  readonly #seen = new Map<string, DayRead>()
  readonly #latest: IsoDate
  readonly #twoDigitUpTo: number

  constructor(today: IsoDate) {
    this.#latest = dateOfDayNumber(dayNumber(today) + 3653)
    this.#twoDigitUpTo = (Number(today.slice(0, 4)) % 100) + 1
  }

  cell(cell: Cell): DayRead {
    if (cell.kind === 'date')
      return cell.day === null ? this.text(cell.text) : this.#ranged(cell.day)
    if (cell.kind === 'number' && cell.day !== null) return this.#ranged(cell.day)
    return this.text(cell.text)
  }

  text(raw: string): DayRead {
    const known = this.#seen.get(raw)
    if (known !== undefined) return known
    const read = this.#parse(tidy(raw))
    if (this.#seen.size > 100_000) this.#seen.clear()
    this.#seen.set(raw, read)
    return read
  }

  #parse(text: string): DayRead {
    if (isBlank(text)) return NONE
    const numbers = NUMBERS.exec(text)
    if (numbers) {
      const day = Number(numbers[1])
      const month = Number(numbers[3])
      const year = this.#year(numbers[4] ?? '')
      const found = dateOf(year, month, day)
      if (found === null)
        return bad(dateOf(year, day, month) === null ? 'date-not-a-day' : 'date-month-first')
      return this.#ranged(found, day > 12 ? 'day-first' : day === month ? 'fixed' : 'either')
    }
    const yearFirst = YEAR_FIRST.exec(text)
    if (yearFirst) return this.#whole(Number(yearFirst[1]), yearFirst[3], Number(yearFirst[4]))
    const named = NAMED.exec(text)
    if (named) {
      const month = MONTH.get((named[2] ?? '').toLowerCase())
      return this.#whole(this.#year(named[3] ?? ''), month, Number(named[1]))
    }
    if (SERIAL.test(text)) {
      const serial = Math.floor(Number(text))
      return serial <= 1 ? NONE : this.#ranged(dateOfDayNumber(SERIAL_ZERO + serial))
    }
    return bad('date-not-a-day')
  }

  #whole(year: number, month: string | number | undefined, day: number): DayRead {
    const found = month === undefined ? null : dateOf(year, Number(month), day)
    return found === null ? bad('date-not-a-day') : this.#ranged(found)
  }

  #year(digits: string): number {
    const year = Number(digits)
    if (digits.length > 2) return year
    return year <= this.#twoDigitUpTo ? 2000 + year : 1900 + year
  }

  #ranged(day: IsoDate, order: 'fixed' | 'day-first' | 'either' = 'fixed'): DayRead {
    if (NO_DATE.has(day)) return NONE
    if (day < EARLIEST || day > this.#latest) return bad('date-out-of-range')
    return { kind: 'day', day, order }
  }
}
