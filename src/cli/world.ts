import type { Problem, Result } from '../kit/index.ts'
import type { Council, SignIn } from '../council/index.ts'
import type { Store } from '../store/index.ts'

/** What commands that need the database are given; built in main. */
export interface World {
  /**
   * Opens the store by the settings. `join` works beside a running server (a backup, a check);
   * `alone` is refused with a sentence while one runs.
   */
  open(how: 'join' | 'alone', onProgress: (stage: string) => void): Promise<Result<Store, Problem>>
  /** Who signs in, on a store that was opened. */
  signIn(store: Store): Promise<Result<{ council: Council; signIn: SignIn }, Problem>>
  /** Serves until asked to end. Returns the exit code. */
  serve(options: { port: number | null; demonstration: boolean }): Promise<number>
  /** Where the server adds an anchor of the record each day; null where the settings are off. */
  anchors(): string | null
  now(): Date
  /** What `doctor` looks at besides the database. */
  machine(): Promise<{ what: string; fine: boolean; said: string }[]>
}
