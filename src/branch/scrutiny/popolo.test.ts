import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { popoloOf, readPopolo } from './popolo.ts'

const day = (text: string): IsoDate => text as IsoDate
const file = (memberships: unknown[]): string =>
  JSON.stringify({
    persons: [{ id: 'p1', name: 'Councillor  Wren Ashdown' }],
    organizations: [{ _id: 'o1', name: 'Children and young people scrutiny' }],
    memberships,
  })
const membership = { person_id: 'p1', organization_id: 'o1', start_date: '2019-05-15' }

describe('seats as Popolo', () => {
  it('come back as they were written out', () => {
    const seat = fc.record({
      councillor: fc.constantFrom('c1', 'c2', 'c3'),
      committee: fc.constantFrom('k1', 'k2'),
      role: fc.constantFrom('', 'Chair'),
      from: fc.nat(2000).map((n) => addDays(day('2015-01-01'), n)),
      days: fc.option(fc.nat(900), { nil: null }),
    })
    const bySeat = (one: { councillor: string; committee: string; from: IsoDate }): string =>
      `${one.councillor}/${one.committee}/${one.from}`
    fc.assert(
      fc.property(fc.uniqueArray(seat, { selector: bySeat, maxLength: 20 }), (rows) => {
        const seats = rows.map(({ days, ...row }, n) => ({
          ...row,
          id: `s${n}`,
          until: days === null ? null : addDays(row.from, days),
        }))
        const written = popoloOf({
          councillors: ['c1', 'c2', 'c3', 'nobody'].map((id) => ({ id, name: `Councillor ${id}` })),
          committees: ['k1', 'k2'].map((id) => ({ id, name: `Committee ${id}` })),
          seats,
        })
        expect(written.persons.map(({ id }) => id)).not.toContain('nobody')
        const read = readPopolo(JSON.stringify(written))
        if (!read.ok) throw new Error(read.problem.sentence)
        expect(read.value.left).toEqual([])
        expect(read.value.seats).toEqual(
          seats.map(({ councillor, committee, role, from, until }) => ({
            councillor: `Councillor ${councillor}`,
            committee: `Committee ${committee}`,
            role,
            from,
            until,
            isRough: false,
          })),
        )
      }),
    )
  })

  it('take a year or a month for its first day or its last, and say so', () => {
    const read = readPopolo(file([{ ...membership, start_date: '2019-05', end_date: '2020' }]))
    expect(read).toMatchObject({
      value: {
        seats: [
          {
            councillor: 'Councillor Wren Ashdown',
            from: '2019-05-01',
            until: '2020-12-31',
            isRough: true,
          },
        ],
      },
    })
  })

  it('leave out what does not say who, where or since when, by its place', () => {
    const read = readPopolo(
      file([
        membership,
        { ...membership, person_id: 'p9' },
        { ...membership, organization_id: null },
        { ...membership, start_date: '' },
        { ...membership, end_date: '2019-13-01' },
        { ...membership, end_date: '2018-01-01' },
        membership,
      ]),
    )
    if (!read.ok) throw new Error(read.problem.sentence)
    expect(read.value.seats).toHaveLength(1)
    expect(read.value.left.map(({ place }) => place)).toEqual([2, 3, 4, 5, 6, 7])
  })

  it('say of another file that it is none', () => {
    for (const text of ['', 'persons', '[]', '{"persons": 3}', 'null']) {
      expect(readPopolo(text)).toMatchObject({ ok: false, problem: { code: 'not-popolo' } })
    }
  })
})
