import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { check as checkCertificate } from '../core/fairness/index.ts'
import { exitCode, parseCommandLine, type Command } from './command.ts'

const usage = `fairload check CERTIFICATE [--json]

Verifies a certificate from its own data, with none of the code that made it: hashes, who may hold
what, loads, the arithmetic of the bound, and that no transfer, swap or re-division between two
workers would help. Says which line does not hold.

  --json    print every line as JSON

Exit codes: 0 every line holds, 1 a line does not, 2 wrong usage, 3 a file that cannot be read.`

export const check: Command = {
  name: 'check',
  summary: 'verify a certificate, line by line',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(args, { json: { type: 'boolean' } }, usage)
    if (!parsed.ok || parsed.value.files.length !== 1) {
      terminal.err(`${parsed.ok ? usage : parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const path = parsed.value.files[0] ?? ''
    const text = await readFile(path, 'utf8').catch(() => null)
    let document: unknown
    try {
      document = text === null ? null : JSON.parse(text)
    } catch {
      document = null
    }
    if (document === null) {
      terminal.err(
        `${path} cannot be read as JSON. Check the spelling and where it was saved from.\n`,
      )
      return exitCode.unreadable
    }
    const lines = checkCertificate(document, sha256)
    const wrong = lines.filter((line) => !line.fine)
    if (parsed.value.values.json) {
      terminal.out(`${JSON.stringify({ holds: wrong.length === 0, lines }, null, 2)}\n`)
    } else {
      for (const { line, said } of wrong) terminal.out(`${line}: ${said}\n`)
      terminal.out(
        wrong.length === 0
          ? `Every line holds: ${lines.length} looked at.\n`
          : `${wrong.length} of ${lines.length} lines do not hold.\n`,
      )
    }
    return wrong.length === 0 ? exitCode.done : exitCode.questions
  },
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
