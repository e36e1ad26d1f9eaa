// The long forms of what `npm test` runs short: an hour or so on two processors.
//   npm run stubborn            all of them
//   npm run stubborn -- racing  those whose name holds the word
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LONG = [
  ['run', '--kills', '20', '--power-cuts', '50'],
  ['served', '--kills', '20'],
  ['apart'],
  ['branch-saves', '--kills', '50'],
  ['decided', '--engine', 'embedded', '--kills', '100'],
  ['decided', '--engine', 'postgres', '--kills', '100'],
  ['several', '--rounds', '20'],
  ['racing', '--rounds', '200'],
  ['backed-up', '--engine', 'embedded', '--backups', '10'],
  ['backed-up', '--engine', 'postgres', '--backups', '10'],
]

const wanted = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
let failed = 0
for (const [name, ...options] of LONG) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue
  console.log(`${name} ${options.join(' ')}`)
  const { status } = spawnSync(process.execPath, [join(here, `${name}.mjs`), ...options], {
    stdio: 'inherit',
  })
  if (status !== 0) failed += 1
}
console.log(failed === 0 ? 'all held' : `${failed} did not hold`)
process.exit(failed === 0 ? 0 : 1)
