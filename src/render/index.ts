export { writeCalendar } from './calendar/calendar.ts'
export type { CalendarEntry } from './calendar/calendar.ts'
export { mailer } from './mail/mailer.ts'
export type { Mailer, MailServer, Message, Posted } from './mail/mailer.ts'
export { csvCell, csvLine, streamCsv, writeCsv } from './csv/csv.ts'
export type { CsvCell } from './csv/csv.ts'
export { writeMarkedWorkbook } from './workbook/findings.ts'
export type { FindingsWorkbook, OffendingRow } from './workbook/findings.ts'
export { writePeopleTemplate } from './workbook/people-template.ts'
export type { TemplateColumn } from './workbook/people-template.ts'
export { writePostsTemplate } from './workbook/posts-template.ts'
export type {
  About,
  CellMark,
  CellOut,
  ColumnKind,
  ColumnOut,
  MarkedCell,
  SheetOut,
} from './workbook/sheet.ts'
export { writeWorkbook } from './workbook/workbook.ts'
export { beforeAfterStrips } from './charts/before-after-strips.ts'
export type { BeforeAfterTeam, BeforeAfterTeams } from './charts/before-after-strips.ts'
export { beforeAfterChart } from './charts/before-after.ts'
export type { BeforeAfterChart, BeforeAfterWorker } from './charts/before-after.ts'
export { movesCurve } from './charts/moves-curve.ts'
export type { CurvePoint, MovesCurve } from './charts/moves-curve.ts'
export { postBars } from './charts/post-bars.ts'
export type { PostBar, PostBars } from './charts/post-bars.ts'
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
export { documentPdf } from './pdf/document-pdf.ts'
export type { PdfAbout } from './pdf/document-pdf.ts'
