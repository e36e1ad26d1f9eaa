import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { AccountRole, Person } from '../../core/rights/index.ts'
import { demonstrationFiles } from '../../intake/simulate/index.ts'
import { accounts, type OrganisationId } from '../../store/index.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import type { Council, DecisionView, NewDecisionGiven, ShortlistView } from '../index.ts'

let service: TestService
let today = '2026-10-05' as IsoDate
let asked: { organisation: TestService['organisation'] }
let head: Council
let other: Council

beforeAll(async () => {
  service = await testService({ today: () => today, propose: null })
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  today = addDays(day.on as IsoDate, 3)
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  await service.council.imports.accept(service.organisation, id)
  asked = { organisation: service.organisation }
  head = service.council.as(await someone('service-manager'))
  other = service.council.as(await someone('service-manager'))
}, 60_000)
afterAll(() => service?.close())

let made = 0
async function someone(
  role: AccountRole,
  of: { team?: TeamId; worker?: WorkerId } = {},
): Promise<Person> {
  made += 1
  const name = `The ${role} ${made}`
  const account = await service.store.inOrganisation(
    service.organisation.id as OrganisationId,
    async (scope) => {
      const added = await accounts.add(scope, {
        email: `${role}-${made}@moreton.example`,
        name,
        state: 'active',
        worker: of.worker ?? null,
        at: new Date('2026-01-01T00:00:00Z'),
      })
      if (!added.ok) throw new Error(added.problem.sentence)
      return added.value.id
    },
  )
  return {
    account,
    organisation: service.organisation.id,
    name,
    grants: [{ role, team: of.team ?? null }],
    worker: of.worker ?? null,
  }
}

const workerAs = async (of: { address: string | null }): Promise<Council> => {
  const view = await head.worker(asked, of.address ?? '')
  if (!view) throw new Error('No such worker')
  return service.council.as(await someone('social-worker', { worker: view.worker.id }))
}

/** Children who wait and on whom nothing is decided, with whoever could take them. */
async function waiting(count: number): Promise<{ child: string; list: ShortlistView }[]> {
  const queue = await head.decisions.queue(asked)
  const found: { child: string; list: ShortlistView }[] = []
  for (const row of queue?.rows ?? []) {
    if (found.length === count) break
    if (row.asked) continue
    const list = await head.shortlist(asked, row.address, 'team')
    const isOthers = list?.cases.some((one) => found.some(({ list: l }) => l.cases.includes(one)))
    if (list && list.candidates.length > 1 && list.cases.length === 1 && !isOthers) {
      found.push({ child: row.address, list })
    }
  }
  if (found.length < count) throw new Error(`Only ${found.length} children wait`)
  return found
}

const given = (to: string, more: Partial<NewDecisionGiven> = {}): NewDecisionGiven => ({
  to,
  reach: 'team',
  overrideReason: null,
  changeReason: null,
  words: '',
  ...more,
})

const decided = async (by: Council, child: string, of: NewDecisionGiven): Promise<string> => {
  const answer = await by.decisions.make(service.organisation, child, of)
  if (!answer.ok) throw new Error(answer.problem.sentence)
  return answer.value.id
}

const view = async (id: string, by = head): Promise<DecisionView> => {
  const found = await by.decisions.view(service.organisation, id)
  if (!found) throw new Error('The decision is not shown')
  return found
}

const firstOf = (list: ShortlistView): string => {
  const safe = list.candidates.find(({ equal, overHard }) => equal && !overHard)
  if (!safe) throw new Error('Nobody can take it safely')
  return safe.address
}

