/**
 * Changes `src/core/fairness` in one place after another and sees whether the tests notice:
 * `npm run mutation` for every file, `npm run mutation -- exact check:100-200` for some or some lines, `--write` to put the
 * scores into docs/mutation.md. Takes hours, so it is no part of `npm test`. Works on a
 * copy, so that the code may be worked on meanwhile. A change counts as noticed where a test fails or runs on
 * far beyond its time: on a busy machine that flatters.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const fairness = join('src', 'core', 'fairness')
/** What the scores are held to. */
const GOAL = 85

const write = process.argv.includes('--write')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const files = readdirSync(join(root, fairness), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  // Only names what others may use, and the oracle that the tests judge by.
  .filter((file) => !['index.ts', 'reference.ts'].includes(basename(file)))
  .flatMap((file) =>
    wanted.length === 0
      ? [file]
      : wanted
          .map((word) => word.split(':'))
          .filter(([one]) => one === basename(file, '.ts'))
          .map(([, lines]) => (lines ? `${file}:${lines}` : file)),
  )

if (!existsSync(join(here, 'node_modules', '.package-lock.json'))) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const install = spawnSync(npm, ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    console.error(
      'Stryker could not be installed. Check that this machine reaches the npm registry.',
    )
    process.exit(1)
  }
}

const copy = mkdtempSync(join(tmpdir(), 'fairload-mutation-'))
const packages = join(here, 'node_modules')
const parts = [
  fairness,
  join('src', 'kit'),
  join('test', 'fairness'),
  join('test', 'seeds'),
  join('bench', 'fairness-instance.mjs'),
  join('test', 'samples', 'instances'),
]
for (const part of parts) {
  mkdirSync(dirname(join(copy, part)), { recursive: true })
  cpSync(join(root, part), join(copy, part), { recursive: true })
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
cpSync(join(here, 'setup.mjs'), join(copy, 'setup.mjs'))
writeFileSync(
  join(copy, 'package.json'),
  JSON.stringify({ type: 'module', private: true, name: 'copy', version: '0.0.0' }),
)
writeFileSync(
  join(copy, 'vitest.config.mjs'),
  `export default { test: {
    include: ['src/core/fairness/*.test.ts', 'test/fairness/{quality,handing}.test.ts'],
    setupFiles: ['./setup.mjs'],
    isolate: false,
    testTimeout: 30000,
  } }`,
)
writeFileSync(
  join(copy, 'stryker.config.json'),
  JSON.stringify({
    mutate: files.map((file) => `src/core/fairness/${file}`),
    plugins: [
      join(packages, '@stryker-mutator', 'vitest-runner', 'dist', 'src', 'index.js'),
      join(here, 'survivors.mjs'),
    ],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.config.mjs', related: false },
    coverageAnalysis: 'perTest',
    reporters: ['json', 'survivors'],
    jsonReporter: { fileName: 'report.json' },
    concurrency: Math.min(2, availableParallelism()),
    timeoutMS: 8000,
    timeoutFactor: 2,
    disableTypeChecks: false,
    allowConsoleColors: false,
    tempDirName: '.stryker',
  }),
)
const run = spawnSync(
  process.execPath,
  [join(packages, '@stryker-mutator', 'core', 'bin', 'stryker.js'), 'run', 'stryker.config.json'],
  { cwd: copy, stdio: ['ignore', 2, 2] },
)
const reportFile = join(copy, 'report.json')
if (!existsSync(reportFile)) process.exit(run.status ?? 1)
const report = JSON.parse(readFileSync(reportFile, 'utf8'))
rmSync(copy, { recursive: true, force: true })

const scores = Object.entries(report.files)
  .map(([file, { mutants }]) => tally(basename(file), mutants))
  .sort((a, b) => (a.file < b.file ? -1 : 1))
const all = tally(
  'all together',
  Object.values(report.files).flatMap((file) => file.mutants),
)
const table = [
  '| file | changes | noticed | of these by running on | not noticed | not reached | score % |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ...[...scores, all].map(
    (one) =>
      `| ${one.file} | ${one.changes} | ${one.noticed} | ${one.endless} | ${one.missed} | ${one.unreached} | ${one.score.toFixed(1)} |`,
  ),
].join('\n')
console.log(table)
if (write) {
  const page = join(root, 'docs', 'mutation.md')
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split('<!-- scores -->')
  const [, after = ''] = rest.split('<!-- end of scores -->')
  writeFileSync(page, `${before}<!-- scores -->\n\n${table}\n\n<!-- end of scores -->${after}`)
}
process.exit(all.score >= GOAL ? 0 : 1)

function tally(file, mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  const missed = count('Survived')
  const unreached = count('NoCoverage')
  const changes = noticed + missed + unreached
  return {
    file,
    changes,
    noticed,
    endless: count('Timeout'),
    missed,
    unreached,
    score: changes === 0 ? 100 : (100 * noticed) / changes,
  }
}
