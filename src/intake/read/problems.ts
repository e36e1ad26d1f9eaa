import type { Problem } from '../../kit/index.ts'
import { count } from '../../kit/index.ts'

const megabytes = (bytes: number): string =>
  `${Math.round(bytes / (1024 * 1024)).toLocaleString('en-GB')} MB`

const saveAsXlsx =
  'Open it in Excel, choose Save As, pick “Excel Workbook (.xlsx)” and send that file.'
const exportAgain = 'Save or export it again and send the new file.'

/** A sheet's name as it goes into a sentence: quoted, and cut to the 31 letters Excel allows. */
const sheetNamed = (sheet: string): string => `Sheet “${sheet.slice(0, 31)}”`

/**
 * Every way in which a file can be refused, each with its sentence: what was wrong, where, what to
 * do. The keys are the problem codes; nothing else in this room makes a problem.
 */
const sentences = {
  'cannot-open': () =>
    'The file could not be opened. Check that it still exists and that you may read it.',
  'not-a-file': () => 'That is a folder or a device, not a file. Choose the file itself.',
  'empty-file': () => `The file is empty: it holds no bytes at all. ${exportAgain}`,
  'file-too-large': (limit: number) =>
    `The file is larger than ${megabytes(limit)}. Send one workbook or list at a time, without pictures or attachments.`,
  'pdf-not-workbook': () =>
    'This is a PDF, whatever its name says. Send the workbook that the PDF was made from.',
  'image-not-workbook': () =>
    'This is a picture, whatever its name says. Send the workbook that it shows.',
  'html-not-workbook': () =>
    `This is a web page, whatever its name says: some systems export one with the ending .xls. ${saveAsXlsx}`,
  'json-not-workbook': () => 'This is a JSON file. Send the workbook, CSV or XML file instead.',
  'word-not-workbook': () =>
    'This is a Word document, not a workbook. Send the workbook that holds the lists.',
  'powerpoint-not-workbook': () =>
    'This is a PowerPoint file, not a workbook. Send the workbook that holds the lists.',
  'xlsb-not-supported': () =>
    `This is a binary workbook (.xlsb), which Fairload does not read. ${saveAsXlsx}`,
  'ods-not-supported': () =>
    'This is an OpenDocument file (.ods). Open it, choose Save As, pick “Excel 2007–365 (.xlsx)” and send that file.',
  'numbers-not-supported': () =>
    'This is an Apple Numbers file. Open it, choose Export To, pick Excel (.xlsx) and send that file.',
  'xml-workbook-not-supported': () =>
    `This is a workbook saved as “XML Spreadsheet 2003”, which Fairload does not read. ${saveAsXlsx}`,
  'zip-not-workbook': () =>
    'This is a zip folder, not a workbook. Unpack it and send the files that are inside.',
  'not-a-workbook': () =>
    'This is an older Microsoft file, but it holds no workbook. Send the workbook, CSV or XML file itself.',
  'not-readable': () =>
    'Fairload cannot tell what kind of file this is: it is not a workbook, a CSV or an XML file. Send an .xlsx, .xls, .csv or .xml file.',
  'password-protected': () =>
    'The file is protected with a password. Open it, remove the password (in Excel: File, Info, Protect Workbook, Encrypt with Password, clear it), save it and send it again.',
  'truncated-zip': () =>
    'The workbook is cut short: its end is missing, as after a broken download. Copy or export it again and send the new file.',
  'damaged-zip': () =>
    `The workbook is damaged: its packed contents do not match their own check sums. ${exportAgain}`,
  'too-many-entries': (limit: number) =>
    `The workbook is made of more than ${count(limit, 'part')}. Copy the lists into a new workbook and send that.`,
  'zip-bomb': (unpacked: number, ratio: number) =>
    `The file was refused for safety: it unpacks to far more than it should (over ${megabytes(unpacked)}, over ${count(ratio, 'time')} its own size, or more than it says). Copy the lists into a new workbook and send that.`,
  'damaged-workbook': (part: string) =>
    `The workbook is damaged: its part “${part.slice(0, 80)}” is missing or cannot be read. ${saveAsXlsx}`,
  'no-sheets': () => 'The workbook holds no worksheet. Send the workbook that holds the lists.',
  'too-many-sheets': (found: number, limit: number) =>
    `The workbook has ${count(found, 'sheet')}; at most ${limit} can be read. Copy the sheets that hold the lists into a new workbook and send that.`,
  'too-many-columns': (sheet: string, cell: string, limit: number) =>
    `${sheetNamed(sheet)} holds a value in cell ${cell}, past the ${limit} columns that can be read. Delete what stands to the right of the list and save the file.`,
  'too-many-cells': (sheet: string, limit: number) =>
    `${sheetNamed(sheet)} takes the file over ${count(limit, 'filled cell')}. Split the file by list and send the parts.`,
  'cell-too-long': (where: string, limit: number) =>
    `${where} holds a text longer than ${count(limit, 'character')}. Shorten it, or check for a quotation mark that is never closed, and save the file.`,
  'damaged-sheet': (sheet: string, near: string) =>
    `${sheetNamed(sheet)} is damaged ${near} and cannot be read further. ${saveAsXlsx}`,
  'rows-out-of-order': (sheet: string, row: number) =>
    `${sheetNamed(sheet)} stores its rows out of order at row ${row.toLocaleString('en-GB')}, so the reading stopped. ${saveAsXlsx}`,
  'doctype-refused': () =>
    'The file holds a DOCTYPE or entity declaration, which can hide harmful content. Export it again without one; no return asks for it.',
  'xml-not-well-formed': (line: number) =>
    `The XML is broken at line ${line.toLocaleString('en-GB')}: a tag is not closed, or a character such as & or < stands where it may not. Export the file again from the system it came from.`,
  'xml-too-deep': (limit: number) =>
    `The XML holds more than ${limit} elements inside each other, which no return does. Export the file again from the system it came from.`,
  'xml-text-too-long': (line: number) =>
    `The XML holds one text, tag or comment of more than a million characters near line ${line.toLocaleString('en-GB')}. Export the file again from the system it came from.`,
  'not-utf8': (where: string) =>
    `${where} holds bytes that are not UTF-8 text, though it says it is. Export it again as UTF-8.`,
  'unknown-encoding': (name: string) =>
    `The XML says that it is written in “${name.slice(0, 40)}”, which Fairload does not read. Export it again as UTF-8.`,
  'xls-too-large': (limit: number) =>
    `Older .xls workbooks can be read up to ${megabytes(limit)}; this one is larger. ${saveAsXlsx}`,
  'damaged-xls': () =>
    `The older .xls workbook is damaged or of a kind that cannot be read. ${saveAsXlsx}`,
  'csv-row-too-long': (row: number) =>
    `Row ${row.toLocaleString('en-GB')} of the CSV does not end: a quotation mark in it, or shortly before, is never closed. Correct it or export the list again.`,
  'reader-out-of-memory': (memoryMb: number) =>
    `Reading was stopped because it needed more than ${memoryMb.toLocaleString('en-GB')} MB of memory. Send fewer or smaller files at a time; nothing was stored.`,
  'reader-too-slow': (seconds: number) =>
    `Reading was stopped after ${count(seconds, 'second')}, which is longer than any sound file needs. Save the file again from Excel, or send fewer files at a time; nothing was stored.`,
  'reader-stopped': () =>
    'Reading stopped unexpectedly and nothing was stored. Try once more; if it happens again, save the file anew from Excel and send that.',
  'reader-cancelled': () => 'Reading was cancelled and nothing was stored.',
} satisfies Record<string, (...details: never[]) => string>

