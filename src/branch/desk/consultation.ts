import { z } from 'zod'
import { isoDate, londonClock, longDate, type IsoDate } from '../../kit/index.ts'
import { bookOf, type Part } from '../records/index.ts'

const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

/** What the branch made of what was said of a clause. */
export const dispositions = ['open', 'taken-up', 'partly', 'not-taken-up'] as const
export type Disposition = (typeof dispositions)[number]

export const dispositionNames: Readonly<Record<Disposition, string>> = {
  open: 'Not decided yet',
  'taken-up': 'Taken up',
  partly: 'Taken up in part',
  'not-taken-up': 'Not taken up',
}

/** Members are asked about a draft, clause by clause, from a day to a day. */
export const consultationSchema = z
  .strictObject({
    title: words(200).min(1),
    /** The branch's copy of the draft. */
    copy: z.uuid(),
    /** What it is about, in the branch's words. */
    about: words(4_000),
    opens: day,
    /** The last day: 23:59 counts, midnight is late. */
    closes: day,
    clauses: z
      .array(z.strictObject({ clause: words(200).min(1), question: words(500).min(1) }))
      .min(1)
      .max(60),
    replies: z
      .array(
        z.strictObject({
          clause: words(200),
          disposition: z.enum(dispositions),
          words: words(4_000),
        }),
      )
      .max(61),
  })
  .refine(({ opens, closes }) => opens <= closes, {
    error: 'The last day lies before the first. Correct one of them.',
  })

export type ConsultationBody = z.infer<typeof consultationSchema>

export const consultationBook = bookOf<ConsultationBody>({
  name: 'draft-consultation',
  noun: 'consultation',
  schema: consultationSchema,
  audience: 'members',
  words: (of): Part[] => [
    { label: 'Title', words: of.title },
    { label: 'About', words: of.about },
    { label: 'From', words: longDate(of.opens) },
    { label: 'Last day', words: longDate(of.closes) },
    {
      label: 'Questions',
      words: of.clauses.map(({ clause, question }) => `${clause}: ${question}`).join('\n'),
    },
    {
      label: 'What the branch made of it',
      words: of.replies
        .map((one) => `${one.clause}: ${dispositionNames[one.disposition]}. ${one.words}`)
        .join('\n'),
    },
  ],
})

export type ConsultationState = 'to-come' | 'open' | 'closed'

/** Where a consultation stands at a moment, by England's clocks: 23:59 of its last day is in time. */
export function stateAt(
  { opens, closes }: Pick<ConsultationBody, 'opens' | 'closes'>,
  at: Date,
): ConsultationState {
  const { day: now } = londonClock(at)
  return now < opens ? 'to-come' : now <= closes ? 'open' : 'closed'
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

/** A day with its weekday, worked out and never typed: `Friday 23 April 2010`. */
export const dayWithWeekday = (of: IsoDate): string =>
  `${weekday.format(new Date(`${of}T00:00:00Z`))} ${longDate(of)}`

/** How many said something, as a page may say it: `few` under five. */
export const fewOr = (count: number): string =>
  count === 0 ? 'none' : count < 5 ? 'few' : String(count)
