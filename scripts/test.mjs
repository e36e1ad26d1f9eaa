/** Runs every test and ends with the plain line `N passed, N failed`. Arguments go to vitest. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.mjs'
import { ensure } from './ensure.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
await ensure({ browser: true })

const folder = mkdtempSync(join(tmpdir(), 'fairload-test-'))
const report = join(folder, 'report.json')

const run = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FAIRLOAD_BROWSER: findBrowser() ?? '' },
  },
)

let passed = 0
let failed = 0
let skipped = 0
try {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed = result.numPassedTests
  failed = result.numFailedTests + result.testResults.filter(failedToLoad).length
  skipped = result.numPendingTests + result.numTodoTests
} catch {
  failed = 1
}
rmSync(folder, { recursive: true, force: true })
if (failed === 0 && run.status !== 0) failed = 1
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)

/** A file that broke before any of its tests ran has no failed test of its own. */
function failedToLoad(file) {
  return file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
}
