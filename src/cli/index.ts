export { exitCode, type Command, type Terminal } from './command.ts'
export { commandsIn, type Commands } from './commands.ts'
export { run } from './run.ts'
export type { World } from './world.ts'
