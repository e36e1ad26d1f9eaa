import type { Problem, Result } from '../kit/index.ts'
import { backup as writeBackup, type Store } from '../store/index.ts'
import { exitCode, parseCommandLine, progressLine, type Command } from './command.ts'
import type { World } from './world.ts'

const usage = `fairload backup FILE

Writes everything Fairload holds, as at one moment, to one new file; a running server goes on
meanwhile. The file holds child-level records: keep it as you keep those, encrypted and off this
machine. It is checked when it is restored.`

/** What a backup is made of, on either side. */
export interface BackupOf<S> {
  usage: string
  open(how: 'join', onProgress: (stage: string) => void): Promise<Result<S, Problem>>
  write(
    store: S,
    path: string,
    at: Date,
  ): Promise<Result<{ tables: Record<string, { rows: number }>; bytes: number }, Problem>>
  now(): Date
}

export const backup = (world: World): Command =>
  backupCommand<Store>({ usage, open: world.open, write: writeBackup, now: world.now })

export const backupCommand = <S extends { close(): Promise<void> }>(
  world: BackupOf<S>,
): Command => ({
  name: 'backup',
  summary: 'write everything to one file',
  usage: world.usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, {}, world.usage)
    const path = parsed.ok ? parsed.value.files[0] : undefined
    if (!parsed.ok || path === undefined || parsed.value.files.length > 1) {
      terminal.err(`${parsed.ok ? world.usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const line = progressLine(terminal)
    const opened = await world.open('join', line.show)
    line.clear()
    if (!opened.ok) {
      terminal.err(`${opened.problem.sentence}\n`)
      return exitCode.unreadable
    }
    try {
      const written = await world.write(opened.value, path, world.now())
      if (!written.ok) {
        terminal.err(`${written.problem.sentence}\n`)
        return exitCode.unreadable
      }
      const rows = Object.values(written.value.tables).reduce((sum, table) => sum + table.rows, 0)
      const size = (written.value.bytes / 1_000_000).toFixed(1)
      terminal.out(`${path}: ${rows.toLocaleString('en-GB')} rows, ${size} MB\n`)
      return exitCode.done
    } finally {
      await opened.value.close()
    }
  },
})
