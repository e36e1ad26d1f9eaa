import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dateOf, type IsoDate } from '../../../kit/index.ts'
import { formOf } from '../../form-of.ts'
import { listOf, textOf, type FieldOf, type FieldProblem, type Typed } from './fields.tsx'

const MOST_CHARACTERS = 50_000
const MOST_CHOICES = 300

const text = z.string().max(MOST_CHARACTERS).default('')
const several = z
  .union([z.string().max(80), z.array(z.string().max(80)).max(MOST_CHOICES)])
  .default('')

/**
 * What a form of these fields sent; a field more is refused whole.
 *
 * @param gone names of fields that a form begun earlier may still send, and that are no longer asked.
 */
export function typedIn(
  request: FastifyRequest,
  fields: readonly FieldOf[],
  gone: readonly string[] = [],
): Typed {
  const shape: Record<string, z.ZodType<string | string[]>> = { number: text, settles: text }
  for (const name of gone) shape[name] = several
  for (const field of fields) {
    if (field.kind === 'many') shape[field.name] = several
    else if (field.kind !== 'day') shape[field.name] = text
    else for (const part of ['day', 'month', 'year']) shape[`${field.name}-${part}`] = text
  }
  return formOf(request, z.strictObject(shape)) as Typed
}

/** Reads what was typed, and gathers what is wrong with it, each in a sentence at its field. */
export class Reading {
  readonly problems: FieldProblem[] = []
  readonly typed: Typed

  constructor(typed: Typed) {
    this.typed = typed
  }

  wrong(field: string, sentence: string): null {
    if (!this.problems.some((problem) => problem.field === field)) {
      this.problems.push({ field, sentence })
    }
    return null
  }

  words(name: string): string {
    return textOf(this.typed, name).trim().replace(/\r\n/g, '\n')
  }

  /** Words of at most so many characters; a longer one is a problem. */
  upTo(name: string, most: number): string {
    const words = this.words(name)
    if (words.length > most) {
      this.wrong(name, `Use ${most.toLocaleString('en-GB')} characters or fewer.`)
    }
    return words
  }

  needed(name: string, most: number, sentence: string): string {
    const words = this.upTo(name, most)
    if (words === '') this.wrong(name, sentence)
    return words
  }

  /** A day, or null where all three fields are empty. */
  day(name: string): IsoDate | null {
    const [day, month, year] = ['day', 'month', 'year'].map((part) =>
      textOf(this.typed, `${name}-${part}`).trim(),
    )
    if (!day && !month && !year) return null
    const isNumber = [day, month, year].every((part) => /^\d{1,4}$/.test(part ?? ''))
    const on = isNumber ? dateOf(Number(year), Number(month), Number(day)) : null
    return on ?? this.wrong(name, 'This is not a day of the calendar. Give day, month and year.')
  }

  neededDay(name: string, sentence: string): IsoDate {
    const before = this.problems.length
    const on = this.day(name)
    if (on === null && this.problems.length === before) this.wrong(name, sentence)
    // Never used where there is a problem: a form with problems is not saved.
    return on ?? ('1000-01-01' as IsoDate)
  }

  /** A day that is here or gone: what was said or done lies in the past. */
  pastDay(name: string, today: IsoDate, sentence: string): IsoDate {
    const on = this.neededDay(name, sentence)
    if (on > today) this.wrong(name, 'This day is still to come.')
    return on
  }

  /** A whole number within bounds, or null where nothing was typed. */
  number(name: string, bounds: { least: number; most: number }, sentence: string): number | null {
    const words = this.words(name)
    if (words === '') return null
    const value = /^\d{1,6}$/.test(words) ? Number(words) : Number.NaN
    return value >= bounds.least && value <= bounds.most ? value : this.wrong(name, sentence)
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[], sentence: string): T {
    const value = this.words(name)
    const chosen = allowed.find((one) => one === value)
    if (chosen === undefined) this.wrong(name, sentence)
    return chosen ?? (allowed[0] as T)
  }

  /** One of the ids offered, or null where none was chosen. */
  idIn(name: string, offered: readonly { value: string }[]): string | null {
    const value = this.words(name)
    if (value === '') return null
    if (offered.some((item) => item.value === value)) return value
    return this.wrong(name, 'What was chosen is no longer there. Choose again.')
  }

  idsIn(name: string, offered: readonly { value: string }[]): string[] {
    const known = new Set(offered.map(({ value }) => value))
    return [...new Set(listOf(this.typed, name))].filter((value) => known.has(value))
  }

  /** Lines, empty ones left out. */
  lines(name: string): string[] {
    return this.words(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  }
}
