import { fail, ok, type IsoDate, type Result } from '../kit/index.ts'
import type { Agreement } from '../core/agreement/index.ts'
import { assemble } from '../core/caseload/index.ts'
import type { Caseload, Workload } from '../core/model/index.ts'
import { weigh } from '../core/workload/index.ts'
import { agreementNamed } from './agreement-named.ts'
import { exitCode, type Terminal } from './command.ts'
import { dayGiven, filesNamed, readNamed, tellProblems } from './files.ts'

export interface WeighedFiles {
  on: IsoDate
  agreement: Agreement
  reading: Awaited<ReturnType<typeof readNamed>>
  caseload: Caseload
  workload: Workload
}

/** The day and the agreement that a command line names; told and an exit code where one is wrong. */
export async function restsGiven(
  asked: { on?: string | boolean | undefined; agreement?: string | boolean | undefined },
  terminal: Terminal,
): Promise<Result<{ on: IsoDate; agreement: Agreement }, number>> {
  const on = dayGiven(typeof asked.on === 'string' ? asked.on : terminal.today())
  const agreement = await agreementNamed(asked.agreement)
  for (const given of [on, agreement]) {
    if (given.ok) continue
    terminal.err(`${given.problem.sentence}\n`)
    return fail(given.problem.code === 'file' ? exitCode.unreadable : exitCode.usage)
  }
  return on.ok && agreement.ok
    ? ok({ on: on.value, agreement: agreement.value })
    : fail(exitCode.usage)
}

/** Reads files and weighs who holds what on a day; told and an exit code where that cannot be done. */
export async function weighedFiles(
  files: string[],
  { on, agreement }: { on: IsoDate; agreement: Agreement },
  terminal: Terminal,
): Promise<Result<WeighedFiles, number>> {
  const named = await filesNamed(files)
  if (!named.ok) {
    terminal.err(`${named.problem.sentence}\n`)
    return fail(exitCode.unreadable)
  }
  const reading = await readNamed(named.value, terminal)
  if (tellProblems(reading, terminal)) return fail(exitCode.unreadable)
  const caseload = assemble(reading.records, on, new Map())
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) {
    terminal.err(`${weighed.problem.sentence}\n`)
    return fail(exitCode.usage)
  }
  return ok({ on, agreement, reading, caseload, workload: weighed.value })
}
