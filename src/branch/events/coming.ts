import type { CalendarSource, Coming } from '../calendar/index.ts'
import { eventBook } from './kind.ts'

/** Events, for the calendar: a public one by its own words, one for members as a meeting and no more. */
export const eventsComing: CalendarSource = async (scope, { slug }): Promise<Coming[]> =>
  (await eventBook.list(scope)).map(({ id, body }) => ({
    uid: `event-${id}`,
    on: body.on,
    at: body.at,
    minutes: body.minutes,
    isAbout: body.isAbout,
    title: body.isPublic ? body.title : 'Meeting',
    place: body.place === '' ? null : body.place,
    cancelled: body.cancelled !== null,
    path: `/${slug}/events/${id}`,
    words: body.title,
  }))
