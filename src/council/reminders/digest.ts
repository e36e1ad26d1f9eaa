import { londonClock, type IsoDate } from '../../kit/index.ts'
import { addWorkingDays, isWorkingDay } from '../../core/calendar/index.ts'
import type { Mailer } from '../../render/index.ts'
import { accounts, digests, organisations, type Account } from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import type { OrganisationView } from '../views.ts'
import { messageOf } from './message.ts'
import { personOf } from './person-of.ts'

export interface DigestDeps extends Pick<CouncilDeps, 'store' | 'now'> {
  council: Council
  mailer: Mailer
  /** Who the messages are from. */
  from: string
  /** Where people reach Fairload. */
  origin: string
  /** Told of what went wrong: an outcome and a code, never an address. */
  onTrouble(outcome: string, code: string): void
}

/** England's clocks: nobody is written to before or after. */
const FROM = '07:30'
const UNTIL = '18:00'
/** Due within so many working days, or late: what a message is about. */
const SOON = 3
const AGAIN_MS = 10 * 60_000
const KEPT_DAYS_MS = 60 * 86_400_000

/**
 * Sends the day's messages where it is time: on working days from half past seven, one a person who has
 * something due soon or late. Called as often as one likes, by as many processes as there are: a
 * person is written to once a day, and tried again where the mail server did not take it.
 */
export async function sendDigests(deps: DigestDeps): Promise<void> {
  const now = deps.now()
  const { day, time } = londonClock(now)
  if (!isWorkingDay(day) || time < FROM || time >= UNTIL) return
  const store = deps.store.asHouse()
  const all = await store.inDirectory((directory) => organisations.list(directory))
  for (const { id, slug, kind } of all) {
    const organisation = kind === 'own' ? await deps.council.organisation(slug) : null
    if (!organisation) continue
    const people = await store.inOrganisation(id, async (scope) => {
      await digests.forget(scope, londonClock(new Date(now.getTime() - KEPT_DAYS_MS)).day)
      const [off, done] = [await digests.off(scope), await digests.settled(scope, day, now)]
      return (await accounts.list(scope)).filter(
        ({ id: of, state, sample }) =>
          state === 'active' && !sample && !off.has(of) && !done.has(of),
      )
    })
    for (const account of people) await tell(deps, organisation, account, day)
  }
}

async function tell(
  deps: DigestDeps,
  organisation: OrganisationView,
  account: Account,
  day: IsoDate,
): Promise<void> {
  const inHouse = deps.store.asHouse()
  const id = organisation.id as Parameters<typeof inHouse.inOrganisation>[0]
  const person = await inHouse.inOrganisation(id, (scope) => personOf(scope, account, day))
  const waiting = person ? await deps.council.as(person).reminders.waiting(organisation) : []
  const soon = addWorkingDays(day, SOON)
  if (!waiting.some(({ due }) => due !== null && due <= soon)) {
    await inHouse.inOrganisation(id, (scope) => digests.nothing(scope, account.id, day, deps.now()))
    return
  }
  const isOurs = await inHouse.inOrganisation(id, (scope) =>
    digests.take(scope, account.id, day, deps.now()),
  )
  if (!isOurs) return
  const posted = await deps.mailer.post({
    ...messageOf({ organisation, waiting, on: day, soon, origin: deps.origin }),
    to: account.email,
    from: deps.from,
    id: `digest.${day}.${account.id}@${new URL(deps.origin).hostname}`,
  })
  if (posted.outcome !== 'sent') deps.onTrouble(posted.outcome, posted.code)
  // Taken or not, nobody knows: it stays as it is, and does not go twice.
  if (posted.outcome === 'unknown') return
  const to =
    posted.outcome === 'again'
      ? ({ state: 'waiting', tryAfter: new Date(deps.now().getTime() + AGAIN_MS) } as const)
      : ({ state: posted.outcome } as const)
  await inHouse.inOrganisation(id, (scope) => digests.settle(scope, account.id, day, to))
}
