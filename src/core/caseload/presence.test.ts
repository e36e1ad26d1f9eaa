import { describe, expect, test } from 'vitest'
import { addDays, isoDate } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { PersonRecord, Reduction } from '../model/index.ts'
import { isLongAway } from './presence.ts'

const ON = isoDate('2026-11-21') as IsoDate
const day = (n: number): IsoDate => addDays(ON, n)

const away = (
  from: number,
  to: number | null,
  reason: Reduction['reason'] = 'long-sickness',
  percent = 100,
): Reduction => ({
  reason,
  from: day(from),
  to: to === null ? null : day(to),
  amount: { percent },
})

const who = (reductions: Reduction[], absence: PersonRecord['absence'] = null): PersonRecord => ({
  from: { file: 'people.xlsx', sheet: 'People', row: 2 },
  name: 'Amara Okoye',
  aliases: [],
  sweNumber: null,
  team: null,
  parentTeam: null,
  fteMillionths: null,
  role: null,
  contract: null,
  contractEnd: null,
  asyeStart: null,
  asye: null,
  absence,
  reductions,
  supervisionHours: null,
  dutyHours: null,
  businessSupportHours: null,
  censusCases: null,
})

describe('long absence in force on the day', () => {
  test.each<[string, Reduction[], boolean]>([
    ['28 days to the day', [away(-27, 0)], true],
    ['27 days', [away(-26, 0)], false],
    ['28 days of which one is past', [away(0, 27)], true],
    ['over the day before', [away(-40, -1)], false],
    ['not yet begun', [away(1, 60)], false],
    ['no end given', [away(0, null)], true],
    ['half time only', [away(-60, 60, 'long-sickness', 50)], false],
    ['a long holiday', [away(-20, 20, 'annual-leave')], false],
    ['plain sickness without end, in its first week', [away(-6, null, 'sickness')], false],
    ['plain sickness without end, in its fifth week', [away(-28, null, 'sickness')], true],
    ['two fit notes end to end', [away(-20, -6), away(-5, 10)], true],
    ['two fit notes a day apart', [away(-20, -7), away(-5, 10)], false],
    ['two fit notes in the wrong order', [away(-5, 10), away(-20, -6)], true],
    [
      'sickness, then parental leave',
      [away(-5, 4, 'sickness'), away(5, null, 'maternity-paternity-adoption')],
      true,
    ],
    ['an open row then an earlier short one', [away(-60, -50), away(-3, null)], true],
  ])('%s', (_, reductions, expected) => {
    expect(isLongAway(who(reductions), ON)).toBe(expected)
  })

  test('hours taken off are no absence', () => {
    const hours: Reduction = {
      reason: 'long-sickness',
      from: day(-90),
      to: null,
      amount: { hoursHundredths: 16_000 },
    }
    expect(isLongAway(who([hours]), ON)).toBe(false)
  })

  test.each<[string, number, Reduction['reason'], Reduction[], boolean]>([
    ['on the census day itself', 0, 'maternity-paternity-adoption', [], true],
    ['27 days after the census day', -27, 'maternity-paternity-adoption', [], true],
    ['28 days after the census day', -28, 'maternity-paternity-adoption', [], false],
    ['before the census day', 1, 'maternity-paternity-adoption', [], false],
    ['plain sickness on one day', 0, 'sickness', [], false],
    ['dated reductions are known', 0, 'long-sickness', [away(-90, -80)], false],
  ])('away on the census day: %s', (_, census, reason, reductions, expected) => {
    expect(isLongAway(who(reductions, { on: day(census), reason }), ON)).toBe(expected)
  })
})
