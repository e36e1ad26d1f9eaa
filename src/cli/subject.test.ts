import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aReallocation } from '../../test/seeds/handovers.ts'
import { testService, type TestService } from '../../test/seeds/service.ts'
import { ok, type IsoDate } from '../kit/index.ts'
import type { ChildId } from '../core/model/index.ts'
import type { Subject } from '../council/index.ts'
import {
  accounts,
  audit,
  figureQueries,
  handovers,
  imports,
  referencesOf,
  restrictions,
  type OrganisationId,
  type Scope,
} from '../store/index.ts'
import type { Terminal } from './command.ts'
import { subject } from './subject.ts'
import type { World } from './world.ts'

const annexA = readFileSync(
  fileURLToPath(new URL('../../test/samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
].join('\r\n')
const posts = [
  'Post,Team,Funded FTE,Holder',
  'P-1,Locality 4 Unit 1,1,Petra Wills',
  'P-2,Children in Care Team 1,1,Eugene Swift',
].join('\r\n')
const folder = mkdtempSync(join(tmpdir(), 'fairload-subject-'))
const at = new Date('2026-10-05T09:00:00Z')

let service: TestService
let child: string
let worker: string
let other: string
let files = 0

const inside = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, work)

beforeAll(async () => {
  service = await testService()
  for (const on of ['2024-02-05', '2024-03-04']) {
    const { id, state } = await service.bring(
      { 'annex.xlsx': annexA, 'people.csv': people, 'posts.csv': posts },
      on,
    )
    expect(state).toBe('checked')
    expect(await service.council.imports.accept(service.organisation, id)).toMatchObject({
      ok: true,
    })
  }
  const asked = { organisation: service.organisation }
  const workload = await service.council.workload(asked)
  const petra = workload?.workers.find(({ name }) => name === 'Petra Wills')
  const [hers, another] = workload?.cases.filter(
    ({ holder }) => holder.kind === 'worker' && holder.worker === petra?.id,
  ) ?? [undefined, undefined]
  if (!petra || !hers || !another) throw new Error('Petra has no two cases')
  child = hers.child
  other = another.child
  worker = petra.id
  await planned()
  const eugene = workload?.workers.find(({ name }) => name === 'Eugene Swift')
  if (!eugene) throw new Error('Eugene is not there')
  const decision = await aReallocation(service, {
    children: [hers.child],
    from: petra,
    to: eugene,
    on: '2024-03-04' as IsoDate,
    more: { words: 'He knows the school.' },
  })
  await inside(async (scope) => {
    const current = await imports.current(scope)
    const added = await accounts.add(scope, {
      email: 'sam@moreton.example',
      name: 'Sam Reed',
      state: 'active',
      at,
    })
    if (!added.ok || !current) throw new Error('Nobody was added')
    const make = await referencesOf(scope)
    const reference = make.child(child as ChildId)
    await handovers.enter(scope, decision, {
      kind: 'step',
      step: 'meeting',
      on: '2024-03-05' as IsoDate,
      words: 'They met at the office.',
      details: { present: 'Petra Wills, Eugene Swift' },
      enteredOn: '2024-03-05' as IsoDate,
      at,
      account: null,
      by: 'Ruth Adeyemi',
    })
    const notice = await handovers.noteLeaving(scope, {
      worker: petra.id,
      reference: make.worker(petra.id),
      team: petra.team,
      kind: 'leaves',
      noticeOn: '2024-03-04' as IsoDate,
      lastDay: '2024-04-30' as IsoDate,
      backOn: null,
      words: 'A post elsewhere.',
      at,
      account: null,
      by: 'Ruth Adeyemi',
    })
    await handovers.withdrawLeaving(scope, notice, { at, by: 'Ruth Adeyemi' })
    for (const [about, of] of [
      ['case', reference],
      ['worker', make.worker(petra.id)],
    ] as const) {
      await figureQueries.ask(scope, {
        about,
        reference: of,
        import: current.id,
        what: 'weight',
        clause: null,
        words: `This ${about} weighs more`,
        evidence: '',
        by: 'Petra Wills',
        at,
      })
      await audit.append(scope, {
        at,
        what: `${about}.looked-at`,
        details: { record: of, by: added.value.id },
      })
    }
    await restrictions.restrict(scope, child as ChildId, {
      names: [added.value.id],
      by: added.value.id,
      at,
    })
  })
}, 60_000)
afterAll(async () => {
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A plan of the import in force, ready. */
async function planned(): Promise<void> {
  const { council, organisation } = service
  const made = await council.plans.ask(organisation, {
    team: null,
    reach: 'team',
    moves: { count: 0 },
    stay: [],
    seed: 1,
    effort: 'quick',
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await council.plans.progress(organisation, made.value.id))?.state === 'ready') return
    await wait(50)
  }
  throw new Error('The plan was not made')
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  let said = ''
  const say = (text: string): void => void (said += text)
  const terminal: Terminal = { out: say, err: say, interactive: false, today: () => '2026-10-05' }
  const world: Partial<World> = {
    open: async () => ok({ ...service.store, close: async () => undefined }),
    now: () => at,
  }
  return { code: await subject(world as World).run(args, terminal), said }
}

async function document(...args: string[]): Promise<Subject> {
  const out = join(folder, `${(files += 1)}.json`)
  expect((await run(...args, '--out', out)).said).toContain('noted in the record')
  return JSON.parse(readFileSync(out, 'utf8')) as Subject
}

describe('fairload subject', () => {
  it('writes everything held about a child, a restricted record too', async () => {
    const held = await document('--child', child)
    if (held.about !== 'child') throw new Error('Not a child')
    expect(held.imports.map(({ number, asOf, state }) => [number, asOf, state])).toEqual([
      [2, '2024-03-04', 'accepted'],
      [1, '2024-02-05', 'accepted'],
    ])
    for (const { case: facts, weight, rows } of held.imports) {
      expect(facts?.child).toBe(child)
      expect(weight?.lines.length).toBeGreaterThan(0)
      expect(rows.length).toBeGreaterThanOrEqual(facts?.from.length ?? 0)
      for (const { from, cells } of rows) {
        expect(from).toMatchObject({ file: 'annex.xlsx', row: expect.any(Number) })
        expect(cells).toContain(child)
      }
    }
    expect(held.queries.map(({ words }) => words)).toEqual(['This case weighs more'])
    expect(held.looks.map(({ what, by }) => [what, by])).toContainEqual([
      'case.looked-at',
      'Sam Reed',
    ])
    expect(held.restrictedTo).toEqual(['Sam Reed'])
    expect(held.plans).toMatchObject([{ number: 1, proposes: 'stays as it is' }])
    expect(held.decisions).toMatchObject([
      {
        kind: 'reallocation',
        from: 'Petra Wills',
        to: 'Eugene Swift',
        words: 'He knows the school.',
        said: [{ who: 'worker', answer: 'accepted', by: 'Eugene Swift' }],
        handover: [{ step: 'meeting', words: 'They met at the office.', by: 'Ruth Adeyemi' }],
      },
    ])
    // Another child of the same worker is in no part of it.
    expect(JSON.stringify(held)).not.toContain(`"${other}"`)
  })

  it('writes everything held about a worker, and no child', async () => {
    const held = await document('--worker', worker)
    if (held.about !== 'worker') throw new Error('Not a worker')
    expect(held.imports).toHaveLength(2)
    for (const { worker: person, figures, rows } of held.imports) {
      expect(person.person).toMatchObject({ name: 'Petra Wills', sweNumber: 'SW1000001' })
      expect(figures).toMatchObject({ capacity: expect.any(Number), cases: expect.any(Number) })
      expect(rows[0]?.cells).toContain('Petra Wills')
      // The post she holds, and no other's.
      expect(rows.map(({ cells }) => cells[0])).toEqual(['Petra Wills', 'P-1'])
    }
    expect(held.queries.map(({ words }) => words)).toEqual(['This worker weighs more'])
    expect(held.looks.map(({ by }) => by)).toContain('Sam Reed')
    expect(held.plans).toHaveLength(1)
    expect(held.plans[0]?.proposes).toMatch(/^holds \d+ children; would hold \d+$/)
    expect(held.decisions).toMatchObject([
      { from: 'Petra Wills', said: [{ answer: 'accepted' }], handover: [{ step: 'meeting' }] },
    ])
    expect(held.notices).toMatchObject([
      { kind: 'leaves', words: 'A post elsewhere.', takenBack: { by: 'Ruth Adeyemi' } },
    ])
    expect(JSON.stringify(held)).not.toContain(`"${child}"`)
  })

  it('leaves out of a worker’s what was decided on a record that is closed to whoever asks', async () => {
    const stranger = await inside(async (scope) => {
      const email = 'una@moreton.example'
      const added = await accounts.add(scope, { email, name: 'Una Holt', state: 'active', at })
      if (!added.ok) throw new Error('Nobody was added')
      return added.value.id
    })
    const asked = await service.council
      .as({
        account: stranger,
        organisation: service.organisation.id,
        name: 'Una Holt',
        grants: [{ role: 'data-officer', team: null }],
        worker: null,
      })
      .subject(service.organisation, { worker: worker as never })
    if (!asked.ok || asked.value.about !== 'worker') throw new Error('Nothing is held')
    expect(asked.value.decisions).toEqual([])
    expect(asked.value.notices).toHaveLength(1)
  })

  it('writes the same as a workbook, for its owner’s eyes alone', async () => {
    const out = join(folder, 'held.xlsx')
    expect((await run('--child', child, '--out', out)).code).toBe(0)
    expect(statSync(out).mode & 0o077).toBe(0)
    const { sheets } = await readXlsx(readFileSync(out))
    expect(sheets.map(({ name }) => name)).toEqual([
      'About',
      'Held',
      'Rows',
      'Findings',
      'Who looked',
      'Queries',
      'Plans',
      'Decisions',
      'Restriction',
    ])
    const rows = sheets.find(({ name }) => name === 'Rows')?.rows.flat()
    expect(rows).toContain(child)
    expect(rows).not.toContain(other)
  })

  it('is noted in the record under the reference, without the id', async () => {
    await document('--worker', worker)
    const [newest] = (await inside((scope) => audit.list(scope, { from: 0, count: 1 }))).entries
    const reference = await inside(async (scope) =>
      (await referencesOf(scope)).worker(worker as never),
    )
    expect(newest).toMatchObject({
      what: 'subject.worker-exported',
      details: { record: reference },
    })
  })

  it('says that nothing is held, without repeating the id, and writes and notes nothing', async () => {
    const before = await inside((scope) => audit.head(scope))
    const out = join(folder, 'nobody.json')
    const { code, said } = await run('--child', '99887766', '--out', out)
    expect(code).toBe(1)
    expect(said).toContain('Nothing is held')
    expect(said).not.toContain('99887766')
    expect(existsSync(out)).toBe(false)
    expect(await inside((scope) => audit.head(scope))).toEqual(before)
  })

  it('writes over no file', async () => {
    const out = join(folder, 'once.json')
    expect((await run('--child', child, '--out', out)).code).toBe(0)
    expect((await run('--child', child, '--out', out)).code).toBe(3)
  })

  it.each([
    [['--child', '1']],
    [['--child', '1', '--worker', '2', '--out', 'x.json']],
    [['--child', '1', '--out', 'x.pdf']],
    [['--child', '1', '--out', 'x.json', '--organisation', 'elsewhere']],
  ])('%j is refused with a sentence', async (args) => {
    const { code, said } = await run(...args)
    expect(code).toBe(2)
    expect(said.length).toBeGreaterThan(20)
  })
})
