import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { dueWords, type Promised } from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

const due = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('day'), on: day }),
  z.strictObject({
    kind: z.literal('month'),
    month: z.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/),
  }),
  z.strictObject({ kind: z.literal('year'), year: z.number().int().min(1000).max(9999) }),
  z.strictObject({ kind: z.literal('none') }),
])

/** What somebody said would be done: their words, where they stand, and when it falls due. */
export const promiseSchema = z
  .strictObject({
    words: words(2_000).min(1),
    /** Who said so, as members read it: the post rather than the person. */
    by: words(160).min(1),
    /** The `contact` it is of; null where it is no person. */
    contact: id.nullable(),
    saidOn: day,
    /** The meeting where it was said; null for a document. */
    meeting: id.nullable(),
    /** The document's name; empty for a meeting. */
    document: words(300),
    /** The line as it stands there, word for word. */
    line: words(2_000),
    due,
    kept: z.strictObject({ on: day, evidence: words(2_000).min(1) }).nullable(),
    released: z.strictObject({ on: day, reason: words(2_000).min(1) }).nullable(),
    concerns: z.array(id).max(40),
    demands: z.array(id).max(40),
  })
  .refine(({ kept, released }) => kept === null || released === null)

export type PromiseBody = z.infer<typeof promiseSchema>

export const promiseFields = (promise: PromiseBody): { label: string; words: string }[] => [
  { label: 'What was promised', words: promise.words },
  { label: 'By', words: promise.by },
  { label: 'Said on', words: longDate(promise.saidOn) },
  { label: 'Where', words: promise.document },
  { label: 'The line', words: promise.line },
  { label: 'Due', words: dueWords(promise.due) },
  {
    label: 'Kept',
    words: promise.kept === null ? '' : `${longDate(promise.kept.on)}: ${promise.kept.evidence}`,
  },
  {
    label: 'Let go',
    words:
      promise.released === null
        ? ''
        : `${longDate(promise.released.on)}: ${promise.released.reason}`,
  },
]

/** A promise as counting sees it. */
export const countedPromise = (id: string, body: PromiseBody): Promised => ({
  id,
  by: body.contact ?? body.by,
  saidOn: body.saidOn,
  due: body.due,
  keptOn: body.kept?.on ?? null,
  releasedOn: body.released?.on ?? null,
})
