import type { IsoDate } from '../../kit/index.ts'
import { dateOfDayNumber } from '../../kit/index.ts'
import type { Cell } from './types.ts'

/** How a cell's number format shows its number. */
export type NumberShow =
  | { as: 'number' }
  | { as: 'date' }
  | { as: 'time' }
  /** Digits padded with noughts to `width`, as ids often are: `000000`. */
  | { as: 'padded'; width: number }

const DAY_SECONDS = 86_400
/** Day numbers of 30 December 1899 and 1 January 1904, on which the two systems count from 0. */
const ORIGIN_1900 = -25_569
const ORIGIN_1904 = -24_107
/** 31 December 9999, the last day Excel knows. */
const LAST_DAY = 2_932_896
const LAST_BARE_SERIAL = 80_000
const CACHED_SERIALS = 80_000
const CACHED_INTEGERS = 100_000

export const TRUE: Cell = { text: 'TRUE', kind: 'boolean', day: null }
export const FALSE: Cell = { text: 'FALSE', kind: 'boolean', day: null }
export const NO_VALUE: Cell = { text: '', kind: 'no-value', day: null }

export const textCell = (text: string): Cell => ({ text, kind: 'text', day: null })
export const errorCell = (text: string): Cell => ({ text, kind: 'error', day: null })

/**
 * Makes number and date cells of one workbook. The same day or small integer gives the same cell
 * object: a sheet of 100,000 rows has few different ones, and memory follows.
 */
export class NumberCells {
  readonly #origin: number
  readonly #date1904: boolean
  // Given their length at once: an array filled at 45,000 first becomes a slow dictionary.
  readonly #days = new Array<Cell | undefined>(CACHED_SERIALS)
  readonly #integers = new Array<Cell | undefined>(CACHED_INTEGERS)

  constructor(date1904: boolean) {
    this.#date1904 = date1904
    this.#origin = date1904 ? ORIGIN_1904 : ORIGIN_1900
  }

  make(value: number, show: NumberShow): Cell {
    switch (show.as) {
      case 'number':
        return this.#number(value)
      case 'date':
        return this.#isDay(value) ? this.#date(value) : this.#number(value)
      case 'time':
        return this.#isDay(value) ? timeCell(value) : this.#number(value)
      case 'padded':
        return this.#padded(value, show.width)
    }
  }

  /** A second before its end, 31 December 9999 would round into a year that no day can have. */
  #isDay(value: number): boolean {
    return value >= 0 && value + this.#origin < LAST_DAY + 1 - 1 / DAY_SECONDS
  }

  #number(value: number): Cell {
    if (Number.isInteger(value) && value >= 0 && value < CACHED_INTEGERS)
      return (this.#integers[value] ??= this.#plain(value))
    return this.#plain(value)
  }

  #plain(value: number): Cell {
    const bare = value >= 1 && value <= LAST_BARE_SERIAL
    return {
      text: numberText(value),
      kind: 'number',
      day: bare ? this.#dayOf(Math.floor(value)) : null,
    }
  }

  #padded(value: number, width: number): Cell {
    if (!Number.isSafeInteger(value) || value < 0) return this.#number(value)
    return { ...this.#number(value), text: String(value).padStart(width, '0') }
  }

  #date(value: number): Cell {
    if (Number.isInteger(value) && value < CACHED_SERIALS)
      return (this.#days[value] ??= this.#dateCell(value, ''))
    // Rounded to the second first: 44927.99999999 is the next day at midnight, as Excel shows it.
    const seconds = Math.round(value * DAY_SECONDS)
    const serial = Math.floor(seconds / DAY_SECONDS)
    const rest = seconds - serial * DAY_SECONDS
    return this.#dateCell(serial, rest === 0 ? '' : ` ${clock(rest)}`)
  }

  #dateCell(serial: number, time: string): Cell {
    const day = this.#dayOf(serial)
    return { text: `${this.#dayText(serial, day)}${time}`, kind: 'date', day }
  }

  #dayText(serial: number, day: IsoDate | null): string {
    if (day) return ukDate(day)
    return serial === 0 ? '00/01/1900' : '29/02/1900'
  }

  #dayOf(serial: number): IsoDate | null {
    if (this.#date1904) return dateOfDayNumber(serial + this.#origin)
    // Excel counts a 29 February 1900 that never was as day 60, and shows day 0 as 0 January.
    if (serial === 0 || serial === 60) return null
    return dateOfDayNumber(serial + this.#origin + (serial < 60 ? 1 : 0))
  }
}

/** `2025-11-03` as `03/11/2025`. */
export const ukDate = (day: IsoDate): string =>
  `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/** A day with its time of day, where it has one; for dates that a file writes as ISO 8601 text. */
export const dayCell = (day: IsoDate, time: string): Cell => ({
  text: time === '' || time === '00:00' ? ukDate(day) : `${ukDate(day)} ${time}`,
  kind: 'date',
  day,
})

function timeCell(value: number): Cell {
  return textCell(clock(Math.round(value * DAY_SECONDS)))
}

/** Hours may pass 24: a format such as `[h]:mm` counts on. */
function clock(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = seconds % 60
  return `${two(hours)}:${two(minutes)}${rest === 0 ? '' : `:${two(rest)}`}`
}

/** Excel keeps 15 significant digits; what lies beyond is noise of binary fractions. */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  return String(Number(value.toPrecision(15))).replace('e', 'E')
}
