import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedded, engines } from '../../../test/seeds/database.ts'
import { aCaseload, rowsOf } from '../../../test/seeds/stored-caseload.ts'
import { withClient } from '../connect.ts'
import type { OrganisationId, Store } from '../index.ts'
import {
  audit,
  backup,
  caseloads,
  imports,
  organisations,
  restore,
  tableSums,
  verifyBackup,
} from '../index.ts'
import { insideOf } from '../open.ts'

const at = new Date('2025-10-01T09:00:00Z')

async function filled(store: Store, folder: string, slug: string): Promise<OrganisationId> {
  const created = await organisations.create(store, {
    slug,
    name: slug,
    kind: 'own',
    settings: {},
    at,
  })
  if (!created.ok) throw new Error(created.problem.sentence)
  const { id } = created.value
  for (const n of [1, 2, 3]) {
    const path = join(folder, `${slug}-${n}`)
    await writeFile(path, Buffer.alloc(300_000, `${slug}${n}\\\n\t`))
    await store.inOrganisation(id, async (scope) => {
      const received = await imports.receive(scope, {
        files: [{ name: 'a.xlsx', path }],
        carry: [],
        asOf: null,
        at,
      })
      if (!received.ok) throw new Error(received.problem.sentence)
      if (n === 3) return
      await imports.startReading(scope, received.value.id)
      const caseload = aCaseload({ workers: 5, teams: 2, cases: 40, mark: `${slug} "\\N\t\n` })
      await imports.saveChecked(scope, received.value.id, {
        asOf: caseload.asOf,
        caseload,
        rows: rowsOf(caseload),
        files: [],
        lists: {},
        basedOn: null,
        changes: null,
        summary: null,
        at,
      })
      await audit.append(scope, { at, what: 'import.checked', details: { number: n } })
    })
  }
  return id
}

describe.each(engines())('a backup from $name', (engine) => {
  let store: Store
  let folder: string
  let file: string
  beforeAll(async () => {
    store = await engine.open()
    folder = await mkdtemp(join(tmpdir(), 'fairload-backup-'))
    file = join(folder, 'fairload.backup')
    await filled(store, folder, 'one')
    await filled(store, folder, 'other')
    const made = await backup(store, file, at)
    if (!made.ok) throw new Error(made.problem.sentence)
  })
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('restored into an empty database gives equal tables, on whichever engine', async () => {
    const before = await tableSums(store)
    expect(before['case']?.rows).toBe(160)
    for (const target of engines()) {
      const empty = await target.open()
      const done = await restore(empty, file, { replace: false })
      expect(done).toMatchObject({ ok: true })
      expect(await tableSums(empty)).toEqual(before)
      for (const { id } of await empty.inDirectory((directory) => organisations.list(directory))) {
        await empty.inOrganisation(id, async (scope) => {
          expect(await audit.verify(scope)).toMatchObject({ whole: true, entries: 2 })
          const [waiting] = await imports.pending(scope)
          expect(waiting).toBeDefined()
        })
      }
      // What waited to be read has its job again; the backup holds none.
      const jobs = await withClient(insideOf(empty).app, (client) =>
        client.query(`select 1 from jobs.job where name = 'import' and state = 'created'`),
      )
      expect(jobs.rowCount).toBe(2)
      await empty.close()
    }
  })

  test('taken while imports are being saved holds each of them whole or not at all', async () => {
    const id = await filled(store, folder, 'busy')
    let stop = false
    const writing = (async () => {
      for (let n = 10; !stop; n += 1) {
        const path = join(folder, `busy-${n}`)
        await writeFile(path, `busy ${n}`)
        await store.inOrganisation(id, async (scope) => {
          const received = await imports.receive(scope, {
            files: [{ name: 'a', path }],
            carry: [],
            asOf: null,
            at,
          })
          if (!received.ok) return
          await imports.startReading(scope, received.value.id)
          const caseload = aCaseload({ workers: 3, teams: 1, cases: 25 })
          await imports.saveChecked(scope, received.value.id, {
            asOf: caseload.asOf,
            caseload,
            rows: [],
            files: [],
            lists: {},
            basedOn: null,
            changes: null,
            summary: null,
            at,
          })
        })
      }
    })()
    const path = join(folder, 'busy.backup')
    expect(await backup(store, path, at)).toMatchObject({ ok: true })
    stop = true
    await writing
    const empty = await embedded.open()
    expect(await restore(empty, path, { replace: false })).toMatchObject({ ok: true })
    await empty.inOrganisation(id, async (scope) => {
      for (const one of (await imports.list(scope, { from: 0, count: 1_000 })).imports) {
        const held = await caseloads.whole(scope, one.id)
        if (one.state === 'received') expect(held).toBeNull()
        else expect([25, 40]).toContain(held?.cases.length)
      }
    })
    await empty.close()
  })

  test('is readable by its owner alone, appears only when whole, and is never written over', async () => {
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(await backup(store, file, at)).toMatchObject({
      ok: false,
      problem: { code: 'backup-exists' },
    })
    expect(await backup(store, join(folder, 'nowhere', 'x'), at)).toMatchObject({ ok: false })
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('a file cut short, with a bit flipped anywhere, or of a newer version is refused before any data is touched', async () => {
    const whole = await readFile(file)
    const target = await engine.open()
    await filled(target, folder, 'standing')
    const before = await tableSums(target)
    const bad = join(folder, 'bad.backup')
    const tried = async (bytes: Buffer) => {
      await writeFile(bad, bytes)
      const outcome = await restore(target, bad, { replace: true })
      expect(outcome.ok).toBe(false)
      return outcome.ok ? '' : outcome.problem.code
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        expect(await tried(whole.subarray(0, length))).toMatch(/^backup-(damaged|not-ours)$/)
      }),
      { numRuns: 20 },
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (place, bit) => {
        const flipped = Buffer.from(whole)
        flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
        expect(await tried(flipped)).toMatch(/^backup-/)
      }),
      { numRuns: 40 },
    )
    expect(await tried(Buffer.from('FAIRLOAD BACKUP 2\nwhatever'))).toBe('backup-newer')
    expect(await tried(Buffer.from('PK\u0003\u0004 a workbook'))).toBe('backup-not-ours')
    expect(await tried(Buffer.concat([whole, Buffer.from('more')]))).toBe('backup-damaged')
    expect(await tableSums(target)).toEqual(before)
    await target.close()
  })

  test('data that is there is not replaced unless one says so', async () => {
    const target = await engine.open()
    await filled(target, folder, 'here')
    expect(await restore(target, file, { replace: false })).toMatchObject({
      ok: false,
      problem: { code: 'not-empty' },
    })
    expect(await restore(target, file, { replace: true })).toMatchObject({ ok: true })
    const verified = await verifyBackup(file)
    if (!verified.ok) throw new Error(verified.problem.sentence)
    expect(await tableSums(target)).toEqual(verified.value.tables)
    await target.close()
  })
})
