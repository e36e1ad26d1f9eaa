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

type Environment = Readonly<Record<string, string | undefined>>

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
const COUNCIL = { port: 8700, folder: 'fairload' }
const BRANCH = { port: 8800, folder: 'fairload-branch' }

/** What a process of either side may know of the machine besides its own settings. */
const OF_THE_MACHINE = ['LOCALAPPDATA', 'XDG_DATA_HOME', 'HOME']

/**
 * Reads the environment of the branch's house: the same settings, each with a name of its own
 * (`FAIRLOAD_BRANCH_PORT` for `FAIRLOAD_PORT`). The council's are not looked at.
 */
export function branchConfigFrom(env: Environment, isRoot: boolean): Result<Config, Problem> {
  const own: Record<string, string | undefined> = {}
  for (const name of OF_THE_MACHINE) own[name] = env[name]
  for (const [name, value] of Object.entries(env)) {
    const [, rest] = /^FAIRLOAD_BRANCH_([A-Z_]+)$/.exec(name) ?? []
    if (rest !== undefined) own[rest === 'DATABASE_URL' ? rest : `FAIRLOAD_${rest}`] = value
  }
  const config = configFrom(own, isRoot, BRANCH)
  if (config.ok) return config
  const sentence = config.problem.sentence.replaceAll('FAIRLOAD_', 'FAIRLOAD_BRANCH_')
  return fail({ ...config.problem, sentence })
}

/**
 * Reads the environment. Other machines are answered only by way of https: passwords and records
 * travel. Fairload speaks none itself, so a proxy before it does.
 */
export function configFrom(
  env: Environment,
  isRoot: boolean,
  usual: { port: number; folder: string } = COUNCIL,
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
  const number = Number(port ?? usual.port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    return fail({
      code: 'port-not-a-number',
      sentence: `FAIRLOAD_PORT is “${port}”. Set it to a whole number from 1 to 65535, or leave it out.`,
    })
  }
  const mail = mailSettingsFrom(env)
  if (!mail.ok) return mail
  return ok({
    dataFolder: env.FAIRLOAD_DATA ?? defaultDataFolder(env, isRoot, usual.folder),
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

/** `/var/lib/…` for root: the database runs as another user, who must be able to reach it. */
function defaultDataFolder(env: Environment, isRoot: boolean, name: string): string {
  if (isRoot) return `/var/lib/${name}`
  if (env.LOCALAPPDATA) return join(env.LOCALAPPDATA, name === 'fairload' ? 'Fairload' : name)
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), name)
}
