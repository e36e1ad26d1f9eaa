import { fold } from '../../../kit/index.ts'
import type { Bundle } from '../bundle.ts'
import { fileNames } from '../bundle.ts'
import type { Authority, CaseTruth, SimChild, Truth } from '../model.ts'
import type { Random } from '../random.ts'
import type { CensusWorker } from '../write/csww.ts'
import {
  headerRow,
  type Sheet,
  type SheetColumn,
  type SheetRow,
  type Value,
} from '../write/sheet.ts'

/**
 * What reading a messed cell must give:
 * - `truth`: the truth, as if the mess were not there;
 * - `finding`: a finding at that very cell (row, where no column is named);
 * - `either`: one of the two.
 */
export type Expected = 'truth' | 'finding' | 'either'

/** Where one piece of mess lies. `row` and `column` null: the whole sheet or row. */
export interface Placement {
  kind: string
  file: string
  sheet: string | null
  row: number | null
  column: string | null
  /** What the cell holds now, as text; null for a whole row or sheet. */
  value: string | null
  /** The child or worker the row is about; null where it is about none. */
  about: string | null
  /** Whether it bears on every row of the list: a header, a sheet, a workbook. */
  whole: boolean
  expected: Expected
}

interface Mark {
  kind: string
  expected: Expected
  file: string
  sheet: Sheet | null
  row: SheetRow | CensusWorker | 'header' | null
  column: SheetColumn | string | null
  about: string | null
}

/** A cell of a list, by its standard header. */
export interface CellAt {
  sheet: Sheet
  row: SheetRow
  column: SheetColumn
  index: number
}

/** The authority's files on the table, with the pen that makes the mess and notes where. */
export class Scene {
  readonly authority: Authority
  readonly truth: Truth
  readonly files: Bundle
  readonly random: Random
  readonly #marks: Mark[] = []
  readonly #children: Map<string, SimChild>
  readonly #claimed = new Set<string>()
  readonly #rows = new Map<number, Map<string, SheetRow[]>>()
  #kind = ''
  #expected: Expected = 'either'

  constructor(authority: Authority, truth: Truth, files: Bundle, random: Random) {
    this.authority = authority
    this.truth = truth
    this.files = files
    this.random = random
    this.#children = new Map(authority.children.map((child) => [child.id, child]))
  }

  /** What is done next is of this kind. */
  begin(kind: string, expected: Expected): void {
    this.#kind = kind
    this.#expected = expected
  }

  list(number: number): Sheet | null {
    return this.files.annexA.sheets.find((one) => one.key === `List ${number}`) ?? null
  }

  get lists(): Sheet[] {
    return this.files.annexA.sheets.filter((one) => one.key.startsWith('List '))
  }

  child(id: string | null): SimChild | undefined {
    return id === null ? undefined : this.#children.get(id)
  }

  case(row: SheetRow): CaseTruth | undefined {
    return row.about === null ? undefined : this.truth.cases.get(row.about)
  }

  /** The column with this standard header. */
  column(sheet: Sheet, key: string): { column: SheetColumn; index: number } | null {
    const wanted = fold(key)
    const index = sheet.columns.findIndex((one) => fold(one.key) === wanted)
    const column = sheet.columns[index]
    return column ? { column, index } : null
  }

  cell(sheet: Sheet, row: SheetRow, key: string): CellAt | null {
    const found = this.column(sheet, key)
    return found ? { sheet, row, ...found } : null
  }

  value(at: CellAt | null): Value {
    return at ? (at.row.cells[at.index] ?? null) : null
  }

  set(at: CellAt, value: Value): void {
    at.row.cells[at.index] = value
    this.mark(at.sheet, at.row, at.column)
  }

  /** How many cells of a kind: a handful, more in a large authority. */
  few(of: number): number {
    return Math.max(3, Math.round(of * 0.004))
  }

