import { randomBytes, randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsed } from '../../../test/seeds/ical.ts'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { BranchPerson, BranchRole } from '../../core/branch-rights/index.ts'
import { proposeVisits } from '../../core/bargaining/index.ts'
import { members, visitAnswers } from '../../store/branch/index.ts'
import { calendarDoor } from '../calendar/index.ts'
import { addEntry, emptyEntry, giveOffice } from '../roll/index.ts'
import { sitesBook } from '../sites/index.ts'
import { isClash, roundsDoor, type NewVisit, type OfBranch } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const key = randomBytes(32)
const SITES = ['Ashby', 'Elm Court', 'Moreton', 'Quayside', 'Thornbury']

let house: BranchHouse
let of: OfBranch
const sites = new Map<string, string>()

const depsOf = (person: BranchPerson | null) => ({
  ...house.deps(person),
  key,
  origin: () => 'https://branch.example.org',
})
const as = (role: BranchRole | null) => {
  const person = role === null ? null : house.person(role)
  return roundsDoor(depsOf(person), person)
}
const calendar = (role: BranchRole | null) => {
  const person = role === null ? null : house.person(role)
  return calendarDoor(depsOf(person), person)
}
const visit = (site: string, on: string, more: Partial<NewVisit> = {}): NewVisit => ({
  site: sites.get(site) ?? '',
  on: day(on),
  at: 735,
  minutes: 60,
  isAbout: true,
  room: '',
  ...more,
})
const basis = (number: number) => ({ number, settles: null })

