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
  { name: 'once', key: ['organisation', 'account', 'key_hash'] },
]
