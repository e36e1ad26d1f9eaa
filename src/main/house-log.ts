import { pino, type Logger } from 'pino'
import type { StoreOptions } from '../store/index.ts'
import type { Config } from './config.ts'
import { faultOf } from './fault.ts'

/** A house's log: routes, states and times. What a fault says might quote a record, so it is left out. */
export const houseLog = (name: string): Logger =>
  pino({ name, base: null, redact: ['err.message', 'err.detail', 'err.where'] })

/** Where a house's store is, by its settings. */
export const storeOf = (
  config: Pick<Config, 'databaseUrl' | 'migrationUrl' | 'dataFolder'>,
  logger: Logger,
  onProgress: (stage: string) => void,
): StoreOptions => ({
  databaseUrl: config.databaseUrl,
  migrationUrl: config.migrationUrl,
  dataFolder: config.dataFolder,
  onProgress,
  onError: (error) => logger.error({ err: faultOf(error) }, 'work behind the pages failed'),
})
