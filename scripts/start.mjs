/**
 * `npm start`: makes everything ready, then serves the council's side and, in a process of its own
 * that shares nothing with it, the union branch. One script, because npm leaves pre- and post-scripts
 * out where install scripts are off, as they are here.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensure } from './ensure.mjs'

await ensure({ browser: false })
const ours = process.argv.slice(2)
const entry = fileURLToPath(new URL('../bin/fairload.mjs', import.meta.url))
const isOfBranch = (name) => name.startsWith('FAIRLOAD_BRANCH_')
const isOfCouncil = (name) => /^(FAIRLOAD_|DATABASE_URL$|PORT$)/.test(name) && !isOfBranch(name)
/** @param {(name: string) => boolean} isOthers settings that are the other party's */
const environmentWithout = (isOthers) =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOthers(name)))

const houses = [
  { args: ['serve', ...ours], env: environmentWithout(isOfBranch) },
  {
    // An address that was asked for is the council's; the branch has its own setting.
    args: ['branch', 'serve', ...ours.filter((each) => each === '--no-demonstration')],
    env: environmentWithout(isOfCouncil),
  },
].map(({ args, env }) => spawn(process.execPath, [entry, ...args], { stdio: 'inherit', env }))

// Ctrl-C reaches every process of a terminal; a signal to this one alone is handed on.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => houses.forEach((house) => house.kill(signal)))
}
const codes = await Promise.all(
  houses.map(
    (house) =>
      new Promise((done) => {
        house.on('exit', (code) => {
          // Neither is left running alone where the other could not begin or was ended.
          houses.forEach((each) => each.kill('SIGTERM'))
          done(code ?? 0)
        })
      }),
  ),
)
process.exitCode = Math.max(...codes)
