export { csvCell, csvLine, streamCsv, writeCsv } from './csv/csv.ts'
export type { CsvCell } from './csv/csv.ts'
export { writeMarkedWorkbook } from './xlsx/findings.ts'
export type { FindingsWorkbook, OffendingRow } from './xlsx/findings.ts'
export { writePeopleTemplate } from './xlsx/people-template.ts'
export type { TemplateColumn } from './xlsx/people-template.ts'
export type {
  About,
  CellMark,
  CellOut,
  ColumnKind,
  ColumnOut,
  MarkedCell,
  SheetOut,
} from './xlsx/sheet.ts'
export { writeWorkbook } from './xlsx/workbook.ts'
