import { exitCode, type Command } from '../command.ts'
import type { BranchWorld } from './world.ts'

const usage = `fairload branch serve [--port N] [--no-demonstration]
fairload branch user list | add EMAIL NAME [--office OFFICE] | reset EMAIL
fairload branch backup FILE
fairload branch restore FILE [--replace]
fairload branch doctor

The union branch's own house: its own process, port, database, keys and people. Run it where the
employer cannot reach it, as an account of its own. fairload branch COMMAND --help says more.

Settings, all optional:
  FAIRLOAD_BRANCH_DATA            folder of its database and key
  FAIRLOAD_BRANCH_PORT            port to answer on (8800, or the next free one)
  FAIRLOAD_BRANCH_ORIGIN          the https address people type, where a proxy with TLS stands before
  FAIRLOAD_BRANCH_HOST            address to answer at; other machines' only with the address above
  FAIRLOAD_BRANCH_PROXY           addresses of that proxy
  FAIRLOAD_BRANCH_SECRET          32 bytes in base64, where several machines serve one database
  FAIRLOAD_BRANCH_SMTP_URL        the mail server that sends sign-in links
  FAIRLOAD_BRANCH_MAIL_FROM       who those are from
  FAIRLOAD_BRANCH_DATABASE_URL    a PostgreSQL of its own to use instead of the embedded one
  FAIRLOAD_BRANCH_MIGRATION_URL   a login there that may change the schema`

/** Each of the branch's commands by its name, loaded when it is asked for. */
const commands = (world: BranchWorld): Record<string, () => Promise<Command>> => ({
  serve: async () => (await import('./serve.ts')).serve(world),
  user: async () => (await import('./user.ts')).user(world),
  backup: async () => (await import('./backup.ts')).backup(world),
  restore: async () => (await import('./restore.ts')).restore(world),
  doctor: async () => (await import('./doctor.ts')).doctor(world),
})

export const branch = (world: () => Promise<BranchWorld>): Command => ({
  name: 'branch',
  summary: 'the union branch’s own house: serve, user, backup, restore, doctor',
  usage,
  async run(args, terminal) {
    const [name = '', ...rest] = args
    const all = commands(await world())
    const load = Object.hasOwn(all, name) ? all[name] : undefined
    if (!load) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    const command = await load()
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(`${command.usage}\n`)
      return exitCode.done
    }
    return command.run(rest, terminal)
  },
})
