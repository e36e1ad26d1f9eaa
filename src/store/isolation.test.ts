import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../test/seeds/database.ts'
import { aCaseload, rowsOf } from '../../test/seeds/stored-caseload.ts'
import { COUNCIL } from './council-side.ts'
import { withClient } from './connect.ts'
import type { OrganisationId, Reference, Store, caseloads } from './index.ts'
import {
  accounts,
  agreements,
  answers,
  audit,
  decisions,
  digests,
  establishment,
  evidence,
  feeds,
  figureQueries,
  handovers,
  imports,
  organisations,
  passkeys,
  plans,
  register,
  restrictions,
  sessions,
  tokens,
} from './index.ts'
import type { IsoDate } from '../kit/index.ts'
import { insideOf } from './open.ts'
import { onceKeys } from './once-keys.ts'
import { transactionOf, type Scope } from './scope.ts'
import type { Tables } from './tables.ts'

const { take } = onceKeys<Scope, Tables>('council.once', transactionOf)
const at = new Date('2025-10-01T09:00:00Z')

/** An organisation with at least one row in every table. */
async function furnished(store: Store, slug: string): Promise<OrganisationId> {
  const created = await organisations.create(store, {
    slug,
    name: slug,
    kind: 'own',
    settings: {},
    at,
  })
  if (!created.ok) throw new Error(created.problem.sentence)
  const { id } = created.value
  const folder = await mkdtemp(join(tmpdir(), 'fairload-isolation-'))
  const path = join(folder, slug)
  await writeFile(path, slug)
  await store.inOrganisation(id, async (scope) => {
    const received = await imports.receive(scope, {
      files: [{ name: 'a.xlsx', path }],
      carry: [],
      asOf: null,
      at,
    })
    if (!received.ok) throw new Error(received.problem.sentence)
    await imports.startReading(scope, received.value.id)
    const caseload = aCaseload({ workers: 2, teams: 1, cases: 3, mark: slug })
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
    await establishment.save(scope, received.value.id, {
      posts: null,
      leavers: [{ team: null, last: caseload.asOf, fteMillionths: 1_000_000 }],
      inPost: [],
      census: null,
    })
    await answers.give(scope, [{ key: 'k', value: 'v', remembered: true }], {
      import: received.value.id,
      at,
    })
    const by = { name: 'R. Bell', party: 'branch' } as const
    const added = await agreements.draft(scope, {
      agreement: 'ours',
      version: '1',
      document: {},
      basedOn: null,
      by,
      at,
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    const { id: version } = added.value
    await agreements.revise(scope, version, { document: { n: 2 }, revision: 1, by, at })
    await agreements.comment(scope, version, { clause: 'lines.safe', words: 'w', by, at })
    const effective = '2026-01-01' as IsoDate
    await agreements.propose(scope, version, { canonical: '{}', effective, revision: 2, at })
    const { sha256 = '' } = (await agreements.byId(scope, version))?.proposed ?? {}
    await agreements.sign(scope, version, { by, sha256, at })
    await agreements.adopt(scope, { agreement: 'p', version: '1', document: {}, effective, at })
    await evidence.add(scope, {
      import: received.value.id,
      importNumber: 1,
      asOf: effective,
      canonical: '{}',
      at,
    })
    const query = await figureQueries.ask(scope, {
      about: 'worker',
      reference: '00000000-0000-4000-8000-000000000001',
      import: received.value.id,
      what: 'count',
      clause: null,
      words: 'w',
      evidence: '',
      by: 'R. Bell',
      at,
    })
    await figureQueries.answer(scope, query, { outcome: 'stands', words: 'w', by: 'M', at })
    const account = await accounts.add(scope, { email: 'a@b', name: 'A', state: 'active', at })
    if (!account.ok) throw new Error(account.problem.sentence)
    const { id: person } = account.value
    await accounts.grant(scope, person, {
      role: 'service-manager',
      team: null,
      from: caseload.asOf,
      until: null,
      givenBy: null,
      at,
    })
    const hash = Buffer.alloc(32, 1)
    await accounts.setRecoveryCodes(scope, person, [hash])
    await accounts.addSetUpCode(scope, { hash, account: person, at, ends: at })
    await feeds.make(scope, person, { hash, at })
    const items = [{ what: 'query', about: slug, starts: '2026-01-01' }]
    await feeds.show(scope, person, items, { at, keep: at })
    await digests.turn(scope, person, { on: false, at })
    await digests.take(scope, person, effective, at)
    await sessions.begin(scope, {
      account: person,
      tokenHash: hash,
      stage: 'whole',
      way: 'authenticator',
      agent: 'a browser',
      at,
    })
    await take(scope, { account: person, key: hash, asked: hash })
    await passkeys.add(
      scope,
      { id: 'k', account: person, name: 'n', publicKey: hash, counter: 0, transports: ['usb'] },
      at,
    )
    await passkeys.ask(scope, { challenge: 'c'.repeat(43), account: person, at, ends: at })
    await tokens.add(scope, {
      account: person,
      name: 'n',
      hash,
      ending: '0000',
      actions: ['service.view'],
      at,
      ends: at,
    })
    const prints = await sessions.printsOf(scope, { email: 'a@b', place: 'here' })
    await sessions.noteTry(scope, prints, at, at)
    const child = caseload.cases[0]?.child
    if (child === undefined) throw new Error('No case')
    await restrictions.restrict(scope, child, { names: [person], by: person, at })
    await restrictions.open(scope, child, {
      account: person,
      record: person,
      reason: 'a reason long enough',
      at,
      ends: at,
    })
    await plans.ask(scope, {
      import: received.value.id,
      agreement: { id: 'ours', version: '1', sha256: '0'.repeat(64) },
      team: null,
      asked: {},
      at,
    })
    const reference = '00000000-0000-4000-8000-000000000001' as Reference
    const worker = caseload.workers[0]?.id
    if (worker === undefined) throw new Error('No worker')
    await register.saveStandings(scope, { import: received.value.id, agreement: 'p@1' }, [
      {
        reference,
        worker,
        team: null,
        utilisation: 12_000,
        state: 'known',
        standing: 'over-hard',
        holdsWithoutCapacity: false,
      },
    ])
    const entry = await register.enter(scope, {
      reference,
      worker,
      team: null,
      since: effective,
      sustainedOn: effective,
      enteredOn: effective,
      enteredAt: at,
      import: received.value.id,
      clause: 'lines.sustained',
      agreement: 'p',
      version: '1',
      line: 11_000,
      weeks: 4,
      ladder: [],
      accountable: person,
    })
    await decisions.takeTurn(scope, { children: [child], workers: [worker] })
    const decision = await decisions.make(scope, {
      kind: 'allocation',
      to: { worker, reference, team: null },
      from: null,
      fromTeam: null,
      children: [{ child, reference }],
      changeReason: null,
      firstBand: true,
      overrideReason: null,
      words: '',
      acts: [],
      answerTerm: null,
      handoverTerm: null,
      plan: null,
      import: received.value.id,
      agreement: 'p',
      version: '1',
      certificate: {},
      certificateHash: hash,
      madeOn: effective,
      madeAt: at,
      account: person,
      by: 'M',
    })
    const said = { words: '', at, account: person, by: 'M' }
    await decisions.say(scope, decision, {
      kind: 'worker',
      answer: 'accepted',
      on: effective,
      reason: null,
      ...said,
    })
    await handovers.enter(scope, decision, {
      kind: 'planned',
      on: effective,
      details: {},
      enteredOn: effective,
      ...said,
    })
    await handovers.noteLeaving(scope, {
      worker,
      reference,
      team: null,
      kind: 'leaves',
      noticeOn: effective,
      lastDay: effective,
      backOn: null,
      ...said,
    })
    await register.answer(scope, entry, {
      rung: 0,
      action: 'other',
      words: 'w',
      outcome: 'eases',
      by: 'M',
      account: person,
      on: effective,
      at,
    })
    await audit.append(scope, { at, what: 'import.checked', details: { number: 1 } })
  })
  await rm(folder, { recursive: true })
  return id
}

describe.each(engines())('organisations are kept apart on $name', (engine) => {
  let store: Store
  let one: OrganisationId
  let other: OrganisationId
  const catalogue = <T extends pg.QueryResultRow>(query: string) =>
    withClient(insideOf(store).app, async (client) => (await client.query<T>(query)).rows)

  beforeAll(async () => {
    // One connection for everything: what one request left behind, the next would find.
    store = await engine.open({ connections: 1 })
    one = await furnished(store, 'one')
    other = await furnished(store, 'other')
  })
  afterAll(() => store.close())

  test('every table has row security, forced, in the form that is worked out once a statement', async () => {
    const tables = await catalogue<{ name: string; on: boolean; forced: boolean }>(
      `select relname as name, relrowsecurity as on, relforcerowsecurity as forced from pg_class
        where relnamespace = 'council'::regnamespace and relkind in ('r', 'p')`,
    )
    expect(tables.map((table) => table.name).sort()).toEqual(
      COUNCIL.tables.map((t) => t.name).sort(),
    )
    for (const table of tables) expect(table).toMatchObject({ on: true, forced: true })
    const policies = await catalogue<{ name: string; policies: string[]; text: string }>(
      `select tablename as name, array_agg(policyname::text order by policyname) as policies,
        string_agg(coalesce(qual, '') || coalesce(with_check, ''), ' ') as text
        from pg_policies where schemaname = 'council' group by tablename`,
    )
    expect(policies).toHaveLength(tables.length)
    const widening = await catalogue<{ name: string }>(
      `select tablename || '.' || policyname as name from pg_policies
        where schemaname = 'council' and permissive = 'PERMISSIVE' and policyname <> 'own_organisation'`,
    )
    expect(widening.map(({ name }) => name)).toEqual(['organisation.directory'])
    for (const { policies: names, text } of policies) {
      // Beside its organisation a table has at most one policy more, and that one only narrows.
      expect(names).toContain('own_organisation')
      expect(names.filter((one) => one !== 'own_organisation').length).toBeLessThanOrEqual(1)
      expect(text).toContain('( SELECT (NULLIF(current_setting(')
    }
  })

  test('every key and every link leads with the organisation', async () => {
    const keys = await catalogue<{ table: string; kind: string; first: string; name: string }>(
      `select c.conrelid::regclass::text as table, c.contype::text as kind, a.attname as first,
        c.conname as name
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.connamespace = 'council'::regnamespace and c.contype in ('p', 'u', 'f')`,
    )
    expect(keys.length).toBeGreaterThan(25)
    const others = keys.filter((key) => key.first !== 'organisation').map((key) => key.name)
    // The organisations themselves: their id, and the address that people type.
    expect(others.sort()).toEqual(['organisation_pkey', 'organisation_slug_key'])
    const indexes = await catalogue<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i
        join pg_class c on c.oid = i.indrelid and c.relnamespace = 'council'::regnamespace
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where a.attname <> 'organisation'`,
    )
    expect(indexes.map((index) => index.name).sort()).toEqual([
      'council.organisation_pkey',
      'council.organisation_slug_key',
    ])
  })

  test('there is no view and no function that runs as its maker', async () => {
    expect(
      await catalogue(
        `select 1 from pg_class where relnamespace = 'council'::regnamespace and relkind in ('v', 'm')
          and not coalesce(reloptions::text like '%security_invoker=true%', false)`,
      ),
    ).toEqual([])
    expect(
      await catalogue(
        `select 1 from pg_proc where prosecdef
          and pronamespace in ('council'::regnamespace, 'upkeep'::regnamespace, 'jobs'::regnamespace)`,
      ),
    ).toEqual([])
  })

  test.each(COUNCIL.tables.map((table) => table.name))(
    '%s: the other organisation cannot be seen, changed or added to',
    async (table) => {
      const column = table === 'organisation' ? 'id' : 'organisation'
      const seen = (of: OrganisationId) =>
        store.inOrganisation(of, async (scope) => {
          const { rows } = await sql<{ of: string }>`
          select distinct ${sql.ref(column)} as of from ${sql.table(`council.${table}`)}`.execute(
            transactionOf(scope),
          )
          return rows.map((row) => row.of)
        })
      expect(await seen(one)).toEqual([one])
      expect(await seen(other)).toEqual([other])

      const attempt = (statement: ReturnType<typeof sql>) =>
        store
          .inOrganisation(one, async (scope) =>
            Number((await statement.execute(transactionOf(scope))).numAffectedRows ?? 0n),
          )
          .catch((error: unknown) => (error instanceof Error ? error.message : ''))
      const refused = /permission denied|row-level security/
      for (const outcome of [
        await attempt(
          sql`delete from ${sql.table(`council.${table}`)} where ${sql.ref(column)} = ${other}`,
        ),
        await attempt(
          sql`update ${sql.table(`council.${table}`)} set ${sql.ref(column)} = ${sql.ref(column)} where ${sql.ref(column)} = ${other}`,
        ),
      ]) {
        if (typeof outcome === 'string') expect(outcome).toMatch(refused)
        else expect(outcome).toBe(0)
      }
      // Its own row, given to the other: refused by the policy, not merely found a duplicate.
      const columns = await catalogue<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = 'council."${table}"'::regclass
        and attnum > 0 and attgenerated = ''`,
      )
      const list = sql.join(columns.map(({ name }) => sql.ref(name)))
      expect(
        await attempt(
          sql`insert into ${sql.table(`council.${table}`)} (${list})
          select ${sql.join(columns.map(({ name }) => (name === column ? sql`${other}::uuid` : sql.ref(name))))}
          from ${sql.table(`council.${table}`)} limit 1`,
        ),
      ).toMatch(/row-level security/)
      expect((await seen(other)).length).toBe(1)
    },
  )

  test('a forgotten organisation sees nothing in any table', async () => {
    for (const table of COUNCIL.tables) {
      for (const setting of [null, '']) {
        const rows = await withClient(insideOf(store).app, async (client) => {
          await client.query('begin')
          if (setting !== null) {
            await client.query(`select set_config('app.organisation', '', true)`)
          }
          const found = await client.query(`select 1 from council."${table.name}"`)
          await client.query('commit')
          return found.rowCount
        })
        expect(rows, table.name).toBe(0)
      }
    }
  })

  test('the directory shows which organisations there are, and no table besides', async () => {
    await store.inDirectory(async (directory) => {
      expect((await organisations.list(directory)).map((found) => found.id).sort()).toEqual(
        [one, other].sort(),
      )
      for (const table of COUNCIL.tables.filter(({ name }) => name !== 'organisation')) {
        const { rows } = await sql`select 1 from ${sql.table(`council.${table.name}`)}`.execute(
          transactionOf(directory),
        )
        expect(rows, table.name).toEqual([])
      }
      await expect(
        sql`update council.organisation set name = 'x'`.execute(transactionOf(directory)),
      ).resolves.toMatchObject({ numAffectedRows: 0n })
    })
  })

  test('whatever requests went before, on one connection, a request sees its own organisation only', async () => {
    const step = fc.record({
      of: fc.constantFrom('one', 'other', 'nobody'),
      ends: fc.constantFrom('well', 'fault in SQL', 'fault in code', 'a problem'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        for (const { of, ends } of steps) {
          if (of === 'nobody') {
            const rows = await catalogue('select organisation from council."case"')
            expect(rows).toEqual([])
            continue
          }
          const mine = of === 'one' ? one : other
          await store
            .inOrganisation(mine, async (scope) => {
              const { rows } = await sql<{ organisation: string }>`
                select organisation from council."case"`.execute(transactionOf(scope))
              expect(rows).toHaveLength(3)
              for (const row of rows) expect(row.organisation).toBe(mine)
              if (ends === 'fault in SQL') await sql`select 1/0`.execute(transactionOf(scope))
              if (ends === 'fault in code') throw new Error('on purpose')
              return ends === 'a problem' ? { ok: false } : { ok: true }
            })
            .catch((error: unknown) => {
              expect(String(error)).toMatch(/on purpose|division by zero/)
            })
        }
      }),
      { numRuns: 120 },
    )
  })

  test('a scope that has ended opens nothing', async () => {
    let kept: Parameters<typeof caseloads.whole>[0] | null = null
    await store.inOrganisation(one, (scope) => {
      kept = scope
      return Promise.resolve()
    })
    if (kept === null) throw new Error('No scope')
    expect(() => transactionOf(kept as never)).toThrow('ended')
  })

  test('the application can neither change nor remove an audit entry, nor make tables', async () => {
    for (const statement of [
      `update council.audit_entry set what = 'x'`,
      'delete from council.audit_entry',
      'truncate council.audit_entry',
      'create table council.mine (id int)',
      'create table jobs.mine (id int)',
      'alter table council.import no force row level security',
      `select set_config('role', 'fairload_owner', false)`,
    ]) {
      await expect(catalogue(statement), statement).rejects.toThrow(
        /permission denied|must be owner/,
      )
    }
  })

  test('the owner of the tables cannot change an audit entry either, and a change made by force is found', async () => {
    const { owner } = insideOf(store)
    if (owner === null) throw new Error('No owner')
    const asOwner = (statements: string[]) =>
      withClient(owner, async (client) => {
        await client.query('begin')
        await client.query(`select set_config('app.organisation', $1, true)`, [one])
        for (const statement of statements) await client.query(statement)
        await client.query('commit')
      })
    await expect(asOwner([`update council.audit_entry set what = 'x'`])).rejects.toThrow('added')
    await store.inOrganisation(one, async (scope) => {
      for (let n = 2; n <= 5; n += 1) {
        await audit.append(scope, { at, what: 'import.accepted', details: { number: n } })
      }
    })
    const verdict = () => store.inOrganisation(one, (scope) => audit.verify(scope))
    expect(await verdict()).toMatchObject({ whole: true, entries: 5 })
    const kept = await store.inOrganisation(one, (scope) => audit.head(scope))

    const off = 'alter table council.audit_entry disable trigger user'
    const on = 'alter table council.audit_entry enable trigger user'
    await asOwner([
      'create table council.audit_kept as select * from council.audit_entry',
      'create table council.head_kept as select * from council.audit_head',
    ])
    const restore = () =>
      asOwner([
        off,
        'delete from council.audit_entry',
        'insert into council.audit_entry select * from council.audit_kept',
        'update council.audit_head h set sequence = k.sequence, hash = k.hash from council.head_kept k where k.organisation = h.organisation',
        on,
      ])
    const forgeries: [string, string[], number][] = [
      [
        'an entry edited',
        [`update council.audit_entry set details = '{"number": 9}' where sequence = 3`],
        3,
      ],
      [
        'the time edited',
        [`update council.audit_entry set at = at + interval '1 hour' where sequence = 2`],
        2,
      ],
      ['an entry removed', ['delete from council.audit_entry where sequence = 3'], 3],
      [
        'two entries exchanged',
        [
          'update council.audit_entry set sequence = 99 where sequence = 2',
          'update council.audit_entry set sequence = 2 where sequence = 3',
          'update council.audit_entry set sequence = 3 where sequence = 99',
        ],
        2,
      ],
      ['the tail cut off', ['delete from council.audit_entry where sequence > 3'], 4],
      [
        'an entry added',
        [
          'insert into council.audit_entry select organisation, 6, at, what, details, previous, hash from council.audit_entry where sequence = 5',
        ],
        6,
      ],
    ]
    for (const [name, statements, place] of forgeries) {
      await asOwner([off, ...statements, on])
      expect(await verdict(), name).toMatchObject({ whole: false, at: place })
      await restore()
      expect(await verdict(), name).toMatchObject({ whole: true })
    }
    // A chain made anew as a whole holds in itself; only the head that was kept elsewhere tells.
    await asOwner([off, 'delete from council.audit_entry', 'delete from council.audit_head', on])
    await store.inOrganisation(one, async (scope) => {
      for (let n = 1; n <= 6; n += 1) {
        await audit.append(scope, { at, what: 'import.refused', details: { number: n } })
      }
      expect(await audit.verify(scope)).toMatchObject({ whole: true })
      expect(await audit.verify(scope, kept === null ? [] : [kept])).toMatchObject({
        whole: false,
        at: 5,
      })
    })
    await asOwner(['drop table council.audit_kept', 'drop table council.head_kept'])
  })
})
