import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CouncilDeps, PlanAsked, PlanState } from '../../src/council/index.ts'
import { simulate, writeAuthority } from '../../src/intake/simulate/index.ts'
import { openStore, type OrganisationId } from '../../src/store/index.ts'
import { transactionOf } from '../../src/store/scope.ts'
import { testService, type TestService } from '../seeds/service.ts'

const asked: PlanAsked = {
  team: null,
  reach: 'service',
  moves: { percent: 3 },
  stay: [],
  seed: 1,
  effort: 'quick',
}

/** Annex A, people and families of an invented authority. */
async function anAuthority(size: { cases: number; workers: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'fairload-plans-'))
  const made = simulate({ like: null, seed: 1, ...size })
  if (!made.ok) throw new Error(made.problem.sentence)
  await writeAuthority(made.value, { folder, mess: [] })
  const names = readdirSync(folder).filter((name) =>
    ['Annex A.xlsx', 'People.xlsx', 'Families.csv'].includes(name),
  )
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))
  rmSync(folder, { recursive: true })
  return files
}

async function withImport(service: TestService, size: { cases: number; workers: number }) {
  const { id } = await service.bring(await anAuthority(size), '2026-09-30')
  await service.council.imports.accept(service.organisation, id)
}

const ask = async ({ council, organisation }: TestService, seed = 1): Promise<string> => {
  const made = await council.plans.ask(organisation, { ...asked, seed })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value.id
}

async function until(
  { council, organisation }: TestService,
  id: string,
  states: PlanState[],
): Promise<PlanState> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const progress = await council.plans.progress(organisation, id)
    if (progress && states.includes(progress.state)) return progress.state
    await wait(50)
  }
  throw new Error(`The plan was not ${states.join(' or ')} in a minute`)
}

describe('a plan whose process was killed', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fairload-killed-'))
  // The database's own account must be able to pass.
  chmodSync(dataFolder, 0o711)
  const opened = async (propose?: null): Promise<TestService> => {
    const store = await openStore({ dataFolder })
    if (!store.ok) throw new Error(store.problem.sentence)
    return testService({ store: store.value, ...(propose === null ? { propose } : {}) })
  }
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

  it('is made by the next start', async () => {
    const before = await opened(null)
    await withImport(before, { cases: 60, workers: 5 })
    const id = await ask(before)
    // As a kill leaves it: taken up, with no try left.
    await before.store.inOrganisation(before.organisation.id as OrganisationId, async (scope) => {
      await sql`update council.plan set state = 'working' where id = ${id}`.execute(
        transactionOf(scope),
      )
      await sql`update jobs.job set state = 'active', started_on = now(), retry_count = retry_limit
        where data->>'plan' = ${id}`.execute(transactionOf(scope))
    })
    await before.close()
    const after = await opened()
    expect(await until(after, id, ['ready', 'failed'])).toBe('ready')
    expect(await ask(after)).toBe(id)
    await after.close()
  }, 120_000)
})

describe('a plan in the making in a thread of its own', () => {
  let service: TestService
  beforeAll(async () => {
    const script = new URL('../../dist/main/searches.js', import.meta.url).href
    const { planInThread } = (await import(script)) as {
      planInThread(task: object, options: object): ReturnType<CouncilDeps['propose']>
    }
    service = await testService({
      propose: (question, options) => planInThread({ what: 'plan', question }, options),
    })
    await withImport(service, { cases: 1_000, workers: 70 })
  })
  afterAll(() => service.close())

  it('leaves pages free to answer, says how far it is, and stops when it is cancelled', async () => {
    const { council, organisation } = service
    const id = await ask(service)
    await until(service, id, ['working'])
    const took: number[] = []
    const stages = new Set<string>()
    for (let n = 0; n < 20 || (stages.size === 0 && n < 600); n += 1) {
      const from = performance.now()
      const progress = await council.plans.progress(organisation, id)
      took.push(performance.now() - from)
      if (progress?.stage) stages.add(progress.stage)
      await wait(50)
    }
    took.sort((a, b) => a - b)
    // The middle one: a machine that does other work beside may hold any single one up.
    expect(took[took.length >> 1]).toBeLessThan(100)
    expect(stages.size).toBeGreaterThan(0)

    const from = performance.now()
    expect(await council.plans.cancel(organisation, id)).toMatchObject({ ok: true })
    expect(await until(service, id, ['cancelled', 'ready'])).toBe('cancelled')
    const next = await ask(service, 2)
    await until(service, next, ['working'])
    expect(performance.now() - from).toBeLessThan(10_000)
    await council.plans.cancel(organisation, next)
  }, 120_000)
})

describe('a search that needs more memory than it may take', () => {
  it('is stopped alone, with a sentence that says what to do', async () => {
    const main = new URL('../../dist/main/', import.meta.url)
    const { inThread } = (await import(new URL('thread.js', main).href)) as {
      inThread(script: URL, task: object, options: object): ReturnType<CouncilDeps['propose']>
    }
    const answer = await inThread(
      new URL('planner.js', main),
      { what: 'plan', question: {} },
      { memoryMb: 6 },
    )
    expect(answer).toMatchObject({ ok: false, problem: [{ code: 'thread-out-of-memory' }] })
    expect(answer.ok ? '' : answer.problem[0]?.sentence).toContain('Plan team by team')
  }, 60_000)
})
