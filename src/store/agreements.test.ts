import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../test/seeds/database.ts'
import type { IsoDate } from '../kit/index.ts'
import { withClient } from './connect.ts'
import { agreements, figureQueries, organisations } from './index.ts'
import type { ImportId, OrganisationId, Scope, Store, StoredVersion } from './index.ts'
import { insideOf } from './open.ts'

const at = new Date('2025-10-01T09:00:00Z')
const service = { name: 'Dana Cole', party: 'service' } as const
const branch = { name: 'Rae Bell', party: 'branch' } as const
const effective = '2025-11-01' as IsoDate

describe.each(engines())('the life of an agreement on $name', (engine) => {
  let store: Store
  let organisation: OrganisationId
  let made = 0
  beforeAll(async () => {
    store = await engine.open()
    const created = await organisations.create(store, {
      slug: 'fairborough',
      name: 'Fairborough',
      kind: 'own',
      settings: {},
      at,
    })
    if (!created.ok) throw new Error(created.problem.sentence)
    organisation = created.value.id
  })
  afterAll(() => store.close())

  const within = <T>(work: (scope: Scope) => Promise<T>) => store.inOrganisation(organisation, work)
  const value = <T>(
    result: { ok: true; value: T } | { ok: false; problem: { sentence: string } },
  ): T => {
    if (!result.ok) throw new Error(result.problem.sentence)
    return result.value
  }
  const aDraft = async (): Promise<StoredVersion> =>
    value(
      await within((scope) =>
        agreements.draft(scope, {
          agreement: 'ours',
          version: String((made += 1)),
          document: { n: 1 },
          basedOn: 'fairload-hours-0.1@0.1',
          by: service,
          at,
        }),
      ),
    )
  const proposed = async (): Promise<StoredVersion & { sha256: string }> => {
    const { id } = await aDraft()
    const of = value(
      await within((scope) =>
        agreements.propose(scope, id, { canonical: '{"n":1}', effective, revision: 1, at }),
      ),
    )
    return { ...of, sha256: of.proposed?.sha256 ?? '' }
  }
  /** What the tables' owner is told when they try to bend the record. */
  const byForce = (statement: string): Promise<string> =>
    withClient(insideOf(store).owner ?? insideOf(store).app, async (client) => {
      await client.query('begin')
      try {
        await client.query(`select set_config('app.organisation', $1, true)`, [organisation])
        const { rowCount } = await client.query(statement)
        return `done to ${rowCount}`
      } catch (error) {
        return error instanceof Error ? error.message : ''
      } finally {
        await client.query('rollback')
      }
    })

  test('a draft is edited with nothing lost, and who edits an older text is told', async () => {
    const { id } = await aDraft()
    const save = (revision: number, n: number) =>
      within((scope) => agreements.revise(scope, id, { document: { n }, revision, by: branch, at }))
    expect(await save(1, 2)).toMatchObject({ ok: true, value: { revision: 2, document: { n: 2 } } })
    expect(await save(1, 3)).toMatchObject({ ok: false, problem: { code: 'stale' } })
    const kept = await within((scope) => agreements.texts(scope, { id }))
    expect(kept.map(({ revision, document, by }) => [revision, document, by])).toEqual([
      [2, { n: 2 }, branch],
      [1, { n: 1 }, service],
    ])
  })

  test('a name never means two texts', async () => {
    const { agreement, version } = await aDraft()
    const again = await within((scope) =>
      agreements.draft(scope, { agreement, version, document: {}, basedOn: null, by: branch, at }),
    )
    expect(again).toMatchObject({ ok: false, problem: { code: 'already-there' } })
  })

  test('a text is signed once both parties have, each under its hash', async () => {
    const { id, sha256 } = await proposed()
    const sign = (by: typeof service | typeof branch, hash = sha256) =>
      within((scope) => agreements.sign(scope, id, { by, sha256: hash, at }))
    expect(await sign(service, '0'.repeat(64))).toMatchObject({ problem: { code: 'stale' } })
    expect(value(await sign(service))).toMatchObject({ state: 'proposed', signedAt: null })
    expect(await sign(service)).toMatchObject({ problem: { code: 'already-there' } })
    const signed = value(await sign(branch))
    expect(signed).toMatchObject({ state: 'signed', signedAt: at })
    expect(signed.signatures.map((of) => of.party).sort()).toEqual(['branch', 'service'])
    expect((await within((scope) => agreements.standing(scope))).settled).toContainEqual({
      kind: 'signed',
      row: id,
      agreement: 'ours',
      version: signed.version,
      from: effective,
      until: null,
      at,
    })
  })

  test('two signatures of one moment are both kept, and the text is signed', async () => {
    const { id, sha256 } = await proposed()
    await Promise.all(
      [service, branch].map((by) =>
        within((scope) => agreements.sign(scope, id, { by, sha256, at })),
      ),
    )
    expect(await within((scope) => agreements.byId(scope, id))).toMatchObject({ state: 'signed' })
  })

  test('what is signed cannot be bent, not even by the owner of the tables', async () => {
    const { id, sha256 } = await proposed()
    const update = (set: string) =>
      byForce(`update council.agreement set ${set} where id = '${id}'`)
    expect(await update(`effective = '2020-01-01'`)).toContain('A proposed text stands')
    expect(await update(`canonical = '{}', sha256 = sha256('{}'::bytea)`)).toContain('stands')
    expect(await update(`document = '{}'`)).toContain('began as stands')
    expect(await update(`state = 'draft'`)).toContain('never back')
    expect(await update(`state = 'signed', signed_at = now()`)).toContain('both parties')
    for (const by of [service, branch]) {
      value(await within((scope) => agreements.sign(scope, id, { by, sha256, at })))
    }
    expect(await update(`signed_at = now()`)).toContain('A signature stands')
    expect(await update(`state = 'proposed'`)).toContain('never back')
    expect(await byForce(`delete from council.agreement where id = '${id}'`)).toContain(
      'never removed',
    )
    const signature = `council.agreement_signature`
    expect(
      await byForce(`update ${signature} set name = 'Else' where agreement = '${id}'`),
    ).toContain('What was written here stands')
    expect(await byForce(`delete from ${signature} where agreement = '${id}'`)).toContain('stands')
  })

  test('a text whose hash is another is refused by the database itself', async () => {
    const { id } = await aDraft()
    const forged = await byForce(
      `update council.agreement set state = 'proposed', canonical = '{}', effective = '2026-01-01',
        proposed_at = now(), sha256 = sha256('another'::bytea) where id = '${id}'`,
    )
    expect(forged).toContain('check constraint')
  })

  test('a withdrawn version says why and stops on its day; nothing follows', async () => {
    const { id, sha256 } = await proposed()
    for (const by of [service, branch]) {
      value(await within((scope) => agreements.sign(scope, id, { by, sha256, at })))
    }
    const from = '2025-12-01' as IsoDate
    const withdraw = () =>
      within((scope) =>
        agreements.withdraw(scope, id, { reason: 'Both parties agreed.', from, at }),
      )
    expect(value(await withdraw())).toMatchObject({
      state: 'withdrawn',
      withdrawn: { from, reason: 'Both parties agreed.' },
    })
    expect(await withdraw()).toMatchObject({ problem: { code: 'wrong-state' } })
    const { id: draft } = await aDraft()
    expect(
      value(await within((scope) => agreements.withdraw(scope, draft, { reason: 'r', from, at }))),
    ).toMatchObject({ state: 'withdrawn', withdrawn: { from: null } })
  })

  test('comments and queries stay as they were written', async () => {
    const { id } = await aDraft()
    const words = { clause: 'lines.safe', words: 'Too high for duty weeks.', by: branch, at }
    await within((scope) => agreements.comment(scope, id, words))
    expect(await within((scope) => agreements.comments(scope, id))).toEqual([words])
    expect(
      await byForce(`update council.agreement_comment set words = 'x' where agreement = '${id}'`),
    ).toContain('stands')
    const missing = '00000000-0000-4000-8000-000000000000'
    expect(
      await within((scope) =>
        figureQueries.answer(scope, missing, { outcome: 'stands', words: 'w', by: 'M', at }),
      ),
    ).toMatchObject({ ok: false, problem: { code: 'not-found' } })
    expect(
      await within((scope) => figureQueries.list(scope, { seenIn: missing as ImportId })),
    ).toEqual([])
  })

  test('agreements from before there was a life are drafts with their first text', async () => {
    await withClient(insideOf(store).app, async (client) => {
      await client.query('begin')
      await client.query(`select set_config('app.organisation', $1, true)`, [organisation])
      await client.query(
        `insert into council.agreement (organisation, agreement, version, document, added_at)
          values ($1, 'older', '1', '{"n": 7}', $2)`,
        [organisation, at],
      )
      await client.query('commit')
    })
    expect(await within((scope) => agreements.get(scope, 'older', '1'))).toMatchObject({
      state: 'draft',
      revision: 1,
      document: { n: 7 },
      by: null,
    })
  })
})
