import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)
const ids = z.array(id).max(200)

/** An inspection and its report, as it was published. */
export const inspectionSchema = z
  .strictObject({
    title: words(200).min(1),
    /** Who inspected, by the name of the body. */
    by: words(200).min(1),
    from: day,
    /** Its last day; null where it took one. */
    until: day.nullable(),
    publishedOn: day.nullable(),
    /** The judgement in the report's own words. */
    judgement: words(2_000),
    /** Where the report can be read. */
    report: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
    /** What the report says that staff did well. A file without it is not whole. */
    didWell: words(8_000).min(1),
  })
  .refine(({ from, until }) => until === null || until >= from)

/** One finding, under the label it was published with. */
export const findingSchema = z.strictObject({
  inspection: id,
  label: words(20),
  words: words(4_000).min(1),
  concerns: ids,
  demands: ids,
  meetings: ids,
})

/** What somebody is to do about findings. */
export const actionSchema = z.strictObject({
  inspection: id,
  findings: ids,
  words: words(2_000).min(1),
  /** Who has it: a post or a name, as the branch says it. */
  owner: words(200),
  due: day.nullable(),
  done: z.strictObject({ on: day, words: words(1_000) }).nullable(),
})

export type InspectionBody = z.infer<typeof inspectionSchema>
export type FindingBody = z.infer<typeof findingSchema>
export type ActionBody = z.infer<typeof actionSchema>

type Labelled = { label: string; words: string }
const dayOr = (on: IsoDate | null): string => (on === null ? '' : longDate(on))

export const inspectionWords = (of: InspectionBody): Labelled[] => [
  { label: 'Title', words: of.title },
  { label: 'Who inspected', words: of.by },
  { label: 'First day', words: longDate(of.from) },
  { label: 'Last day', words: dayOr(of.until) },
  { label: 'Published', words: dayOr(of.publishedOn) },
  { label: 'Judgement', words: of.judgement },
  { label: 'Report', words: of.report },
  { label: 'What staff did well', words: of.didWell },
]

export const findingWords = (of: FindingBody): Labelled[] => [
  { label: 'Label', words: of.label },
  { label: 'Words', words: of.words },
  { label: 'Concerns tied', words: String(of.concerns.length) },
  { label: 'Demands tied', words: String(of.demands.length) },
  { label: 'Meetings tied', words: String(of.meetings.length) },
]

export const actionWords = (of: ActionBody): Labelled[] => [
  { label: 'What is to be done', words: of.words },
  { label: 'Who has it', words: of.owner },
  { label: 'Due', words: dayOr(of.due) },
  {
    label: 'Done',
    words: of.done === null ? '' : `${longDate(of.done.on)}: ${of.done.words}`,
  },
]
