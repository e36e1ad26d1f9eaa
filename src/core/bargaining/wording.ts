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

/** Changes that only a space parts become one, out before in: "may be" for "or is never", not word for word. */
function gathered(parts: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  let out = ''
  let into = ''
  const settle = (): void => {
    if (out !== '') all.push({ kind: 'out', words: out })
    if (into !== '') all.push({ kind: 'in', words: into })
    out = into = ''
  }
  parts.forEach(({ kind, words }, at) => {
    const bridges = out + into !== '' && at < parts.length - 1 && /^[ \t]+$/.test(words)
    if (kind === 'out') out += words
    else if (kind === 'in') into += words
    else if (bridges) {
      out += words
      into += words
    } else {
      settle()
      all.push({ kind, words })
    }
  })
  settle()
  return all
}

/** The earlier or the later wording out of their stretches. */
export const oneWording = (stretches: readonly Stretch[], which: 'before' | 'after'): string =>
  stretches
    .filter(({ kind }) => kind !== (which === 'before' ? 'in' : 'out'))
    .map(({ words }) => words)
    .join('')
