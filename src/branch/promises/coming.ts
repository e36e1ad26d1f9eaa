import { lastDayOf } from '../../core/bargaining/index.ts'
import type { CalendarSource, Coming } from '../calendar/index.ts'
import { promiseBook } from './book.ts'

/** Days on which promises fall due: a day, and nothing of what was promised or by whom. */
export const promisesComing: CalendarSource = async (scope, { slug }): Promise<Coming[]> =>
  (await promiseBook.list(scope)).flatMap(({ id, body }) => {
    const on = lastDayOf(body.due)
    if (on === null) return []
    return [
      {
        uid: `promise-${id}`,
        on,
        at: null,
        minutes: 0,
        isAbout: false,
        title: 'Due today',
        place: null,
        cancelled: body.kept !== null || body.released !== null,
        path: `/${slug}/promises/${id}`,
      },
    ]
  })
