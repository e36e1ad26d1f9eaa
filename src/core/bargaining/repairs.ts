import { daysBetween, type IsoDate } from '../../kit/index.ts'

/** Something wrong with a building, and what was done about it. */
export interface Repair {
  openedOn: IsoDate
  /** Null while nobody has told the employer. */
  reportedOn: IsoDate | null
  /** Null while it is not mended. */
  fixedOn: IsoDate | null
}

export interface RepairStanding {
  state: 'open' | 'reported' | 'fixed'
  /** Whole days since it was noticed, or from then until it was mended. */
  days: number
}

/** How far a repair has come by a day. */
export function repairStanding(repair: Repair, on: IsoDate): RepairStanding {
  const has = (day: IsoDate | null): day is IsoDate => day !== null && day <= on
  const { openedOn, reportedOn, fixedOn } = repair
  if (has(fixedOn)) return { state: 'fixed', days: daysBetween(openedOn, fixedOn) }
  const days = Math.max(0, daysBetween(openedOn, on))
  return { state: has(reportedOn) ? 'reported' : 'open', days }
}