describe('a decision', () => {
  it('asks the worker, who accepts: from then on every figure holds it, before the files do', async () => {
    const [one] = await waiting(1)
    if (!one) return
    const to = firstOf(one.list)
    const before = await head.worker(asked, to)
    const totals = (await head.service(asked))?.totals
    const id = await decided(head, one.child, given(to))
    expect(await view(id)).toMatchObject({ state: 'waits-for-worker', firstBand: true, acts: [] })
    expect((await head.worker(asked, to))?.worker.demand).toBe(before?.worker.demand)
    expect((await head.decisions.queue(asked))?.rows.find((row) => row.asked)?.asked?.id).toBe(id)

    const worker = await workerAs({ address: to })
    expect(
      (await worker.decisions.list(service.organisation, { open: true })).map((d) => d.id),
    ).toEqual([id])
    const answered = await worker.decisions.answer(service.organisation, id, {
      answer: 'accepted',
      reason: null,
      words: '',
    })
    expect(answered).toEqual({ ok: true, value: { outcome: 'said' } })
    const stands = await view(id)
    expect(stands).toMatchObject({ state: 'stands', settledBy: 'worker', files: 'ahead-of-files' })

    const after = await head.worker(asked, to)
    expect(after?.worker.cases).toBe((before?.worker.cases ?? 0) + 1)
    expect((after?.worker.demand ?? 0) - (before?.worker.demand ?? 0)).toBe(stands.cost)
    expect(await worker.worker(asked, to)).toMatchObject({
      worker: { demand: after?.worker.demand },
    })
    const service2 = await head.service(asked)
    expect(service2?.workers.find(({ address }) => address === to)?.demand).toBe(
      after?.worker.demand,
    )
    expect(service2?.totals.allocated).toBe((totals?.allocated ?? 0) + 1)
    expect(service2?.trend.at(-1)?.utilisation).toBe(service2?.totals.utilisation)
    expect(await head.case(asked, one.child)).toMatchObject({ case: { workerAddress: to } })
    expect(await worker.case(asked, one.child)).toMatchObject({ case: { workerAddress: to } })
    const team = await head.team(
      asked,
      service2?.teams.find(({ id: t }) => t === after?.worker.team)?.address ?? '',
    )
    expect(team?.workers.find(({ address }) => address === to)?.demand).toBe(after?.worker.demand)
    expect(team?.waiting.some(({ address }) => address === one.child)).toBe(false)
    expect(
      (await head.workload(asked))?.workers.find(({ id: w }) => w === after?.worker.id)?.demand,
    ).toBe(after?.worker.demand)
    expect(
      (await head.cases(asked, { holder: 'waiting' }))?.rows.some(
        ({ address }) => address === one.child,
      ),
    ).toBe(false)
  })

  it('keeps a certificate that is the same when it is made again, whatever was decided since', async () => {
    const [one, two] = await waiting(2)
    if (!one || !two) return
    const first = await decided(head, one.child, given(firstOf(one.list)))
    const list = await head.shortlist(asked, two.child, 'team')
    const second = await decided(head, two.child, given(firstOf(list as ShortlistView)))
    for (const id of [first, second]) {
      const { certificate, hash } = await view(id)
      expect(certificate.eligible.length).toBeGreaterThan(1)
      expect(JSON.stringify(certificate)).not.toMatch(/name:|SW\d{4}/)
      expect(await head.decisions.replay(service.organisation, id)).toEqual({
        outcome: 'same',
        hash,
      })
    }
    expect((await view(second)).certificate.counted.map((of) => of.as)).toContain('asked')
  })

  it('needs a reason for somebody with less room, and keeps it', async () => {
    const found = (await waiting(12)).find(({ list }) =>
      list.candidates.some((c) => !c.equal && !c.overHard),
    )
    const farther = found?.list.candidates.find((c) => !c.equal && !c.overHard)
    if (!found || !farther) throw new Error('Everybody is equal')
    const { organisation } = service
    expect(
      await head.decisions.make(organisation, found.child, given(farther.address)),
    ).toMatchObject({ problem: { code: 'reason-missing' } })
    const why = { overrideReason: 'knows-the-family', words: '' } as const
    expect(
      await head.decisions.make(organisation, found.child, given(farther.address, why)),
    ).toMatchObject({ problem: { code: 'words-missing' } })
    const id = await decided(
      head,
      found.child,
      given(farther.address, { ...why, words: 'She knows them.' }),
    )
    expect(await view(id)).toMatchObject({ firstBand: false, overrideReason: 'knows-the-family' })
  })
})