async function makeRound(
  name: string,
  visits: readonly NewVisit[],
  more: { audience?: 'public' | 'members'; guestsMayAnswer?: boolean } = {},
): Promise<string> {
  const made = await as('rep').make(
    of,
    { name, about: '', audience: 'public', guestsMayAnswer: true, ...more },
    visits,
  )
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

const onlyVisit = async (round: string) => {
  const [first] = (await as('rep').round(of, round))?.all ?? []
  if (!first) throw new Error('No visit')
  const shown = await as('rep').visit(of, first.id)
  if (!shown) throw new Error('No visit')
  return shown
}

beforeAll(async () => {
  house = await branchHouse(day('2026-06-01'))
  of = { id: house.branch.id, slug: 'fairborough' }
  await house.store.inOrganisation(house.branch.id, async (scope) => {
    const at = new Date('2026-06-01T08:00:00Z')
    for (const name of SITES) {
      const body = { name, town: 'Fairborough', address: '', buildings: [], teams: [], near: [] }
      sites.set(name, (await sitesBook.make(scope, { body, by: null, at })).id)
    }
    for (const role of ['member', 'rep', 'officer'] as const) {
      const { member, name } = house.person(role)
      const added = await addEntry(
        scope,
        { key, organisation: of.id },
        { standing: 'member', entry: emptyEntry(name), id: member },
        at,
      )
      if (!added.ok) throw new Error(added.problem.sentence)
      if (role === 'member') continue
      await giveOffice(
        scope,
        { key, organisation: of.id },
        {
          member,
          role,
          title: role,
          site: null,
          team: null,
          from: day('2015-01-01'),
          until: null,
          consentedOn: null,
          mail: null,
          phone: null,
          by: null,
          at,
        },
      )
    }
  })
})

describe('meeting rounds', () => {
  it('of three rounds and five sites are fifteen visits, each site reached once a round', async () => {
    for (const [name, first] of [
      ['July', '2026-07-06'],
      ['October', '2026-10-22'],
      ['December', '2026-12-07'],
    ] as const) {
      const proposed = proposeVisits({
        firstDay: day(first),
        days: 5,
        sites: SITES.map((site) => sites.get(site) ?? ''),
      })
      await makeRound(
        name,
        proposed.map(({ site, on }) => ({ ...visit('', on), site })),
      )
    }
    const { rounds, coverage, neverReached, needReps } = await as('rep').list(of)
    expect(rounds.map(({ name, visits }) => [name, visits])).toEqual([
      ['December', 5],
      ['October', 5],
      ['July', 5],
    ])
    expect(coverage).toHaveLength(5)
    expect(neverReached).toHaveLength(5)
    expect(needReps).toHaveLength(15)
    expect(needReps[0]).toMatchObject({ on: '2026-07-06', site: { name: 'Ashby' } })
    const july = await as('member').round(of, rounds[2]?.id ?? '')
    expect(july?.days).toHaveLength(5)
    expect(july?.rows.map(({ visits }) => visits.flat().length)).toEqual([1, 1, 1, 1, 1])
  })

  it('show who goes to reps, and to nobody else', async () => {
    const round = await makeRound('Rota', [visit('Ashby', '2026-06-10')])
    const { id, number } = await onlyVisit(round)
    const rep = house.person('rep')
    expect((await as('rep').setRota(of, id, basis(number), [rep.member])).ok).toBe(true)
    expect((await as('rep').visit(of, id))?.reps).toEqual([{ id: rep.member, name: rep.name }])
    expect((await as('member').visit(of, id))?.reps).toEqual([])
    expect((await as(null).visit(of, id))?.reps).toEqual([])
  })

  it('warn of a rep who is down for two sites at once, across rounds', async () => {
    const rep = house.person('rep').member
    const rounds = [
      await makeRound('Here', [visit('Ashby', '2026-06-15')]),
      await makeRound('There', [visit('Moreton', '2026-06-15', { at: 760 })]),
    ]
    for (const round of rounds) {
      const { id, number } = await onlyVisit(round)
      await as('rep').setRota(of, id, basis(number), [rep])
    }
    const [here = ''] = rounds
    expect((await as('rep').round(of, here))?.clashes).toMatchObject([
      {
        rep: { id: rep },
        isSure: true,
        visits: [{ site: { name: 'Ashby' } }, { site: { name: 'Moreton' } }],
      },
    ])
    expect((await as('member').round(of, here))?.clashes).toEqual([])
  })

  it('are out of sight of anybody who passes by where they are for members', async () => {
    const round = await makeRound('Inside', [visit('Ashby', '2026-06-11')], { audience: 'members' })
    const { id, number } = await onlyVisit(round)
    expect(await as(null).round(of, round)).toBeNull()
    expect(await as(null).visit(of, id)).toBeNull()
    expect((await as('member').round(of, round))?.all).toHaveLength(1)
    const shown = await as('rep').round(of, round)
    const opened = await as('rep').changeRound(of, round, basis(shown?.number ?? 0), {
      name: 'Inside',
      about: '',
      audience: 'public',
      guestsMayAnswer: false,
    })
    expect(opened.ok).toBe(true)
    expect((await as(null).round(of, round))?.all).toHaveLength(1)
    expect(number).toBe(1)
  })

  it('are planned by reps and officers alone', async () => {
    const refused = await as('member').make(
      of,
      { name: 'Mine', about: '', audience: 'public', guestsMayAnswer: false },
      [],
    )
    expect(refused).toMatchObject({ ok: false, problem: { code: 'not-yours' } })
    const round = await makeRound('Theirs', [visit('Ashby', '2026-06-12')])
    const { id, number } = await onlyVisit(round)
    for (const role of ['member', null] as const) {
      expect((await as(role).setRota(of, id, basis(number), [])).ok).toBe(false)
      expect((await as(role).note(of, id, null, { came: 1, words: 'x' })).ok).toBe(false)
    }
  })
})

describe('a visit', () => {
  it('that moved says what it was first announced as, and no more once it is back', async () => {
    const round = await makeRound('Moves', [visit('Ashby', '2026-06-16')])
    const { id, number } = await onlyVisit(round)
    const move = (n: number, to: NewVisit) => as('rep').changeVisit(of, id, basis(n), to)
    await move(number, visit('Moreton', '2026-06-18'))
    expect(await as(null).visit(of, id)).toMatchObject({
      site: { name: 'Moreton' },
      movedFrom: { site: 'Ashby', on: '2026-06-16', at: 735 },
    })
    await move(number + 1, visit('Elm Court', '2026-06-19'))
    expect((await as(null).visit(of, id))?.movedFrom).toMatchObject({ on: '2026-06-16' })
    await move(number + 2, visit('Ashby', '2026-06-16', { room: 'Room 2' }))
    expect(await as(null).visit(of, id)).toMatchObject({ movedFrom: null, room: 'Room 2' })
  })

  it('takes two changes of different fields, and sets aside the second of the same field', async () => {
    const round = await makeRound('Two', [visit('Ashby', '2026-06-17')])
    const { id, number } = await onlyVisit(round)
    const rep = house.person('rep').member
    expect((await as('rep').setRota(of, id, basis(number), [rep])).ok).toBe(true)
    const room = (words: string) => visit('Ashby', '2026-06-17', { room: words })
    expect((await as('officer').changeVisit(of, id, basis(number), room('Library'))).ok).toBe(true)
    expect(await as('rep').visit(of, id)).toMatchObject({ reps: [{ id: rep }], room: 'Library' })
    const late = await as('rep').changeVisit(of, id, basis(number), room('Canteen'))
    expect(late).toMatchObject({
      ok: false,
      problem: { fields: [{ label: 'Room', theirs: 'Library', mine: 'Canteen' }] },
    })
    if (late.ok || !isClash(late.problem)) throw new Error('No clash')
    const now = await as('rep').visit(of, id)
    expect(now?.room).toBe('Library')
    const again = { number: now?.number ?? 0, settles: late.problem.mine }
    expect((await as('rep').changeVisit(of, id, again, room('Canteen'))).ok).toBe(true)
    expect((await as('rep').visit(of, id))?.room).toBe('Canteen')
  })

  it('keeps the notes of two who begin them at once', async () => {
    const round = await makeRound('Notes', [visit('Ashby', '2026-05-20')])
    const { id } = await onlyVisit(round)
    expect((await as('rep').note(of, id, null, { came: 9, words: 'First' })).ok).toBe(true)
    const second = await as('officer').note(of, id, null, { came: 9, words: 'Second' })
    expect(second).toMatchObject({
      ok: false,
      problem: { fields: [{ theirs: 'First', mine: 'Second' }] },
    })
    expect((await as('rep').visit(of, id))?.notes).toMatchObject({ words: 'First', came: 9 })
    expect((await as('member').visit(of, id))?.notes).toBeNull()
  })

  it('is held with how many came, or called off with the reason, and stands again after that', async () => {
    const round = await makeRound('Told', [visit('Ashby', '2026-05-21')])
    const { id, number, isNotTold } = await onlyVisit(round)
    expect(isNotTold).toBe(true)
    await as('rep').tell(of, id, basis(number), { state: 'held', came: 14 })
    expect(await as('rep').visit(of, id)).toMatchObject({ state: 'held', notes: { came: 14 } })
    await as('rep').tell(of, id, basis(number + 1), { state: 'cancelled', why: 'Flooded' })
    expect(await as(null).visit(of, id)).toMatchObject({
      state: 'cancelled',
      cancelled: { on: '2026-06-01', why: 'Flooded' },
    })
    await as('rep').tell(of, id, basis(number + 2), { state: 'planned' })
    expect(await as(null).visit(of, id)).toMatchObject({ state: 'planned', cancelled: null })
  })
})

describe('who comes', () => {
  it('is one answer a member, seen by themselves, and a count for reps', async () => {
    const round = await makeRound('Answers', [visit('Ashby', '2026-06-22')])
    const { id } = await onlyVisit(round)
    await as('member').answer(of, id, 'coming')
    await as('member').answer(of, id, 'maybe')
    await as('officer').answer(of, id, 'coming')
    await as(null).answerAsGuest(of, id)
    await as(null).answerAsGuest(of, id)
    expect(await as('member').visit(of, id)).toMatchObject({ own: 'maybe', counts: null })
    expect(await as('rep').visit(of, id)).toMatchObject({
      own: null,
      counts: { coming: 1, maybe: 1, not: 0, guests: 2 },
    })
    await as('member').answerAsGuest(of, id)
    expect((await as('rep').visit(of, id))?.counts).toMatchObject({ coming: 2, guests: 2 })
    await as('member').answer(of, id, null)
    expect((await as('rep').visit(of, id))?.counts).toMatchObject({ coming: 1, maybe: 0 })
  })

  it('is hidden from a rep by the database itself', async () => {
    const round = await makeRound('Hidden', [visit('Ashby', '2026-06-23')])
    const { id } = await onlyVisit(round)
    await as('member').answer(of, id, 'coming')
    const rep = house.person('rep')
    const { store } = house.deps(rep)
    await store.inOrganisation(house.branch.id, async (scope) => {
      expect(await visitAnswers.counts(scope, id)).toEqual({ coming: 0, maybe: 0, not: 0 })
      expect(await visitAnswers.coming(scope, id)).toEqual([])
      expect(await visitAnswers.guests(scope, id)).toBe(0)
    })
    await expect(
      store.inOrganisation(house.branch.id, (scope) =>
        visitAnswers.set(scope, {
          visit: id,
          member: house.person('member').member,
          answer: 'not',
          at: new Date(),
        }),
      ),
    ).rejects.toThrow()
  })

  it('is closed once a meeting is over or called off, and to guests where the round says so', async () => {
    const past = await onlyVisit(await makeRound('Past', [visit('Ashby', '2026-05-29')]))
    expect(await as('member').answer(of, past.id, 'coming')).toMatchObject({
      problem: { code: 'over' },
    })
    const quiet = await makeRound('Quiet', [visit('Ashby', '2026-06-24')], {
      guestsMayAnswer: false,
    })
    expect((await as(null).answerAsGuest(of, (await onlyVisit(quiet)).id)).ok).toBe(false)
    expect((await as(null).answerAsGuest(of, randomUUID())).ok).toBe(false)
  })
})

/** A feed as another program reads it, by uid. */
function events(text: string) {
  const calendarOf = parsed(text)
  for (const zone of calendarOf.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(zone)
  return new Map(
    calendarOf.getAllSubcomponents('vevent').map((each) => {
      const event = new ICAL.Event(each)
      return [
        event.uid,
        {
          sequence: event.sequence,
          starts: event.startDate.toJSDate().toISOString(),
          status: each.getFirstPropertyValue('status'),
          title: event.summary,
          url: String(each.getFirstPropertyValue('url')),
        },
      ]
    }),
  )
}

describe('the calendar', () => {
  it('moves and calls a visit off under one name, its number rising by these alone', async () => {
    const round = await makeRound('Feed', [visit('Quayside', '2026-10-23')])
    const { id, number } = await onlyVisit(round)
    const uid = `visit-${id}@fairload`
    const look = async () => events(await calendar(null).readPublic(of)).get(uid)
    expect(await look()).toEqual({
      sequence: 0,
      starts: '2026-10-23T11:15:00.000Z',
      status: 'CONFIRMED',
      title: 'Meeting, Quayside',
      url: `https://branch.example.org/fairborough/meetings/${round}`,
    })
    await as('rep').setRota(of, id, basis(number), [house.person('rep').member])
    expect((await look())?.sequence).toBe(0)
    await as('rep').changeVisit(of, id, basis(number + 1), visit('Quayside', '2026-10-26'))
    expect(await look()).toMatchObject({ sequence: 1, starts: '2026-10-26T12:15:00.000Z' })
    await as('rep').tell(of, id, basis(number + 2), { state: 'cancelled', why: 'Flooded' })
    expect(await look()).toMatchObject({ sequence: 2, status: 'CANCELLED' })
    expect((await look())?.sequence).toBe(2)
  })

  it('of a member is behind a secret, says nothing of a union, and ends when they say so', async () => {
    const round = await makeRound('Members', [visit('Elm Court', '2026-06-25')], {
      audience: 'members',
    })
    const { id } = await onlyVisit(round)
    const uid = `visit-${id}@fairload`
    const secret = await calendar('member').makeFeed(of)
    const text = await calendar(null).read(of, secret)
    expect(events(text ?? '').get(uid)).toMatchObject({ title: 'Meeting, Elm Court' })
    expect(text).not.toMatch(/union|member|rep\b/i)
    expect(events(await calendar(null).readPublic(of)).has(uid)).toBe(false)
    expect(
      await calendar(null).read(of, secret.replace(/^./, secret[0] === 'a' ? 'b' : 'a')),
    ).toBeNull()
    const next = await calendar('member').makeFeed(of)
    expect(await calendar(null).read(of, secret)).toBeNull()
    await calendar('member').endFeed(of)
    expect(await calendar(null).read(of, next)).toBeNull()
  })

  it('is shut to whoever left the roll', async () => {
    const secret = await calendar('officer').makeFeed(of)
    expect(await calendar(null).read(of, secret)).not.toBeNull()
    const { member } = house.person('officer')
    await house.store.inOrganisation(house.branch.id, async (scope) => {
      const stored = await members.get(scope, member)
      if (!stored) throw new Error('Nobody')
      const { id, sealed, version } = stored
      const gone = { id, sealed, standing: 'former' as const, emailPrint: null, numberPrint: null }
      await members.change(scope, gone, version, new Date())
    })
    expect(await calendar(null).read(of, secret)).toBeNull()
  })
})
