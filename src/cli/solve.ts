import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { count, fail, ok, type Problem, type Result } from '../kit/index.ts'
import {
  certify,
  compareUtilisation,
  readInstanceText,
  engineVersion,
  solve as solveProblem,
  type Effort,
  type Instance,
  type Utilisation,
  type Watch,
} from '../core/fairness/index.ts'
import { exitCode, parseCommandLine, progressLine, type Command, type Terminal } from './command.ts'
import type { Searches, Solved, SolveTask } from './searches.ts'

const usage = `fairload solve INSTANCE.json[.gz] [--moves K|P%] [--seed N] [--effort quick|normal|deep]
               [--bound] [--certificate OUT] [--json]

Finds the most even plan for an instance in the plain format fairload-instance/1, with the proof of
how much better any plan could be. The same instance, seed and effort give the same plan everywhere.

  --moves K|P%    at most so many units that have a holder change hands (the instance's own
                  maxMoves where not given; else as many as help)
  --seed N        another seed searches in another order (1 where not given)
  --effort E      quick, normal (the default) or deep
  --bound         print the proof of the bound as well: workers, prices, arithmetic
  --certificate OUT   write the certificate, which “fairload check” verifies
  --json          print everything as JSON

Exit codes: 0 done, 1 done but some units are with nobody, 2 wrong usage, 3 a file that cannot be read.`

const efforts: readonly Effort[] = ['quick', 'normal', 'deep']

export const solve = (searches: Searches): Command => ({
  name: 'solve',
  summary: 'find the most even plan for a plain instance, with its proof',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        moves: { type: 'string' },
        seed: { type: 'string' },
        effort: { type: 'string' },
        bound: { type: 'boolean' },
        certificate: { type: 'string' },
        json: { type: 'boolean' },
      },
      usage,
    )
    if (!parsed.ok || parsed.value.files.length !== 1) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const { values, files } = parsed.value
    const seed = Number(values.seed ?? '1')
    const effort = efforts.find((one) => one === (values.effort ?? 'normal'))
    if (!Number.isSafeInteger(seed) || seed < 0 || !effort) {
      terminal.err(
        effort
          ? `--seed ${String(values.seed)} is not a whole number of 0 or more.\n`
          : `--effort ${String(values.effort)} is not one of ${efforts.join(', ')}.\n`,
      )
      return exitCode.usage
    }
    const line = progressLine(terminal)
    const solved = await searches.solve(
      {
        path: files[0] ?? '',
        moves: typeof values.moves === 'string' ? values.moves : null,
        seed,
        effort,
        certificate: typeof values.certificate === 'string',
      },
      ({ stage, busiest }) => line.show(busiest ? `${stage}: busiest ${percent(busiest)}` : stage),
    )
    line.clear()
    if (!solved.ok) {
      for (const { sentence } of solved.problem) terminal.err(`${sentence}\n`)
      const isUsage = solved.problem.some(({ code }) => code === 'usage')
      return isUsage ? exitCode.usage : exitCode.unreadable
    }
    const { solution, certificate, cost, stopped } = solved.value
    if (stopped) terminal.err('Stopped: this is the best plan so far.\n')
    if (certificate && !certificate.ok) {
      terminal.err(`${certificate.problem.sentence}\n`)
      return exitCode.questions
    }
    if (certificate && typeof values.certificate === 'string') {
      await writeFile(values.certificate, certificate.value)
    }
    if (values.json) {
      const published = publish(solution, cost, values.bound === true)
      terminal.out(`${JSON.stringify(published, null, 2)}\n`)
    } else printSolution(solution, cost, values.bound === true, terminal)
    const without = solution.nobody.length + solution.unplaced.length
    return without > 0 ? exitCode.questions : exitCode.done
  },
})

