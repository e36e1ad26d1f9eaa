import type { Command } from '../command.ts'
import { serveCommand } from '../serve.ts'
import type { BranchWorld } from './world.ts'

const usage = `fairload branch serve [--port N] [--no-demonstration]

Starts the union branch's own house on this machine and prints its address. The first time, it
prepares its database and loads an invented branch (skip it with --no-demonstration). End it with
Ctrl-C. Its settings: fairload branch --help.`

export const serve = (world: BranchWorld): Command =>
  serveCommand(world, { summary: 'start the branch’s house in the browser', usage })