/** The closed list of codes a reader's problem can have. */
export type ReadProblemCode = keyof typeof sentences

/** A refusal by this room. */
export interface ReadProblem extends Problem {
  code: ReadProblemCode
}

/** The problem of that code; `details` fill the sentence (a limit, a sheet, a row). */
export function readProblem<C extends ReadProblemCode>(
  code: C,
  ...details: Parameters<(typeof sentences)[C]>
): ReadProblem {
  const write = sentences[code] as (...values: Parameters<(typeof sentences)[C]>) => string
  return { code, sentence: write(...details) }
}

/** Carries a problem out of deep parsing code; caught at this room's door and never seen outside. */
export class ReadFault extends Error {
  readonly problem: ReadProblem

  constructor(problem: ReadProblem) {
    super(problem.code)
    this.problem = problem
  }
}

/** Throws the problem of that code, to be caught at the door by `problemOf`. */
export function refuse<C extends ReadProblemCode>(
  code: C,
  ...details: Parameters<(typeof sentences)[C]>
): never {
  throw new ReadFault(readProblem(code, ...details))
}

/** The problem that an error carries; any other error is a fault of ours and goes on up. */
export function problemOf(error: unknown): ReadProblem {
  if (error instanceof ReadFault) return error.problem
  throw error
}
