import { count } from '../kit/index.ts'
import { publishReading } from '../council/published/index.ts'
import { columns, exitCode, parseCommandLine, type Command, type Terminal } from './command.ts'
import { filesNamed, findingLine, readNamed, tellProblems } from './files.ts'

const usage = `fairload read FILE… [--json]

Reads Annex A workbooks, workforce census XML, people, families and posts files and says,
list by list, how many rows were read, how many are used as they stand, and what needs a person.

  --json    print everything as JSON

Exit codes: 0 done, 1 done with questions that change the figures, 2 wrong usage,
3 a file that cannot be read.`

export const read: Command = {
  name: 'read',
  summary: 'say what files hold, and which rows need a person',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, { json: { type: 'boolean' } }, usage)
    if (!parsed.ok || parsed.value.files.length === 0) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const files = await filesNamed(parsed.value.files)
    if (!files.ok) {
      terminal.err(`${files.problem.sentence}\n`)
      return exitCode.unreadable
    }
    const reading = await readNamed(files.value, terminal)
    if (parsed.value.values.json) {
      terminal.out(`${JSON.stringify(publishReading(reading), null, 2)}\n`)
    } else {
      printReading(reading, terminal)
    }
    if (tellProblems(reading, terminal)) return exitCode.unreadable
    return reading.files.some((file) => file.findings.some((finding) => finding.changesFigures))
      ? exitCode.questions
      : exitCode.done
  },
}

const shapeNames = {
  'annex-a': 'Ofsted Annex A',
  csww: 'Children’s social work workforce census',
  people: 'People file',
  families: 'Families file',
  posts: 'Posts file',
}

function printReading(reading: Awaited<ReturnType<typeof readNamed>>, terminal: Terminal): void {
  for (const file of reading.files) {
    if (!file.shape) continue
    const version = file.version ? `, ${file.version}` : ''
    terminal.out(`${file.name}: ${shapeNames[file.shape]}${version}\n\n`)
    const rows = Object.entries(file.lists).map(([name, list]) => [
      `  ${name}`,
      String(list.rows),
      String(list.used),
      String(list.questioned - list.leftOut),
      String(list.leftOut),
    ])
    terminal.out(
      `${columns([['  List', 'rows', 'used', 'used, with a question', 'left out'], ...rows], new Set([1, 2, 3, 4]))}\n\n`,
    )
    if (file.findings.length === 0) {
      terminal.out('  Nothing in this file needs a person.\n\n')
      continue
    }
    terminal.out(`  ${count(file.findings.length, 'thing')} to see:\n`)
    for (const finding of file.findings) {
      terminal.out(`  - ${findingLine(finding)}\n`)
    }
    terminal.out('\n')
  }
}
