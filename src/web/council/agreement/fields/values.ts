import { parseAgreement, type Agreement } from '../../../../core/agreement/index.ts'
import { agreed, type EditField } from './field.ts'
import { editGroups } from './form.ts'
import type { EditPart } from './parts.ts'

export interface FieldProblem {
  /** The field's name; null where the problem belongs to none of this page. */
  field: string | null
  sentence: string
}

/**
 * What the form's values make of the agreement. A figure that changes rests from then on on what
 * the parties agreed, with the words given.
 */
export function withValues(
  agreement: Agreement,
  part: EditPart,
  values: Readonly<Record<string, string>>,
  words: string,
): { document: Agreement; problems: FieldProblem[] } {
  const draft = structuredClone(agreement)
  const fields = editGroups(agreement, part).flatMap((group) => group.fields)
  const problems: FieldProblem[] = []
  for (const field of fields) {
    const typed = (values[field.name] ?? field.value).trim()
    if (typed === field.value) continue
    const read = valueOf(field, typed)
    if ('problem' in read) problems.push({ field: field.name, sentence: read.problem })
    else {
      field.write(draft, read.value)
      const evidence = field.restsOn?.(draft)
      if (evidence) Object.assign(evidence, agreed(words))
    }
  }
  // A figure typed into a clause that is not agreed would be lost without a word.
  const now = new Map(
    editGroups(draft, part).flatMap((group) => group.fields.map((field) => [field.name, field])),
  )
  for (const field of fields) {
    const typed = (values[field.name] ?? field.value).trim()
    const isChanged = typed !== field.value && field.kind !== 'choice'
    const written = typed === '' ? '' : String(Number(typed))
    const isWrong = problems.some((problem) => problem.field === field.name)
    if (isChanged && !isWrong && now.get(field.name)?.value !== written) {
      problems.push({
        field: field.name,
        sentence: `${field.label}: this is not agreed above. Choose there first, or leave it as it was.`,
      })
    }
  }
  if (problems.length > 0) return { document: draft, problems }
  const parsed = parseAgreement(draft)
  if (parsed.ok) return { document: draft, problems }
  return {
    document: draft,
    problems: parsed.problem.map((problem) => ({
      field: fieldAt(fields, problem.path)?.name ?? null,
      sentence: problem.what,
    })),
  }
}

function valueOf(
  field: EditField,
  typed: string,
): { value: number | string | null } | { problem: string } {
  if (field.kind === 'choice') {
    return field.options?.some((option) => option.value === typed)
      ? { value: typed }
      : { problem: `${field.label}: choose one of those listed.` }
  }
  if (typed === '') {
    return field.mayBeBlank ? { value: null } : { problem: `${field.label}: enter a number.` }
  }
  const pattern = field.kind === 'whole' ? /^\d{1,6}$/ : /^\d{1,9}(\.\d{1,2})?$/
  return pattern.test(typed)
    ? { value: Number(typed) }
    : {
        problem: `${field.label}: enter ${field.kind === 'whole' ? 'a whole number, such as 4' : 'a number with at most two decimal places, such as 8.5'}.`,
      }
}

/** The field that stands nearest to where a problem is. */
const fieldAt = (
  fields: readonly EditField[],
  path: readonly PropertyKey[],
): EditField | undefined =>
  fields
    .filter((field) => field.path.length > 0 && startsWith(path, field.path))
    .sort((a, b) => b.path.length - a.path.length)[0]

const startsWith = (path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean =>
  start.every((key, at) => path[at] === key)
