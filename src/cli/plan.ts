import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { count, longDate } from '../kit/index.ts'
import { assemble } from '../core/caseload/index.ts'
import {
  certify,
  defaultMovesPercent,
  engineVersion,
  movesOf,
  rebalance,
  type Effort,
  type Rebalancing,
  type Utilisation,
} from '../core/fairness/index.ts'
import type { ChildId, Workload } from '../core/model/index.ts'
import { planProblem, type PlanProblem, type Reach } from '../core/planning/index.ts'
import { inUnit, percentText, weigh } from '../core/workload/index.ts'
import { agreementNamed, presetNames } from './agreement-named.ts'
import {
  columns,
  exitCode,
  parseCommandLine,
  progressLine,
  type Command,
  type Terminal,
} from './command.ts'
import { dayGiven, filesNamed, readNamed, tellProblems } from './files.ts'

const usage = `fairload plan FILE… [--on DATE] [--agreement ID|FILE] [--reach team|service]
              [--moves K|P%] [--seed N] [--effort quick|normal|deep] [--certificate OUT] [--json]

Proposes who could take the work that nobody holds, and which few moves would even out the rest, with
the proof of how much better any plan could be. It only proposes: a person decides.

  --reach R           team (work stays within its team; the default) or service
  --moves K|P%        at most so many families change worker (${defaultMovesPercent}% where not given)
  --seed N            another seed searches in another order (1 where not given)
  --effort E          quick, normal (the default) or deep
  --certificate OUT   write the certificate, which “fairload check” verifies; it names nobody
  --json              print the plan as JSON

Workers whose capacity is not known are left out, with their cases: give the people file.
Presets: ${presetNames}

Exit codes: 0 done, 1 done but some work is with nobody, 2 wrong usage, 3 a file that cannot be read.`

const efforts: readonly Effort[] = ['quick', 'normal', 'deep']
const reaches: readonly Reach[] = ['team', 'service']

export const plan: Command = {
  name: 'plan',
  summary: 'propose who could take what, with the fewest moves and the proof',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        on: { type: 'string' },
        agreement: { type: 'string' },
        reach: { type: 'string' },
        moves: { type: 'string' },
        seed: { type: 'string' },
        effort: { type: 'string' },
        certificate: { type: 'string' },
        json: { type: 'boolean' },
      },
      usage,
    )
    const refuse = (sentence: string): number => {
      terminal.err(`${sentence}\n`)
      return exitCode.usage
    }
    if (!parsed.ok) return refuse(parsed.problem.sentence)
    const { values, files } = parsed.value
    if (files.length === 0) return refuse(usage)
    const on = dayGiven(typeof values.on === 'string' ? values.on : terminal.today())
    if (!on.ok) return refuse(on.problem.sentence)
    const agreement = await agreementNamed(values.agreement)
    if (!agreement.ok) {
      terminal.err(`${agreement.problem.sentence}\n`)
      return agreement.problem.code === 'file' ? exitCode.unreadable : exitCode.usage
    }
    const seed = Number(values.seed ?? '1')
    const effort = efforts.find((one) => one === (values.effort ?? 'normal'))
    const reach = reaches.find((one) => one === (values.reach ?? 'team'))
    const moves = /^(\d+)$|^(\d+(?:\.\d+)?)%$/.exec(
      String(values.moves ?? `${defaultMovesPercent}%`),
    )
    if (!Number.isSafeInteger(seed) || seed < 0 || !effort || !reach || !moves) return refuse(usage)

    const named = await filesNamed(files)
    if (!named.ok) {
      terminal.err(`${named.problem.sentence}\n`)
      return exitCode.unreadable
    }
    const reading = await readNamed(named.value, terminal)
    if (tellProblems(reading, terminal)) return exitCode.unreadable
    const caseload = assemble(reading.records, on.value, new Map())
    const weighed = weigh(caseload, agreement.value)
    if (!weighed.ok) return refuse(weighed.problem.sentence)
    const asked = planProblem(caseload, weighed.value, agreement.value, reach)
    if (!asked) return refuse(usage)
    if (asked.workers.length === 0) {
      return refuse(
        'Nobody’s capacity is known, so nothing can be planned. Add a people file: fairload help read.',
      )
    }

    const line = progressLine(terminal)
    const made = rebalance(asked.problem, {
      maxMoves: moves[1] ? Number(moves[1]) : movesOf(asked.problem, Number(moves[2])),
      seed,
      effort,
      watch: { onProgress: ({ stage }) => line.show(stage) },
    })
    line.clear()
    if (!made.ok) {
      for (const { sentence } of made.problem) terminal.err(`${sentence}\n`)
      return exitCode.unreadable
    }
    if (typeof values.certificate === 'string') {
      const certificate = certify(made.value.solution, {
        agreement: { id: agreement.value.id, version: agreement.value.version },
        engine: engineVersion,
        sha256: (text) => createHash('sha256').update(text).digest('hex'),
      })
      if (!certificate.ok) {
        terminal.err(`${certificate.problem.sentence}\n`)
        return exitCode.questions
      }
      await writeFile(values.certificate, JSON.stringify(certificate.value))
    }
    const proposal = proposalOf(asked, made.value, weighed.value)
    if (values.json) terminal.out(`${JSON.stringify(proposal, null, 2)}\n`)
    else print(proposal, weighed.value, terminal)
    return proposal.withNobody.length > 0 ? exitCode.questions : exitCode.done
  },
}

