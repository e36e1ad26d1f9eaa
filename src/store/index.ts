export { openStore } from './open.ts'
export { closeOnSignals } from './signals.ts'
export type { Store, StoreOptions } from './open.ts'
export type { StoreProblem, StoreProblemCode } from './problem.ts'
export { AnsweredBefore, AskedOtherwise, type Once } from './once.ts'
export type { DirectoryScope, OrganisationId, Scope, Viewer } from './scope.ts'
export type { ImportId, PlanId, Reference, UploadId } from './ids.ts'
export type { JobData, JobName, Jobs } from './jobs.ts'
export { generateTables } from './generate-tables.ts'
export { embeddedServer } from './host/host.ts'

export * as organisations from './queries/organisations.ts'
export type { NewOrganisation, Organisation } from './queries/organisations.ts'
export * as imports from './queries/imports.ts'
export type {
  Checked,
  FileOutcome,
  Import,
  ImportFile,
  ImportProgress,
  ImportState,
  SourceRow,
} from './queries/imports.ts'
export { fingerprint, writeTo as writeUpload } from './queries/uploads.ts'
export type { NewFile } from './queries/uploads.ts'
export { referencesOf } from './queries/references.ts'
export { closedFindings } from './queries/closed-findings.ts'
export * as caseloads from './queries/caseloads.ts'
export type { FindingFilter, Held } from './queries/caseloads.ts'
export * as establishment from './queries/establishment.ts'
export * as evidence from './queries/evidence.ts'
export type { StoredRelease } from './queries/evidence.ts'
export { alsoHeld } from './queries/also-held.ts'
export * as answers from './queries/answers.ts'
export type { StoredAnswer } from './queries/answers.ts'
export * as agreements from './queries/agreements.ts'
export type {
  StoredAdoption,
  StoredBy,
  StoredComment,
  StoredTerm,
  StoredVersion,
} from './queries/agreements.ts'
export * as figureQueries from './queries/figure-queries.ts'
export type {
  QueryAbout,
  QueryOutcome,
  QueryWhat,
  StoredAnswerTo,
  StoredFigureQuery,
} from './queries/figure-queries.ts'
export * as feeds from './queries/feeds.ts'
export type { FeedEntry, FeedItem, StoredFeed } from './queries/feeds.ts'
export * as digests from './queries/digests.ts'
export * as register from './queries/register.ts'
export type {
  RegisterState,
  StoredEntry,
  StoredRegisterAnswer,
  StoredRung,
  StoredStanding,
} from './queries/register.ts'
export * as decisions from './queries/decisions.ts'
export type {
  DecidedWorker,
  NewDecision,
  StoredDecision,
  StoredDecisionEvent,
} from './queries/decisions.ts'
export * as handovers from './queries/handovers.ts'
export type {
  HandoverDetails,
  NewHandoverEntry,
  NewLeaving,
  Party,
  StoredHandoverEntry,
  StoredLeaving,
} from './queries/handovers.ts'
export * as accounts from './queries/accounts.ts'
export type { Account, StoredGrant } from './queries/accounts.ts'
export * as sessions from './queries/sessions.ts'
export type { Session, SignedInAccount, SignInWay } from './queries/sessions.ts'
export type { Tries } from './sign-in-tries.ts'
export * as passkeys from './queries/passkeys.ts'
export type { Passkey } from './queries/passkeys.ts'
export * as tokens from './queries/tokens.ts'
export type { ApiToken } from './queries/tokens.ts'
export * as restrictions from './queries/restrictions.ts'
export type { Opening, Placed } from './queries/restrictions.ts'
export * as plans from './queries/plans.ts'
export type { NewPlan, Plan, PlanState } from './queries/plans.ts'
export * as retention from './queries/retention.ts'
export type { RetentionCount, RetentionLimits } from './queries/retention.ts'
export * as audit from './queries/audit.ts'
export type {
  AuditDetails,
  AuditEntry,
  AuditFault,
  AuditHead,
  AuditVerdict,
} from './queries/audit.ts'
export { backup, tableSums } from './backup/write.ts'
export type { BackupSummary } from './backup/write.ts'
export { verifyBackup } from './backup/read.ts'
export { restore } from './backup/restore.ts'
