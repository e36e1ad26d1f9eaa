import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalText, defaultAgreement } from '../../src/core/agreement/index.ts'
import { readingShape, workloadShape } from '../../src/council/index.ts'
import { brokenFiles } from '../samples/broken.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sample = (name: string): string => join(root, 'test', 'samples', name)
const annexA = sample('annex-a/Annex_A_2024_Jan.xlsx')

/** The command as a shell runs it; the built program, as a user has it. */
function fairload(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [join(root, 'bin', 'fairload.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

describe('fairload on the command line', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairload-cli-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['annex-a/Annex_A_2024_Jan.xlsx', 59],
    ['annex-a/Annex_A_pre2024.xlsx', 59],
    ['annex-a/ofsted-2019-template-few-rows.xlsx', 5],
    ['csww/social_work_workforce_2022.xml', 30],
  ])('reads every row of the public sample %s', (name, rows) => {
    const { code, out, err } = fairload('read', sample(name), '--json')
    expect(err).toBe('')
    expect(code).toBeLessThanOrEqual(1)
    const { files } = readingShape.parse(JSON.parse(out))
    const counts = Object.values(files[0]?.lists ?? {})
    expect(counts.reduce((sum, list) => sum + list.rows, 0)).toBe(rows)
    expect(counts.reduce((sum, list) => sum + list.used + list.questioned, 0)).toBe(rows)
  })

  it('prints who holds what with every sum adding up, and asks for the people file', () => {
    const { code, out } = fairload('workload', annexA, '--on', '2024-01-31', '--json')
    expect(code).toBe(1)
    const workload = workloadShape.parse(JSON.parse(out))
    expect(workload.totals).toMatchObject({ children: 17, allocated: 12, unallocated: 5 })
    expect(workload.totals.utilisation).toBeNull()
    for (const of of workload.cases) {
      const sum = of.reasons.reduce((total, line) => total + Math.round(line.amount * 100), 0)
      expect(sum).toBe(Math.round(of.demand * 100))
    }
    for (const worker of workload.workers) {
      expect(worker).toMatchObject({ state: 'unknown', utilisation: null, capacity: null })
    }
  })

  it('never prints 0 % for a worker whose capacity is not known', () => {
    const { out } = fairload('workload', annexA, '--on', '2024-01-31')
    expect(out).toContain('unknown')
    expect(out).not.toMatch(/\b0 ?%/)
    expect(out).toContain('starting point, not a study')
  })

  it('writes a workbook beside the answer', () => {
    const path = join(folder, 'workload.xlsx')
    fairload('workload', annexA, '--on', '2024-01-31', '--xlsx', path)
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK')
  })

  it('weighs under another preset, and under an agreement file', () => {
    const { out } = fairload('workload', annexA, '--agreement', 'sws-2022', '--json')
    expect(workloadShape.parse(JSON.parse(out)).agreement.id).toBe('sws-2022')
  })

  it('refuses to weigh under a template that nobody has filled in', () => {
    const { code, out, err } = fairload('workload', annexA, '--agreement', 'wirral')
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('not filled in')
  })

  it('answers every broken file with its own sentence, and exit code 3', () => {
    const broken = Object.values(brokenFiles).filter((file) => file.code !== null)
    const paths = broken.map((file, i) => {
      const path = join(folder, `${i}-${file.name}`)
      writeFileSync(path, file.bytes())
      return path
    })
    const { code, out, err } = fairload('read', ...paths, '--json')
    expect(code).toBe(3)
    const { files } = readingShape.parse(JSON.parse(out))
    expect(files.map((file) => file.problem?.code)).toEqual(broken.map((file) => file.code))
    for (const file of files) {
      expect(file.lists).toEqual({})
      expect(err).toContain(`${file.name}: ${file.problem?.sentence}`)
    }
    expect(err).not.toMatch(/\n\s+at /)
  }, 60_000)

  it('says what is wrong with a command, and how to write it', () => {
    expect(fairload('read').code).toBe(2)
    expect(fairload('wrokload').err).toContain('no command')
    expect(fairload('workload', annexA, '--on', '30/09/2026').err).toContain('2026-09-30')
    expect(fairload('workload', annexA, '--in', 'x').code).toBe(2)
    expect(fairload('read', join(folder, 'absent.xlsx'))).toMatchObject({ code: 3 })
    expect(fairload('help', 'workload').out).toContain('--agreement')
    expect(fairload('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('writes the same simulated authority twice, and reads it back without a question', () => {
    const [a, b] = [join(folder, 'a'), join(folder, 'b')]
    for (const out of [a, b]) {
      expect(
        fairload('generate', '--cases', '60', '--workers', '6', '--seed', '4', '--out', out).code,
      ).toBe(0)
    }
    for (const name of ['Annex A.xlsx', 'People.xlsx', 'Families.csv', 'CSWW.xml']) {
      expect(readFileSync(join(a, name))).toEqual(readFileSync(join(b, name)))
    }
    const read = fairload('read', join(a, 'Annex A.xlsx'), join(a, 'People.xlsx'), '--json')
    expect(read.code).toBe(0)
  })
})

describe('fairload agreement', () => {
  it('reads one, tells two apart, and replays files under another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairload-agreement-'))
    try {
      const shown = fairload('agreement', 'show', 'fairload-hours-0.1')
      expect(shown.code).toBe(0)
      expect(shown.out).toContain(
        'overload.ladder.first: An overload is answered by the team manager',
      )
      const ours = JSON.parse(
        fairload('agreement', 'show', 'fairload-hours-0.1', '--json').out,
      ) as { clauses: { id: string }[] }
      expect(ours.clauses.map((clause) => clause.id)).toContain('handover.step.meeting')

      const heavier = join(folder, 'heavier.json')
      const document = structuredClone(defaultAgreement)
      for (const one of document.weights) one.weight = (one.weight ?? 0) * 2
      writeFileSync(heavier, JSON.stringify({ ...document, id: 'ours', version: '2' }))
      expect(fairload('agreement', 'diff', 'fairload-hours-0.1', heavier).out).toContain(
        'A child protection plan weighs 8.5 → 17 hours a month.',
      )

      const hash = createHash('sha256').update(canonicalText(defaultAgreement)).digest('hex')
      expect(fairload('agreement', 'hash', 'fairload-hours-0.1').out).toBe(`${hash}\n`)

      fairload('generate', '--cases', '150', '--workers', '10', '--seed', '2', '--out', folder)
      const files = ['Annex A.xlsx', 'People.xlsx'].map((name) => join(folder, name))
      const csv = join(folder, 'teams.csv')
      const options = ['--with', heavier, '--on', '2026-09-30']
      const told = fairload('agreement', 'replay', ...files, ...options, '--csv', csv)
      expect(told.out).toMatch(
        /As at 30 September 2026: \d+ people over the safe line instead of \d/,
      )
      expect(readFileSync(csv, 'utf8')).toContain('fuller')
      const { out } = fairload('agreement', 'replay', ...files, ...options, '--json')
      const view = JSON.parse(out) as { before: Side; after: Side }
      expect(view.after.totals.demand).toBeGreaterThan(view.before.totals.demand)
      expect(fairload('agreement', 'replay', ...files).code).toBe(2)
      expect(fairload('agreement', 'show', join(folder, 'absent.json')).code).toBe(2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})

interface Side {
  totals: { demand: number }
}

describe('fairload plan', () => {
  it('proposes from files alone, with a certificate that names nobody and holds when checked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairload-plan-'))
    try {
      fairload('generate', '--cases', '150', '--workers', '10', '--seed', '2', '--out', folder)
      const files = ['Annex A.xlsx', 'People.xlsx', 'Families.csv'].map((name) =>
        join(folder, name),
      )
      const certificate = join(folder, 'certificate.json')
      const options = ['--on', '2026-09-30', '--moves', '5', '--certificate', certificate]
      const { out } = fairload('plan', ...files, ...options, '--json')
      const plan = JSON.parse(out) as {
        busiest: number
        bound: number
        moves: { children: string[]; from: string; to: string }[]
      }
      expect(plan.moves.length).toBeLessThanOrEqual(5)
      expect(plan.bound).toBeLessThanOrEqual(plan.busiest)
      const checked = fairload('check', certificate)
      expect(checked.code).toBe(0)
      const text = readFileSync(certificate, 'utf8')
      for (const { children, from } of plan.moves) {
        for (const name of [...children, from]) expect(text).not.toContain(name)
      }
      writeFileSync(certificate, text.replace(/"seed":1/, '"seed":2'))
      expect(fairload('check', certificate).code).not.toBe(0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it.each([
    ['--moves', '5x'],
    ['--seed', '1.5'],
    ['--effort', 'endless'],
    ['--reach', 'everywhere'],
  ])('says which wish of a plan it does not understand: %s %s', (option, value) => {
    const { code, err } = fairload('plan', 'a file.xlsx', option, value)
    expect(code).toBe(2)
    expect(err).toMatch(new RegExp(`^${option} ${value} is not `))
  })
})
