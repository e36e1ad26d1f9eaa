import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sealedEvidenceSchema } from '../core/evidence/index.ts'
import { simulate, writeAuthority } from '../intake/simulate/index.ts'
import { evidence } from './evidence.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairload-evidence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await evidence.run(args, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    interactive: false,
    today: () => '2026-10-05',
  })
  return { code, ...said }
}

describe('fairload evidence', () => {
  it('writes a release of a day’s files that names nobody', async () => {
    const authority = simulate({ like: null, seed: 3, cases: 300, workers: 24 })
    if (!authority.ok) throw new Error(authority.problem.sentence)
    const written = await writeAuthority(authority.value, {
      folder,
      shapes: ['annex-a', 'people'],
    })
    if (!written.ok) throw new Error(written.problem.sentence)
    const out = join(folder, 'release.json')
    const files = written.value.map((name) => join(folder, name))
    const done = await run(...files, '--of', 'Moreton', '--on', '2026-09-30', '--out', out)
    expect(done).toMatchObject({ code: 0, out: '' })
    const text = readFileSync(out, 'utf8')
    const { release } = sealedEvidenceSchema.parse(JSON.parse(text))
    expect(release).toMatchObject({ publisher: 'Moreton', asOf: '2026-09-30' })
    for (const { id, surname } of authority.value.workers) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(surname)
    }
  })

  it('refuses a handful of people, in a sentence', async () => {
    const few = join(folder, 'few.csv')
    writeFileSync(few, 'Name,Team,FTE\nAmara Okoye,Court team,1\n')
    const { code, err } = await run(few, '--of', 'Moreton')
    expect(code).toBe(2)
    expect(err).toContain('Fewer than ten workers')
    expect((await run(few)).code).toBe(2)
  })
})
