// Made from the migrated database by generate-tables.ts; run `npm run generate` after a migration.
import type { ColumnType, Generated } from 'kysely'

/** Comes back parsed; goes in as the text of a JSON document. */
export type Json = ColumnType<unknown, string, string>
/** As `Json`, where there may be none. */
export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>

export interface CalendarEntryTable {
  organisation: string
  seen_by: string
  uid: string
  sequence: number
  changed_at: Date
  facts: Json
  cancelled: boolean
}

export interface CalendarFeedTable {
  organisation: string
  member: string
  secret_hash: Buffer
  made_at: Date
  last_read_at: Date | null
}

export interface ConsultationAnswerTable {
  organisation: string
  id: Generated<string>
  consultation: string
  member: string | null
  guest: string | null
  clause: string
  words: string
  named: boolean
  late: boolean
  on_day: string
}

export interface DeskCopyTable {
  organisation: string
  id: Generated<string>
  kind: string
  canonical: string
  sha256: Buffer
  came_from: string
  address: string | null
  by_member: string | null
  at: Date
}

export interface DeskSeenTable {
  organisation: string
  copy: string
  number: number
  facts: Json
  at: Date
}

export interface DeskSignatureTable {
  organisation: string
  id: Generated<string>
  copy: string
  member: string
  statement: string
  on_day: string
  at: Date
}

export interface DeskSourceTable {
  organisation: string
  address: string
  daily: boolean
  tried_at: Date | null
  outcome: string | null
  went_well: boolean | null
}

export interface DeskSubmissionTable {
  organisation: string
  id: Generated<string>
  consultation: string
  words: string
  sha256: Buffer
  on_day: string
  reply_by: string | null
  by_member: string
  replied_on: string | null
  reply: string | null
}

export interface EmployerDomainTable {
  organisation: string
  domain: string
  added_by: string | null
  added_at: Date
}

export interface GuestLinkTable {
  organisation: string
  id: Generated<string>
  token_hash: Buffer
  label: string
  what: string
  made_by: string
  made_at: Date
  ends_on: string
  ended_at: Date | null
}

export interface GuestWeekTable {
  organisation: string
  link: string
  week: string
  opened: number
}

export interface MemberTable {
  organisation: string
  id: Generated<string>
  standing: string
  email_print: Buffer | null
  number_print: Buffer | null
  sealed: Buffer
  version: Generated<number>
  added_at: Date
  changed_at: Date
}

export interface NoteTable {
  organisation: string
  id: Generated<string>
  what: string
  about: string | null
  details: Json
  by_member: string | null
  at: Date
}

export interface OfficeTable {
  organisation: string
  id: Generated<string>
  member: string
  role: string
  title: string
  site: string | null
  team: string | null
  from_day: string
  until_day: string | null
  is_public: Generated<boolean>
  consented_on: string | null
  sealed: Buffer
  given_by: string | null
  given_at: Date
  version: Generated<number>
}

export interface OnceTable {
  organisation: string
  account: string
  key_hash: Buffer
  asked_hash: Buffer
  answer: Buffer | null
  at: Generated<Date>
}

