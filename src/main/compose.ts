import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { ok, type Problem, type Result } from '../kit/index.ts'
import {
  keepAnchors,
  lookAtRegisters,
  openCouncil,
  sendDigests,
  signInDoor,
  watchDoor,
  workOnImports,
  workOnPlans,
  type Council,
  type CouncilDeps,
  type ReadAnswer,
  type SignIn,
  type Watch,
} from '../council/index.ts'
import { runReader } from '../intake/index.ts'
import { mailer } from '../render/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { faultOf } from './fault.ts'
import { houseKey } from './house-key.ts'
import { houseLog, storeOf } from './house-log.ts'
import { planInThread, whatIfInThread } from './searches.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { temporaryIn } from './temporary.ts'

/** What the reading process may take before it is stopped: 60 MB of workbook needs about a tenth. */
const READER_MEMORY_MB = 1_536
const READER_SECONDS = 600
/** A day that passes changes the register by itself; looking again changes nothing. */
const REGISTER_EVERY_MS = 3_600_000
/** A day that begins is seen at once, as is half past seven. */
const MINUTE_MS = 60_000

export interface House {
  store: Store
  council: Council
  signIn: SignIn
  watch: Watch
  logger: Logger
  temporaryFolder: string
  makeFolder(): Promise<string>
  removeFolder(folder: string): Promise<void>
  /** From now on, sends people the message of the day. `origin`: where they reach Fairload. */
  keepTelling(origin: string): void
  close(): Promise<void>
}

/** Anchors of the record lie beside the database, not in it. */
export const anchorsIn = (dataFolder: string): string => join(dataFolder, 'anchors.jsonl')

/** Builds the council's side from its settings. Nothing above this line reads the environment. */
export async function compose(
  config: Config,
  options: { onProgress(stage: string): void },
): Promise<Result<House, Problem>> {
  const logger = houseLog('fairload')
  const opened = await openStore(storeOf(config, logger, options.onProgress))
  if (!opened.ok) return opened
  const store = opened.value
  const key = await houseKey(config.dataFolder, config.secret)
  if (!key.ok) {
    await store.close()
    return key
  }
  const temporary = await temporaryIn(config.dataFolder)
  const deps: CouncilDeps = {
    store,
    now: systemClock.now,
    today: systemClock.today,
    temporary,
    read: async (job, { onProgress, signal }) =>
      (await runReader(fileURLToPath(new URL('./reader.js', import.meta.url)), job, {
        memoryMb: READER_MEMORY_MB,
        seconds: READER_SECONDS,
        onProgress,
        signal,
      })) as Result<ReadAnswer>,
    propose: (question, { onProgress, signal }) =>
      planInThread({ what: 'plan', question }, { onProgress, signal }),
    whatIf: whatIfInThread,
  }
  workOnImports(deps)
  workOnPlans(deps)
  const look = (): void =>
    void lookAtRegisters(deps).catch((error: unknown) =>
      logger.error(
        { err: faultOf(error) },
        'the overload register could not be brought up to today',
      ),
    )
  const anchor = (): void =>
    void keepAnchors(store, anchorsIn(config.dataFolder), systemClock.today())
      .then((kept) => {
        if (!kept.ok) logger.error({ code: kept.problem.code }, kept.problem.sentence)
      })
      .catch((error: unknown) =>
        logger.error(
          { err: faultOf(error) },
          'the day’s anchor of the record could not be written',
        ),
      )
  const looks = setInterval(() => {
    look()
    anchor()
  }, REGISTER_EVERY_MS)
  looks.unref()
  let day = systemClock.today()
  let telling: (() => void) | null = null
  const minutes = setInterval(() => {
    telling?.()
    if (systemClock.today() === day) return
    day = systemClock.today()
    look()
    anchor()
  }, MINUTE_MS)
  minutes.unref()
  look()
  anchor()
  const council = openCouncil(deps)
  return ok({
    store,
    council,
    signIn: signInDoor({ ...deps, key: key.value }),
    watch: watchDoor(deps),
    logger,
    temporaryFolder: temporary.root,
    makeFolder: temporary.make,
    removeFolder: temporary.remove,
    keepTelling: (origin) => {
      if (!config.mail) return
      const { server, from } = config.mail
      telling = oneAtATime(() =>
        sendDigests({
          store,
          now: systemClock.now,
          council,
          mailer: mailer(server),
          from,
          origin,
          onTrouble: (outcome, code) =>
            logger.warn({ outcome, code }, 'a message of the day was not taken'),
        }).catch((error: unknown) =>
          logger.error({ err: faultOf(error) }, 'the messages of the day could not be sent'),
        ),
      )
      telling()
    },
    close: () => {
      clearInterval(looks)
      clearInterval(minutes)
      return store.close()
    },
  })
}
