/**
 * Plain data as one JSON text, the same however it was put together: keys in order of code units, no
 * spaces. Two things are the same when their canonical texts are equal; a hash of one is a hash of this
 * text in UTF-8.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`)
      .join(',')}}`
  }
  return JSON.stringify(value)
}
