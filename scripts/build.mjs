/** Builds `dist/` from `src/`: TypeScript to JavaScript, SQL and data files copied, assets made. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const src = join(root, 'src')
const dist = join(root, 'dist')
const stamp = join(dist, '.built-from')
const COPIED = new Set(['.sql', '.json', '.md'])

/** @returns {string[]} every file below a folder, sorted */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function fingerprint() {
  const digest = createHash('sha256')
  const inputs = [
    ...filesBelow(src),
    join(root, 'package-lock.json'),
    join(root, 'tsconfig.json'),
    join(root, 'tsconfig.build.json'),
    join(root, 'scripts', 'build.mjs'),
    join(root, 'scripts', 'assets.mjs'),
  ]
  for (const file of inputs) {
    digest.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return digest.digest('hex')
}

const wanted = fingerprint()
if (
  process.argv.includes('--if-stale') &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted
) {
  process.exit(0)
}

console.error('Building Fairload…')
const fresh = join(root, `dist.new-${process.pid}`)
rmSync(fresh, { recursive: true, force: true })
try {
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc'),
      '-p',
      join(root, 'tsconfig.build.json'),
      '--outDir',
      fresh,
    ],
    { cwd: root, stdio: ['ignore', 2, 2] },
  )
  for (const file of filesBelow(src)) {
    if (!COPIED.has(extname(file))) continue
    const to = join(fresh, relative(src, file))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(file, to)
  }
  const { buildAssets } = await import('./assets.mjs')
  await buildAssets(join(fresh, 'web', 'assets'))
  writeFileSync(join(fresh, '.built-from'), wanted)
  rmSync(dist, { recursive: true, force: true })
  renameSync(fresh, dist)
} catch (error) {
  rmSync(fresh, { recursive: true, force: true })
  console.error(`Fairload could not be built: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
