/** Files in, records and findings out. */
export type {
  FileReading,
  Progress,
  Reading,
  ReadOptions,
  RowAsRead,
  Shape,
  UploadedFile,
} from './reading.ts'
export { readFiles } from './read-files.ts'
export { runReader, serveReader } from './read-process.ts'
export type { ReaderOptions, ReadHandler } from './read-process.ts'
export { familyColumns } from './shapes/families/columns.ts'
export {
  CONTRACTS,
  peopleColumns,
  REASONS,
  reductionColumns,
  ROLES,
} from './shapes/people/columns.ts'
export type { Named } from './shapes/people/columns.ts'
export { memberColumns } from './shapes/members/columns.ts'
export { readMembers } from './shapes/members/read-members.ts'
export type { MemberRow, MembersJob, MembersReading } from './shapes/members/read-members.ts'
export { postColumns } from './shapes/posts/columns.ts'
export { postsTemplateRows } from './shapes/posts/template.ts'
export { peopleTemplateRows } from './shapes/people/template.ts'
export type { NameFound, TemplateRows } from './shapes/people/template.ts'
export { readCells } from './shapes/read-cells.ts'
export type { TableColumn } from './shapes/table.ts'
