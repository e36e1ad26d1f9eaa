const SHAPE = /^(\d{1,2})(?:[:. ]?(\d{2}))? ?(am|pm)?$/i

/**
 * A time as people write it (`12:15`, `12.15`, `1215`, `9am`) as minutes after midnight; null where it is
 * none. A bare `9` is none either: it says neither morning nor evening.
 */
export function minutesOfClock(written: string): number | null {
  const [whole, hours, minutes, half] = SHAPE.exec(written.trim().replace(/\s+/g, ' ')) ?? []
  if (whole === undefined || (minutes === undefined && half === undefined)) return null
  const hour = Number(hours)
  const past = Number(minutes ?? 0)
  if (past > 59) return null
  if (half === undefined) return hour > 23 ? null : hour * 60 + past
  if (hour < 1 || hour > 12) return null
  return ((hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + past
}

/** `12:15` of 735. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `an hour`, `an hour and a half`, `2 hours`, `45 minutes`. */
export function lengthWords(minutes: number): string {
  if (minutes === 60) return 'an hour'
  if (minutes === 90) return 'an hour and a half'
  if (minutes === 30) return 'half an hour'
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const inHours = hours === 0 ? null : hours === 1 ? 'an hour' : `${hours} hours`
  const inMinutes = rest === 0 ? null : rest === 1 ? '1 minute' : `${rest} minutes`
  return [inHours, inMinutes].filter((part) => part !== null).join(' and ')
}

/** When a meeting is, in words: `12:15, for about an hour`; null where no time was said. */
export function timeWords(of: {
  at: number | null
  minutes: number
  isAbout: boolean
}): string | null {
  if (of.at === null) return null
  return of.isAbout
    ? `${clockOf(of.at)}, for about ${lengthWords(of.minutes)}`
    : `${clockOf(of.at)} to ${clockOf((of.at + of.minutes) % 1440)}`
}
