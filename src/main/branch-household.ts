import { pino } from 'pino'
import { exitCode, type BranchWorld, type Terminal } from '../cli/index.ts'
import { closeOnSignals, openBranchStore, organisations } from '../store/branch/index.ts'
import { createBranchServer } from '../web/branch/index.ts'
import { loadBranchDemonstration } from './branch-demonstration.ts'
import { systemClock } from './clock.ts'
import { branchOn, composeBranch, type BranchHouse } from './compose-branch.ts'
import { branchConfigFrom, isLoopback } from './config.ts'
import { listenAt } from './listen.ts'
import { siteOf } from './site.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The world that the branch's commands are given. */
export function branchHousehold(
  env: Environment,
  isRoot: boolean,
  terminal: Terminal,
): BranchWorld {
  return {
    now: systemClock.now,
    open: async (how, onProgress) => {
      const config = branchConfigFrom(env, isRoot)
      if (!config.ok) return config
      return openBranchStore({
        databaseUrl: config.value.databaseUrl,
        migrationUrl: config.value.migrationUrl,
        dataFolder: config.value.dataFolder,
        whenRunning: how === 'join' ? 'join' : 'refuse',
        onProgress,
      })
    },
    doors: async (store) => {
      const config = branchConfigFrom(env, isRoot)
      if (!config.ok) return config
      const { origin, port } = config.value
      return branchOn(
        store,
        config.value,
        pino({ enabled: false }),
        () => origin ?? `http://localhost:${port}`,
      )
    },
    serve: (options) => serveBranch(env, isRoot, terminal, options),
  }
}

/** Where the branch's own people are kept: there from the start, so that it needs no set-up. */
async function ownBranch({ store, branch }: BranchHouse): Promise<void> {
  if (await branch.organisation('own')) return
  await organisations.create(store, {
    slug: 'own',
    name: 'Your branch',
    kind: 'own',
    settings: {},
    at: systemClock.now(),
  })
}

async function serveBranch(
  env: Environment,
  isRoot: boolean,
  terminal: Terminal,
  options: { port: number | null; demonstration: boolean },
): Promise<number> {
  const settings = branchConfigFrom(env, isRoot)
  if (!settings.ok) {
    terminal.err(`${settings.problem.sentence}\n`)
    return exitCode.usage
  }
  const config = settings.value
  const stage = (text: string): void => terminal.err(`${text}\n`)
  let origin = config.origin ?? `http://localhost:${config.port}`
  const composed = await composeBranch(config, { onProgress: stage, origin: () => origin })
  if (!composed.ok) {
    terminal.err(`${composed.problem.sentence}\n`)
    return exitCode.unreadable
  }
  const house = composed.value
  await ownBranch(house)
  const own = await house.branch.organisation('own')
  if (!isLoopback(config.host) && own && !(await house.signIn.anybody(own))) {
    terminal.err(
      'Nobody can sign in to the branch yet, so other machines are not answered. Add the first person with “fairload branch user add EMAIL NAME --office officer”, then start again.\n',
    )
    await house.close()
    return exitCode.usage
  }
  const server = createBranchServer({
    branch: house.branch,
    signIn: house.signIn,
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
  if (options.demonstration) await loadBranchDemonstration(house, stage)

  const listening = await listenAt(server, config, options.port)
  if (!listening.ok) {
    terminal.err(`${listening.problem.sentence.replaceAll('FAIRLOAD_', 'FAIRLOAD_BRANCH_')}\n`)
    await server.close()
    await house.close()
    return exitCode.usage
  }
  // Browsers keep cookies by name of the machine, whatever the port: by this name the branch shares
  // none with the council's side, which is reached by its number.
  const address = listening.value.replace('//127.0.0.1:', '//localhost:')
  origin = config.origin ?? address
  await house.store.announce(address)
  house.keepTelling()
  const code = own && (await house.signIn.firstCode(own))
  if (code !== null) {
    terminal.out(
      `To set up your own branch, go to ${origin}/own/set-up\n  with this one-time code: ${code}\n`,
    )
  }
  terminal.out(`The branch is ready: ${address}\n`)
  // Ends with a signal alone.
  return new Promise(() => undefined)
}
