import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../src/kit/index.ts'
import type { TeamId, WorkerId } from '../../src/core/model/index.ts'
import type { AccountRole, Person } from '../../src/core/rights/index.ts'
import { watchDoor, type Watch } from '../../src/council/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import { accounts, caseloads, type OrganisationId } from '../../src/store/index.ts'
import { testService, type TestService } from '../seeds/service.ts'

let service: TestService
let watch: Watch
let asked: { organisation: TestService['organisation'] }
let worker: WorkerId
let team: TeamId
let elsewhere: TeamId

beforeAll(async () => {
  service = await testService()
  watch = watchDoor({ store: service.store, now: () => new Date() })
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  await service.council.imports.accept(service.organisation, id)
  asked = { organisation: service.organisation }
  const cases = await service.council.cases(asked, { holder: 'worker' })
  const view = await service.council.service(asked)
  const held = cases?.rows.find(
    (row) =>
      row.holder.kind === 'worker' &&
      row.team !== null &&
      view?.workers.find(({ address }) => address === row.workerAddress)?.team === row.team,
  )
  if (held?.holder.kind !== 'worker' || !held.team) throw new Error('No case')
  worker = held.holder.worker
  team = held.team
  const parents = new Set(view?.teams.flatMap(({ parent }) => parent ?? []))
  elsewhere = view?.teams.find(({ id: of }) => of !== team && !parents.has(of))?.id ?? team
})
afterAll(() => service?.close())

async function someone(
  role: AccountRole,
  more: { team?: TeamId; worker?: WorkerId } = {},
): Promise<Person> {
  const id = service.organisation.id as OrganisationId
  const account = await service.store.inOrganisation(id, async (scope) => {
    const email = `${role}-${Math.floor(performance.now() * 1000)}@moreton.example`
    const added = await accounts.add(scope, {
      email,
      name: `The ${role}`,
      state: 'active',
      at: new Date(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    await accounts.grant(scope, added.value.id, {
      role,
      team: role === 'team-manager' ? (more.team ?? null) : null,
      from: '2026-01-01' as IsoDate,
      until: null,
      givenBy: null,
      at: new Date(),
    })
    return added.value.id
  })
  return {
    account,
    organisation: service.organisation.id,
    name: `The ${role}`,
    grants: [{ role, team: more.team ?? null }],
    worker: more.worker ?? null,
  }
}

describe('what a person is shown', () => {
  it('a team manager’s team page shows the very figures that the head of service sees', async () => {
    const whole = await service.council.service(asked)
    const manager = await someone('team-manager', { team })
    const address = whole?.teams.find(({ id }) => id === team)?.address ?? ''
    const mine = await service.council.as(manager).team(asked, address)
    const all = await service.council.team(asked, address)
    expect(mine?.workers).toEqual(all?.workers)
    expect(mine?.waiting).toEqual(all?.waiting)
    const other = whole?.teams.find(({ id }) => id === elsewhere)?.address ?? ''
    expect((await watch.may(manager, 'team.view', asked, 'team', other))?.allowed).toBe(false)
    expect((await service.council.as(manager).team(asked, other))?.workers).toEqual([])
  })

  it('a social worker’s page shows the same as their manager’s, and their list only their own', async () => {
    const whole = await service.council.service(asked)
    const address = whole?.workers.find(({ id }) => id === worker)?.address ?? ''
    const own = service.council.as(await someone('social-worker', { worker }))
    const seen = await own.worker(asked, address)
    expect(seen?.cases).toEqual((await service.council.worker(asked, address))?.cases)
    const list = await own.cases(asked, {})
    expect(list?.total).toBe(seen?.cases.length)
    expect(list?.total).toBeGreaterThan(0)
    const child = list?.rows[0]?.address ?? ''
    const theirs = await own.case(asked, child)
    const full = await service.council.case(asked, child)
    expect(theirs?.case).toEqual(full?.case)
    expect(theirs?.rows).toEqual(full?.rows)
    expect(theirs?.findings).toEqual(full?.findings)
    expect(theirs?.history).toEqual(full?.history)
  })

  it('whoever sees no record gets totals and nothing else', async () => {
    const party = service.council.as(await someone('agreement-party'))
    expect((await party.cases(asked, {}))?.total).toBe(0)
    expect((await party.service(asked))?.workers).toEqual([])
    const [totals] = await party.totals(service.organisation)
    expect(totals?.workers).toBe((await service.council.service(asked))?.totals.workers)
  })
})

describe('a restricted record', () => {
  it('names nobody, keeps every figure, opens for a reason, and tells the auditor and the worker', async () => {
    const head = await someone('service-manager')
    const before = await service.council.as(head).service(asked)
    const cases = await service.council.cases(asked, { holder: 'worker' })
    const secret = cases?.rows[0]
    if (!secret) throw new Error('No case')
    const may = () => watch.may(head, 'case.view', asked, 'case', secret.address)
    expect(await may()).toEqual({ allowed: true })

    expect((await watch.restrict(head, asked, secret.address, [])).ok).toBe(true)
    expect(await may()).toEqual({ allowed: false, why: 'restricted' })
    const council = service.council.as(head)
    expect((await council.service(asked))?.totals).toEqual(before?.totals)
    const everything = JSON.stringify([
      await council.cases(asked, {}),
      await council.worker(asked, secret.workerAddress ?? ''),
      await council.workload(asked).then((all) => all && { ...all, findings: [] }),
    ])
    expect(everything).toContain(`"${caseloads.RESTRICTED} `)
    expect(everything).not.toContain(`"${secret.child}"`)
    expect((await council.cases(asked, { search: secret.child }))?.total).toBe(0)

    const short = await watch.open(head, asked, secret.address, 'because')
    expect(short.ok).toBe(false)
    const reason = 'Strategy discussion at two, the worker is off sick'
    expect((await watch.open(head, asked, secret.address, reason)).ok).toBe(true)
    expect(await may()).toEqual({ allowed: true })
    expect((await council.case(asked, secret.address))?.facts.child).toBe(secret.child)
    const [opening] = await watch.openings(service.organisation)
    expect(opening).toMatchObject({ by: head.name, reason, record: secret.address, seen: false })
    const auditor = await someone('auditor')
    await watch.seen(auditor, service.organisation, opening?.id ?? '')
    expect((await watch.openings(service.organisation))[0]?.seen).toBe(true)

    const other = await someone('service-manager')
    expect(await watch.may(other, 'case.view', asked, 'case', secret.address)).toEqual({
      allowed: false,
      why: 'restricted',
    })
    await watch.restrict(head, asked, secret.address, null)
    expect(await watch.may(other, 'case.view', asked, 'case', secret.address)).toEqual({
      allowed: true,
    })
  })
})

describe('who has looked', () => {
  it('is told to whom it concerns, by name, the newest first', async () => {
    const whole = await service.council.service(asked)
    const address = whole?.workers.find(({ id }) => id === worker)?.address ?? ''
    const manager = await someone('team-manager', { team })
    await watch.looked(manager, service.organisation, 'worker', address)
    const looks = await watch.looks(service.organisation, address)
    expect(looks).toHaveLength(1)
    expect(looks[0]).toMatchObject({ by: manager.name, what: 'worker.looked-at' })
  })
})
