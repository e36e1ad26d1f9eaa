import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const COMMANDS = /cli[\\/](commands|branch[\\/]index)\.ts$/

/** Files that a module loads, by whatever way; types are gone by then. */
function loadedFrom(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const found = [
    ...text.matchAll(/^(?:import|export) (?!type\b)[^'"]*?from '(\.[^']+)'/gms),
    ...text.matchAll(/^import '(\.[^']+)'/gm),
    // A command is loaded when somebody names it.
    ...(COMMANDS.test(file) ? [] : text.matchAll(/\bimport\('(\.[^']+)'\)/g)),
  ]
  return found.map(([, target = '']) => resolve(dirname(file), target)).filter(existsSync)
}

/** Everything that a process has in hand once it began with this file. */
function allFrom(start: string): string[] {
  const seen = new Set<string>()
  const waiting = [join(root, start)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...loadedFrom(next))
  }
  return [...seen].map((file) => relative(root, file))
}

describe('the two parties’ processes', () => {
  it('council’s: loads nothing of the branch, not its pages, its rooms or its store', () => {
    for (const start of ['src/main/household.ts', 'src/main/reader.ts']) {
      const all = allFrom(start)
      expect(all).toContain('src/council/index.ts')
      expect(all.filter((file) => /^src\/(branch|web\/branch|store\/branch)\//.test(file))).toEqual(
        [],
      )
    }
  })

  it('branch’s: loads nothing of the council’s side', () => {
    for (const start of ['src/main/branch-household.ts', 'src/main/branch-reader.ts']) {
      const all = allFrom(start)
      expect(all.length).toBeGreaterThan(10)
      expect(
        all.filter((file) => /^src\/(council|web\/council|web\/api|store\/queries)\//.test(file)),
      ).toEqual([])
    }
    expect(allFrom('src/main/branch-household.ts')).toContain('src/branch/index.ts')
  })
})
