import type { Side } from '../side.ts'
import { BRANCH_TABLES } from './contents.ts'

/** The union branch's database. */
export const BRANCH: Side = {
  schema: 'branch',
  logins: {
    app: 'fairload_branch_app',
    owner: 'fairload_branch_owner',
    host: 'fairload_branch_host',
  },
  database: 'fairload_branch',
  account: { name: 'fairload-branch', first: 61_900 },
  tables: BRANCH_TABLES,
}
