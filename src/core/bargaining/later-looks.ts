import { addMonths, type IsoDate } from '../../kit/index.ts'
import type { Win } from './outcomes.ts'

/** A win is looked at again this many months after it was won. */
export const LOOK_AFTER_MONTHS = [3, 12] as const

/** The look that a win waits for. */
export interface LookDue {
  months: number
  due: IsoDate
  isDue: boolean
}

/**
 * The first look of three and twelve months that nobody has taken by a day; null once both are done. A
 * look counts for all that were due by the day it was taken.
 */
export function nextLook(win: Pick<Win, 'wonOn' | 'looked'>, on: IsoDate): LookDue | null {
  const taken = win.looked.filter((look) => look.on <= on)
  for (const months of LOOK_AFTER_MONTHS) {
    const due = addMonths(win.wonOn, months)
    if (!taken.some((look) => look.on >= due)) return { months, due, isDue: due <= on }
  }
  return null
}
