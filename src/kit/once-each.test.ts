import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onceEach } from './index.ts'

test('a sum of two lists is worked out once for the same two, and is what it would be worked out anew', () => {
  const list = fc.array(fc.integer(), { maxLength: 4 })
  fc.assert(
    fc.property(
      fc.array(list, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat())),
      (lists, asked) => {
        const sum = (a: number[], b: number[]): number => [...a, ...b].reduce((x, y) => x + y, 0)
        let worked = 0
        const kept = onceEach((a: number[], b: number[]) => {
          worked += 1
          return sum(a, b)
        })
        const pairs = asked.map(([a, b]) => [a % lists.length, b % lists.length] as const)
        for (const [a, b] of pairs) {
          expect(kept(lists[a] ?? [], lists[b] ?? [])).toBe(sum(lists[a] ?? [], lists[b] ?? []))
        }
        expect(worked).toBe(new Set(pairs.map(String)).size)
      },
    ),
  )
})
