export { exitCode, type Command, type Terminal } from './command.ts'
export { run } from './run.ts'
