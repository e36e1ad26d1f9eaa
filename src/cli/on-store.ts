import type { Problem, Result } from '../kit/index.ts'
import { exitCode, progressLine, type Terminal } from './command.ts'

/** Does `work` on the store of either side, beside a running server where there is one, and closes it. */
export async function onStore<S extends { close(): Promise<void> }>(
  world: {
    open(how: 'join', onProgress: (stage: string) => void): Promise<Result<S, Problem>>
  },
  terminal: Terminal,
  work: (store: S) => Promise<number>,
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
