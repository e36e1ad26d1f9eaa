import type { IsoDate } from './date.ts'

let format: Intl.DateTimeFormat | null = null

/** Made when first asked for: it takes a hundredth of a second. */
const inLondon = (): Intl.DateTimeFormat =>
  (format ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }))

/** A moment as England's clocks show it: the day, and the time as `07:30`. */
export function londonClock(at: Date): { day: IsoDate; time: string } {
  const part: Record<string, string> = {}
  for (const { type, value } of inLondon().formatToParts(at)) part[type] = value
  return {
    day: `${part['year']}-${part['month']}-${part['day']}` as IsoDate,
    time: `${part['hour']}:${part['minute']}`,
  }
}