  /** Some rows of a list, each of a child that no other mess has touched; they are taken. */
  take(sheet: Sheet | null, fits: (row: SheetRow) => boolean, count?: number): SheetRow[] {
    if (!sheet) return []
    const free = sheet.rows.filter(
      (row) => row.about !== null && !this.#claimed.has(row.about) && fits(row),
    )
    const picked: SheetRow[] = []
    for (const row of this.random.shuffled(free)) {
      if (picked.length >= (count ?? this.few(sheet.rows.length))) break
      if (row.about === null || this.#claimed.has(row.about)) continue
      this.#claimed.add(row.about)
      picked.push(row)
    }
    return picked
  }

  claim(about: string): void {
    this.#claimed.add(about)
  }

  isFree(about: string | null): boolean {
    return about !== null && !this.#claimed.has(about)
  }

  /** The rows of a list about one child, as they were before any mess. */
  rowsOf(number: number, child: string): readonly SheetRow[] {
    let rows = this.#rows.get(number)
    if (!rows) {
      rows = new Map()
      for (const row of this.list(number)?.rows ?? []) {
        if (row.about === null) continue
        const own = rows.get(row.about)
        if (own) own.push(row)
        else rows.set(row.about, [row])
      }
      this.#rows.set(number, rows)
    }
    return rows.get(child) ?? []
  }

  /** The row that sets the child's status by the domain's rule, with its list. */
  deciding(child: string): { sheet: Sheet; row: SheetRow } | null {
    const status = this.truth.cases.get(child)?.status
    if (!status) return null
    const numbers = {
      'looked-after': [8],
      'child-protection-plan': [7],
      'child-in-need-plan': [6],
      'open-assessment': [6],
      referral: [3],
      'care-leaver': [9],
      untyped: [6],
    }[status]
    for (const number of numbers) {
      const sheet = this.list(number)
      const rows = this.rowsOf(number, child)
      // Several referrals of one child: the latest decides, and it stands where its date is greatest.
      const row = rows.length > 1 ? this.latestReferral(sheet, rows) : rows[0]
      if (sheet && row) return { sheet, row }
    }
    return null
  }

  private latestReferral(sheet: Sheet | null, rows: readonly SheetRow[]): SheetRow | undefined {
    if (!sheet) return undefined
    const when = (row: SheetRow): string => {
      const value = this.value(this.cell(sheet, row, 'Date of Referral'))
      return typeof value === 'object' && value !== null && value.kind === 'day' ? value.day : ''
    }
    return [...rows].sort((a, b) => (when(a) < when(b) ? 1 : -1))[0]
  }

  /** Whether this row sets the status of a case. */
  decides(row: SheetRow): boolean {
    return row.about !== null && this.deciding(row.about)?.row === row
  }

  mark(
    sheet: Sheet | null,
    row: SheetRow | 'header' | null,
    column: SheetColumn | null,
    about?: string | null,
  ): void {
    this.#marks.push({
      kind: this.#kind,
      expected: this.#expected,
      file: this.fileOf(sheet),
      sheet,
      row,
      column,
      about: about ?? (row !== null && row !== 'header' ? row.about : null),
    })
  }

  markCensus(worker: CensusWorker | null, element: string | null): void {
    this.#marks.push({
      kind: this.#kind,
      expected: this.#expected,
      file: fileNames.csww,
      sheet: null,
      row: worker,
      column: element,
      about: worker?.worker.name ?? null,
    })
  }

  private fileOf(sheet: Sheet | null): string {
    if (sheet === null) return fileNames['annex-a']
    if (this.files.people.sheets.includes(sheet)) return fileNames.people
    if (this.files.families.sheet === sheet) return fileNames.families
    return fileNames['annex-a']
  }

  /** Where everything lies once all mess is made: rows and headers as the files have them. */
  placements(): Placement[] {
    const rows = new Map<Sheet, Map<SheetRow, number>>()
    const numberOf = (sheet: Sheet, row: SheetRow): number | null => {
      let numbers = rows.get(sheet)
      if (!numbers) {
        const first = headerRow(sheet) + 1
        numbers = new Map(sheet.rows.map((one, i) => [one, first + i]))
        rows.set(sheet, numbers)
      }
      return numbers.get(row) ?? null
    }
    return this.#marks.map(({ kind, expected, file, sheet, row, column, about }): Placement => {
      if (file === fileNames.csww) {
        const worker = row !== null && row !== 'header' && 'elements' in row ? row : null
        const at = worker ? this.files.csww.census.workers.indexOf(worker) + 1 : null
        const element = typeof column === 'string' ? column : null
        return {
          kind,
          file,
          sheet: 'CSWWWorker',
          row: at,
          column: element,
          value: worker?.elements.find(([name]) => name === element)?.[1] ?? null,
          about,
          whole: worker === null,
          expected,
        }
      }
      const place = column !== null && typeof column !== 'string' ? column : null
      const index = place && sheet ? sheet.columns.indexOf(place) : -1
      const inRow = row !== null && row !== 'header' && 'cells' in row ? row : null
      return {
        kind,
        file,
        sheet: sheet === null ? null : file === fileNames.families ? 'Families' : sheet.name,
        row:
          row === null || !sheet
            ? null
            : row === 'header'
              ? headerRow(sheet)
              : inRow
                ? numberOf(sheet, inRow)
                : null,
        column: place?.header ?? null,
        value: inRow && index >= 0 ? shown(inRow.cells[index] ?? null) : null,
        about,
        whole: row === null || row === 'header',
        expected,
      }
    })
  }
}

function shown(value: Value): string | null {
  if (value === null) return null
  if (typeof value !== 'object') return String(value)
  if (value.kind === 'error') return value.text
  if (value.kind === 'day') return value.day
  return shown(value.value)
}
