import type { BackedTable } from '../side.ts'

/** Tables of a branch's backup: rows come after those that they point to. */
export const BRANCH_TABLES: readonly BackedTable[] = [
  { name: 'organisation', key: ['id'] },
  { name: 'record', key: ['organisation', 'id'] },
  { name: 'record_version', key: ['organisation', 'record', 'number'] },
  { name: 'note', key: ['organisation', 'id'] },
  { name: 'member', key: ['organisation', 'id'] },
  { name: 'office', key: ['organisation', 'id'] },
  { name: 'roll_look', key: ['organisation', 'id'] },
  { name: 'roll_import', key: ['organisation', 'id'] },
  { name: 'roll_import_row', key: ['organisation', 'import', 'member'] },
  { name: 'roll_export', key: ['organisation', 'id'] },
  { name: 'roll_setting', key: ['organisation'] },
  { name: 'session', key: ['organisation', 'id'] },
  { name: 'second_step', key: ['organisation', 'member'] },
  { name: 'recovery_code', key: ['organisation', 'member', 'hash'] },
  { name: 'sign_in_link', key: ['organisation', 'token_hash'] },
  { name: 'one_time_code', key: ['organisation', 'hash'] },
  { name: 'passkey', key: ['organisation', 'id'] },
  { name: 'passkey_challenge', key: ['organisation', 'challenge'] },
  { name: 'sign_in_try', key: ['organisation', 'id'] },
  { name: 'sample_person', key: ['organisation', 'member'] },
  { name: 'guest_link', key: ['organisation', 'id'] },
  { name: 'guest_week', key: ['organisation', 'link', 'week'] },
  { name: 'employer_domain', key: ['organisation', 'domain'] },
  { name: 'once', key: ['organisation', 'account', 'key_hash'] },
]
