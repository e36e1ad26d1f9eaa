import type { Agreement } from './schema/index.ts'

/**
 * The agreement as one text that is the same wherever and however the file was written: keys in
 * order of code units, no spaces. Two agreements are the same when their canonical texts are equal;
 * a hash of the agreement is a hash of this text in UTF-8.
 */
export const canonicalText = (agreement: Agreement): string => canonical(agreement)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`
  }
  return JSON.stringify(value)
}
