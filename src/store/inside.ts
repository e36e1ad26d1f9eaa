import type { Connections } from './connect.ts'
import type { Side } from './side.ts'

/** A store of either side. */
export interface AnyStore {
  readonly kind: 'embedded' | 'external'
}

/** What this room alone knows of a store. */
export interface Inside {
  side: Side
  app: Connections
  owner: Connections | null
  /** True where another process runs the database. */
  joined: boolean
  /** Does what waits to be done by the rows that are there, once a backup is in place. */
  adopt(): Promise<void>
  /** What is emptied beside the tables before a backup comes in; it holds no record. */
  emptiedBeside: readonly string[]
}

const insides = new WeakMap<AnyStore, Inside>()

export const knowInside = (store: AnyStore, inside: Inside): void => void insides.set(store, inside)

export const forgetInside = (store: AnyStore): void => void insides.delete(store)

export function insideOf(store: AnyStore): Inside {
  const inside = insides.get(store)
  if (inside === undefined) throw new Error('This store is closed')
  return inside
}
