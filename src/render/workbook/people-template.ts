import type { CellOut, ColumnOut, SheetOut } from './sheet.ts'
import { writeWorkbook } from './workbook.ts'

/** A column of the people file. `required` is said in the header's note, never in the header itself. */
export interface TemplateColumn extends ColumnOut {
  required?: boolean | undefined
}

const FILLING_IN = [
  'Fill in one row for each worker on the sheet People. Leave a cell empty where you do not know: Fairload says "not known" and never guesses.',
  'One row on the sheet Reductions for each dated reduction of what a worker can carry (leave, sickness, a phased return, duty). A worker may have none or several.',
  'Dates are real dates, day first (03/11/2026).',
  'Point at a heading to see what belongs in its column. Columns with a list offer the values that Fairload reads.',
  'Do not rename the sheets or the headings. You may change the order of columns and add columns of your own: they are left alone.',
]

/**
 * The people file as an empty or pre-filled form: `People` (one row a worker), `Reductions` (one row
 * a dated reduction), and a sheet that says how to fill them in. Headings stay in row 1 so that the
 * file reads back as it was written.
 */
export function writePeopleTemplate(
  columns: readonly TemplateColumn[],
  rows: readonly (readonly CellOut[])[],
  reductionsColumns: readonly TemplateColumn[],
  reductionsRows: readonly (readonly CellOut[])[] = [],
): Promise<Uint8Array> {
  const sheets: SheetOut[] = [
    { name: 'People', columns: columns.map(withHint), rows },
    { name: 'Reductions', columns: reductionsColumns.map(withHint), rows: reductionsRows },
    {
      name: 'How to fill this in',
      columns: [{ header: 'How to fill this in', kind: 'text', width: 110 }],
      rows: FILLING_IN.map((line) => [line]),
    },
  ]
  return writeWorkbook(sheets)
}

/** A column with its note, which says first where it is needed. */
export function withHint(column: TemplateColumn): ColumnOut {
  const needed = column.required ? 'Needed. ' : ''
  const hint = `${needed}${column.hint ?? ''}`.trim()
  return hint === '' ? column : { ...column, hint }
}
