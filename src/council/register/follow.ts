import { byText, type IsoDate } from '../../kit/index.ts'
import { clauseOf, ladderOf, type Agreement } from '../../core/agreement/index.ts'
import { escalation, overloadClock, type Standing } from '../../core/overload/index.ts'
import {
  imports,
  organisations,
  register,
  restrictions,
  type Import,
  type Scope,
  type StoredEntry,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import { followDecisions } from '../decisions/follow.ts'
import type { CouncilDeps } from '../deps.ts'
import { note } from '../note.ts'
import { followPublication } from '../publication/index.ts'
import { clockTermOf, daysOf, type Days } from './standings.ts'

/**
 * Brings the register up to what the accepted imports show on a day: entries open, close and are
 * withdrawn, and answers that did not come in time are noted. Doing it twice changes nothing.
 */
export async function followRegister(
  deps: Pick<CouncilDeps, 'now' | 'today'>,
  scope: Scope,
): Promise<void> {
  await register.takeTurn(scope)
  const { agreement } = await agreementInForce(scope, deps.today())
  const current = await imports.current(scope)
  await withdrawUndone(deps, scope)
  if (current?.asOf) {
    const days = await daysOf(scope, agreement, deps.today())
    await closeStopped(deps, scope, days, current, current.asOf)
    await closeLeft(deps, scope, days)
    await openSustained(deps, scope, days, agreement, current, current.asOf)
  }
  await noteMissed(deps, scope)
}

type Following = Pick<CouncilDeps, 'now' | 'today'>

async function withdrawUndone(deps: Following, scope: Scope): Promise<void> {
  for (const entry of await register.entries(scope)) {
    if (entry.state === 'withdrawn') continue
    if ((await imports.get(scope, entry.import))?.state === 'accepted') continue
    await register.move(scope, entry.id, { state: 'withdrawn' })
    await note(deps, scope, 'register.withdrawn', { entry: entry.id, import: entry.import })
  }
}

/** Only a day known to be at or under the entry's own line stops it. */
async function closeStopped(
  deps: Following,
  scope: Scope,
  all: ReadonlyMap<string, Days>,
  current: Import,
  on: IsoDate,
): Promise<void> {
  for (const entry of await register.entries(scope)) {
    if (entry.state !== 'open') continue
    const days = (all.get(entry.reference)?.days ?? []).filter((day) => day.on <= on)
    const known = days.filter((day) => day.holdsWithoutCapacity || day.utilisation !== null).at(-1)
    if (!known || overloadClock(days, entry, on) !== null) continue
    await register.move(scope, entry.id, {
      state: 'closed',
      closedOn: known.on,
      closedBy: known.import,
      leftFiles: false,
    })
    await note(deps, scope, 'register.closed', { entry: entry.id, import: current.id })
  }
}

/**
 * Whoever is in the import in force no more is followed no further: the overload ended with their
 * leaving, which is no day at or under the line. Counted from the first import without them.
 */
async function closeLeft(
  deps: Following,
  scope: Scope,
  all: ReadonlyMap<string, Days>,
): Promise<void> {
  const accepted = await imports.trend(scope)
  for (const entry of await register.entries(scope)) {
    if (entry.state !== 'open' && !entry.leftFiles) continue
    const seen = all.get(entry.reference)?.days.at(-1)?.on
    // The days themselves are removed by rule in the end: what was said of them stands.
    if (seen === undefined && entry.leftFiles) continue
    const gone = accepted.find(({ asOf }) => asOf > (seen ?? entry.sustainedOn))
    if (!gone || (entry.closedBy === gone.id && entry.closedOn === gone.asOf)) continue
    await register.move(scope, entry.id, {
      state: 'closed',
      closedOn: gone.asOf,
      closedBy: gone.id,
      leftFiles: true,
    })
    await note(deps, scope, 'register.closed-left', { entry: entry.id, import: gone.id })
  }
}

async function openSustained(
  deps: Following,
  scope: Scope,
  all: ReadonlyMap<string, Days>,
  agreement: Agreement,
  current: Import,
  on: IsoDate,
): Promise<void> {
  const term = clockTermOf(agreement)
  if (term === null) return
  const entries = await register.entries(scope)
  for (const { reference, worker, team, days } of [...all.values()].sort((a, b) =>
    byText(a.reference, b.reference),
  )) {
    if (days.at(-1)?.import !== current.id) continue
    const own = entries.filter((entry) => entry.reference === reference)
    if (own.some((entry) => entry.state === 'open')) continue
    const clock = overloadClock(days, term, on)
    const from = days.find((day) => day.on === clock?.sustainedOn)
    if (!clock?.sustainedOn || !from) continue
    // The import that had closed it was undone: the same overload goes on.
    const same = own.find(
      (entry) =>
        entry.state === 'closed' &&
        entry.since === clock.since &&
        entry.agreement === agreement.id &&
        entry.version === agreement.version,
    )
    if (same) {
      await register.move(scope, same.id, { state: 'open' })
      await note(deps, scope, 'register.opened-again', { entry: same.id, import: from.import })
      continue
    }
    const ladder = ladderOf(agreement)
    const accountable = await holdersFor(deps, scope, ladder[0]?.role ?? '', reference)
    const id = await register.enter(scope, {
      reference,
      worker,
      team,
      since: clock.since,
      sustainedOn: clock.sustainedOn,
      enteredOn: deps.today(),
      enteredAt: deps.now(),
      import: from.import,
      clause: clauseOf.sustained,
      agreement: agreement.id,
      version: agreement.version,
      line: term.line,
      weeks: term.weeks,
      ladder,
      accountable: accountable.length === 1 ? (accountable[0]?.account ?? null) : null,
    })
    await note(deps, scope, 'register.opened', {
      entry: id,
      record: reference,
      clause: clauseOf.sustained,
      agreement: `${agreement.id}@${agreement.version}`,
      import: from.import,
    })
  }
}

async function noteMissed(deps: Following, scope: Scope): Promise<void> {
  for (const entry of await register.entries(scope)) {
    if (entry.state !== 'open') continue
    const { missed } = standingOf(entry, deps.today())
    if (missed.length <= entry.missed) continue
    await register.move(scope, entry.id, { missed: missed.length })
    await note(deps, scope, 'register.not-answered-in-time', {
      entry: entry.id,
      rung: missed.length - 1,
      role: missed.at(-1)?.role ?? null,
    })
  }
}

/** Whose turn it is on a day; its days are counted from the day the entry was made. */
export const standingOf = (entry: StoredEntry, on: IsoDate): Standing =>
  entry.ladder.length === 0
    ? { waitsFor: null, missed: [], unanswered: false }
    : escalation(entry.enteredOn, entry.ladder, entry.answers, on)

/** Who holds the role of a rung for this worker's team today: those given the team itself come first. */
export async function holdersFor(
  { today }: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  role: string,
  reference: string,
): Promise<{ account: string; name: string }[]> {
  if (role !== 'team-manager' && role !== 'service-manager') return []
  const holders = await register.holdersOf(scope, role, today())
  if (role === 'service-manager') return holders
  const current = await imports.current(scope)
  const place = current && (await restrictions.placeOf(scope, current.id, 'worker', reference))
  const teams = new Set<string>(place?.teams ?? [])
  return holders.filter(({ team }) => team !== null && teams.has(team))
}

/** Every organisation's register, as the day has it: what passes by itself when nobody does anything. */
export async function lookAtRegisters(deps: CouncilDeps): Promise<void> {
  const all = await deps.store.inDirectory((directory) => organisations.list(directory))
  for (const { id } of all) {
    await deps.store.inOrganisation(id, async (scope) => {
      // Silence may have let a decision stand or go back since: the register follows the figures.
      await followDecisions(deps, scope)
      await followRegister(deps, scope)
    })
    await deps.store.inOrganisation(id, (scope) => followPublication(deps, scope))
  }
}
