import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { establishment } from './establishment.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairload-establishment-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

const people = file('people.csv', [
  'Name,Team,FTE,Role,Contract,Contract end',
  'Amara Okoye,Court team,1,Social worker,Permanent,',
  'Jo Lin,Court team,1,Social worker,Agency,29/11/2026',
  'Sam Reed,Court team,1,Social worker,Permanent,30/06/2026',
])
const posts = file('posts.csv', [
  'Post,Team,Role,Funded FTE,Holder,Cover,Cover kind,Cover end,Cost a day,Years in children’s services',
  'P1,Court team,Social worker,1,Amara Okoye,,,,,',
  'P2,Court team,Social worker,1,,Jo Lin,Agency,29/11/2026,300,2',
])

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await establishment.run(args, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    interactive: false,
    today: () => '2026-11-22',
  })
  return { code, ...said }
}

describe('fairload establishment', () => {
  it('says what is vacant, covered, at what cost, who left, and which rule is not met', async () => {
    const { code, out } = await run(people, posts)
    expect(code).toBe(0)
    expect(out).toContain('As of 22 November 2026.')
    expect(out).toContain('1 employed social worker left in twelve months: turnover 100 %.')
    expect(out).toContain('at up to £1500.00 to the last day of each.')
    expect(out).toMatch(/Court team\s+2\.00\s+1\.00\s+1\.00\s+1\.00\s+50 %\s+50 %\s+100 %/)
    expect(out).toContain('Jo Lin: 2 years when the cover began. At least three years')
  })

  it('says that vacancies are not known without a posts file', async () => {
    const { code, out } = await run(people)
    expect(code).toBe(0)
    expect(out).toContain('No posts file was given, so vacancies are not known.')
    expect(out).toMatch(/Court team\s+not known/)
  })

  it('asks about a holder whom nobody knows, with exit code 1', async () => {
    const odd = file('odd.csv', ['Post,Team,Funded FTE,Holder', 'P1,Court team,1,Nobody Known'])
    const { code, out } = await run(people, odd)
    expect(code).toBe(1)
    expect(out).toContain('1 question could change these figures:')
  })

  it('shows how it is written where no file is named', async () => {
    const { code, err } = await run()
    expect(code).toBe(2)
    expect(err).toContain('fairload establishment FILE…')
  })
})
