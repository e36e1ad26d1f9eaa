import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { testStore } from '../../test/seeds/database.ts'
import { aCaseload, rowsOf } from '../../test/seeds/stored-caseload.ts'
import { ok, type IsoDate, type Result } from '../kit/index.ts'
import {
  accounts,
  audit,
  caseloads,
  imports,
  organisations,
  writeUpload,
  type ImportId,
  type OrganisationId,
  type Scope,
  type Store,
} from '../store/index.ts'
import { transactionOf } from '../store/scope.ts'
import type { Terminal } from './command.ts'
import { retention } from './retention.ts'
import type { World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairload-retention-'))
const now = new Date('2026-10-05T09:00:00Z')
let store: Store
let of: OrganisationId
let slug = ''
let made = 0

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}
const inside = <T>(work: (scope: Scope) => Promise<T>): Promise<T> => store.inOrganisation(of, work)

beforeEach(async () => {
  store ??= await testStore()
  slug = `moreton-${(made += 1)}`
  const created = await organisations.create(store, {
    slug,
    name: 'Moreton',
    kind: 'own',
    settings: {},
    at: now,
  })
  of = value(created).id
})
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An import of a day, received on it, and what was decided. */
async function onDay(
  day: string,
  decided: 'accepted' | 'refused' | 'undone' | 'waits' = 'accepted',
  content: string = randomUUID(),
): Promise<ImportId> {
  const at = new Date(`${day}T12:00:00Z`)
  const path = join(folder, randomUUID())
  writeFileSync(path, content)
  return inside(async (scope) => {
    const { id } = value(
      await imports.receive(scope, {
        files: [{ name: 'annex-a.xlsx', path }],
        carry: [],
        asOf: day as IsoDate,
        at,
      }),
    )
    value(await imports.startReading(scope, id))
    const caseload = aCaseload({ workers: 3, teams: 1, cases: 5, asOf: day })
    let { version } = value(
      await imports.saveChecked(scope, id, {
        asOf: caseload.asOf,
        caseload,
        rows: rowsOf(caseload),
        files: [],
        lists: {},
        basedOn: null,
        changes: null,
        summary: null,
        at,
      }),
    )
    if (decided === 'refused') value(await imports.refuse(scope, id, { version, at }))
    if (decided === 'accepted' || decided === 'undone') {
      version = value(await imports.accept(scope, id, { version, at })).version
    }
    if (decided === 'undone') value(await imports.undo(scope, id, { version, at }))
    return id
  })
}

const holds = (id: ImportId): Promise<boolean> =>
  inside(async (scope) => (await caseloads.whole(scope, id)) !== null)
const bytesOf = (id: ImportId): Promise<boolean> =>
  inside(async (scope) => {
    const [file] = await imports.files(scope, id)
    return writeUpload(scope, file?.upload as never, join(folder, randomUUID())).then(
      (written) => written.ok,
      () => false,
    )
  })

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  let said = ''
  const say = (text: string): void => void (said += text)
  const terminal: Terminal = { out: say, err: say, interactive: false, today: () => '2026-10-05' }
  const world: Partial<World> = {
    open: async () => ok({ ...store, close: async () => undefined }),
    now: () => now,
  }
  const code = await retention(world as World).run([...args, '--organisation', slug], terminal)
  return { code, said }
}

