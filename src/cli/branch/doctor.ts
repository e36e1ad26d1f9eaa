import { exitCode, parseCommandLine, type Command } from '../command.ts'
import { onStore } from '../on-store.ts'
import type { BranchWorld } from './world.ts'

const usage = `fairload branch doctor

Checks the branch's database and its safety, and that its key opens what the roll holds. Changes
nothing. Exit code 0 where all is well, 1 where something needs looking at.`

export const doctor = (world: BranchWorld): Command => ({
  name: 'doctor',
  summary: 'check the branch’s database and key',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, {}, usage)
    if (!parsed.ok || parsed.value.files.length > 0) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    return onStore(world, terminal, async (store) => {
      const { server, bytes, where, migrations } = await store.about()
      const size = `${(bytes / 1_000_000).toFixed(0)} MB`
      terminal.out(
        `well  database: PostgreSQL ${server}, ${size}, ${where}; ${migrations} migrations; rights and durability checked at opening\n`,
      )
      const doors = await world.doors(store)
      if (!doors.ok) {
        terminal.out(`LOOK  key: ${doors.problem.sentence}\n`)
        return exitCode.questions
      }
      let fine = true
      for (const of of await doors.value.branch.organisations()) {
        const isOpen = await doors.value.signIn
          .people(of)
          .then(() => true)
          .catch(() => false)
        fine &&= isOpen
        terminal.out(
          isOpen
            ? `well  roll of ${of.slug}: opens with this key\n`
            : `LOOK  roll of ${of.slug}: does not open with this key. Put back house.key from the copy you keep apart.\n`,
        )
      }
      return fine ? exitCode.done : exitCode.questions
    })
  },
})
