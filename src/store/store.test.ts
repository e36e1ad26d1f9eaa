import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../test/seeds/database.ts'
import { aCaseload, day, rowsOf } from '../../test/seeds/stored-caseload.ts'
import type { Import, OrganisationId, Store } from './index.ts'
import { answers, audit, caseloads, imports, organisations, writeUpload } from './index.ts'
import { generateTables } from './generate-tables.ts'
import type { ImportId } from './ids.ts'
import * as prettier from 'prettier'

const at = new Date('2025-10-01T09:00:00Z')

describe.each(engines())('the store on $name', (engine) => {
  let store: Store
  let folder: string
  beforeAll(async () => {
    store = await engine.open()
    folder = await mkdtemp(join(tmpdir(), 'fairload-files-'))
  })
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  let made = 0
  const anOrganisation = async (): Promise<OrganisationId> => {
    const created = await organisations.create(store, {
      slug: `fairborough-${(made += 1)}`,
      name: 'Fairborough',
      kind: 'own',
      settings: { agreement: null },
      at,
    })
    if (!created.ok) throw new Error(created.problem.sentence)
    return created.value.id
  }
  const aFile = async (content: string | Buffer, name = 'annex-a.xlsx') => {
    const path = join(folder, randomUUID())
    await writeFile(path, content)
    return { name, path }
  }
  const value = <T>(
    result: { ok: true; value: T } | { ok: false; problem: { sentence: string } },
  ): T => {
    if (!result.ok) throw new Error(result.problem.sentence)
    return result.value
  }
  const received = async (organisation: OrganisationId, content: string): Promise<Import> => {
    const file = await aFile(content)
    return value(
      await store.inOrganisation(organisation, (scope) =>
        imports.receive(scope, { files: [file], carry: [], asOf: null, at }),
      ),
    )
  }
  const checked = async (
    organisation: OrganisationId,
    content: string,
    asOf = '2025-09-30',
  ): Promise<Import> => {
    const { id } = await received(organisation, content)
    const caseload = aCaseload({ workers: 6, teams: 2, cases: 30, asOf })
    return store.inOrganisation(organisation, async (scope) => {
      const { files } = value(await imports.startReading(scope, id))
      return value(
        await imports.saveChecked(scope, id, {
          asOf: caseload.asOf,
          caseload,
          rows: rowsOf(caseload),
          files: files.map((file) => ({
            upload: file.upload,
            shape: 'annex-a',
            version: '2024',
            lists: { 'List 6': { rows: 30, used: 29, questioned: 1, leftOut: 0 } },
            problem: null,
          })),
          lists: { 'List 6': { rows: 30, used: 29, questioned: 1, leftOut: 0 } },
          basedOn: null,
          changes: { new: 3 },
          summary: { cases: 30 },
          at,
        }),
      )
    })
  }

  test('an import that was received is there with its bytes, numbered from one', async () => {
    const organisation = await anOrganisation()
    const bytes = Buffer.alloc(2_500_000, 'a row of a workbook ')
    const file = await aFile(bytes)
    const path = join(folder, 'back.xlsx')
    const first = value(
      await store.inOrganisation(organisation, (scope) =>
        imports.receive(scope, { files: [file], carry: [], asOf: day('2025-09-30'), at }),
      ),
    )
    expect(first).toMatchObject({ number: 1, state: 'received', asOf: '2025-09-30' })
    await store.inOrganisation(organisation, async (scope) => {
      const [kept] = await imports.files(scope, first.id)
      expect(kept).toMatchObject({ name: 'annex-a.xlsx', bytes: bytes.length, carried: false })
      if (kept !== undefined) await writeUpload(scope, kept.upload, path)
    })
    expect((await readFile(path)).equals(bytes)).toBe(true)
  })

  test('the same bytes sent again are said to be here and change nothing', async () => {
    const organisation = await anOrganisation()
    await received(organisation, 'the same')
    const again = await aFile('the same', 'another name.xlsx')
    const outcome = await store.inOrganisation(organisation, (scope) =>
      imports.receive(scope, { files: [again], carry: [], asOf: null, at }),
    )
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'already-there' } })
    const { total } = await store.inOrganisation(organisation, (scope) =>
      imports.list(scope, { from: 0, count: 10 }),
    )
    expect(total).toBe(1)
  })

  test('a caseload is loaded as it was saved', async () => {
    const organisation = await anOrganisation()
    const { id } = await checked(organisation, 'one')
    const saved = await store.inOrganisation(organisation, (scope) => caseloads.asSaved(scope, id))
    expect(saved).toEqual(aCaseload({ workers: 6, teams: 2, cases: 30 }))
  })

  test('a team, a worker and a case are found by references that hold no name and outlive an import', async () => {
    const organisation = await anOrganisation()
    const first = await checked(organisation, 'one')
    const second = await checked(organisation, 'two')
    await store.inOrganisation(organisation, async (scope) => {
      const whole = await caseloads.whole(scope, first.id)
      const later = await caseloads.whole(scope, second.id)
      expect(later?.references).toEqual(whole?.references)
      const [team] = whole?.teams ?? []
      const reference = team && whole?.references.team.get(team.id)
      expect(reference).toMatch(/^[0-9a-f-]{36}$/)
      expect(await caseloads.behind(scope, second.id, 'team', reference ?? '')).toBe(team?.id)
      const part = await caseloads.ofTeams(scope, first.id, () => (team ? [team.id] : []))
      expect(part?.cases).toEqual(whole?.cases.filter((one) => one.team === team?.id))
      expect(part?.workers).toEqual(whole?.workers.filter((one) => one.team === team?.id))

      const worker = whole?.workers[1]
      if (whole == null || worker === undefined) throw new Error('No worker')
      const held = await caseloads.ofWorker(scope, first.id, worker.id)
      expect(held?.cases).toEqual(
        whole.cases.filter(
          (one) => one.holder.kind !== 'unallocated' && one.holder.worker === worker.id,
        ),
      )
      const child = whole.cases[3]
      if (child === undefined) throw new Error('No case')
      const found = await caseloads.oneCase(
        scope,
        first.id,
        whole.references.case.get(child.child) ?? '',
      )
      expect(found?.case).toEqual(child)
      expect(found?.family).toEqual(
        whole.cases.filter((one) => one.family === child.family && one.child !== child.child),
      )
      expect(await caseloads.oneCase(scope, first.id, "x' or 1=1")).toBeNull()
    })
  })

  test('the same child has another reference in another organisation', async () => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    const ours = await checked(one, 'one')
    const theirs = await checked(other, 'one')
    const a = await store.inOrganisation(one, (scope) => caseloads.whole(scope, ours.id))
    const b = await store.inOrganisation(other, (scope) => caseloads.whole(scope, theirs.id))
    const child = a?.cases[0]?.child
    if (child === undefined) throw new Error('No child')
    expect(b?.references.case.has(child)).toBe(true)
    expect(b?.references.case.get(child)).not.toBe(a?.references.case.get(child))
  })

  test('every case opens to the cells it was read from', async () => {
    const organisation = await anOrganisation()
    const { id } = await checked(organisation, 'one')
    const from = { file: 'annex-a.xlsx', sheet: 'List 6', row: 5 }
    await store.inOrganisation(organisation, async (scope) => {
      const row = await caseloads.sourceRow(scope, id, from)
      expect(row?.from).toEqual(from)
      expect(row?.headers[0]).toBe('Child Unique ID')
      expect(row?.cells[0]).toBe('C10003')
      expect(await caseloads.sourceRow(scope, id, { ...from, row: 5_000 })).toBeNull()
      const several = [
        { ...from, row: 9 },
        { ...from, row: 5_000 },
        { ...from, sheet: 'List 4' },
      ]
      const rows = await caseloads.sourceRows(scope, id, several)
      expect(rows.map((one) => one.from)).toEqual([several[0], several[2]])
      const names = await caseloads.workerNames(scope, [
        {
          import: id,
          worker: aCaseload({ workers: 1, teams: 1, cases: 0 }).workers[0]?.id as never,
        },
      ])
      expect([...names.values()]).toEqual(['Worker 0'])
    })
  })

  test('findings are filtered, counted and paged', async () => {
    const organisation = await anOrganisation()
    const { id } = await checked(organisation, 'one')
    await store.inOrganisation(organisation, async (scope) => {
      const page = await caseloads.findings(scope, id, { questions: true }, { from: 0, count: 1 })
      expect(page.total).toBe(1)
      expect(page.findings[0]).toMatchObject({ number: 2, finding: { code: 'status-not-known' } })
      const counts = await caseloads.findingCounts(scope, id)
      expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(3)
    })
  })

  test('of two people who decide on one import one wins and the other is told what it is now', async () => {
    const organisation = await anOrganisation()
    const { id, version } = await checked(organisation, 'one')
    const [accepted, refused] = await Promise.all([
      store.inOrganisation(organisation, (scope) => imports.accept(scope, id, { version, at })),
      store.inOrganisation(organisation, (scope) => imports.refuse(scope, id, { version, at })),
    ])
    expect([accepted.ok, refused.ok].sort()).toEqual([false, true])
    const loser = accepted.ok ? refused : accepted
    expect(loser).toMatchObject({ ok: false, problem: { code: 'stale' } })
  })

  test('the figures that stand are those of the latest day accepted, and undo brings back the day before', async () => {
    const organisation = await anOrganisation()
    const decide = (what: 'accept' | 'undo', id: ImportId, version: number) =>
      store.inOrganisation(organisation, (scope) => imports[what](scope, id, { version, at }))
    const standing = () =>
      store.inOrganisation(organisation, async (scope) => (await imports.current(scope))?.number)
    const july = await checked(organisation, 'july', '2025-07-31')
    const september = await checked(organisation, 'september', '2025-09-30')
    const may = await checked(organisation, 'may', '2025-05-31')
    expect(await standing()).toBeUndefined()
    for (const { id, version } of [july, september, may]) value(await decide('accept', id, version))
    expect(await standing()).toBe(september.number)
    const trend = await store.inOrganisation(organisation, (scope) => imports.trend(scope))
    expect(trend.map((point) => point.asOf)).toEqual(['2025-05-31', '2025-07-31', '2025-09-30'])
    value(await decide('undo', september.id, september.version + 1))
    expect(await standing()).toBe(july.number)
  })

  test('an import that was undone keeps its rows until it is removed, and its line after that', async () => {
    const organisation = await anOrganisation()
    const one = await checked(organisation, 'one')
    await store.inOrganisation(organisation, async (scope) => {
      expect(await imports.purge(scope, one.id, at)).toMatchObject({ ok: false })
    })
    await store.inOrganisation(organisation, async (scope) => {
      const accepted = value(await imports.accept(scope, one.id, { version: one.version, at }))
      value(await imports.undo(scope, one.id, { version: accepted.version, at }))
      expect((await caseloads.whole(scope, one.id))?.cases).toHaveLength(30)
      value(await imports.purge(scope, one.id, at))
      expect(await caseloads.whole(scope, one.id)).toBeNull()
      expect(await imports.files(scope, one.id)).toEqual([])
      expect(await imports.get(scope, one.id)).toMatchObject({ state: 'undone', purgedAt: at })
    })
  })

  test('a job that comes a second time finds its import read and writes nothing', async () => {
    const organisation = await anOrganisation()
    const { id } = await checked(organisation, 'one')
    const again = await store.inOrganisation(organisation, (scope) =>
      imports.startReading(scope, id),
    )
    expect(again).toMatchObject({ ok: false, problem: { code: 'wrong-state' } })
  })

  test('an answer sends the import back to be read, and its new rows take the place of the old', async () => {
    const organisation = await anOrganisation()
    const { id } = await checked(organisation, 'one')
    await store.inOrganisation(organisation, async (scope) => {
      await answers.give(
        scope,
        [
          { key: 'code:a', value: 'closed', remembered: true },
          { key: 'row:b', value: 'leave-out', remembered: false },
        ],
        { import: id, at },
      )
      await answers.give(scope, [{ key: 'code:a', value: 'open', remembered: true }], {
        import: id,
        at,
      })
      expect([...(await answers.forImport(scope, id))].sort()).toEqual([
        ['code:a', 'open'],
        ['row:b', 'leave-out'],
      ])
      expect([...(await answers.forImport(scope, null))]).toEqual([['code:a', 'open']])
      await answers.takeBack(scope, 'row:b', id)
      expect([...(await answers.forImport(scope, id))]).toEqual([['code:a', 'open']])
      expect(value(await imports.recheck(scope, id)).state).toBe('reading')
      value(await imports.startReading(scope, id))
      const caseload = aCaseload({ workers: 2, teams: 1, cases: 4 })
      value(
        await imports.saveChecked(scope, id, {
          asOf: caseload.asOf,
          caseload,
          rows: [],
          files: [],
          lists: {},
          basedOn: null,
          changes: null,
          summary: null,
          at,
        }),
      )
      expect((await caseloads.whole(scope, id))?.cases).toEqual(caseload.cases)
    })
  })

  test('half an import leaves nothing: a fault during the save takes all of it back', async () => {
    const organisation = await anOrganisation()
    const { id } = await received(organisation, 'one')
    const caseload = aCaseload({ workers: 4, teams: 1, cases: 20 })
    const twice = { ...caseload, cases: [...caseload.cases, ...caseload.cases] }
    await store.inOrganisation(organisation, (scope) => imports.startReading(scope, id))
    await expect(
      store.inOrganisation(organisation, (scope) =>
        imports.saveChecked(scope, id, {
          asOf: caseload.asOf,
          caseload: twice,
          rows: [],
          files: [],
          lists: {},
          basedOn: null,
          changes: null,
          summary: null,
          at,
        }),
      ),
    ).rejects.toThrow()
    await store.inOrganisation(organisation, async (scope) => {
      expect(await imports.get(scope, id)).toMatchObject({ state: 'reading' })
      expect(await caseloads.whole(scope, id)).toBeNull()
    })
  })

  test('odd text is kept as it was read: zero characters, quotes, half pairs, a page in one cell', async () => {
    const organisation = await anOrganisation()
    const { id } = await received(organisation, 'odd')
    const caseload = aCaseload({ workers: 2, teams: 1, cases: 3 })
    const odd = ['a\0b', `"'\\,{}null`, 'x'.repeat(20_000)] as const
    caseload.cases.forEach((one, n) => {
      one.child = odd[n % 3] as typeof one.child
      one.workerAsRead = odd[n % 3] ?? null
    })
    await store.inOrganisation(organisation, async (scope) => {
      value(await imports.startReading(scope, id))
      value(
        await imports.saveChecked(scope, id, {
          asOf: caseload.asOf,
          caseload,
          rows: [
            { from: { file: odd[0], sheet: odd[2], row: 1 }, headers: [...odd], cells: [...odd] },
          ],
          files: [],
          lists: { [odd[0]]: { rows: 1, used: 1, questioned: 0, leftOut: 0 } },
          basedOn: null,
          changes: { odd },
          summary: null,
          at,
        }),
      )
      await answers.give(
        scope,
        odd.map((key) => ({ key, value: key, remembered: true })),
        { import: id, at },
      )
      expect((await answers.remembered(scope)).length).toBe(3)
    })
    await store.inOrganisation(organisation, async (scope) => {
      expect((await caseloads.whole(scope, id))?.cases).toEqual(caseload.cases)
      expect(
        (await caseloads.sourceRow(scope, id, { file: odd[0], sheet: odd[2], row: 1 }))?.cells,
      ).toEqual([...odd])
      expect(await organisations.get(scope)).toMatchObject({ kind: 'own' })
    })
  })

  test('two organisations cannot have one address, and settings are not saved over unseen ones', async () => {
    const organisation = await anOrganisation()
    const mine = await store.inOrganisation(organisation, (scope) => organisations.get(scope))
    expect(
      await organisations.create(store, {
        slug: mine.slug,
        name: 'Twin',
        kind: 'own',
        settings: {},
        at,
      }),
    ).toMatchObject({ ok: false, problem: { code: 'slug-taken' } })
    await store.inOrganisation(organisation, (scope) =>
      organisations.saveSettings(scope, { settings: { agreement: 'a' }, version: 1 }),
    )
    expect(
      await store.inOrganisation(organisation, (scope) =>
        organisations.saveSettings(scope, { settings: { agreement: 'b' }, version: 1 }),
      ),
    ).toMatchObject({ ok: false, problem: { code: 'stale' } })
    const found = await store.inDirectory((directory) => organisations.bySlug(directory, mine.slug))
    expect(found?.settings).toEqual({ agreement: 'a' })
  })

  test('the audit chain is whole as written, in one order under many writers', async () => {
    const organisation = await anOrganisation()
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        store.inOrganisation(organisation, (scope) =>
          audit.append(scope, {
            at,
            what: 'import.accepted',
            details: { number: n, share: 1.5, day: null },
          }),
        ),
      ),
    )
    const verdict = await store.inOrganisation(organisation, (scope) => audit.verify(scope))
    expect(verdict).toMatchObject({ whole: true, entries: 12 })
    const { entries } = await store.inOrganisation(organisation, (scope) =>
      audit.list(scope, { from: 0, count: 3 }),
    )
    expect(entries.map((entry) => entry.sequence)).toEqual([12, 11, 10])
  })

  test('the table types are those of the migrated database', async () => {
    const made = await generateTables(store)
    const file = await readFile(new URL('./tables.ts', import.meta.url), 'utf8')
    const tidy = (text: string) =>
      prettier.format(text, {
        parser: 'typescript',
        printWidth: 100,
        singleQuote: true,
        semi: false,
        trailingComma: 'all',
      })
    expect(await tidy(made)).toBe(await tidy(file))
  })
})
