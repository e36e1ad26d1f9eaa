import { describe, expect, it } from 'vitest'
import { makeInstance } from '../../bench/fairness-instance.mjs'
import { canonicalJson } from '../../src/core/fairness/exact.ts'
import {
  certify,
  check,
  parseInstance,
  solve,
  stableHash,
  type Certificate,
} from '../../src/core/fairness/index.ts'

/** Stands in for SHA-256 where no secret is kept. */
const sha256 = (text: string): string => stableHash(text).toString(16)

function certified(workers: number, children: number, seed: number): Certificate {
  const parsed = parseInstance(makeInstance(workers, children, seed))
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  const solved = solve(parsed.value.problem, { maxMoves: null, seed: 1, effort: 'normal' })
  if (!solved.ok) throw new Error(solved.problem[0]?.sentence)
  const made = certify(solved.value, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  return JSON.parse(JSON.stringify(made.value)) as Certificate
}

const wrongIn = (document: Certificate): string[] =>
  check(document, sha256)
    .filter((line) => !line.fine)
    .map((line) => line.line)

/** With something changed and every hash made anew, as somebody would who cheats. */
function forged(document: Certificate, change: (copy: Certificate) => void): Certificate {
  const copy = structuredClone(document)
  change(copy)
  const digests: Record<string, string> = {}
  for (const [part, value] of Object.entries(copy)) {
    if (part !== 'digests') digests[part] = sha256(canonicalJson(value))
  }
  return { ...copy, digests }
}

describe('a minimum that it takes several teams to prove', () => {
  it.each([
    [20, 160, 1],
    [20, 160, 6],
    [30, 240, 4],
  ])('%d workers, %d children, seed %d: holds, and no figure of it can be changed', (...of) => {
    const certificate = certified(...of)
    expect(wrongIn(certificate)).toEqual([])
    const { teams } = certificate.minimum
    expect(teams.length).toBeGreaterThan(1)
    expect(teams.filter((team) => team.onTo === null)).toHaveLength(1)
    teams.forEach((team, at) => {
      for (const figure of ['room', 'own', 'received', 'shared'] as const) {
        const wrong = wrongIn(
          forged(certificate, (copy) => {
            const line = copy.minimum.teams[at]
            if (line) line[figure] += 1
          }),
        )
        expect(wrong, `${figure} of team ${at}`).toContain('minimum')
      }
      for (const change of [
        (line: typeof team) => line.workers.pop(),
        (line: typeof team) => line.workers.reverse(),
        (line: typeof team) => (line.onTo = line.onTo === null ? 0 : null),
        (line: typeof team) => (line.onTo = at),
        (line: typeof team) => (line.onTo = 99),
      ]) {
        const wrong = wrongIn(
          forged(certificate, (copy) => {
            const line = copy.minimum.teams[at]
            if (line) change(line)
          }),
        )
        expect(wrong).toContain('minimum')
      }
    })
    expect(wrongIn(forged(certificate, (copy) => (copy.minimum.teams = [])))).toContain('minimum')
  })
})

describe('the bounds of the parts after the most crowded one', () => {
  it.each([
    [20, 160, 7],
    [30, 240, 2],
    [30, 240, 5],
  ])('%d workers, %d children, seed %d: hold, and no figure of them can be changed', (...of) => {
    const certificate = certified(...of)
    expect(wrongIn(certificate)).toEqual([])
    expect(certificate.levels.length).toBeGreaterThan(0)
    const gone = new Set(certificate.minimum.workers)
    certificate.levels.forEach((level, at) => {
      for (const worker of level.workers) expect(gone.has(worker)).toBe(false)
      for (const worker of level.workers) gone.add(worker)
      for (const figure of ['load', 'units', 'work', 'room', 'roomBelow'] as const) {
        const wrong = wrongIn(
          forged(certificate, (copy) => {
            const line = copy.levels[at]
            if (line) line[figure] += 1
          }),
        )
        expect(wrong, figure).toContain(`levels.${at + 1}`)
      }
    })
    // Whoever stood in an earlier part may not stand in a later one.
    const wrong = wrongIn(
      forged(certificate, (copy) => {
        copy.levels[0]?.workers.splice(0, 1, copy.minimum.workers[0] as number)
        copy.levels[0]?.workers.sort((a, b) => a - b)
      }),
    )
    expect(wrong).toContain('levels.1')
  })
})
