import { setTimeout as wait } from 'node:timers/promises'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { check } from '../../core/fairness/index.ts'
import { simulate, writeAuthority } from '../../intake/simulate/index.ts'
import { audit, organisations, type OrganisationId } from '../../store/index.ts'
import { sha256 } from './make-plan.ts'
import type { PlanAsked, PlanState } from './views.ts'

const asked: PlanAsked = {
  team: null,
  reach: 'service',
  moves: { percent: 5 },
  stay: [],
  seed: 1,
  effort: 'quick',
}

/** The files of an invented authority. */
async function anAuthority(seed: number, names: string[]): Promise<Record<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), 'fairload-plans-'))
  const made = simulate({ like: null, seed, cases: 120, workers: 9 })
  if (!made.ok) throw new Error(made.problem.sentence)
  await writeAuthority(made.value, { folder, mess: [] })
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => names.includes(name))
      .map((name) => [name, readFileSync(join(folder, name))]),
  )
  rmSync(folder, { recursive: true })
  return files
}

const all = ['Annex A.xlsx', 'People.xlsx', 'Families.csv']

describe('a plan for a service', () => {
  let service: TestService
  let first: string
  beforeAll(async () => {
    service = await testService()
    const brought = await service.bring(await anAuthority(1, all), '2026-09-30')
    first = brought.id
    await service.council.imports.accept(service.organisation, first)
  })
  afterAll(() => service.close())

  const ended = async (id: string): Promise<PlanState> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const progress = await service.council.plans.progress(service.organisation, id)
      if (progress && progress.state !== 'waiting' && progress.state !== 'working') {
        return progress.state
      }
      await wait(50)
    }
    throw new Error('The plan was not made in 20 seconds')
  }
  const ask = async (of: Partial<PlanAsked> = {}): Promise<string> => {
    const made = await service.council.plans.ask(service.organisation, { ...asked, ...of })
    if (!made.ok) throw new Error(made.problem.sentence)
    return made.value.id
  }

  it('has a certificate that holds, and shows before and after as the pages would', async () => {
    const { council, organisation } = service
    const id = await ask()
    expect(await ended(id)).toBe('ready')
    const view = await council.plans.view(organisation, id)
    const result = view?.result
    if (!view || !result) throw new Error('The plan is not shown')
    const workload = await council.workload({ organisation })
    for (const worker of result.workers) {
      const today = workload?.workers.find(({ name }) => name === worker.name)
      expect(worker).toMatchObject({
        before: today?.demand,
        capacity: today?.capacity,
        children: { before: today?.cases },
        families: { before: today?.families },
      })
    }
    expect(result.moves.length + result.placements.length).toBeGreaterThan(0)
    expect(result.moves.length).toBe(view.row.moves)
    for (const { cases, from } of result.moves) {
      expect(cases.map((of) => of.workerName)).toEqual(cases.map(() => from.name))
    }
    for (const { cases } of result.placements) {
      expect(cases.every((of) => of.holder.kind !== 'worker')).toBe(true)
    }
    const children = (side: 'before' | 'after'): number =>
      result.workers.reduce((sum, worker) => sum + worker.children[side], 0)
    const placed = result.placements.reduce((sum, { cases }) => sum + cases.length, 0)
    expect(children('after')).toBe(children('before') + placed)
    expect(result.after.withNobody).toBe(result.before.withNobody - placed)

    const certificate = await council.plans.certificate(organisation, id)
    const lines = check(certificate?.certificate, sha256)
    expect(lines.filter((line) => !line.fine)).toEqual([])
    expect(certificate?.names).toHaveLength(certificate?.certificate.problem.workers.length ?? -1)
    const file = await council.plans.certificateFile(organisation, id)
    expect(JSON.parse(Buffer.from(file ?? []).toString('utf8'))).toEqual(certificate?.certificate)
  })

  it('shows what each number of moves buys, none worse than fewer, and its own as it is', async () => {
    const id = await ask({ moves: { count: 7 } })
    await ended(id)
    const view = await service.council.plans.view(service.organisation, id)
    const choices = view?.result?.choices ?? []
    const share = choices.map(({ busiest }) => busiest.load / busiest.capacity)
    expect(share).toEqual([...share].sort((a, b) => b - a))
    expect(choices.find(({ maxMoves }) => maxMoves === 7)).toMatchObject({
      percent: null,
      moves: view?.row.moves,
    })
    expect(choices.at(-1)?.maxMoves).toBeNull()
  })

  it('is the plan that is there when the same is asked again', async () => {
    const id = await ask()
    expect(await ask()).toBe(id)
    expect(await ask({ seed: 2 })).not.toBe(id)
    expect((await service.council.plans.latest(service.organisation, null))?.id).not.toBe(undefined)
  })

  it('leaves a case where it is when a person says so, with why', async () => {
    const free = await ask({ moves: 'any' })
    await ended(free)
    const { council, organisation } = service
    const moved = (await council.plans.view(organisation, free))?.result?.moves[0]
    const of = moved?.cases[0]
    if (!of) throw new Error('Nothing moves')
    const kept = await ask({ moves: 'any', stay: [{ case: of.address, why: 'child-wish' }] })
    await ended(kept)
    const result = (await council.plans.view(organisation, kept))?.result
    expect(result?.moves.flatMap(({ cases }) => cases.map(({ child }) => child))).not.toContain(
      of.child,
    )
    const [stayed] = result?.stayed ?? []
    expect(stayed?.why).toBe('child-wish')
    expect(stayed?.cases.map(({ child }) => child)).toContain(of.child)
  })

  it('keeps to a team where one is asked for', async () => {
    const { council, organisation } = service
    const whole = await council.service({ organisation })
    const team = whole?.teams.find((one) => one.workers.length > 1)
    const id = await ask({ team: team?.address ?? '', moves: 'any' })
    await ended(id)
    const result = (await council.plans.view(organisation, id))?.result
    expect(result?.workers.length).toBeGreaterThan(0)
    expect(result?.workers.length).toBeLessThan(whole?.workers.length ?? 0)
    expect(new Set(result?.workers.map((worker) => worker.teamName))).toEqual(new Set([team?.name]))
    expect((await council.plans.latest(organisation, team?.address ?? ''))?.id).toBe(id)
  })

  it.each<[string, Partial<PlanAsked>, string]>([
    ['a share above the whole', { moves: { percent: 101 } }, 'moves-not-a-number'],
    ['half a family', { moves: { count: 1.5 } }, 'moves-not-a-number'],
    ['a seed below nought', { seed: -1 }, 'seed-not-a-number'],
    ['a team that is not there', { team: '00000000-0000-4000-8000-000000000000' }, 'no-such-team'],
    ['a team that is no address', { team: 'x' }, 'no-such-team'],
    [
      'a case that is not there',
      { stay: [{ case: '00000000-0000-4000-8000-000000000000', why: 'other' }] },
      'no-such-case',
    ],
  ])('is refused with a sentence for %s', async (_, of, code) => {
    expect(
      await service.council.plans.ask(service.organisation, { ...asked, ...of }),
    ).toMatchObject({ ok: false, problem: { code } })
  })

  it('that is cancelled while it waits is not made', async () => {
    const { council, organisation } = service
    const busy = await ask({ seed: 11 })
    const id = await ask({ seed: 12 })
    expect(await council.plans.cancel(organisation, id)).toMatchObject({ ok: true })
    expect(await ended(busy)).toBe('ready')
    expect(await council.plans.progress(organisation, id)).toMatchObject({ state: 'cancelled' })
    expect((await council.plans.view(organisation, id))?.result).toBeNull()
    await council.plans.cancel(organisation, busy)
    expect(await council.plans.progress(organisation, busy)).toMatchObject({ state: 'ready' })
  })

  it('is not there for another organisation', async () => {
    const { council, store } = service
    await organisations.create(store, {
      slug: 'other',
      name: 'Other',
      kind: 'own',
      settings: {},
      at: new Date('2026-10-05T09:00:00Z'),
    })
    const other = await council.organisation('other')
    if (!other) throw new Error('The organisation was not made')
    const id = await ask()
    expect(await council.plans.list(other, 1)).toEqual({ rows: [], total: 0 })
    expect(await council.plans.view(other, id)).toBeNull()
    expect(await council.plans.progress(other, id)).toBeNull()
    expect(await council.plans.certificate(other, id)).toBeNull()
    expect(await council.plans.certificateFile(other, id)).toBeNull()
    expect(await council.plans.cancel(other, id)).toMatchObject({ problem: { code: 'not-found' } })
    expect(await council.plans.ask(other, asked)).toMatchObject({
      problem: { code: 'nothing-in-force' },
    })
  })

  it('is noted by ids alone', async () => {
    const { entries } = await service.store.inOrganisation(
      service.organisation.id as OrganisationId,
      (scope) => audit.list(scope, { from: 0, count: 200 }),
    )
    const whats = new Set(entries.map(({ what }) => what))
    for (const what of ['plan.asked', 'plan.ready', 'plan.cancelled']) expect(whats).toContain(what)
    for (const { what, details } of entries) {
      if (what === 'plan.ready') expect(Object.keys(details)).toEqual(['plan'])
    }
  })

  it('goes stale with another agreement, and is itself again with the first', async () => {
    const { council, organisation } = service
    const id = await ask()
    await ended(id)
    const before = await council.plans.view(organisation, id)
    const list = await council.agreements.list(organisation)
    const own = list.find((one) => one.inForce)?.agreement
    const other = list.find((one) => !one.inForce)?.agreement
    const chosen = await council.agreements.choose(organisation, `${other?.id}@${other?.version}`)
    expect(chosen).toMatchObject({ ok: true })
    const view = await council.plans.view(organisation, id)
    expect(view?.row.stale).toBe('agreement')
    expect(view?.standing.agreement.id).toBe(own?.id)
    expect(view?.result).toEqual(before?.result)
    expect(await council.plans.latest(organisation, null)).toBeNull()
    await council.agreements.choose(organisation, `${own?.id}@${own?.version}`)
    expect((await council.plans.view(organisation, id))?.row.stale).toBeNull()
  })

  it('goes stale with another import, and keeps the weights it was made with', async () => {
    const { council, organisation } = service
    const id = await ask()
    await ended(id)
    const before = await council.plans.view(organisation, id)
    const next = await service.bring(await anAuthority(2, all), '2026-10-01')
    await council.imports.accept(organisation, next.id)
    const view = await council.plans.view(organisation, id)
    expect(view?.row.stale).toBe('import')
    expect(view?.standing.import).toMatchObject({ id: first, current: false })
    expect(view?.result).toEqual(before?.result)
    expect(await ask()).not.toBe(id)
    await council.imports.undo(organisation, next.id)
    expect((await council.plans.view(organisation, id))?.row.stale).toBeNull()
  })

  it('shortlists who could take a case that nobody holds, and gives everybody else a rule', async () => {
    const { council, organisation } = service
    const { rows } = (await council.cases({ organisation }, { holder: 'waiting' })) ?? { rows: [] }
    const workload = await council.workload({ organisation })
    const known = workload?.workers.filter((worker) => worker.capacity !== null) ?? []
    for (const row of rows.slice(0, 8)) {
      const list = await council.shortlist({ organisation }, row.address, 'service')
      if (!list) throw new Error('There is no shortlist')
      expect(list.cases.map(({ child }) => child)).toContain(row.child)
      for (const candidate of list.candidates) {
        const today = known.find(({ name }) => name === candidate.name)
        expect(candidate.before).toEqual({ load: today?.demand, capacity: today?.capacity })
        expect(candidate.after.load).toBe(candidate.before.load + candidate.cost)
      }
      const share = list.candidates.map(({ after }) => after.load / after.capacity)
      expect(share).toEqual([...share].sort((a, b) => a - b))
      const named = [...list.candidates, ...list.excluded.flatMap(({ workers }) => workers)]
      expect(new Set(named.map(({ name }) => name)).size).toBe(named.length)
    }
    const held = await council.cases({ organisation }, { holder: 'worker' })
    const taken = held?.rows[0]?.address ?? ''
    const over = await council.shortlist({ organisation }, taken, 'service')
    expect(over?.from).not.toBeNull()
    expect(over?.candidates.map(({ address }) => address)).not.toContain(over?.from?.address)
    expect(await council.shortlist({ organisation }, 'nothing', 'team')).toBeNull()
  })
})
