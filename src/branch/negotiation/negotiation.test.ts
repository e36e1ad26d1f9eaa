import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import { yearSpan } from '../../core/bargaining/index.ts'
import { promisesDoor } from '../promises/index.ts'
import { negotiationDoor, type Beside, type MeetingBody, type PointBody } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const meeting = (more: Partial<MeetingBody> = {}): MeetingBody => ({
  subject: 'Workload in the court teams',
  on: day('2019-03-04'),
  at: 600,
  place: 'Room 4',
  asked: null,
  withPeople: [],
  bodies: [],
  forBranch: '',
  state: 'planned',
  cancelled: null,
  movedTo: null,
  minutes: null,
  notes: '',
  consultation: null,
  ...more,
})

describe('the negotiation log', () => {
  let house: BranchHouse
  let director: string
  const concern = randomUUID()
  const beside: Beside = {
    concerns: () =>
      Promise.resolve({
        ranked: [
          {
            id: concern,
            place: 1,
            rounds: 3,
            times: 5,
            people: 40,
            firstRaised: day('2018-07-02'),
            age: 500,
            lastRaised: day('2019-01-10'),
            merged: [],
          },
        ],
        titles: new Map([[concern, 'No safe way to report bullying']]),
      }),
    demands: () => Promise.resolve([]),
  }
  const as = (role: 'member' | 'rep' | 'officer') =>
    negotiationDoor(house.deps(house.person(role)), house.person(role), beside)
  const made = async (body: MeetingBody): Promise<string> => {
    const saved = await as('officer').meetings.save(house.branch, { id: null, basedOn: 0, body })
    if (!saved.ok) throw new Error(saved.problem.sentence)
    return saved.value.id
  }
  const put = async (more: Partial<PointBody>): Promise<string> => {
    const saved = await as('officer').points.save(house.branch, {
      id: null,
      basedOn: 0,
      body: {
        about: 'matter',
        words: 'When will the duty rota be agreed?',
        to: director,
        meeting: null,
        askedOn: day('2019-03-04'),
        answeredOn: null,
        answer: '',
        concerns: [],
        demands: [],
        ...more,
      },
    })
    if (!saved.ok) throw new Error(saved.problem.sentence)
    return saved.value.id
  }

  beforeAll(async () => {
    house = await branchHouse(day('2019-12-02'))
    const saved = await as('officer').contacts.save(house.branch, {
      id: null,
      basedOn: 0,
      body: {
        name: 'Perran Lanyon',
        side: 'employer',
        posts: [
          {
            title: 'Director of children’s services',
            organisation: 'Fairborough Council',
            from: day('2018-01-01'),
            until: null,
          },
        ],
        reach: '',
      },
    })
    if (!saved.ok) throw new Error(saved.problem.sentence)
    director = saved.value.id
  })
  afterAll(() => house.store.close())

  it('says that the employer cancelled three, of which one was rescheduled, to everybody of the branch', async () => {
    const [a, b, c] = await Promise.all(
      ['2019-04-01', '2019-05-01', '2019-06-03'].map((on) =>
        made(meeting({ on: day(on), withPeople: [director] })),
      ),
    )
    const told = { basedOn: 1, by: 'employer' as const, reason: 'Nobody was free' }
    const again = { on: day('2019-04-22'), at: null, place: '' }
    const officer = as('officer')
    await officer.cancel(house.branch, a ?? '', { ...told, on: day('2019-03-29'), instead: again })
    await officer.cancel(house.branch, b ?? '', { ...told, on: day('2019-05-01'), instead: null })
    await officer.cancel(house.branch, c ?? '', { ...told, on: day('2019-05-23'), instead: null })
    const tally = await as('member').tally(house.branch, yearSpan(2019))
    expect(tally.sentence).toBe(
      'In 2019 the employer cancelled 3 meetings: 1 was rescheduled (33%), 2 were lost.',
    )
    expect(tally.tally.employersNotice).toEqual([0, 3, 11])
    expect(JSON.stringify(tally)).not.toMatch(/Lanyon|Workload|free/)
    const moved = await as('rep').meeting(house.branch, a ?? '')
    expect(moved?.row).toMatchObject({ became: 'moved', notice: 3, movedTo: { on: '2019-04-22' } })
  })

  it('names another day later, and then it is no longer lost', async () => {
    const id = await made(meeting({ on: day('2017-02-01') }))
    const officer = as('officer')
    await officer.cancel(house.branch, id, {
      basedOn: 1,
      by: 'employer',
      on: day('2017-01-31'),
      reason: '',
      instead: null,
    })
    const before = await officer.tally(house.branch, yearSpan(2017))
    expect(before.tally.cancelled.employer).toEqual({ all: 1, moved: 0, lost: 1 })
    const instead = { basedOn: 2, on: day('2017-03-01'), at: null, place: '' }
    expect((await officer.reschedule(house.branch, id, instead)).ok).toBe(true)
    const after = await officer.tally(house.branch, yearSpan(2017))
    expect(after.tally.cancelled.employer).toEqual({ all: 1, moved: 1, lost: 0 })
  })

  it('keeps the log from members: they see no meeting, person or point', async () => {
    const id = await made(meeting())
    const member = as('member')
    expect(await member.meeting(house.branch, id)).toBeNull()
    const log = await member.log(house.branch, yearSpan(2019))
    expect([log.meetings, log.waiting, log.people]).toEqual([[], [], []])
    const saved = await member.meetings.save(house.branch, {
      id: null,
      basedOn: 0,
      body: meeting(),
    })
    expect(saved).toMatchObject({ ok: false, problem: { code: 'not-yours' } })
    expect(
      (await as('rep').meetings.save(house.branch, { id: null, basedOn: 0, body: meeting() })).ok,
    ).toBe(false)
  })

  it('does not log a body as a negotiating party on a day on which it was not recognised', async () => {
    const officer = as('officer')
    const body = await officer.bodies.save(house.branch, {
      id: null,
      basedOn: 0,
      body: {
        name: 'Fairborough branch',
        scope: 'Social care staff',
        from: day('2019-01-01'),
        until: null,
        source: 'Recognition agreement of 2019',
      },
    })
    if (!body.ok) throw new Error(body.problem.sentence)
    const bodies = [body.value.id]
    const early = await officer.meetings.save(house.branch, {
      id: null,
      basedOn: 0,
      body: meeting({ on: day('2018-12-31'), bodies }),
    })
    expect(early).toMatchObject({ ok: false, problem: { code: 'not-recognised', field: 'bodies' } })
    const unknown = await officer.meetings.save(house.branch, {
      id: null,
      basedOn: 0,
      body: meeting({ bodies: [randomUUID()] }),
    })
    expect(unknown.ok).toBe(false)
    const later = { id: null, basedOn: 0, body: meeting({ on: day('2018-01-01'), bodies: [] }) }
    expect((await officer.meetings.save(house.branch, later)).ok).toBe(true)
    expect(
      (await officer.meetings.save(house.branch, { ...later, body: meeting({ bodies }) })).ok,
    ).toBe(true)
  })

  it('does not let a new day or other days of the register leave a party unrecognised', async () => {
    const officer = as('officer')
    const register = {
      name: 'Ashby branch',
      scope: '',
      from: day('2019-01-01'),
      until: day('2019-06-30'),
      source: '',
    }
    const body = await officer.bodies.save(house.branch, { id: null, basedOn: 0, body: register })
    if (!body.ok) throw new Error(body.problem.sentence)
    const id = await made(meeting({ on: day('2019-06-03'), bodies: [body.value.id] }))
    const told = { basedOn: 1, by: 'employer' as const, on: day('2019-06-01'), reason: '' }
    const late = { on: day('2019-07-01'), at: null, place: '' }
    expect(await officer.cancel(house.branch, id, { ...told, instead: late })).toMatchObject({
      ok: false,
      problem: { code: 'not-recognised', field: 'instead' },
    })
    expect((await officer.meeting(house.branch, id))?.body.state).toBe('planned')
    expect((await officer.cancel(house.branch, id, { ...told, instead: null })).ok).toBe(true)
    expect(await officer.reschedule(house.branch, id, { basedOn: 2, ...late })).toMatchObject({
      ok: false,
      problem: { field: 'on' },
    })
    const shorter = { ...register, until: day('2019-06-02') }
    const narrowed = { id: body.value.id, basedOn: 1, body: shorter }
    expect(await officer.bodies.save(house.branch, narrowed)).toMatchObject({
      ok: false,
      problem: { code: 'logged-already', field: 'until' },
    })
    const ended = { ...narrowed, body: { ...shorter, until: day('2019-06-03') } }
    expect((await officer.bodies.save(house.branch, ended)).ok).toBe(true)
  })

  it('keeps one agenda a meeting, and both orders where two officers arrange it at once', async () => {
    const officer = as('officer')
    const id = await made(meeting({ on: day('2019-12-09') }))
    const arrangement = (words: string) => ({
      basedOn: 0,
      own: [{ key: 'own:1', words }],
      order: [],
      leftOut: [],
    })
    const both = await Promise.all(
      ['Rooms', 'Pay'].map((words) => officer.arrange(house.branch, id, arrangement(words))),
    )
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    const [kept] = both.flatMap((one) => (one.ok ? one.value : []))
    const agenda = await officer.agenda(house.branch, id)
    expect(agenda?.items.at(-1)?.words).toBe(kept?.body.own[0]?.words)
    const lost = both.flatMap((one) => (one.ok ? [] : one.problem))
    expect(lost).toMatchObject([{ code: 'saved-by-another' }])
  })

  it('makes the agenda, takes answers with the minutes, and asks no further', async () => {
    const officer = as('officer')
    const promises = promisesDoor(house.deps(house.person('officer')), house.person('officer'))
    await promises.keeper.save(house.branch, {
      id: null,
      basedOn: 0,
      body: {
        words: 'The wellbeing work will begin in 2018',
        by: 'Director of children’s services',
        contact: director,
        saidOn: day('2018-02-01'),
        meeting: null,
        document: 'Service update, spring 2018',
        line: 'We will begin this work in 2018.',
        due: { kind: 'year', year: 2018 },
        kept: null,
        released: null,
        concerns: [],
        demands: [],
      },
    })
    const asked = await put({ askedOn: day('2019-10-22') })
    const id = await made(meeting({ on: day('2019-12-02'), withPeople: [director] }))
    const agenda = await officer.agenda(house.branch, id)
    expect(agenda?.items.map(({ kind, why }) => [kind, why])).toEqual([
      [
        'promise',
        'Promised by Director of children’s services on 1 February 2018, due in 2018: overdue by 336 days.',
      ],
      ['point', 'Put to Perran Lanyon: asked 41 days ago, no answer.'],
      [
        'concern',
        'Ranked 1 among members’ concerns, came up in 3 rounds of meetings; never raised with the employer.',
      ],
    ])
    const [promise, point, heard] = agenda?.items ?? []
    await officer.arrange(house.branch, id, {
      basedOn: 0,
      own: [{ key: 'own:1', words: 'Next meeting' }],
      order: [heard?.key ?? '', 'own:1'],
      leftOut: [{ key: promise?.key ?? '', reason: 'Raised by letter' }],
    })
    expect(await officer.minutesBegun(house.branch, id)).toBe(
      '1. No safe way to report bullying\n\n2. Next meeting\n\n3. When will the duty rota be agreed?\n',
    )
    const held = await officer.hold(house.branch, id, {
      basedOn: 1,
      minutes: 75,
      notes: 'All three were gone through.',
      forBranch: 'The secretary',
      answers: [{ point: asked, words: 'By the end of January.' }],
      raised: [{ concern, to: director, words: 'There is no safe way to report bullying.' }],
    })
    expect(held.ok).toBe(true)
    const log = await as('rep').log(house.branch, yearSpan(2019))
    expect(log.waiting.map(({ words, waits }) => [words, waits])).toEqual([
      ['There is no safe way to report bullying.', 0],
    ])
    expect(log.people[0]).toMatchObject({
      name: 'Perran Lanyon',
      post: 'Director of children’s services',
      since: 0,
      contact: { minutes: 75, asked: 2, answered: 1 },
    })
    const next = await made(meeting({ on: day('2019-12-16') }))
    const after = await officer.agenda(house.branch, next)
    expect(after?.items.map(({ kind }) => kind)).toEqual(['promise', 'point'])
    expect(point?.id).toBe(asked)
  })

  it('keeps both officers’ minutes where two write at once, and the answers of both', async () => {
    const officer = as('officer')
    const id = await made(meeting({ on: day('2019-11-04') }))
    const minutes = (notes: string, answers: { point: string; words: string }[]) => ({
      basedOn: 1,
      minutes: 60,
      notes,
      forBranch: '',
      answers,
      raised: [],
    })
    const [one, two] = [
      await put({ askedOn: day('2019-11-01') }),
      await put({ askedOn: day('2019-11-01') }),
    ]
    const first = await officer.hold(
      house.branch,
      id,
      minutes('What one heard', [{ point: one, words: 'Yes' }]),
    )
    const second = await officer.hold(
      house.branch,
      id,
      minutes('What the other heard', [{ point: two, words: 'No' }]),
    )
    expect(first.ok).toBe(true)
    expect(second).toMatchObject({ ok: false, problem: { code: 'saved-by-another' } })
    const versions = await officer.meetings.versions(house.branch, id)
    expect(versions.map(({ body }) => body.notes)).toEqual([
      'What the other heard',
      'What one heard',
      '',
    ])
    expect((await officer.points.get(house.branch, two))?.body.answer).toBe('No')
  })

  it('sets days of a consultation beside days on which the employer met', async () => {
    const officer = as('officer')
    const begun = await officer.consultations.save(house.branch, {
      id: null,
      basedOn: 0,
      body: {
        name: 'Redundancies in early help',
        from: day('2019-11-01'),
        days: 45,
        until: null,
        source: 'TULRCA 1992 s.188, as read in 2019',
      },
    })
    if (!begun.ok) throw new Error(begun.problem.sentence)
    const about = { consultation: begun.value.id, state: 'held' as const, minutes: 60 }
    await made(meeting({ on: day('2019-11-11'), ...about }))
    const tally = await as('member').tally(house.branch, yearSpan(2019))
    expect(tally.consultations).toMatchObject([
      { words: '31 of 45 days have gone by; the employer met on 1 of them, for an hour.' },
    ])
  })
})
