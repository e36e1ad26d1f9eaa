import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { canonicalJson, isoDate } from '../kit/index.ts'
import { canonicalText } from '../core/agreement/index.ts'
import { makeEvidence, type SealedEvidence } from '../core/evidence/index.ts'
import { presetNames } from './agreement-named.ts'
import { exitCode, parseCommandLine, type Command } from './command.ts'
import { restsGiven, weighedFiles } from './weighed-files.ts'

const usage = `fairload evidence FILE… --of NAME [--on DATE] [--agreement ID|FILE] [--number N] [--out FILE]

Writes a release of evidence from the files of a day: counts of children by what the agreement
asks of a case, no small number told apart, no record and no name. The union branch brings it in
on its own side and tries any version of the agreement on it.

  --of NAME            the service whose files they are, as the release says it
  --on DATE            the day to count on, as 2026-09-30 (today where not given)
  --agreement ID|FILE  a preset (see below) or an agreement file (JSON)
  --number N           which import it is (1 where not given)
  --out FILE           the file to write (standard output where not given)

Presets: ${presetNames}

Exit codes: 0 done, 2 wrong usage, or too few people for any release, 3 a file that cannot be read.`

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export const evidence: Command = {
  name: 'evidence',
  summary: 'write what of a day’s files may be published, small numbers not told apart',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        of: { type: 'string' },
        on: { type: 'string' },
        agreement: { type: 'string' },
        number: { type: 'string' },
        out: { type: 'string' },
      },
      usage,
    )
    const refuse = (sentence: string): number => {
      terminal.err(`${sentence}\n`)
      return exitCode.usage
    }
    if (!parsed.ok) return refuse(parsed.problem.sentence)
    const { values, files } = parsed.value
    const { of, number = '1', out } = values
    if (files.length === 0 || typeof of !== 'string' || of.trim() === '') return refuse(usage)
    if (typeof number !== 'string' || !/^[1-9]\d{0,6}$/.test(number)) {
      return refuse(`--number ${String(number)} is not a whole number.`)
    }
    const rests = await restsGiven(values, terminal)
    if (!rests.ok) return rests.problem
    const found = await weighedFiles(files, rests.value, terminal)
    if (!found.ok) return found.problem
    const { caseload, agreement, workload } = found.value
    const made = makeEvidence({
      publisher: of.trim(),
      importNumber: Number(number),
      releasedOn: isoDate(terminal.today()) ?? rests.value.on,
      caseload,
      agreement,
      workload,
      sha256: hashOf(canonicalText(agreement)),
    })
    if (!made.ok) return refuse(made.problem.sentence)
    const sealed: SealedEvidence = {
      sha256: hashOf(canonicalJson(made.value)),
      release: made.value,
    }
    const text = `${JSON.stringify(sealed, null, 2)}\n`
    if (typeof out === 'string') await writeFile(out, text)
    else terminal.out(text)
    return exitCode.done
  },
}
