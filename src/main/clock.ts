import type { IsoDate } from '../kit/index.ts'

/** The only clock of the house. Days are days in England. */
export interface Clock {
  now(): Date
  today(): IsoDate
}

let london: Intl.DateTimeFormat | null = null

/** Made when first asked for: it takes a hundredth of a second. */
const inLondon = (): Intl.DateTimeFormat =>
  (london ??= new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }))

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => inLondon().format(new Date()) as IsoDate,
}
