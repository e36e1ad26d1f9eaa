import { byText } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { concernBook } from '../concerns/index.ts'
import { employerMeetings } from '../negotiation/index.ts'
import { demandBook } from '../programme/index.ts'
import { promiseBook } from '../promises/index.ts'
import { winBook } from './books.ts'
import type { CameFrom } from './views.ts'

const short = (words: string): string => (words.length > 100 ? `${words.slice(0, 99)}…` : words)

/** What outcomes come from, by name, as far as the reader's own eyes see it. */
export async function originsIn(scope: BranchScope): Promise<CameFrom[]> {
  const concerns = (await concernBook.list(scope)).map(({ id, body }) => ({
    what: 'concern' as const,
    id,
    title: body.title,
  }))
  const demands = (await demandBook.list(scope)).map(({ id, body }) => ({
    what: 'demand' as const,
    id,
    title: body.title,
  }))
  const meetings = (await employerMeetings.list(scope)).map(({ id, body }) => ({
    what: 'meeting' as const,
    id,
    title: body.subject,
    on: body.on,
  }))
  const promises = (await promiseBook.list(scope)).map(({ id, body }) => ({
    what: 'promise' as const,
    id,
    title: short(body.words),
  }))
  const wins = (await winBook.list(scope)).map(({ id, body }) => ({
    what: 'win' as const,
    id,
    title: body.title,
  }))
  return [
    ...concerns.sort((a, b) => byText(a.title, b.title)),
    ...demands,
    ...meetings.sort((a, b) => byText(b.on, a.on)),
    ...promises,
    ...wins,
  ]
}

export type Origins = Readonly<
  Partial<Record<'concerns' | 'demands' | 'meetings' | 'promises' | 'wins', readonly string[]>>
>

const listed = {
  concern: 'concerns',
  demand: 'demands',
  meeting: 'meetings',
  promise: 'promises',
  win: 'wins',
} as const

/** Those of them that a record names, in the order of the way: concern, demand, meeting, promise, win. */
export const namedIn = (origins: readonly CameFrom[], of: Origins): CameFrom[] =>
  origins.filter(({ what, id }) => of[listed[what]]?.includes(id))
