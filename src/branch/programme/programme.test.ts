import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import { seesOf, type BranchPerson, type BranchRole } from '../../core/branch-rights/index.ts'
import type { IsoDate, Result } from '../../kit/index.ts'
import { organisations, type BranchId, type BranchStore } from '../../store/branch/index.ts'
import { isClashed } from '../saved/index.ts'
import { demandBook, programmeDoor, type DemandBody, type ProgrammeDoor } from './index.ts'
import { linesKept } from './lines.ts'

let store: BranchStore
let branch: { id: BranchId }
let today = '2026-09-01' as IsoDate

beforeAll(async () => {
  store = await testBranchStore()
})
afterAll(() => store.close())

const fresh = async (): Promise<void> => {
  today = '2026-09-01' as IsoDate
  const made = await organisations.create(store, {
    slug: `b${randomUUID().slice(0, 8)}`,
    name: 'Fairborough branch',
    kind: 'own',
    settings: {},
    at: new Date('2026-09-01T12:00:00Z'),
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  branch = { id: made.value.id }
}

const person = (role: BranchRole): BranchPerson => ({
  member: randomUUID(),
  organisation: branch.id,
  name: 'Kerensa Nance',
  offices:
    role === 'member'
      ? []
      : [{ role, title: role, site: null, team: null, from: today, until: null, isPublic: true }],
})

const doorOf = (who: BranchPerson | null): ProgrammeDoor =>
  programmeDoor(
    {
      store: store.as({
        member: who?.member ?? null,
        sees: who ? seesOf(who) : 'public',
        keepsRoll: false,
      }),
      now: () => new Date(`${today}T12:00:00Z`),
      today: () => today,
    },
    who,
  )

const must = <T>(result: Result<T, { sentence: string }>): T => {
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}
const refused = (result: Result<unknown, { sentence: string }>): string => {
  if (result.ok) throw new Error('It was not refused')
  return result.problem.sentence
}

const demand = (more: Partial<DemandBody> = {}): DemandBody => ({
  title: 'A career path',
  words: 'A career path for family workers.',
  measure: '',
  baseline: null,
  target: '',
  scope: 'ALL staff',
  concerns: [],
  state: 'agreed',
  reason: '',
  ...more,
})

const seven = async (door: ProgrammeDoor): Promise<string[]> => {
  const ids: string[] = []
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    const fields = demand({ title: `Demand ${n}` })
    ids.push(must(await door.saveDemand(branch, null, fields, null)).id)
  }
  return ids
}

describe('the programme for change', () => {
  it('holds seven demands in order, with who they are for as it was written', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    await seven(door)
    const { demands } = await door.programme(branch)
    expect(demands.map(({ place, title }) => `${place} ${title}`)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((n) => `${n} Demand ${n}`),
    )
    expect(demands[1]?.scope).toBe('ALL staff')
  })

  it('is ordered a step at a time, and keeps every demand', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    const ids = await seven(door)
    must(await door.move(branch, ids[6] ?? '', 'up'))
    must(await door.move(branch, ids[0] ?? '', 'down'))
    must(await door.move(branch, ids[1] ?? '', 'up'))
    const titles = (await door.programme(branch)).demands.map(({ title }) => title.slice(-1))
    expect(titles.join('')).toBe('2134576')
  })

  it('puts a new demand last, behind those that nobody has put in an order yet', async () => {
    await fresh()
    const officer = person('officer')
    const at = new Date('2026-08-01T12:00:00Z')
    await store.asHouse().inOrganisation(branch.id, async (scope) => {
      for (const title of ['First', 'Second']) {
        const later = new Date(at.getTime() + (title === 'Second' ? 1_000 : 0))
        await demandBook.make(scope, { body: demand({ title }), by: officer.member, at: later })
      }
    })
    const door = doorOf(officer)
    must(await door.saveDemand(branch, null, demand({ title: 'Third' }), null))
    const { demands } = await door.programme(branch)
    expect(demands.map(({ title }) => title)).toEqual(['First', 'Second', 'Third'])
  })

  it('opens the caseload page from the one demand that an officer marked', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    const ids = await seven(door)
    const plain = { title: 'For change', opening: '', redLines: '', principles: '', ballot: null }
    must(await door.savePlain(branch, { ...plain, caseload: ids[4] ?? '' }, null))
    const { demands } = await door.programme(branch)
    expect(demands.filter(({ isCaseload }) => isCaseload).map(({ place }) => place)).toEqual([5])
  })

  it('lists red lines apart from demands', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    const line = 'Pay rises for senior people alone are not the answer.'
    const fields = {
      title: 'For change',
      opening: '',
      principles: '',
      caseload: null,
      ballot: null,
    }
    must(await door.savePlain(branch, { ...fields, redLines: line }, null))
    const view = await door.programme(branch)
    expect(view.redLines.map(({ words }) => words)).toEqual([line])
    expect(view.demands).toEqual([])
  })

  it('shows both officers’ words where two change one demand', async () => {
    await fresh()
    const kerensa = doorOf(person('officer'))
    const jory = doorOf(person('officer'))
    const { id } = must(await kerensa.saveDemand(branch, null, demand(), null))
    must(await kerensa.saveDemand(branch, id, demand({ target: 'By May' }), 1))
    const second = await jory.saveDemand(branch, id, demand({ target: 'By March' }), 1)
    expect(second.ok).toBe(false)
    if (second.ok || !isClashed(second.problem)) throw new Error('It did not clash')
    const targetOf = (parts: { label: string; words: string }[]) =>
      parts.find(({ label }) => label === 'What is asked for')?.words
    expect([targetOf(second.problem.theirs), targetOf(second.problem.mine)]).toEqual([
      'By May',
      'By March',
    ])
    must(await jory.saveDemand(branch, id, demand({ target: 'By April' }), second.problem.current))
    const kept = await jory.demandVersions(branch, id)
    expect(kept.map(({ body }) => body.target)).toEqual(['By April', 'By March', 'By May', ''])
  })

  it('is written by officers alone', async () => {
    await fresh()
    for (const role of ['member', 'rep', 'roll-keeper'] as const) {
      const door = doorOf(person(role))
      expect(refused(await door.saveDemand(branch, null, demand(), null))).toMatch(/Your office/)
      expect(refused(await door.publish(branch))).toMatch(/Your office/)
    }
  })

  it('drops a demand with its reason alone', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    await expect(door.saveDemand(branch, null, demand({ state: 'dropped' }), null)).rejects.toThrow(
      /reason/,
    )
  })
})

