import { minutesOfClock, proposeVisits } from '../../../core/bargaining/index.ts'
import type { NewVisit, RoundAudience } from '../../../branch/rounds/index.ts'
import { dayIn, type FieldProblem, type Typed } from './visit-form.ts'

export const LONGEST_ROUND = 60

/** What the short form comes to, or what is wrong with it. */
export function proposedFrom(
  typed: Typed,
  chosen: readonly string[],
  all: readonly { id: string }[],
): { visits: NewVisit[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const wrong = (field: string, sentence: string): void => {
    problems.push({ field, sentence })
  }
  if ((typed['name'] ?? '').trim() === '') wrong('name', 'Enter what it is called.')
  const firstDay = dayIn(typed, 'first')
  if (firstDay === null) wrong('first-day', 'Enter the first day, such as 6 7 2026.')
  const days = Number(typed['days'] ?? '')
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_ROUND) {
    wrong('days', `Enter how many working days, from 1 to ${LONGEST_ROUND}.`)
  }
  const sites = chosen.filter((id) => all.some((site) => site.id === id))
  if (sites.length === 0) wrong('site', 'Choose at least one site.')
  const time = (typed['at'] ?? '').trim()
  const at = time === '' ? null : minutesOfClock(time)
  if (time !== '' && at === null) wrong('at', 'Enter the time like 12:15, or leave it blank.')
  const minutes = Number(typed['minutes'] ?? '')
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 720) {
    wrong('minutes', 'Choose how long it takes.')
  }
  if (problems.length > 0 || firstDay === null) return { visits: [], problems }
  const isAbout = typed['about'] === 'yes'
  return {
    visits: proposeVisits({ firstDay, days, sites }).map(({ site, on }) => ({
      site,
      on,
      at,
      minutes,
      isAbout,
      room: '',
    })),
    problems,
  }
}

/** What a round says of itself, as its form gives it. */
export function roundFieldsIn(typed: Typed): {
  fields: { name: string; about: string; audience: RoundAudience; guestsMayAnswer: boolean }
  problems: FieldProblem[]
} {
  const name = (typed['name'] ?? '').trim()
  const about = (typed['about-round'] ?? '').trim().replace(/\r\n/g, '\n')
  const problems: FieldProblem[] = []
  if (name === '' || name.length > 120) {
    problems.push({
      field: 'name',
      sentence: 'Enter what it is called, in 120 characters at most.',
    })
  }
  if (about.length > 1_000) {
    problems.push({ field: 'about-round', sentence: 'Say it in 1,000 characters at most.' })
  }
  const audience = typed['audience'] === 'members' ? 'members' : 'public'
  return {
    fields: { name, about, audience, guestsMayAnswer: typed['guests'] === 'yes' },
    problems,
  }
}