/** Reads an instance and solves it. */
export async function solveInstance(
  task: SolveTask,
  watch: Watch,
): Promise<Result<Solved, Problem[]>> {
  const instance = await readInstance(task.path)
  if (!instance.ok) return fail([instance.problem])
  const maxMoves = movesGiven(task.moves ?? undefined, instance.value)
  if (!maxMoves.ok) return fail([maxMoves.problem])
  const before = process.cpuUsage()
  const solved = solveProblem(instance.value.problem, {
    maxMoves: maxMoves.value,
    seed: task.seed,
    effort: task.effort,
    watch,
  })
  if (!solved.ok) return solved
  const spent = process.cpuUsage(before)
  const cost = {
    cpuSeconds: (spent.user + spent.system) / 1e6,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  const certificate = task.certificate
    ? certify(solved.value, { agreement: null, engine: engineVersion, sha256 })
    : null
  // The thread need not send the instance back.
  const solution = { ...solved.value, problem: null }
  return ok({
    solution,
    cost,
    certificate: certificate?.ok ? ok(JSON.stringify(certificate.value)) : certificate,
    stopped: watch.cancelled?.() ?? false,
  })
}

async function readInstance(path: string): Promise<Result<Instance, Problem>> {
  const bytes = await readFile(path).catch(() => null)
  if (!bytes) {
    return fail({
      code: 'no-such-file',
      sentence: `There is no file at ${path} that can be read. Check the spelling and the folder.`,
    })
  }
  let text: string | null = null
  try {
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
    text = (packed ? gunzipSync(bytes, { maxOutputLength: 1_000_000_000 }) : bytes).toString('utf8')
  } catch {
    // Said below, with what is not JSON.
  }
  return (
    (text === null ? null : readInstanceText(text)) ??
    fail({
      code: 'unreadable',
      sentence: `${path} is not JSON, nor JSON packed with gzip. Check where it was saved from.`,
    })
  )
}

/** `12` units, or `3%` of those that have a holder, rounded down. */
function movesGiven(
  given: string | boolean | undefined,
  { problem, maxMoves }: Instance,
): Result<number | null, Problem> {
  if (typeof given !== 'string') return ok(maxMoves)
  if (/^\d+$/.test(given)) return ok(Number(given))
  const share = /^(\d+(?:\.\d+)?)%$/.exec(given)
  if (!share) {
    return fail({
      code: 'usage',
      sentence: `--moves ${given} is neither a whole number nor a share such as 3%.`,
    })
  }
  const held = problem.units.filter((unit) => unit.holder !== null).length
  return ok(Math.floor((held * Number(share[1])) / 100))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const ratio = ({ load, capacity }: Utilisation): number | null =>
  capacity === 0 ? (load === 0 ? 0 : null) : load / capacity

const percent = (level: Utilisation): string => {
  const value = ratio(level)
  return value === null ? 'without limit' : `${(value * 100).toFixed(2)} %`
}

function publish(solution: Solved['solution'], cost: Solved['cost'], withProof: boolean): object {
  const { busiest, bound, unlimited, sorted, assignment, moves, proven } = solution
  return {
    busiest: ratio(busiest),
    bound: ratio(bound.level),
    proven,
    moves,
    ...cost,
    busiestExact: busiest,
    boundExact: bound.level,
    unlimitedBound: unlimited ? ratio(unlimited.level) : ratio(bound.level),
    stable: solution.stable,
    mustMove: solution.mustMove,
    unallocatable: solution.nobody,
    unplaced: solution.unplaced,
    sortedUtilisation: sorted.map(ratio),
    assignment,
    ...(withProof
      ? {
          proof: {
            workers: bound.workers,
            prices: bound.prices,
            chargePerMove: bound.charge,
            moves: bound.moves,
          },
          levels: solution.levels.map(({ level, workers, prices }) => ({
            bound: ratio(level),
            workers,
            prices,
          })),
        }
      : {}),
  }
}

function printSolution(
  solution: Solved['solution'],
  { cpuSeconds, peakMemoryMb }: Solved['cost'],
  withProof: boolean,
  terminal: Terminal,
): void {
  const { busiest, bound, moves, proven, sorted, nobody, unplaced, mustMove } = solution
  const gap = ((ratio(busiest) ?? 0) - (ratio(bound.level) ?? 0)) * 100
  const over = sorted.filter((one) => compareUtilisation(one.load, one.capacity, 1, 1) > 0).length
  terminal.out(
    [
      `Busiest worker: ${percent(busiest)} (${busiest.load} of ${busiest.capacity}).`,
      proven
        ? `Proven: no plan can do better.`
        : `No plan can go under ${percent(bound.level)}; the gap is ${gap.toFixed(2)} points.`,
      `${count(over, 'worker')} of ${sorted.length} above 100 %; ${count(moves, 'unit')} with a holder change hands.`,
      solution.stable ? 'No transfer, swap or re-division between two workers would help.' : '',
      mustMove.length > 0 ? `${count(mustMove.length, 'unit')} had to move.` : '',
      nobody.length > 0 ? `${count(nobody.length, 'unit')} nobody may hold.` : '',
      unplaced.length > 0
        ? `${count(unplaced.length, 'unit')} left with nobody by the limits.`
        : '',
      withProof
        ? `The bound rests on ${count(bound.workers.length, 'worker')}: ${bound.workers.join(', ')}.`
        : '',
      `${cpuSeconds.toFixed(2)} CPU seconds, ${peakMemoryMb} MB at most.`,
    ]
      .filter((text) => text !== '')
      .join('\n') + '\n',
  )
}
