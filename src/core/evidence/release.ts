import { z } from 'zod'
import { caseStatuses, caseTestSchema, statusesSchema } from '../agreement/index.ts'

/*
 * An evidence release: what of an accepted import may cross from the service to the branch and to
 * anybody. Counts of children by what the agreement asks of a case, so that another version's weights
 * can be put on them; never a record. What is too small to tell apart is counted with others, in a
 * `rest`, and nothing is printed from which it could be worked out.
 */

const count = z.int().min(0)
const day = z.iso.date()
const id = z.string().min(1).max(80)
const words = z.string().min(1).max(2_000)
const between = (of: z.ZodNumber) => z.strictObject({ from: of, to: of })
const hex = z.string().regex(/^[0-9a-f]{64}$/)

const rule = z
  .strictObject({
    id,
    name: words,
    statuses: statusesSchema,
    anyOf: z.array(caseTestSchema).min(1).max(10),
  })
  .describe('What the agreement asks of a case, in its own words; not what it weighs.')

const caseClass = z
  .strictObject({
    holds: z.array(id).max(50).describe('Ids of the modifiers that hold; of no other.'),
    children: count,
    whole: count.describe(
      'Of these, with no other child of the family weighing whole before them.',
    ),
    further: count.describe(
      'After another child of the family, of this same class and with the same worker.',
    ),
    mixed: count.describe('Whose family’s children with the same worker are of several classes.'),
    rest: count.describe('Of whom none of these three is told.'),
  })
  .describe('Children about whom the agreement asks the same, and gets the same answers.')

const stageCount = z.strictObject({
  stage: id.nullable().describe('The stage that holds; null where none does.'),
  children: count,
  classes: z.array(caseClass),
  rest: count.describe('Children of this stage who are not told apart further.'),
})

const statusCount = z.strictObject({
  status: z.enum(caseStatuses),
  children: count,
  stages: z.array(stageCount),
  rest: count.describe('Children of this status whose stage is not told apart.'),
})

export const evidenceSchema = z
  .strictObject({
    format: z.literal(1),
    publisher: words.describe('The service whose import it is.'),
    importNumber: z.int().min(1),
    asOf: day.describe('The day that is counted.'),
    releasedOn: day,
    agreement: z
      .strictObject({
        id,
        version: z.string().min(1).max(80),
        name: words,
        sha256: hex.describe('Of the agreement’s canonical text.'),
        startingPoint: z.boolean(),
        unit: words,
      })
      .describe('Under whose rules the children are counted.'),
    rules: z.strictObject({
      stages: z.array(rule).max(50),
      modifiers: z.array(rule).max(50),
      siblings: statusesSchema.nullable(),
    }),
    children: count.describe('Every child with an open case.'),
    complexities: z
      .array(z.strictObject({ percent: z.int().min(1).max(1_000), children: between(count) }))
      .max(200)
      .describe(
        'Children for whom each percent of complexity is entered, as ranges; 100 and none are left out.',
      ),
    statuses: z.array(statusCount),
    rest: count.describe('Children whose status is not told apart.'),
    siblings: z
      .strictObject({
        ofAgreement: between(count)
          .nullable()
          .describe('By the agreement’s sibling rule; null where it has none.'),
        ofAll: between(count).describe('Were the rule to hold for every status.'),
      })
      .describe(
        'Children who come after a heavier or equal child of the family with the same worker, as a range.',
      ),
    travel: z
      .strictObject({ children: between(count), hours: between(count) })
      .describe(
        'Children with travel entered, and hours of travel a month of them all, as ranges.',
      ),
    workers: z
      .strictObject({
        people: count.describe('To the nearest 5.'),
        fullTime: count.nullable().describe('Full-time equivalents, to the nearest 5.'),
        capacity: between(z.number().min(0))
          .nullable()
          .describe('What they can carry together by the agreement, in its unit, as a range.'),
      })
      .describe('Workers who hold cases or could.'),
    method: z.array(words).min(1).describe('How it was counted and what was withheld.'),
  })
  .check((context) => {
    for (const sentence of doesNotAddUp(context.value as EvidenceRelease)) {
      context.issues.push({ code: 'custom', input: context.value, path: [], message: sentence })
    }
  })
  .describe('Counts of children by what an agreement asks of a case, small numbers not told apart.')

export type EvidenceRelease = z.infer<typeof evidenceSchema>
export type StatusCount = EvidenceRelease['statuses'][number]
export type StageCount = StatusCount['stages'][number]
export type CaseClass = StageCount['classes'][number]

/** A release with the hash of its canonical text: what a file holds, and each entry of the public list. */
export const sealedEvidenceSchema = z
  .strictObject({ sha256: hex, release: evidenceSchema })
  .describe('SHA-256 of the release’s canonical text (keys in order, no spaces, UTF-8), and it.')

export type SealedEvidence = z.infer<typeof sealedEvidenceSchema>

/** What `GET /:organisation/published/evidence.json` answers. */
export const publishedEvidenceSchema = z.strictObject({
  format: z.literal(1),
  publisher: words,
  releases: z
    .array(
      sealedEvidenceSchema.extend({
        undone: z.boolean().describe('The import was undone since; the release stands as it is.'),
      }),
    )
    .max(1_000)
    .describe('The newest first.'),
})

export type PublishedEvidence = z.infer<typeof publishedEvidenceSchema>

/** A release whose parts do not add up to its whole has been written over, or made elsewhere. */
function doesNotAddUp(of: EvidenceRelease): string[] {
  const sum = (parts: readonly { children: number }[], rest: number): number =>
    parts.reduce((total, part) => total + part.children, rest)
  const isWhole =
    sum(of.statuses, of.rest) === of.children &&
    of.statuses.every(
      (status) =>
        sum(status.stages, status.rest) === status.children &&
        status.stages.every(
          (stage) =>
            sum(stage.classes, stage.rest) === stage.children &&
            stage.classes.every(
              (one) => one.whole + one.further + one.mixed + one.rest === one.children,
            ),
        ),
    )
  const once = (ids: readonly unknown[]): boolean => new Set(ids).size === ids.length
  const isOnce =
    once(of.statuses.map(({ status }) => status)) &&
    of.statuses.every(({ stages }) => once(stages.map(({ stage }) => stage)))
  const known = new Set(of.rules.stages.map((one) => one.id))
  const isKnown = of.statuses.every(({ stages }) =>
    stages.every(({ stage }) => stage === null || known.has(stage)),
  )
  return [
    ...(isWhole ? [] : ['its counts do not add up to the whole.']),
    ...(isOnce ? [] : ['it counts the same twice.']),
    ...(isKnown ? [] : ['it counts a stage that its rules do not have.']),
  ]
}

/** The published JSON Schema of a release as a file. */
export const evidenceJsonSchema = (): Record<string, unknown> => ({
  title: 'Fairload evidence release, format 1',
  ...z.toJSONSchema(sealedEvidenceSchema, { target: 'draft-2020-12', io: 'input' }),
})
