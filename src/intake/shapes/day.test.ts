import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDayNumber, dayNumber } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { Cell } from '../read/types.ts'
import { DayReader } from './day.ts'

const TODAY = '2026-11-21' as IsoDate
const days = new DayReader(TODAY)
const dayOf = (text: string): string | null => {
  const read = days.text(text)
  return read.kind === 'day' ? read.day : null
}
const whyNot = (text: string): string | null => {
  const read = days.text(text)
  return read.kind === 'bad' ? read.why : null
}

describe('a date in a file', () => {
  it.each([
    ['16/09/2020', '2020-09-16'],
    ['6/9/20', '2020-09-06'],
    ['16.09.2020', '2020-09-16'],
    ['16-09-2020', '2020-09-16'],
    ['16/09/2020 00:00', '2020-09-16'],
    ['16/09/2020 13:45:59', '2020-09-16'],
    ['2020-09-16', '2020-09-16'],
    ['2020/09/16', '2020-09-16'],
    ['2020-09-16T00:00:00', '2020-09-16'],
    ['2020-09-16T13:45:59.123Z', '2020-09-16'],
    ['2020-09-16 00:00:00', '2020-09-16'],
    ['16-Sep-2020', '2020-09-16'],
    ['16-SEP-20', '2020-09-16'],
    ['16 Sept 2020', '2020-09-16'],
    ['3rd November 2025', '2025-11-03'],
    ['44090', '2020-09-16'],
    ['44090.75', '2020-09-16'],
    [' 16/09/2020\u00a0', '2020-09-16'],
    ['29/02/2024', '2024-02-29'],
  ])('is read from %s', (text, expected) => {
    expect(dayOf(text)).toBe(expected)
  })

  it.each(['', ' ', '-', '.', 'nan', '<blank>', 'NULL', '#N/A', '01/01/1900', '1900-01-01', '0'])(
    'is none in %j',
    (text) => {
      expect(days.text(text).kind).toBe('none')
    },
  )

  it.each([
    ['12/25/2020', 'date-month-first'],
    ['1/31/20', 'date-month-first'],
    ['31/02/2021', 'date-not-a-day'],
    ['29/02/2023', 'date-not-a-day'],
    ['32/13/2020', 'date-not-a-day'],
    ['2020-13-01', 'date-not-a-day'],
    ['last Tuesday', 'date-not-a-day'],
    ['16 Foo 2020', 'date-not-a-day'],
    ['20200916', 'date-not-a-day'],
    ['16/09/1820', 'date-out-of-range'],
    ['2019', 'date-out-of-range'],
    ['31/12/9999', 'date-out-of-range'],
  ])('is refused, never guessed, in %s', (text, why) => {
    expect(whyNot(text)).toBe(why)
  })

  it('takes two-digit years up to next year as of this century', () => {
    expect(dayOf('1/2/27')).toBe('2027-02-01')
    expect(dayOf('1/2/28')).toBe('1928-02-01')
  })

  it('is the same day however it was written', () => {
    const written: ((y: string, m: string, d: string) => string)[] = [
      (y, m, d) => `${d}/${m}/${y}`,
      (y, m, d) => `${Number(d)}/${Number(m)}/${y}`,
      (y, m, d) => `${y}-${m}-${d}`,
      (y, m, d) => `${y}-${m}-${d}T00:00:00`,
      (y, m, d) =>
        `${d}-${'JanFebMarAprMayJunJulAugSepOctNovDec'.slice(Number(m) * 3 - 3, Number(m) * 3)}-${y}`,
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('1930-01-01' as IsoDate), max: dayNumber(TODAY) }),
        fc.constantFrom(...written),
        (number, write) => {
          const day = dateOfDayNumber(number)
          const [year, month, date] = day.split('-') as [string, string, string]
          expect(dayOf(write(year, month, date))).toBe(day)
        },
      ),
    )
  })

  it('comes from the cell itself where the workbook holds a real date or a serial', () => {
    const cell = (kind: Cell['kind'], text: string, day: string | null): Cell => ({
      kind,
      text,
      day: day as IsoDate | null,
    })
    expect(days.cell(cell('date', '9/16/20', '2020-09-16'))).toMatchObject({ day: '2020-09-16' })
    expect(days.cell(cell('number', '42628', '2020-09-16'))).toMatchObject({ day: '2020-09-16' })
    expect(days.cell(cell('date', '1/1/1900', '1900-01-01'))).toEqual({ kind: 'none' })
  })

  it('says whether its text could be read either way', () => {
    const orderOf = (text: string): string | null => {
      const read = days.text(text)
      return read.kind === 'day' ? read.order : null
    }
    expect(orderOf('03/04/2021')).toBe('either')
    expect(orderOf('04/04/2021')).toBe('fixed')
    expect(orderOf('13/04/2021')).toBe('day-first')
    expect(orderOf('2021-04-03')).toBe('fixed')
  })
})
