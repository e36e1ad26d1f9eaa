import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const src = join(root, 'src')

/** What each room may import besides itself. */
const below: Record<string, string[]> = {
  main: ['web', 'cli', 'council', 'branch', 'sign-in', 'store', 'intake', 'render', 'core', 'kit'],
  web: ['council', 'branch', 'sign-in', 'store', 'intake', 'render', 'core', 'kit'],
  cli: ['council', 'branch', 'sign-in', 'store', 'intake', 'render', 'core', 'kit'],
  council: ['sign-in', 'store', 'intake', 'render', 'core', 'kit'],
  branch: ['sign-in', 'store', 'intake', 'render', 'core', 'kit'],
  'sign-in': ['core', 'kit'],
  store: ['core', 'kit'],
  intake: ['core', 'kit'],
  render: ['core', 'kit'],
  core: ['kit'],
  kit: [],
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))

function importsOf(file: string): { line: number; target: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, i) => {
      const found = /(?:from|import)\s*\(?\s*'([^']+)'/.exec(text)
      return found?.[1] ? [{ line: i + 1, target: found[1] }] : []
    })
}

const roomOf = (file: string): string => relative(src, file).split(sep)[0] ?? ''
/** `core` is a row of rooms, each with a door of its own. */
const doorOf = (file: string): string => {
  const [room = '', inner = ''] = relative(src, file).split(sep)
  return room === 'core' ? `core/${inner}` : room
}
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)

describe('the house', () => {
  it('imports only downwards', () => {
    const offending = files.flatMap((file) =>
      importsOf(file).flatMap(({ line, target }) => {
        if (!target.startsWith('.')) return []
        const to = resolve(dirname(file), target)
        if (!to.startsWith(src)) return []
        const [from, into] = [roomOf(file), roomOf(to)]
        return from === into || below[from]?.includes(into) || isTest(file)
          ? []
          : [`${relative(root, file)}:${line} imports ${target}`]
      }),
    )
    expect(offending).toEqual([])
  })

  it('enters another room by its door alone', () => {
    const doors = (file: string): boolean => /(^|[\\/])(index|main)\.tsx?$/.test(file)
    const offending = files
      .filter((file) => !isTest(file))
      .flatMap((file) =>
        importsOf(file).flatMap(({ line, target }) => {
          if (!target.startsWith('.')) return []
          const to = resolve(dirname(file), target)
          if (!to.startsWith(src) || doorOf(file) === doorOf(to) || doors(to)) return []
          return [`${relative(root, file)}:${line} imports ${target}`]
        }),
      )
    expect(offending).toEqual([])
  })

  it('keeps the council’s side and the branch’s apart', () => {
    const sideOf = (file: string): 'council' | 'branch' | null => {
      const parts = relative(src, file).split(sep)
      if (parts.includes('branch')) return 'branch'
      return parts[0] === 'council' || parts[1] === 'council' ? 'council' : null
    }
    const offending = files
      .filter((file) => !isTest(file) && roomOf(file) !== 'main')
      .flatMap((file) =>
        importsOf(file).flatMap(({ line, target }) => {
          if (!target.startsWith('.')) return []
          const to = resolve(dirname(file), target)
          const [from, into] = [sideOf(file), sideOf(to)]
          return from === null || into === null || from === into
            ? []
            : [`${relative(root, file)}:${line} imports ${target}`]
        }),
      )
    expect(offending).toEqual([])
  })

  it('keeps the core and the kit free of clocks, chance and input', () => {
    const offending = files
      .filter((file) => ['core', 'kit'].includes(roomOf(file)) && !isTest(file))
      .flatMap((file) => {
        const text = readFileSync(file, 'utf8')
        return [/\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\b/, /from 'node:/, /process\./]
          .filter((pattern) => pattern.test(text))
          .map((pattern) => `${relative(root, file)}: ${pattern.source}`)
      })
    expect(offending).toEqual([])
  })

  it('names each file in kebab case', () => {
    const offending = files
      .map((file) => relative(src, file))
      .filter((file) => !/^[a-z0-9-]+(\.test)?\.tsx?$/.test(file.split(sep).at(-1) ?? ''))
    expect(offending).toEqual([])
  })

  it('is shown whole on the page ARCHITECTURE.md', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const folders = readdirSync(src, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => [
        entry.name,
        ...(entry.name === 'core' || entry.name === 'intake'
          ? readdirSync(join(src, entry.name), { withFileTypes: true })
              .filter((inner) => inner.isDirectory())
              .map((inner) => inner.name)
          : []),
      ])
    expect(folders.filter((folder) => !page.includes(`${folder}/`))).toEqual([])
  })
})
