import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { ok } from '../kit/index.ts'
import { openCouncil, signInDoor } from '../council/index.ts'
import { exitCode, type Terminal, type World } from '../cli/index.ts'
import { closeOnSignals, openStore } from '../store/index.ts'
import { createServer } from '../web/index.ts'
import { systemClock } from './clock.ts'
import { anchorsIn, compose } from './compose.ts'
import { configFrom, isLoopback } from './config.ts'
import { loadDemonstration, ownOrganisation } from './demonstration.ts'
import { houseKey } from './house-key.ts'
import { listenAt } from './listen.ts'
import { siteOf } from './site.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** For commands that look after people: none of them reads files. */
const NEITHER_READS_NOR_PLANS = {
  read: () => Promise.reject(new Error('This command reads no files')),
  propose: () => Promise.reject(new Error('This command makes no plans')),
  whatIf: () => Promise.reject(new Error('This command makes no plans')),
  temporary: {
    make: () => Promise.reject(new Error('This command reads no files')),
    remove: () => Promise.resolve(),
  },
}

/** The world that commands needing a database are given. */
export function household(env: Environment, isRoot: boolean, terminal: Terminal): World {
  return {
    now: systemClock.now,
    open: async (how, onProgress) => {
      const config = configFrom(env, isRoot)
      if (!config.ok) return config
      return openStore({
        databaseUrl: config.value.databaseUrl,
        migrationUrl: config.value.migrationUrl,
        dataFolder: config.value.dataFolder,
        whenRunning: how === 'join' ? 'join' : 'refuse',
        onProgress,
      })
    },
    signIn: async (store) => {
      const config = configFrom(env, isRoot)
      if (!config.ok) return config
      const key = await houseKey(config.value.dataFolder, config.value.secret)
      if (!key.ok) return key
      const { now, today } = systemClock
      return ok({
        council: openCouncil({ store, now, today, ...NEITHER_READS_NOR_PLANS }),
        signIn: signInDoor({ store, now, today, key: key.value }),
      })
    },
    anchors: () => {
      const config = configFrom(env, isRoot)
      return config.ok ? anchorsIn(config.value.dataFolder) : null
    },
    serve: (options) => serveHouse(env, isRoot, terminal, options),
    machine: () => lookAtMachine(env, isRoot),
  }
}

async function serveHouse(
  env: Environment,
  isRoot: boolean,
  terminal: Terminal,
  options: { port: number | null; demonstration: boolean },
): Promise<number> {
  const settings = configFrom(env, isRoot)
  if (!settings.ok) {
    terminal.err(`${settings.problem.sentence}\n`)
    return exitCode.usage
  }
  const config = settings.value
  const stage = (text: string): void => terminal.err(`${text}\n`)
  const composed = await compose(config, { onProgress: stage })
  if (!composed.ok) {
    terminal.err(`${composed.problem.sentence}\n`)
    return exitCode.unreadable
  }
  const house = composed.value
  await ownOrganisation(house)
  const own = await house.council.organisation('own')
  if (!isLoopback(config.host) && own && (await house.signIn.accounts(own)).length === 0) {
    terminal.err(
      'Nobody can sign in yet, so other machines are not answered. Add the first person with “fairload user add EMAIL NAME --role administrator”, then start again.\n',
    )
    await house.close()
    return exitCode.usage
  }
  let origin = config.origin ?? `http://${config.host}:${config.port}`
  const server = createServer({
    council: house.council,
    signIn: house.signIn,
    watch: house.watch,
    // Known for certain once a port is taken.
    get origin() {
      return origin
    },
    logger: house.logger,
    temporaryFolder: house.temporaryFolder,
    ...(await siteOf(config)),
  })
  closeOnSignals(house.store, async () => {
    await server.close()
  })

  if (options.demonstration) await loadDemonstration(house, stage)

  const listening = await listenAt(server, config, options.port)
  if (!listening.ok) {
    terminal.err(`${listening.problem.sentence}\n`)
    await server.close()
    await house.close()
    return exitCode.usage
  }
  const address = listening.value
  origin = config.origin ?? address
  await house.store.announce(address)
  house.keepTelling(origin)
  const code = own && (await house.signIn.firstCode(own))
  if (code !== null) {
    terminal.out(
      `To use your own files, set up your authority at ${origin}/own/set-up\n  with this one-time code: ${code}\n`,
    )
  }
  terminal.out(`Fairload is ready: ${address}\n`)
  // Ends with a signal alone.
  return new Promise(() => undefined)
}

const ENOUGH_BYTES = 1_000_000_000

async function lookAtMachine(
  env: Environment,
  isRoot: boolean,
): Promise<{ what: string; fine: boolean; said: string }[]> {
  const seen: { what: string; fine: boolean; said: string }[] = []
  const [major = 0] = process.versions.node.split('.').map(Number)
  seen.push({
    what: 'Node.js',
    fine: true,
    said:
      major < 22
        ? `${process.versions.node} works, but is past its support: install 24 LTS when you can`
        : process.versions.node,
  })
  const config = configFrom(env, isRoot)
  if (!config.ok) return [...seen, { what: 'settings', fine: false, said: config.problem.sentence }]
  const { dataFolder, databaseUrl } = config.value
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o755 })
    await access(dataFolder, constants.W_OK)
    const { bavail, bsize } = await statfs(dataFolder)
    const free = Number(bavail) * Number(bsize)
    seen.push({
      what: 'data folder',
      fine: free > ENOUGH_BYTES,
      said: `${dataFolder}, ${(free / 1_000_000_000).toFixed(1)} GB free${free > ENOUGH_BYTES ? '' : ': make room, imports need it'}`,
    })
  } catch {
    seen.push({
      what: 'data folder',
      fine: false,
      said: `${dataFolder} cannot be written to. Set FAIRLOAD_DATA to a folder this account owns.`,
    })
  }
  seen.push({
    what: 'database',
    fine: true,
    said:
      databaseUrl === null ? 'the embedded PostgreSQL' : 'the PostgreSQL that DATABASE_URL names',
  })
  const { mail } = config.value
  seen.push({
    what: 'mail',
    fine: true,
    said: mail
      ? `sent by ${mail.server.host}, port ${mail.server.port}`
      : 'none is sent: FAIRLOAD_SMTP_URL is not set',
  })
  const knowsLondon = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    timeZoneName: 'short',
  })
    .format(new Date(Date.UTC(2026, 6, 1)))
    .includes('BST')
  seen.push({
    what: 'time zone data',
    fine: knowsLondon,
    said: knowsLondon
      ? 'Europe/London is known'
      : 'this Node.js does not know Europe/London: days may be counted an hour off. Install a full build.',
  })
  return seen
}
