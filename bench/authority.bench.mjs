/**
 * A whole authority of Kent's size from its four files to every worker's workload, each time in a
 * fresh process. Beside it: reading the same workbooks with the usual libraries and counting open
 * rows by worker, which is what a user would otherwise do. Fairload's answer must be the truth that
 * the files were made from, case by case, or the bench fails.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { DAY, fairload, kent } from './kent.mjs'

export const name = 'A whole authority'

const here = dirname(fileURLToPath(import.meta.url))
const goal = { cpuSeconds: 3 }

export async function run({ quick = false } = {}) {
  const times = quick ? 1 : 3
  const { folder, files } = kent()
  const truth = JSON.parse(readFileSync(join(folder, 'truth', 'truth.json'), 'utf8'))
  const peer = (reader) => [join(here, 'authority-peer.mjs'), reader, ...files.slice(0, 3)]
  const ways = [
    ['every figure as JSON', 'Fairload', [fairload, 'workload', ...files, '--on', DAY, '--json']],
    ['the table of workers', 'Fairload', [fairload, 'workload', ...files, '--on', DAY]],
    ['open rows by worker', 'exceljs 4.4.0', peer('exceljs')],
    ['open rows by worker', 'SheetJS 0.20.3', peer('sheetjs')],
  ]
  let ours = 0
  return ways.map(([what, who, command]) => {
    const runs = Array.from({ length: times }, () => measure(command, folder))
    const cost = runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(times / 2)]
    const isOurs = who === 'Fairload'
    if (command.includes('--json')) {
      ours = cost.cpuSeconds
      check(JSON.parse(cost.said), truth)
    }
    const { cases } = cost.said.startsWith('{"cases"') ? JSON.parse(cost.said) : truth
    return {
      what,
      who,
      figures: {
        'CPU s': cost.cpuSeconds.toFixed(2),
        'wall s': cost.wallSeconds.toFixed(2),
        'peak MB': cost.peakMb.toFixed(0),
        'times our CPU': (cost.cpuSeconds / ours).toFixed(1),
        'cases found': (cases.length ?? cases).toLocaleString('en-GB'),
        'within goal': isOurs ? (cost.cpuSeconds <= goal.cpuSeconds ? 'yes' : 'NO') : '',
      },
    }
  })
}

function measure(command, folder) {
  const costs = join(folder, 'cost.json')
  const preload = pathToFileURL(join(here, 'cost-at-end.mjs')).href
  const ran = spawnSync(
    process.execPath,
    ['--max-old-space-size=4096', '--import', preload, ...command],
    {
      env: { ...process.env, FAIRLOAD_BENCH_COST: costs },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // 1: done, with questions that change the figures.
  if (ran.status !== 0 && ran.status !== 1) throw new Error(ran.stderr)
  return { ...JSON.parse(readFileSync(costs, 'utf8')), said: ran.stdout }
}

/** Every child's status and how it is held, against the truth the files were written from. */
function check(workload, truth) {
  const found = new Map(workload.cases.map((of) => [of.id, of]))
  const wrong = truth.cases.filter((of) => found.get(of.child)?.status !== of.status)
  const { allocated, unallocated, phantom } = workload.totals
  const held = (how) => truth.cases.filter((of) => of.holder === how).length
  if (
    wrong.length > 0 ||
    found.size !== truth.cases.length ||
    allocated !== held('worker') ||
    unallocated !== held('unallocated') ||
    phantom !== held('phantom')
  )
    throw new Error(`The workload is not the truth: ${wrong.length} cases differ`)
}
