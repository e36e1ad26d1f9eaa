import { backup as write, type BranchStore } from '../../store/branch/index.ts'
import { backupCommand } from '../backup.ts'
import type { Command } from '../command.ts'
import type { BranchWorld } from './world.ts'

const usage = `fairload branch backup FILE

Writes everything the branch holds, as at one moment, to one new file; a running server goes on
meanwhile. Names and addresses of the roll are sealed in it: they open with the branch's key alone
(house.key in its data folder), which you keep apart from it. It is checked when it is restored.`

export const backup = (world: BranchWorld): Command =>
  backupCommand<BranchStore>({ usage, open: world.open, write, now: world.now })
