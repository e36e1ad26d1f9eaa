import { addDays, longDate, londonClock, type IsoDate } from '../../kit/index.ts'
import { timeWords } from '../../core/bargaining/index.ts'
import type { Mailer } from '../../render/index.ts'
import {
  organisations,
  visitAnswers,
  visitReminders,
  type BranchId,
  type BranchStore,
} from '../../store/branch/index.ts'
import { openedMember } from '../roll/index.ts'
import { sitesOf } from '../sites/index.ts'
import { roundBook, visitBook } from './books.ts'
import type { VisitBody } from './kinds.ts'

export interface ReminderDeps {
  store: BranchStore
  now(): Date
  /** The house's own key: mail addresses are sealed under it. */
  key: Buffer
  mail: { mailer: Mailer; from: string }
  origin(): string
  /** Told of what went wrong: an outcome and a code, never an address. */
  onTrouble(error: unknown): void
}

/** England's clocks: nobody is written to before or after. */
const FROM = '08:00'
const UNTIL = '20:00'
const AGAIN_MS = 10 * 60_000
const KEPT_DAYS = 60

/** What one message needs; names of nobody but its reader. */
interface Reminder {
  visit: string
  body: VisitBody
  site: string
  place: string[]
  isOnRota: boolean
}

/**
 * Writes, the day before a visit, to whoever goes and to whoever said that they come. Called as often as
 * one likes, by as many processes as there are: each is written to once of each day that a visit is on,
 * and again only where the mail server did not take it, or the visit moved.
 */
export async function sendVisitReminders(deps: ReminderDeps): Promise<void> {
  const { day, time } = londonClock(deps.now())
  if (time < FROM || time >= UNTIL) return
  const house = deps.store.asHouse()
  const all = await house.inDirectory((directory) => organisations.list(directory))
  for (const { id, slug, kind } of all) {
    if (kind === 'own') await remindBranch(deps, { id, slug }, day)
  }
}

async function remindBranch(
  deps: ReminderDeps,
  of: { id: BranchId; slug: string },
  today: IsoDate,
): Promise<void> {
  const tomorrow = addDays(today, 1)
  const house = deps.store.asHouse()
  const due = await house.inOrganisation(of.id, async (scope) => {
    await visitReminders.forget(scope, addDays(today, -KEPT_DAYS))
    const rounds = new Set((await roundBook.list(scope)).map(({ id }) => id))
    const sites = new Map((await sitesOf(scope)).map(({ id, body }) => [id, body]))
    const reminders: { member: string; of: Reminder }[] = []
    for (const { id: visit, body } of await visitBook.list(scope)) {
      if (body.on !== tomorrow || body.state !== 'planned' || !rounds.has(body.round)) continue
      const site = sites.get(body.site)
      const name = site?.name ?? 'A meeting'
      const place = [name, ...(site?.address || site?.town || '').split('\n'), body.room].filter(
        (line) => line.trim() !== '',
      )
      const people = new Map<string, boolean>([
        ...(await visitAnswers.coming(scope, visit)).map((member) => [member, false] as const),
        ...body.reps.map((member) => [member, true] as const),
      ])
      for (const [member, isOnRota] of people) {
        reminders.push({ member, of: { visit, body, site: name, place, isOnRota } })
      }
    }
    return reminders
  })
  for (const reminder of due) await remind(deps, of, reminder.member, reminder.of)
}

async function remind(
  deps: ReminderDeps,
  branch: { id: BranchId; slug: string },
  member: string,
  of: Reminder,
): Promise<void> {
  const house = deps.store.asHouse()
  const about = { visit: of.visit, member, on: of.body.on }
  const to = await house.inOrganisation(branch.id, async (scope) => {
    const key = { key: deps.key, organisation: branch.id }
    const person = await openedMember(scope, key, member)
    const mail = person?.standing === 'member' ? person.entry.mail : null
    if (mail === null) return null
    return (await visitReminders.take(scope, about, deps.now())) ? mail : null
  })
  if (to === null) return
  const page = new URL(`/${branch.slug}/visits/${of.visit}`, deps.origin())
  const posted = await deps.mail.mailer.post({
    ...reminderOf(of, page.href),
    to,
    from: deps.mail.from,
    id: `visit.${of.body.on}.${of.visit}.${member}@${page.hostname}`,
  })
  if (posted.outcome !== 'sent') {
    deps.onTrouble(
      new Error(`A reminder of a visit was not sent: ${posted.outcome} ${posted.code}`),
    )
  }
  // Taken or not, nobody knows: it stays as it is, and does not go twice.
  if (posted.outcome === 'unknown') return
  const state =
    posted.outcome === 'again'
      ? ({ state: 'waiting', tryAfter: new Date(deps.now().getTime() + AGAIN_MS) } as const)
      : ({ state: posted.outcome } as const)
  await house.inOrganisation(branch.id, (scope) => visitReminders.settle(scope, about, state))
}

/** The message. Its subject may be seen by whoever stands beside: a place and a time, and no more. */
export function reminderOf(
  { body, site, place, isOnRota }: Reminder,
  page: string,
): { subject: string; text: string } {
  const time = timeWords(body)
  const when = time === null ? 'the time is still to be said' : time
  return {
    subject: `Tomorrow: ${site}${body.at === null ? '' : `, ${time}`}`,
    text: [
      isOnRota ? 'You are down to go to this meeting:' : 'You said that you come to this meeting:',
      '',
      `${longDate(body.on)}, ${when}`,
      ...place,
      '',
      isOnRota ? 'Cannot go? Say so, so that somebody else does:' : 'Something changed? Say so:',
      page,
      '',
    ].join('\n'),
  }
}
