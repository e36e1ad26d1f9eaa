/**
 * Makes a fresh clone ready: packages (without any install script), the build, and with
 * `--with-browser` a browser for the tests. Does only what is missing or out of date.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(
    `Fairload needs Node.js 20.20 or newer; this is ${process.versions.node}. Install a newer Node.js and try again.`,
  )
  process.exit(1)
}

const hash = (text) => createHash('sha256').update(text).digest('hex')
const lock = hash(readFileSync(join(root, 'package-lock.json')))
const stamp = join(root, 'node_modules', '.fairload-installed')
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock

if (!installed) {
  console.error('Installing the packages Fairload is built from…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const run = spawnSync(npm, ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
  })
  if (run.status !== 0) {
    console.error((run.stderr ?? '').split('\n').slice(0, 6).join('\n'))
    console.error(
      'The packages could not be installed. Check that this machine reaches the npm registry, then run the command again.',
    )
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
}

execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
})

if (process.argv.includes('--with-browser')) {
  const { ensureBrowser } = await import('./browser.mjs')
  await ensureBrowser()
}
