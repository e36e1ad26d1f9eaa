import { diffWordsWithSpace } from 'diff'

/** A stretch of two wordings: in both, only in the earlier one, or only in the later one. */
export interface Stretch {
  kind: 'same' | 'out' | 'in'
  words: string
}

/** Past this many changed words two wordings are two texts: each is shown whole. */
const MOST_CHANGES = 4_000

/**
 * What changed from one wording to another, word by word. The stretches that are not `in` join to the
 * earlier wording exactly, those that are not `out` to the later one.
 */
export function compareWording(before: string, after: string): Stretch[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES })
  if (parts === undefined) {
    return [
      { kind: 'out', words: before },
      { kind: 'in', words: after },
    ]
  }
  return gathered(
    parts.map(({ added, removed, value }) => ({
      kind: added ? 'in' : removed ? 'out' : 'same',
      words: value,
    })),
  )
}

/** What went out and what came in at one place, and the words in both that follow it. */
interface Place {
  out: string
  in: string
  same: string
}

const longest = (of: Place): number => Math.max(of.out.length, of.in.length)

/**
 * Few words in both, between changes as long as they are, say nothing: they are read as changed too, so
 * that a sentence written anew is shown as one and not word by word.
 */
function gathered(parts: readonly Stretch[]): Stretch[] {
  let places: Place[] = [{ out: '', in: '', same: '' }]
  for (const { kind, words } of parts) {
    let at = places.at(-1) as Place
    if (kind !== 'same' && at.same !== '') {
      at = { out: '', in: '', same: '' }
      places.push(at)
    }
    at[kind] += words
  }
  for (let before = -1; before !== places.length;) {
    before = places.length
    const kept: Place[] = []
    for (const next of places) {
      const last = kept.at(-1)
      if (last && last.same.length <= Math.min(longest(last), longest(next))) {
        last.out += last.same + next.out
        last.in += last.same + next.in
        last.same = next.same
      } else kept.push({ ...next })
    }
    places = kept
  }
  return places.flatMap((place) =>
    (['out', 'in', 'same'] as const).flatMap((kind) =>
      place[kind] === '' ? [] : [{ kind, words: place[kind] }],
    ),
  )
}

/** The earlier or the later wording out of their stretches. */
export const oneWording = (stretches: readonly Stretch[], which: 'before' | 'after'): string =>
  stretches
    .filter(({ kind }) => kind !== (which === 'before' ? 'in' : 'out'))
    .map(({ words }) => words)
    .join('')
