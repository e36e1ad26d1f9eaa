import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { describeAgreement, overloadTermOf, termsOf } from '../../core/agreement/index.ts'
import { addWorkingDays } from '../../core/calendar/index.ts'
import { overloadClock } from '../../core/overload/index.ts'
import { can, mayEver, sightOf, type Action, type Person } from '../../core/rights/index.ts'
import {
  accounts,
  caseloads,
  imports,
  referencesOf,
  register,
  restrictions,
  type Reference,
  type Scope,
  type StoredEntry,
} from '../../store/index.ts'
import { agreementInForce, agreementKey } from '../agreements/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { gated } from '../figures/gate.ts'
import { organisationId } from '../figures/load.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { agreementOf } from './agreement-of.ts'
import { followRegister, holdersFor, standingOf } from './follow.ts'
import { clockTermOf, daysOf, type Days } from './standings.ts'
import type { RegisterEntry, RegisterRow } from './views.ts'

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This entry of the register is not here.' }
const LONGEST_WORDS = 4_000

/**
 * The register of overloads: what the clock entered, who must answer and by when, and what was done.
 * Entries come by themselves; a person only answers.
 * @param person who asks; null for the house.
 */
export function registerDoor(deps: CouncilDeps, person: Person | null): Council['register'] {
  const isWithout = person !== null && sightOf(person).sees === 'none'
  // The auditor sees no record and reads the whole register: it is what the service must show.
  const reader = isWithout && mayEver(person, 'register.list') ? deps.store.asHouse() : deps.store
  const read = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    reader.inOrganisation(organisationId(organisation), work)

  return {
    list: (organisation) =>
      read(organisation, async (scope) => {
        const { agreement } = await agreementInForce(scope, deps.today())
        const found = await register.entries(scope)
        const term = clockTermOf(agreement)
        return {
          notAgreed:
            overloadTermOf(agreement) === null
              ? 'weeks'
              : termsOf(agreement).overload === null
                ? 'answers'
                : null,
          term: term && { line: term.line, weeks: term.weeks },
          agreement: named(agreement),
          rows: await rowsOf(scope, found, await daysOf(scope, agreement, deps.today())),
        }
      }),

    entry: (organisation, id) =>
      read(organisation, async (scope) => {
        const [entry] = await register.entries(scope, { id })
        if (!entry || !(await mayOn(scope, organisation, entry, 'register.view'))) return null
        return entryView(scope, organisation, entry)
      }),

    ofWorker: (organisation, reference) =>
      read(organisation, async (scope) => {
        const found = await register.entries(scope, { reference })
        if (found.length === 0) return []
        const { agreement } = await agreementInForce(scope, deps.today())
        return rowsOf(scope, found, await daysOf(scope, agreement, deps.today(), reference))
      }),

    answer: (organisation, id, given) =>
      deps.store.inOrganisation(
        organisationId(organisation),
        async (scope): Promise<Result<null, Problem>> => {
          const [entry] = await register.entries(scope, { id })
          if (!entry || !(await mayOn(scope, organisation, entry, 'register.view'))) {
            return fail(NOT_HERE)
          }
          const may = await rungsFor(scope, organisation, entry)
          if (!may.includes(given.rung)) {
            return fail({
              code: 'not-your-turn',
              sentence:
                entry.state === 'open'
                  ? 'This step of the ladder is answered by somebody else.'
                  : 'This entry is not open any more, so it takes no answer.',
            })
          }
          const words = given.words.trim()
          if (words === '' || words.length > LONGEST_WORDS) {
            return fail({
              code: 'words-missing',
              sentence: 'Say what was done, in at most 4,000 characters.',
            })
          }
          const last = entry.answers.at(-1)
          const isSame =
            last?.rung === given.rung &&
            last.action === given.action &&
            last.outcome === given.outcome &&
            last.words === words &&
            last.account === (person?.account ?? null)
          if (isSame) return ok(null)
          await register.answer(scope, entry.id, {
            ...given,
            words,
            by: person?.name ?? 'Fairload',
            account: person?.account ?? null,
            on: deps.today(),
            at: deps.now(),
          })
          await note(deps, scope, 'register.answered', {
            entry: entry.id,
            rung: given.rung,
            action: given.action,
            outcome: given.outcome,
          })
          return ok(null)
        },
      ),

    counts: (organisation) =>
      deps.store.asHouse().inOrganisation(organisationId(organisation), async (scope) => {
        const all = (await register.entries(scope)).filter((entry) => entry.state !== 'withdrawn')
        const open = all.filter((entry) => entry.state === 'open')
        const late = open.filter((entry) => standingOf(entry, deps.today()).missed.length > 0)
        const left = all.filter((entry) => entry.leftFiles)
        const closed = all.length - open.length - left.length
        // Of the parts of a sum all are withheld or none: the others would tell the one.
        const parts = [open.length, closed, left.length]
        const shown = parts.every((n) => gated(n) !== null)
        return {
          entered: gated(all.length),
          open: shown ? open.length : null,
          closed: shown ? closed : null,
          left: shown ? left.length : null,
          late: gated(open.length - late.length) === null ? null : gated(late.length),
        }
      }),

    follow: (organisation) =>
      deps.store
        .asHouse()
        .inOrganisation(organisationId(organisation), (scope) => followRegister(deps, scope)),
  }

  async function mayOn(
    scope: Scope,
    organisation: OrganisationView,
    entry: StoredEntry,
    action: Action,
  ): Promise<boolean> {
    if (person === null) return true
    const current = await imports.current(scope)
    const place =
      current && (await restrictions.placeOf(scope, current.id, 'worker', entry.reference))
    return can(person, action, {
      organisation: organisation.id,
      teams: [...(place?.teams ?? []), ...(entry.team === null ? [] : [entry.team])],
      worker: place?.worker ?? entry.worker,
    }).allowed
  }

  /** A team manager answers in their own place; a service manager in theirs and for those above. */
  async function rungsFor(
    scope: Scope,
    organisation: OrganisationView,
    entry: StoredEntry,
  ): Promise<number[]> {
    if (entry.state !== 'open') return []
    if (!(await mayOn(scope, organisation, entry, 'register.answer'))) return []
    const roles = new Set(person?.grants.map(({ role }) => role))
    return entry.ladder.flatMap(({ role }, rung) =>
      person === null ||
      (role === 'team-manager' ? roles.has('team-manager') : roles.has('service-manager'))
        ? [rung]
        : [],
    )
  }

  async function rowsOf(
    scope: Scope,
    found: readonly StoredEntry[],
    days: ReadonlyMap<Reference, Days>,
  ): Promise<RegisterRow[]> {
    const current = await imports.current(scope)
    const teams = await caseloads.teamNames(scope)
    const references = await referencesOf(scope)
    const names = await caseloads.workerNames(
      scope,
      found.flatMap((entry) => {
        const of = { worker: entry.worker }
        const seen = [{ ...of, import: entry.import }]
        return current ? [...seen, { ...of, import: current.id }] : seen
      }),
    )
    const rows: RegisterRow[] = []
    for (const entry of found) {
      const own = days.get(entry.reference)?.days ?? []
      const isHere = own.some((day) => day.import === current?.id)
      const on = current?.asOf ?? deps.today()
      const clock = entry.state === 'open' ? overloadClock(own, entry, on) : null
      const { waitsFor, missed } = standingOf(entry, deps.today())
      const isWaiting = entry.state === 'open' && waitsFor !== null
      rows.push({
        id: entry.id,
        worker: {
          name: names.get(entry.worker) ?? 'A worker no longer in the files',
          address: isHere ? entry.reference : null,
        },
        team:
          entry.team === null
            ? null
            : {
                name: teams.get(entry.team) ?? entry.team,
                address: teams.has(entry.team) ? references.team(entry.team) : null,
              },
        state: entry.state,
        since: entry.since,
        sustainedOn: entry.sustainedOn,
        enteredOn: entry.enteredOn,
        closedOn: entry.closedOn,
        leftFiles: entry.leftFiles,
        line: entry.line,
        weeks: entry.weeks,
        weeksNow: clock?.weeks ?? null,
        waitsFor: isWaiting
          ? {
              ...waitsFor,
              people: (await holdersFor(deps, scope, waitsFor.role, entry.reference)).map(
                ({ name }) => name,
              ),
            }
          : null,
        missed: missed.length,
        answers: entry.answers.map(({ account: _, ...answer }) => ({
          ...answer,
          role: entry.ladder[answer.rung]?.role ?? '',
        })),
      })
    }
    return rows
  }

  async function entryView(
    scope: Scope,
    organisation: OrganisationView,
    entry: StoredEntry,
  ): Promise<RegisterEntry | null> {
    const inForce = await agreementInForce(scope, deps.today())
    const days = await daysOf(scope, inForce.agreement, deps.today(), entry.reference)
    const [row] = await rowsOf(scope, [entry], days)
    if (!row) return null
    const agreement = await agreementOf(scope, entry, inForce.agreement)
    const standing = standingOf(entry, deps.today())
    let from = entry.enteredOn
    const isOpen = entry.state === 'open'
    const ladder = entry.ladder.map((of, rung): RegisterEntry['ladder'][number] => {
      const due = addWorkingDays(from, of.workingDays)
      from = due
      const isAnswered = entry.answers.some((answer) => answer.rung === rung)
      const isMissed = standing.missed.some((one) => one.rung === rung)
      const isTurn = isOpen && standing.waitsFor?.rung === rung
      return {
        ...of,
        rung,
        due,
        stands: isAnswered
          ? 'answered'
          : isTurn
            ? 'waits'
            : isMissed
              ? 'missed'
              : isOpen && standing.waitsFor !== null
                ? 'to-come'
                : 'not-needed',
      }
    })
    const own = days.get(entry.reference)?.days ?? []
    const accountable = entry.accountable && (await accounts.get(scope, entry.accountable))
    return {
      ...row,
      agreement: {
        key: agreementKey({ id: entry.agreement, version: entry.version }),
        name: agreement?.name ?? entry.agreement,
        version: entry.version,
      },
      clause: {
        id: entry.clause,
        words:
          (agreement &&
            describeAgreement(agreement).find((clause) => clause.id === entry.clause)?.sentence) ??
          '',
      },
      importNumber: (await imports.get(scope, entry.import))?.number ?? 0,
      accountable: accountable ? accountable.name : null,
      days: own
        .filter((day) => day.on >= entry.since)
        .map((day) => ({
          on: day.on,
          importNumber: day.importNumber,
          utilisation: day.utilisation,
          holdsWithoutCapacity: day.holdsWithoutCapacity,
          over: overloadClock([day], entry, day.on) !== null,
        })),
      ladder,
      mayAnswer: await rungsFor(scope, organisation, entry),
    }
  }
}

const named = (agreement: { id: string; version: string; name: string }) => ({
  key: agreementKey(agreement),
  name: agreement.name,
  version: agreement.version,
})
