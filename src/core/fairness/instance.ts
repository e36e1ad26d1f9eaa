import { z } from 'zod'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { FairnessProblem, FairnessUnit } from './problem.ts'

const caseSchema = z.object({
  children: z.number().default(1),
  families: z.number().default(1),
  holder: z.number().nullable().default(null),
  frozen: z.boolean().default(false),
  statutory: z.boolean().default(true),
  counts: z.record(z.string(), z.number()).optional(),
  eligible: z.array(z.tuple([z.number(), z.number()])),
})

/**
 * The plain instance format: workers by number from 0; each case a unit, with the workers who may hold
 * it and what it costs each. Whatever is not named has a harmless default.
 */
const instanceSchema = z.object({
  format: z.literal('fairload-instance/1'),
  unit: z.string().default('points'),
  name: z.string().default(''),
  capacity: z.array(z.number()),
  maxMoves: z.number().int().nonnegative().nullable().optional(),
  fullTime: z.number().optional(),
  limits: z.array(z.record(z.string(), z.number())).optional(),
  cases: z.array(z.unknown()),
})

export interface Instance {
  name: string
  problem: FairnessProblem
  /** Null where moves are free. */
  maxMoves: number | null
}

/** A document in the format `fairload-instance/1`, or a sentence that says where it is off. */
export function parseInstance(document: unknown): Result<Instance, Problem> {
  const cases = (document as { cases?: unknown } | null)?.cases
  return read(document, Array.isArray(cases) ? cases : [])
}

/**
 * The same from its text. The cases are read one by one, so that a country's do not stand in memory as
 * millions of little lists; null where the text is not JSON.
 */
export function readInstanceText(text: string): Result<Instance, Problem> | null {
  try {
    const span = casesIn(text)
    if (!span) return parseInstance(JSON.parse(text))
    const rest: unknown = JSON.parse(`${text.slice(0, span.start)}[]${text.slice(span.end)}`)
    return read(rest, each(text, span))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function read(document: unknown, cases: Iterable<unknown>): Result<Instance, Problem> {
  const head = instanceSchema.safeParse(
    typeof document === 'object' && document !== null && 'cases' in document
      ? { ...document, cases: Array.isArray(document.cases) ? [] : document.cases }
      : document,
  )
  if (!head.success) return off(head.error, [])
  const { name, unit, capacity, limits, maxMoves, fullTime } = head.data
  const pairs = new Pairs()
  const units: FairnessUnit[] = []
  for (const one of cases) {
    const found = caseSchema.safeParse(one)
    if (!found.success) return off(found.error, ['cases', units.length])
    units.push(new ReadUnit(found.data, units.length, pairs))
  }
  return ok({
    name,
    maxMoves: maxMoves ?? null,
    problem: {
      unit,
      fullTime: fullTime ?? Math.max(1, ...capacity.slice(0, 100_000)),
      workers: capacity.map((own, at) => ({
        id: String(at),
        capacity: own,
        ...(limits?.[at] ? { limits: limits[at] } : {}),
      })),
      units,
    },
  })
}

function off(error: z.ZodError, path: readonly (string | number)[]): Result<never, Problem> {
  const [issue] = error.issues
  const where = [...path, ...(issue?.path ?? [])].join(' → ')
  return fail({
    code: 'instance',
    sentence: `This is not a whole fairload-instance/1 document${where ? `: at ${where}` : ''}: ${issue?.message ?? 'unreadable'}. Check where it was made.`,
  })
}

/** Workers and costs of all units, one after the other: in four bytes each while all are whole and small. */
class Pairs {
  private values: Int32Array | Float64Array = new Int32Array(1 << 12)
  length = 0

  push(value: number): void {
    const isWide = this.values instanceof Int32Array && (value | 0) !== value
    if (isWide) this.values = Float64Array.from(this.values)
    if (this.length === this.values.length) {
      const most = this.length + (this.length >> 1)
      const longer =
        this.values instanceof Int32Array ? new Int32Array(most) : new Float64Array(most)
      longer.set(this.values)
      this.values = longer
    }
    this.values[this.length] = value
    this.length += 1
  }

  between(start: number, end: number): [number, number][] {
    const list: [number, number][] = []
    for (let k = start; k < end; k += 2) {
      list.push([this.values[k] as number, this.values[k + 1] as number])
    }
    return list
  }
}

/** A unit whose list of workers is made whenever it is asked for. */
class ReadUnit implements FairnessUnit {
  readonly id: string
  readonly children: number
  readonly families: number
  readonly statutory: boolean
  readonly holder: number | null
  readonly frozen: boolean
  declare readonly counts?: Readonly<Record<string, number>>
  declare readonly eligible: FairnessUnit['eligible']
  readonly #pairs: Pairs
  readonly #start: number
  readonly #end: number

  constructor(one: z.infer<typeof caseSchema>, at: number, pairs: Pairs) {
    this.id = String(at)
    this.children = one.children
    this.families = one.families
    this.statutory = one.statutory
    this.holder = one.holder
    this.frozen = one.frozen
    this.#pairs = pairs
    this.#start = pairs.length
    for (const [worker, cost] of one.eligible) {
      pairs.push(worker)
      pairs.push(cost)
    }
    this.#end = pairs.length
    // Of the unit itself, as if it were plain data; one function for all of them takes least room.
    Object.defineProperty(this, 'eligible', ReadUnit.listed)
    if (one.counts) this.counts = one.counts
  }

  private static readonly listed: PropertyDescriptor = {
    enumerable: true,
    get(this: ReadUnit) {
      return this.#pairs.between(this.#start, this.#end)
    },
  }
}

interface Span {
  start: number
  end: number
}

/** Where the list of cases stands in the text of a document, brackets included; null where it is not plain to see. */
function casesIn(text: string): Span | null {
  const key = text.indexOf('"cases"')
  if (key < 0 || text.indexOf('"cases"', key + 1) >= 0) return null
  let start = key + 7
  while (/[\s:]/.test(text.charAt(start))) start += 1
  if (text[start] !== '[') return null
  const end = endOf(text, start)
  return end < 0 ? null : { start, end }
}

/** The place after the bracket that closes the one at `start`; -1 where none does. */
function endOf(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === 0x22) {
      at += 1
      while (at < text.length && text.charCodeAt(at) !== 0x22) {
        at += text.charCodeAt(at) === 0x5c ? 2 : 1
      }
    } else if (sign === 0x5b || sign === 0x7b) depth += 1
    else if (sign === 0x5d || sign === 0x7d) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return -1
}

/** The cases of a list, a few hundred parsed at a time. */
function* each(text: string, { start, end }: Span): Generator {
  const AT_ONCE = 1 << 16
  let at = start + 1
  const last = end - 1
  while (at < last) {
    let stop = at
    while (stop < last && stop - at < AT_ONCE) {
      while (stop < last && text[stop] !== '{' && text[stop] !== '[') stop += 1
      stop = stop < last ? endOf(text, stop) : last
    }
    while (stop < last && text[stop] !== ',') stop += 1
    const found = JSON.parse(`[${text.slice(at, stop)}]`) as unknown[]
    const followsComma = at > start + 1
    if ((followsComma && found.length === 0) || stop === last - 1) throw new SyntaxError('comma')
    yield* found
    at = stop + 1
  }
}
