import { organisations } from '../store/index.ts'
import { anchorsKept, verifyOne } from './audit.ts'
import { exitCode, parseCommandLine, progressLine, type Command } from './command.ts'
import type { World } from './world.ts'

const usage = `fairload doctor

Checks this machine, the database and its safety, and that the record of what was done is whole.
Changes nothing. Exit code 0 where all is well, 1 where something needs looking at.`

export const doctor = (world: World): Command => ({
  name: 'doctor',
  summary: 'check the machine, the database and the record',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, {}, usage)
    if (!parsed.ok || parsed.value.files.length > 0) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    let fine = true
    const say = (what: string, ok: boolean, said: string): void => {
      fine &&= ok
      terminal.out(`${ok ? 'well ' : 'LOOK '} ${what}: ${said}\n`)
    }
    for (const { what, fine: ok, said } of await world.machine()) say(what, ok, said)

    const line = progressLine(terminal)
    const opened = await world.open('join', line.show)
    line.clear()
    if (!opened.ok) {
      say('database', false, opened.problem.sentence)
      return exitCode.questions
    }
    const store = opened.value
    try {
      const { server, bytes, where, migrations } = await store.about()
      const size = `${(bytes / 1_000_000).toFixed(0)} MB`
      const rights = 'rights and durability checked at opening'
      say(
        'database',
        true,
        `PostgreSQL ${server}, ${size}, ${where}; ${migrations} migrations; ${rights}`,
      )
      const anchors = await anchorsKept(world.anchors(), [])
      if (!anchors.ok) say('anchors of the record', false, anchors.problem.sentence)
      for (const one of await store.inDirectory((directory) => organisations.list(directory))) {
        const { fine: ok, said } = await verifyOne(store, one, anchors.ok ? anchors.value : [])
        const advice = ok ? '' : ' Restore the last backup beside this database and compare.'
        say(`record of ${one.slug}`, ok, `${said}${advice}`)
      }
    } finally {
      await store.close()
    }
    return fine ? exitCode.done : exitCode.questions
  },
})
