/**
 * Solves one instance in a process of its own and prints what came of it and what it cost, as JSON:
 * `node fairness-one.mjs WHO DIST SOURCE MOVES [SECONDS]`. MOVES is `-`, a number, or a share of held units
 * as `5%`; SECONDS is how long HiGHS may take.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { makeInstance, makeUnrelated } from './fairness-instance.mjs'

const [who, dist, source, moves, seconds] = process.argv.slice(2)
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const engine = () => import(pathToFileURL(join(dist, 'core/fairness/index.js')).href)
const cpuSeconds = async (work) => {
  const before = process.cpuUsage()
  const result = await work()
  const spent = process.cpuUsage(before)
  return { result, cpuSeconds: (spent.user + spent.system) / 1e6 }
}

if (who === 'check') {
  const { check } = await engine()
  const certificate = JSON.parse(readFileSync(source, 'utf8'))
  const once = async () => {
    const { result, cpuSeconds: cost } = await cpuSeconds(() => check(certificate, sha256))
    if (result.some((line) => !line.fine)) throw new Error('The certificate does not hold')
    return cost
  }
  const cold = await once()
  const warm = []
  for (let k = 0; k < 9; k += 1) warm.push(await once())
  warm.sort((a, b) => a - b)
  console.log(JSON.stringify({ cold, warm: warm[4], peakMb: peakMb() }))
  process.exit()
}

const [kind, ...numbers] = source.split(':')
const made =
  kind === 'made'
    ? makeInstance(...numbers.map(Number))
    : kind === 'unrelated'
      ? makeUnrelated(...numbers.map(Number))
      : JSON.parse(gunzipSync(readFileSync(source)).toString('utf8'))
const held = made.cases.filter((one) => one.holder !== null).length
const maxMoves =
  moves === '-'
    ? null
    : moves.endsWith('%')
      ? Math.floor((held * Number(moves.slice(0, -1))) / 100)
      : Number(moves)

const answers = {
  async fairload() {
    const { parseInstance, solve } = await engine()
    const parsed = parseInstance(made)
    if (!parsed.ok) throw new Error(parsed.problem.sentence)
    const { result: solved, cpuSeconds: cost } = await cpuSeconds(() =>
      solve(parsed.value.problem, { maxMoves, seed: 1, effort: 'normal' }),
    )
    if (!solved.ok) throw new Error(solved.problem[0].sentence)
    const { assignment, bound, stable, proven } = solved.value
    const { load, capacity } = bound.level
    return { assignment, bound: load / capacity, proven, stable, cpuSeconds: cost }
  },

  /** The first plan there is to show, and when. */
  async first() {
    const { parseInstance, solve } = await engine()
    const parsed = parseInstance(made)
    if (!parsed.ok) throw new Error(parsed.problem.sentence)
    const before = process.cpuUsage()
    let first = null
    solve(parsed.value.problem, {
      maxMoves,
      seed: 1,
      effort: 'normal',
      watch: {
        onProgress({ busiest }) {
          if (first || !busiest) return
          const spent = process.cpuUsage(before)
          first = {
            busiest: busiest.load / busiest.capacity,
            cpuSeconds: (spent.user + spent.system) / 1e6,
          }
        },
        cancelled: () => first !== null,
      },
    })
    return first
  },

  /** The shortlist for each case that nobody holds, beside everything that is held. */
  async shortlist() {
    const { parseInstance, holdingsOf, allocateOne } = await engine()
    const parsed = parseInstance(made)
    const holdings = holdingsOf(parsed.value.problem)
    const waiting = parsed.value.problem.units.filter((unit) => unit.holder === null)
    const took = waiting.map((unit) => {
      const begin = performance.now()
      allocateOne(holdings.value, unit)
      return performance.now() - begin
    })
    took.sort((a, b) => a - b)
    return { milliseconds: took[Math.floor(took.length * 0.95)], lists: took.length }
  },

  /** Writes the certificate of a plan to the file named last. */
  async certificate() {
    const { parseInstance, solve, certify } = await engine()
    const parsed = parseInstance(made)
    const solved = solve(parsed.value.problem, { maxMoves, seed: 1, effort: 'quick' })
    const { result, cpuSeconds: cost } = await cpuSeconds(() =>
      certify(solved.value, { agreement: null, engine: 'bench', sha256 }),
    )
    const text = JSON.stringify(result.value)
    writeFileSync(seconds, text)
    return { kilobytes: Math.round(text.length / 1000), cpuSeconds: cost }
  },

  async 'longest first'() {
    const { result: assignment, cpuSeconds: cost } = await cpuSeconds(() => {
      const load = made.capacity.map(() => 0)
      const plan = made.cases.map((one) => (maxMoves === null ? null : one.holder))
      made.cases.forEach((one, at) => {
        if (plan[at] === null) return
        load[plan[at]] += one.eligible.find(([worker]) => worker === plan[at])[1]
      })
      const cheapest = (at) => Math.min(...made.cases[at].eligible.map(([, own]) => own))
      const waiting = made.cases.flatMap((_, at) => (plan[at] === null ? [at] : []))
      waiting.sort((a, b) => cheapest(b) - cheapest(a) || a - b)
      for (const at of waiting) {
        let best = null
        for (const [worker, own] of made.cases[at].eligible) {
          const after = (load[worker] + own) / made.capacity[worker]
          if (!best || after < best.after) best = { worker, own, after }
        }
        plan[at] = best.worker
        load[best.worker] += best.own
      }
      return plan
    })
    return { assignment, bound: null, cpuSeconds: cost }
  },

  async highs() {
    // Its limit is by the clock, which other work on the machine would take from it: processor time instead.
    const spentMs = () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    }
    performance.now = spentMs
    Date.now = spentMs
    const { default: loadHighs } = await import('highs')
    const highs = await loadHighs()
    const lines = ['Minimize', ' obj: z', 'Subject To']
    const terms = made.capacity.map(() => [])
    const binaries = []
    const stays = []
    made.cases.forEach((one, at) => {
      lines.push(` u${at}: ${one.eligible.map(([worker]) => `x${at}_${worker}`).join(' + ')} = 1`)
      for (const [worker, cost] of one.eligible) {
        terms[worker].push(`${cost} x${at}_${worker}`)
        binaries.push(`x${at}_${worker}`)
        if (worker === one.holder) stays.push(`x${at}_${worker}`)
      }
    })
    terms.forEach((list, worker) => {
      if (list.length > 0) {
        lines.push(` w${worker}: ${list.join(' + ')} - ${made.capacity[worker]} z <= 0`)
      }
    })
    if (maxMoves !== null) lines.push(` k: ${stays.join(' + ')} >= ${stays.length - maxMoves}`)
    lines.push('Binary', ` ${binaries.join(' ')}`, 'End')
    const { result: found, cpuSeconds: cost } = await cpuSeconds(() =>
      highs.solve(lines.join('\n'), { time_limit: Number(seconds), threads: 1 }),
    )
    const assignment = made.cases.map((one, at) => {
      const chosen = one.eligible.find(
        ([worker]) => (found.Columns[`x${at}_${worker}`]?.Primal ?? 0) > 0.5,
      )
      return chosen ? chosen[0] : null
    })
    if (assignment.includes(null)) {
      return { failed: 'no plan', status: found.Status, cpuSeconds: cost }
    }
    return { assignment, bound: null, proven: found.Status === 'Optimal', cpuSeconds: cost }
  },
}

let answer
try {
  answer = await answers[who]()
} catch (error) {
  if (who !== 'highs') throw error
  const memory = /memory|alloc|OOM|Aborted/i.test(String(error))
  answer = { failed: memory ? 'out of memory' : 'broke off', status: String(error).slice(0, 120) }
}
console.log(
  JSON.stringify({ ...answer, ...judged(answer), assignment: undefined, peakMb: peakMb() }),
)

/** What a plan is worth, by no word of whoever made it. */
function judged({ assignment }) {
  if (!assignment) return {}
  const load = made.capacity.map(() => 0)
  let moved = 0
  assignment.forEach((worker, at) => {
    const { eligible, holder } = made.cases[at]
    load[worker] += eligible.find(([one]) => one === worker)[1]
    if (holder !== null && worker !== holder) moved += 1
  })
  if (maxMoves !== null && moved > maxMoves) throw new Error(`${moved} moves of ${maxMoves}`)
  return {
    busiest: load.reduce((top, own, worker) => Math.max(top, own / made.capacity[worker]), 0),
    moved,
    maxMoves,
    workers: made.capacity.length,
    units: made.cases.length,
  }
}

function peakMb() {
  return process.resourceUsage().maxRSS / 1024
}
