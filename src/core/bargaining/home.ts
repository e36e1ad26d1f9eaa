import { addDays, byText, count, dayNumber, longDate, type IsoDate } from '../../kit/index.ts'
import { tallyAmong, unanswered, type Negotiation, type Point } from './meetings.ts'
import { promiseStanding, type Promised } from './promises.ts'

/** How many of the last meetings the branch's first page speaks of. */
const LAST_MEETINGS = 5

export interface HomeVisit {
  on: IsoDate
  /** `12:15`. */
  time: string
  /** `Round 3, Moreton`. */
  where: string
  needsRep: boolean
}

export interface HomeFacts {
  on: IsoDate
  promises: readonly Promised[]
  meetings: readonly Negotiation[]
  /** Points put and meetings asked for. */
  points: readonly Point[]
  visits: readonly HomeVisit[]
  demands: number
  /** What became of demands, in the order they are to be said: `won`, `in dispute`. */
  became: readonly { words: string; count: number }[]
}

export interface HomeWords {
  opening: string
  /** The next visit that needs a rep; else the next visit. */
  next: { words: string; needsRep: boolean } | null
  waiting: string
  programme: string
}

/** What an officer reads first: what is late, what comes next, what waits. */
export function homeOf(facts: HomeFacts): HomeWords {
  return {
    opening: `${overdueWords(facts)} ${lastMeetingsWords(facts)}`,
    next: nextVisit(facts),
    waiting: waitingWords(facts),
    programme: programmeWords(facts),
  }
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const inWords = (n: number): string => NUMBERS[n] ?? n.toLocaleString('en-GB')
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function overdueWords({ promises, on }: HomeFacts): string {
  const overdue = promises.filter(
    (promise) => promise.saidOn <= on && promiseStanding(promise, on).state === 'overdue',
  ).length
  return overdue <= 1
    ? `${capital(inWords(overdue))} promise is overdue.`
    : `${capital(inWords(overdue))} promises are overdue.`
}

function lastMeetingsWords({ meetings, on }: HomeFacts): string {
  const last = meetings
    .filter((meeting) => meeting.on <= on && meeting.state !== 'planned')
    .sort((a, b) => byText(b.on, a.on) || byText(b.id, a.id))
    .slice(0, LAST_MEETINGS)
  if (last.length === 0) return 'No meeting with the employer is in the log yet.'
  const { employer } = tallyAmong(last, meetings).cancelled
  const of = last.length === 1 ? 'the last meeting' : `the last ${last.length} meetings`
  if (employer.all === 0) {
    return last.length === 1
      ? 'The employer did not cancel the last meeting.'
      : `The employer cancelled none of ${of}.`
  }
  if (last.length === 1) {
    return `The employer cancelled ${of}; it ${employer.moved === 1 ? 'was' : 'was not'} rescheduled.`
  }
  const moved = employer.moved === 0 ? 'none' : inWords(employer.moved)
  return `The employer cancelled ${employer.all} of ${of}; ${moved} ${employer.moved > 1 ? 'were' : 'was'} rescheduled.`
}

function nextVisit({ visits, on }: HomeFacts): HomeWords['next'] {
  const ahead = visits
    .filter((visit) => visit.on >= on)
    .sort((a, b) => byText(a.on, b.on) || byText(a.time, b.time) || byText(a.where, b.where))
  const visit = ahead.find((one) => one.needsRep) ?? ahead[0]
  if (!visit) return null
  const rep = visit.needsRep ? ' (rep needed)' : ''
  return {
    words: `Next: ${visit.where}, ${nearDay(visit.on, on)} ${visit.time}${rep}`,
    needsRep: visit.needsRep,
  }
}

function waitingWords({ points, on }: HomeFacts): string {
  const waiting = unanswered(points, on)
  const [longest] = waiting
  if (!longest) return 'Nothing waits for an answer.'
  const days = count(longest.days, 'day')
  return waiting.length === 1
    ? `Waiting for an answer: 1, for ${days}.`
    : `Waiting for an answer: ${waiting.length}, the longest ${days}.`
}

function programmeWords({ demands, became }: HomeFacts): string {
  if (demands === 0) return 'The programme for change has no demand yet.'
  return `Programme for change: ${[
    count(demands, 'demand'),
    ...became.filter((one) => one.count > 0).map((one) => `${one.count} ${one.words}`),
  ].join(', ')}.`
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `today`, `tomorrow`, `Tuesday` within six days, else `Tuesday 1 December`, with its year where it is another. */
export function nearDay(day: IsoDate, today: IsoDate): string {
  if (day === today) return 'today'
  if (day === addDays(today, 1)) return 'tomorrow'
  const weekday = WEEKDAYS[(((dayNumber(day) + 4) % 7) + 7) % 7] ?? ''
  if (day > today && day < addDays(today, 7)) return weekday
  const words = longDate(day)
  return `${weekday} ${day.slice(0, 4) === today.slice(0, 4) ? words.replace(/ \d{4}$/, '') : words}`
}
