import { fold } from '../../kit/index.ts'
import type { Named } from './people/columns.ts'
import type { Choices } from './table.ts'

/** What a cell of a fixed list may say, by every name it goes by. `asks`: where it says something else. */
export const choices = <T extends string>(
  slug: string,
  named: readonly Named<T>[],
  asks: (value: string) => string,
): Choices<T> => ({
  slug,
  asks,
  options: named.map(({ value, label }) => ({ value, label })),
  known: new Map(
    named.flatMap(({ value, label, also }) =>
      [label, value, ...also].map((one) => [fold(one), value] as const),
    ),
  ),
})
