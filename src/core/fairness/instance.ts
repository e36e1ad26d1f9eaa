import { z } from 'zod'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { FairnessProblem } from './problem.ts'

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
  cases: z.array(
    z.object({
      children: z.number().default(1),
      families: z.number().default(1),
      holder: z.number().nullable().default(null),
      frozen: z.boolean().default(false),
      statutory: z.boolean().default(true),
      counts: z.record(z.string(), z.number()).optional(),
      eligible: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
})

export interface Instance {
  name: string
  problem: FairnessProblem
  /** Null where moves are free. */
  maxMoves: number | null
}

/** A document in the format `fairload-instance/1`, or a sentence that says where it is off. */
export function parseInstance(document: unknown): Result<Instance, Problem> {
  const read = instanceSchema.safeParse(document)
  if (!read.success) {
    const [issue] = read.error.issues
    const where = issue?.path.join(' → ')
    return fail({
      code: 'instance',
      sentence: `This is not a whole fairload-instance/1 document${where ? `: at ${where}` : ''}: ${issue?.message ?? 'unreadable'}. Check where it was made.`,
    })
  }
  const { name, unit, capacity, limits, cases, maxMoves, fullTime } = read.data
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
      units: cases.map((one, at) => ({
        id: String(at),
        children: one.children,
        families: one.families,
        statutory: one.statutory,
        holder: one.holder,
        frozen: one.frozen,
        eligible: one.eligible,
        ...(one.counts ? { counts: one.counts } : {}),
      })),
    },
  })
}
