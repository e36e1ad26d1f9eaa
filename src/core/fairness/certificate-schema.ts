import { z } from 'zod'

const whole = z.number().int()
const from0 = whole.nonnegative()
const utilisation = z.object({ load: from0, capacity: from0 })
const percent = z.string().regex(/^-?\d+\.\d{4}$/)

const witness = utilisation.extend({
  percent: percent.describe('the level, as a percentage'),
  workers: z.array(from0).describe('places of the workers of the witness, rising'),
  prices: z.array(whole.positive()).describe('the whole price of each one’s time'),
  charge: from0.describe('what each move is charged; 0 where moves are free'),
  moves: from0.describe('how many moves there may be'),
  units: from0.describe('how many units only these workers may hold'),
  work: whole.describe(
    'the least each unit costs them, priced, summed, less the charge for all moves',
  ),
  room: from0.describe('their whole loads at the level, priced, summed: at least the work'),
  roomBelow: from0.describe('the same just below the level: less than the work'),
})

/**
 * The certificate beside a plan, format `fairload-certificate/1`. Workers and units are named by their
 * place in `problem`. Loads, costs and capacities are whole numbers of `problem.unit`.
 */
export const certificateSchema = z.object({
  format: z.literal('fairload-certificate/1'),
  made: z.object({
    engine: z.string(),
    agreement: z.object({ id: z.string(), version: z.string() }).nullable(),
    inputHash: z.string().describe('SHA-256 of `problem` in canonical JSON, hexadecimal'),
    seed: from0,
    effort: z.enum(['quick', 'normal', 'deep']),
  }),
  problem: z.object({
    unit: z.string(),
    fullTime: whole.positive(),
    workers: z.array(
      z.object({
        id: z.string(),
        capacity: from0,
        limits: z.record(z.string(), from0).optional(),
      }),
    ),
    units: z.array(
      z.object({
        id: z.string(),
        children: from0,
        families: from0,
        statutory: z.boolean(),
        holder: from0.nullable(),
        frozen: z.boolean(),
        eligible: z.array(z.tuple([from0, from0])),
        excluded: z.array(z.tuple([from0, z.string()])).optional(),
        counts: z.record(z.string(), from0).optional(),
        disruption: from0.optional(),
      }),
    ),
  }),
  assignment: z.array(from0.nullable()),
  busiest: utilisation.extend({ worker: from0.nullable(), percent }),
  minimum: witness,
  unlimited: witness.nullable().describe('with a limit on moves: the minimum without it'),
  levels: z.array(witness).describe('for the rest, while those before take none of their work'),
  gap: z.object({ points: percent, load: from0 }),
  stability: z.object({
    transfers: from0,
    swaps: from0,
    redivisions: from0.nullable(),
    helpful: z.literal(0),
  }),
  split: z.object({
    understaffing: percent,
    limitOnMoves: percent,
    unfairness: percent,
    missing: from0.describe('capacity short of 100 % within the witness, in the unit'),
    missingFullTimeHundredths: from0,
  }),
  overload: z.object({ total: from0, workers: z.array(z.tuple([from0, from0])) }),
  moves: z.object({
    limit: from0.nullable(),
    used: from0,
    list: z.array(
      z.object({
        unit: from0,
        from: from0,
        to: from0,
        reason: z.enum(['holder cannot keep it', 'relieves its holder', 'exchange']),
      }),
    ),
  }),
  constraints: z.object({
    withNobody: z.array(from0),
    notEligible: z.literal(0),
    frozenMoved: z.literal(0),
    limitsBroken: z.literal(0),
    limits: z.array(z.string()),
  }),
  counts: z.object({
    units: from0,
    children: from0,
    families: from0,
    workers: z.array(z.tuple([from0, from0, from0])).describe('units, children, families of each'),
  }),
  spread: z.object({
    lowTenth: utilisation,
    median: utilisation,
    highTenth: utilisation,
  }),
  digests: z
    .record(z.string(), z.string())
    .describe(
      'SHA-256 of every other part in canonical JSON, so that no line can be changed alone',
    ),
})

export type Certificate = z.infer<typeof certificateSchema>
export type WitnessLine = z.infer<typeof witness>

/** The published schema of the certificate, as JSON Schema. */
export const certificateJsonSchema = (): object => z.toJSONSchema(certificateSchema)
