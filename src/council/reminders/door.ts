import type { IsoDate } from '../../kit/index.ts'
import type { Person } from '../../core/rights/index.ts'
import { accounts, digests, feeds, type Scope } from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import { newToken, tokenHash } from '../../sign-in/index.ts'
import type { OrganisationView } from '../views.ts'
import { watchDoor } from '../watch/door.ts'
import { personOf } from './person-of.ts'
import type { CalendarItem, WaitingWhat } from './views.ts'
import { waitingFor } from './waiting.ts'

const DAY_MS = 86_400_000
/** How long a calendar is told that something ended; whoever looks less often drops it by itself. */
const KEEP_ENDED_MS = 30 * DAY_MS
const SECRET = /^[\w-]{43}$/

/**
 * What waits for people, and how they are told of it.
 * @param person who asks; null for the house, which nothing waits for.
 * @param as the council as somebody sees it.
 */
export function remindersDoor(
  deps: CouncilDeps,
  person: Person | null,
  as: (person: Person) => Council,
): Council['reminders'] {
  const watch = watchDoor({ ...deps, store: deps.store.asHouse() })
  const inHouse = <T>(of: OrganisationView, work: (scope: Scope) => Promise<T>): Promise<T> =>
    deps.store.asHouse().inOrganisation(organisationId(of), work)
  const waiting = (organisation: OrganisationView, who: Person) =>
    waitingFor({ council: as(who), watch, organisation, person: who, today: deps.today() })
  const own = (): Person => {
    if (person === null) throw new Error('Only a person chooses what they are told')
    return person
  }

  return {
    waiting: async (organisation) => (person === null ? [] : waiting(organisation, person)),

    choices: (organisation) =>
      inHouse(organisation, async (scope) => ({
        feed: await feeds.get(scope, own().account),
        mail: !(await digests.off(scope)).has(own().account),
      })),

    makeFeed: (organisation) =>
      inHouse(organisation, async (scope) => {
        const secret = newToken()
        const { account } = own()
        await feeds.make(scope, account, { hash: tokenHash(secret), at: deps.now() })
        await note(deps, scope, 'calendar.made', { by: account })
        return secret
      }),

    endFeed: (organisation) =>
      inHouse(organisation, async (scope) => {
        const { account } = own()
        if (await feeds.end(scope, account)) {
          await note(deps, scope, 'calendar.ended', { by: account })
        }
      }),

    turnMail: (organisation, on) =>
      inHouse(organisation, async (scope) => {
        const { account } = own()
        await digests.turn(scope, account, { on, at: deps.now() })
        await note(deps, scope, on ? 'digest.on' : 'digest.off', { by: account })
      }),

    calendar: async (organisation, secret) => {
      if (!SECRET.test(secret)) return null
      const who = await inHouse(organisation, async (scope) => {
        const account = await feeds.behind(scope, tokenHash(secret), deps.now())
        return account === null
          ? null
          : personOf(scope, await accounts.get(scope, account), deps.today())
      })
      if (who === null) return null
      const items = (await waiting(organisation, who)).flatMap(({ what, about, due }) =>
        due === null ? [] : [{ what, about, starts: due }],
      )
      const at = deps.now()
      const keep = new Date(at.getTime() - KEEP_ENDED_MS)
      const shown = await inHouse(organisation, async (scope) =>
        // Ended meanwhile: it shows nothing any more.
        (await feeds.behind(scope, tokenHash(secret), at)) === null
          ? null
          : feeds.show(scope, who.account, items, { at, keep }),
      )
      return (
        shown &&
        shown.map(({ id, sequence, what, starts, changedAt, cancelled }): CalendarItem => ({
          id,
          sequence,
          what: what as WaitingWhat,
          on: starts as IsoDate,
          changedAt,
          cancelled,
        }))
      )
    },
  }
}
