import { readFile } from 'node:fs/promises'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'
import {
  defaultAgreement,
  parseAgreement,
  presets,
  type Agreement,
} from '../core/agreement/index.ts'

/** The presets by name, for a command's usage. */
export const presetNames = presets.map((preset) => preset.id).join(', ')

/** A preset by its id, an agreement from a file, or the starting point where none is named. */
export async function agreementNamed(
  name: string | boolean | undefined,
): Promise<Result<Agreement, Problem>> {
  if (typeof name !== 'string') return ok(defaultAgreement)
  const preset = presets.find((one) => one.id === name)
  if (preset) return ok(preset)
  const text = await readFile(name, 'utf8').catch(() => null)
  if (text === null) {
    return fail({
      code: 'usage',
      sentence: `${name} is neither a preset nor a file. Presets: ${presetNames}.`,
    })
  }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return fail({ code: 'file', sentence: `${name} is not JSON. Check where it was saved from.` })
  }
  const agreement = parseAgreement(document)
  return agreement.ok
    ? agreement
    : fail({
        code: 'file',
        sentence: [
          `${name} is not a whole agreement:`,
          ...agreement.problem.map((problem) => `- ${problem.sentence}`),
        ].join('\n'),
      })
}
