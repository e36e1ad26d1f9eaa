import { restore as putBack, type BranchStore } from '../../store/branch/index.ts'
import { restoreCommand } from '../restore.ts'
import type { Command } from '../command.ts'
import type { BranchWorld } from './world.ts'

const usage = `fairload branch restore FILE [--replace]

Puts a backup of the branch in place. The file is checked whole before anything is touched, and
everything comes back in one transaction or not at all. Stop the branch's server first. A backup of
a council's side is refused.

  --replace   give up what the database holds now in favour of the backup`

export const restore = (world: BranchWorld): Command =>
  restoreCommand<BranchStore>({ usage, open: world.open, putBack })
