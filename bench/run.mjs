/**
 * Runs every `*.bench.mjs` here, or those named on the command line, and prints one table each:
 * `npm run bench`, `npm run bench -- reading`, `npm run bench -- --quick` (once each, for a first
 * look: figures to publish come from a whole run). Peers are installed from this folder's own lock.
 *
 * A bench exports `{ name, run }`; `run({ quick })` gives rows `{ what, who, figures }`, where `figures`
 * maps a column's title to what stands in it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

if (!existsSync(join(here, 'node_modules', '.package-lock.json'))) {
  console.error('Installing the peers that are measured beside Fairload…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const install = spawnSync(npm, ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    console.error(
      'The peers could not be installed. Check that this machine reaches the npm registry.',
    )
    process.exit(1)
  }
}

// A build made elsewhere can be measured instead, as during work on one room.
if (process.env.FAIRLOAD_DIST === undefined) {
  execFileSync(process.execPath, [join(here, '..', 'scripts', 'build.mjs'), '--if-stale'], {
    stdio: ['ignore', 2, 2],
  })
}

const quick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((word) => word !== '--quick')
const benches = readdirSync(here)
  .filter((file) => file.endsWith('.bench.mjs'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.bench.mjs', '')))
  .sort()

const processors = cpus()
console.log(
  `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`,
)

for (const file of benches) {
  const bench = await import(pathToFileURL(join(here, file)).href)
  console.error(`Measuring ${bench.name}…`)
  const rows = await bench.run({ quick })
  console.log(`\n## ${bench.name}\n`)
  console.log(table(rows))
}

/** @param {{ what: string, who: string, figures: Record<string, string> }[]} rows */
function table(rows) {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))]
  const lines = [
    ['what', 'who', ...titles],
    ['---', '---', ...titles.map(() => '---:')],
    ...rows.map((row) => [row.what, row.who, ...titles.map((title) => row.figures[title] ?? '')]),
  ]
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)))
  return lines
    .map(
      (line) =>
        `| ${line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`,
    )
    .join('\n')
}
