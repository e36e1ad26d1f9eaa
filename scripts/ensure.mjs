/**
 * Makes a fresh clone ready: packages (without any install script), the build, and where it is asked
 * for a browser for the tests. Does only what is missing or out of date.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const hash = (text) => createHash('sha256').update(text).digest('hex')

/**
 * Ends the process with a sentence where something cannot be had.
 * @param {{ browser: boolean }} wanted
 */
export async function ensure({ browser }) {
  refuseOldNode()
  installPackages()
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  // It has said why.
  if (build.status !== 0) process.exit(1)
  if (browser) {
    const { ensureBrowser } = await import('./browser.mjs')
    await ensureBrowser()
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 20)) return
  console.error(
    `Fairload needs Node.js 20.20 or newer; this is ${process.versions.node}. Install a newer Node.js and try again.`,
  )
  process.exit(1)
}

function installPackages() {
  const lock = hash(readFileSync(join(root, 'package-lock.json')))
  const stamp = join(root, 'node_modules', '.fairload-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensure({ browser: process.argv.includes('--with-browser') })
}
