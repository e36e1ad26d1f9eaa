import { commandsIn, run, type Terminal } from '../cli/index.ts'
import { systemClock } from './clock.ts'
import { searches } from './searches.ts'
import { ownVersion } from './version.ts'

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
  const world = async () => {
    const { household } = await import('./household.ts')
    return household(process.env, process.getuid?.() === 0, terminal)
  }
  // The other party's house: never loaded by a process of the council's side.
  const branchWorld = async () => {
    const { branchHousehold } = await import('./branch-household.ts')
    return branchHousehold(process.env, process.getuid?.() === 0, terminal)
  }
  return run(args, commandsIn(world, searches, branchWorld), await ownVersion(), terminal)
}
