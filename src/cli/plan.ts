import { gunzipSync } from 'node:zlib'
import { writeFile } from 'node:fs/promises'
import { count, longDate } from '../kit/index.ts'
import { defaultMovesPercent, type Effort, type Utilisation } from '../core/fairness/index.ts'
import type { ChildId, Workload } from '../core/model/index.ts'
import type { MovesAsked, Proposal, Reach } from '../core/planning/index.ts'
import { inUnit, percentText } from '../core/workload/index.ts'
import { presetNames } from './agreement-named.ts'
import { columns, exitCode, parseCommandLine, progressLine, type Command } from './command.ts'
import type { Searches } from './searches.ts'
import { restsGiven, weighedFiles } from './weighed-files.ts'

const usage = `fairload plan FILE… [--on DATE] [--agreement ID|FILE] [--reach team|service]
              [--moves K|P%|any] [--stay CHILD]… [--frontier] [--seed N]
              [--effort quick|normal|deep] [--certificate OUT] [--json]

Proposes who could take the work that nobody holds, and which few moves would even out the rest, with
the proof of how much better any plan could be. It only proposes: a person decides.

  --reach R           team (work stays within its team; the default) or service
  --moves K|P%|any    at most so many families change worker (${defaultMovesPercent}% where not given), or as many as help
  --stay CHILD        this child stays with their worker; give it once for each child
  --frontier          print what other numbers of moves would buy
  --seed N            another seed searches in another order (1 where not given)
  --effort E          quick, normal (the default) or deep
  --certificate OUT   write the certificate, which “fairload check” verifies; it names nobody
  --json              print the plan as JSON

Workers whose capacity is not known are left out, with their cases: give the people file.
Ctrl-C stops the search with the best plan so far, which cannot be proven; a second one ends it.
Presets: ${presetNames}

Exit codes: 0 done, 1 done but some work is with nobody, 2 wrong usage, 3 a file that cannot be read.`

const efforts: readonly Effort[] = ['quick', 'normal', 'deep']
const reaches: readonly Reach[] = ['team', 'service']

export const plan = (searches: Searches): Command => ({
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
        stay: { type: 'string', multiple: true },
        frontier: { type: 'boolean' },
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
    const { values, lists, files } = parsed.value
    if (files.length === 0) return refuse(usage)
    const rests = await restsGiven(values, terminal)
    if (!rests.ok) return rests.problem
    const seed = Number(values.seed ?? '1')
    const effort = efforts.find((one) => one === (values.effort ?? 'normal'))
    const reach = reaches.find((one) => one === (values.reach ?? 'team'))
    const moves = movesGiven(String(values.moves ?? `${defaultMovesPercent}%`))
    if (!moves) {
      return refuse(`--moves ${String(values.moves)} is not a number, a share such as 5%, or any.`)
    }
    if (!Number.isSafeInteger(seed) || seed < 0) {
      return refuse(`--seed ${String(values.seed)} is not a whole number of 0 or more.`)
    }
    if (!effort)
      return refuse(`--effort ${String(values.effort)} is not one of ${efforts.join(', ')}.`)
    if (!reach)
      return refuse(`--reach ${String(values.reach)} is not one of ${reaches.join(', ')}.`)

    const found = await weighedFiles(files, rests.value, terminal)
    if (!found.ok) return found.problem
    const { caseload, workload, agreement } = found.value
    const stay = (lists.stay ?? []) as ChildId[]
    const known = new Set(caseload.cases.map((of) => of.child))
    const unknown = stay.find((child) => !known.has(child))
    if (unknown !== undefined) {
      return refuse(`--stay ${unknown}: no child of that id has a case on this day.`)
    }

    const line = progressLine(terminal)
    const made = await searches.plan(
      {
        caseload,
        agreement,
        teams: null,
        reach,
        moves,
        stay,
        seed,
        effort,
      },
      ({ stage, busiest }) => line.show(busiest ? `${stage}: busiest ${shareOf(busiest)}` : stage),
    )
    line.clear()
    if (!made.ok) {
      for (const { sentence } of made.problem) terminal.err(`${sentence}\n`)
      return exitCode.unreadable
    }
    const { proposal, certificate } = made.value
    if (!certificate) {
      terminal.err('Stopped: this is the best plan so far, and there is no certificate for it.\n')
    } else if (typeof values.certificate === 'string') {
      await writeFile(values.certificate, gunzipSync(certificate))
    }
    const of = workload
    terminal.out(
      values.json === true
        ? `${JSON.stringify(published(proposal, of), null, 2)}\n`
        : textOf(proposal, of, values.frontier === true),
    )
    return proposal.nobody.length > 0 ? exitCode.questions : exitCode.done
  },
})

function movesGiven(text: string): MovesAsked | null {
  if (text === 'any') return 'any'
  const found = /^(\d{1,9})$|^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(text)
  if (!found) return null
  if (found[1] !== undefined) return { count: Number(found[1]) }
  const percent = Number(found[2])
  return percent <= 100 ? { percent } : null
}

type Shown = Omit<Proposal, 'certificate'>

const ratio = ({ load, capacity }: Utilisation): number | null =>
  capacity === 0 ? null : load / capacity

