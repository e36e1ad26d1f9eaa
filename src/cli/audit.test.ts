import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testStore } from '../../test/seeds/database.ts'
import { ok, type IsoDate } from '../kit/index.ts'
import { audit as entries, organisations, type OrganisationId, type Store } from '../store/index.ts'
import { withClient } from '../store/connect.ts'
import { insideOf } from '../store/open.ts'
import { keepAnchors } from '../council/index.ts'
import { audit } from './audit.ts'
import type { Terminal } from './command.ts'
import { doctor } from './doctor.ts'
import type { World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairload-audit-'))
const anchors = join(folder, 'anchors.jsonl')
const at = (n: number): Date => new Date(`2026-10-05T09:0${n}:00Z`)
let store: Store
let of: OrganisationId
let today = '2026-10-05' as IsoDate

beforeAll(async () => {
  store = await testStore()
  const created = await organisations.create(store, {
    slug: 'own',
    name: 'Moreton',
    kind: 'own',
    settings: {},
    at: at(0),
  })
  if (!created.ok) throw new Error(created.problem.sentence)
  of = created.value.id
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  rmSync(anchors, { force: true })
  today = '2026-10-05' as IsoDate
  await asOwner(['delete from council.audit_entry', 'delete from council.audit_head'])
  await write('import.accepted', 6)
})

/** Whoever holds the database itself: every guard in it can be switched off. */
async function asOwner(statements: string[]): Promise<void> {
  const { owner } = insideOf(store)
  if (owner === null) throw new Error('No owner')
  await withClient(owner, async (client) => {
    await client.query('begin')
    await client.query(`select set_config('app.organisation', $1, true)`, [of])
    for (const statement of [
      'alter table council.audit_entry disable trigger user',
      ...statements,
      'alter table council.audit_entry enable trigger user',
    ]) {
      await client.query(statement)
    }
    await client.query('commit')
  })
}

const write = (what: string, many: number): Promise<void> =>
  store.inOrganisation(of, async (scope) => {
    for (let n = 1; n <= many; n += 1) {
      await entries.append(scope, { at: at(n), what, details: { number: n } })
    }
  })

async function run(
  command: typeof audit | typeof doctor,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  let said = ''
  const say = (text: string): void => void (said += text)
  const terminal: Terminal = { out: say, err: say, interactive: false, today: () => today }
  const world: Partial<World> = {
    open: async () => ok({ ...store, close: async () => undefined }),
    anchors: () => anchors,
    machine: async () => [],
  }
  return { code: await command(world as World).run(args, terminal), said }
}

/** Adds an entry between others and makes room for it. */
const inserted = (after: number): string[] => [
  `create temp table later on commit drop as select * from council.audit_entry where sequence > ${after}`,
  `delete from council.audit_entry where sequence > ${after}`,
  `insert into council.audit_entry
    select organisation, ${after + 1}, at, 'restriction.ended', details, hash, sha256('forged')
    from council.audit_entry where sequence = ${after}`,
  `insert into council.audit_entry
    select organisation, sequence + 1, at, what, details, previous, hash from later`,
  `update council.audit_head set sequence = sequence + 1`,
]

describe('fairload audit', () => {
  it('finds nothing wrong with a record as it was written', async () => {
    expect(await run(audit, 'verify')).toEqual({
      code: 0,
      said: 'own: 6 entries, unbroken; no anchor to compare with.\n',
    })
  })

  it.each([
    [
      'its words changed',
      [`update council.audit_entry set what = 'import.refused' where sequence = 3`],
      'entry 3 was altered (there stands now “import.refused” of 2026-10-05T09:03:00.000Z)',
    ],
    [
      'its time changed',
      [`update council.audit_entry set at = at - interval '1 day' where sequence = 2`],
      'entry 2 was altered (there stands now “import.accepted” of 2026-10-04T09:02:00.000Z)',
    ],
    [
      'its details changed',
      [`update council.audit_entry set details = '{"number": 9}' where sequence = 6`],
      'entry 6 was altered',
    ],
    [
      'removed, the gap left open',
      ['delete from council.audit_entry where sequence = 4'],
      'entry 4 was removed (nothing stands there now)',
    ],
    [
      'the first removed',
      ['delete from council.audit_entry where sequence = 1'],
      'entry 1 was removed',
    ],
    [
      'two removed, the numbers closed up',
      [
        'delete from council.audit_entry where sequence in (3, 4)',
        'update council.audit_entry set sequence = sequence - 2 where sequence = 5',
        'update council.audit_entry set sequence = sequence - 2 where sequence = 6',
        'update council.audit_head set sequence = 4',
      ],
      'entry 3 was removed',
    ],
    [
      'two exchanged',
      [
        'update council.audit_entry set sequence = 99 where sequence = 2',
        'update council.audit_entry set sequence = 2 where sequence = 5',
        'update council.audit_entry set sequence = 5 where sequence = 99',
      ],
      'entry 2 was moved from its place',
    ],
    [
      'the tail cut off',
      ['delete from council.audit_entry where sequence > 4'],
      'entry 5 was removed (nothing stands there now)',
    ],
    [
      'everything removed',
      ['delete from council.audit_entry'],
      'entry 1 was removed (nothing stands there now)',
    ],
    [
      'one written at the end behind the house’s back',
      [
        `insert into council.audit_entry select organisation, 7, at, 'restriction.ended', details, hash, sha256('forged') from council.audit_entry where sequence = 6`,
      ],
      'entry 7 was added afterwards (there stands now “restriction.ended”',
    ],
    ['one written between others', inserted(3), 'entry 4 was added afterwards'],
  ])('names the entry: %s', async (_how, statements, names) => {
    await asOwner(statements)
    const { code, said } = await run(audit, 'verify')
    expect(said).toContain(names)
    expect(code).toBe(1)
  })

  it('names an entry written between others by Fairload’s own hand', async () => {
    await asOwner([
      'create table council.later as select * from council.audit_entry where sequence > 3',
      'delete from council.audit_entry where sequence > 3',
      `update council.audit_head set sequence = 3, hash =
        (select hash from council.audit_entry where sequence = 3)`,
    ])
    await write('restriction.ended', 1)
    await asOwner([
      `insert into council.audit_entry
        select organisation, sequence + 1, at, what, details, previous, hash from council.later`,
      `update council.audit_head set sequence = 7, hash =
        (select hash from council.audit_entry where sequence = 7)`,
      'drop table council.later',
    ])
    expect((await run(audit, 'verify')).said).toContain(
      'entry 4 was added afterwards (there stands now “restriction.ended”',
    )
  })

  it('tells a record made anew as a whole by the anchors alone, and from which day', async () => {
    expect((await run(audit, 'anchor', '--out', anchors)).said).toBe('own: up to entry 6\n')
    today = '2026-10-06' as IsoDate
    await write('import.undone', 2)
    await run(audit, 'anchor', '--out', anchors)
    expect((await run(audit, 'verify')).said).toContain('8 entries, unbroken; 2 anchors fit.')

    // Whole in itself: written by Fairload's own hand, from entry 7 on.
    await asOwner([
      'delete from council.audit_entry where sequence > 6',
      `update council.audit_head set sequence = 6, hash =
        (select hash from council.audit_entry where sequence = 6)`,
    ])
    await write('import.refused', 3)
    const { code, said } = await run(audit, 'verify')
    expect(code).toBe(1)
    expect(said).toContain(
      'some of the entries 7 to 8 were made anew: the anchor of 6 October 2026 no longer fits entry 8',
    )
    expect(said).toContain('Entries up to 6 are as an earlier anchor has them.')

    await asOwner(['delete from council.audit_entry', 'delete from council.audit_head'])
    await write('import.refused', 9)
    expect((await run(audit, 'verify')).said).toContain('the anchor of 5 October 2026')
    const kept = join(folder, 'elsewhere.jsonl')
    writeFileSync(kept, readFileSync(anchors))
    rmSync(anchors)
    expect((await run(audit, 'verify')).code).toBe(0)
    expect((await run(audit, 'verify', '--kept', kept)).code).toBe(1)
  })

  it('tells a tail cut off with its head moved back by the anchors alone', async () => {
    await run(audit, 'anchor', '--out', anchors)
    await asOwner([
      'delete from council.audit_entry where sequence > 4',
      `update council.audit_head set sequence = 4, hash =
        (select hash from council.audit_entry where sequence = 4)`,
    ])
    expect(await run(audit, 'verify')).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'entry 5 was removed (nothing stands there now). The anchor of 5 October 2026 has entry 6.',
      ),
    })
    expect(await run(doctor)).toMatchObject({ code: 1, said: expect.stringContaining('LOOK') })
  })

  it('adds one anchor a day and never changes those before', async () => {
    await keepAnchors(store, anchors, today)
    const first = readFileSync(anchors, 'utf8')
    await write('import.undone', 1)
    expect(await keepAnchors(store, anchors, today)).toEqual(ok([]))
    expect(readFileSync(anchors, 'utf8')).toBe(first)
    await keepAnchors(store, anchors, '2026-10-06' as IsoDate)
    const lines = readFileSync(anchors, 'utf8')
    expect(lines.startsWith(first)).toBe(true)
    expect(lines.trimEnd().split('\n')).toHaveLength(2)
    expect(await run(doctor)).toMatchObject({
      code: 0,
      said: expect.stringContaining('2 anchors fit'),
    })
  })

  it('stays true while entries are being written', async () => {
    const verdicts = Promise.all(
      Array.from({ length: 20 }, () => store.inOrganisation(of, (scope) => entries.verify(scope))),
    )
    await Promise.all(Array.from({ length: 20 }, () => write('worker.looked-at', 1)))
    expect((await verdicts).every(({ whole }) => whole)).toBe(true)
  })

  it('refuses a file that holds no anchors, naming the line', async () => {
    writeFileSync(anchors, '{"day":"2026-13-01"}\n')
    const { code, said } = await run(audit, 'verify')
    expect(code).toBe(3)
    expect(said).toContain('Line 1 of')
    expect((await run(audit, 'anchor', '--out', anchors)).code).toBe(3)
  })

  it.each([[['sing']], [['verify', '--organisation', 'elsewhere']], [['verify', '--out', 'x']]])(
    '%j is refused with a sentence',
    async (args) => {
      const { code, said } = await run(audit, ...args)
      expect(code).toBe(2)
      expect(said.length).toBeGreaterThan(20)
    },
  )
})
