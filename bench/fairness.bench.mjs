/**
 * The most even plan: Fairload beside longest-first and, where its package is installed, HiGHS, each in
 * a process of its own. The plan is judged here, not by whoever made it. The fixed instances beside the
 * tests are always run; the larger ones where they are found; then instances made from seeds.
 * `seeds` is how many seeds of the smallest size (100).
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const name = 'Fairness'

const here = dirname(fileURLToPath(import.meta.url))
const dist = process.env.FAIRLOAD_DIST ?? join(here, '..', 'dist')
const folders = [
  join(here, '..', 'test', 'samples', 'instances'),
  join(here, '..', '..', 'shared', 'bench', 'instances'),
]
/** Gap to the bound in percent, CPU seconds, MB; and for the limit on moves. */
const goals = {
  '10x150': [0, 0.05, 80],
  '50x800': [0.1, 0.5, 90],
  '150x2500': [0.15, 3, 120],
  '300x5000': [0.2, 6, 150],
}
const limited = { '10x150': 4, '50x800': 22, '150x2500': 66, '300x5000': 135 }
const goalLimited = [1.5, 5, 150]

export async function run({ seeds = 100 } = {}) {
  const rows = []
  const highs = existsSync(join(here, 'node_modules', 'highs'))
  for (const [size, goal] of Object.entries(goals)) {
    for (const seed of [1, 2, 3]) {
      const file = folders
        .map((folder) => join(folder, `${size}-seed${seed}.json.gz`))
        .find((path) => existsSync(path))
      if (!file) continue
      rows.push(row(`${size}, seed ${seed}`, 'Fairload', measure('fairload', file, '-'), goal))
      rows.push(row('', 'longest first', measure('longest first', file, '-')))
      if (highs && seed === 1 && size !== '300x5000') {
        rows.push(row('', 'HiGHS, 60 s', measure('highs', file, '-')))
      }
      if (seed > 1) continue
      const moves = String(limited[size])
      const most = size === '300x5000' ? goalLimited : undefined
      rows.push(row(`${size}, ${moves} moves`, 'Fairload', measure('fairload', file, moves), most))
      if (highs && size !== '300x5000') {
        rows.push(row('', 'HiGHS, 60 s', measure('highs', file, moves)))
      }
    }
  }
  rows.push(worst('10 × 150, seeds', 10, 150, seeds, goals['10x150']))
  rows.push(worst('50 × 800, seeds', 50, 800, 10, goals['50x800']))
  for (const [low, high] of [
    [1, 100],
    [10, 100],
    [100, 200],
  ]) {
    const found = measure('fairload', `unrelated:50:1000:1:${low}:${high}`, '-')
    rows.push(row(`1,000 on 50, each ${low} to ${high}`, 'Fairload', found))
  }
  return rows
}

function measure(who, source, moves) {
  const printed = execFileSync(
    process.execPath,
    [join(here, 'fairness-one.mjs'), who, dist, source, moves],
    { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  return JSON.parse(printed.trim().split('\n').at(-1))
}

const gapOf = ({ busiest, bound, proven }) => (proven ? 0 : (busiest / bound - 1) * 100)

function row(what, who, found, goal) {
  const gap = found.bound === null ? null : gapOf(found)
  return {
    what,
    who,
    figures: {
      'busiest %': (found.busiest * 100).toFixed(3),
      'bound %': found.bound === null ? '' : (found.bound * 100).toFixed(3),
      'gap %':
        gap === null ? (found.proven ? 'optimal' : '') : gap === 0 ? 'proven' : gap.toFixed(3),
      moved: String(found.moved),
      'CPU s': found.cpuSeconds.toFixed(2),
      'peak MB': found.peakMb.toFixed(0),
      'within goal': goal
        ? gap <= goal[0] + 1e-9 && found.cpuSeconds <= goal[1] && found.peakMb <= goal[2]
          ? 'yes'
          : 'NO'
        : '',
    },
  }
}

/** The worst of many seeds, each figure by itself, and how many are proven. */
function worst(what, workers, children, seeds, goal) {
  let gap = 0
  let cpuSeconds = 0
  let peakMb = 0
  let proven = 0
  for (let seed = 1; seed <= seeds; seed += 1) {
    const found = measure('fairload', `made:${workers}:${children}:${seed}`, '-')
    gap = Math.max(gap, gapOf(found))
    cpuSeconds = Math.max(cpuSeconds, found.cpuSeconds)
    peakMb = Math.max(peakMb, found.peakMb)
    proven += found.proven ? 1 : 0
  }
  return {
    what: `${what} 1 to ${seeds}, the worst`,
    who: 'Fairload',
    figures: {
      'gap %': gap === 0 ? 'proven' : gap.toFixed(3),
      moved: `${proven} proven`,
      'CPU s': cpuSeconds.toFixed(2),
      'peak MB': peakMb.toFixed(0),
      'within goal':
        gap <= goal[0] + 1e-9 && cpuSeconds <= goal[1] && peakMb <= goal[2] ? 'yes' : 'NO',
    },
  }
}
