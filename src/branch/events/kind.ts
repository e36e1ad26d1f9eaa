import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { timeWords } from '../../core/bargaining/index.ts'
import { bookOf } from '../records/index.ts'

const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

/** Something on one day that belongs to no round: a lobby, a conference, a general meeting. */
export const eventSchema = z.strictObject({
  title: words(200).min(1),
  on: day,
  /** Minutes after midnight in London; null for the whole day, or while it is not said. */
  at: z.number().int().min(0).max(1439).nullable(),
  minutes: z.number().int().min(5).max(1440),
  isAbout: z.boolean(),
  place: words(300),
  about: words(4_000),
  isPublic: z.boolean(),
  /** The list it came from said no year: it was looked for, and nobody has confirmed it yet. */
  isYearGuessed: z.boolean(),
  /** Why it is called off; null while it stands. */
  cancelled: words(400).min(1).nullable(),
})

export type EventBody = z.infer<typeof eventSchema>

const yesNo = (is: boolean): string => (is ? 'Yes' : 'No')

export const eventBook = bookOf<EventBody>({
  name: 'event',
  noun: 'event',
  schema: eventSchema,
  audience: 'members',
  words: (event) => [
    { label: 'What it is', words: event.title },
    { label: 'Day', words: longDate(event.on) },
    { label: 'Time', words: timeWords(event) ?? '' },
    { label: 'Place', words: event.place },
    { label: 'What it is about', words: event.about },
    { label: 'Anybody may see it', words: yesNo(event.isPublic) },
    { label: 'Called off', words: event.cancelled ?? '' },
  ],
})
