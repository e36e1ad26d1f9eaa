// Made from the migrated database by generate-tables.ts; run `npm run generate` after a migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Comes back parsed; goes in as the text of a JSON document. */
export type Json = ColumnType<unknown, string, string>
/** As `Json`, where there may be none. */
export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>

export interface AccountTable {
  organisation: string
  id: Generated<string>
  email: string
  name: string
  state: string
  sample: Generated<boolean>
  password: string | null
  authenticator: Buffer | null
  authenticator_step: number | null
  worker: string | null
  directory_subject: string | null
  created_at: Date
  version: Generated<number>
}

export interface AgreementTable {
  organisation: string
  id: Generated<string>
  agreement: string
  version: string
  document: Json
  added_at: Date
  state: Generated<string>
  revision: Generated<number>
  based_on: string | null
  by_name: string | null
  by_party: string | null
  canonical: string | null
  sha256: Buffer | null
  effective: string | null
  proposed_at: Date | null
  signed_at: Date | null
  withdrawn_at: Date | null
  withdrawn_from: string | null
  withdrawn_reason: string | null
}

export interface AgreementAdoptionTable {
  organisation: string
  number: number
  agreement: string
  version: string
  document: Json
  effective: string
  at: Date
}

export interface AgreementCommentTable {
  organisation: string
  agreement: string
  id: Generated<string>
  clause: string
  words: string
  by_name: string
  by_party: string
  at: Date
}

export interface AgreementRevisionTable {
  organisation: string
  agreement: string
  number: number
  document: Json
  by_name: string
  by_party: string
  at: Date
}

