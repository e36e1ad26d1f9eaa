/**
 * Reading one Annex A sheet of 100,000 rows and 14 columns: Fairload beside what a user would
 * otherwise use. Each reading has a process of its own; the middle of five is shown. Every reader
 * must find every filled cell, or the bench fails.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeAnnexA } from './annex-a-workbook.mjs'

export const name = 'Reading'

const here = dirname(fileURLToPath(import.meta.url))
const dist = process.env.FAIRLOAD_DIST ?? join(here, '..', 'dist')
const ROWS = 100_000
const TIMES = 5
const readers = [
  ['fairload', 'Fairload'],
  ['exceljs stream', 'exceljs 4.4.0, streaming'],
  ['exceljs whole', 'exceljs 4.4.0, whole'],
  ['sheetjs', 'SheetJS 0.20.3'],
]
/** What the project holds itself to for Fairload's own row. */
const goal = { cpuSeconds: 1.5, peakMb: 150 }

export async function run({ quick = false } = {}) {
  const cache = join(here, '.cache')
  mkdirSync(cache, { recursive: true })
  const rows = []
  for (const strings of ['inline', 'shared']) {
    const file = join(cache, `annex-a-${ROWS}-${strings}.xlsx`)
    const truth = await writeAnnexA(file, { rows: ROWS, strings, seed: 20_261_121 })
    let ours = 0
    for (const [reader, who] of readers) {
      const cost = middle(
        Array.from({ length: quick ? 1 : TIMES }, () => measure(reader, file, truth)),
      )
      if (reader === 'fairload') ours = cost.cpuSeconds
      rows.push({
        what: `100,000 × 14 cells, ${strings} strings`,
        who,
        figures: {
          'CPU s': cost.cpuSeconds.toFixed(2),
          'wall s': cost.wallSeconds.toFixed(2),
          'peak MB': cost.peakMb.toFixed(0),
          'times our CPU': (cost.cpuSeconds / ours).toFixed(1),
          'within goal':
            reader !== 'fairload'
              ? ''
              : cost.cpuSeconds <= goal.cpuSeconds && cost.peakMb <= goal.peakMb
                ? 'yes'
                : 'NO',
        },
      })
    }
  }
  return rows
}

function measure(reader, file, truth) {
  const printed = execFileSync(
    process.execPath,
    ['--max-old-space-size=4096', join(here, 'reading-one.mjs'), reader, file, dist],
    { encoding: 'utf8' },
  )
  const cost = JSON.parse(printed)
  if (cost.cells !== truth.cells || cost.rows !== truth.rows)
    throw new Error(`${reader} found ${cost.rows} rows and ${cost.cells} cells in ${file}`)
  return cost
}

/** The run whose CPU time is in the middle. */
function middle(costs) {
  return costs.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(costs.length / 2)]
}
