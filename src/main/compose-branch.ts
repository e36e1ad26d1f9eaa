import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { ok, type Problem, type Result } from '../kit/index.ts'
import { openBranch, type Branch, type BranchDeps } from '../branch/index.ts'
import { lookAtSources } from '../branch/desk/index.ts'
import { sendVisitReminders } from '../branch/rounds/index.ts'
import { branchSignIn, namesByNetwork, type BranchSignIn } from '../branch/sign-in/index.ts'
import { runReader, type MembersReading } from '../intake/index.ts'
import { mailer } from '../render/index.ts'
import { openBranchStore, type BranchStore } from '../store/branch/index.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { faultOf } from './fault.ts'
import { houseKey } from './house-key.ts'
import { houseLog, storeOf } from './house-log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { temporaryIn } from './temporary.ts'

/** A membership list is thousands of rows, not millions. */
const READER_MEMORY_MB = 512
const READER_SECONDS = 120
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

export interface BranchHouse {
  store: BranchStore
  branch: Branch
  signIn: BranchSignIn
  deps: BranchDeps
  logger: Logger
  temporaryFolder: string
  /** Begins to write to people, once it is known where they reach the branch. */
  keepTelling(): void
  close(): Promise<void>
}

/** The branch on a store that was opened. `origin`: where people reach it, once that is known. */
export async function branchOn(
  store: BranchStore,
  config: Config,
  logger: Pick<Logger, 'error'>,
  origin: () => string,
): Promise<Result<{ branch: Branch; signIn: BranchSignIn; deps: BranchDeps }, Problem>> {
  const key = await houseKey(config.dataFolder, config.secret)
  if (!key.ok) return key
  const temporary = await temporaryIn(config.dataFolder)
  const deps: BranchDeps = {
    store,
    now: systemClock.now,
    today: systemClock.today,
    key: key.value,
    mail: config.mail && { mailer: mailer(config.mail.server), from: config.mail.from },
    origin,
    readMembers: async (job) =>
      (await runReader(fileURLToPath(new URL('./branch-reader.js', import.meta.url)), job, {
        memoryMb: READER_MEMORY_MB,
        seconds: READER_SECONDS,
        onProgress: () => undefined,
        signal: new AbortController().signal,
      })) as Result<MembersReading, Problem>,
    temporaryFolder: temporary.root,
    onTrouble: (error) =>
      logger.error({ err: faultOf(error) }, 'work behind the branch’s pages failed'),
  }
  return ok({
    branch: openBranch(deps),
    signIn: branchSignIn({ ...deps, lookUp: namesByNetwork }),
    deps,
  })
}

/** Builds the branch's house from its own settings; nothing of the council's side is in it. */
export async function composeBranch(
  config: Config,
  options: { onProgress(stage: string): void; origin(): string },
): Promise<Result<BranchHouse, Problem>> {
  const logger = houseLog('fairload-branch')
  const opened = await openBranchStore(storeOf(config, logger, options.onProgress))
  if (!opened.ok) return opened
  const store = opened.value
  const doors = await branchOn(store, config, logger, options.origin)
  if (!doors.ok) {
    await store.close()
    return doors
  }
  const { deps } = doors.value
  let minutes: NodeJS.Timeout | undefined
  let hours: NodeJS.Timeout | undefined
  return ok({
    store,
    ...doors.value,
    logger,
    temporaryFolder: deps.temporaryFolder,
    keepTelling: () => {
      // Asks nobody anything unless an officer said where, and how often.
      const ask = oneAtATime(() => lookAtSources(deps).catch(deps.onTrouble))
      hours = setInterval(ask, HOUR_MS)
      hours.unref()
      ask()
      const { mail } = deps
      if (mail === null) return
      const tell = oneAtATime(() => sendVisitReminders({ ...deps, mail }).catch(deps.onTrouble))
      minutes = setInterval(tell, MINUTE_MS)
      minutes.unref()
      tell()
    },
    close: () => {
      clearInterval(minutes)
      clearInterval(hours)
      return store.close()
    },
  })
}
