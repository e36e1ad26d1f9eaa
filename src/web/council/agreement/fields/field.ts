import {
  answererNames,
  answerers,
  termsOf,
  type Agreement,
  type Evidence,
  type Terms,
} from '../../../../core/agreement/index.ts'

/** One field of the form: what stands in it, and what becomes of what is typed. */
export interface EditField {
  name: string
  label: string
  hint?: string | undefined
  suffix?: string | undefined
  kind: 'decimal' | 'whole' | 'choice'
  value: string
  options?: readonly { value: string; text: string }[]
  /** Where the schema's problems with it stand. */
  path: readonly (string | number)[]
  /** Writes the value into the draft. `null` where the field was left blank. */
  write: (draft: Agreement, value: number | string | null) => void
  /** Whether blank means "not agreed". */
  mayBeBlank?: boolean
  /** What the figure rests on, to be marked as agreed where it changes. */
  restsOn?: (draft: Agreement) => Evidence | undefined
}

export interface EditGroup {
  legend: string
  fields: readonly EditField[]
}

const text = (value: number | null): string => (value === null ? '' : String(value))

export const agreed = (note: string): Evidence => ({ strength: 'agreed', source: null, note })

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const copy = <T>(of: T): T => structuredClone(of)

/** The draft's own terms, made where it has none yet. */
export function ownTerms(draft: Agreement): Terms {
  draft.terms ??= copy(termsOf(draft))
  return draft.terms
}

export const roleOptions = answerers.map((value) => ({
  value,
  text: capital(answererNames[value]),
}))

interface NumberOptions {
  suffix?: string
  hint?: string
  mayBeBlank?: boolean
  write: (draft: Agreement, value: number | null) => void
  restsOn?: (draft: Agreement) => Evidence | undefined
}

export const number = (
  name: string,
  label: string,
  path: EditField['path'],
  value: number | null,
  { write, ...options }: NumberOptions,
  kind: 'decimal' | 'whole' = 'decimal',
): EditField => ({
  name,
  label,
  path,
  kind,
  value: text(value),
  ...options,
  write: (draft, given) => write(draft, typeof given === 'number' ? given : null),
})

export const whole = (
  name: string,
  label: string,
  path: EditField['path'],
  value: number | null,
  options: NumberOptions,
): EditField => number(name, label, path, value, options, 'whole')

export const choice = (
  name: string,
  label: string,
  path: EditField['path'],
  value: string,
  options: readonly { value: string; text: string }[],
  write: (draft: Agreement, value: string) => void,
  restsOn?: EditField['restsOn'],
): EditField => ({
  name,
  label,
  path,
  kind: 'choice',
  value,
  options,
  write: (draft, given) => write(draft, String(given ?? '')),
  ...(restsOn ? { restsOn } : {}),
})

export const isAgreed = (
  name: string,
  label: string,
  now: unknown,
  write: (terms: Terms, is: boolean) => void,
): EditField =>
  choice(
    `${name}-agreed`,
    label,
    [],
    now === null ? 'no' : 'yes',
    [
      { value: 'yes', text: 'is agreed, as below' },
      { value: 'no', text: 'is not agreed: nothing is enforced' },
    ],
    (draft, value) => write(ownTerms(draft), value === 'yes'),
  )
