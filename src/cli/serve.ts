import { exitCode, parseCommandLine, type Command } from './command.ts'
import type { World } from './world.ts'

const usage = `fairload serve [--port N] [--no-demonstration]

Starts Fairload on this machine and prints its address. The first time, it prepares the database
and loads a demonstration authority (skip it with --no-demonstration). End it with Ctrl-C.

Settings, all optional:
  FAIRLOAD_DATA            folder of the database (see docs/guide/running.md for the default)
  FAIRLOAD_PORT            port to answer on (8700, or the next free one)
  FAIRLOAD_ORIGIN          the https address people type, where a proxy with TLS stands before
  FAIRLOAD_HOST            address to answer at; other machines' only with FAIRLOAD_ORIGIN
  FAIRLOAD_PROXY           addresses of that proxy, so that sign-in is throttled by place
  FAIRLOAD_SECRET          32 bytes in base64, where several machines serve one database
  DATABASE_URL             a PostgreSQL to use instead of the embedded one
  FAIRLOAD_MIGRATION_URL   a login there that may change the schema`

export const serve = (world: World): Command =>
  serveCommand(world, { summary: 'start Fairload in the browser', usage })

export const serveCommand = (
  world: Pick<World, 'serve'>,
  { summary, usage }: { summary: string; usage: string },
): Command => ({
  name: 'serve',
  summary,
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { port: { type: 'string' }, 'no-demonstration': { type: 'boolean' } },
      usage,
    )
    const port = parsed.ok && parsed.value.values.port
    const number = typeof port === 'string' ? Number(port) : null
    if (
      !parsed.ok ||
      parsed.value.files.length > 0 ||
      (number !== null && !(Number.isInteger(number) && number >= 0 && number <= 65_535))
    ) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    return world.serve({
      port: number,
      demonstration: parsed.value.values['no-demonstration'] !== true,
    })
  },
})
