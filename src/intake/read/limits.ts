import type { Limits } from './types.ts'

const MB = 1024 * 1024

/**
 * Every cap that a file is held to. Each one that is passed becomes a `Problem` with its own code,
 * and the sentence that `problems.ts` has for it; no cap trusts a size that the file states about
 * itself, except to refuse sooner.
 *
 * | cap | figure, and why | code when passed |
 * | --- | --- | --- |
 * | `fileBytes` | 100 MB: ten times the largest return known to us | `file-too-large` |
 * | `unpackedBytes` | 400 MB over all parts that are read, counted as they inflate | `zip-bomb` |
 * | `ratio` | 200 to 1 of bytes really inflated to bytes really read, once a part passes 1 MB; real sheets measure 5 to 60 | `zip-bomb` |
 * | `entries` | 5,000 parts in one workbook's zip | `too-many-entries` |
 * | `sheets` | 64; Annex A has 11 lists and four front sheets | `too-many-sheets` |
 * | `columns` | 500 that hold a value; Annex A's widest list has 34 | `too-many-columns` |
 * | `cells` | 20 million that hold a value, over the whole file; also the most shared strings | `too-many-cells` |
 * | `cellChars` | 32,767, Excel's own limit, in UTF-16 units | `cell-too-long` |
 * | `xmlDepth` | 64 elements inside each other; CSWW and CIN use 8 | `xml-too-deep` |
 *
 * Held beside them: an .xls of 20 MB (`xls-too-large`), a text, tag or comment of a million
 * characters in XML (`xml-text-too-long`), a CSV record of 2 MB (`csv-row-too-long`), and, whatever
 * a file does, the memory and time of the reading process (`reader-out-of-memory`,
 * `reader-too-slow`, `read-process.ts`).
 */
export const defaultLimits: Limits = {
  fileBytes: 100 * MB,
  unpackedBytes: 400 * MB,
  ratio: 200,
  entries: 5_000,
  sheets: 64,
  columns: 500,
  cells: 20_000_000,
  cellChars: 32_767,
  xmlDepth: 64,
}

/** A legacy .xls must be held in memory whole, so it may be smaller only. */
export const xlsBytes = 20 * MB

/** The most characters of one node, tag, comment or quoted run of an XML file. */
export const xmlNodeChars = MB

/** A part this small cannot do harm however well it is packed, so no ratio is asked of it. */
export const ratioFloorBytes = MB

/** The last row a worksheet can have. */
export const lastRow = 1_048_576