const shareOf = (of: Utilisation): string =>
  of.capacity === 0
    ? 'more than can be carried'
    : percentText(Math.round((of.load * 10_000) / of.capacity), 'known')

/** What the plan proposes, in the words of the caseload: shares are ratios, 1.16 is 116 %. */
function published(proposal: Shown, of: Workload) {
  const { grainsPerUnit } = of.agreement
  const children = (unit: number): ChildId[] => proposal.units[unit] ?? []
  const worker = (place: number) => proposal.workers[place] ?? null
  return {
    asOf: proposal.asOf,
    agreement: proposal.agreement,
    busiestBefore: ratio(proposal.before.busiest),
    busiest: ratio(proposal.after.busiest),
    bound: ratio(proposal.bound),
    unlimitedBound: proposal.unlimitedBound && ratio(proposal.unlimitedBound),
    proven: proposal.proven,
    worthIt: proposal.worthIt,
    overloadBefore: proposal.before.overload / grainsPerUnit,
    overload: proposal.after.overload / grainsPerUnit,
    moves: proposal.moves.map((move) => ({
      step: move.step,
      children: children(move.unit),
      from: worker(move.from),
      to: worker(move.to),
      reason: move.reason,
      busiestAfter: ratio(move.busiestAfter),
      overloadAfter: move.overloadAfter / grainsPerUnit,
    })),
    allocations: proposal.placements.map(({ unit, to, before, after }) => ({
      children: children(unit),
      to: worker(to),
      demand: (after.load - before.load) / grainsPerUnit,
    })),
    choices: proposal.choices.map(({ percent, maxMoves, moves, busiest, bound, children: of }) => ({
      percent,
      maxMoves,
      moves,
      children: of,
      busiest: ratio(busiest),
      bound: ratio(bound),
    })),
    withNobody: proposal.nobody.map(({ unit }) => children(unit)),
    stayed: proposal.stayed.map(children),
    capacityUnknown: proposal.unknown,
  }
}

function textOf(proposal: Shown, workload: Workload, withChoices: boolean): string {
  const { agreement } = workload
  const names = new Map(workload.workers.map((worker) => [worker.id, worker.name]))
  const name = (place: number): string => {
    const id = proposal.workers[place]
    return (id && names.get(id)) ?? ''
  }
  const children = (unit: number): string => (proposal.units[unit] ?? []).join(', ')
  const { moves, placements, nobody } = proposal
  const given = placements.reduce((sum, { unit }) => sum + (proposal.units[unit]?.length ?? 0), 0)
  const what = [
    given > 0 ? `${count(given, 'child', 'children')} who had nobody given a worker` : '',
    moves.length > 0 ? count(moves.length, 'move') : '',
  ].filter((part) => part !== '')
  const said = [
    `As of ${longDate(proposal.asOf)}, under ${agreement.name}.`,
    '',
    what.length === 0
      ? 'No move is worth it.'
      : `With ${what.join(' and ')}, the busiest goes from ${shareOf(proposal.before.busiest)} to ${shareOf(proposal.after.busiest)}.`,
    proposal.proven
      ? 'No plan with so many moves can do better: proven.'
      : `No plan with so many moves can do better than ${shareOf(proposal.bound)}.`,
  ]
  if (placements.length > 0) {
    const rows = placements.map(({ unit, to, before, after }) => [
      children(unit),
      name(to),
      inUnit(after.load - before.load, agreement),
    ])
    said.push(
      '',
      columns([['With nobody now', 'To', `Weight (${agreement.unit})`], ...rows], new Set([2])),
    )
  }
  if (moves.length > 0) {
    const rows = moves.map((move) => [
      String(move.step),
      children(move.unit),
      name(move.from),
      name(move.to),
      shareOf(move.busiestAfter),
      inUnit(move.overloadAfter, agreement),
    ])
    const heads = [
      'Step',
      'Moves',
      'From',
      'To',
      'Busiest then',
      `Overload then (${agreement.unit})`,
    ]
    said.push('', columns([heads, ...rows], new Set([0, 4, 5])))
  }
  if (withChoices) {
    const rows = proposal.choices.map((choice) => [
      choice.maxMoves === null
        ? 'as many as help'
        : `${choice.maxMoves}${choice.percent === null ? '' : ` (${choice.percent} %)`}`,
      String(choice.moves),
      String(choice.children),
      shareOf(choice.busiest),
    ])
    said.push(
      '',
      columns([['At most', 'Moves', 'Children', 'Busiest'], ...rows], new Set([1, 2, 3])),
    )
  }
  if (nobody.length > 0) {
    const left = nobody.flatMap(({ unit }) => proposal.units[unit] ?? [])
    said.push(
      '',
      `Nobody may take ${count(left.length, 'child', 'children')}: ${left.join(', ')}. Widen the reach with --reach service, or find capacity.`,
    )
  }
  if (proposal.unknown.length > 0) {
    said.push(
      '',
      `Left as they are, because their capacity is not known: ${count(proposal.unknown.length, 'worker')}.`,
    )
  }
  return `${said.join('\n')}\n`
}
