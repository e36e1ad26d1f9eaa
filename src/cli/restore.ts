import type { Problem, Result } from '../kit/index.ts'
import { restore as putBack, type Store } from '../store/index.ts'
import { exitCode, parseCommandLine, progressLine, type Command } from './command.ts'
import type { World } from './world.ts'

const usage = `fairload restore FILE [--replace]

Puts a backup in place. The file is checked whole before anything is touched, and everything comes
back in one transaction or not at all. Stop the server first.

  --replace   give up what the database holds now in favour of the backup`

/** What a backup is put into, on either side. */
export interface RestoreInto<S> {
  usage: string
  open(how: 'alone', onProgress: (stage: string) => void): Promise<Result<S, Problem>>
  putBack(
    store: S,
    path: string,
    options: { replace: boolean },
  ): Promise<Result<{ tables: Record<string, { rows: number }> }, Problem>>
}

export const restore = (world: World): Command =>
  restoreCommand<Store>({ usage, open: world.open, putBack })

export const restoreCommand = <S extends { close(): Promise<void> }>(
  world: RestoreInto<S>,
): Command => ({
  name: 'restore',
  summary: 'put a backup in place',
  usage: world.usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, { replace: { type: 'boolean' } }, world.usage)
    const path = parsed.ok ? parsed.value.files[0] : undefined
    if (!parsed.ok || path === undefined || parsed.value.files.length > 1) {
      terminal.err(`${parsed.ok ? world.usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const line = progressLine(terminal)
    const opened = await world.open('alone', line.show)
    line.clear()
    if (!opened.ok) {
      terminal.err(`${opened.problem.sentence}\n`)
      return exitCode.unreadable
    }
    try {
      const replace = parsed.value.values.replace === true
      const done = await world.putBack(opened.value, path, { replace })
      if (!done.ok) {
        const hint =
          done.problem.code === 'not-empty' ? '\nTo give up what is here now, add --replace.' : ''
        terminal.err(`${done.problem.sentence}${hint}\n`)
        return exitCode.unreadable
      }
      const rows = Object.values(done.value.tables).reduce((sum, table) => sum + table.rows, 0)
      terminal.out(`Restored ${rows.toLocaleString('en-GB')} rows from ${path}.\n`)
      return exitCode.done
    } finally {
      await opened.value.close()
    }
  },
})
