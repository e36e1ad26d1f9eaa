import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import {
  compareProgrammes,
  inTold,
  moved,
  nextLook,
  oneWording,
  reviewDue,
  SMALLEST_GROUP,
  statutoryMatter,
  supportShown,
  type FrozenProgramme,
  type StatedDemand,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const ids = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String))

describe('the order of a programme', () => {
  it('names each demand once, whatever was written down', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20).map(String)), ids, (order, all) => {
        expect(inTold(order, all).sort()).toEqual([...all].sort())
      }),
    )
  })

  it('is kept for what it names, and what is new stands last', () => {
    expect(inTold(['c', 'gone', 'a'], ['a', 'b', 'c'])).toEqual(['c', 'a', 'b'])
  })

  it('stays an order of the same demands however they are moved, and moves back', () => {
    const way = fc.constantFrom('up' as const, 'down' as const)
    fc.assert(
      fc.property(ids, fc.array(fc.tuple(fc.nat(12), way)), (all, moves) => {
        let order = all
        for (const [which, to] of moves) {
          const next = moved(order, String(which), to)
          expect([...next].sort()).toEqual([...all].sort())
          const back = moved(next, String(which), to === 'up' ? 'down' : 'up')
          if (next.join() !== order.join()) expect(back).toEqual(order)
          order = next
        }
      }),
    )
  })
})

const demand = (id: string, more: Partial<StatedDemand> = {}): StatedDemand => ({
  id,
  title: `Demand ${id}`,
  words: `Words of ${id}.`,
  measure: '',
  baseline: null,
  target: '',
  scope: 'ALL staff',
  state: 'agreed',
  reason: '',
  isCaseload: false,
  ...more,
})
const programme = (
  demands: StatedDemand[],
  more: Partial<FrozenProgramme> = {},
): FrozenProgramme => ({
  title: 'A programme for change',
  opening: 'This is only a start.',
  demands,
  redLines: [],
  principles: [],
  ...more,
})

describe('two published programmes', () => {
  it('that are the same differ in nothing', () => {
    const one = programme([demand('a'), demand('b')])
    expect(compareProgrammes(one, structuredClone(one))).toEqual([])
  })

  it('say that a member’s eighth demand is new, where it stands, and nothing of the others', () => {
    const seven = ['1', '2', '3', '4', '5', '6', '7'].map((id) => demand(id))
    const found = compareProgrammes(programme(seven), programme([...seven, demand('8')]))
    expect(found.map(({ sentence }) => sentence)).toEqual(['New demand 8: Demand 8.'])
  })

  it('show word by word that the scope was narrowed', () => {
    const [change] = compareProgrammes(
      programme([demand('a')]),
      programme([demand('a', { scope: 'ALL permanent staff' })]),
    )
    expect(change?.sentence).toBe('Who it is for (demand 1, Demand a) changed.')
    expect(oneWording(change?.wording ?? [], 'before')).toBe('ALL staff')
    expect(oneWording(change?.wording ?? [], 'after')).toBe('ALL permanent staff')
  })

  it('name the one demand that moved, not all that it passed', () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => demand(id))
    const [a, ...rest] = all
    const found = compareProgrammes(programme(all), programme([...rest, a as StatedDemand]))
    expect(found.map(({ sentence }) => sentence)).toEqual([
      'Moved from place 1 to place 4: Demand a.',
    ])
  })

  it('keep red lines apart from demands', () => {
    const line = { id: 'r', words: 'Rises for senior pay alone are not the answer.' }
    const found = compareProgrammes(programme([]), programme([], { redLines: [line] }))
    expect(found).toMatchObject([{ kind: 'added', sentence: `New red line: ${line.words}` }])
    expect(compareProgrammes(programme([], { redLines: [line] }), programme([]))).toMatchObject([
      { kind: 'removed', about: 'r' },
    ])
  })

  it('leave out no demand that came, went or changed', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.nat(8).map(String), words: fc.constantFrom('x', 'y') }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(some, some, (before, after) => {
        const found = compareProgrammes(
          programme(before.map(({ id, words }) => demand(id, { words }))),
          programme(after.map(({ id, words }) => demand(id, { words }))),
        )
        const of = (kind: string): (string | null)[] =>
          found.filter((one) => one.kind === kind).map(({ about }) => about)
        const without = (here: typeof before, there: typeof before): string[] =>
          here.filter(({ id }) => !there.some((one) => one.id === id)).map(({ id }) => id)
        expect(of('added').sort()).toEqual(without(after, before).sort())
        expect(of('removed').sort()).toEqual(without(before, after).sort())
        const rewritten = after.filter(({ id, words }) =>
          before.some((one) => one.id === id && one.words !== words),
        )
        expect(of('changed').sort()).toEqual(rewritten.map(({ id }) => id).sort())
      }),
    )
  })

  it('fall due for review a year after they were published', () => {
    expect(reviewDue(day('2016-09-23'))).toBe('2017-09-23')
    expect(reviewDue(day('2024-02-29'))).toBe('2025-02-28')
  })
})

describe('an indicative show of support', () => {
  it('is never shown for fewer than ten, nor before it closes', () => {
    const some = fc.nat(12)
    fc.assert(
      fc.property(some, some, some, fc.boolean(), (agree, disagree, pass, isOpen) => {
        const shown = supportShown({ agree, disagree, pass }, isOpen)
        const all = agree + disagree + pass
        expect(shown.kind).toBe(isOpen ? 'open' : all < SMALLEST_GROUP ? 'too-few' : 'counted')
        if (shown.kind !== 'counted') expect(JSON.stringify(shown)).not.toMatch(/\d/)
      }),
    )
  })

  it.each([
    'Should we strike in May?',
    'A work to rule',
    'Industrial action now',
    'a walk-out',
    'An overtime ban',
    'Shall we ballot?',
  ])('is not for what only a statutory ballot may ask: %s', (words) => {
    expect(statutoryMatter(words)).not.toBeNull()
  })

  it.each([
    'A fair caseload management system',
    'No forced redeployment',
    'Striding ahead',
    'Overtime is paid',
  ])('takes a demand as it is: %s', (words) => {
    expect(statutoryMatter(words)).toBeNull()
  })
})

describe('whether a win held', () => {
  const win = (...looked: string[]): Parameters<typeof nextLook>[0] => ({
    wonOn: day('2026-01-31'),
    looked: looked.map((on) => ({ on: day(on), holds: true, words: '' })),
  })

  it('is looked at again after three months and after twelve', () => {
    expect(nextLook(win(), day('2026-04-29'))).toEqual({
      months: 3,
      due: '2026-04-30',
      isDue: false,
    })
    expect(nextLook(win(), day('2026-04-30'))?.isDue).toBe(true)
    expect(nextLook(win('2026-05-02'), day('2026-06-01'))).toMatchObject({
      months: 12,
      isDue: false,
    })
    expect(nextLook(win('2026-05-02', '2027-02-01'), day('2027-03-01'))).toBeNull()
  })

  it('is not said by a look before it was due, and one late look says it for both', () => {
    expect(nextLook(win('2026-03-01'), day('2026-05-01'))?.months).toBe(3)
    expect(nextLook(win('2027-03-01'), day('2027-04-01'))).toBeNull()
  })
})
