import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { compareRoll, merged, type HeldEntry, type ListedEntry } from './compare.ts'
import { isMail, isWorkMail, numberKey, type RollEntry } from './entry.ts'

const entry = (given: Partial<RollEntry> = {}): RollEntry => ({
  name: 'Ada Example',
  mail: null,
  phone: null,
  number: null,
  employer: null,
  workplace: null,
  department: null,
  site: null,
  team: null,
  job: null,
  joined: null,
  left: null,
  ...given,
})
const held = (id: string, given: Partial<RollEntry> = {}): HeldEntry => ({
  id,
  standing: 'member',
  entry: entry(given),
})
const listed = (
  row: number,
  given: Partial<RollEntry> = {},
  standing: ListedEntry['standing'] = 'member',
): ListedEntry => ({ row, standing, entry: entry(given) })

describe('a list of members beside the roll', () => {
  it('knows a member by number however it is padded, and says each field before and after', () => {
    const found = compareRoll(
      [held('a', { number: '0012345', job: 'Social worker', phone: '01632 960123' })],
      [listed(2, { number: '12 345', job: 'Team manager', phone: '(01632) 960 123' })],
    )
    expect(found.changed).toMatchObject([
      { id: 'a', changes: [{ field: 'job', before: 'Social worker', after: 'Team manager' }] },
    ])
    expect(found.fresh).toEqual([])
  })

  it('takes nothing away for an empty cell', () => {
    const before = entry({ number: '1', mail: 'ada@example.org', joined: '2019-01-01' as IsoDate })
    expect(merged(before, entry({ number: '1' }))).toEqual({ entry: before, changes: [] })
  })

  it('asks where the number is one member’s and the mail another’s', () => {
    const roll = [held('a', { number: '1' }), held('b', { number: '2', mail: 'b@example.org' })]
    const found = compareRoll(roll, [listed(2, { number: '1', mail: 'b@example.org' })])
    expect(found.unclear).toEqual([{ row: 2, because: 'number-and-mail-of-two' }])
    expect(found.changed).toEqual([])
    // Neither is proposed as a leaver: the list does speak of them.
    expect(found.leavers).toEqual([])
  })

  it('never knows anybody by name', () => {
    const found = compareRoll([held('a', { number: '1' })], [listed(2, { number: '9' })])
    expect(found.fresh).toHaveLength(1)
    expect(found.leavers).toEqual([{ id: 'a', because: 'not-in-list', row: null }])
  })

  it('proposes leavers and ends nobody: who the list says has left stays a member', () => {
    const found = compareRoll(
      [held('a', { number: '1' }), held('b', { number: '2' })],
      [listed(2, { number: '1', left: '2026-10-31' as IsoDate }, 'former')],
    )
    expect(found.leavers).toEqual([
      { id: 'a', because: 'listed-as-left', row: 2 },
      { id: 'b', because: 'not-in-list', row: null },
    ])
    expect(found.changed.every(({ after }) => after.standing === 'member')).toBe(true)
  })

  it('adds nobody who had left before they were here, and says which rows', () => {
    const found = compareRoll([], [listed(7, { number: '3' }, 'former')])
    expect(found).toMatchObject({ fresh: [], past: [7] })
  })

  const entries = fc.record({
    name: fc.constantFrom('Ada Example', 'Bo Sample', 'Cy Trial'),
    number: fc.option(fc.integer({ min: 1, max: 9 }).map(String)),
    mail: fc.option(fc.constantFrom('a@example.org', 'b@example.org', 'c@example.org')),
    job: fc.option(fc.constantFrom('Social worker', 'Team manager')),
  })
  const standings = fc.constantFrom('member' as const, 'former' as const, 'contact' as const)
  const rolls = fc
    .uniqueArray(entries, { selector: (one) => one.number ?? one, maxLength: 6 })
    .chain((all) => fc.tuple(fc.constant(all), fc.array(standings, { minLength: 6, maxLength: 6 })))
    .map(([all, given]) =>
      all.map((one, i) => ({ ...held(`id${i}`, one), standing: given[i] ?? 'member' })),
    )
  const lists = fc
    .array(fc.tuple(entries, standings), { maxLength: 8 })
    .map((all) => all.map(([one, standing], i) => listed(i + 2, one, standing)))

  it('accounts for each row once, and for each person once', () => {
    fc.assert(
      fc.property(rolls, lists, (roll, list) => {
        const found = compareRoll(roll, list)
        const rows = [
          ...found.fresh.map(({ row }) => row),
          ...found.changed.map((one) => one.listed.row),
          ...found.same.map(({ row }) => row),
          ...found.unclear.map(({ row }) => row),
          ...found.past,
        ]
        expect(rows.sort((a, b) => a - b)).toEqual(list.map(({ row }) => row))
        const touched = [...found.changed, ...found.same].map(({ id }) => id)
        expect(new Set(touched).size).toBe(touched.length)
        const leaving = found.leavers.map(({ id }) => id)
        expect(new Set(leaving).size).toBe(leaving.length)
      }),
    )
  })

  it('finds nothing new or changed the second time', () => {
    fc.assert(
      fc.property(rolls, lists, (roll, list) => {
        const first = compareRoll(roll, list)
        const after = roll.map(
          (one) => first.changed.find((changed) => changed.id === one.id)?.after ?? one,
        )
        const again = compareRoll(
          after,
          list.filter(({ row }) => first.changed.some((one) => one.listed.row === row)),
        )
        expect(again.changed.flatMap((one) => one.changes)).toEqual([])
      }),
    )
  })
})

describe('a mail address', () => {
  it('of a public body or of a domain named as the employer’s is the employer’s', () => {
    expect(isWorkMail('ada@fairborough.gov.uk')).toBe(true)
    expect(isWorkMail('ada@childrens.example', ['childrens.example'])).toBe(true)
    expect(isWorkMail('ada@notgov.uk')).toBe(false)
    expect(isWorkMail('ada@example.org')).toBe(false)
  })

  it('has one at sign and a domain', () => {
    expect(isMail('ada.o’neill@example.org')).toBe(true)
    for (const text of ['ada', 'ada@', 'ada@example', 'a b@example.org', 'ada@exa_mple.org']) {
      expect(isMail(text)).toBe(false)
    }
  })
})

describe('a membership number', () => {
  it('is the same with and without spaces and leading noughts', () => {
    expect(numberKey(' 00 123-456 ')).toBe(numberKey('123456'))
    expect(numberKey('AB 12')).toBe('ab12')
    expect(numberKey('000')).toBe('0')
  })
})
