import {
  addDays,
  addMonths,
  count,
  daysBetween,
  isoDate,
  longDate,
  type IsoDate,
} from '../../kit/index.ts'
import { lengthWords } from './clock.ts'
import type { Contact, MeetingTally, Negotiation } from './meetings.ts'

export interface Span {
  from: IsoDate
  to: IsoDate
}

/** A calendar year, its first day and its last. */
export const yearSpan = (year: number): Span => ({
  from: isoDate(`${year}-01-01`) as IsoDate,
  to: isoDate(`${year}-12-31`) as IsoDate,
})

/** `In 2019`, `In March 2019`, `On 3 March 2019`, `From 3 March 2019 to 4 May 2019`. */
export function spanWords({ from, to }: Span): string {
  const [year = '', month = '', day = ''] = from.split('-')
  if (from === to) return `On ${longDate(from)}`
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `In ${year}`
  const isMonth = day === '01' && to === addDays(addMonths(from, 1), -1)
  if (isMonth) return `In ${monthWords(`${year}-${month}`)}`
  return `From ${longDate(from)} to ${longDate(to)}`
}

/** `March 2019` of `2019-03`. */
export const monthWords = (month: string): string =>
  longDate(`${month}-01` as IsoDate).replace(/^\S+ /, '')

/** Whole days between the word and the day; 0 where the word came on the day or after it. */
export const noticeOf = (meeting: Pick<Negotiation, 'on' | 'cancelled'>): number | null =>
  meeting.cancelled === null ? null : Math.max(0, daysBetween(meeting.cancelled.on, meeting.on))

export const noticeWords = (days: number): string =>
  days === 0 ? 'no notice' : `${count(days, 'day')}’ notice`.replace('day’', 'day’s')

const all = (n: number): string => (n === 2 ? 'both' : `all ${n.toLocaleString('en-GB')}`)
const were = (n: number): string => (n === 1 ? 'was' : 'were')

/** What became of those that were cancelled: `1 was rescheduled (33%), 2 were lost`. */
function fateWords({ all: of, moved, lost }: { all: number; moved: number; lost: number }): string {
  if (of === 1) return moved === 1 ? 'it was rescheduled' : 'it was lost'
  if (moved === 0) return `${all(of)} were lost`
  if (lost === 0) return `${all(of)} were rescheduled`
  const share = Math.round((100 * moved) / of)
  return `${moved} ${were(moved)} rescheduled (${share}%), ${lost} ${were(lost)} lost`
}

/** The sentence that the counting gives for a time; of the employer's side first, the branch's own after it. */
export function tallyWords(tally: MeetingTally, span: Span): string {
  const { employer, branch } = tally.cancelled
  const when = spanWords(span)
  if (tally.held + tally.planned + employer.all + branch.all === 0) {
    return `${when} no meeting with the employer is in the log.`
  }
  const first =
    employer.all === 0
      ? `${when} the employer cancelled no meeting; ${tally.held} ${were(tally.held)} held.`
      : `${when} the employer cancelled ${count(employer.all, 'meeting')}: ${fateWords(employer)}.`
  if (branch.all === 0) return first
  return `${first} The branch cancelled ${branch.all}: ${fateWords(branch)}.`
}

/** `asked 41 days ago, no answer`. */
export const waitWords = (days: number): string =>
  days === 0 ? 'asked today, no answer yet' : `asked ${count(days, 'day')} ago, no answer`

/** Minutes of contact; a meeting whose length nobody noted makes it `at least`. */
export function contactLengthWords({ meetings, minutes, withoutLength }: Contact): string {
  if (meetings === 0) return 'Never met'
  if (withoutLength === meetings) return 'Not noted'
  return withoutLength === 0 ? lengthWords(minutes) : `At least ${lengthWords(minutes)}`
}

/** Points answered of those raised: `2 of 5`. */
export const answeredWords = ({ asked, answered }: Contact): string =>
  asked === 0 ? 'Nothing asked' : `${answered} of ${asked}`
