import type { BranchScope } from '../../store/branch/index.ts'
import type { CalendarSource, Coming } from '../calendar/index.ts'
import { sitesOf } from '../sites/index.ts'
import { roundBook, visitBook } from './books.ts'

/** Every visit in sight, for the calendar: where, never what about or who. */
export const visitsComing: CalendarSource = async (
  scope: BranchScope,
  { slug },
): Promise<Coming[]> => {
  const sites = new Map((await sitesOf(scope)).map(({ id, body }) => [id, body]))
  const rounds = new Set((await roundBook.list(scope)).map(({ id }) => id))
  const isPublic = scope.viewer?.sees === 'public'
  return (await visitBook.list(scope))
    .filter(({ body }) => rounds.has(body.round))
    .map(({ id, body }) => {
      const site = sites.get(body.site)
      const name = site?.name ?? 'a site'
      return {
        uid: `visit-${id}`,
        on: body.on,
        at: body.at,
        minutes: body.minutes,
        isAbout: body.isAbout,
        title: `Meeting, ${name}`,
        place: [name, ...(site?.address || site?.town || '').split('\n'), body.room]
          .map((line) => line.trim())
          .filter(Boolean)
          .join(', '),
        cancelled: body.state === 'cancelled',
        path: isPublic ? `/${slug}/meetings/${body.round}` : `/${slug}/visits/${id}`,
      }
    })
}
