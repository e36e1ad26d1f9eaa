// Made from the migrated database by generate-tables.ts; run `npm run generate` after a migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Comes back parsed; goes in as the text of a JSON document. */
export type Json = ColumnType<unknown, string, string>
/** As `Json`, where there may be none. */
export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>

export interface AgreementTable {
  organisation: string
  id: Generated<string>
  agreement: string
  version: string
  document: Json
  added_at: Date
}

export interface AnswerTable {
  organisation: string
  id: Generated<string>
  key: string
  key_print: GeneratedAlways<string>
  value: string
  remembered: boolean
  import: string | null
  at: Date
}

export interface AuditEntryTable {
  organisation: string
  sequence: number
  at: Date
  what: string
  details: Json
  previous: Buffer
  hash: Buffer
}

export interface AuditHeadTable {
  organisation: string
  sequence: number
  hash: Buffer
}

export interface CaseTable {
  organisation: string
  import: string
  id: string
  position: number
  child: string
  status: string
  team: string | null
  holder: string
  worker: string | null
  family: string | null
  facts: Json
}

export interface FindingTable {
  organisation: string
  import: string
  number: number
  code: string
  effect: string
  changes_figures: boolean
  file: string
  sheet: string | null
  question: string | null
  facts: Json
}

export interface ImportTable {
  organisation: string
  id: Generated<string>
  number: number
  state: string
  as_of: string | null
  received_at: Date
  checked_at: Date | null
  decided_at: Date | null
  purged_at: Date | null
  problem_code: string | null
  problem_sentence: string | null
  progress: JsonOrNull
  based_on: string | null
  changes: JsonOrNull
  lists: JsonOrNull
  summary: JsonOrNull
  outside: JsonOrNull
  version: Generated<number>
}

export interface ImportFileTable {
  organisation: string
  import: string
  upload: string
  name: string
  carried: Generated<boolean>
  shape: string | null
  version: string | null
  lists: JsonOrNull
  problem_code: string | null
  problem_sentence: string | null
}

export interface OrganisationTable {
  id: string
  slug: string
  name: string
  kind: string
  settings: Json
  version: Generated<number>
  reference_key: Buffer
  created_at: Date
}

export interface PlanTable {
  organisation: string
  id: Generated<string>
  number: number
  state: string
  import: string
  agreement: string
  agreement_version: string
  agreement_hash: Buffer
  team: string | null
  asked: Json
  asked_at: Date
  finished_at: Date | null
  progress: JsonOrNull
  problem_code: string | null
  problem_sentence: string | null
  summary: JsonOrNull
  answer: JsonOrNull
  certificate: Buffer | null
}

export interface SourceHeaderTable {
  organisation: string
  import: string
  number: number
  file: string
  sheet: string
  headers: Json
}

export interface SourceRowTable {
  organisation: string
  import: string
  header: number
  row: number
  cells: Json
}

export interface TeamTable {
  organisation: string
  import: string
  id: string
  position: number
  team: string
  name: string
  parent: string | null
}

export interface UploadTable {
  organisation: string
  id: Generated<string>
  sha256: Buffer
  name: string
  size: number
  received_at: Date
}

export interface UploadChunkTable {
  organisation: string
  upload: string
  position: number
  bytes: Buffer
}

export interface WorkerTable {
  organisation: string
  import: string
  id: string
  position: number
  worker: string
  team: string | null
  facts: Json
}

export interface Tables {
  'council.agreement': AgreementTable
  'council.answer': AnswerTable
  'council.audit_entry': AuditEntryTable
  'council.audit_head': AuditHeadTable
  'council.case': CaseTable
  'council.finding': FindingTable
  'council.import': ImportTable
  'council.import_file': ImportFileTable
  'council.organisation': OrganisationTable
  'council.plan': PlanTable
  'council.source_header': SourceHeaderTable
  'council.source_row': SourceRowTable
  'council.team': TeamTable
  'council.upload': UploadTable
  'council.upload_chunk': UploadChunkTable
  'council.worker': WorkerTable
}
