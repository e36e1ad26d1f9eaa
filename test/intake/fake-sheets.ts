import type { IsoDate } from '../../src/kit/index.ts'
import { dateOfDayNumber, ok } from '../../src/kit/index.ts'
import type { Finding, ListCount, Records } from '../../src/core/model/index.ts'
import type { Cell, OpenedFile, Row } from '../../src/intake/read/types.ts'
import { CodeReader } from '../../src/intake/shapes/annex-a/codes.ts'
import { planAnnexA } from '../../src/intake/shapes/annex-a/plan.ts'
import {
  annexACounts,
  readAnnexA,
  settleAnnexA,
} from '../../src/intake/shapes/annex-a/read-annex-a.ts'
import { DayReader } from '../../src/intake/shapes/day.ts'
import { peekSheets } from '../../src/intake/shapes/peek.ts'
import { FindingSink } from '../../src/intake/shapes/tally.ts'

/** A cell as a test writes it: text, a bare number, a real date, a saved formula, an error, or a hole. */
export type FakeCell =
  string | number | { date: string } | { formula: true } | { error: string } | null

export interface FakeSheet {
  name: string
  hidden?: boolean
  /** Row 1 first; a row of no cells is a row the reader never tells. */
  rows: readonly (readonly FakeCell[])[]
}

export function fakeCell(value: FakeCell): Cell | undefined {
  if (value === null) return undefined
  if (typeof value === 'string') return { text: value, kind: 'text', day: null }
  if (typeof value === 'number')
    return {
      text: String(value),
      kind: 'number',
      day: value >= 1 && value <= 80_000 ? dateOfDayNumber(Math.floor(value) - 25_569) : null,
    }
  if ('date' in value) return { text: value.date, kind: 'date', day: value.date as IsoDate }
  if ('error' in value) return { text: value.error, kind: 'error', day: null }
  return { text: '', kind: 'no-value', day: null }
}

/** An opened workbook that lies in memory. */
export function fakeFile(sheets: readonly FakeSheet[]): OpenedFile {
  return {
    format: 'xlsx',
    notices: [],
    close: () => Promise.resolve(),
    sheets: sheets.map(({ name, hidden, rows }) => ({
      name,
      hidden: hidden ?? false,
      read: (each) => {
        const filled = rows.flatMap((cells, index): Row[] =>
          cells.length === 0 ? [] : [{ number: index + 1, cells: cells.map(fakeCell) }],
        )
        for (const row of filled) if (each(row) === false) break
        return Promise.resolve(ok({ rows: filled.length }))
      },
    })),
  }
}

export interface FakeReading {
  findings: Finding[]
  lists: Record<string, ListCount>
  records: Records
}

export const SHA = 'ab12'
export const TODAY = '2026-11-21' as IsoDate

/** Reads sheets as one Annex A workbook named `annex.xlsx`. */
export async function readSheets(
  sheets: readonly FakeSheet[],
  answers: ReadonlyMap<string, string> = new Map(),
): Promise<FakeReading> {
  const findings = new FindingSink()
  const context = {
    sha256: SHA,
    today: TODAY,
    answers,
    days: new DayReader(TODAY),
    codes: new CodeReader(answers),
    findings,
  }
  const peeks = await peekSheets(fakeFile(sheets))
  if (!peeks.ok) throw new Error(peeks.problem.sentence)
  const plans = planAnnexA(peeks.value, answers)
  const read = await readAnnexA('annex.xlsx', plans, context, () => undefined)
  if (!read.ok) throw new Error(read.problem.sentence)
  const records: Records = {
    children: [],
    adopters: [],
    families: [],
    people: [],
    workforce: [],
    posts: [],
  }
  settleAnnexA([read.value], records)
  return { findings: findings.all, lists: annexACounts(read.value), records }
}
