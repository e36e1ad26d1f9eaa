import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { clockOf, lengthWords, type Visit } from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)
const minuteOfDay = z.number().int().min(0).max(1439)

/** Meetings that belong together: five sites in five days, or one lunchtime at each locality. */
export const roundSchema = z.strictObject({
  name: words(120).min(1),
  /** What it is about, as posters and the public page say it. */
  about: words(1_000),
  /** Whether somebody without a sign-in may say that they come: counted, never named. */
  guestsMayAnswer: z.boolean(),
})

/** One visit: a site, a day, a time, a room as it was written, and who goes. */
export const visitSchema = z.strictObject({
  round: id,
  site: id,
  on: day,
  at: minuteOfDay.nullable(),
  minutes: z.number().int().min(5).max(720),
  /** Whether the length is a guess. */
  isAbout: z.boolean(),
  room: words(200),
  reps: z.array(id).max(12),
  state: z.enum(['planned', 'held', 'cancelled']),
  /** When and why it was called off; null unless it was. */
  cancelled: z.strictObject({ on: day, why: words(400) }).nullable(),
  /** Where and when it was first announced; null where it never moved. */
  movedFrom: z.strictObject({ site: id, on: day, at: minuteOfDay.nullable() }).nullable(),
})

/** What was said at a visit, and how many came. */
export const notesSchema = z.strictObject({
  visit: id,
  came: z.number().int().min(0).max(5_000).nullable(),
  words: words(20_000),
})

export type RoundBody = z.infer<typeof roundSchema>
export type VisitBody = z.infer<typeof visitSchema>
export type NotesBody = z.infer<typeof notesSchema>

const yesNo = (is: boolean): string => (is ? 'Yes' : 'No')

/** A round as its versions are compared: each field's words. */
export const roundWords = (round: RoundBody): { label: string; words: string }[] => [
  { label: 'Name', words: round.name },
  { label: 'What it is about', words: round.about },
  { label: 'Guests may say that they come', words: yesNo(round.guestsMayAnswer) },
]

/** A visit as its versions are compared, its site and reps by the names that are known of them. */
export const visitWords = (
  visit: VisitBody,
  nameOf: (id: string) => string = () => 'Somebody or somewhere',
): { label: string; words: string }[] => [
  { label: 'Day', words: longDate(visit.on) },
  { label: 'Time', words: visit.at === null ? '' : clockOf(visit.at) },
  {
    label: 'How long',
    words: `${visit.isAbout ? 'about ' : ''}${lengthWords(visit.minutes)}`,
  },
  { label: 'Room', words: visit.room },
  { label: 'Site', words: nameOf(visit.site) },
  { label: 'Who goes', words: visit.reps.map(nameOf).join('\n') },
  {
    label: 'What became of it',
    words:
      visit.cancelled === null
        ? visit.state
        : `called off on ${longDate(visit.cancelled.on)}: ${visit.cancelled.why}`,
  },
]

export const notesWords = (notes: NotesBody): { label: string; words: string }[] => [
  { label: 'How many came', words: notes.came === null ? '' : String(notes.came) },
  { label: 'What was said', words: notes.words },
]

/** A visit as counting sees it. */
export const countedVisit = (id: string, body: VisitBody): Visit => ({
  id,
  round: body.round,
  site: body.site,
  on: body.on,
  at: body.at,
  minutes: body.minutes,
  room: body.room === '' ? null : body.room,
  reps: body.reps,
  state: body.state,
})

/** A visit's body after its day, time or site was changed: it remembers what was first announced. */
export function movedTo(
  before: VisitBody,
  to: Pick<VisitBody, 'site' | 'on' | 'at'>,
): Pick<VisitBody, 'site' | 'on' | 'at' | 'movedFrom'> {
  const first = before.movedFrom ?? { site: before.site, on: before.on, at: before.at }
  // A time that was still open and is now said is no move.
  const isBack =
    to.site === first.site && to.on === first.on && (first.at === null || to.at === first.at)
  return { ...to, movedFrom: isBack ? null : first }
}
