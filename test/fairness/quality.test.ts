import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { makeInstance, makeUnrelated } from '../../bench/fairness-instance.mjs'
import {
  compareUtilisation,
  parseInstance,
  solve,
  type FairnessProblem,
  type Progress,
  type Solution,
} from '../../src/core/fairness/index.ts'

function problemOf(document: unknown): FairnessProblem {
  const parsed = parseInstance(document)
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  return parsed.value.problem
}

function fixed(name: string): FairnessProblem {
  const url = new URL(`../samples/instances/${name}.json.gz`, import.meta.url)
  return problemOf(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
}

function quickly(problem: FairnessProblem, maxMoves: number | null = null): Solution {
  const found = solve(problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!found.ok) throw new Error(found.problem[0]?.sentence)
  return found.value
}

const busiest = ({ busiest: { load, capacity } }: Solution): number => load / capacity
const gap = (found: Solution): number =>
  busiest(found) / (found.bound.level.load / found.bound.level.capacity) - 1

/** What a worse search would not reach: each figure is what a quick one reaches today, or better. */
describe('even a quick search reaches', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'the proven optimum of ten workers and 150 children, seed %d',
    (seed) => {
      const found = quickly(problemOf(makeInstance(10, 150, seed)))
      expect(found.proven).toBe(true)
      expect(found.stable).toBe(true)
    },
  )

  it.each([
    ['10x150-seed1', 4, 1.1],
    ['10x150-seed2', 4, 225 / 210],
  ])('%s with %d moves the optimum that a MIP solver proves', (name, maxMoves, optimum) => {
    expect(busiest(quickly(fixed(name), maxMoves))).toBeLessThanOrEqual(optimum + 1e-9)
  })

  it('half a percent above the bound with fifty workers and 800 children', () => {
    const found = quickly(fixed('50x800-seed1'))
    expect(gap(found)).toBeLessThanOrEqual(0.005)
    expect(found.stable).toBe(true)
  })

  it('a few percent above the bound where costs differ wildly', () => {
    expect(gap(quickly(problemOf(makeUnrelated(10, 100, 1, 10, 100))))).toBeLessThanOrEqual(0.05)
  })

  it('with 22 moves among fifty workers, two percent above the bound', () => {
    expect(gap(quickly(fixed('50x800-seed1'), 22))).toBeLessThanOrEqual(0.02)
  })
})

it('a plan is there at once, and what is told meanwhile never gets worse', () => {
  const told: Progress[] = []
  const found = solve(problemOf(makeInstance(50, 800, 1)), {
    maxMoves: null,
    seed: 1,
    effort: 'quick',
    watch: { onProgress: (progress) => told.push(progress) },
  })
  if (!found.ok) throw new Error('sound')
  expect(told[0]?.stage).toBe('first plan')
  const levels = told.flatMap((one) => (one.busiest ? [one.busiest] : []))
  const last = levels.at(-1)
  if (!last) throw new Error('a plan was told')
  expect(
    compareUtilisation(
      found.value.busiest.load,
      found.value.busiest.capacity,
      (levels[0] as typeof last).load,
      (levels[0] as typeof last).capacity,
    ),
  ).toBeLessThanOrEqual(0)
  for (const { done } of told) {
    expect(done).toBeGreaterThanOrEqual(0)
    expect(done).toBeLessThanOrEqual(1)
  }
})
