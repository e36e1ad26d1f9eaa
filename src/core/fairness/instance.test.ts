import { describe, expect, it } from 'vitest'
import { parseInstance } from './instance.ts'

const least = {
  format: 'fairload-instance/1',
  capacity: [10, 20],
  cases: [{ eligible: [[0, 3]] }],
}

describe('a plain instance', () => {
  it('needs only capacities and who may hold what: the rest is harmless', () => {
    expect(parseInstance(least)).toEqual({
      ok: true,
      value: {
        name: '',
        maxMoves: null,
        problem: {
          unit: 'points',
          fullTime: 20,
          workers: [
            { id: '0', capacity: 10 },
            { id: '1', capacity: 20 },
          ],
          units: [
            {
              id: '0',
              children: 1,
              families: 1,
              statutory: true,
              holder: null,
              frozen: false,
              eligible: [[0, 3]],
            },
          ],
        },
      },
    })
  })

  it('keeps costs that are not whole or too large as they are, so that they can be refused', () => {
    const odd = [
      [0, 3],
      [1, 2 ** 40],
    ]
    const read = parseInstance({ ...least, cases: [{ eligible: odd }, { eligible: [[0, 0.5]] }] })
    expect(read.ok && read.value.problem.units.map((unit) => unit.eligible)).toEqual([
      odd,
      [[0, 0.5]],
    ])
  })

  it('keeps every cost of very many cases', () => {
    const cases = Array.from({ length: 3_000 }, (_, at) => ({ eligible: [[at % 2, at]] }))
    const read = parseInstance({ ...least, cases })
    expect(read.ok && read.value.problem.units.map((unit) => unit.eligible[0])).toEqual(
      cases.map((one) => one.eligible[0]),
    )
  })

  it('is taken as it is where it says more', () => {
    const more = parseInstance({
      ...least,
      name: 'a team',
      unit: 'half-hours a month',
      maxMoves: 0,
      fullTime: 15,
      limits: [{}, { children: 4 }],
      cases: [
        {
          children: 3,
          families: 2,
          holder: 1,
          frozen: true,
          statutory: false,
          counts: { children: 3 },
          eligible: [[1, 7]],
        },
      ],
    })
    expect(more).toMatchObject({
      ok: true,
      value: {
        name: 'a team',
        maxMoves: 0,
        problem: {
          unit: 'half-hours a month',
          fullTime: 15,
          workers: [{ limits: {} }, { limits: { children: 4 } }],
          units: [
            {
              children: 3,
              families: 2,
              holder: 1,
              frozen: true,
              statutory: false,
              counts: { children: 3 },
              eligible: [[1, 7]],
            },
          ],
        },
      },
    })
  })

  it('of nobody still has a full-time worker to count by', () => {
    expect(parseInstance({ ...least, capacity: [], cases: [] })).toMatchObject({
      value: { problem: { fullTime: 1 } },
    })
  })

  it.each([
    [null, /^This is not a whole fairload-instance\/1 document: .*Check where it was made\.$/],
    [{ ...least, format: 'other/1' }, /: at format: /],
    [{ ...least, capacity: ['ten'] }, /: at capacity → 0: /],
    [{ ...least, cases: [{ eligible: [[0]] }] }, /: at cases → 0 → eligible → 0/],
    [{ ...least, cases: [{}] }, /: at cases → 0 → eligible: /],
    [{ ...least, maxMoves: -1 }, /: at maxMoves: /],
  ])('that is not whole is refused, and where it is off is said: %j', (document, sentence) => {
    const refused = parseInstance(document)
    expect(refused).toMatchObject({ ok: false, problem: { code: 'instance' } })
    if (!refused.ok) expect(refused.problem.sentence).toMatch(sentence)
  })
})
