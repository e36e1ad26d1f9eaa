import { homedir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'

/** Everything the environment decides. */
export interface Config {
  /** Where the database, keys and temporary files lie. */
  dataFolder: string
  /** A PostgreSQL to use instead of the embedded one; null for the embedded one. */
  databaseUrl: string | null
  /** A login that may change the schema, where `databaseUrl` may not. */
  migrationUrl: string | null
  host: string
  port: number
  /** True where the address was not asked for: the next free port may be taken. */
  portIsDefault: boolean
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
const DEFAULT_PORT = 8700

/**
 * Reads the environment. Until people sign in, Fairload answers this machine alone: another
 * address is refused with a sentence.
 */
export function configFrom(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): Result<Config, Problem> {
  const host = env.FAIRLOAD_HOST ?? '127.0.0.1'
  if (!LOOPBACK.has(host)) {
    return fail({
      code: 'address-not-local',
      sentence: `FAIRLOAD_HOST is ${host}, but Fairload has no sign-in yet and answers this machine alone. Leave it out, or set it to 127.0.0.1.`,
    })
  }
  const port = env.FAIRLOAD_PORT ?? env.PORT
  const number = Number(port ?? DEFAULT_PORT)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    return fail({
      code: 'port-not-a-number',
      sentence: `FAIRLOAD_PORT is “${port}”. Set it to a whole number from 1 to 65535, or leave it out.`,
    })
  }
  return ok({
    dataFolder: env.FAIRLOAD_DATA ?? defaultDataFolder(env, isRoot),
    databaseUrl: env.DATABASE_URL || null,
    migrationUrl: env.FAIRLOAD_MIGRATION_URL || null,
    host,
    port: number,
    portIsDefault: port === undefined,
  })
}

/** `/var/lib/fairload` for root: the database runs as another user, who must be able to reach it. */
function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string {
  if (isRoot) return '/var/lib/fairload'
  if (env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'Fairload')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'fairload')
}
