import type { Problem } from '../kit/index.ts'

/** Why a store cannot be opened, asked or restored. The sentence is shown as it stands. */
export type StoreProblemCode =
  | 'folder-in-use'
  | 'folder-not-reachable'
  | 'folder-of-another-version'
  | 'folder-not-running'
  | 'no-database-program'
  | 'no-account'
  | 'database-did-not-start'
  | 'database-not-reachable'
  | 'database-of-other-side'
  | 'database-too-old'
  | 'database-newer'
  | 'database-changed'
  | 'database-not-prepared'
  | 'login-is-superuser'
  | 'login-bypasses-row-security'
  | 'login-owns-unforced-tables'
  | 'tables-without-row-security'
  | 'fsync-off'
  | 'synchronous-commit-off'
  | 'encoding-not-utf8'
  | 'not-found'
  | 'stale'
  | 'wrong-state'
  | 'slug-taken'
  | 'already-there'
  | 'file-not-readable'
  | 'disk-full'
  | 'backup-exists'
  | 'backup-not-ours'
  | 'backup-damaged'
  | 'backup-newer'
  | 'not-empty'
  | 'owner-needed'

export interface StoreProblem extends Problem {
  code: StoreProblemCode
}

export const trouble = (
  code: StoreProblemCode,
  sentence: string,
): { ok: false; problem: StoreProblem } => ({ ok: false, problem: { code, sentence } })