describe('what a worker answers', () => {
  const ask = async (): Promise<{ id: string; worker: Council }> => {
    const [one] = await waiting(1)
    if (!one) throw new Error('Nobody waits')
    const to = firstOf(one.list)
    return {
      id: await decided(head, one.child, given(to)),
      worker: await workerAs({ address: to }),
    }
  }

  it('“not safe” waits for the manager, never stands by silence, and can be withdrawn', async () => {
    const { id, worker } = await ask()
    const { organisation } = service
    const say = (reason: 'too-much-already' | null, words: string) =>
      worker.decisions.answer(organisation, id, { answer: 'not-safe', reason, words })
    expect(await say(null, 'No')).toMatchObject({ problem: { code: 'reason-missing' } })
    expect(await say('too-much-already', ' ')).toMatchObject({ problem: { code: 'words-missing' } })
    expect(await say('too-much-already', 'Two hearings this week.')).toMatchObject({ ok: true })
    const now = today
    today = addDays(now, 200)
    expect(await view(id)).toMatchObject({ state: 'waits-for-manager', late: true })
    today = now
    expect(
      await head.decisions.respond(organisation, id, { answer: 'conditions-met', words: 'x' }),
    ).toMatchObject({ ok: false })
    expect(
      await head.decisions.respond(organisation, id, {
        answer: 'withdrawn',
        words: 'You are right.',
      }),
    ).toMatchObject({ ok: true })
    expect(await view(id)).toMatchObject({ state: 'withdrawn', inPlay: false })
  })

  it('says nothing: it goes back to the queue, as the agreement has it', async () => {
    const { id } = await ask()
    const now = today
    today = addDays(now, 10)
    expect(await view(id)).toMatchObject({ state: 'returned', settledBy: 'silence' })
    await service.council.decisions.follow(service.organisation)
    today = now
    expect((await view(id)).inPlay).toBe(false)
  })

  it('nobody else can give their answer, and a decision can be taken back while it waits', async () => {
    const { id } = await ask()
    const { organisation } = service
    expect(
      await head.decisions.answer(organisation, id, {
        answer: 'accepted',
        reason: null,
        words: '',
      }),
    ).toMatchObject({ problem: { code: 'not-yours' } })
    const stranger = service.council.as(
      await someone('social-worker', { worker: 'name:nobody' as WorkerId }),
    )
    expect(await stranger.decisions.view(organisation, id)).toBeNull()
    expect(
      await stranger.decisions.answer(organisation, id, {
        answer: 'accepted',
        reason: null,
        words: '',
      }),
    ).toMatchObject({ problem: { code: 'not-found' } })
    expect(await other.decisions.recall(organisation, id, { words: '' })).toMatchObject({
      ok: true,
    })
    expect(await view(id)).toMatchObject({ state: 'recalled', inPlay: false })
  })
})

describe('nine managers who decide on one child at one moment', () => {
  it('one wins, and the others are told what was decided, every time', async () => {
    const managers: Council[] = []
    for (let n = 0; n < 9; n += 1)
      managers.push(service.council.as(await someone('service-manager')))
    const races = Number(process.env['FAIRLOAD_RACES'] ?? 5)
    for (let race = 0; race < races; race += 1) {
      const [one] = await waiting(1)
      if (!one) throw new Error('Nobody waits')
      const to = firstOf(one.list)
      const answers = await Promise.all(
        managers.map((by) => by.decisions.make(service.organisation, one.child, given(to))),
      )
      const won = answers.flatMap((answer) => (answer.ok ? [answer.value.id] : []))
      expect(won).toHaveLength(1)
      for (const answer of answers) {
        if (!answer.ok) expect(answer.problem).toMatchObject({ code: 'decided-already' })
      }
      await head.decisions.recall(service.organisation, won[0] ?? '', { words: '' })
    }
  }, 120_000)
})

describe('the last hours that a worker has', () => {
  it('are given once: of two managers with two children the second sees what the first did', async () => {
    const [one] = await waiting(1)
    if (!one) throw new Error('Nobody waits')
    const team = one.list.cases[0]?.team
    const others = (await waiting(12)).filter(
      ({ child, list }) => child !== one.child && list.cases[0]?.team === team,
    )
    const shared = others.flatMap(({ child, list }) => {
      const to = one.list.candidates.find(
        (c) =>
          c.equal && !c.overHard && list.candidates.some((d) => d.equal && d.address === c.address),
      )
      return to ? [{ child, to: to.address }] : []
    })[0]
    if (!shared) throw new Error('No two children share their first candidate')
    const both = await Promise.all([
      head.decisions.make(service.organisation, one.child, given(shared.to)),
      other.decisions.make(service.organisation, shared.child, given(shared.to)),
    ])
    const made = both.flatMap((answer) => (answer.ok ? [answer.value.id] : []))
    const views = []
    for (const id of made) views.push(await view(id))
    const loads = views.map(({ certificate }) =>
      certificate.eligible.find(({ worker }) => worker === shared.to),
    )
    // Whoever came second counted what the first had just given; alone they would have seen the same.
    if (made.length === 2) {
      const [a, b] = loads.map((of) => of?.before.load ?? 0).sort((x, y) => x - y)
      expect((b ?? 0) - (a ?? 0)).toBeGreaterThan(0)
    } else expect(both.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'reason-missing' } })
    for (const id of made) await head.decisions.recall(service.organisation, id, { words: '' })
  })
})

