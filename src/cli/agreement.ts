import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { count, longDate } from '../kit/index.ts'
import { assemble } from '../core/caseload/index.ts'
import {
  canonicalText,
  describeAgreement,
  diffAgreements,
  sectionHeadings,
  type Agreement,
  type ClauseSection,
} from '../core/agreement/index.ts'
import { inUnit, percentText, replay, weigh, type ReplayView } from '../core/workload/index.ts'
import { writeCsv } from '../render/index.ts'
import { agreementNamed, presetNames } from './agreement-named.ts'
import { columns, exitCode, parseCommandLine, type Command, type Terminal } from './command.ts'
import { dayGiven, filesNamed, readNamed, tellProblems } from './files.ts'

const usage = `fairload agreement show AGREEMENT [--json]
fairload agreement diff BEFORE AFTER [--json]
fairload agreement hash AGREEMENT
fairload agreement replay FILE… --with AGREEMENT [--agreement BEFORE] [--on DATE] [--json] [--csv OUT]

Reads an agreement clause by clause, says what changes between two, works out the hash that both
parties sign, or weighs the same files under both: who would have stood over the line, which teams
read fuller, what is short.

AGREEMENT, BEFORE and AFTER are each a preset (see below) or an agreement file (JSON).

  --with AGREEMENT     the agreement to try
  --agreement BEFORE   the one to compare it with (the starting point where not given)
  --on DATE            the day to count on, as 2026-09-30 (today where not given)
  --json               print it as JSON
  --csv OUT            write the teams as a CSV file as well

Presets: ${presetNames}

Exit codes: 0 done, 2 wrong usage, 3 a file that cannot be read.`

export const agreement: Command = {
  name: 'agreement',
  summary: 'read an agreement, compare two, or replay files under another',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        json: { type: 'boolean' },
        on: { type: 'string' },
        agreement: { type: 'string' },
        with: { type: 'string' },
        csv: { type: 'string' },
      },
      usage,
    )
    if (!parsed.ok) return wrongUsage(terminal, parsed.problem.sentence)
    const { values, files } = parsed.value
    const [what, ...rest] = files
    if (what === 'show' && rest.length === 1) return show(rest, values, terminal)
    if (what === 'hash' && rest.length === 1) return hash(rest, terminal)
    if (what === 'diff' && rest.length === 2) return diff(rest, values, terminal)
    if (what === 'replay' && rest.length > 0 && typeof values.with === 'string') {
      return replayFiles(rest, values, terminal)
    }
    return wrongUsage(terminal, usage)
  },
}

type Values = Record<string, string | boolean | undefined>

function wrongUsage(terminal: Terminal, sentence: string): number {
  terminal.err(`${sentence}\n`)
  return exitCode.usage
}

/** Each agreement named, or the exit code with which to end: what is wrong has been told. */
async function allNamed(
  names: (string | boolean | undefined)[],
  terminal: Terminal,
): Promise<Agreement[] | number> {
  const found: Agreement[] = []
  for (const name of names) {
    const one = await agreementNamed(name)
    if (!one.ok) {
      terminal.err(`${one.problem.sentence}\n`)
      return one.problem.code === 'file' ? exitCode.unreadable : exitCode.usage
    }
    found.push(one.value)
  }
  return found
}

async function show(names: string[], values: Values, terminal: Terminal): Promise<number> {
  const named = await allNamed(names, terminal)
  if (typeof named === 'number') return named
  const [of] = named
  if (!of) return exitCode.usage
  const clauses = describeAgreement(of)
  if (values.json) {
    terminal.out(`${JSON.stringify({ id: of.id, version: of.version, clauses }, null, 2)}\n`)
    return exitCode.done
  }
  terminal.out(`${of.name} (${of.id}, version ${of.version})\n`)
  for (const section of Object.keys(sectionHeadings) as ClauseSection[]) {
    const within = clauses.filter((clause) => clause.section === section)
    if (within.length === 0) continue
    terminal.out(`\n${sectionHeadings[section]}\n`)
    for (const clause of within) terminal.out(`  ${clause.id}: ${clause.sentence}\n`)
  }
  return exitCode.done
}

/** SHA-256 of the canonical text: what stands beside the signatures. */
async function hash(names: string[], terminal: Terminal): Promise<number> {
  const named = await allNamed(names, terminal)
  if (typeof named === 'number') return named
  const [of] = named
  if (!of) return exitCode.usage
  terminal.out(`${createHash('sha256').update(canonicalText(of), 'utf8').digest('hex')}\n`)
  return exitCode.done
}

