import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshFolder, testStore } from '../../../test/seeds/database.ts'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import { insideOf } from '../inside.ts'
import { openStore, restore, backup as backupCouncil, verifyBackup } from '../index.ts'
import { openOn } from '../open.ts'
import { backup, openBranchStore, organisations, tableSums, verifyBranchBackup } from './index.ts'
import { openBranchOn } from './open.ts'
import { branchDatabase, embedded } from '../../../test/seeds/database.ts'
import { BRANCH } from './side.ts'

const at = new Date('2026-07-06T11:15:00Z')

describe('the two parties’ databases', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fairload-sides-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('are never opened from one another’s folder', async () => {
    for (const [first, second] of [
      [openStore, openBranchStore],
      [openBranchStore, openStore],
    ] as const) {
      // Not there yet, as at a first start.
      const dataFolder = join(freshFolder(), 'data')
      const own = await first({ dataFolder })
      if (!own.ok) throw new Error(own.problem.sentence)
      await own.value.close()
      expect(await second({ dataFolder })).toMatchObject({
        ok: false,
        problem: { code: 'database-of-other-side' },
      })
      const again = await first({ dataFolder })
      expect(again.ok).toBe(true)
      if (again.ok) await again.value.close()
      await rm(dataFolder, { recursive: true, force: true })
    }
  })

  it('are known again where the mark of a folder was lost half-written', async () => {
    const dataFolder = join(freshFolder(), 'data')
    const own = await openStore({ dataFolder })
    if (!own.ok) throw new Error(own.problem.sentence)
    await own.value.close()
    await writeFile(join(dataFolder, 'side'), '')
    expect(await openBranchStore({ dataFolder })).toMatchObject({
      ok: false,
      problem: { code: 'database-of-other-side' },
    })
    const again = await openStore({ dataFolder })
    expect(again.ok).toBe(true)
    if (again.ok) await again.value.close()
    expect(await readFile(join(dataFolder, 'side'), 'utf8')).toBe('council\n')
    await rm(dataFolder, { recursive: true, force: true })
  })

  it('are never opened by one another’s address', async () => {
    const asGiven = { host: null, joined: false, options: { dataFolder: '' } } as const
    const onProgress = (): void => undefined
    const council = await embedded.database()
    const opened = await openOn({ kind: 'external', ...council, ...asGiven, onProgress })
    expect(opened.ok).toBe(true)
    const asBranch = await openBranchOn({ kind: 'external', ...council, ...asGiven, onProgress })
    expect(asBranch).toMatchObject({ ok: false, problem: { code: 'database-of-other-side' } })
    if (opened.ok) await opened.value.close()
    const branch = await branchDatabase(BRANCH)
    const ours = await openBranchOn({ kind: 'external', ...branch, ...asGiven, onProgress })
    expect(ours.ok).toBe(true)
    const asCouncil = await openOn({ kind: 'external', ...branch, ...asGiven, onProgress })
    expect(asCouncil).toMatchObject({ ok: false, problem: { code: 'database-of-other-side' } })
    if (ours.ok) await ours.value.close()
  })

  it('take in no backup of one another', async () => {
    const council = await testStore()
    const branch = await testBranchStore()
    await organisations.create(branch, {
      slug: 'own',
      name: 'Ashby branch',
      kind: 'own',
      settings: {},
      at,
    })
    const ofBranch = join(folder, 'branch.backup')
    const ofCouncil = join(folder, 'council.backup')
    expect(await backup(branch, ofBranch, at)).toMatchObject({ ok: true })
    expect(await backupCouncil(council, ofCouncil, at)).toMatchObject({ ok: true })
    const refused = { ok: false, problem: { code: 'backup-not-ours' } }
    expect(await verifyBackup(ofBranch)).toMatchObject(refused)
    expect(await verifyBranchBackup(ofCouncil)).toMatchObject(refused)
    expect(await restore(council, ofBranch, { replace: true })).toMatchObject(refused)
    const before = await tableSums(branch)
    expect(await restore(branch, ofCouncil, { replace: true })).toMatchObject(refused)
    expect(await tableSums(branch)).toEqual(before)
    const empty = await testBranchStore()
    expect(await restore(empty, ofBranch, { replace: false })).toMatchObject({ ok: true })
    expect(await tableSums(empty)).toEqual(before)
    for (const store of [council, branch, empty]) await store.close()
  })

  it('say of every table whose rows it keeps apart, and back up each', async () => {
    const store = await testBranchStore()
    const { owner, app } = insideOf(store)
    const client = await (owner ?? app).connect()
    const { rows } = await client.query<{ name: string; forced: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
        where relnamespace = 'branch'::regnamespace and relkind in ('r', 'p') order by 1`,
    )
    client.release()
    expect(rows.filter((row) => !row.forced)).toEqual([])
    expect(rows.map((row) => row.name).sort()).toEqual(BRANCH.tables.map(({ name }) => name).sort())
    const grants = await readFile(
      new URL('../migrations/branch/grants.sql', import.meta.url),
      'utf8',
    )
    expect(rows.filter((row) => !new RegExp(`branch\\.${row.name}\\b`).test(grants))).toEqual([])
    await store.close()
  })
})
