import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aReallocation } from '../../../test/seeds/handovers.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { defaultAgreement, termsOf, type Agreement } from '../../core/agreement/index.ts'
import { addWorkingDays } from '../../core/calendar/index.ts'
import type { ChildId, WeighedWorker, Workload } from '../../core/model/index.ts'
import type { AccountRole, Person } from '../../core/rights/index.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import {
  accounts,
  audit,
  handovers,
  restrictions,
  type OrganisationId,
  type Reference,
} from '../../store/index.ts'
import type { Council, HandoverStep, HandoverView, NewStep } from '../index.ts'

const annexA = readFileSync(
  fileURLToPath(new URL('../../../test/samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const MONDAY = '2024-02-05' as IsoDate
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
].join('\r\n')

let today: IsoDate
let service: TestService
let petra: WeighedWorker
let eugene: WeighedWorker
let child: ChildId
let id: string

beforeEach(async () => {
  today = MONDAY
  service = await testService({ today: () => today })
  await onDay(MONDAY)
  const workload = await weighed()
  petra = named(workload, 'Petra Wills')
  eugene = named(workload, 'Eugene Swift')
  const held = workload.cases.find(
    ({ holder }) => holder.kind === 'worker' && holder.worker === petra.id,
  )
  if (!held) throw new Error('Petra holds nothing')
  child = held.child
  id = await aReallocation(service, { children: [child], from: petra, to: eugene, on: MONDAY })
})
afterEach(() => service.close())

async function onDay(on: IsoDate, files: Record<string, string> = {}): Promise<void> {
  const brought = await service.bring({ 'annex.xlsx': annexA, 'people.csv': people, ...files }, on)
  expect(brought.state).toBe('checked')
  expect(await service.council.imports.accept(service.organisation, brought.id)).toMatchObject({
    ok: true,
  })
}

const weighed = async (): Promise<Workload> => {
  const workload = await service.council.workload({ organisation: service.organisation })
  if (!workload) throw new Error('Nothing is in force')
  return workload
}
const named = (workload: Workload, name: string): WeighedWorker =>
  workload.workers.find((one) => one.name === name) as WeighedWorker

const view = async (council: Council = service.council): Promise<HandoverView> => {
  const found = await council.handovers.view(service.organisation, id)
  if (!found) throw new Error('The handover is not here')
  return found
}

const someone = (role: AccountRole, more: Partial<Person> = {}): Promise<Person> =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) => {
    const name = more.name ?? role
    const added = await accounts.add(scope, {
      email: `${name.replaceAll(' ', '.').toLowerCase()}@moreton.example`,
      name,
      state: 'active',
      worker: more.worker ?? null,
      at: new Date(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    const { id: account } = added.value
    const { id: organisation } = service.organisation
    const grants = [{ role, team: null }]
    return { account, organisation, name, worker: null, grants, ...more }
  })
const as = async (role: AccountRole, more: Partial<Person> = {}): Promise<Council> =>
  service.council.as(await someone(role, more))
const petraHerself = () => as('social-worker', { name: 'Petra Wills', worker: petra.id })
const eugeneHimself = () => as('social-worker', { name: 'Eugene Swift', worker: eugene.id })
const herManager = () =>
  as('team-manager', {
    name: 'Ruth Adeyemi',
    grants: [{ role: 'team-manager', team: petra.team }],
  })

const step = (of: HandoverStep, more: Partial<NewStep> = {}): NewStep => ({
  step: of,
  on: today,
  words: 'As said at the meeting.',
  details: { present: 'Petra Wills, Eugene Swift', how: 'by-both' },
  ...more,
})
const record = (council: Council, of: HandoverStep, more?: Partial<NewStep>) =>
  council.handovers.record(service.organisation, id, step(of, more))

const CONTENT = [
  'meeting',
  'summary',
  'open-risks',
  'statutory-dates',
  'open-tasks',
  'child-told',
  'family-told',
] as const

async function whole(council: Council): Promise<void> {
  for (const one of CONTENT) expect(await record(council, one)).toMatchObject({ ok: true })
}

const holderOf = async () => {
  const of = (await weighed()).cases.find((one) => one.child === child)
  return of?.holder.kind === 'worker' ? of.holder.worker : null
}

const noted = () =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) =>
    (await audit.list(scope, { from: 0, count: 200 })).entries
      .map(({ what }) => what)
      .filter((what) => what.startsWith('handover.'))
      .reverse(),
  )

describe('a handover as a gate', () => {
  it('keeps the case and its weight with the one who hands over until the last signature, then moves them', async () => {
    const before = await weighed()
    const manager = await herManager()
    const outgoing = await petraHerself()
    const incoming = await eugeneHimself()
    expect(await view()).toMatchObject({
      state: 'upcoming',
      accountable: 'outgoing',
      openedOn: MONDAY,
      due: addWorkingDays(MONDAY, 10),
      from: { name: 'Petra Wills' },
      to: { name: 'Eugene Swift' },
    })

    await whole(manager)
    expect(await holderOf()).toBe(petra.id)
    expect(await record(outgoing, 'outgoing-signed')).toMatchObject({ ok: true })
    expect(await record(incoming, 'incoming-signed')).toMatchObject({ ok: true })
    const almost = await view()
    expect(almost).toMatchObject({ state: 'in-progress', missing: ['manager-signed'] })
    expect(await holderOf()).toBe(petra.id)
    const overlap = 2 * before.agreement.grainsPerUnit
    const during = await weighed()
    expect(named(during, 'Petra Wills').demand).toBe(petra.demand + overlap)
    expect(named(during, 'Eugene Swift').demand).toBe(eugene.demand + overlap)

    expect(await record(manager, 'manager-signed')).toMatchObject({ ok: true })
    expect(await view()).toMatchObject({
      state: 'complete',
      accountable: 'incoming',
      completedOn: today,
      missing: [],
      breaches: [],
    })
    expect(await holderOf()).toBe(eugene.id)
    const after = await weighed()
    expect(named(after, 'Petra Wills').cases).toBe(petra.cases - 1)
    expect(named(after, 'Eugene Swift').cases).toBe(eugene.cases + 1)
    expect(named(after, 'Petra Wills').nonCaseLines).toBeUndefined()
    expect(await noted()).toEqual([
      ...CONTENT.map(() => 'handover.recorded'),
      'handover.signed',
      'handover.signed',
      'handover.signed',
    ])
  })

  it('lets nobody sign before the rest is done, for another, or twice', async () => {
    const manager = await herManager()
    const outgoing = await petraHerself()
    expect((await view(outgoing)).maySign).toEqual([])
    expect(await record(outgoing, 'outgoing-signed')).toMatchObject({ ok: false })
    await whole(manager)
    expect((await view(outgoing)).maySign).toEqual(['outgoing-signed'])
    expect((await view(manager)).maySign).toEqual(['manager-signed'])
    expect((await view()).maySign).toEqual([])
    for (const [who, signature] of [
      [outgoing, 'incoming-signed'],
      [outgoing, 'manager-signed'],
      [manager, 'outgoing-signed'],
      [manager, 'incoming-signed'],
      [service.council, 'manager-signed'],
    ] as const) {
      expect(await record(who, signature)).toMatchObject({ ok: false })
    }
    expect(await record(outgoing, 'outgoing-signed')).toMatchObject({ ok: true })
    expect(await record(outgoing, 'outgoing-signed')).toMatchObject({ ok: false })
    expect((await view()).entries.filter(({ step: of }) => of === 'outgoing-signed')).toHaveLength(
      1,
    )
  })

  it('asks another manager to sign where the manager is one of the two workers', async () => {
    const both = await as('team-manager', {
      name: 'Petra Wills',
      worker: petra.id,
      grants: [{ role: 'team-manager', team: petra.team }],
    })
    await whole(both)
    expect((await view(both)).maySign).toEqual(['outgoing-signed'])
  })

  it('takes a step back that was entered in error, with the signatures over it, and keeps both entries', async () => {
    const manager = await herManager()
    const outgoing = await petraHerself()
    await whole(manager)
    await record(outgoing, 'outgoing-signed')
    const undone = await manager.handovers.undo(service.organisation, id, {
      step: 'child-told',
      words: 'That was another child.',
    })
    expect(undone).toMatchObject({ ok: true })
    const now = await view()
    expect(now.missing).toEqual([
      'child-told',
      'outgoing-signed',
      'incoming-signed',
      'manager-signed',
    ])
    expect(now.entries[0]).toMatchObject({ kind: 'step-undone', step: 'child-told' })
    expect(now.entries).toHaveLength(CONTENT.length + 2)
    expect((await view(outgoing)).maySign).toEqual([])
    await record(manager, 'child-told')
    expect((await view(outgoing)).maySign).toEqual(['outgoing-signed'])
  })

  it('takes no day to come or before the decision, no meeting with nobody there, no empty summary', async () => {
    const manager = await herManager()
    for (const [of, more, code] of [
      ['meeting', { on: addDays(today, 1) }, 'day-to-come'],
      ['meeting', { on: addDays(today, -1) }, 'day-before-decision'],
      ['meeting', { details: {} }, 'present-missing'],
      ['summary', { words: ' ' }, 'words-missing'],
      ['open-risks', { words: 'x'.repeat(4_001) }, 'words-missing'],
      ['child-told', { details: {} }, 'how-missing'],
    ] as const) {
      expect(await record(manager, of, more)).toMatchObject({ ok: false, problem: { code } })
    }
    expect((await view()).entries).toEqual([])
  })

  it('waits for the worker’s answer before anything is handed over', async () => {
    id = await aReallocation(service, {
      children: [child],
      from: petra,
      to: eugene,
      on: MONDAY,
      accepted: false,
    })
    expect(await view()).toMatchObject({ state: 'waits-for-answer', openedOn: null, due: null })
    expect(await record(await herManager(), 'meeting')).toMatchObject({ ok: false })
    expect(await holderOf()).toBe(petra.id)
  })

  it('opens on the day on which silence accepted', async () => {
    id = await aReallocation(service, {
      children: [child],
      from: petra,
      to: eugene,
      on: MONDAY,
      accepted: false,
      more: { answerTerm: { workingDays: 2, managerWorkingDays: 1, silence: 'accepted' } },
    })
    today = addDays(MONDAY, 14)
    expect((await view()).openedOn).toBe(addDays(MONDAY, 3))
  })
})

/** Signed by both parties, to run from today; and a reallocation that was made under it. */
async function underOneThatAsksASecondPerson(): Promise<void> {
  const terms = termsOf(defaultAgreement)
  const [like] = terms.overrides
  if (!like) throw new Error('The starting point asks nobody')
  const agreement: Agreement = {
    ...defaultAgreement,
    id: 'second',
    terms: {
      ...terms,
      overrides: [
        ...terms.overrides.filter(({ what }) => what !== 'emergency-handover'),
        { ...like, id: 'emergency', what: 'emergency-handover', secondPerson: 'service-manager' },
      ],
    },
  }
  const { agreements } = service.council
  const key = `${agreement.id}@${agreement.version}`
  const by = { name: 'R. Bell', party: 'branch' } as const
  const { organisation } = service
  expect(await agreements.add(organisation, agreement, by)).toMatchObject({ ok: true })
  await agreements.propose(organisation, key, { effective: today, revision: 1, by })
  const sha256 = (await agreements.view(organisation, key))?.life?.sha256 ?? ''
  await agreements.sign(organisation, key, { sha256, by })
  const other = { name: 'D. Mercer', party: 'service' } as const
  expect(await agreements.sign(organisation, key, { sha256, by: other })).toMatchObject({
    ok: true,
  })
  id = await aReallocation(service, {
    children: [child],
    from: petra,
    to: eugene,
    on: MONDAY,
    more: { agreement: agreement.id, version: agreement.version },
  })
}

describe('a handover that goes wrong', () => {
  it('is overdue after its days, with the sentences of the clauses it broke, counted for the evidence', async () => {
    today = addDays(MONDAY, 30)
    const late = await view()
    expect(late.state).toBe('overdue')
    expect(late.breaches.map(({ clause }) => clause)).toEqual(['handover.time', 'handover.meeting'])
    expect(late.clauses['handover.time']).toContain('complete within 10 working days')
    const counts = await service.council.handovers.counts(service.organisation)
    expect(counts).toMatchObject({
      opened: null,
      breaches: [
        { clause: 'handover.meeting', count: null },
        { clause: 'handover.time', count: null },
      ],
    })
  })

  it('passes the case on in an emergency once the second person agrees, never by the asker alone', async () => {
    await underOneThatAsksASecondPerson()
    const manager = await herManager()
    const head = await as('service-manager', { name: 'Daniel Mercer' })
    const { organisation } = service
    const asked = { reason: 'sudden-sickness', words: 'Petra went to hospital.' } as const
    expect(await manager.handovers.emergency(organisation, id, asked)).toMatchObject({ ok: true })
    expect(await view(manager)).toMatchObject({
      accountable: 'outgoing',
      emergencyAsked: { reason: 'sudden-sickness', by: 'Ruth Adeyemi' },
      may: { agreeToEmergency: false, emergency: false },
    })
    expect(await holderOf()).toBe(petra.id)
    const waitsFor = async (council: Council) =>
      (await council.reminders.waiting(organisation)).filter(
        ({ what }) => what === 'handover-emergency',
      )
    expect(await waitsFor(manager)).toEqual([])
    expect(await waitsFor(head)).toMatchObject([{ about: id, who: 'Petra Wills to Eugene Swift' }])
    const yes = { agrees: true, words: '' }
    expect(await manager.handovers.answerEmergency(organisation, id, yes)).toMatchObject({
      ok: false,
    })
    expect(await head.handovers.answerEmergency(organisation, id, yes)).toMatchObject({ ok: true })
    expect(await waitsFor(head)).toEqual([])
    const passed = await view()
    expect(passed).toMatchObject({ state: 'overdue', accountable: 'incoming' })
    expect(passed.missing).toHaveLength(10)
    expect(passed.due).toBe(addWorkingDays(today, 5))
    expect(await holderOf()).toBe(eugene.id)
    const overlap = 2 * (await weighed()).agreement.grainsPerUnit
    expect(named(await weighed(), 'Petra Wills').nonCaseLines?.[0]?.hundredths).toBe(
      (overlap / (await weighed()).agreement.grainsPerUnit) * 100,
    )
  })

  it('keeps the case where it is when the second person refuses', async () => {
    await underOneThatAsksASecondPerson()
    const manager = await herManager()
    const head = await as('service-manager', { name: 'Daniel Mercer' })
    const { organisation } = service
    await manager.handovers.emergency(organisation, id, {
      reason: 'safety-of-worker',
      words: 'Threats at the door.',
    })
    const refused = { agrees: false, words: 'She is safe at the office.' }
    expect(await head.handovers.answerEmergency(organisation, id, refused)).toMatchObject({
      ok: true,
    })
    expect(await view()).toMatchObject({ accountable: 'outgoing', emergencyAsked: null })
    expect(await holderOf()).toBe(petra.id)
  })

  it('needs nobody’s word beside the manager’s where the agreement asks for none', async () => {
    const manager = await herManager()
    const asked = { reason: 'court-direction', words: 'The judge asked for it.' } as const
    await manager.handovers.emergency(service.organisation, id, asked)
    expect(await view()).toMatchObject({ accountable: 'incoming', secondPerson: null })
    expect(await holderOf()).toBe(eugene.id)
  })

  it('is complete without the signature of who left, where a manager notes that they have gone after an emergency', async () => {
    const manager = await herManager()
    const { organisation } = service
    await service.council.leavers.note(organisation, (await view()).from.address ?? '', {
      kind: 'leaves',
      noticeOn: MONDAY,
      lastDay: MONDAY,
      backOn: null,
      words: '',
    })
    await whole(manager)
    today = addDays(MONDAY, 1)
    expect(await record(manager, 'outgoing-signed')).toMatchObject({ ok: false })
    await manager.handovers.emergency(organisation, id, {
      reason: 'worker-left-without-notice',
      words: 'Did not come back.',
    })
    const incoming = await eugeneHimself()
    expect(await record(incoming, 'outgoing-signed')).toMatchObject({ ok: false })
    expect(await record(manager, 'outgoing-signed')).toMatchObject({ ok: true })
    expect(
      (await view()).steps.find(({ step: of }) => of === 'outgoing-signed')?.done,
    ).toMatchObject({
      by: 'Ruth Adeyemi',
      details: { absent: true },
    })
    expect(await record(manager, 'manager-signed')).toMatchObject({ ok: true })
    expect((await view()).missing).toEqual(['incoming-signed'])
    expect((await noted()).filter((what) => what === 'handover.cannot-sign')).toHaveLength(1)
  })

  it('is no emergency that a social worker alone may call', async () => {
    const outgoing = await petraHerself()
    expect(
      await outgoing.handovers.emergency(service.organisation, id, {
        reason: 'sudden-sickness',
        words: 'I am ill.',
      }),
    ).toMatchObject({ ok: false })
  })

  it('breaks the clause on meetings when a person notes that the case moved by message alone', async () => {
    const incoming = await eugeneHimself()
    const moved = { on: today, words: 'An e-mail on Monday said that the case is mine.' }
    expect(await incoming.handovers.noteMoved(service.organisation, id, moved)).toMatchObject({
      ok: true,
    })
    expect((await view()).breaches).toEqual([
      { clause: 'handover.meeting', what: 'by-message', on: today },
    ])
    await record(incoming, 'meeting')
    expect((await view()).breaches).toHaveLength(0)
  })

  it('notes by itself, once, that the files show the receiver before there was a meeting', async () => {
    id = await aReallocation(service, {
      children: [child],
      from: eugene,
      to: petra,
      on: MONDAY,
    })
    today = addDays(MONDAY, 2)
    await onDay(today)
    await service.council.handovers.follow(service.organisation)
    await service.council.handovers.follow(service.organisation)
    const seen = await view()
    expect(seen.entries).toMatchObject([{ kind: 'moved-by-message', by: 'Fairload', on: today }])
    expect(seen.breaches).toEqual([{ clause: 'handover.meeting', what: 'by-message', on: today }])
    expect(await holderOf()).toBe(eugene.id)
  })

  it('has no receiver once the one who was to take the case over has left', async () => {
    await service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) => {
      await handovers.noteLeaving(scope, {
        worker: eugene.id,
        reference: (await view()).to.address as Reference,
        team: eugene.team,
        kind: 'leaves',
        noticeOn: MONDAY,
        lastDay: addDays(MONDAY, 7),
        backOn: null,
        words: '',
        at: new Date(),
        account: null,
        by: 'Ruth Adeyemi',
      })
    })
    today = addDays(MONDAY, 7)
    expect((await view()).state).toBe('upcoming')
    today = addDays(MONDAY, 8)
    expect(await view()).toMatchObject({ state: 'without-receiver', accountable: 'outgoing' })
  })
})

