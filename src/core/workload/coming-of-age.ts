import { addDays, addMonths, type IsoDate } from '../../kit/index.ts'
import type { Case } from '../model/index.ts'

/** What a birthday does to a case, whatever anybody decides. */
export interface ComingOfAge {
  on: IsoDate
  /** `leaves-care`: still a case, of a care leaver from then. The others end. */
  what: 'turns-18' | 'leaves-care' | 'turns-25'
}

/**
 * The next birthday that changes a case after a day; null where none does or the birth date is not known.
 * A child in need or with a plan is a child until 18, and care ends then (Children Act 1989, sections 105(1)
 * and 91(12)); a care leaver has a personal adviser until 25 (Children and Social Work Act 2017,
 * section 3). Nothing is said of adults who are still in a list for children.
 */
export function comingOfAge(
  { birthDate, status, flags }: Pick<Case, 'birthDate' | 'status' | 'flags'>,
  after: IsoDate,
): ComingOfAge | null {
  if (birthDate === null) return null
  const [of18, of25] = [birthday(birthDate, 18), birthday(birthDate, 25)]
  if (of18 > after) {
    const inCare = status === 'looked-after' || flags.includes('looked-after')
    if (inCare) return { on: of18, what: 'leaves-care' }
    if (status !== 'care-leaver') return { on: of18, what: 'turns-18' }
  }
  return status === 'care-leaver' && of25 > after ? { on: of25, what: 'turns-25' } : null
}

/** How the cases of a day stand on later days, by what birthdays alone do to them. */
export function casesByBirthdays(
  cases: Case[],
  asOf: IsoDate,
  until: IsoDate,
): (on: IsoDate) => Case[] {
  const birthdays = new Map<Case, ComingOfAge>()
  const [first, last] = [yearOf(asOf), yearOf(until)]
  for (const of of cases) {
    const born = of.birthDate === null ? NaN : yearOf(of.birthDate)
    const isNear = [18, 25].some((age) => born + age >= first && born + age <= last)
    const next = isNear ? comingOfAge(of, asOf) : null
    if (next !== null && next.on <= until) birthdays.set(of, next)
  }
  if (birthdays.size === 0) return () => cases
  return (on) =>
    cases.flatMap((of): Case[] => {
      const next = birthdays.get(of)
      if (next === undefined || next.on > on) return [of]
      if (next.what !== 'leaves-care') return []
      const leaver = { status: 'care-leaver', flags: ['care-leaver'], courtStage: null } as const
      return [{ ...of, ...leaver, flags: [...leaver.flags], statusSince: next.on }]
    })
}

const yearOf = (day: IsoDate): number => Number(day.slice(0, 4))

/** Who was born on 29 February comes of age on 1 March in a year without one. */
function birthday(born: IsoDate, years: number): IsoDate {
  const on = addMonths(born, 12 * years)
  return born.endsWith('02-29') && on.endsWith('02-28') ? addDays(on, 1) : on
}
