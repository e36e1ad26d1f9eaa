import type { IsoDate, Result } from '../kit/index.ts'
import type { Store } from '../store/index.ts'
import type { ReadAnswer, ReadJob } from './imports/job.ts'

/** What the domain is built from; everything of the world outside comes in here. */
export interface CouncilDeps {
  store: Store
  now(): Date
  today(): IsoDate
  /** Reads files in a process of its own, under caps of memory and time. */
  read(
    job: ReadJob,
    options: { onProgress: (progress: unknown) => void; signal: AbortSignal },
  ): Promise<Result<ReadAnswer>>
  /** Makes an empty folder for one reading, and removes it with all it holds. */
  temporary: { make(): Promise<string>; remove(folder: string): Promise<void> }
}