describe('fairload retention', () => {
  it('counts what would go and changes nothing, unless told to carry it out', async () => {
    const [old, , current] = [
      await onDay('2023-01-31'),
      await onDay('2023-06-30'),
      await onDay('2026-09-30'),
    ]
    for (const args of [[], ['--dry-run']]) {
      const { code, said } = await run(...args)
      expect(code).toBe(0)
      expect(said).toMatch(/superseded imports +1\n/)
      expect(said).toContain('Nothing was removed.')
    }
    expect(await holds(old)).toBe(true)
    expect(await inside((scope) => audit.head(scope))).toBeNull()

    expect((await run('--carry-out')).said).toContain('Removed, and noted in the record.')
    expect(await holds(old)).toBe(false)
    expect(await holds(current)).toBe(true)
    const { entries } = await inside((scope) => audit.list(scope, { from: 0, count: 5 }))
    expect(entries).toMatchObject([
      { what: 'retention.carried-out', details: { superseded: 1, supersededImportsMonths: 24 } },
    ])
    expect((await run()).said).toMatch(/superseded imports +0\n/)
  })

  it('keeps the import in force and the one before it, however old they are', async () => {
    const [before, current] = [await onDay('2019-01-31'), await onDay('2019-02-28')]
    await run('--carry-out')
    for (const id of [before, current]) {
      expect(await holds(id)).toBe(true)
      expect(await bytesOf(id)).toBe(true)
    }
    expect(await inside(async (scope) => (await imports.current(scope))?.id)).toBe(current)
  })

  it('never lets an import whose rows have gone stand again', async () => {
    await onDay('2019-01-31')
    const [before, current] = [await onDay('2019-02-28'), await onDay('2019-03-31')]
    await run('--carry-out')
    for (const id of [current, before]) {
      await inside(async (scope) => {
        const { version } = (await imports.get(scope, id)) ?? { version: 0 }
        value(await imports.undo(scope, id, { version, at: now }))
      })
    }
    expect(await inside((scope) => imports.current(scope))).toBeNull()
  })

  it('removes what was refused or undone long ago, and leaves what waits', async () => {
    const gone = [await onDay('2026-01-31', 'refused'), await onDay('2026-02-28', 'undone')]
    const stays = [await onDay('2026-09-30', 'refused'), await onDay('2020-01-31', 'waits')]
    expect((await run()).said).toMatch(/imports refused, undone or not read +2\n/)
    await run('--carry-out')
    for (const id of gone) expect(await holds(id)).toBe(false)
    for (const id of stays) expect(await holds(id)).toBe(true)
    for (const id of stays) expect(await bytesOf(id)).toBe(true)
  })

  it('removes the bytes of old files and takes the same file again', async () => {
    const content = 'the same file'
    const old = await onDay('2025-08-31', 'accepted', content)
    await onDay('2025-09-30')
    await onDay('2026-09-30')
    expect((await run()).said).toMatch(/uploaded files +1\nbytes in them +13\n/)
    await run('--carry-out')
    expect(await holds(old)).toBe(true)
    expect(await bytesOf(old)).toBe(false)
    const again = await onDay('2026-10-01', 'refused', content)
    expect(await bytesOf(again)).toBe(true)
  })

  it('removes sign-ins that ended and attempts long past', async () => {
    await inside(async (scope) => {
      const { id: account } = value(
        await accounts.add(scope, {
          email: 'sam@moreton.example',
          name: 'Sam Reed',
          state: 'active',
          at: now,
        }),
      )
      const db = transactionOf(scope)
      for (const [day, ended] of [
        ['2026-01-05', true],
        ['2026-10-04', true],
        ['2026-10-04', false],
      ] as const) {
        const at = new Date(`${day}T09:00:00Z`)
        await db
          .insertInto('council.session')
          .values({
            organisation: of,
            account,
            token_hash: Buffer.from(randomUUID().replaceAll('-', '').slice(0, 32)),
            stage: 'whole',
            way: 'sample',
            agent: '',
            created_at: at,
            last_used_at: at,
            ended_at: ended ? at : null,
          })
          .execute()
        await db
          .insertInto('council.sign_in_try')
          .values({
            organisation: of,
            account_print: Buffer.alloc(32),
            place_print: Buffer.alloc(32),
            well: true,
            at,
          })
          .execute()
      }
    })
    const { said } = await run('--carry-out')
    expect(said).toMatch(/ended sign-ins +1\nattempts to sign in +1\n/)
    expect((await run()).said).toMatch(/ended sign-ins +0\nattempts to sign in +0\n/)
  })

  it('leaves the record whole, and another organisation alone', async () => {
    const [first, firstOld] = [of, await onDay('2020-01-31', 'refused')]
    const second = await organisations.create(store, {
      slug: `${slug}-two`,
      name: 'Aston',
      kind: 'own',
      settings: {},
      at: now,
    })
    of = value(second).id
    slug = `${slug}-two`
    await inside((scope) =>
      audit.append(scope, { at: new Date('2019-01-01'), what: 'import.refused', details: {} }),
    )
    await run('--carry-out')
    expect(await inside((scope) => audit.verify(scope))).toMatchObject({ whole: true, entries: 2 })
    of = first
    expect(await holds(firstOld)).toBe(true)
  })

  it('follows your own rules; null keeps for ever', async () => {
    const old = await onDay('2020-01-31', 'refused')
    const path = join(folder, 'rules.json')
    writeFileSync(path, '{"endedImportsMonths": null}')
    await run('--carry-out', '--rules', path)
    expect(await holds(old)).toBe(true)
  })

  it.each([
    ['{"endedImportsMonths": 0}', '“endedImportsMonths” is not a retention rule'],
    ['{"auditMonths": 3}', '“auditMonths” is not a retention rule'],
    ['[', 'is not JSON'],
  ])('refuses %s as rules with a sentence', async (rules, said) => {
    const path = join(folder, 'wrong.json')
    writeFileSync(path, rules)
    expect(await run('--rules', path)).toEqual({ code: 3, said: expect.stringContaining(said) })
  })

  it('takes either a dry run or carrying out, not both', async () => {
    expect((await run('--dry-run', '--carry-out')).code).toBe(2)
  })
})
