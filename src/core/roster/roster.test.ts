import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate, type IsoDate } from '../../kit/index.ts'
import { densityOf } from './density.ts'
import { phoneLink, phoneOf, phoneShown } from './phone.ts'
import { findPlaces, type RosterSite } from './places.ts'
import { inForce, repsFor, withoutRep, type RosterRep } from './reps.ts'

const day = (text: string): IsoDate => isoDate(text)!
const TODAY = day('2026-11-22')

const site = (id: string, given: Partial<RosterSite> = {}): RosterSite => ({
  id,
  name: `Site ${id}`,
  town: `Town ${id}`,
  buildings: [],
  teams: [],
  near: [],
  ...given,
})
const rep = (id: string, given: Partial<RosterRep> = {}): RosterRep => ({
  id,
  site: null,
  team: null,
  from: day('2026-01-01'),
  until: null,
  ...given,
})

const SITES = [
  site('a', {
    town: 'Fairborough',
    teams: [
      { id: 'a1', name: 'Locality 1' },
      { id: 'a2', name: 'Locality 2' },
    ],
    near: ['d', 'c'],
  }),
  site('b', { town: 'fairborough ' }),
  site('c'),
  site('d'),
]

describe('a worker looks for their rep', () => {
  it('gets the rep of the very team before the rep of the site', () => {
    const reps = [rep('1', { site: 'a' }), rep('2', { site: 'a', team: 'a1' })]
    expect(repsFor({ site: 'a', team: 'a1' }, SITES, reps, TODAY)).toMatchObject({
      kind: 'here',
      of: 'team',
      reps: [{ id: '2' }],
    })
    expect(repsFor({ site: 'a', team: 'a2' }, SITES, reps, TODAY)).toMatchObject({
      kind: 'here',
      of: 'site',
      reps: [{ id: '1' }],
    })
  })

  it('is told of the other team’s rep, then of the town’s, then of the site stated to be nearest', () => {
    const found = (...reps: RosterRep[]) => repsFor({ site: 'a', team: 'a1' }, SITES, reps, TODAY)
    const [team, town, near, next, branch] = [
      rep('9', { site: 'a', team: 'a2' }),
      rep('8', { site: 'b' }),
      rep('7', { site: 'd' }),
      rep('6', { site: 'c' }),
      rep('5'),
    ] as [RosterRep, RosterRep, RosterRep, RosterRep, RosterRep]
    expect(found(branch, next, near, town, team)).toMatchObject({
      how: 'site',
      reps: [{ id: '9' }],
    })
    expect(found(branch, next, near, town)).toMatchObject({ how: 'town', site: 'b' })
    expect(found(branch, next, near)).toMatchObject({ how: 'away', site: 'd' })
    expect(found(branch, next)).toMatchObject({ how: 'away', site: 'c' })
    expect(found(branch)).toMatchObject({ how: 'branch', site: null })
    expect(found()).toEqual({ kind: 'nobody' })
  })

  it('is never sent to somebody whose office has ended or not begun', () => {
    const days = fc
      .integer({ min: 0, max: 27 })
      .map((n) => day(`2026-02-${String(n + 1).padStart(2, '0')}`))
    const reps = fc.array(
      fc.record({
        id: fc.uuid(),
        site: fc.constantFrom(null, 'a', 'b', 'c', 'd'),
        team: fc.constantFrom(null, 'a1', 'a2'),
        from: days,
        until: fc.option(days),
      }),
      { maxLength: 8 },
    )
    const places = fc.record({
      site: fc.constantFrom('a', 'b', 'c', 'd'),
      team: fc.constantFrom(null, 'a1', 'a2'),
    })
    fc.assert(
      fc.property(reps, places, days, (all, place, on) => {
        const running = all.filter((one) => inForce(one, on))
        const found = repsFor(place, SITES, all, on)
        if (found.kind === 'nobody') {
          expect(running).toEqual([])
          return
        }
        expect(found.reps.length).toBeGreaterThan(0)
        for (const one of found.reps) expect(running).toContain(one)
        const atPlace = running.filter((one) => one.site === place.site)
        if (found.kind === 'here') for (const one of found.reps) expect(atPlace).toContain(one)
        else if (found.how !== 'site') expect(atPlace).toEqual([])
        const again = repsFor(place, SITES, [...all].reverse(), on)
        expect(again).toEqual(found)
      }),
    )
  })

  it('finds a place by team, building or town, the whole word first', () => {
    const sites = [
      site('x', { name: 'Mill Lane', buildings: ['The Annexe'], town: 'Fairborough' }),
      site('y', {
        name: 'Annexe Court',
        teams: [{ id: 'y1', name: 'Children with disabilities' }],
      }),
    ]
    expect(findPlaces('the annexe', sites).map((found) => found.label)).toEqual(['Mill Lane'])
    expect(findPlaces('annexe', sites).map((found) => found.site)).toContain('x')
    expect(findPlaces('  DISABILITIES', sites)[0]?.team).toBe('y1')
    expect(findPlaces('court children', sites)).toMatchObject([{ site: 'y', team: 'y1' }])
    expect(findPlaces('annexe court', sites)).toMatchObject([{ site: 'y', team: null }])
    expect(findPlaces('', sites)).toEqual([])
    expect(findPlaces('nowhere', sites)).toEqual([])
  })
})

