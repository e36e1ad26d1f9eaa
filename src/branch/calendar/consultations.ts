import { consultationBook } from '../desk/index.ts'
import type { CalendarSource } from './entry.ts'

/** The last days of members’ consultations on a draft: a day, and nothing of what is asked. */
export const consultationsComing: CalendarSource = async (scope, { slug }) =>
  (await consultationBook.list(scope)).map(({ id, body }) => ({
    uid: `consultation-${id}`,
    on: body.closes,
    at: null,
    minutes: 0,
    isAbout: false,
    title: 'Last day to answer',
    place: null,
    cancelled: false,
    path: `/${slug}/agreement/consultations/${id}`,
    words: `Last day to answer: ${body.title}`,
  }))
