import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../test/seeds/database.ts'
import { aCaseload, rowsOf } from '../../test/seeds/stored-caseload.ts'
import type { Caseload } from '../core/model/index.ts'
import type { Sight } from '../core/rights/index.ts'
import type { ImportId, OrganisationId, Scope, Store } from './index.ts'
import { accounts, caseloads, imports, organisations, restrictions } from './index.ts'
import { transactionOf } from './scope.ts'

const at = new Date('2025-10-01T09:00:00Z')

describe.each(engines())('what a person sees on $name', (engine) => {
  let store: Store
  let organisation: OrganisationId
  let id: ImportId
  let caseload: Caseload
  let account: string

  beforeAll(async () => {
    store = await engine.open({ connections: 2 })
    const created = await organisations.create(store, {
      slug: 'own',
      name: 'Moreton',
      kind: 'own',
      settings: {},
      at,
    })
    if (!created.ok) throw new Error(created.problem.sentence)
    organisation = created.value.id
    caseload = aCaseload({ workers: 12, teams: 4, cases: 60 })
    const path = join(mkdtempSync(join(tmpdir(), 'fairload-sight-')), 'a.xlsx')
    writeFileSync(path, 'a')
    await store.inOrganisation(organisation, async (scope) => {
      const received = await imports.receive(scope, {
        files: [{ name: 'a.xlsx', path }],
        carry: [],
        asOf: null,
        at,
      })
      if (!received.ok) throw new Error(received.problem.sentence)
      id = received.value.id
      await imports.startReading(scope, id)
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
      })
      const { version } = (await imports.get(scope, id)) ?? { version: 0 }
      const accepted = await imports.accept(scope, id, { version, at })
      if (!accepted.ok) throw new Error(accepted.problem.sentence)
      const made = await accounts.add(scope, { email: 'm@x', name: 'M', state: 'active', at })
      if (!made.ok) throw new Error(made.problem.sentence)
      account = made.value.id
    })
  })
  afterAll(() => store.close())

  /** Every row of a table that a query without any `where` shows to these eyes. */
  const shown = (sight: Sight, table: string): Promise<{ facts?: unknown }[]> =>
    store.as({ account, sight }).inOrganisation(organisation, async (scope) => {
      const { rows } = await sql<{ facts?: unknown }>`select * from ${sql.table(
        `council.${table}`,
      )}`.execute(transactionOf(scope))
      return rows
    })
  const within = (top: string): Set<string> => {
    const found = new Set([top])
    for (let n = 0; n < caseload.teams.length; n += 1) {
      for (const team of caseload.teams) {
        if (team.parent !== null && found.has(team.parent)) found.add(team.id)
      }
    }
    return found
  }

  test('a forgotten where shows a team manager the cases of their teams and of their workers, and no other', async () => {
    for (const top of caseload.teams) {
      const teams = within(top.id)
      const workers = new Set(
        caseload.workers.flatMap((each) =>
          each.team !== null && teams.has(each.team) ? [each.id] : [],
        ),
      )
      const theirs = caseload.cases.filter(
        (each) =>
          (each.team !== null && teams.has(each.team)) ||
          (each.holder.kind !== 'unallocated' &&
            each.holder.worker !== null &&
            workers.has(each.holder.worker)),
      )
      const sight: Sight = { sees: 'some', teams: [top.id], worker: null }
      const rows = await shown(sight, 'case')
      expect(rows.map((row) => (row.facts as { child: string }).child).sort()).toEqual(
        theirs.map((each) => each.child).sort(),
      )
      expect((await shown(sight, 'worker')).length).toBe(workers.size)
    }
  })

  test('a social worker is shown the cases in their own name and themself', async () => {
    const worker = caseload.workers[0]
    if (!worker) throw new Error('No worker')
    const sight: Sight = { sees: 'some', teams: [], worker: worker.id }
    const own = caseload.cases.filter(
      ({ holder }) => holder.kind !== 'unallocated' && holder.worker === worker.id,
    )
    expect((await shown(sight, 'case')).length).toBe(own.length)
    expect((await shown(sight, 'worker')).length).toBe(1)
  })

  test('somebody who sees no record is shown none, nor any row of a file', async () => {
    for (const table of ['case', 'worker', 'source_row', 'finding', 'upload_chunk', 'session']) {
      expect(await shown({ sees: 'none' }, table), table).toEqual([])
    }
  })

  test('rows of files and findings are shown to a manager only where a record led to them', async () => {
    const sight: Sight = {
      sees: 'some',
      teams: caseload.teams.map((each) => each.id),
      worker: null,
    }
    expect(await shown(sight, 'source_row')).toEqual([])
    expect(await shown(sight, 'finding')).toEqual([])
    const from = caseload.cases[0]?.from[0]
    if (!from) throw new Error('A case without a row')
    const rows = await store
      .as({ account, sight })
      .inOrganisation(organisation, (scope) => caseloads.sourceRows(scope, id, [from]))
    expect(rows).toHaveLength(1)
  })

  test('what signs people in is shown to no page, whoever looks', async () => {
    for (const table of ['session', 'recovery_code', 'set_up_code', 'sign_in_try']) {
      expect(await shown({ sees: 'service' }, table), table).toEqual([])
    }
  })

  test('a restricted record counts in the figures, names nobody, and opens to people named', async () => {
    const secret = caseload.cases[3]
    if (!secret) throw new Error('No case')
    const look = (work: (scope: Scope) => Promise<unknown>) =>
      store.as({ account, sight: { sees: 'service' } }).inOrganisation(organisation, work)
    const children = async (): Promise<string[]> =>
      (
        (await look(async (scope) => (await caseloads.whole(scope, id))?.cases)) as {
          child: string
        }[]
      ).map((each) => each.child)

    expect(await children()).toContain(secret.child)
    await store.inOrganisation(organisation, (scope) =>
      restrictions.restrict(scope, secret.child, { names: [], by: account, at }),
    )
    const hidden = await children()
    expect(hidden).toHaveLength(caseload.cases.length)
    expect(hidden).not.toContain(secret.child)
    expect(hidden).toContain(`${caseloads.RESTRICTED} 4`)
    expect((await shown({ sees: 'service' }, 'case')).length).toBe(caseload.cases.length - 1)
    expect(await look((scope) => caseloads.history(scope, secret.child))).toEqual([])

    await store.inOrganisation(organisation, (scope) =>
      restrictions.restrict(scope, secret.child, { names: [account], by: account, at }),
    )
    expect(await children()).toContain(secret.child)
    await store.inOrganisation(organisation, (scope) => restrictions.lift(scope, secret.child))
  })
})
