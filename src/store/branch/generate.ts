import { tableTypes } from '../generate-tables.ts'
import type { BranchStore } from './open.ts'

/** The table types of the branch's database; `src/store/branch/tables.ts` is this text. */
export const generateBranchTables = (store: BranchStore): Promise<string> =>
  tableTypes(store, 'BranchTables')