export interface OneTimeCodeTable {
  organisation: string
  hash: Buffer
  member: string | null
  made_by: string | null
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

export interface OrganisationTable {
  id: string
  slug: string
  name: string
  kind: string
  settings: Json
  version: Generated<number>
  created_at: Date
}

export interface PasskeyTable {
  organisation: string
  id: string
  member: string
  name: string
  public_key: Buffer
  counter: number
  transports: string[]
  made_at: Date
  last_used_at: Date | null
}

export interface PasskeyChallengeTable {
  organisation: string
  challenge: string
  member: string | null
  ends_at: Date
}

export interface ProgrammeVersionTable {
  organisation: string
  number: number
  on_day: string
  body: Json
  by_member: string | null
  at: Date
}

export interface RecordTable {
  organisation: string
  id: Generated<string>
  kind: string
  audience: string
  number: number
  body: Json
  made_by: string | null
  made_at: Date
  saved_by: string | null
  saved_at: Date
  removed_at: Date | null
}

export interface RecordVersionTable {
  organisation: string
  record: string
  number: number
  based_on: number
  aside: boolean
  body: Json
  by_member: string | null
  at: Date
  settled_at: Date | null
  settled_by: string | null
}

export interface RecoveryCodeTable {
  organisation: string
  member: string
  hash: Buffer
  used_at: Date | null
}

export interface RollExportTable {
  organisation: string
  id: Generated<string>
  reason: Buffer
  asked_by: string
  asked_at: Date
  answered_by: string | null
  answered_at: Date | null
  agreed: boolean | null
  taken_at: Date | null
  people: number | null
}

export interface RollImportTable {
  organisation: string
  id: Generated<string>
  number: number
  state: string
  sealed: Buffer | null
  added: Generated<number>
  changed: Generated<number>
  ended: Generated<number>
  made_by: string | null
  made_at: Date
  decided_by: string | null
  decided_at: Date | null
  version: Generated<number>
}

export interface RollImportRowTable {
  organisation: string
  import: string
  member: string
  did: string
  version_after: number
  before: Buffer | null
}

export interface RollLookTable {
  organisation: string
  id: Generated<string>
  member: string
  looked_by: string
  reason: string
  at: Date
}

export interface RollSettingTable {
  organisation: string
  exports: boolean
  changed_by: string | null
  changed_at: Date
}

export interface SamplePersonTable {
  organisation: string
  member: string
  position: number
}

export interface SecondStepTable {
  organisation: string
  member: string
  secret: Buffer
  step: number | null
  confirmed_at: Date | null
}

export interface SessionTable {
  organisation: string
  id: Generated<string>
  member: string
  token_hash: Buffer
  way: string
  agent: string
  created_at: Date
  last_used_at: Date
  ended_at: Date | null
}

export interface SignInLinkTable {
  organisation: string
  token_hash: Buffer
  member: string
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

export interface SignInTryTable {
  organisation: string
  id: Generated<string>
  member_print: Buffer
  place_print: Buffer
  well: boolean
  at: Date
}

export interface SupportTable {
  organisation: string
  question: string
  member: string
  answer: string
  on_day: string
}

export interface VisitAnswerTable {
  organisation: string
  visit: string
  member: string
  answer: string
  at: Date
}

export interface VisitGuestsTable {
  organisation: string
  visit: string
  people: number
}

export interface VisitReminderTable {
  organisation: string
  visit: string
  member: string
  on_day: string
  state: string
  try_after: Date | null
  at: Date
}

export interface BranchTables {
  'branch.calendar_entry': CalendarEntryTable
  'branch.calendar_feed': CalendarFeedTable
  'branch.consultation_answer': ConsultationAnswerTable
  'branch.desk_copy': DeskCopyTable
  'branch.desk_seen': DeskSeenTable
  'branch.desk_signature': DeskSignatureTable
  'branch.desk_source': DeskSourceTable
  'branch.desk_submission': DeskSubmissionTable
  'branch.employer_domain': EmployerDomainTable
  'branch.guest_link': GuestLinkTable
  'branch.guest_week': GuestWeekTable
  'branch.member': MemberTable
  'branch.note': NoteTable
  'branch.office': OfficeTable
  'branch.once': OnceTable
  'branch.one_time_code': OneTimeCodeTable
  'branch.organisation': OrganisationTable
  'branch.passkey': PasskeyTable
  'branch.passkey_challenge': PasskeyChallengeTable
  'branch.programme_version': ProgrammeVersionTable
  'branch.record': RecordTable
  'branch.record_version': RecordVersionTable
  'branch.recovery_code': RecoveryCodeTable
  'branch.roll_export': RollExportTable
  'branch.roll_import': RollImportTable
  'branch.roll_import_row': RollImportRowTable
  'branch.roll_look': RollLookTable
  'branch.roll_setting': RollSettingTable
  'branch.sample_person': SamplePersonTable
  'branch.second_step': SecondStepTable
  'branch.session': SessionTable
  'branch.sign_in_link': SignInLinkTable
  'branch.sign_in_try': SignInTryTable
  'branch.support': SupportTable
  'branch.visit_answer': VisitAnswerTable
  'branch.visit_guests': VisitGuestsTable
  'branch.visit_reminder': VisitReminderTable
}
