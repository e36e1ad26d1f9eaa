import type { Problem, Result } from '../../kit/index.ts'
import type { Branch } from '../../branch/index.ts'
import type { BranchSignIn } from '../../branch/sign-in/index.ts'
import type { BranchStore } from '../../store/branch/index.ts'
import { exitCode, progressLine, type Terminal } from '../command.ts'

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

/** Does `work` on the branch's store, beside a running server where there is one, and closes it. */
export async function onBranchStore(
  world: Pick<BranchWorld, 'open'>,
  terminal: Terminal,
  work: (store: BranchStore) => Promise<number>,
): Promise<number> {
  const line = progressLine(terminal)
  const opened = await world.open('join', line.show)
  line.clear()
  if (!opened.ok) {
    terminal.err(`${opened.problem.sentence}\n`)
    return exitCode.unreadable
  }
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}