const ratio = ({ load, capacity }: Utilisation): number | null =>
  capacity === 0 ? null : load / capacity

/** What the plan proposes, in the words of the caseload: shares are ratios, 1.16 is 116 %. */
function proposalOf(asked: PlanProblem, { solution, before, worthIt }: Rebalancing, of: Workload) {
  const { problem } = asked
  const changes = problem.units.flatMap((unit, at) => {
    const to = solution.assignment[at] ?? null
    if (to === unit.holder) return []
    const cost = (worker: number | null): number | null =>
      unit.eligible.find(([one]) => one === worker)?.[1] ?? null
    return [
      {
        children: asked.units[at] ?? [],
        from: unit.holder === null ? null : (asked.workers[unit.holder] ?? null),
        to: to === null ? null : (asked.workers[to] ?? null),
        demand: (cost(to) ?? 0) / of.agreement.grainsPerUnit,
      },
    ]
  })
  const childrenAt = (places: readonly number[]): ChildId[][] =>
    places.map((at) => asked.units[at] ?? [])
  return {
    asOf: of.asOf,
    agreement: { id: of.agreement.id, version: of.agreement.version },
    busiestBefore: ratio(before),
    busiest: ratio(solution.busiest),
    bound: ratio(solution.bound.level),
    unlimitedBound: solution.unlimited ? ratio(solution.unlimited.level) : null,
    proven: solution.proven,
    worthIt,
    moves: changes.filter((change) => change.from !== null && change.to !== null),
    allocations: changes.filter((change) => change.from === null && change.to !== null),
    withNobody: childrenAt([...solution.nobody, ...solution.unplaced]),
    capacityUnknown: asked.unknown,
  }
}

function print(
  proposal: ReturnType<typeof proposalOf>,
  workload: Workload,
  terminal: Terminal,
): void {
  const name = new Map(workload.workers.map((worker) => [worker.id, worker.name]))
  const share = (of: number | null): string =>
    of === null ? 'more than can be carried' : percentText(Math.round(of * 10_000), 'known')
  const { moves, allocations, withNobody } = proposal
  terminal.out(`As of ${longDate(proposal.asOf)}, under ${workload.agreement.name}.\n\n`)
  const given = allocations.reduce((sum, { children }) => sum + children.length, 0)
  const what = [
    given > 0 ? `${count(given, 'child', 'children')} who had nobody given a worker` : '',
    moves.length > 0 ? count(moves.length, 'move') : '',
  ].filter((part) => part !== '')
  terminal.out(
    what.length === 0
      ? 'No move is worth it.\n'
      : `With ${what.join(' and ')}, the busiest goes from ${share(proposal.busiestBefore)} to ${share(proposal.busiest)}.\n`,
  )
  terminal.out(
    proposal.proven
      ? 'No plan with so many moves can do better: proven.\n'
      : `No plan with so many moves can do better than ${share(proposal.bound)}.\n`,
  )
  const unit = (demand: number): string =>
    inUnit(Math.round(demand * workload.agreement.grainsPerUnit), workload.agreement)
  const rows = [...allocations, ...moves].map(({ children, from, to, demand }) => [
    children.join(', '),
    from === null ? 'nobody' : (name.get(from) ?? from),
    to === null ? 'nobody' : (name.get(to) ?? to),
    unit(demand),
  ])
  if (rows.length > 0) {
    terminal.out(
      `\n${columns([['Children', 'From', 'To', `Weight (${workload.agreement.unit})`], ...rows], new Set([3]))}\n`,
    )
  }
  if (withNobody.length > 0) {
    terminal.out(
      `\nNobody may take ${count(withNobody.flat().length, 'child', 'children')}: ${withNobody.flat().join(', ')}. Widen the reach with --reach service, or find capacity.\n`,
    )
  }
  if (proposal.capacityUnknown.length > 0) {
    terminal.out(
      `\nLeft as they are, because their capacity is not known: ${count(proposal.capacityUnknown.length, 'worker')}.\n`,
    )
  }
}