describe('a published programme', () => {
  it('stays as it was published, is read by anybody, and says what changed since the one before', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    const ids = await seven(door)
    must(await door.saveDemand(branch, null, demand({ title: 'Draft', state: 'draft' }), null))
    expect(must(await door.publish(branch))).toEqual({ number: 1 })
    today = '2026-10-01' as IsoDate
    must(
      await door.saveDemand(
        branch,
        ids[1] ?? '',
        demand({ title: 'Demand 2', scope: 'Some staff' }),
        1,
      ),
    )
    must(
      await door.saveDemand(
        branch,
        ids[6] ?? '',
        demand({ title: 'Demand 7', state: 'dropped', reason: 'Met by law.' }),
        1,
      ),
    )
    const anybody = doorOf(null)
    const first = await anybody.published(branch, null)
    expect(first).toMatchObject({
      number: 1,
      on: '2026-09-01',
      reviewOn: '2027-09-01',
      changes: null,
    })
    expect(first?.programme.demands.map(({ scope }) => scope)).toEqual(Array(7).fill('ALL staff'))
    expect((await door.programme(branch)).unpublished).toHaveLength(2)
    must(await door.publish(branch))
    const second = await anybody.published(branch, 2)
    expect(second?.changes?.map(({ sentence }) => sentence)).toEqual([
      'Who it is for (demand 2, Demand 2) changed.',
      'State of demand 7, Demand 7: Agreed by members before, Dropped now.',
    ])
    expect((await anybody.published(branch, 1))?.programme).toEqual(first?.programme)
    expect((await anybody.publishedLines(branch)).map(({ number }) => number)).toEqual([2, 1])
  })

  it('falls due for review twelve months after its release', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    await seven(door)
    must(await door.publish(branch))
    today = '2027-08-31' as IsoDate
    expect((await door.programme(branch)).published?.isDueForReview).toBe(false)
    today = '2027-09-01' as IsoDate
    expect((await door.programme(branch)).published?.isDueForReview).toBe(true)
  })

  it('is not published twice over the same words, nor without a demand', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    expect(refused(await door.publish(branch))).toMatch(/No demand is agreed/)
    await seven(door)
    must(await door.publish(branch))
    expect(refused(await door.publish(branch))).toMatch(/Nothing has changed/)
  })

  it('shows anybody no demand, no proposal and no word that is not in it', async () => {
    await fresh()
    const door = doorOf(person('officer'))
    await seven(door)
    const anybody = doorOf(null)
    expect(await anybody.published(branch, null)).toBeNull()
    expect((await anybody.programme(branch)).demands).toEqual([])
    expect(await anybody.proposals(branch)).toEqual([])
  })
})

