/**
 * Folds text for matching: compatibility forms, curly quotes, no-break spaces and case are
 * ignored, runs of space become one. Two headers or names are the same when their folds are equal.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** `1 case`, `2 cases`, with thousands separated. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
}

/** Total order of text by code unit: the same on every machine, unlike locale order. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
