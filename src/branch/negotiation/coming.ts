import type { CalendarSource, Coming } from '../calendar/index.ts'
import { employerMeetings } from './books.ts'

/** How long a meeting of unknown length is shown. */
const USUAL_MINUTES = 60

/** Meetings with the employer, in the calendars of reps and officers: a meeting, and nothing of with whom. */
export const negotiationsComing: CalendarSource = async (scope, { slug }): Promise<Coming[]> =>
  (await employerMeetings.list(scope)).map(({ id, body }) => ({
    uid: `negotiation-${id}`,
    on: body.on,
    at: body.at,
    minutes: body.minutes ?? USUAL_MINUTES,
    isAbout: body.minutes === null,
    title: 'Meeting',
    place: body.place === '' ? null : body.place,
    cancelled: body.state === 'cancelled',
    path: `/${slug}/negotiation/meetings/${id}`,
  }))
