import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  certificateJsonSchema,
  certificateSchema,
  certify,
  check,
  parseInstance,
  rebalance,
  solve,
  type Certificate,
  type FairnessProblem,
} from '../../src/core/fairness/index.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function instance(name: string): FairnessProblem {
  const url = new URL(`../samples/instances/${name}.json.gz`, import.meta.url)
  const parsed = parseInstance(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  return parsed.value.problem
}

function certified(problem: FairnessProblem, maxMoves: number | null): Certificate {
  const solved = solve(problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!solved.ok) throw new Error(solved.problem[0]?.sentence)
  const made = certify(solved.value, {
    agreement: { id: 'fairload-hours', version: '1' },
    engine: 'test',
    sha256,
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

/** A plan that gives up moves for their disruption, under limits and with cases kept apart. */
function sparing(plain: FairnessProblem): Certificate {
  const problem: FairnessProblem = {
    ...plain,
    workers: plain.workers.map((worker) => ({ ...worker, limits: { children: 40 } })),
    units: plain.units.map((unit, at) => ({
      ...unit,
      disruption: 1 + (at % 9),
      counts: { children: unit.children },
    })),
    apart: [
      [0, 1],
      [2, 3],
    ],
  }
  const plan = rebalance(problem, { maxMoves: 12, disruptionPrice: 4, seed: 1, effort: 'quick' })
  if (!plan.ok) throw new Error(plan.problem[0]?.sentence)
  expect(plan.value.givenUp.length).toBeGreaterThan(0)
  const made = certify(plan.value.solution, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

/** Every path to a value that is not a list or an object. */
function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((one, at) => leaves(one, [...path, at]))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
  }
  return [path]
}

function changed(document: Certificate, path: (string | number)[]): Certificate {
  const copy = structuredClone(document) as unknown
  let at = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  const value = at[last]
  at[last] =
    typeof value === 'number'
      ? value + 1
      : typeof value === 'boolean'
        ? !value
        : value === null
          ? 0
          : `${String(value)}0`
  return copy as Certificate
}

/** The digests made anew, as somebody would who hides a change. */
function rehashed(document: Certificate): Certificate {
  const canonical = (value: unknown): string =>
    Array.isArray(value)
      ? `[${value.map(canonical).join(',')}]`
      : typeof value === 'object' && value !== null
        ? `{${Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
            .join(',')}}`
        : JSON.stringify(value)
  const digests: Record<string, string> = {}
  for (const [part, value] of Object.entries(document)) {
    if (part !== 'digests') digests[part] = sha256(canonical(value))
  }
  return { ...document, digests }
}

describe('a certificate', () => {
  const free = certified(instance('10x150-seed1'), null)
  const limited = certified(instance('10x150-seed1'), 4)
  const kinder = sparing(instance('10x150-seed1'))

  it('holds, line by line, and keeps to its published schema', () => {
    for (const one of [free, limited, kinder]) {
      expect(check(JSON.parse(JSON.stringify(one)), sha256).filter((line) => !line.fine)).toEqual(
        [],
      )
      expect(certificateSchema.safeParse(one).success).toBe(true)
    }
  })

  it('has its published schema in docs/certificate.schema.json', () => {
    // Where this fails, the schema has changed: node scripts/generate.mjs writes the file.
    const url = new URL('../../docs/certificate.schema.json', import.meta.url)
    expect(JSON.parse(readFileSync(url, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(certificateJsonSchema())),
    )
  })

  it('is the same, byte for byte, from the same problem and seed', () => {
    expect(JSON.stringify(certified(instance('10x150-seed1'), 4))).toBe(JSON.stringify(limited))
  })

  it('is refused when any single figure is changed, and the line that fails is named', () => {
    for (const one of [free, limited, kinder]) {
      const paths = leaves(one)
      fc.assert(
        fc.property(fc.constantFrom(...paths), (path) => {
          const wrong = check(changed(one, path), sha256).filter((line) => !line.fine)
          expect(wrong.length).toBeGreaterThan(0)
          const [part = ''] = path
          const named = part === 'digests' ? String(path[1]) : part === 'format' ? 'form' : part
          expect(wrong.map((line) => line.line.split('.')[0])).toContain(named)
        }),
        { numRuns: 250, seed: 3 },
      )
      // Beside the bulk of data and assignment, every single figure there is.
      for (const path of paths.filter(([part]) => part !== 'problem' && part !== 'assignment')) {
        const wrong = check(changed(one, path), sha256).filter((line) => !line.fine)
        expect(wrong.length, path.join('.')).toBeGreaterThan(0)
      }
    }
  }, 60_000)

  it('is refused for a figure that can be redone even where the hashes were made anew', () => {
    const redone = new Set([
      'busiest',
      'minimum',
      'unlimited',
      'levels',
      'gap',
      'stability',
      'split',
      'overload',
      'constraints',
      'counts',
      'spread',
      'moves',
    ])
    for (const one of [free, limited, kinder]) {
      for (const path of leaves(one).filter(([part]) => redone.has(String(part)))) {
        // Another whole price may prove as much: that is another true certificate.
        if (path.includes('prices') || path.includes('charge')) continue
        // How many moves were allowed is what was asked, not a figure to redo.
        if (path.join('.') === 'moves.limit') continue
        const wrong = check(rehashed(changed(one, path)), sha256).filter((line) => !line.fine)
        expect(wrong.length, path.join('.')).toBeGreaterThan(0)
      }
    }
  }, 60_000)

  it('is refused where a plan could be better by one re-division between two workers', () => {
    const [first, second] = [0, 1]
    const worse = structuredClone(free)
    const at = worse.problem.units.findIndex(
      (unit, k) =>
        worse.assignment[k] === first && unit.eligible.some(([worker]) => worker === second),
    )
    worse.assignment[at] = second
    const wrong = check(rehashed(worse), sha256).filter((line) => !line.fine)
    expect(wrong.map((line) => line.line)).toContain('stability')
  })

  it('says of every move its disruption, its step and where the step leads, and counts the children', () => {
    const { list, children } = kinder.moves
    expect(list.length).toBeGreaterThan(0)
    expect(children).toBe(
      list.reduce((sum, { unit }) => sum + (kinder.problem.units[unit]?.children ?? 0), 0),
    )
    const last = list.reduce((end, move) => (move.step > end.step ? move : end))
    expect(last.overload).toBe(kinder.overload.total)
    expect(kinder.made.disruptionPrice).toBe(4)
    expect(kinder.stability.helpful).toBeGreaterThan(0)
    expect(free.stability.helpful).toBe(0)
  })

  it('is refused where moves are left out that would help and disruption has no price', () => {
    const copy = structuredClone(kinder)
    copy.made.disruptionPrice = 0
    const wrong = check(rehashed(copy), sha256).filter((line) => !line.fine)
    expect(wrong.map((line) => line.line)).toContain('stability.price')
  })

  it('is refused where something else than a certificate is given', () => {
    for (const document of [null, 4, [], {}, { format: 'fairload-certificate/1' }]) {
      expect(check(document, sha256).some((line) => !line.fine)).toBe(true)
    }
  })

  it('splits what the busiest carries above 100 % into staffing, the limit on moves and unfairness', () => {
    const hundredths = (text: string): number => Math.round(Number(text) * 10_000)
    for (const { split, busiest } of [free, limited]) {
      expect(
        hundredths(split.understaffing) +
          hundredths(split.limitOnMoves) +
          hundredths(split.unfairness),
      ).toBeCloseTo(hundredths(busiest.percent) - 1_000_000, -0.5)
    }
  })
})
