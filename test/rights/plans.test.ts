import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamId } from '../../src/core/model/index.ts'
import type { AccountRole, Person } from '../../src/core/rights/index.ts'
import {
  watchDoor,
  type Council,
  type PlanAsked,
  type PlanView,
  type Watch,
} from '../../src/council/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import { audit, caseloads, type OrganisationId } from '../../src/store/index.ts'
import { testService, type TestService } from '../seeds/service.ts'

let service: TestService
let watch: Watch
let asked: { organisation: TestService['organisation'] }
let head: Council
let manager: Council
let theManager: Person
/** Two teams with nothing beneath or above in common, in each a child with no worker. */
let mine: { id: TeamId; address: string; waiting: string }
let other: { id: TeamId; address: string }

const ACCOUNT = '00000000-0000-4000-8000-000000000001'

const someone = (role: AccountRole, team: TeamId | null = null): Person => ({
  account: ACCOUNT,
  organisation: service.organisation.id,
  name: `The ${role}`,
  grants: [{ role, team }],
  worker: null,
})

beforeAll(async () => {
  service = await testService()
  watch = watchDoor({ store: service.store, now: () => new Date() })
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  await service.council.imports.accept(service.organisation, id)
  asked = { organisation: service.organisation }
  const view = await service.council.service(asked)
  const waiting = await service.council.cases(asked, { holder: 'waiting' })
  const parents = new Set(view?.teams.flatMap(({ parent }) => parent ?? []))
  const leaves = (view?.teams ?? []).flatMap(({ id: team, address, workers }) => {
    const row = waiting?.rows.find((each) => each.team === team)
    return !parents.has(team) && row && workers.length > 2
      ? [{ id: team, address, waiting: row.address }]
      : []
  })
  const [first, second] = leaves
  if (!first || !second) throw new Error('No two teams with a child who waits')
  mine = first
  other = second
  theManager = someone('team-manager', mine.id)
  head = service.council.as(someone('service-manager'))
  manager = service.council.as(theManager)
})
afterAll(() => service?.close())

