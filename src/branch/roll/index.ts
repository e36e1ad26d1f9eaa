import type { BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchDeps } from '../deps.ts'
import type { OfBranch } from '../keeping/index.ts'
import { density } from './density.ts'
import { entriesDoor } from './entries-door.ts'
import { exportsDoor } from './exports.ts'
import { importsDoor } from './imports.ts'
import { officesDoor } from './offices.ts'
import type { DensityRow } from './views.ts'

export {
  addEntry,
  changeEntry,
  emptyEntry,
  officeNames,
  openedMember,
  openedRoll,
  openShown,
  sealShown,
} from './entries.ts'
export type { FieldProblem, Opened, Shown } from './entries.ts'
export { emailPrint, numberPrint, openEntry, sealEntry } from './sealed.ts'
export type { RollKey } from './sealed.ts'
export { giveOffice, officeView } from './offices.ts'
export type { NewOffice } from './offices.ts'
export { LARGEST_LIST } from './imports.ts'
export type * from './views.ts'

/** The roll: who is in the union, opened by whom for what. */
export function rollDoor(deps: BranchDeps, person: BranchPerson | null) {
  return {
    ...entriesDoor(deps, person),
    imports: importsDoor(deps, person),
    exports: exportsDoor(deps, person),
    offices: officesDoor(deps, person),
    density: (of: OfBranch): Promise<DensityRow[]> => density(deps, of),
  }
}

export type Roll = ReturnType<typeof rollDoor>