async function diff(names: string[], values: Values, terminal: Terminal): Promise<number> {
  const named = await allNamed(names, terminal)
  if (typeof named === 'number') return named
  const [before, after] = named
  if (!before || !after) return exitCode.usage
  const changes = diffAgreements(before, after)
  if (values.json) terminal.out(`${JSON.stringify(changes, null, 2)}\n`)
  else if (changes.length === 0) terminal.out('The two say the same.\n')
  else for (const { sentence } of changes) terminal.out(`${sentence}\n`)
  return exitCode.done
}

async function replayFiles(paths: string[], values: Values, terminal: Terminal): Promise<number> {
  const on = dayGiven(typeof values.on === 'string' ? values.on : terminal.today())
  if (!on.ok) return wrongUsage(terminal, on.problem.sentence)
  const named = await allNamed([values.agreement, values.with], terminal)
  if (typeof named === 'number') return named
  const [before, after] = named
  if (!before || !after) return exitCode.usage
  const files = await filesNamed(paths)
  if (!files.ok) {
    terminal.err(`${files.problem.sentence}\n`)
    return exitCode.unreadable
  }
  const reading = await readNamed(files.value, terminal)
  if (tellProblems(reading, terminal)) return exitCode.unreadable
  const caseload = assemble(reading.records, on.value, new Map())
  const [was, is] = [weigh(caseload, before), weigh(caseload, after)]
  for (const weighed of [was, is]) {
    if (!weighed.ok) return wrongUsage(terminal, weighed.problem.sentence)
  }
  if (!was.ok || !is.ok) return exitCode.usage
  const view = replay(
    { workload: was.value, agreement: before },
    { workload: is.value, agreement: after },
  )
  if (typeof values.csv === 'string') await writeFile(values.csv, writeCsv(TEAMS, teamRows(view)))
  if (values.json) {
    // What changes, not every worker again: `fairload workload --json` has them.
    terminal.out(`${JSON.stringify({ ...view, all: undefined }, null, 2)}\n`)
  } else printReplay(view, terminal)
  return exitCode.done
}

const TEAMS = ['Team', 'Share before', 'Share after', 'Reads', 'Over before', 'Over after']

const reads = { eased: 'lighter', pressed: 'fuller', same: 'the same', unknown: 'not known' }

const teamRows = ({ teams }: ReplayView): (string | number | null)[][] =>
  teams.map(({ name, before, after, turn }) => [
    name,
    share(before.utilisation),
    share(after.utilisation),
    reads[turn],
    before.overSafe,
    after.overSafe,
  ])

const share = (basisPoints: number | null): string =>
  percentText(basisPoints, basisPoints === null ? 'unknown' : 'known')

function printReplay(view: ReplayView, terminal: Terminal): void {
  const { before, after, over } = view
  const name = (of: ReplayView['before']): string => `${of.agreement.name} ${of.agreement.version}`
  const amount = (of: ReplayView['before'], grains: number | null): string =>
    grains === null ? 'not known' : `${inUnit(grains, of.agreement)} ${of.agreement.unit}`
  const short = (of: ReplayView['before']): string =>
    of.missingFteHundredths === null ? 'not known' : String(of.missingFteHundredths / 100)
  const row = (what: string, value: (of: ReplayView['before']) => string): string[] => [
    what,
    value(before),
    value(after),
  ]
  terminal.out(
    `As at ${longDate(view.asOf)}: ${count(after.totals.overSafe, 'person', 'people')} over the safe line instead of ${before.totals.overSafe} (${over.newly} newly, ${over.noLonger} no longer).\n\n`,
  )
  terminal.out(
    `${columns(
      [
        ['', name(before), name(after)],
        row('Over the safe line', (of) => String(of.totals.overSafe)),
        row('Over the hard line', (of) => String(of.totals.overHard)),
        row('Full-time workers short', short),
        row('All the work', (of) => amount(of, of.totals.demand)),
        row('All that can be carried', (of) => amount(of, of.totals.capacity)),
      ],
      new Set([1, 2]),
    )}\n\n`,
  )
  terminal.out(
    `${columns([TEAMS, ...teamRows(view).map((cells) => cells.map(String))], new Set([1, 2, 4, 5]))}\n`,
  )
}
