import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const BRANCH = fileURLToPath(new URL('../../src/branch', import.meta.url))

it('keeps each kind of record under a name of its own, so that no room reads another’s', () => {
  const names = readdirSync(BRANCH, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join(BRANCH, file), 'utf8').matchAll(/bookOf<[^>]+>\(\{\s*name: '([^']+)'/g),
    ])
    .map(([, name]) => name)
  expect(names.length).toBeGreaterThan(15)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
