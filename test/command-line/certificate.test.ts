import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from '../samples/read-pdf.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const instance = join(root, 'test', 'samples', 'instances', '10x150-seed1.json.gz')

function fairload(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [join(root, 'bin', 'fairload.mjs'), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

describe('fairload check, for a reader', () => {
  let folder: string
  let certificate: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairload-certificate-'))
    certificate = join(folder, 'certificate.json')
    fairload('solve', instance, '--moves', '10', '--certificate', certificate)
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('says a certificate in plain words after checking it', () => {
    const { code, out, err } = fairload('check', certificate, '--words')
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/^Every line holds/)
    const order = [
      'What this plan proves',
      'Add these up yourself',
      'What was tried',
      'Small print',
    ]
    const places = order.map((heading) => out.indexOf(heading))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(out).not.toContain('\u00a0')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(121)
  })

  it('writes it as a tagged PDF of two sides of A4, the same today as a minute ago', () => {
    const paths = ['a.pdf', 'b.pdf'].map((name) => join(folder, name))
    for (const path of paths) {
      expect(fairload('check', certificate, '--pdf', path).code).toBe(0)
    }
    const [a, b] = paths.map((path) => readFileSync(path)) as [Buffer, Buffer]
    expect(a.equals(b)).toBe(true)
    const { pages, objects, words, tags } = readPdf(a)
    expect(pages).toBe(2)
    expect(objects.some((one) => one.includes('/Marked true'))).toBe(true)
    expect(objects.some((one) => one.includes('[0 0 595.28 841.89]'))).toBe(true)
    expect(tags.get('Table')).toBeGreaterThanOrEqual(3)
    expect(words.join(' ')).toContain('Add these up yourself')
  })

  it('makes neither words nor a PDF of a certificate that does not hold', () => {
    const wrong = join(folder, 'wrong.json')
    const out = join(folder, 'wrong.pdf')
    writeFileSync(wrong, readFileSync(certificate, 'utf8').replace(/"seed":1/, '"seed":2'))
    const run = fairload('check', wrong, '--words', '--pdf', out)
    expect(run.code).toBe(1)
    expect(run.out).not.toContain('What this plan proves')
    expect(existsSync(out)).toBe(false)
  })

  it('says where a PDF cannot be written', () => {
    const { code, err } = fairload('check', certificate, '--pdf', join(folder, 'no', 'a.pdf'))
    expect(code).toBe(3)
    expect(err).toContain('cannot be written')
  })

  it('prints words or JSON, not both', () => {
    expect(fairload('check', certificate, '--words', '--json').code).toBe(2)
  })

  it('comes to the sum that the guide does with a pencil', () => {
    const guide = readFileSync(join(root, 'docs', 'guide', 'certificate.md'), 'utf8')
    const path = join(folder, 'three.json')
    writeFileSync(path, /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '')
    const own = join(folder, 'three-certificate.json')
    expect(fairload('solve', path, '--certificate', own).code).toBe(0)
    const { out } = fairload('check', own, '--words')
    const proven = ['285 hours ÷ 273 hours', '104.40 %', '284.5 hours', '104.76 %', '0.12 of a']
    for (const figure of proven) expect(out).toContain(figure)
    for (const figure of proven.slice(1)) expect(guide).toContain(figure)
  })
})