describe('who sees a handover', () => {
  it('both workers, managers of both teams and the service; nobody else finds it', async () => {
    const theirs = [
      await petraHerself(),
      await eugeneHimself(),
      await herManager(),
      await as('team-manager', {
        name: 'Sam Reed',
        grants: [{ role: 'team-manager', team: eugene.team }],
      }),
      await as('service-manager', { name: 'Daniel Mercer' }),
    ]
    for (const council of theirs) {
      expect((await council.handovers.list(service.organisation)).rows).toHaveLength(1)
      expect(await view(council)).toMatchObject({ id })
    }
    const others = [
      await as('social-worker', { name: 'Jo Lin', worker: 'name:somebody else' as never }),
      await as('team-manager', {
        name: 'Ada Voss',
        grants: [{ role: 'team-manager', team: 'another team' as never }],
      }),
      await as('auditor', { name: 'Ivy Holt' }),
    ]
    for (const council of others) {
      expect((await council.handovers.list(service.organisation)).rows).toEqual([])
      expect(await council.handovers.view(service.organisation, id)).toBeNull()
      expect(await record(council, 'meeting')).toMatchObject({
        ok: false,
        problem: { code: 'not-found' },
      })
    }
  })

  it('lists those of one worker, one case and one team with those beneath it', async () => {
    const { handovers } = service.council
    const { organisation } = service
    const { from, to, children } = await view()
    const listed = async (of: Parameters<typeof handovers.list>[1]) =>
      (await handovers.list(organisation, of)).rows.length
    expect(await listed({ worker: from.address ?? '' })).toBe(1)
    expect(await listed({ worker: to.address ?? '' })).toBe(1)
    expect(await listed({ case: children[0]?.address ?? '' })).toBe(1)
    expect(await listed({ team: from.team?.address ?? '' })).toBe(1)
    expect(await listed({ worker: children[0]?.address ?? '' })).toBe(0)
    const whole = await service.council.service({ organisation })
    const other = whole?.teams.find(
      (team) => ![petra.team, eugene.team].includes(team.id) && team.parent === null,
    )
    expect(await listed({ team: other?.address ?? '' })).toBe(0)
  })

  it('closes the handover of a restricted record to everybody who is not named', async () => {
    const manager = await herManager()
    const named = await someone('team-manager', {
      name: 'Sam Reed',
      grants: [{ role: 'team-manager', team: petra.team }],
    })
    await service.store.inOrganisation(service.organisation.id as OrganisationId, (scope) =>
      restrictions.restrict(scope, child, {
        names: [named.account],
        by: named.account,
        at: new Date(),
      }),
    )
    expect(await manager.handovers.view(service.organisation, id)).toBeNull()
    expect(await record(manager, 'meeting')).toMatchObject({ ok: false })
    const [row] = (await manager.handovers.list(service.organisation)).rows
    expect(row?.children).toMatchObject([{ child: null }])
    expect(await view(service.council.as(named))).toMatchObject({ id })
  })
})

