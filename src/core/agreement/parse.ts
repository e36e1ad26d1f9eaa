import { z } from 'zod'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { agreementSchema, reusedParts, type Agreement } from './schema/index.ts'

/** What is wrong at one place of a document. */
export interface AgreementProblem extends Problem {
  path: readonly PropertyKey[]
  /** The sentence without the place: for a form, where the field itself is the place. */
  what: string
}

/**
 * Reads an agreement from a document (parsed JSON).
 * @returns the agreement, or one problem for each place that is wrong; each sentence says where.
 */
export function parseAgreement(document: unknown): Result<Agreement, AgreementProblem[]> {
  const parsed = agreementSchema.safeParse(document, { reportInput: true })
  if (parsed.success) return ok(parsed.data)
  return fail(parsed.error.issues.map((issue) => problemOf(issue, document)))
}

/** The published JSON Schema (draft 2020-12) of an agreement file. */
export function agreementJsonSchema(): Record<string, unknown> {
  const options = { target: 'draft-2020-12', io: 'input' } as const
  const definitions = Object.entries(reusedParts).map(([name, part]) => {
    const definition: Record<string, unknown> = { ...z.toJSONSchema(part, options) }
    delete definition.$schema
    return { name, definition, text: JSON.stringify(definition) }
  })
  const referring = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(referring)
    if (typeof value !== 'object' || value === null) return value
    const same = definitions.find((of) => of.text === JSON.stringify(value))
    if (same) return { $ref: `#/$defs/${same.name}` }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, referring(one)]))
  }
  const whole = Object.entries(z.toJSONSchema(agreementSchema, options))
  return {
    title: 'Fairload agreement, format 1',
    ...Object.fromEntries(whole.map(([key, value]) => [key, referring(value)])),
    $defs: Object.fromEntries(definitions.map((of) => [of.name, of.definition])),
  }
}

/** The schema as the text of `docs/agreement.schema.json`. */
export const agreementJsonSchemaText = (): string =>
  `${JSON.stringify(agreementJsonSchema(), null, 2)}\n`

type Issue = z.core.$ZodIssue

function problemOf(issue: Issue, document: unknown): AgreementProblem {
  const where = placeOf(issue.path, document)
  const what = whatIsWrong(issue)
  return {
    code: 'agreement-not-valid',
    sentence: `${where === '' ? 'The agreement' : `At ${where}`}: ${what}`,
    path: issue.path,
    what: what.charAt(0).toUpperCase() + what.slice(1),
  }
}

/** `weights › 2 (child-protection-plan) › weight`: items counted from 1, as people do. */
function placeOf(path: readonly PropertyKey[], document: unknown): string {
  let at: unknown = document
  const parts = path.map((key) => {
    at = memberOf(at, key)
    if (typeof key !== 'number') return String(key)
    const name = ['id', 'status', 'role', 'reason', 'test']
      .map((field) => memberOf(at, field))
      .find((value) => typeof value === 'string')
    return name === undefined ? String(key + 1) : `${key + 1} (${shown(name)})`
  })
  return parts.join(' › ')
}

function memberOf(of: unknown, key: PropertyKey): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<PropertyKey, unknown>)[key]
    : undefined
}

function whatIsWrong(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return issue.message
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `“${shown(key)}”`).join(', ')} ${issue.keys.length === 1 ? 'is' : 'are'} not known here. Check the spelling, or take it out.`
    case 'invalid_type':
      return issue.input === undefined
        ? `this is missing. Add it: ${kinds[issue.expected] ?? issue.expected}.`
        : `${shown(issue.input)} is not ${kinds[issue.expected] ?? issue.expected}. Correct it.`
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${shown(issue.input)} is too small; write ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}.`
        : issue.exact
          ? `there must be exactly ${issue.minimum} of these; add what is missing.`
          : `at least ${issue.minimum} is needed here; fill it in.`
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${shown(issue.input)} is too large; write at most ${issue.maximum}.`
        : issue.exact
          ? `there must be exactly ${issue.maximum} of these; take out what is too much.`
          : `this is too long; at most ${issue.maximum} are taken.`
    case 'invalid_value':
      return `${shown(issue.input)} is not one of ${issue.values.map((value) => shown(value)).join(', ')}. Choose one of them.`
    case 'invalid_union':
      return `${shown(issue.input)} is not one of the kinds known here${issue.discriminator === undefined ? '' : ` (see “${issue.discriminator}” in the schema)`}. Choose one of them.`
    case 'invalid_format':
      return `${shown(issue.input)} is not written as it must be (${issue.pattern ?? issue.format}). Correct it.`
    default:
      return `${shown(issue.input)} cannot be used here. See the schema for what can.`
  }
}

const kinds: Record<string, string> = {
  string: 'a text in quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'a group in { }',
}

/** A value as a sentence shows it, cut short: a file may hold anything. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'object' && value !== null) return 'this group'
  const said = typeof value === 'string' ? value : String(value)
  return said.length > 60 ? `${said.slice(0, 60)}…` : said === '' ? 'an empty text' : said
}
