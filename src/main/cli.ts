import { backup, doctor, generate, read, restore, run, serve, workload } from '../cli/index.ts'
import type { Terminal } from '../cli/index.ts'
import { systemClock } from './clock.ts'
import { ownVersion } from './compose.ts'
import { household } from './household.ts'

/** The command line, with the world attached. Returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const terminal: Terminal = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    today: systemClock.today,
  }
  // A reader that closes its end early (`| head`) is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const world = household(process.env, process.getuid?.() === 0, terminal)
  return run(
    args,
    [read, workload, generate, serve(world), doctor(world), backup(world), restore(world)],
    await ownVersion(),
    terminal,
  )
}
