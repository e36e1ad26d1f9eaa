import { writeFile } from 'node:fs/promises'
import { byText, count, longDate, type IsoDate } from '../kit/index.ts'
import { inUnit, percentText } from '../core/workload/index.ts'
import type { Totals, WeighedWorker, Workload } from '../core/model/index.ts'
import { publishWorkload, workloadSheets } from '../council/published/index.ts'
import { writeWorkbook } from '../render/index.ts'
import { presetNames } from './agreement-named.ts'
import { columns, exitCode, parseCommandLine, type Command, type Terminal } from './command.ts'
import { findingLine } from './files.ts'
import { restsGiven, weighedFiles } from './weighed-files.ts'

const usage = `fairload workload FILE… [--on DATE] [--agreement ID|FILE] [--json] [--xlsx OUT]

Says who holds what, what it weighs under the agreement, what each worker can safely carry,
and which work is in nobody's hands.

  --on DATE            the day to count on, as 2026-09-30 (today where not given)
  --agreement ID|FILE  a preset (see below) or an agreement file (JSON)
  --json               print every figure with its parts as JSON
  --xlsx OUT           write a workbook as well

Presets: ${presetNames}

Exit codes: 0 done, 1 done with questions that change the figures, 2 wrong usage,
3 a file that cannot be read.`

export const workload: Command = {
  name: 'workload',
  summary: 'say who holds what, what it weighs and what each worker can safely carry',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        json: { type: 'boolean' },
        on: { type: 'string' },
        agreement: { type: 'string' },
        xlsx: { type: 'string' },
      },
      usage,
    )
    if (!parsed.ok || parsed.value.files.length === 0) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const { values } = parsed.value
    const rests = await restsGiven(values, terminal)
    if (!rests.ok) return rests.problem
    const found = await weighedFiles(parsed.value.files, rests.value, terminal)
    if (!found.ok) return found.problem
    const { reading, on } = found.value
    const workload = {
      ...found.value.workload,
      findings: [
        ...reading.files.flatMap((file) => file.findings),
        ...found.value.workload.findings,
      ],
    }
    if (typeof values.xlsx === 'string') {
      await writeFile(values.xlsx, await writeWorkbook(workloadSheets(workload)))
    }
    if (values.json) {
      terminal.out(`${JSON.stringify(publishWorkload(workload), null, 2)}\n`)
    } else {
      printWorkload(workload, on, terminal)
    }
    return workload.findings.some((finding) => finding.changesFigures)
      ? exitCode.questions
      : exitCode.done
  },
}

function printWorkload(workload: Workload, on: IsoDate, terminal: Terminal): void {
  const { totals, agreement } = workload
  const unit = (grains: number | null): string =>
    grains === null ? '–' : inUnit(grains, agreement)
  terminal.out(
    [
      `As of ${longDate(on)}, under ${agreement.name} (${agreement.id}, version ${agreement.version}).`,
      agreement.startingPoint ? 'This agreement is a starting point, not a study.' : '',
      '',
      overTheLine(totals),
      `${count(totals.unallocated + totals.phantom, 'case')} in nobody's hands (${totals.phantom} of them in the name of someone who cannot hold them).`,
      `${count(totals.children, 'child', 'children')} in ${count(totals.families, 'family', 'families')}; demand ${unit(totals.demand)} ${agreement.unit}, capacity ${unit(totals.capacity)}${totals.capacityUnknown > 0 ? ` (unknown for ${count(totals.capacityUnknown, 'worker')})` : ''}.`,
      '',
    ]
      .filter((text, i, all) => text !== '' || all[i - 1] !== '')
      .join('\n') + '\n',
  )
  const teams = new Map(workload.teams.map((team) => [team.id, team.name]))
  const teamOf = ({ team }: WeighedWorker): string => (team && teams.get(team)) ?? ''
  // By team and name, never from the fullest down: nobody is ranked across teams.
  const rows = [...workload.workers]
    .sort((a, b) => byText(teamOf(a), teamOf(b)) || byText(a.name, b.name) || byText(a.id, b.id))
    .map((worker) => [
      worker.name,
      teamOf(worker),
      String(worker.cases),
      String(worker.families),
      unit(worker.demand),
      unit(worker.capacity),
      percentText(worker.utilisation, worker.state),
    ])
  terminal.out(
    `${columns([['Worker', 'Team', 'Cases', 'Families', 'Demand', 'Capacity', 'Used'], ...rows], new Set([2, 3, 4, 5, 6]))}\n`,
  )
  const questions = workload.findings.filter((finding) => finding.changesFigures)
  if (questions.length === 0) return
  terminal.out(`\n${count(questions.length, 'question')} could change these figures:\n`)
  for (const finding of questions.slice(0, SHOWN)) terminal.out(`  - ${findingLine(finding)}\n`)
  if (questions.length > SHOWN) {
    terminal.out(`  … and ${questions.length - SHOWN} more: --json prints them all.\n`)
  }
}

const SHOWN = 20

/** Where nobody's capacity is known there is no line to be over: that is said, not counted as none. */
function overTheLine({ workers, capacityUnknown, overSafe }: Totals): string {
  if (workers === 0) return 'No worker is named.'
  const known = workers - capacityUnknown
  if (known === 0) {
    return `Nobody's capacity is known: add a people file to see who of ${count(workers, 'worker')} is over the safe line.`
  }
  const base =
    capacityUnknown === 0
      ? count(workers, 'worker')
      : `${count(known, 'worker')} whose capacity is known`
  return `${overSafe} of ${base} ${overSafe === 1 ? 'is' : 'are'} over the safe line.`
}
