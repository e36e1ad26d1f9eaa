import { byText } from '../../kit/index.ts'

/** Fewer than this are never shown apart: who said what could be told. */
export const SMALLEST_GROUP = 10

/** A group of people and what was counted in it. */
export interface CountedGroup {
  id: string
  /** How many people belong to it, not how many spoke. */
  size: number
  count: number
}

export interface ShownGroups {
  shown: { id: string; size: number; count: number }[]
  /** Groups shown together; null where there are none. */
  together: { ids: string[]; size: number; count: number } | null
  /** Too few altogether: nothing of them is shown, and no total either that would tell it. */
  withheld: string[]
}

/**
 * What may be shown of counts by group: none smaller than ten apart. Small ones are shown together;
 * where they are too few for that, or are one alone, the smallest of the others joins them, so that no
 * group can be had by taking the shown ones from the whole.
 *
 * @returns all groups withheld where they are fewer than ten people altogether.
 */
export function protectGroups(groups: readonly CountedGroup[]): ShownGroups {
  const bySize = [...groups].sort((a, b) => a.size - b.size || byText(a.id, b.id))
  const small = bySize.filter((group) => group.size < SMALLEST_GROUP)
  const shown = bySize.filter((group) => group.size >= SMALLEST_GROUP)
  const sizeOf = (of: readonly CountedGroup[]): number =>
    of.reduce((sum, group) => sum + group.size, 0)
  while (small.length > 0 && (small.length === 1 || sizeOf(small) < SMALLEST_GROUP)) {
    const joins = shown.shift()
    if (joins === undefined) break
    small.push(joins)
  }
  const isEnough = small.length > 0 && sizeOf(small) >= SMALLEST_GROUP
  return {
    shown: shown
      .sort((a, b) => byText(a.id, b.id))
      .map(({ id, size, count }) => ({ id, size, count })),
    together: isEnough
      ? {
          ids: small.map((group) => group.id).sort(byText),
          size: sizeOf(small),
          count: small.reduce((sum, group) => sum + group.count, 0),
        }
      : null,
    withheld: isEnough ? [] : small.map((group) => group.id).sort(byText),
  }
}

/** A count of people as it may be said where the group is large enough but few spoke. */
export const banded = (count: number): 'nobody' | 'fewer than 5' | '5 to 9' | '10 or more' =>
  count === 0 ? 'nobody' : count < 5 ? 'fewer than 5' : count < 10 ? '5 to 9' : '10 or more'
