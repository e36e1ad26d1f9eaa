import { type IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'

/** One rung of the agreed ladder: who must answer, and how many working days they have. */
export interface Rung {
  /** A role in the service: `team-manager`, `service-manager`, `director`. */
  role: string
  workingDays: number
}

/** What was written under an entry of the register, in the order in which it was. */
export interface Answer {
  on: IsoDate
  /** The rung that answered, from 0. */
  rung: number
}

/** Where an entry of the register stands on a day. */
export interface Standing {
  /** The rung that must answer now; null once an answer stands. */
  waitsFor: { rung: number; role: string; due: IsoDate } | null
  /** Rungs whose days ran out without an answer. */
  missed: { rung: number; role: string; due: IsoDate }[]
  /** Past the last rung's day with no answer from anybody. */
  unanswered: boolean
}

/**
 * Whose turn it is to answer an overload entry. Each rung has its own working days, counted from the
 * day the entry opened or the rung before ran out. An answer from the rung whose turn it is, or from
 * one above, stops the ladder; one from below does not once its time is over.
 *
 * @param ladder from the first who must answer to the last; at least one.
 */
export function escalation(
  opened: IsoDate,
  ladder: readonly Rung[],
  answers: readonly Answer[],
  on: IsoDate,
): Standing {
  const missed: Standing['missed'] = []
  let from = opened
  for (const [rung, { role, workingDays }] of ladder.entries()) {
    const due = addWorkingDays(from, workingDays)
    const answered = answers.some((one) => one.rung >= rung && one.on <= due && one.on <= on)
    if (answered) return { waitsFor: null, missed, unanswered: false }
    if (on <= due) return { waitsFor: { rung, role, due }, missed, unanswered: false }
    missed.push({ rung, role, due })
    from = due
  }
  const last = ladder.length - 1
  const late = answers.some((one) => one.rung >= last && one.on <= on)
  const top = ladder[last]
  return {
    waitsFor: late || !top ? null : { rung: last, role: top.role, due: from },
    missed,
    unanswered: !late,
  }
}
