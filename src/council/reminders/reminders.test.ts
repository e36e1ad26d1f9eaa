import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testMail, type TestMail, type Trouble } from '../../../test/seeds/mail.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { defaultAgreement } from '../../core/agreement/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { AccountRole, Person } from '../../core/rights/index.ts'
import { demonstrationFiles } from '../../intake/simulate/index.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { mailer } from '../../render/index.ts'
import { accounts, type OrganisationId } from '../../store/index.ts'
import { sendDigests, watchDoor, type Council } from '../index.ts'

let service: TestService
/** A Wednesday without a bank holiday near it. */
let today = '2026-10-07' as IsoDate
let files: Map<string, Uint8Array>
let asked: { organisation: TestService['organisation'] }
let head: Person
let decided: { id: string; worker: Person }

beforeAll(async () => {
  service = await testService({ today: () => today, propose: null })
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  files = day.files
  const { id } = await service.bring(Object.fromEntries(files), day.on)
  await service.council.imports.accept(service.organisation, id)
  asked = { organisation: service.organisation }
  head = await someone('service-manager')
  decided = await aDecision()
}, 60_000)
afterAll(() => service?.close())

const inside = <T>(work: Parameters<typeof service.store.inOrganisation<T>>[1]): Promise<T> =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, work)

