import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInstance, readInstanceText } from '../../src/core/fairness/index.ts'

const aCase = fc.record(
  {
    children: fc.nat({ max: 4 }),
    holder: fc.option(fc.nat({ max: 3 })),
    counts: fc.dictionary(fc.string({ maxLength: 5 }), fc.nat(), { maxKeys: 2 }),
    eligible: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 60 })), { maxLength: 4 }),
  },
  { requiredKeys: ['eligible'] },
)
const documents = fc.record({
  format: fc.constant('fairload-instance/1'),
  name: fc.string(),
  capacity: fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 4 }),
  cases: fc.array(aCase, { maxLength: 6 }),
})

describe('the text of a plain instance', () => {
  it('is read case by case into what it says', () => {
    fc.assert(
      fc.property(documents, fc.nat({ max: 2 }), (document, indent) => {
        const text = JSON.stringify(document, null, indent)
        expect(readInstanceText(text)).toEqual(parseInstance(JSON.parse(text)))
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('is not taken for an instance where it is not JSON', () => {
    const text = (cases: string): string =>
      `{"format":"fairload-instance/1","capacity":[1],"cases":${cases}}`
    const one = '{"eligible":[[0,1]]}'
    expect(readInstanceText(text(`[${one},${one}]`))?.ok).toBe(true)
    for (const broken of [`[${one},]`, `[${one}, ]`, `[,${one}]`, `[${one},,${one}]`, `[${one}`]) {
      expect(readInstanceText(text(broken))).toBe(null)
    }
  })

  it('says at which case it is off', () => {
    const text =
      '{"format":"fairload-instance/1","capacity":[1],"cases":[{"eligible":[]},{"eligible":[[0]]}]}'
    const read = readInstanceText(text)
    expect(read?.ok === false && read.problem.sentence).toContain('cases → 1 → eligible → 0')
  })
})
