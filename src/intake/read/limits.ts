import type { Limits } from './types.ts'

const MB = 1024 * 1024

/**
 * Every cap that a file is held to. Each one that is passed becomes a `Problem` with its own code
 * and sentence (`problems.ts`); no cap trusts a size that the file states about itself, except to
 * refuse sooner.
 *
 * | cap | why this figure |
 * | --- | --- |
 * | `fileBytes` | 100 MB: ten times the largest return known to us; a file is hashed and read whole |
 * | `unpackedBytes` | 400 MB over all parts that are read, counted as they inflate |
 * | `ratio` | 200 to 1 of really inflated to really read bytes, once a part passes 1 MB; real sheets measure 5 to 60 |
 * | `entries` | 5,000 parts in one workbook's zip |
 * | `sheets` | 64; Annex A has 11 lists and four front sheets |
 * | `columns` | 500 that hold a value; Annex A's widest list has 34 |
 * | `cells` | 20 million that hold a value, over the whole file; also the most shared strings |
 * | `cellChars` | 32,767, Excel's own limit, in UTF-16 units |
 * | `xmlDepth` | 64 elements inside each other; CSWW and CIN use 8 |
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