let made = 0
async function someone(
  role: AccountRole,
  of: { team?: TeamId; worker?: WorkerId } = {},
): Promise<Person> {
  made += 1
  const account = await inside(async (scope) => {
    const added = await accounts.add(scope, {
      email: `${role}-${made}@moreton.example`,
      name: `The ${role} ${made}`,
      state: 'active',
      worker: of.worker ?? null,
      at: new Date('2026-01-01T00:00:00Z'),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    await accounts.grant(scope, added.value.id, {
      role,
      team: of.team ?? null,
      from: '2026-01-01' as IsoDate,
      until: null,
      givenBy: null,
      at: new Date('2026-01-01T00:00:00Z'),
    })
    return added.value.id
  })
  return {
    account,
    organisation: service.organisation.id,
    name: `The ${role} ${made}`,
    grants: [{ role, team: of.team ?? null }],
    worker: of.worker ?? null,
  }
}

const as = (person: Person): Council => service.council.as(person)
const waits = async (person: Person): Promise<string[]> =>
  (await as(person).reminders.waiting(service.organisation)).map(
    ({ what, due, late }) => `${what} ${due ?? '–'}${late ? ' late' : ''}`,
  )

const asWorker = new Set<string>()

/** A child with no worker, decided on by the head: a worker who was not asked yet is. */
async function aDecision(): Promise<{ id: string; worker: Person }> {
  const queue = await as(head).decisions.queue(asked)
  for (const { address } of queue?.rows ?? []) {
    const list = await as(head).shortlist(asked, address, 'team')
    const safe = list?.candidates.find(
      (one) => one.equal && !one.overHard && !asWorker.has(one.address),
    )
    if (!safe || list?.cases.length !== 1) continue
    const to = safe.address
    asWorker.add(to)
    const done = await as(head).decisions.make(service.organisation, address, {
      to,
      reach: 'team',
      overrideReason: null,
      changeReason: null,
      words: '',
    })
    const view = await as(head).worker(asked, to)
    if (!done.ok || !view) throw new Error('It was not decided')
    const worker = await someone('social-worker', { worker: view.worker.id })
    return { id: done.value.id, worker }
  }
  throw new Error('Nobody can take a child safely')
}

describe('what waits for somebody', () => {
  it('is the worker’s answer, then their manager’s, and nobody else’s', async () => {
    const { id, worker } = decided
    const due = addDays(today, 2)
    expect(await waits(worker)).toEqual([`decision-answer ${due}`])
    expect(await waits(head)).toEqual([])
    expect(await waits(await someone('social-worker'))).toEqual([])
    expect(await waits(await someone('administrator'))).toEqual([])

    const other = await aDecision()
    await as(other.worker).decisions.answer(service.organisation, other.id, {
      answer: 'not-safe',
      reason: 'too-much-already',
      words: 'I have three in court this week.',
    })
    expect(await waits(other.worker)).toEqual([])
    expect(await waits(head)).toEqual([expect.stringMatching(/^decision-respond 2026-10-\d\d$/)])
    await as(head).decisions.respond(service.organisation, other.id, {
      answer: 'withdrawn',
      words: 'I will ask another.',
    })
    expect(await waits(head)).toEqual([])
    expect((await as(worker).decisions.view(service.organisation, id))?.may.answer).toBe(true)
  })

  it('is a query, until it is answered, for a manager of that worker', async () => {
    const view = await as(head).service(asked)
    const of = view?.workers.find(({ id }) => id === decided.worker.worker)
    if (!of?.team) throw new Error('No team')
    const manager = await someone('team-manager', { team: of.team })
    const parents = new Set(view?.teams.flatMap(({ parent }) => parent ?? []))
    const elsewhere = view?.teams.find(({ id }) => id !== of.team && !parents.has(id))?.id
    const other = await someone('team-manager', elsewhere ? { team: elsewhere } : {})
    await as(decided.worker).queries.ask(
      service.organisation,
      { about: 'worker', address: of.address },
      { what: 'capacity', clause: null, words: 'I work 30 hours.', evidence: '', by: 'A. O.' },
    )
    expect(await waits(manager)).toEqual(['query –'])
    expect(await waits(other)).toEqual([])
    const [query] = await as(manager).queries.list(service.organisation)
    await as(manager).queries.answer(service.organisation, query?.id ?? '', {
      outcome: 'stands',
      words: 'The contract says so.',
      by: 'M.',
    })
    expect(await waits(manager)).toEqual([])
    await inside((scope) => accounts.change(scope, manager.account, { state: 'disabled' }))
  })

  it('is a proposed agreement, until one’s own party has signed it', async () => {
    const party = await someone('agreement-party')
    const { agreements } = service.council
    const by = { name: 'R. Bell', party: 'branch' } as const
    const key = 'ours@1'
    await agreements.add(
      service.organisation,
      { ...defaultAgreement, id: 'ours', version: '1' },
      by,
    )
    const effective = addDays(today, 20)
    await agreements.propose(service.organisation, key, { effective, revision: 1, by })
    expect(await waits(party)).toEqual([`agreement ${effective}`])
    expect(await waits(head)).toEqual([`agreement ${effective}`])
    const sha256 = (await agreements.view(service.organisation, key))?.life?.sha256 ?? ''
    await agreements.sign(service.organisation, key, { sha256, by })
    expect(await waits(party)).toEqual([])
    expect(await waits(head)).toEqual([`agreement ${effective}`])
    await agreements.withdraw(service.organisation, key, { reason: 'A slip in a weight.', by })
    expect(await waits(head)).toEqual([])
  })

  it('is an import that was read, and a restricted record that was opened', async () => {
    const officer = await someone('data-officer')
    const { id } = await service.bring(Object.fromEntries(files), '2026-10-06')
    expect(await waits(officer)).toEqual(['import –'])
    await service.council.imports.refuse(service.organisation, id)
    expect(await waits(officer)).toEqual([])

    const auditor = await someone('auditor')
    const watch = watchDoor({ store: service.store, now: () => new Date() })
    const [row] = (await as(head).cases(asked, {}))?.rows ?? []
    await watch.restrict(head, asked, row?.address ?? '', [])
    await watch.open(head, asked, row?.address ?? '', 'Strategy meeting at two o’clock')
    expect(await waits(auditor)).toEqual(['opening –'])
    const [opening] = await watch.openings(service.organisation)
    await watch.seen(auditor, service.organisation, opening?.id ?? '')
    expect(await waits(auditor)).toEqual([])
    await watch.restrict(head, asked, row?.address ?? '', null)
  })
})

describe('a calendar feed', () => {
  const read = (secret: string) => service.council.reminders.calendar(service.organisation, secret)

  it('shows what waits at the moment of asking, and tells what ended under the same name', async () => {
    const { worker } = decided
    const secret = await as(worker).reminders.makeFeed(service.organisation)
    expect(secret).toMatch(/^[\w-]{43}$/)
    const first = await read(secret)
    expect(first).toMatchObject([
      { what: 'decision-answer', on: addDays(today, 2), sequence: 0, cancelled: false },
    ])
    expect(await read(secret)).toEqual(first)
    expect(JSON.stringify(first)).not.toContain(decided.id)

    await as(worker).decisions.answer(service.organisation, decided.id, {
      answer: 'not-safe',
      reason: 'too-much-already',
      words: 'Not this week.',
    })
    const ended = await read(secret)
    expect(ended).toMatchObject([{ id: first?.[0]?.id, sequence: 1, cancelled: true }])
    expect(await read(secret)).toEqual(ended)
    expect((await as(worker).reminders.choices(service.organisation)).feed?.lastReadAt).toBeTruthy()
  })

  it('is read by nobody without its secret, and by nobody once it was ended or made anew', async () => {
    const { reminders } = as(decided.worker)
    const first = await reminders.makeFeed(service.organisation)
    const second = await reminders.makeFeed(service.organisation)
    expect(await read(first)).toBeNull()
    expect(await read(second)).not.toBeNull()
    expect(await read('x'.repeat(43))).toBeNull()
    expect(await read('')).toBeNull()
    await reminders.endFeed(service.organisation)
    expect(await read(second)).toBeNull()
    expect((await reminders.choices(service.organisation)).feed).toBeNull()
  })

  it('ends with the sign-in of the person', async () => {
    const leaver = await someone('social-worker')
    const secret = await as(leaver).reminders.makeFeed(service.organisation)
    expect(await read(secret)).toEqual([])
    await inside((scope) => accounts.change(scope, leaver.account, { state: 'disabled' }))
    expect(await read(secret)).toBeNull()
  })
})

describe('the mail of the day', () => {
  let mail: TestMail
  let trouble: Trouble = {}
  const told: string[] = []
  /** On the Thursday, by England's clocks, an hour ahead of Greenwich. */
  const send = (at: string, server = mail.server) =>
    sendDigests({
      store: service.store,
      now: () => new Date(at),
      council: service.council,
      mailer: mailer(server),
      from: 'Fairload <fairload@moreton.example>',
      origin: 'https://fairload.moreton.example',
      onTrouble: (outcome, code) => void told.push(`${outcome} ${code}`),
    })
  const to = (): string[] => mail.received.flatMap((one) => one.to).sort()

  beforeAll(async () => {
    mail = await testMail({ trouble: () => trouble })
    today = '2026-10-08' as IsoDate
  })
  afterAll(() => mail?.close())

  it('waits for half past seven, and for a working day', async () => {
    await send('2026-10-08T06:29:00Z')
    await send('2026-10-10T09:00:00Z')
    await send('2026-12-25T09:00:00Z')
    await send('2026-10-08T17:00:00Z')
    expect(mail.received).toEqual([])
  })

  it('is tried again while the server is down, and goes once to whom something is due', async () => {
    await send('2026-10-08T06:30:00Z', { ...mail.server, port: 1 })
    expect(told).toEqual(['again ESOCKET'])
    await send('2026-10-08T06:31:00Z')
    expect(mail.received).toEqual([])
    await Promise.all([send('2026-10-08T06:41:00Z'), send('2026-10-08T06:41:00Z')])
    await send('2026-10-08T12:00:00Z')
    expect(to()).toEqual([await emailOf(head)])
    const [{ text } = { text: '' }] = mail.received
    expect(text).toContain('Subject: Fairload: 1 thing waits for you')
    expect(text).toContain('https://fairload.moreton.example/own/home')
    expect(text).toContain('https://fairload.moreton.example/own/sign-ins/reminders')
  })

  it('holds no id and no name of a child, a worker, a team or a person', async () => {
    const text = mail.received.map((one) => one.text).join('\n')
    const workload = await service.council.workload(asked)
    const secrets = [
      ...(workload?.cases.map(({ child }) => child) ?? []),
      ...(workload?.workers.flatMap(({ id, name }) => [id, name]) ?? []),
      ...(workload?.teams.map(({ name }) => name) ?? []),
      ...(await inside((scope) => accounts.list(scope))).map(({ name }) => name),
    ].filter((each) => each.length > 3)
    expect(secrets.length).toBeGreaterThan(500)
    expect(secrets.filter((each) => text.includes(each))).toEqual([])
    expect(text).not.toContain(decided.id)
  })

  it('may have gone where the line broke over it, so it does not go again', async () => {
    today = '2026-10-09' as IsoDate
    trouble = { message: 'breaks' }
    await send('2026-10-09T07:00:00Z')
    expect(told.at(-1)).toMatch(/^unknown /)
    trouble = {}
    await send('2026-10-09T08:00:00Z')
    expect(mail.received).toHaveLength(1)
  })

  it('is given up for the day where the server refuses the address', async () => {
    today = '2026-10-12' as IsoDate
    trouble = { recipient: { code: 550 } }
    await send('2026-10-12T07:00:00Z')
    expect(told.at(-1)).toBe('refused 550')
    trouble = {}
    await send('2026-10-12T08:00:00Z')
    expect(mail.received).toHaveLength(1)
  })

  it('goes to nobody who turned it off, and again to who turned it on', async () => {
    today = '2026-10-13' as IsoDate
    await as(head).reminders.turnMail(service.organisation, false)
    await send('2026-10-13T07:00:00Z')
    expect(mail.received).toHaveLength(1)
    await as(head).reminders.turnMail(service.organisation, true)
    await send('2026-10-13T07:01:00Z')
    expect(mail.received).toHaveLength(2)
    expect(mail.received[1]?.text).toContain('1 late')
  })

  async function emailOf({ account }: Person): Promise<string> {
    return (await inside((scope) => accounts.get(scope, account)))?.email ?? ''
  }
})
