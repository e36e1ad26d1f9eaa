import { homedir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'
import { mailSettingsFrom, type MailSettings } from './mail-settings.ts'

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
  /** Where people reach Fairload, where that is not the address it answers at; https only. */
  origin: string | null
  /** Proxies whose word for where a request came from is taken. */
  proxies: string[]
  /** Key of this house in base64, where several machines serve one database. */
  secret: string | null
  /** Where messages are sent; null where none are. */
  mail: MailSettings | null
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
const DEFAULT_PORT = 8700

/**
 * Reads the environment. Other machines are answered only by way of https: passwords and records
 * travel. Fairload speaks none itself, so a proxy before it does.
 */
export function configFrom(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): Result<Config, Problem> {
  const host = env.FAIRLOAD_HOST ?? '127.0.0.1'
  const origin = env.FAIRLOAD_ORIGIN || null
  if (origin !== null && !isWebAddress(origin)) {
    return fail({
      code: 'origin-not-https',
      sentence: `FAIRLOAD_ORIGIN is “${origin}”. Set it to the address people type, beginning with https:// and without a path, like https://fairload.example.gov.uk.`,
    })
  }
  if (!LOOPBACK.has(host) && origin === null) {
    return fail({
      code: 'address-not-local',
      sentence: `FAIRLOAD_HOST is ${host}: other machines would send passwords and records over plain HTTP. Put a proxy with TLS before Fairload, and set FAIRLOAD_ORIGIN to its https address (docs/guide/running.md).`,
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
  const mail = mailSettingsFrom(env)
  if (!mail.ok) return mail
  return ok({
    dataFolder: env.FAIRLOAD_DATA ?? defaultDataFolder(env, isRoot),
    databaseUrl: env.DATABASE_URL || null,
    migrationUrl: env.FAIRLOAD_MIGRATION_URL || null,
    host,
    port: number,
    portIsDefault: port === undefined,
    origin,
    proxies: (env.FAIRLOAD_PROXY ?? '').split(',').flatMap((each) => each.trim() || []),
    secret: env.FAIRLOAD_SECRET || null,
    mail: mail.value,
  })
}

/** `https://name` with nothing after it, as browsers write an origin. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, origin } = new URL(text)
  return protocol === 'https:' && origin === text.toLowerCase()
}

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean => LOOPBACK.has(host)

/** `/var/lib/fairload` for root: the database runs as another user, who must be able to reach it. */
function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string {
  if (isRoot) return '/var/lib/fairload'
  if (env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'Fairload')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'fairload')
}
