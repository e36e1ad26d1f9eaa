/** Reading addresses: what a person typed into one is used where it makes sense and left where not. */
export type QueryOf = Readonly<Record<string, unknown>>

const LONGEST = 200

/** One value of a query; of a key given twice, none. */
export function one(query: QueryOf, key: string): string | undefined {
  const value = query[key]
  if (typeof value !== 'string') return undefined
  const tidy = value.trim()
  return tidy === '' || tidy.length > LONGEST ? undefined : tidy
}

export function oneOf<const T extends string>(
  query: QueryOf,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = one(query, key)
  return allowed.find((candidate) => candidate === value)
}

/** A page number from 1; 1 where none or nonsense is given. */
export function pageOf(query: QueryOf): number {
  const value = Number(one(query, 'page') ?? 1)
  return Number.isInteger(value) && value >= 1 && value <= 100_000 ? value : 1
}

const ADDRESS = /^[A-Za-z0-9._~-]{1,400}$/

/** The opaque part of an address, or null where it cannot be one of ours. */
export const addressIn = (value: unknown): string | null =>
  typeof value === 'string' && ADDRESS.test(value) ? value : null

export type Query = Record<string, string | number | boolean | null | undefined>

/** A path with its query; empty values are left out, so that a page has one plain address. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) {
      search.set(key, String(value))
    }
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
