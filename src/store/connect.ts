import { setTimeout as wait } from 'node:timers/promises'
import type { ClientConfig, PoolClient } from 'pg'
import pg from 'pg'

const DATE = 1082
const BIGINT = 20

/** Days stay text (`YYYY-MM-DD`, no zone can shift them); counts are numbers. */
const types: NonNullable<ClientConfig['types']> = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (value: string) => value
    if (oid === BIGINT) return Number
    return format === 'binary'
      ? (pg.types.getTypeParser(oid, 'binary') as never)
      : (pg.types.getTypeParser(oid, 'text') as never)
  },
}

/** A database that starts again (crash, restart, fail-over) is waited for this long. */
const PATIENCE_MS = 10_000

/** Codes that mean "not now": no statement of ours has run, so trying again is safe. */
const NOT_NOW = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

/** Whether the database is away for a moment: nothing asked of it has been done. */
export const notNow = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && NOT_NOW.has(String(error.code))) ||
    /terminated unexpectedly|timeout exceeded|not queryable/.test(error.message))

export interface Connections {
  connect(): Promise<PoolClient>
  end(): Promise<void>
}

/** A pool whose `connect` waits out a database that restarts. It is never handed out of this room. */
export function openPool(config: ClientConfig, max: number): Connections {
  const pool = new pg.Pool({
    ...config,
    types,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  })
  // An idle connection that breaks is dropped by the pool; the next `connect` makes another. One in
  // use tells its statement; unheard, its own event would end our process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  let ended: Promise<void> | null = null
  return {
    connect: async () => {
      const giveUpAt = Date.now() + PATIENCE_MS
      for (;;) {
        try {
          return await pool.connect()
        } catch (error) {
          if (!notNow(error) || Date.now() > giveUpAt || ended !== null) throw error
          await wait(100)
        }
      }
    },
    end: () => (ended ??= pool.end()),
  }
}

/** Runs `work` on one connection and gives it back, broken ones thrown away. */
export async function withClient<T>(
  pool: Connections,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = true
    throw error
  } finally {
    client.release(broken)
  }
}