describe('a leaver', () => {
  const NOTICE = {
    kind: 'leaves',
    noticeOn: MONDAY,
    lastDay: addDays(MONDAY, 28),
    backOn: null,
    words: 'A post in another county.',
  } as const
  const asked = () => ({ organisation: service.organisation })
  const petraAt = async () => (await view()).from.address ?? ''
  const manager = () => as('service-manager', { name: 'Daniel Mercer' })

  it('is listed from the day of the notice, with the cases that have no decision', async () => {
    const { leavers } = await manager()
    expect((await leavers.list(asked()))?.rows).toEqual([])
    expect(await leavers.note(service.organisation, await petraAt(), NOTICE)).toMatchObject({
      ok: true,
    })
    const [row] = (await leavers.list(asked()))?.rows ?? []
    expect(row).toMatchObject({
      name: 'Petra Wills',
      going: { kind: 'leaves', lastDay: NOTICE.lastDay, by: 'notice' },
      cases: petra.cases,
      without: petra.cases - 1,
    })
    const one = await leavers.view(asked(), await petraAt())
    expect(one?.cases.filter(({ decided }) => decided !== null)).toHaveLength(1)
    expect(one?.notices).toMatchObject([{ by: 'Daniel Mercer', words: NOTICE.words }])

    await leavers.withdraw(service.organisation, await petraAt(), one?.notices[0]?.id ?? '')
    expect((await leavers.list(asked()))?.rows).toEqual([])
  })

  it('has a whole caseload placed with others and, decided in one go, handed over case by case', async () => {
    const council = await manager()
    const { leavers, decisions } = council
    await leavers.note(service.organisation, await petraAt(), NOTICE)
    const plan = await leavers.plan(asked(), await petraAt(), 'service')
    const placed = plan?.proposed.flatMap(({ children }) => children.map(({ name }) => name)) ?? []
    expect(placed).toHaveLength(petra.cases - 1)
    expect(plan?.nobody).toEqual([])
    expect(plan?.proposed.map(({ to }) => to.name)).not.toContain('Petra Wills')
    const load = plan?.receivers.map(({ after, before }) => after.load - before.load) ?? []
    expect(load.every((more) => more > 0)).toBe(true)

    const ended = await decisions.makeMany(
      service.organisation,
      (plan?.proposed ?? []).map(({ child: of, to }) => ({ child: of, to: to.address })),
      { reach: 'service', overrideReason: 'other', changeReason: 'LEFTRL', words: 'Petra leaves.' },
    )
    expect(ended.every(({ problem }) => problem === null)).toBe(true)
    const [row] = (await leavers.list(asked()))?.rows ?? []
    expect(row).toMatchObject({ cases: petra.cases, without: 0 })
    expect((await leavers.plan(asked(), await petraAt(), 'service'))?.proposed).toEqual([])
    const upcoming = (await council.handovers.list(service.organisation)).rows
    expect(upcoming).toHaveLength(1 + ended.length)
    expect(upcoming.filter(({ state }) => state === 'waits-for-answer')).toHaveLength(ended.length)
  })

  it('is noted by day and not backwards', async () => {
    const { leavers } = await manager()
    const at = await petraAt()
    for (const [wrong, code] of [
      [{ lastDay: addDays(MONDAY, -1) }, 'last-day-before-notice'],
      [{ noticeOn: addDays(MONDAY, 1) }, 'notice-to-come'],
      [{ backOn: NOTICE.lastDay }, 'back-before-going'],
      [{ words: 'x'.repeat(4_001) }, 'words-too-long'],
    ] as const) {
      expect(await leavers.note(service.organisation, at, { ...NOTICE, ...wrong })).toMatchObject({
        ok: false,
        problem: { code },
      })
    }
    expect(await leavers.note(service.organisation, 'nobody', NOTICE)).toMatchObject({
      ok: false,
      problem: { code: 'not-found' },
    })
  })

  it('is seen by managers of their own team and of the service', async () => {
    await service.council.leavers.note(service.organisation, await petraAt(), NOTICE)
    const other = await as('team-manager', {
      name: 'Sam Reed',
      grants: [{ role: 'team-manager', team: eugene.team }],
    })
    expect((await (await herManager()).leavers.list(asked()))?.rows).toHaveLength(1)
    expect((await other.leavers.list(asked()))?.rows).toEqual([])
    expect(await other.leavers.note(service.organisation, await petraAt(), NOTICE)).toMatchObject({
      ok: false,
    })
  })
})