describe('the branch looks where it has nobody', () => {
  it('lists a site without any rep once, and a team whose site has no rep of its own', () => {
    const reps = [rep('1', { site: 'a', team: 'a1' }), rep('2', { site: 'b' })]
    expect(withoutRep(SITES, reps, TODAY)).toEqual([
      { site: 'a', team: 'a2' },
      { site: 'c', team: null },
      { site: 'd', team: null },
    ])
  })
})

describe('how many are members', () => {
  it('is said in quarters, and of fewer than ten people not at all', () => {
    expect(densityOf(9, 9)).toBe('too few to say')
    expect(densityOf(0, 10)).toBe('under a quarter')
    expect(densityOf(10, 40)).toBe('a quarter to a half')
    expect(densityOf(20, 40)).toBe('a half to three quarters')
    expect(densityOf(31, 40)).toBe('over three quarters')
    expect(densityOf(3, null)).toBe('not known')
    expect(densityOf(41, 40)).toBe('not known')
  })

  it('never says that nobody or everybody of a group is a member', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 400 }), (size) => {
        expect(densityOf(0, size)).toBe(densityOf(1, size))
        expect(densityOf(size, size)).toBe(densityOf(size - 1, size))
      }),
    )
  })
})

describe('a phone number', () => {
  it('is one number however it is spaced', () => {
    const ways = [
      '01632 960 123',
      '(01632) 960123',
      '+44 (0)1632-960 12 3',
      '0044 1632960123',
      '016 32 9601 23',
    ]
    for (const way of ways) {
      expect(phoneOf(way)).toEqual({
        dials: '+441632960123',
        shown: '01632 960123',
        extension: null,
      })
    }
  })

  it('keeps an extension, and dials it', () => {
    const phone = phoneOf('020 7946 0000 ext. 42')!
    expect(phoneShown(phone)).toBe('020 7946 0000 extension 42')
    expect(phoneLink(phone)).toBe('tel:+442079460000;ext=42')
  })

  it('is refused where it cannot be one', () => {
    for (const text of ['', 'ask reception', '12345', '0000000000', '+4412']) {
      expect(phoneOf(text)).toBeNull()
    }
  })

  it('reads what it shows as the same number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-9]\d{8,9}$/), (home) => {
        const phone = phoneOf(home)!
        expect(phoneOf(phone.shown)).toEqual(phone)
        expect(phoneOf(phone.dials)).toEqual(phone)
      }),
    )
  })
})
