/** Provides the browser that the journeys are walked in: one on the path, else Debian's, else the registry's. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cache = join(root, '.cache')
const record = join(cache, 'browser-path')
const SPARTICUZ = '@sparticuz/chromium@147.0.0'

/** @returns {string | null} a browser's path, or null where none is found */
export function findBrowser() {
  if (process.env.FAIRLOAD_BROWSER && existsSync(process.env.FAIRLOAD_BROWSER)) {
    return process.env.FAIRLOAD_BROWSER
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], {
      encoding: 'utf8',
    })
    const path = found.stdout?.split('\n')[0]?.trim()
    if (found.status === 0 && path) return path
  }
  if (existsSync(record)) {
    const path = readFileSync(record, 'utf8').trim()
    if (existsSync(path)) return path
  }
  return null
}

/** @returns {Promise<string>} the path of a browser that starts; ends the process with a sentence otherwise */
export async function ensureBrowser() {
  const present = findBrowser()
  if (present) return present
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing a browser for the tests (chromium, from Debian)…')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const update = spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env })
    const install = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      { stdio: ['ignore', 2, 2], env },
    )
    const found = update.status === 0 && install.status === 0 ? findBrowser() : null
    if (found) return found
  }
  console.error("Installing a browser for the tests (the registry's build)…")
  const folder = join(cache, 'browser')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--ignore-scripts', '--no-save', '--loglevel=error', SPARTICUZ], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  const module = await import(
    join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js')
  )
  const path = await module.default.executablePath()
  writeFileSync(record, path)
  return path
}