const proposed = {
  demand: null,
  title: 'An eighth demand',
  words: 'Desks for all.',
  why: 'None free.',
}

describe('what a member proposes', () => {
  it('becomes the eighth demand, and whoever proposed it sees so', async () => {
    await fresh()
    const officer = doorOf(person('officer'))
    const member = doorOf(person('member'))
    await seven(officer)
    const { id } = must(await member.propose(branch, proposed))
    const fields = {
      as: 'taken' as const,
      reason: 'Every round named it.',
      into: null,
      words: '',
      basedOn: null,
    }
    must(await officer.decide(branch, id, fields))
    const { demands } = await officer.programme(branch)
    expect(demands.at(-1)).toMatchObject({ place: 8, title: 'An eighth demand', state: 'agreed' })
    expect(await member.proposal(branch, id)).toMatchObject({
      isMine: true,
      state: 'taken',
      decided: { reason: 'Every round named it.' },
      into: { title: 'An eighth demand' },
    })
  })

  it('is decided once, with a reason', async () => {
    await fresh()
    const officer = doorOf(person('officer'))
    const { id } = must(await doorOf(person('member')).propose(branch, proposed))
    const fields = {
      as: 'declined' as const,
      reason: 'The agreement has it.',
      into: null,
      words: '',
      basedOn: null,
    }
    must(await officer.decide(branch, id, fields))
    expect(refused(await officer.decide(branch, id, fields))).toMatch(/settled before/)
  })

  it('changes a demand’s words as the officer settles them, and keeps both wordings', async () => {
    await fresh()
    const officer = doorOf(person('officer'))
    const member = doorOf(person('member'))
    const [first = ''] = await seven(officer)
    const { id } = must(
      await member.propose(branch, {
        ...proposed,
        demand: first,
        words: 'A path for every worker.',
      }),
    )
    const before = await officer.proposal(branch, id)
    const fields = {
      as: 'taken' as const,
      reason: 'Clearer.',
      into: null,
      words: 'A path for every worker, paid.',
      basedOn: before?.demandNow?.number ?? null,
    }
    must(await officer.decide(branch, id, fields))
    expect((await officer.programme(branch)).demands[0]?.words).toBe(
      'A path for every worker, paid.',
    )
    expect(await member.proposal(branch, id)).toMatchObject({
      before: 'A career path for family workers.',
      words: 'A path for every worker.',
    })
  })

  it('stays open where an officer’s words clash with what another saved', async () => {
    await fresh()
    const officer = doorOf(person('officer'))
    const [first = ''] = await seven(officer)
    const { id } = must(
      await doorOf(person('member')).propose(branch, { ...proposed, demand: first }),
    )
    must(await officer.saveDemand(branch, first, demand({ words: 'Saved meanwhile.' }), 1))
    const fields = {
      as: 'taken' as const,
      reason: 'Clearer.',
      into: null,
      words: 'Mine.',
      basedOn: 1,
    }
    const done = await officer.decide(branch, id, fields)
    if (done.ok || !isClashed(done.problem)) throw new Error('It did not clash')
    expect((await officer.proposal(branch, id))?.state).toBe('open')
    expect((await officer.programme(branch)).demands[0]?.words).toBe('Saved meanwhile.')
  })

  it('is taken back by whoever proposed it, and by nobody else', async () => {
    await fresh()
    const member = doorOf(person('member'))
    const { id } = must(await member.propose(branch, proposed))
    expect(refused(await doorOf(person('member')).withdraw(branch, id))).toMatch(/Your office/)
    must(await member.withdraw(branch, id))
    expect((await member.proposal(branch, id))?.state).toBe('withdrawn')
  })
})

const asked = async (): Promise<{ id: string; officer: ProgrammeDoor }> => {
  await fresh()
  const officer = doorOf(person('officer'))
  const { id } = must(await doorOf(person('member')).propose(branch, proposed))
  must(
    await officer.put(branch, id, {
      question: 'Should this be a demand?',
      until: '2026-09-20' as IsoDate,
    }),
  )
  return { id, officer }
}

