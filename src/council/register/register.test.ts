import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unzip, zip } from '../../../test/samples/zip.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { defaultAgreement, type Agreement } from '../../core/agreement/index.ts'
import type { AccountRole, Person } from '../../core/rights/index.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { accounts, audit, type OrganisationId } from '../../store/index.ts'
import type { Council, RegisterEntry } from '../index.ts'

const annexA = readFileSync(
  fileURLToPath(new URL('../../../test/samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const MONDAY = '2024-02-05' as IsoDate
const weeks = (n: number): IsoDate => addDays(MONDAY, 7 * n)

/** Petra’s two children in so few hours are far over the line, in full hours far under it. */
const OVER = '0.1'
const UNDER = '1'
const UNKNOWN = ''

let today: IsoDate
let service: TestService

beforeEach(async () => {
  today = weeks(4)
  service = await testService({ today: () => today })
})
afterEach(() => service.close())

/** Petra’s children in another’s name, and her in no list. */
async function withoutPetra(): Promise<Buffer> {
  return zip(
    (await unzip(annexA)).map(({ name, data }) =>
      name === 'xl/sharedStrings.xml'
        ? { name, data: data.toString().replace('Petra Wills', 'Eugene Swift') }
        : { name, data },
    ),
  )
}

/** Accepts an import of a day on which Petra has these hours; null where she is in the files no more. */
async function onDay(
  on: IsoDate,
  fte: string | null,
  council: Council = service.council,
): Promise<string> {
  const people = [
    'Name,Social Work England number,Team,FTE,Role,Contract',
    ...(fte === null
      ? []
      : [`Petra Wills,SW1000001,Locality 4 Unit 1,${fte},Social worker,Permanent`]),
    'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
  ].join('\r\n')
  const annex = fte === null ? await withoutPetra() : annexA
  const { id, state } = await service.bring({ 'annex.xlsx': annex, 'people.csv': people }, on)
  expect(state).toBe('checked')
  expect(await council.imports.accept(service.organisation, id)).toMatchObject({ ok: true })
  return id
}

const rows = async (council: Council = service.council) =>
  (await council.register.list(service.organisation)).rows

async function only(council: Council = service.council): Promise<RegisterEntry> {
  const [row, ...others] = await rows(council)
  expect(others).toEqual([])
  const entry = row && (await council.register.entry(service.organisation, row.id))
  if (!entry) throw new Error('There is no entry')
  return entry
}

const noted = () =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) =>
    (await audit.list(scope, { from: 0, count: 200 })).entries
      .filter(({ what }) => what.startsWith('register.'))
      .map(({ what, details }) => ({ what, details }))
      .reverse(),
  )

/** Petra over the line on three days within five weeks. */
async function sustained(): Promise<string> {
  await onDay(weeks(0), OVER)
  await onDay(weeks(2), OVER)
  expect(await rows()).toEqual([])
  return onDay(weeks(4), OVER)
}

/** Signed by both parties, to run from today. */
async function signed(agreement: Agreement): Promise<void> {
  const { agreements } = service.council
  const key = `${agreement.id}@${agreement.version}`
  const by = { name: 'R. Bell', party: 'branch' } as const
  expect((await agreements.add(service.organisation, agreement, by)).ok).toBe(true)
  await agreements.propose(service.organisation, key, { effective: today, revision: 1, by })
  const sha256 = (await agreements.view(service.organisation, key))?.life?.sha256 ?? ''
  await agreements.sign(service.organisation, key, { sha256, by })
  const other = { name: 'D. Mercer', party: 'service' } as const
  const done = await agreements.sign(service.organisation, key, { sha256, by: other })
  expect(done).toMatchObject({ ok: true })
}

const someone = (role: AccountRole, more: Partial<Person> = {}): Promise<Person> =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) => {
    const added = await accounts.add(scope, {
      email: `${role}-${(more.name ?? '').replaceAll(' ', '.').toLowerCase()}@moreton.example`,
      name: more.name ?? role,
      state: 'active',
      worker: more.worker ?? null,
      at: new Date(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    const grants = more.grants ?? [{ role, team: null }]
    for (const { team } of grants) {
      await accounts.grant(scope, added.value.id, {
        role,
        team,
        from: weeks(0),
        until: null,
        givenBy: null,
        at: new Date(),
      })
    }
    return {
      account: added.value.id,
      organisation: service.organisation.id,
      name: role,
      worker: null,
      ...more,
      grants,
    }
  })

const places = async () => {
  const workload = await service.council.workload({ organisation: service.organisation })
  const petra = workload?.workers.find(({ name }) => name === 'Petra Wills')
  const eugene = workload?.workers.find(({ name }) => name === 'Eugene Swift')
  if (!petra?.team || !eugene?.team) throw new Error('Nobody is in a team')
  return { petra, eugene, petraTeam: petra.team, eugeneTeam: eugene.team }
}

const done = {
  rung: 0,
  action: 'moved-work',
  words: 'Both children go to Eugene on Monday.',
  outcome: 'falls-under',
} as const

describe('the overload register', () => {
  it('opens by itself when the agreed weeks have passed, with its clause and the first deadline', async () => {
    const shown = await sustained()
    const entry = await only()
    expect(entry).toMatchObject({
      worker: { name: 'Petra Wills' },
      state: 'open',
      since: weeks(0),
      sustainedOn: weeks(4),
      enteredOn: weeks(4),
      line: 11_000,
      weeks: 4,
      weeksNow: 4,
      clause: {
        id: 'lines.sustained',
        words: 'A load over the hard line is formally excessive after 4 weeks.',
      },
      waitsFor: { rung: 0, role: 'team-manager', due: weeks(5) },
    })
    expect(entry.days.map(({ on, over }) => [on, over])).toEqual([
      [weeks(0), true],
      [weeks(2), true],
      [weeks(4), true],
    ])
    expect(entry.ladder.map(({ stands }) => stands)).toEqual([
      'waits',
      'to-come',
      'to-come',
      'to-come',
    ])
    expect(await noted()).toMatchObject([{ what: 'register.opened', details: { import: shown } }])
    expect(JSON.stringify(await noted())).not.toMatch(/Petra|SW1000001/)

    await service.council.register.follow(service.organisation)
    await onDay(weeks(4), '0.11')
    expect(await rows()).toHaveLength(1)
    expect(await noted()).toHaveLength(1)
  })

  it('goes to the next when the day passes, once, and an answer stops it', async () => {
    await sustained()
    today = addDays(weeks(5), 1)
    await service.council.register.follow(service.organisation)
    await service.council.register.follow(service.organisation)
    expect((await noted()).map(({ what }) => what)).toEqual([
      'register.opened',
      'register.not-answered-in-time',
    ])
    const entry = await only()
    expect(entry).toMatchObject({ missed: 1, waitsFor: { rung: 1, role: 'service-manager' } })
    const { register } = service.council
    // From below, after its day, it does not take the turn of the one above.
    await register.answer(service.organisation, entry.id, done)
    expect((await only()).waitsFor?.rung).toBe(1)
    await register.answer(service.organisation, entry.id, { ...done, rung: 1 })
    await register.answer(service.organisation, entry.id, { ...done, rung: 1 })
    const answered = await only()
    expect(answered).toMatchObject({ state: 'open', waitsFor: null })
    expect(answered.answers).toHaveLength(2)
    today = addDays(weeks(12), 0)
    await register.follow(service.organisation)
    expect(await only()).toMatchObject({ missed: 1, waitsFor: null })
  })

  it('closes on a day known to be under the line, and never on one that is not known', async () => {
    await sustained()
    await onDay(weeks(5), UNKNOWN)
    expect(await only()).toMatchObject({ state: 'open', weeksNow: 4 })
    const last = await onDay(weeks(6), UNDER)
    expect(await only()).toMatchObject({ state: 'closed', closedOn: weeks(6), waitsFor: null })

    await service.council.imports.undo(service.organisation, last)
    expect(await only()).toMatchObject({ state: 'open', closedOn: null })
    expect((await noted()).map(({ what }) => what)).toEqual([
      'register.opened',
      'register.closed',
      'register.opened-again',
    ])
  })

  it('opens and closes whoever accepts the files, and follows a new agreement’s weights from its second signature', async () => {
    const officer = service.council.as(await someone('data-officer'))
    await onDay(weeks(0), OVER, officer)
    await onDay(weeks(4), OVER, officer)
    expect(await only()).toMatchObject({ state: 'open' })
    const { id } = await only()
    await signed({
      ...defaultAgreement,
      id: 'lighter',
      weights: defaultAgreement.weights.map((of) => ({ ...of, weight: 1 })),
    })
    const entry = await only()
    expect(entry).toMatchObject({ id, state: 'closed', closedOn: weeks(4), line: 11_000 })
    expect(entry.agreement.key).toBe(`${defaultAgreement.id}@${defaultAgreement.version}`)
    expect(entry.days.every((day) => !day.over)).toBe(true)
  })

  it('closes when the worker is in the files no more, as leaving and not as relief', async () => {
    await sustained()
    const first = await onDay(weeks(5), null)
    const second = await onDay(weeks(6), null)
    const { id } = await only()
    expect(await only()).toMatchObject({ state: 'closed', closedOn: weeks(5), leftFiles: true })
    expect(await only()).toMatchObject({ waitsFor: null, weeksNow: null })

    await service.council.imports.undo(service.organisation, first)
    expect(await only()).toMatchObject({ state: 'closed', closedOn: weeks(6), leftFiles: true })
    await service.council.imports.undo(service.organisation, second)
    expect(await only()).toMatchObject({ id, state: 'open', closedOn: null, leftFiles: false })

    await onDay(weeks(7), null)
    await service.council.register.follow(service.organisation)
    expect(await only()).toMatchObject({ id, state: 'closed', leftFiles: true })
    await onDay(weeks(8), OVER)
    expect(await only()).toMatchObject({ id, state: 'open', leftFiles: false })
    expect((await noted()).map(({ what }) => what)).toEqual([
      'register.opened',
      'register.closed-left',
      'register.closed-left',
      'register.opened-again',
      'register.closed-left',
      'register.opened-again',
    ])
  })

  it('is not begun by days whose figures are not known', async () => {
    await onDay(weeks(0), UNKNOWN)
    await onDay(weeks(2), OVER)
    await onDay(weeks(4), OVER)
    expect(await rows()).toEqual([])
  })

  it('withdraws an entry with the import that opened it, and keeps it', async () => {
    const opened = await sustained()
    const { id } = await only()
    await service.council.imports.undo(service.organisation, opened)
    expect(await only()).toMatchObject({ id, state: 'withdrawn', waitsFor: null })
    expect(await service.council.register.answer(service.organisation, id, done)).toMatchObject({
      ok: false,
    })
    today = weeks(5)
    await onDay(weeks(5), OVER)
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['open', 'withdrawn'])
  })

  it('does not run where the agreement in force does not say how long, or who answers', async () => {
    const without: Agreement = {
      ...defaultAgreement,
      id: 'without',
      lines: { ...defaultAgreement.lines, sustainedWeeks: null },
    }
    await signed(without)
    await onDay(weeks(0), OVER)
    await onDay(weeks(4), OVER)
    expect(await service.council.register.list(service.organisation)).toMatchObject({
      notAgreed: 'weeks',
      term: null,
      rows: [],
    })
  })

  it('says how many weeks on the worker’s, the team’s and the service’s page', async () => {
    await sustained()
    const { petra, petraTeam } = await places()
    const asked = { organisation: service.organisation }
    const whole = await service.council.service(asked)
    const team = whole?.teams.find(({ id }) => id === petraTeam)
    expect(team?.weeksOver).toBe(4)
    const at = whole?.workers.find(({ id }) => id === petra.id)?.address ?? ''
    expect((await service.council.worker(asked, at))?.overload).toMatchObject({ weeks: 4 })
    const own = await service.council.team(asked, team?.address ?? '')
    expect(own?.workers.find(({ id }) => id === petra.id)?.overload?.weeks).toBe(4)
    expect(own?.weeksAhead.days).toHaveLength(9)
    expect(own?.weeksAhead.workers[0]?.days).toHaveLength(9)
    const [first] = (await service.council.imports.list(service.organisation, 1)).rows.slice(-1)
    const before = await service.council.worker({ ...asked, import: first?.id ?? '' }, at)
    expect(before?.overload).toMatchObject({ weeks: 0 })
  })
})

describe('who reads and answers the register', () => {
  it('is the team’s own manager, those above, the worker, and the auditor who answers nothing', async () => {
    await sustained()
    const { petra, eugene, petraTeam, eugeneTeam } = await places()
    const { id } = await only()
    const sees = async (person: Person) => {
      const council = service.council.as(person)
      const entry = await council.register.entry(service.organisation, id)
      return { rows: (await rows(council)).length, may: entry?.mayAnswer ?? null }
    }
    const manager = (name: string, team: typeof petraTeam) =>
      someone('team-manager', { name, grants: [{ role: 'team-manager', team }] })
    const own = await manager('own', petraTeam)
    expect(await sees(own)).toEqual({ rows: 1, may: [0] })
    const other = await manager('other', eugeneTeam)
    expect(await sees(other)).toEqual({ rows: 0, may: null })
    expect(await sees(await someone('service-manager'))).toEqual({ rows: 1, may: [1, 2, 3] })
    expect(await sees(await someone('auditor'))).toEqual({ rows: 1, may: [] })
    expect(await sees(await someone('agreement-party'))).toEqual({ rows: 0, may: null })
    const self = await someone('social-worker', { name: 'self', worker: petra.id })
    expect(await sees(self)).toEqual({ rows: 1, may: [] })
    const colleague = await someone('social-worker', { name: 'colleague', worker: eugene.id })
    expect(await sees(colleague)).toEqual({ rows: 0, may: null })

    for (const [person, allowed] of [
      [other, false],
      [self, false],
      [own, true],
    ] as const) {
      const { register } = service.council.as(person)
      const answered = await register.answer(service.organisation, id, done)
      expect(answered.ok).toBe(allowed)
    }
    expect((await only()).answers).toMatchObject([{ by: 'own', words: done.words }])
  })

  it('names the team’s manager as the one who must answer', async () => {
    await onDay(weeks(0), OVER)
    const { petraTeam } = await places()
    await someone('team-manager', {
      name: 'Ruth Adeyemi',
      grants: [{ role: 'team-manager', team: petraTeam }],
    })
    await onDay(weeks(4), OVER)
    expect(await only()).toMatchObject({
      accountable: 'Ruth Adeyemi',
      waitsFor: { people: ['Ruth Adeyemi'] },
    })
  })

  it('tells the agreement’s parties how many there are, small numbers withheld', async () => {
    await sustained()
    const party = await someone('agreement-party')
    expect(await service.council.as(party).register.counts(service.organisation)).toEqual({
      entered: null,
      open: null,
      late: null,
      closed: null,
      left: null,
    })
  })
})