describe('hard rules', () => {
  it('hold on the day of the answer: whoever has left by then is told why, and the case goes back', async () => {
    // Nobody's answer runs out before the worker has left.
    const { organisation } = service
    const people = (await head.people(asked))?.workers ?? []
    const later = people.filter(
      ({ person, weighed }) =>
        person?.contractEnd != null &&
        person.contractEnd > addDays(today, 28) &&
        weighed.state === 'known',
    )
    const queue = (await head.decisions.queue(asked))?.rows.filter((row) => !row.asked) ?? []
    const askOne = async (): Promise<{ id: string; leaver: (typeof later)[number] } | null> => {
      for (const leaver of later) {
        for (const row of queue) {
          const why = { overrideReason: 'other', words: 'For now.' } as const
          const answer = await head.decisions.make(organisation, row.address, {
            ...given(leaver.address, why),
            reach: 'service',
          })
          if (answer.ok) return { id: answer.value.id, leaver }
        }
      }
      return null
    }
    const made = await askOne()
    if (!made?.leaver.person?.contractEnd) throw new Error('Nobody of the files leaves later')
    const { id, leaver } = made
    const last = made.leaver.person.contractEnd
    const now = today
    if ((await view(id)).state === 'waits-for-second') {
      // The second person agrees on the worker's last day but one: they answer once they are gone.
      today = addDays(last, -1)
      const agreed = await other.decisions.second(organisation, id, {
        answer: 'approved',
        words: '',
      })
      expect(agreed).toMatchObject({ ok: true })
      today = last
      const worker = await workerAs({ address: leaver.address })
      const on = { answer: 'accepted', reason: null, words: '' } as const
      const done = await worker.decisions.answer(organisation, id, on)
      expect(done).toMatchObject({ ok: true, value: { outcome: 'returned' } })
      expect(await view(id)).toMatchObject({ state: 'returned', settledBy: 'rules', inPlay: false })
    } else {
      today = last
      expect(
        (await view(id)).forbidden.length + Number((await view(id)).state === 'returned'),
      ).toBeGreaterThan(0)
      await service.council.decisions.follow(organisation)
    }
    today = now
  })

  it('let nobody be asked who has left', async () => {
    const people = (await head.people(asked))?.workers ?? []
    const gone = people.find(
      ({ person }) => person?.contractEnd != null && person.contractEnd <= today,
    )
    const [one] = await waiting(1)
    if (!gone || !one) throw new Error('Nobody of the files has left')
    expect(
      await head.decisions.make(service.organisation, one.child, {
        ...given(gone.address, { overrideReason: 'other', words: 'x' }),
        reach: 'service',
      }),
    ).toMatchObject({ problem: { code: 'forbidden' } })
  })
})

describe('whoever gave notice that the files do not show', () => {
  it('is not proposed, cannot be chosen or say yes, and can again once the notice is taken back', async () => {
    const { organisation } = service
    const two = (await waiting(12)).flatMap((one, i, all) => {
      const to = firstOf(one.list)
      const other = all
        .slice(i + 1)
        .find(({ list }) => list.candidates.some((c) => c.address === to))
      return other ? [{ one, other, to }] : []
    })[0]
    if (!two) throw new Error('No two children share a candidate')
    const { one, other: next, to } = two
    const asking = await decided(head, one.child, given(to))
    const files = (await head.worker(asked, to))?.worker
    const notice = (lastDay: IsoDate) =>
      head.leavers.note(organisation, to, {
        kind: 'leaves',
        noticeOn: today,
        lastDay,
        backOn: null,
        words: 'A post elsewhere.',
      })
    const listed = async (): Promise<ShortlistView> => {
      const list = await head.shortlist(asked, next.child, 'service')
      if (!list) throw new Error('Nobody could be asked')
      return list
    }
    const offered = ({ candidates, setAside }: ShortlistView) =>
      [...candidates, ...setAside].some(({ address }) => address === to)

    expect(await notice(addDays(today, 28))).toMatchObject({ ok: true })
    expect(offered(await listed())).toBe(true)
    expect(await notice(addDays(today, 27))).toMatchObject({ ok: true })
    const rule = 'they leave within four weeks, by the notice that was noted'
    const list = await listed()
    expect(offered(list)).toBe(false)
    expect(list.excluded.find((of) => of.workers.some(({ address }) => address === to))?.rule).toBe(
      rule,
    )
    for (const team of (await head.service(asked))?.teams ?? []) {
      const batch = await head.decisions.batch(asked, team.address, 'service')
      expect(batch?.proposed.some((of) => of.to.address === to)).toBe(false)
    }
    const why = { overrideReason: 'other', words: 'For now.' } as const
    expect(await head.decisions.make(organisation, next.child, given(to, why))).toMatchObject({
      problem: { code: 'forbidden', sentence: expect.stringContaining(rule) },
    })
    // Who was asked before the notice came cannot say yes any more, and is told why.
    const worker = await workerAs({ address: to })
    expect(
      await worker.decisions.answer(organisation, asking, {
        answer: 'accepted',
        reason: null,
        words: '',
      }),
    ).toEqual({ ok: true, value: { outcome: 'returned', why: [rule] } })
    expect(await view(asking)).toMatchObject({ state: 'returned', settledBy: 'rules' })
    // The files say nothing of it, and nothing is shown as if they did.
    const now = (await head.worker(asked, to))?.worker
    expect([now?.capacity, now?.state]).toEqual([files?.capacity, files?.state])

    const [safe] = list.candidates.filter(({ equal, overHard }) => equal && !overHard)
    const made = await decided(head, next.child, {
      ...given(safe?.address ?? ''),
      reach: 'service',
    })
    const { certificate, hash } = await view(made)
    expect(certificate.noted).toContainEqual({ worker: to, rule })
    await head.decisions.recall(organisation, made, { words: '' })

    for (const { id } of (await head.leavers.view(asked, to))?.notices ?? []) {
      expect(await head.leavers.withdraw(organisation, to, id)).toMatchObject({ ok: true })
    }
    expect(offered(await listed())).toBe(true)
    // What was decided while it stood can still be made again to the letter.
    expect(await head.decisions.replay(organisation, made)).toEqual({ outcome: 'same', hash })
  })
})

