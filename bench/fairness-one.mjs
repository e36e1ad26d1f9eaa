/** Solves one instance in a process of its own and prints what came of it and what it cost, as JSON. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { makeInstance, makeUnrelated } from './fairness-instance.mjs'

const [who, dist, source, moves, seed] = process.argv.slice(2)
const [kind, ...numbers] = source.split(':')
const made =
  kind === 'made'
    ? makeInstance(...numbers.map(Number))
    : kind === 'unrelated'
      ? makeUnrelated(...numbers.map(Number))
      : JSON.parse(gunzipSync(readFileSync(source)).toString('utf8'))
const maxMoves = moves === '-' ? null : Number(moves)

const answers = {
  async fairload() {
    const { parseInstance, solve } = await import(
      pathToFileURL(join(dist, 'core/fairness/index.js')).href
    )
    const parsed = parseInstance(made)
    if (!parsed.ok) throw new Error(parsed.problem.sentence)
    const before = process.cpuUsage()
    const solved = solve(parsed.value.problem, {
      maxMoves,
      seed: Number(seed ?? 1),
      effort: 'normal',
    })
    const spent = process.cpuUsage(before)
    if (!solved.ok) throw new Error(solved.problem[0].sentence)
    const { assignment, bound, moves: used, stable, proven } = solved.value
    return {
      assignment,
      bound: bound.level.load / bound.level.capacity,
      proven,
      used,
      stable,
      cpuSeconds: (spent.user + spent.system) / 1e6,
    }
  },
  async 'longest first'() {
    const before = process.cpuUsage()
    const load = made.capacity.map(() => 0)
    const assignment = made.cases.map((one) => (maxMoves === null ? null : one.holder))
    made.cases.forEach((one, at) => {
      if (assignment[at] === null) return
      load[assignment[at]] += one.eligible.find(([worker]) => worker === assignment[at])[1]
    })
    const cheapest = (at) => Math.min(...made.cases[at].eligible.map(([, cost]) => cost))
    const waiting = made.cases.flatMap((_, at) => (assignment[at] === null ? [at] : []))
    waiting.sort((a, b) => cheapest(b) - cheapest(a) || a - b)
    for (const at of waiting) {
      let best = null
      for (const [worker, cost] of made.cases[at].eligible) {
        const after = (load[worker] + cost) / made.capacity[worker]
        if (!best || after < best.after) best = { worker, cost, after }
      }
      assignment[at] = best.worker
      load[best.worker] += best.cost
    }
    const spent = process.cpuUsage(before)
    return { assignment, bound: null, cpuSeconds: (spent.user + spent.system) / 1e6 }
  },
  async highs() {
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
    const before = process.cpuUsage()
    const found = highs.solve(lines.join('\n'), { time_limit: 60, threads: 1 })
    const spent = process.cpuUsage(before)
    const assignment = made.cases.map((one, at) => {
      const chosen = one.eligible.find(
        ([worker]) => (found.Columns[`x${at}_${worker}`]?.Primal ?? 0) > 0.5,
      )
      if (!chosen) throw new Error(`no plan: ${found.Status}`)
      return chosen[0]
    })
    return {
      assignment,
      bound: null,
      proven: found.Status === 'Optimal',
      cpuSeconds: (spent.user + spent.system) / 1e6,
    }
  },
}

const answer = await answers[who]()
const load = made.capacity.map(() => 0)
let moved = 0
answer.assignment.forEach((worker, at) => {
  const { eligible, holder } = made.cases[at]
  load[worker] += eligible.find(([one]) => one === worker)[1]
  if (holder !== null && worker !== holder) moved += 1
})
if (maxMoves !== null && moved > maxMoves) throw new Error(`${moved} moves of ${maxMoves}`)
const busiest = Math.max(...load.map((own, worker) => own / made.capacity[worker]))
console.log(
  JSON.stringify({
    ...answer,
    assignment: undefined,
    busiest,
    moved,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)
