import type { ClientConfig } from 'pg'
import { BRANCH } from '../../src/store/branch/side.ts'
import { openBranchOn } from '../../src/store/branch/open.ts'
import type { BranchStore } from '../../src/store/branch/index.ts'
import { branchDatabase } from './database.ts'

/** A branch's store on a fresh database of the embedded PostgreSQL; nothing has to be closed. */
export const testBranchStore = async (): Promise<BranchStore> =>
  openOn(await branchDatabase(BRANCH))

/**
 * The same, holding what `fill` wrote: it writes once for each process, under this name, and every store
 * is a copy of its own.
 */
export async function filledBranchStore(
  name: string,
  fill: (store: BranchStore) => Promise<void>,
): Promise<BranchStore> {
  // Kept beside the modules, not in one: each test file has this module anew.
  const here = globalThis as typeof globalThis & { fairloadFilled?: Map<string, Promise<string>> }
  const filled = (here.fairloadFilled ??= new Map<string, Promise<string>>())
  const made = filled.get(name) ?? written(fill)
  filled.set(name, made)
  return openOn(await branchDatabase(BRANCH, await made))
}

async function written(fill: (store: BranchStore) => Promise<void>): Promise<string> {
  const logins = await branchDatabase(BRANCH)
  const store = await openOn(logins)
  await fill(store)
  await store.close()
  return logins.name
}

async function openOn(logins: { app: ClientConfig; owner: ClientConfig }): Promise<BranchStore> {
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
