import type { Problem, Result } from '../../kit/index.ts'
import type { Branch } from '../../branch/index.ts'
import type { BranchSignIn } from '../../branch/sign-in/index.ts'
import type { BranchStore } from '../../store/branch/index.ts'

/** What the branch's commands are given; built in main. Nothing of the council's side is in it. */
export interface BranchWorld {
  /** Opens the branch's store by its own settings. `join` works beside a running server. */
  open(
    how: 'join' | 'alone',
    onProgress: (stage: string) => void,
  ): Promise<Result<BranchStore, Problem>>
  /** The branch on a store that was opened. */
  doors(store: BranchStore): Promise<Result<{ branch: Branch; signIn: BranchSignIn }, Problem>>
  /** Serves until asked to end. Returns the exit code. */
  serve(options: { port: number | null; demonstration: boolean }): Promise<number>
  now(): Date
}
