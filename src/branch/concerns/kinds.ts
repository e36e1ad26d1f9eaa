import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { baselineWords } from '../../core/bargaining/index.ts'
import type { ThemesBody } from './themes.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

/** A figure never stands alone: its day, what it is out of, and where it was read. */
export const figureSchema = z.strictObject({
  value: words(200).min(1),
  on: day,
  base: words(200).min(1),
  source: words(400).min(1),
})

/** A concern as the branch words it: members read this, and not what anybody said. */
export const concernSchema = z.strictObject({
  title: words(200).min(1),
  theme: z.string().max(60),
  /** Who follows it up, by the name under which members know them. */
  owner: z.strictObject({ member: id, name: words(200).min(1) }).nullable(),
  /** The concern that it was found to be the same as. */
  mergedInto: id.nullable(),
  /** What would show it. */
  indicator: words(400),
  /** Null: no figure yet. */
  figure: figureSchema.nullable(),
  /** When the branch let go of it, and why. */
  closed: z.strictObject({ on: day, words: words(1_000).min(1) }).nullable(),
})

/**
 * What was said once: how many said it, where and when. Never who: no id of a member is kept with it.
 */
export const hearingSchema = z.strictObject({
  /** The concern it belongs to; null until somebody has read it. */
  concern: id.nullable(),
  words: words(4_000).min(1),
  theme: z.string().max(60),
  on: day,
  /** The meeting of a round at which it was said; null outside of any. */
  visit: id.nullable(),
  site: id.nullable(),
  team: id.nullable(),
  people: z.number().int().min(1).max(500),
  /** Raised by a member from home rather than noted by a rep. */
  fromHome: z.boolean(),
  /** What is kept of the code by which whoever raised it finds out what became of it. */
  code: z.string().max(100).nullable(),
})

export type Figure = z.infer<typeof figureSchema>
export type ConcernBody = z.infer<typeof concernSchema>
export type HearingBody = z.infer<typeof hearingSchema>

type Labelled = { label: string; words: string }

/** A concern as its versions are compared: each field's words. */
export const concernWords = (concern: ConcernBody): Labelled[] => [
  { label: 'The concern', words: concern.title },
  { label: 'Who has it', words: concern.owner?.name ?? '' },
  { label: 'What would show it', words: concern.indicator },
  { label: 'Figure', words: baselineWords(concern.figure) },
  { label: 'Merged', words: concern.mergedInto === null ? '' : 'Merged with another' },
  {
    label: 'Closed',
    words: concern.closed === null ? '' : `${longDate(concern.closed.on)}: ${concern.closed.words}`,
  },
]

export const hearingWords = (hearing: HearingBody): Labelled[] => [
  { label: 'What was said', words: hearing.words },
  { label: 'On', words: longDate(hearing.on) },
  { label: 'How many said it', words: String(hearing.people) },
]

export const themesWords = ({ themes }: ThemesBody): Labelled[] => [
  { label: 'Themes', words: themes.map(({ name }) => name).join('\n') },
]
