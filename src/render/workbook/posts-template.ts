import { withHint, type TemplateColumn } from './people-template.ts'
import type { CellOut } from './sheet.ts'
import { writeWorkbook } from './workbook.ts'

const FILLING_IN = [
  'Fill in one row for each post on the sheet Posts, held or vacant. Where two people share a post, give each half a row and a number of its own.',
  'Leave the holder empty where the post is vacant. Leave any other cell empty where you do not know: Fairload says "not known" and never guesses.',
  'The columns from Cover on are about whoever stands in: an agency worker, or somebody acting. The last six say what the Department’s agency rules ask.',
  'Somebody from an agency who covers no post has a row with 0 as funded FTE.',
  'Dates are real dates, day first (03/11/2026). Costs are in pounds, without the sign.',
  'Point at a heading to see what belongs in its column. Do not rename the sheet or the headings; you may change their order and add columns of your own.',
]

/** The posts file as an empty or pre-filled form, with a sheet that says how to fill it in. */
export const writePostsTemplate = (
  columns: readonly TemplateColumn[],
  rows: readonly (readonly CellOut[])[],
): Promise<Uint8Array> =>
  writeWorkbook([
    { name: 'Posts', columns: columns.map(withHint), rows },
    {
      name: 'How to fill this in',
      columns: [{ header: 'How to fill this in', kind: 'text', width: 110 }],
      rows: FILLING_IN.map((line) => [line]),
    },
  ])
