import { BRANCH } from '../../src/store/branch/side.ts'
import { openBranchOn } from '../../src/store/branch/open.ts'
import type { BranchStore } from '../../src/store/branch/index.ts'
import { branchDatabase } from './database.ts'

/** A branch's store on a fresh database of the embedded PostgreSQL; nothing has to be closed. */
export async function testBranchStore(): Promise<BranchStore> {
  const logins = await branchDatabase(BRANCH)
  const opened = await openBranchOn({
    kind: 'external',
    app: logins.app,
    owner: logins.owner,
    host: null,
    joined: false,
    options: { dataFolder: '', connections: 4 },
    onProgress: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.problem.sentence)
  return opened.value
}