const ask = async (by: Council, of: Partial<PlanAsked> = {}): Promise<string> => {
  const made = await by.plans.ask(service.organisation, {
    team: null,
    reach: 'team',
    moves: { count: 6 },
    stay: [],
    seed: 1,
    effort: 'quick',
    ...of,
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value.id
}

const ready = async (by: Council, id: string): Promise<NonNullable<PlanView['result']>> => {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const progress = await by.plans.progress(service.organisation, id)
    if (progress?.state === 'ready') break
    if (progress?.state === 'failed') throw new Error(progress.problem?.sentence)
    await wait(50)
  }
  const view = await by.plans.view(service.organisation, id)
  if (!view?.result) throw new Error('The plan is not shown')
  return view.result
}

describe('a team manager', () => {
  it('asks for a plan of their team, and reads the very plan that the head of service reads', async () => {
    const id = await ask(manager, { team: mine.address })
    const seen = await ready(manager, id)
    expect(seen).toEqual(await ready(head, id))
    expect(seen.workers.length).toBeGreaterThan(1)
    const certificate = await manager.plans.certificate(service.organisation, id)
    expect(certificate).toEqual(await head.plans.certificate(service.organisation, id))
    expect((await manager.plans.latest(service.organisation, mine.address))?.id).toBe(id)
  }, 120_000)

  it('finds no plan of another team or of the service, in no list and by no address', async () => {
    const { organisation } = service
    const own = await ask(manager, { team: mine.address })
    for (const id of [await ask(head, { team: other.address }), await ask(head)]) {
      expect(await manager.plans.view(organisation, id)).toBeNull()
      expect(await manager.plans.progress(organisation, id)).toBeNull()
      expect(await manager.plans.certificateFile(organisation, id)).toBeNull()
      expect(await manager.plans.cancel(organisation, id)).toMatchObject({
        problem: { code: 'not-found' },
      })
      for (const action of ['plan.view', 'plan.cancel'] as const) {
        expect((await watch.may(theManager, action, asked, 'plan', id))?.allowed).toBe(false)
      }
      expect((await head.plans.progress(organisation, id))?.state).not.toBe('cancelled')
    }
    const { rows, total } = await manager.plans.list(organisation, 1)
    expect(rows.map(({ id }) => id)).toEqual([own])
    expect(total).toBe(1)
    expect((await head.plans.list(organisation, 1)).total).toBe(3)
  }, 120_000)

  it('cannot ask for more than their team, and their plans are counted on with everybody’s', async () => {
    const { organisation } = service
    const before = (await head.plans.list(organisation, 1)).rows[0]?.number ?? 0
    const id = await ask(manager, { team: mine.address, seed: 2 })
    const row = (await head.plans.list(organisation, 1)).rows.find((each) => each.id === id)
    expect(row?.number).toBe(before + 1)
    await expect(ask(manager, { seed: 3 })).rejects.toThrow('row-level security')
    await expect(ask(manager, { team: other.address, seed: 3 })).rejects.toThrow(
      'row-level security',
    )
  })

  it('is told how many of other teams could take a child, and not who', async () => {
    const whole = await head.shortlist(asked, mine.waiting, 'service')
    const part = await manager.shortlist(asked, mine.waiting, 'service')
    const own = new Set((await manager.team(asked, mine.address))?.workers.map(({ name }) => name))
    expect(whole?.elsewhere).toBeNull()
    expect(part?.candidates.every(({ name }) => own.has(name))).toBe(true)
    const safe = (of: typeof whole) =>
      of?.candidates.filter(({ overSafe }) => !overSafe).length ?? 0
    expect(part?.elsewhere).toBe(safe(whole) - safe(part))
    expect(part?.elsewhere).toBeGreaterThan(0)
    const inTeam = await manager.shortlist(asked, mine.waiting, 'team')
    const forHead = await head.shortlist(asked, mine.waiting, 'team')
    expect(inTeam?.candidates).toEqual(forHead?.candidates)
  })
})

describe('whoever sees no record', () => {
  it.each(['agreement-party', 'auditor', 'administrator', 'social-worker'] as const)(
    'finds no plan as a %s',
    async (role) => {
      const council = service.council.as(someone(role))
      expect(await council.plans.list(service.organisation, 1)).toEqual({ rows: [], total: 0 })
    },
  )
})

describe('a plan', () => {
  it('says in the record who asked for it', async () => {
    const id = await ask(manager, { team: mine.address })
    const { entries } = await service.store.inOrganisation(
      service.organisation.id as OrganisationId,
      (scope) => audit.list(scope, { from: 0, count: 200 }),
    )
    const noted = entries.find(({ what, details }) => what === 'plan.asked' && details.plan === id)
    expect(noted?.details).toMatchObject({ by: ACCOUNT })
  })

  it('keeps a restricted record in its figures, without its child', async () => {
    const { organisation } = service
    const id = await ask(head, { moves: 'any' })
    const before = await ready(head, id)
    const secret = before.moves[0]?.cases[0] ?? before.placements[0]?.cases[0]
    if (!secret) throw new Error('Nothing moves')
    const restricted = await watch.restrict(theManager, asked, secret.address, [])
    expect(restricted).toMatchObject({ ok: true })
    const after = await ready(head, id)
    expect(after.after).toEqual(before.after)
    expect(after.workers).toEqual(before.workers)
    const row = [...after.moves, ...after.placements]
      .flatMap(({ cases }) => cases)
      .find(({ address }) => address === secret.address)
    expect(row?.child).toContain(caseloads.RESTRICTED)
    const certificate = await head.plans.certificate(organisation, id)
    expect(JSON.stringify([after, certificate])).not.toContain(`"${secret.child}"`)
    // Who may not open it may still say that it stays.
    const kept = await ready(
      head,
      await ask(head, { moves: 'any', stay: [{ case: secret.address, why: 'court-date' }] }),
    )
    expect(kept.moves.flatMap(({ cases }) => cases.map(({ address }) => address))).not.toContain(
      secret.address,
    )
    const may = (who: Person) => watch.may(who, 'case.allocate-view', asked, 'case', secret.address)
    expect(await may(someone('service-manager'))).toEqual({ allowed: false, why: 'restricted' })
  }, 120_000)
})
