import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Kept } from './kept.ts'

test('what is kept never weighs more than was allowed, is the last that was said, and the last used stays', () => {
  const step = fc.record({
    keep: fc.boolean(),
    question: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    weight: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const most = 20
      const kept = new Kept<number>(most)
      // The obvious way: everything that was said, the last used at the end.
      let said: { question: string; answer: number; weight: number }[] = []
      steps.forEach(({ keep, question, weight }, answer) => {
        const known = said.find((one) => one.question === question)
        if (keep) {
          said = said.filter((one) => one !== known)
          if (weight <= most) said.push({ question, answer, weight })
          while (said.reduce((sum, one) => sum + one.weight, 0) > most) said.shift()
          kept.keep(question, answer, weight)
        } else {
          expect(kept.get(question)).toBe(known?.answer)
          if (known) said = [...said.filter((one) => one !== known), known]
        }
        expect(kept.weight).toBe(said.reduce((sum, one) => sum + one.weight, 0))
      })
    }),
  )
})
