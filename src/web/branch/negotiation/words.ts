import { count, longDate, type IsoDate } from '../../../kit/index.ts'
import { clockOf, noticeWords } from '../../../core/bargaining/index.ts'
import type { MeetingRow, Named } from '../../../branch/negotiation/index.ts'
import { listed } from '../../words.ts'

export const aboutWords = {
  matter: 'A point',
  meeting: 'A request for a meeting',
} as const

/** `4 March 2019, 10:00`. */
export const whenWords = ({ on, at }: Pick<MeetingRow, 'on' | 'at'>): string =>
  at === null ? longDate(on) : `${longDate(on)}, ${clockOf(at)}`

export const namesWords = (people: readonly Named[]): string =>
  listed(people.map(({ name }) => name))

/** What became of a meeting, in the words of a table: `Cancelled by the employer, 3 days’ notice, lost`. */
export function becameOf(row: MeetingRow): string {
  if (row.cancelled === null) return row.state === 'held' ? 'Held' : 'Planned'
  const by = row.cancelled.by === 'employer' ? 'the employer' : 'the branch'
  const fate =
    row.became === 'lost'
      ? 'lost'
      : row.movedTo === null
        ? 'rescheduled'
        : `rescheduled to ${longDate(row.movedTo.on)}`
  return `Cancelled by ${by} with ${noticeWords(row.notice ?? 0)}: ${fate}`
}

export const askedWords = (row: Pick<MeetingRow, 'asked'>): string =>
  row.asked === null
    ? 'Not noted'
    : `${row.asked.by === 'branch' ? 'By the branch' : 'By the employer'} on ${longDate(row.asked.on)}`

/** `41 days ago, on 4 March 2019`; `Never`. */
export function lastMetWords(since: number | null, lastMet: IsoDate | null): string {
  if (since === null || lastMet === null) return 'Never'
  return since === 0 ? 'Today' : `${count(since, 'day')} ago, on ${longDate(lastMet)}`
}
