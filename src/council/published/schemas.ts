import { z } from 'zod'

/**
 * The shapes that leave Fairload, the same on the command line (`--json`) and at `/api/v1`.
 * Amounts are in the agreement's own unit; shares are ratios (1.16 = 116 %).
 */

const day = z.iso.date()
const amount = z.number().describe("In the agreement's unit: hours a month, or points")
const ratio = z.number().describe('A ratio: 1.16 is 116 %')

export const findingShape = z
  .object({
    code: z.string(),
    file: z.string(),
    sheet: z.string().nullable(),
    row: z.int().nullable().describe("The sheet's own row number, from 1"),
    column: z.string().nullable(),
    value: z.string().nullable().describe('What was read'),
    sentence: z.string().describe('What to do'),
    effect: z.enum(['row-left-out', 'cell-not-used', 'question', 'notice']),
    changesFigures: z.boolean(),
  })
  .meta({ id: 'Finding' })

export const listShape = z
  .object({
    rows: z.int(),
    used: z.int().describe('Rows used as they stand: no finding names them'),
    questioned: z.int().describe('Rows that a finding names; rows = used + questioned'),
    leftOut: z.int().describe('Those among them that no figure uses'),
  })
  .meta({ id: 'ListCount' })

export const fileShape = z
  .object({
    name: z.string(),
    sha256: z.string(),
    shape: z.enum(['annex-a', 'csww', 'people', 'families', 'posts']).nullable(),
    version: z.string().nullable(),
    lists: z.record(z.string(), listShape),
    findings: z.array(findingShape),
    problem: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  })
  .meta({ id: 'File' })

export const readingShape = z.object({ files: z.array(fileShape) }).meta({ id: 'Reading' })

export const totalsShape = z
  .object({
    children: z.int(),
    families: z.int().describe('A child whose family no file names counts as a family of its own'),
    familiesKnown: z.int(),
    allocated: z.int(),
    unallocated: z.int(),
    phantom: z.int(),
    demand: amount,
    capacity: amount.nullable().describe('null where no capacity is known'),
    capacityUnknown: z.int().describe('Workers whose capacity is unknown'),
    utilisation: ratio.nullable(),
    workers: z
      .int()
      .describe('Who hold cases or could; not those away or in a role without cases who hold none'),
    overSafe: z.int(),
    overHard: z.int(),
    spread: z
      .object({ p10: ratio, median: ratio, p90: ratio, highest: ratio })
      .nullable()
      .describe('Over workers with known capacity'),
    casesPerFte: z
      .number()
      .nullable()
      .describe("The Department's figure: cases ÷ FTE of workers with at least one case"),
    censusCases: z
      .int()
      .nullable()
      .describe('Cases in these names as the workforce census counts them, on its own day'),
  })
  .meta({ id: 'Totals' })

export const teamShape = totalsShape
  .extend({ id: z.string(), name: z.string(), parent: z.string().nullable() })
  .meta({ id: 'Team' })

export const lineShape = z
  .object({ what: z.string(), amount, clause: z.string() })
  .meta({ id: 'Line' })

export const workerShape = z
  .object({
    id: z.string(),
    name: z.string(),
    team: z.string().nullable(),
    role: z.string().nullable(),
    agency: z.boolean().nullable(),
    asye: z.boolean(),
    fte: z.number().nullable(),
    cases: z.int(),
    families: z.int(),
    demand: amount,
    capacity: amount.nullable(),
    utilisation: ratio.nullable().describe('null where capacity is zero or unknown; see state'),
    state: z.enum(['known', 'cannot-receive', 'unknown']),
    standing: z.enum(['within', 'over-safe', 'over-hard', 'unknown']),
    censusCases: z.int().nullable(),
    capacityLines: z.array(lineShape),
  })
  .meta({ id: 'Worker' })

export const caseShape = z
  .object({
    id: z.string(),
    status: z.string(),
    flags: z.array(z.string()),
    since: day.nullable(),
    holder: z.enum(['worker', 'unallocated', 'phantom']),
    why: z.string().nullable().describe('Why nobody who can hold it holds it'),
    worker: z.string().nullable(),
    team: z.string().nullable(),
    family: z.string().nullable(),
    demand: amount,
    reasons: z.array(lineShape).describe('Adds up to demand'),
    from: z.array(z.object({ file: z.string(), sheet: z.string(), row: z.int() })),
  })
  .meta({ id: 'Case' })

export const workloadShape = z
  .object({
    asOf: day,
    agreement: z.object({
      id: z.string(),
      version: z.string(),
      name: z.string(),
      unit: z.string(),
      grainsPerUnit: z.int(),
      safeLine: ratio,
      hardLine: ratio,
      startingPoint: z.boolean(),
    }),
    totals: totalsShape,
    teams: z.array(teamShape),
    workers: z.array(workerShape),
    cases: z.array(caseShape),
    findings: z.array(findingShape),
  })
  .meta({ id: 'Workload' })

export type PublishedReading = z.infer<typeof readingShape>
export type PublishedWorkload = z.infer<typeof workloadShape>
export type PublishedFinding = z.infer<typeof findingShape>
