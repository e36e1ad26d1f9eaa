import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../test/seeds/database.ts'
import { aCaseload, rowsOf } from '../../test/seeds/stored-caseload.ts'
import type { Case, Caseload, ChildId, TeamId, WorkerId } from '../core/model/index.ts'
import type { Sight } from '../core/rights/index.ts'
import type { Held, ImportId, OrganisationId, Scope, Store } from './index.ts'
import { accounts, caseloads, imports, organisations, restrictions } from './index.ts'
import { transactionOf } from './scope.ts'

const at = new Date('2025-10-01T09:00:00Z')

/** What is asked of the store, as pages ask it. */
type Question =
  | { part: 'whole' }
  | { part: 'teams'; teams: readonly TeamId[] }
  | { part: 'worker'; worker: WorkerId }

describe.each(engines())('what is kept of an import on $name', (engine) => {
  let store: Store
  let organisation: OrganisationId
  let looker: string
  const caseload: Caseload = aCaseload({ workers: 9, teams: 4, cases: 40 })
  const accepted: ImportId[] = []

  const inHouse = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    store.inOrganisation(organisation, work)

  const accept = (given: Caseload): Promise<ImportId> =>
    inHouse(async (scope) => {
      const path = join(mkdtempSync(join(tmpdir(), 'fairload-kept-')), 'a.xlsx')
      writeFileSync(path, String(accepted.length))
      const received = await imports.receive(scope, {
        files: [{ name: 'a.xlsx', path }],
        carry: [],
        asOf: null,
        at,
      })
      if (!received.ok) throw new Error(received.problem.sentence)
      const { id } = received.value
      await imports.startReading(scope, id)
      await imports.saveChecked(scope, id, {
        asOf: given.asOf,
        caseload: given,
        rows: rowsOf(given),
        files: [],
        lists: {},
        basedOn: null,
        changes: null,
        summary: null,
        at,
      })
      const { version } = (await imports.get(scope, id)) ?? { version: 0 }
      const done = await imports.accept(scope, id, { version, at })
      if (!done.ok) throw new Error(done.problem.sentence)
      accepted.push(id)
      return id
    })

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
    await accept(caseload)
    looker = await inHouse(async (scope) => {
      const made = await accounts.add(scope, { email: 'm@x', name: 'M', state: 'active', at })
      if (!made.ok) throw new Error(made.problem.sentence)
      return made.value.id
    })
  })
  afterAll(() => store.close())

  const answer = (scope: Scope, id: ImportId, asked: Question): Promise<Held | null> => {
    if (asked.part === 'whole') return caseloads.whole(scope, id)
    return asked.part === 'teams'
      ? caseloads.ofTeams(scope, id, () => asked.teams)
      : caseloads.ofWorker(scope, id, asked.worker)
  }

  /** The same asked of the database itself, by tables, under the same eyes. */
  const directly = async (
    scope: Scope,
    id: ImportId,
    asked: Question,
  ): Promise<{ cases: string[]; workers: string[] } | null> => {
    const db = transactionOf(scope)
    const { rows } = await sql<{ stands: boolean }>`
      select checked_at is not null and purged_at is null as stands
      from council.import where id = ${id}`.execute(db)
    if (rows[0]?.stands !== true) return null
    const only =
      asked.part === 'whole'
        ? sql`true`
        : asked.part === 'teams'
          ? sql`team = any(${[...asked.teams]}::text[])`
          : sql`worker = ${asked.worker}`
    await sql`select set_config('app.counting', 'on', true)`.execute(db)
    const cases = await sql<{ facts: Case }>`
      select facts from council."case" where import = ${id} and ${only} order by position`.execute(
      db,
    )
    await sql`select set_config('app.counting', '', true)`.execute(db)
    const workers = await sql<{ worker: string }>`
      select worker from council.worker where import = ${id} and ${only} order by position`.execute(
      db,
    )
    return {
      cases: cases.rows.map(({ facts }, i) =>
        caseloads.isClosed(scope, facts.child) ? `${caseloads.RESTRICTED} ${i + 1}` : facts.child,
      ),
      workers: workers.rows.map(({ worker }) => worker),
    }
  }

  const teamIds = caseload.teams.map(({ id }) => id)
  const workerIds = caseload.workers.map(({ id }) => id)
  const children = caseload.cases.map(({ child }) => child)
  const sight = fc.oneof(
    fc.constant<Sight>({ sees: 'service' }),
    fc.constant<Sight>({ sees: 'none' }),
    fc.record({
      sees: fc.constant('some' as const),
      teams: fc.subarray(teamIds),
      worker: fc.option(fc.constantFrom(...workerIds)),
    }),
  )
  const question = fc.oneof(
    fc.constant<Question>({ part: 'whole' }),
    fc.record({ part: fc.constant('teams' as const), teams: fc.subarray(teamIds) }),
    fc.record({ part: fc.constant('worker' as const), worker: fc.constantFrom(...workerIds) }),
  )
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ look: sight, ask: question, last: fc.boolean() }) },
    {
      weight: 2,
      arbitrary: fc.record({ restrict: fc.constantFrom(...children), named: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ lift: fc.constantFrom(...children) }) },
    { weight: 1, arbitrary: fc.record({ moveTo: fc.constantFrom(...workerIds) }) },
    { weight: 1, arbitrary: fc.record({ undo: fc.constantFrom('purged', 'kept') }) },
  )

  test('is what the database would show to the same eyes now, whatever was restricted, accepted, undone or removed meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        for (const one of steps) {
          if ('restrict' in one) {
            await inHouse((scope) =>
              restrictions.restrict(scope, one.restrict, {
                names: one.named ? [looker] : [],
                by: looker,
                at,
              }),
            )
          } else if ('lift' in one) {
            await inHouse((scope) => restrictions.lift(scope, one.lift))
          } else if ('moveTo' in one) {
            // The files of the next day: every case with one worker, and that worker's team.
            const worker = caseload.workers.find(({ id }) => id === one.moveTo)
            await accept({
              ...caseload,
              cases: caseload.cases.map((of) => ({
                ...of,
                team: worker?.team ?? null,
                holder: { kind: 'worker' as const, worker: one.moveTo },
              })),
            })
          } else if ('undo' in one) {
            const last = accepted.length > 1 ? accepted.pop() : undefined
            if (last === undefined) continue
            await inHouse(async (scope) => {
              const { version } = (await imports.get(scope, last)) ?? { version: 0 }
              await imports.undo(scope, last, { version, at })
              if (one.undo === 'purged') await imports.purge(scope, last, at)
            })
          } else {
            const id = (one.last ? accepted.at(-1) : accepted[0]) as ImportId
            await store
              .as({ account: looker, sight: one.look })
              .inOrganisation(organisation, async (scope) => {
                const held = await answer(scope, id, one.ask)
                expect(
                  held && {
                    cases: held.cases.map(({ child }) => child as string),
                    workers: held.workers.map((worker) => worker.id as string),
                  },
                ).toEqual(await directly(scope, id, one.ask))
                const closed = held?.cases.filter(({ child }) => scope.closed.has(child)) ?? []
                expect(closed).toEqual([])
              })
          }
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  test('is shown by policies that look at what they were told and at nothing else', async () => {
    const { rows } = await inHouse((scope) =>
      sql<{ says: string }>`
        select coalesce(qual, '') || coalesce(with_check, '') as says from pg_policies
        where schemaname = 'council' and tablename in ('team', 'worker', 'case')`.execute(
        transactionOf(scope),
      ),
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { says } of rows) {
      expect(says).not.toMatch(/\bfrom\b/i)
      const asked = [...says.matchAll(/([\w.]+)\(/g)].map(([, name]) => name?.toLowerCase())
      const known = ['current_setting', 'string_to_array', 'unnest', 'nullif', 'any', 'array']
      expect(asked.filter((name) => !known.includes(name ?? ''))).toEqual([])
    }
  })

  test('is the same thing for the same eyes, and changed by nobody', async () => {
    const look = () => inHouse((scope) => caseloads.whole(scope, accepted[0] as ImportId))
    const held = await look()
    expect(await look()).toBe(held)
    expect(() => held?.cases.push({} as Case)).toThrow(TypeError)
    expect(held?.references.case.has('nobody' as ChildId)).toBe(false)
  })
})
