/** The simulated authority at Kent's size, written once a run: what several benches measure on. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** Where the build to measure lies: `dist` beside this folder unless another is named. */
export const dist = process.env.FAIRLOAD_DIST ?? join(here, '..', 'dist')
/** The command line as a user starts it. */
export const fairload = join(dist, '..', 'bin', 'fairload.mjs')
/** The day that the simulated files describe. */
export const DAY = '2026-09-30'

let written = null

/** @returns {{ folder: string, files: string[] }} Annex A, people, families and workforce census */
export function kent() {
  if (written) return written
  const folder = join(here, '.cache', 'kent')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  execFileSync(
    process.execPath,
    [fairload, 'generate', '--like', 'Kent', '--seed', '1', '--out', folder],
    { stdio: 'ignore' },
  )
  const names = ['Annex A.xlsx', 'People.xlsx', 'Families.csv', 'CSWW.xml']
  written = { folder, files: names.map((name) => join(folder, name)) }
  return written
}

/** The one whose `of` is lowest: what the work costs where other work on the machine disturbs least. */
export const best = (runs, of) => runs.reduce((a, b) => (of(b) < of(a) ? b : a))

/** `p` per cent of the figures lie at or below the one returned. */
export function percentile(figures, p) {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * p) / 100) - 1)] ?? Number.NaN
}
