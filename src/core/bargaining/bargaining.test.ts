import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import {
  cannotClose,
  contactsOn,
  gridOf,
  heardAt,
  neverReached,
  overdueFor,
  promiseStanding,
  protectGroups,
  rankConcerns,
  roundDays,
  roundStanding,
  SMALLEST_GROUP,
  staleContacts,
  standsUnder,
  tallyOf,
  unanswered,
  winStanding,
  type Concern,
  type Negotiation,
  type Promised,
  type Visit,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const year = { from: day('2019-01-01'), to: day('2019-12-31') }

const meeting = (id: string, more: Partial<Negotiation> = {}): Negotiation => ({
  id,
  on: day('2019-05-01'),
  withPeople: ['director'],
  state: 'held',
  cancelled: null,
  movedTo: null,
  minutes: 60,
  ...more,
})
const cancelled = (id: string, movedTo: string | null = null): Negotiation =>
  meeting(id, { state: 'cancelled', cancelled: { by: 'employer', on: day('2019-04-30') }, movedTo })

describe('the log of meetings with the employer', () => {
  it('says that the employer cancelled three, of which one was moved and two were lost', () => {
    const all = [
      cancelled('a', 'd'),
      cancelled('b'),
      cancelled('c'),
      meeting('d', { on: day('2019-06-01') }),
    ]
    expect(tallyOf(all, year)).toMatchObject({
      held: 1,
      cancelled: { employer: { all: 3, moved: 1, lost: 2 }, branch: { all: 0 } },
      employersNotice: [1, 1, 1],
    })
  })

  it('counts a meeting as lost where the one in its place was cancelled as well', () => {
    const all = [cancelled('a', 'b'), cancelled('b')]
    expect(tallyOf(all, year).cancelled.employer).toEqual({ all: 2, moved: 0, lost: 2 })
    const circle = [cancelled('a', 'b'), cancelled('b', 'a')]
    expect(tallyOf(circle, year).cancelled.employer.lost).toBe(2)
  })

  it('says what was asked how many days ago without an answer', () => {
    const asked = { id: '1', askedOn: day('2019-01-01'), to: 'director', answeredOn: null }
    const answered = { ...asked, id: '2', answeredOn: day('2019-03-01') }
    expect(unanswered([asked, answered], day('2019-02-11')).map(({ days }) => days)).toEqual([
      41, 41,
    ])
    expect(unanswered([asked, answered], day('2019-03-01')).map(({ point }) => point.id)).toEqual([
      '1',
    ])
  })

  it('knows each person by when they were last met, for how long, and what they answered', () => {
    const found = contactsOn(
      [meeting('a'), meeting('b', { on: day('2019-06-01'), minutes: null })],
      [{ id: '1', askedOn: day('2019-05-01'), to: 'director', answeredOn: day('2019-05-20') }],
      day('2019-12-31'),
    )
    expect(found).toEqual([
      {
        person: 'director',
        lastMet: '2019-06-01',
        meetings: 2,
        minutes: 60,
        withoutLength: 1,
        asked: 1,
        answered: 1,
      },
    ])
  })

  it('never loses or counts twice a meeting', () => {
    const any = fc.array(
      fc.record({
        n: fc.nat(9),
        to: fc.option(fc.nat(9)),
        is: fc.constantFrom('held', 'planned', 'employer', 'branch'),
      }),
      { maxLength: 10 },
    )
    fc.assert(
      fc.property(any, (rows) => {
        const all = rows.map((row, at) =>
          meeting(String(at), {
            state: row.is === 'held' || row.is === 'planned' ? row.is : 'cancelled',
            cancelled:
              row.is === 'employer' || row.is === 'branch'
                ? { by: row.is, on: day('2019-04-01') }
                : null,
            movedTo: row.to === null ? null : String(row.to),
          }),
        )
        const { held, planned, cancelled: off } = tallyOf(all, year)
        expect(held + planned + off.employer.all + off.branch.all).toBe(all.length)
        for (const side of [off.employer, off.branch]) expect(side.moved + side.lost).toBe(side.all)
      }),
    )
  })
})

const promise = (more: Partial<Promised> = {}): Promised => ({
  id: 'p',
  by: 'director',
  saidOn: day('2019-12-12'),
  due: { kind: 'year', year: 2020 },
  keptOn: null,
  releasedOn: null,
  ...more,
})

describe('a promise', () => {
  it('made for a year is due through it and overdue from the first of January after', () => {
    expect(promiseStanding(promise(), day('2020-12-31')).state).toBe('due')
    expect(promiseStanding(promise(), day('2021-01-01'))).toMatchObject({
      state: 'overdue',
      daysLate: 1,
    })
  })

  it('made for a month is due until its last day, in a leap year too', () => {
    const february = promise({ due: { kind: 'month', month: '2020-02' } })
    expect(promiseStanding(february, day('2020-02-29'))).toMatchObject({
      state: 'due',
      lastDay: '2020-02-29',
    })
    const december = promise({ due: { kind: 'month', month: '2020-12' } })
    expect(promiseStanding(december, day('2021-01-01')).state).toBe('overdue')
  })

  it('without a date is never overdue, and one that was kept late says so', () => {
    expect(promiseStanding(promise({ due: { kind: 'none' } }), day('2099-01-01')).state).toBe(
      'no-date',
    )
    const late = promise({ keptOn: day('2021-03-02') })
    expect(promiseStanding(late, day('2021-12-31')).state).toBe('kept-late')
    expect(promiseStanding(late, day('2021-02-01')).state).toBe('overdue')
  })

  it('that is overdue on the day stands on the next agenda by itself, the longest first', () => {
    const all = [
      promise({ id: 'new', due: { kind: 'day', on: day('2021-02-01') } }),
      promise({ id: 'old' }),
      promise({ id: 'kept', keptOn: day('2020-05-01') }),
      promise({ id: 'not-yet', due: { kind: 'day', on: day('2021-03-01') } }),
    ]
    expect(overdueFor(all, day('2021-03-01')).map((one) => one.promise.id)).toEqual(['old', 'new'])
  })
})

const concern = (id: string, rounds: (string | null)[], more: Partial<Concern> = {}): Concern => ({
  id,
  heard: rounds.map((round, at) => ({
    round,
    on: addDays(day('2019-07-01'), at),
    team: null,
    people: 1,
  })),
  mergedInto: null,
  ...more,
})

describe('concerns', () => {
  it('press by the rounds in which they came up, then by people, then by age', () => {
    const all = [
      concern('once', ['july', 'july', 'july']),
      concern('thrice', ['july', 'october', 'december']),
      concern('outside', [null]),
    ]
    expect(rankConcerns(all, day('2020-01-01')).map(({ id, rounds }) => [id, rounds])).toEqual([
      ['thrice', 3],
      ['once', 1],
      ['outside', 0],
    ])
  })

  it('that were merged count together, a round once', () => {
    const all = [
      concern('a', ['july']),
      concern('b', ['july', 'october'], { mergedInto: 'a' }),
      concern('c', ['december'], { mergedInto: 'b' }),
    ]
    expect(rankConcerns(all, day('2020-01-01'))).toMatchObject([
      { id: 'a', rounds: 3, times: 4, people: 4, merged: ['b', 'c'], firstRaised: '2019-07-01' },
    ])
  })

  it('share a place where nothing tells them apart', () => {
    const all = [concern('a', ['july']), concern('b', ['july']), concern('c', [null])]
    expect(rankConcerns(all, day('2020-01-01')).map(({ place }) => place)).toEqual([1, 1, 3])
  })

  it('lose nobody who spoke, however they were merged, even in a circle', () => {
    const any = fc.array(fc.option(fc.nat(5)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(any, (into) => {
        const all = into.map((to, at) =>
          concern(String(at), ['july'], { mergedInto: to === null ? null : String(to) }),
        )
        const ranked = rankConcerns(all, day('2020-01-01'))
        expect(ranked.reduce((sum, one) => sum + one.people, 0)).toBe(all.length)
        const byId = new Map(all.map((one) => [one.id, one]))
        for (const one of all) {
          const under = standsUnder(one.id, byId)
          expect(standsUnder(under, byId)).toBe(under)
        }
      }),
    )
  })
})

describe('small groups', () => {
  it('are never shown apart, nor to be had by taking the shown ones from the whole', () => {
    const any = fc.array(fc.record({ size: fc.integer({ min: 1, max: 30 }), count: fc.nat(30) }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(any, (groups) => {
        const all = groups.map((group, at) => ({ id: String(at), ...group }))
        const { shown, together, withheld } = protectGroups(all)
        for (const one of shown) expect(one.size).toBeGreaterThanOrEqual(SMALLEST_GROUP)
        if (together) {
          expect(together.size).toBeGreaterThanOrEqual(SMALLEST_GROUP)
          expect(together.ids.length).toBeGreaterThan(1)
        }
        // Withheld ones stand beside no shown one: the whole less the shown would tell them.
        if (withheld.length > 0) expect([shown.length, together]).toEqual([0, null])
        const named = [...shown.map(({ id }) => id), ...(together?.ids ?? []), ...withheld]
        expect(named.sort()).toEqual(all.map(({ id }) => id).sort())
      }),
    )
  })
})

const visit = (id: string, more: Partial<Visit> = {}): Visit => ({
  id,
  round: 'july',
  site: 'Moreton',
  on: day('2026-07-06'),
  at: 735,
  minutes: 60,
  room: null,
  reps: ['r'],
  state: 'planned',
  ...more,
})

describe('a round of meetings', () => {
  it('takes working days and skips the weekend', () => {
    expect(roundDays(day('2016-09-29'), 3)).toEqual(['2016-09-29', '2016-09-30', '2016-10-03'])
  })

  it('is read as a grid of sites and days', () => {
    const all = [visit('a'), visit('b', { site: 'Ashby', on: day('2026-07-07') })]
    const { days, rows } = gridOf(all, ['Ashby', 'Moreton', 'Elm'])
    expect(days).toEqual(['2026-07-06', '2026-07-07'])
    expect(rows.map(({ site, visits }) => [site, ...visits.map((one) => one?.id ?? '')])).toEqual([
      ['Ashby', '', 'b'],
      ['Moreton', 'a', ''],
      ['Elm', '', ''],
    ])
  })

  it('says where a rep is needed, what nobody has told of, and which sites were never reached', () => {
    const all = [
      visit('past'),
      visit('held', { state: 'held', site: 'Ashby' }),
      visit('bare', { on: day('2026-07-20'), reps: [] }),
      visit('off', { state: 'cancelled', site: 'Elm' }),
    ]
    expect(roundStanding(all, day('2026-07-10'))).toMatchObject({
      visits: 4,
      held: 1,
      cancelled: 1,
      needReps: [{ id: 'bare' }],
      notTold: [{ id: 'past' }],
    })
    expect(neverReached(['Ashby', 'Elm', 'Moreton'], all, day('2026-07-10'))).toEqual([
      'Elm',
      'Moreton',
    ])
  })
})

describe('what came of it', () => {
  it('keeps a win apart from its evidence and from whether it held', () => {
    const win = {
      id: 'w',
      before: 'must',
      after: 'may',
      wonOn: day('2020-01-01'),
      evidence: null,
      looked: [{ on: day('2021-01-01'), holds: false, words: '' }],
    }
    expect(winStanding(win, day('2020-06-01'))).toEqual({
      evidenceMissing: true,
      holds: 'not-looked',
      lastLooked: null,
    })
    expect(winStanding(win, day('2021-06-01')).holds).toBe('no')
  })

  it('leaves a big item open until its outcome is written', () => {
    expect(cannotClose({ outcome: ' ' })).toBe('no-outcome')
    expect(cannotClose({ outcome: 'A career path is in the policy.' })).toBeNull()
  })
})

describe('scrutiny', () => {
  const hearing = (speaker: 'executive' | 'union') => ({
    id: speaker,
    committee: 'children',
    on: day('2026-01-01'),
    speakers: [{ name: 'S', for: speaker }],
  })

  it('heard the union at none of the hearings, or at some', () => {
    expect(heardAt([hearing('executive')], day('2026-02-01'))).toEqual({ heard: 0, of: 1 })
    expect(heardAt([hearing('executive'), hearing('union')], day('2026-02-01')).heard).toBe(1)
  })

  it('marks a contact as stale when their seat ended, and names who sits there now', () => {
    const contact = { councillor: 'old', committee: 'children', keptBy: 'officer' }
    const seats = [
      {
        councillor: 'old',
        committee: 'children',
        from: day('2022-05-01'),
        until: day('2026-05-06'),
      },
      { councillor: 'new', committee: 'children', from: day('2026-05-07'), until: null },
    ]
    expect(staleContacts([contact], seats, day('2026-05-06'))).toEqual([])
    expect(staleContacts([contact], seats, day('2026-05-07'))).toEqual([
      { contact, leftOn: '2026-05-06', sitsNow: ['new'] },
    ])
  })
})
