import { byText, count, longDate } from '../kit/index.ts'
import {
  establishmentFigures,
  keptEstablishment,
  type EstablishmentFigures,
  type TeamEstablishment,
} from '../core/establishment/index.ts'
import type { Team } from '../core/model/index.ts'
import { percentText } from '../core/workload/index.ts'
import { columns, exitCode, parseCommandLine, type Command, type Terminal } from './command.ts'
import { findingLine } from './files.ts'
import { restsGiven, weighedFiles } from './weighed-files.ts'

const usage = `fairload establishment FILE… [--on DATE] [--agreement ID|FILE]

Says from a posts file and a people file (Annex A and the census beside them where there are any)
which posts are vacant, who covers them at what cost, who left, and which of the Department's agency
rules are not met. Turnover rests on the people file's last days and on who is in post that day.

  --on DATE            the day to count on, as 2026-09-30 (today where not given)
  --agreement ID|FILE  whose full-time week turns an hour's cost into a day's

Exit codes: 0 done, 1 done with questions that change the figures, 2 wrong usage,
3 a file that cannot be read.`

export const establishment: Command = {
  name: 'establishment',
  summary: 'say which posts are vacant, who covers them at what cost, and which rules are not met',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { on: { type: 'string' }, agreement: { type: 'string' } },
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
    const { reading, caseload, workload, agreement, on } = found.value
    const kept = keptEstablishment(reading.records, caseload.workers, on)
    print(
      establishmentFigures({
        caseload,
        workload,
        kept: kept.establishment,
        before: [],
        weekHundredths: Math.round(agreement.capacity.fullTime.weekHours * 100),
      }),
      caseload.teams,
      terminal,
    )
    const questions = [
      ...reading.files.filter(({ shape }) => shape === 'posts').flatMap(({ findings }) => findings),
      ...kept.findings,
    ].filter((finding) => finding.changesFigures)
    if (questions.length === 0) return exitCode.done
    terminal.out(`\n${count(questions.length, 'question')} could change these figures:\n`)
    for (const finding of questions.slice(0, SHOWN)) terminal.out(`  - ${findingLine(finding)}\n`)
    return exitCode.questions
  },
}

const SHOWN = 20
const full = (millionths: number): string => (millionths / 1_000_000).toFixed(2)
const rate = (basisPoints: number | null): string =>
  basisPoints === null ? 'not known' : percentText(basisPoints, 'known')

function print(
  { asOf, whole, teams, posts, agency }: EstablishmentFigures,
  names: readonly Team[],
  terminal: Terminal,
): void {
  const { turnover, cost } = whole
  terminal.out(`As of ${longDate(asOf)}.\n\n`)
  if (posts === null) terminal.out('No posts file was given, so vacancies are not known.\n')
  terminal.out(
    `${count(turnover.leavers, 'employed social worker')} left in twelve months: turnover ${rate(turnover.rate)}.\n`,
  )
  terminal.out(
    `${count(cost.people, 'person works', 'people work')} from an agency or cover a post, at up to £${(cost.pence / 100).toFixed(2)} to the last day of each${cost.unknown > 0 ? `; of ${cost.unknown} the cost is not known` : ''}.\n\n`,
  )
  const named = new Map(names.map(({ id, name }) => [id, name]))
  const row = (name: string, of: TeamEstablishment): string[] => [
    name,
    ...(of.posts === null
      ? ['not known', 'not known', 'not known', 'not known']
      : [
          full(of.posts.funded),
          full(of.posts.held),
          full(of.posts.vacant),
          full(of.posts.covered),
        ]),
    rate(of.vacancyRate),
    rate(of.agencyShare),
    rate(of.turnover.rate),
  ]
  const rows = teams
    .map((of) => row((of.team !== null && named.get(of.team)) || '', of))
    .sort(([a = ''], [b = '']) => byText(a, b))
  const heading = ['Team', 'Funded', 'Held', 'Vacant', 'Covered', 'Vacancy', 'Agency', 'Turnover']
  terminal.out(
    `${columns([heading, ...rows, row('All', whole)], new Set([1, 2, 3, 4, 5, 6, 7]))}\n`,
  )
  const broken = agency.flatMap(({ name, checks }) =>
    checks
      .filter(({ outcome }) => outcome === 'not-met')
      .map(({ asks, why }) => `  - ${name}: ${why}. ${asks}.\n`),
  )
  if (broken.length > 0)
    terminal.out(`\n${count(broken.length, 'agency rule is', 'agency rules are')} not met:\n`)
  for (const line of broken) terminal.out(line)
}