describe('a show of support', () => {
  it('is counted once it has closed and ten have answered, one answer a member', async () => {
    const { id, officer } = await asked()
    for (let n = 0; n < 10; n += 1) {
      const member = doorOf(person('member'))
      must(await member.answer(branch, id, 'disagree'))
      must(await member.answer(branch, id, n < 7 ? 'agree' : n < 9 ? 'disagree' : 'pass'))
    }
    expect((await officer.proposal(branch, id))?.support).toEqual({ kind: 'open', enough: true })
    today = '2026-09-21' as IsoDate
    expect((await officer.proposal(branch, id))?.support).toEqual({
      kind: 'counted',
      counts: { agree: 7, disagree: 2, pass: 1 },
      all: 10,
    })
  })

  it('says nothing of what nine members answered, to officers neither', async () => {
    const { id, officer } = await asked()
    for (let n = 0; n < 9; n += 1) must(await doorOf(person('member')).answer(branch, id, 'agree'))
    today = '2026-10-21' as IsoDate
    expect((await officer.proposal(branch, id))?.support).toEqual({ kind: 'too-few' })
  })

  it('shows each member what they answered themselves, and nobody else', async () => {
    const { id, officer } = await asked()
    const who = person('member')
    must(await doorOf(who).answer(branch, id, 'disagree'))
    expect((await doorOf(who).proposal(branch, id))?.answer).toBe('disagree')
    expect((await officer.proposal(branch, id))?.answer).toBeNull()
    expect((await doorOf(person('member')).proposal(branch, id))?.answer).toBeNull()
  })

  it('takes answers through its last day and no longer, and is decided after', async () => {
    const { id, officer } = await asked()
    const decline = {
      as: 'declined' as const,
      reason: 'Not now.',
      into: null,
      words: '',
      basedOn: null,
    }
    today = '2026-09-20' as IsoDate
    must(await doorOf(person('member')).answer(branch, id, 'pass'))
    expect(refused(await officer.decide(branch, id, decline))).toMatch(/Members are asked until/)
    today = '2026-09-21' as IsoDate
    expect(refused(await doorOf(person('member')).answer(branch, id, 'pass'))).toMatch(/not asked/)
    must(await officer.decide(branch, id, decline))
  })

  it('rests while a statutory ballot of the branch runs', async () => {
    const { id, officer } = await asked()
    const ballot = { from: '2026-09-10' as IsoDate, until: '2026-09-12' as IsoDate }
    const plain = { title: 'For change', opening: '', redLines: '', principles: '', caseload: null }
    must(await officer.savePlain(branch, { ...plain, ballot }, null))
    today = '2026-09-09' as IsoDate
    must(await doorOf(person('member')).answer(branch, id, 'agree'))
    const other = must(await doorOf(person('member')).propose(branch, proposed))
    const until = '2026-09-10' as IsoDate
    expect(refused(await officer.put(branch, other.id, { question: 'This too?', until }))).toMatch(
      /statutory ballot of the branch runs/,
    )
    today = '2026-09-12' as IsoDate
    expect(refused(await doorOf(person('member')).answer(branch, id, 'agree'))).toMatch(
      /statutory ballot of the branch runs/,
    )
    today = '2026-09-13' as IsoDate
    must(await doorOf(person('member')).answer(branch, id, 'agree'))
  })

  it('is refused for what only a statutory ballot may ask', async () => {
    await fresh()
    const officer = doorOf(person('officer'))
    const { id } = must(await doorOf(person('member')).propose(branch, proposed))
    const until = '2026-09-20' as IsoDate
    expect(refused(await officer.put(branch, id, { question: 'Shall we strike?', until }))).toMatch(
      /statutory ballot/,
    )
    expect((await officer.proposal(branch, id))?.state).toBe('open')
  })
})

describe('lines typed one below another', () => {
  it('keep their ids where they stay, however they are moved, and never share one', () => {
    const words = fc.constantFrom('a', 'b', 'c', 'd', '')
    fc.assert(
      fc.property(fc.array(words), fc.array(words), (before, after) => {
        let n = 0
        const newId = () => `new-${(n += 1)}`
        const first = linesKept([], before.join('\n'), newId)
        const second = linesKept(first, after.join('\n'), newId)
        expect(second.map((one) => one.words)).toEqual(after.filter((word) => word !== ''))
        expect(new Set(second.map(({ id }) => id)).size).toBe(second.length)
        expect(linesKept(first, before.join('\n'), newId)).toEqual(first)
      }),
    )
  })
})