describe('a case that changes hands', () => {
  it('needs a reason of the national list, asks the receiver, and stays with who hands it over', async () => {
    const { organisation } = service
    const held = (await head.cases(asked, { holder: 'worker' }))?.rows ?? []
    let list: ShortlistView | null = null
    let of = ''
    for (const row of held) {
      const one = await head.shortlist(asked, row.address, 'team')
      if (one?.candidates.some((c) => c.equal && !c.overHard) && one.cases.length === 1) {
        list = one
        of = row.address
        break
      }
    }
    if (!list?.from) throw new Error('No case can change hands')
    const to = firstOf(list)
    expect(await head.decisions.make(organisation, of, given(to))).toMatchObject({
      problem: { code: 'change-reason-missing' },
    })
    const id = await decided(head, of, given(to, { changeReason: 'MANAGE' }))
    const from = list.from.address
    const before = { from: await head.worker(asked, from), to: await head.worker(asked, to) }
    const worker = await workerAs({ address: to })
    expect(
      await worker.decisions.answer(organisation, id, {
        answer: 'accepted',
        reason: null,
        words: '',
      }),
    ).toMatchObject({ ok: true })
    expect(await view(id)).toMatchObject({ kind: 'reallocation', state: 'stands', gate: 'open' })
    const after = { from: await head.worker(asked, from), to: await head.worker(asked, to) }
    expect(after.from?.worker.cases).toBe(before.from?.worker.cases)
    expect(after.to?.worker.cases).toBe(before.to?.worker.cases)
    expect(after.to?.worker.demand).toBeGreaterThan(before.to?.worker.demand ?? 0)
    expect(
      await head.decisions.respond(organisation, id, { answer: 'withdrawn', words: 'A mistake.' }),
    ).toMatchObject({ ok: true })
    expect((await head.worker(asked, to))?.worker.demand).toBe(before.to?.worker.demand)
  })
})

describe('everything of a team that waits', () => {
  it('is proposed together, and each row is a decision of its own', async () => {
    const { organisation } = service
    const teams = (await head.service(asked))?.teams ?? []
    for (const team of teams) {
      const batch = await head.decisions.batch(asked, team.address, 'team')
      if (!batch || batch.proposed.length < 2) continue
      const [first] = batch.proposed
      const taken = await head.decisions.make(
        organisation,
        first?.child ?? '',
        given(first?.to.address ?? '', { overrideReason: 'other', words: 'x' }),
      )
      const ended = await head.decisions.makeMany(
        organisation,
        batch.proposed.slice(0, 3).map(({ child, to }) => ({ child, to: to.address })),
        { reach: 'team', overrideReason: 'other', changeReason: null, words: 'Evenly.' },
      )
      if (taken.ok)
        expect(ended[0]).toMatchObject({
          decision: null,
          problem: expect.stringContaining('decided already'),
        })
      expect(ended.filter(({ decision }) => decision !== null).length).toBeGreaterThan(0)
      return
    }
    throw new Error('No team has two who wait')
  })
})
