import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { check as checkCertificate } from '../core/fairness/check/index.ts'
import type { Certificate } from '../core/fairness/index.ts'
import { exitCode, parseCommandLine, type Command, type Terminal } from './command.ts'

const usage = `fairload check CERTIFICATE [--words] [--pdf OUT.pdf] [--json]

Verifies a certificate from its own data, with none of the code that made it: hashes, who may hold
what, loads, the arithmetic of the bound, and that no transfer, swap or re-division between two
workers would help. Says which line does not hold.

  --words       print it in plain words as well, with the sums to redo on paper
  --pdf OUT     write it in plain words as a PDF, for paper and for screen readers
  --json        print every line as JSON

Words and PDF are made only where every line holds. They name people and cases by number, as the
certificate does.

Exit codes: 0 every line holds, 1 a line does not, 2 wrong usage, 3 a file that cannot be read.`

export const check: Command = {
  name: 'check',
  summary: 'verify a certificate, line by line',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { words: { type: 'boolean' }, pdf: { type: 'string' }, json: { type: 'boolean' } },
      usage,
    )
    if (
      !parsed.ok ||
      parsed.value.files.length !== 1 ||
      (parsed.value.values.words && parsed.value.values.json)
    ) {
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
    if (wrong.length > 0) return exitCode.questions
    return inWords(document as Certificate, parsed.value.values, terminal)
  },
}

/** The words, on the terminal and as a PDF, where they are asked for: only then is their code loaded. */
async function inWords(
  certificate: Certificate,
  { words, pdf }: Record<string, string | boolean | undefined>,
  terminal: Terminal,
): Promise<number> {
  if (!words && typeof pdf !== 'string') return exitCode.done
  const { certificateInWords } = await import('../core/fairness/index.ts')
  const sections = certificateInWords(certificate)
  if (words) {
    const { sectionsText } = await import('./sections.ts')
    terminal.out(`\n${sectionsText(TITLE, sections)}`)
  }
  if (typeof pdf === 'string') {
    const { documentPdf } = await import('../render/index.ts')
    const bytes = await documentPdf(sections, {
      title: TITLE,
      organisation: null,
      standing: [],
      footer: 'Made by Fairload. Verify the file with “fairload check”.',
      written: new Date(`${terminal.today()}T00:00:00Z`),
    })
    const isWritten = await writeFile(pdf, bytes).then(
      () => true,
      () => false,
    )
    if (!isWritten) {
      terminal.err(`${pdf} cannot be written. Check the folder, and whether you may write there.\n`)
      return exitCode.unreadable
    }
  }
  return exitCode.done
}

const TITLE = 'Certificate of a fair plan'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
