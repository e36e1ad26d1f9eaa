import { londonClock, type IsoDate } from '../kit/index.ts'

/** The only clock of the house. Days are days in England. */
export interface Clock {
  now(): Date
  today(): IsoDate
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => londonClock(new Date()).day,
}
