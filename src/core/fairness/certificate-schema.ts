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
  roomBelow: from0.describe(
    'the same just below the level: less than the work, unless it takes the teams to prove it',
  ),
  teams: z
    .array(
      z.object({
        workers: z.array(from0).describe('places of the team’s workers, rising'),
        onTo: from0
          .nullable()
          .describe('the later team that it hands on to, by place in this list'),
        room: from0.describe('its whole loads just below the level'),
        own: from0.describe('what the units that it alone may hold cost it at least'),
        received: from0.describe('the least that those before it hand on to it'),
        shared: from0.describe('how many units it shares with the team that it hands on to'),
      }),
    )
    .describe(
      'where a sum does not prove the level: each team hands on the least it can of what it shares with one later team; the last has no room for its own and what it received',
    ),
  tried: z
    .object({
      room: z.array(from0).describe('each one’s whole load just below the level'),
      least: from0
        .nullable()
        .describe(
          'the least that the last must hold while the others stay within their room, however the units are divided: more than its room; null where the others cannot stay within it',
        ),
    })
    .nullable()
    .describe(
      'where none of the others proves the level, of two or three workers: what going through every division of their units comes to',
    ),
  worths: z
    .object({
      worth: z
        .array(from0)
        .describe('the whole worth of each unit that only these workers may hold, by place'),
      charge: from0.describe('what a unit is worth less away from its holder'),
      moves: from0.describe('how many moves there may be; 0 where they are not charged'),
      total: whole.describe('all worths, summed, less the charge for all moves'),
      most: from0.describe(
        'what each worker could hold at most within the whole loads just below the level, in worth, summed: less than the total',
      ),
    })
    .nullable()
    .describe(
      'where units’ worths prove the level: just below it, all the units together are worth more than the workers could hold',
    ),
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
    disruptionPrice: from0.describe(
      'the load that each point of disruption had to buy; moves that bought less were given up; 0 where evenness alone decided',
    ),
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
    apart: z
      .array(z.tuple([from0, from0]))
      .optional()
      .describe('places of units, two by two, that must not be with the same worker'),
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
    helpful: from0.describe(
      'pairs of workers whom a transfer, swap or re-division within the limit on moves would make more even; 0 unless moves were given up for disruption',
    ),
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
        disruption: from0.describe('the unit’s points: how hard the change is on its children'),
        step: whole
          .positive()
          .describe('when it is best made; moves that only help together share a step'),
        busiest: utilisation.describe(
          'after this step and all before it; on no capacity while work waits with somebody who has none',
        ),
        overload: from0.describe('load above capacity, all workers, after this step'),
      }),
    ),
    children: from0.describe('children who change worker'),
  }),
  constraints: z.object({
    withNobody: z.array(from0),
    notEligible: z.literal(0),
    frozenMoved: z.literal(0),
    limitsBroken: z.literal(0).describe('limits exceeded further than by what is held today'),
    limitsExceeded: from0.describe('limits exceeded today that still are, none of them further'),
    limits: z.array(z.string()),
    conflicts: from0.describe('how many pairs of units must be kept apart'),
    conflictsBroken: z.literal(0).describe('pairs that the plan brings together'),
    conflictsKept: from0.describe('pairs together today that nobody else may hold'),
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
export const certificateJsonSchema = (): object => ({
  ...z.toJSONSchema(certificateSchema),
  title: 'Fairload certificate, format fairload-certificate/1',
})
