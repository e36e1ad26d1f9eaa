import type { IsoDate } from '../../kit/index.ts'
import { holdsOn, type BranchPerson } from '../../core/branch-rights/index.ts'
import { newToken, tokenHash } from '../../sign-in/index.ts'
import {
  calendars,
  members,
  offices,
  type BranchFeed,
  type BranchId,
  type BranchScope,
  type CalendarSeenBy,
} from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import type { CalendarEntry, CalendarSource, Coming } from './entry.ts'
import { feedOf } from './feed.ts'
import { broughtUp, byDayAndTime } from './keep.ts'
import { calendarSources } from './sources.ts'

const DAY_MS = 86_400_000
/** How long calendars are told that something is called off; whoever looks less often drops it then. */
const KEEP_GONE_MS = 90 * DAY_MS
const SECRET = /^[\w-]{43}$/

interface OfBranch {
  id: string
  slug: string
}

/** What comes, and the feeds that calendar programs subscribe to. */
export interface Calendar {
  /** What comes from a day on, as whoever asks may see it. */
  coming(of: OfBranch, from: IsoDate): Promise<Coming[]>
  feed(of: OfBranch): Promise<BranchFeed | null>
  /** Makes the asker’s feed anew. @returns its secret, which is nowhere else */
  makeFeed(of: OfBranch): Promise<string>
  endFeed(of: OfBranch): Promise<void>
  /** The feed behind a secret; null where it opens none. */
  read(of: OfBranch, secret: string): Promise<string | null>
  /** The feed of what anybody may see. */
  readPublic(of: OfBranch): Promise<string>
}

export type CalendarDeps = Pick<BranchDeps, 'store' | 'now' | 'today' | 'origin'>

/** The branch’s calendar. `sources` is what rooms put in. */
export function calendarDoor(
  deps: CalendarDeps,
  person: BranchPerson | null,
  sources: readonly CalendarSource[] = calendarSources,
): Calendar {
  const inHouse = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.asHouse().inOrganisation(of.id as BranchId, work)
  const collect = async (scope: BranchScope, { slug }: OfBranch): Promise<Coming[]> => {
    const all: Coming[] = []
    for (const source of sources) all.push(...(await source(scope, { slug })))
    return all
  }
  const own = (): string => {
    if (person === null) throw new Error('Only a member has a feed of their own')
    return person.member
  }

  /** What those who see so far are shown, with its numbers brought up. */
  const shownTo = async (of: OfBranch, seenBy: CalendarSeenBy): Promise<CalendarEntry[]> => {
    const now = await deps.store
      .as({ member: null, sees: seenBy, keepsRoll: false })
      .inOrganisation(of.id as BranchId, (scope) => collect(scope, of))
    const at = deps.now()
    return inHouse(of, async (scope) => {
      const stored = (await calendars.entries(scope, seenBy)).map((entry): CalendarEntry => ({
        ...(entry.facts as Omit<Coming, 'uid' | 'cancelled'>),
        uid: entry.uid,
        sequence: entry.sequence,
        changedAt: entry.changedAt,
        cancelled: entry.cancelled,
      }))
      const shown = broughtUp(stored, now, { at, forget: new Date(at.getTime() - KEEP_GONE_MS) })
      const before = new Map(stored.map((entry) => [entry.uid, entry.sequence]))
      const uids = new Set(shown.map(({ uid }) => uid))
      await calendars.saveEntries(
        scope,
        seenBy,
        shown
          .filter(({ uid, sequence }) => before.get(uid) !== sequence)
          .map(({ uid, sequence, changedAt, cancelled, ...facts }) => ({
            uid,
            sequence,
            changedAt,
            cancelled,
            facts,
          })),
        [...before.keys()].filter((uid) => !uids.has(uid)),
      )
      return shown
    })
  }

  return {
    coming: async (of, from) => {
      const all = await deps.store.inOrganisation(of.id as BranchId, (scope) => collect(scope, of))
      return all.filter(({ on }) => on >= from).sort(byDayAndTime)
    },

    feed: (of) => inHouse(of, (scope) => calendars.feed(scope, own())),

    makeFeed: (of) =>
      inHouse(of, async (scope) => {
        const secret = newToken()
        await calendars.makeFeed(scope, own(), { hash: tokenHash(secret), at: deps.now() })
        return secret
      }),

    endFeed: (of) =>
      inHouse(of, async (scope) => {
        await calendars.endFeed(scope, own())
      }),

    read: async (of, secret) => {
      if (!SECRET.test(secret)) return null
      const seenBy = await inHouse(of, async (scope): Promise<CalendarSeenBy | null> => {
        const member = await calendars.behind(scope, tokenHash(secret), deps.now())
        return member === null ? null : seenByMember(scope, member, deps.today())
      })
      return seenBy && feedOf(await shownTo(of, seenBy), deps.origin())
    },

    readPublic: async (of) => feedOf(await shownTo(of, 'public'), deps.origin()),
  }
}

/** How far a member’s eyes reach on a day; null where they are none any more. */
async function seenByMember(
  scope: BranchScope,
  id: string,
  on: IsoDate,
): Promise<CalendarSeenBy | null> {
  const member = await members.get(scope, id)
  if (member === null || member.standing !== 'member') return null
  const roles = (await offices.ofMember(scope, id))
    .filter((office) => holdsOn(office, on))
    .map(({ role }) => role)
  return roles.includes('officer') ? 'officers' : roles.includes('rep') ? 'reps' : 'members'
}
