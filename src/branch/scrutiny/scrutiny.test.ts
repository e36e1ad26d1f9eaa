import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import { negotiationDoor } from '../negotiation/index.ts'
import { scrutinyDoor, type HearingBody } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate

describe('the scrutiny desk', () => {
  let house: BranchHouse
  let ashdown: string
  let bramley: string
  let committee: string
  const as = (role: 'member' | 'rep' | 'officer') =>
    scrutinyDoor(house.deps(house.person(role)), house.person(role))
  const kept = async <T>(saving: Promise<{ ok: boolean; value?: T }>): Promise<T> => {
    const saved = await saving
    if (saved.value === undefined) throw new Error('it was not kept')
    return saved.value
  }
  const anew = <B>(body: B) => ({ id: null, basedOn: 0, body })

  beforeAll(async () => {
    house = await branchHouse(day('2019-05-14'))
    const officer = house.person('officer')
    const people = negotiationDoor(house.deps(officer), officer).contacts
    const councillor = async (name: string): Promise<string> =>
      (
        await kept(
          people.save(
            house.branch,
            anew({ name, side: 'council-members' as const, posts: [], reach: '' }),
          ),
        )
      ).id
    ashdown = await councillor('Councillor Wren Ashdown')
    bramley = await councillor('Councillor Hal Bramley')
    const desk = as('officer')
    committee = (
      await kept(
        desk.committees.save(
          house.branch,
          anew({ name: 'Children and young people scrutiny', of: 'Fairborough Council' }),
        ),
      )
    ).id
    const seat = { committee, role: '' }
    await kept(
      desk.seats.save(
        house.branch,
        anew({ ...seat, councillor: ashdown, from: day('2018-05-10'), until: day('2019-05-14') }),
      ),
    )
    await kept(
      desk.seats.save(
        house.branch,
        anew({ ...seat, councillor: bramley, from: day('2019-05-15'), until: null }),
      ),
    )
    await kept(
      desk.contacts.save(
        house.branch,
        anew({ councillor: ashdown, committee, keptBy: 'Branch secretary' }),
      ),
    )
  })
  afterAll(() => house.store.close())

  it('says at how many hearings the union was heard, counted from who spoke', async () => {
    const hearing = (on: string, speakers: HearingBody['speakers']) =>
      anew({ committee, on: day(on), subject: 'Inspection', speakers, note: '' })
    const desk = as('officer')
    await desk.hearings.save(
      house.branch,
      hearing('2019-02-04', [{ name: 'The director', for: 'officers' }]),
    )
    await desk.hearings.save(
      house.branch,
      hearing('2019-04-01', [{ name: 'The lead member', for: 'executive' }]),
    )
    expect((await as('rep').hearingsView(house.branch)).sentence).toBe(
      'The union was heard at 0 of 2 hearings.',
    )
    await desk.hearings.save(
      house.branch,
      hearing('2019-05-13', [{ name: 'Branch secretary', for: 'union' }]),
    )
    expect(await as('rep').heard(house.branch)).toEqual({
      heard: 1,
      of: 3,
      sentence: 'The union was heard at 1 of 3 hearings.',
    })
  })

  it('opens a handover on the day after a seat ended, and closes it with whoever sits there now', async () => {
    const desk = as('officer')
    expect((await desk.councillorsView(house.branch)).handovers).toEqual([])
    house.today = day('2019-05-15')
    const [open] = (await as('rep').councillorsView(house.branch)).handovers
    expect(open).toMatchObject({
      state: 'no-owner',
      councillor: { name: 'Councillor Wren Ashdown' },
      leftOn: '2019-05-14',
      sitsNow: [{ name: 'Councillor Hal Bramley' }],
    })
    const given = {
      councillor: ashdown,
      committee,
      leftOn: day('2019-05-14'),
      owner: 'Branch chair',
    }
    await desk.handOver(house.branch, { ...given, done: null })
    expect((await desk.councillorsView(house.branch)).handovers[0]).toMatchObject({
      state: 'open',
      task: { body: { owner: 'Branch chair' } },
    })
    const done = { on: day('2019-05-15'), words: 'Wrote and was answered.', to: bramley }
    await desk.handOver(house.branch, { ...given, done })
    const view = await desk.councillorsView(house.branch)
    expect(view.handovers.map(({ state }) => state)).toEqual(['done'])
    expect(view.contacts.map(({ councillor, isStale }) => [councillor.name, isStale])).toEqual([
      ['Councillor Hal Bramley', false],
      ['Councillor Wren Ashdown', true],
    ])
    expect(view.sentence).toBe(
      'No contact waits to be handed over. No question waits for an answer.',
    )
  })

  it('writes seats as Popolo and brings them in: what is there already stays, an end is added', async () => {
    const desk = as('officer')
    const written = await desk.popolo(house.branch)
    const same = await desk.preview(house.branch, JSON.stringify(written))
    expect(same).toMatchObject({ value: { newSeats: 0, ended: 0, known: 2, newCouncillors: [] } })
    written.persons.push({ id: 'x', name: 'Councillor Ida Combe' })
    written.memberships.push({
      id: 'm',
      person_id: 'x',
      organization_id: committee,
      start_date: '2019-05-15',
    })
    for (const one of written.memberships)
      if (one.person_id === bramley) one.end_date = '2020-05-01'
    const brought = await desk.bringIn(house.branch, JSON.stringify(written))
    expect(brought).toMatchObject({
      value: { newSeats: 1, ended: 1, known: 1, newCouncillors: ['Councillor Ida Combe'] },
    })
    const { seats } = await desk.councillorsView(house.branch)
    expect(seats.map(({ councillor, body }) => [councillor.name, body.until])).toEqual([
      ['Councillor Hal Bramley', '2020-05-01'],
      ['Councillor Ida Combe', null],
      ['Councillor Wren Ashdown', '2019-05-14'],
    ])
    const again = await desk.bringIn(house.branch, JSON.stringify(written))
    expect(again).toMatchObject({ value: { newSeats: 0, ended: 0, known: 3 } })
  })

  it('counts how long a councillor has not answered', async () => {
    const desk = as('officer')
    const asked = { to: bramley, askedOn: day('2019-04-04'), words: 'Will the union be heard?' }
    await desk.questions.save(house.branch, anew({ ...asked, answeredOn: null, answer: '' }))
    const view = await as('rep').councillorsView(house.branch)
    expect(view.questions).toMatchObject([{ waits: 41, to: { name: 'Councillor Hal Bramley' } }])
    expect(view.sentence).toBe(
      'No contact waits to be handed over. 1 question waits for an answer, for 41 days.',
    )
  })

  it('shows members nothing of it, and lets reps write none of it', async () => {
    expect((await as('member').councillorsView(house.branch)).seats).toEqual([])
    const saved = await as('rep').committees.save(house.branch, anew({ name: 'Audit', of: '' }))
    expect(saved).toMatchObject({ ok: false, problem: { code: 'not-yours' } })
    expect(await as('rep').bringIn(house.branch, '{}')).toMatchObject({ ok: false })
  })
})
