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
export { spreadChart } from './charts/spread-chart.ts'
export type { SpreadChart, SpreadTeam } from './charts/spread-chart.ts'
export { stripChart } from './charts/strip-chart.ts'
export type { StripChart, StripTeam, StripWorker } from './charts/strip-chart.ts'
export type { Chart } from './charts/svg.ts'
export { trendChart } from './charts/trend-chart.ts'
export type { TrendChart, TrendSeries } from './charts/trend-chart.ts'
export { workerBars } from './charts/worker-bars.ts'
export type { Kind, Part, WorkerBar, WorkerBars } from './charts/worker-bars.ts'
export type { Lines } from './charts/percent-axis.ts'
export type { Standing as MarkStanding } from './charts/marks.ts'