export interface AgreementSignatureTable {
  organisation: string
  agreement: string
  party: string
  name: string
  sha256: Buffer
  at: Date
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

export interface ApiTokenTable {
  organisation: string
  id: Generated<string>
  account: string
  name: string
  token_hash: Buffer
  ending: string
  actions: string[]
  made_at: Date
  ends_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
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

export interface CalendarEntryTable {
  organisation: string
  account: string
  what: string
  about: string
  id: Generated<string>
  starts: string
  sequence: Generated<number>
  changed_at: Date
  cancelled_at: Date | null
}

export interface CalendarFeedTable {
  organisation: string
  account: string
  secret_hash: Buffer
  made_at: Date
  last_read_at: Date | null
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

export interface DecisionTable {
  organisation: string
  id: Generated<string>
  kind: string
  to_worker: string
  to_reference: string
  to_team: string | null
  from_worker: string | null
  from_reference: string | null
  from_team: string | null
  change_reason: string | null
  first_band: boolean
  override_reason: string | null
  words: string
  acts: Json
  answer_term: JsonOrNull
  handover_term: JsonOrNull
  plan: string | null
  import: string
  agreement: string
  version: string
  certificate: Json
  certificate_hash: Buffer
  made_on: string
  made_at: Date
  account: string | null
  by_name: string
}

export interface DecisionCaseTable {
  organisation: string
  decision: string
  child: string
  reference: string
}

export interface DecisionEventTable {
  organisation: string
  decision: string
  number: number
  kind: string
  answer: string
  reason: string | null
  words: string
  on_day: string
  at: Date
  account: string | null
  by_name: string
}

export interface DecisionInPlayTable {
  organisation: string
  child: string
  decision: string
}

export interface DigestTable {
  organisation: string
  account: string
  on_day: string
  state: string
  tries: number
  try_after: Date
}

export interface DigestOffTable {
  organisation: string
  account: string
  at: Date
}

export interface EstablishmentTable {
  organisation: string
  import: string
  position: number
  kind: string
  team: string | null
  facts: Json
}

export interface EvidenceReleaseTable {
  organisation: string
  import: string
  import_number: number
  as_of: string
  canonical: string
  sha256: Buffer
  at: Date
}

export interface FigureQueryTable {
  organisation: string
  id: Generated<string>
  about: string
  reference: string
  import: string
  what: string
  clause: string | null
  words: string
  evidence: string
  by_name: string
  at: Date
}

export interface FigureQueryAnswerTable {
  organisation: string
  query: string
  number: number
  outcome: string
  words: string
  by_name: string
  at: Date
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

export interface HandoverEventTable {
  organisation: string
  decision: string
  number: number
  kind: string
  step: string | null
  on_day: string
  reason: string | null
  words: string
  details: Generated<Json>
  entered_on: string
  at: Date
  account: string | null
  by_name: string
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

export interface LeavingTable {
  organisation: string
  id: Generated<string>
  worker: string
  reference: string
  team: string | null
  kind: string
  notice_on: string
  last_day: string
  back_on: string | null
  words: string
  noted_at: Date
  account: string | null
  by_name: string
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface OnceTable {
  organisation: string
  account: string
  key_hash: Buffer
  asked_hash: Buffer
  answer: Buffer | null
  at: Generated<Date>
}

export interface OpeningTable {
  organisation: string
  id: Generated<string>
  account: string
  record: string
  reason: string
  at: Date
  seen_by: string | null
  seen_at: Date | null
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

export interface PasskeyTable {
  organisation: string
  id: string
  account: string
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
  account: string | null
  ends_at: Date
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

export interface RecoveryCodeTable {
  organisation: string
  account: string
  hash: Buffer
  used_at: Date | null
}

export interface RegisterAnswerTable {
  organisation: string
  entry: string
  number: number
  rung: number
  action: string
  words: string
  outcome: string
  by_name: string
  account: string | null
  on_day: string
  at: Date
}

export interface RegisterEntryTable {
  organisation: string
  id: Generated<string>
  reference: string
  worker: string
  team: string | null
  since: string
  sustained_on: string
  entered_on: string
  entered_at: Date
  import: string
  clause: string
  agreement: string
  version: string
  line: number
  weeks: number
  ladder: Json
  accountable: string | null
  state: Generated<string>
  closed_on: string | null
  closed_by: string | null
  missed: Generated<number>
  left_files: Generated<boolean>
}

export interface RestrictionTable {
  organisation: string
  child: string
  set_by: string
  set_at: Date
}

export interface RestrictionNameTable {
  organisation: string
  child: string
  account: string
  ends_at: Date | null
}

export interface RoleGrantTable {
  organisation: string
  id: Generated<string>
  account: string
  role: string
  team: string | null
  from_day: string
  until_day: string | null
  by_directory: Generated<boolean>
  given_by: string | null
  given_at: Date
}

export interface SessionTable {
  organisation: string
  id: Generated<string>
  account: string
  token_hash: Buffer
  stage: string
  way: string
  agent: string
  created_at: Date
  last_used_at: Date
  ended_at: Date | null
}

export interface SetUpCodeTable {
  organisation: string
  hash: Buffer
  account: string | null
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

export interface SignInTryTable {
  organisation: string
  id: Generated<string>
  account_print: Buffer
  place_print: Buffer
  well: boolean
  at: Date
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

export interface TurnTable {
  organisation: string
  name: string
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

export interface WorkerStandingTable {
  organisation: string
  import: string
  reference: string
  worker: string
  team: string | null
  utilisation: number | null
  state: string
  standing: string
  holds_without_capacity: boolean
  agreement: string
}

export interface Tables {
  'council.account': AccountTable
  'council.agreement': AgreementTable
  'council.agreement_adoption': AgreementAdoptionTable
  'council.agreement_comment': AgreementCommentTable
  'council.agreement_revision': AgreementRevisionTable
  'council.agreement_signature': AgreementSignatureTable
  'council.answer': AnswerTable
  'council.api_token': ApiTokenTable
  'council.audit_entry': AuditEntryTable
  'council.audit_head': AuditHeadTable
  'council.calendar_entry': CalendarEntryTable
  'council.calendar_feed': CalendarFeedTable
  'council.case': CaseTable
  'council.decision': DecisionTable
  'council.decision_case': DecisionCaseTable
  'council.decision_event': DecisionEventTable
  'council.decision_in_play': DecisionInPlayTable
  'council.digest': DigestTable
  'council.digest_off': DigestOffTable
  'council.establishment': EstablishmentTable
  'council.evidence_release': EvidenceReleaseTable
  'council.figure_query': FigureQueryTable
  'council.figure_query_answer': FigureQueryAnswerTable
  'council.finding': FindingTable
  'council.handover_event': HandoverEventTable
  'council.import': ImportTable
  'council.import_file': ImportFileTable
  'council.leaving': LeavingTable
  'council.once': OnceTable
  'council.opening': OpeningTable
  'council.organisation': OrganisationTable
  'council.passkey': PasskeyTable
  'council.passkey_challenge': PasskeyChallengeTable
  'council.plan': PlanTable
  'council.recovery_code': RecoveryCodeTable
  'council.register_answer': RegisterAnswerTable
  'council.register_entry': RegisterEntryTable
  'council.restriction': RestrictionTable
  'council.restriction_name': RestrictionNameTable
  'council.role_grant': RoleGrantTable
  'council.session': SessionTable
  'council.set_up_code': SetUpCodeTable
  'council.sign_in_try': SignInTryTable
  'council.source_header': SourceHeaderTable
  'council.source_row': SourceRowTable
  'council.team': TeamTable
  'council.turn': TurnTable
  'council.upload': UploadTable
  'council.upload_chunk': UploadChunkTable
  'council.worker': WorkerTable
  'council.worker_standing': WorkerStandingTable
}
