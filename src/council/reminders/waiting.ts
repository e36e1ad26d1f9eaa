import { byText, type IsoDate } from '../../kit/index.ts'
import { mayEver, type Action, type Person } from '../../core/rights/index.ts'
import type { Council } from '../council.ts'
import type { OrganisationView } from '../views.ts'
import type { Watch } from '../watch/watch.ts'
import type { Waiting } from './views.ts'

interface Asking {
  /** As the person sees it. */
  council: Council
  watch: Watch
  organisation: OrganisationView
  person: Person
  today: IsoDate
}

type Found = Omit<Waiting, 'late'>

/** What waits for a person to do on a day, the soonest due first; what has no day comes last. */
export async function waitingFor(asking: Asking): Promise<Waiting[]> {
  const may = (action: Action): boolean => mayEver(asking.person, action)
  const found = [
    ...(may('decision.list') ? await decisions(asking) : []),
    ...(may('handover.list') ? await handovers(asking) : []),
    ...(may('register.answer') ? await overloads(asking) : []),
    ...(may('query.answer') ? await queries(asking) : []),
    ...(may('agreement.sign') ? await drafts(asking) : []),
    ...(may('import.decide') ? await checkedImports(asking) : []),
    ...(may('audit.view') ? await openings(asking) : []),
  ]
  return found
    .map((one) => ({ ...one, late: one.due !== null && one.due < asking.today }))
    .sort((a, b) => byText(a.due ?? '~', b.due ?? '~') || byText(a.what, b.what))
}

async function decisions({ council, organisation, person }: Asking): Promise<Found[]> {
  const found: Found[] = []
  for (const row of await council.decisions.list(organisation, { open: true })) {
    const mayBeTheirs =
      (row.state === 'waits-for-worker' && person.worker !== null) ||
      (row.state === 'waits-for-second' && mayEver(person, 'decision.second')) ||
      (row.state === 'waits-for-manager' && mayEver(person, 'decision.respond'))
    const theirs = mayBeTheirs
      ? (await council.decisions.view(organisation, row.id))?.may
      : undefined
    if (theirs?.answer)
      found.push({ what: 'decision-answer', about: row.id, who: null, due: row.due })
    if (theirs?.second)
      found.push({ what: 'decision-second', about: row.id, who: row.to.name, due: row.due })
    if (theirs && theirs.respond.length > 0) {
      found.push({ what: 'decision-respond', about: row.id, who: row.to.name, due: row.due })
    }
  }
  return found
}

async function handovers({ council, organisation, person, today }: Asking): Promise<Found[]> {
  const { rows } = await council.handovers.list(organisation)
  const mayBeSecond = mayEver(person, 'handover.emergency')
  const emergencies: Found[] = []
  for (const { id, from, to, emergencyAsked } of rows) {
    if (!mayBeSecond || emergencyAsked === null) continue
    const view = await council.handovers.view(organisation, id)
    if (!view?.may.agreeToEmergency) continue
    const who = `${from.name} to ${to.name}`
    emergencies.push({ what: 'handover-emergency', about: id, who, due: null })
  }
  const others = rows.flatMap((row): Found[] => {
    const { id, due, plannedFor } = row
    const who = `${row.from.name} to ${row.to.name}`
    const isGoing = row.missing.length > 0 && row.openedOn !== null && row.state !== 'withdrawn'
    const own: Found[] =
      row.maySign.length > 0
        ? [{ what: 'handover-sign', about: id, who, due }]
        : row.mine !== null && isGoing
          ? [{ what: 'handover', about: id, who, due }]
          : []
    const isPlanned = row.mine !== null && isGoing && plannedFor !== null && plannedFor >= today
    return isPlanned ? [...own, { what: 'handover-planned', about: id, who, due: plannedFor }] : own
  })
  return [...emergencies, ...others]
}

async function overloads({ council, organisation }: Asking): Promise<Found[]> {
  const found: Found[] = []
  for (const { id, waitsFor, worker } of (await council.register.list(organisation)).rows) {
    if (waitsFor === null) continue
    const entry = await council.register.entry(organisation, id)
    if (entry?.mayAnswer.includes(waitsFor.rung)) {
      found.push({ what: 'overload', about: id, who: worker.name, due: waitsFor.due })
    }
  }
  return found
}

async function queries({ council, watch, organisation, person }: Asking): Promise<Found[]> {
  const found: Found[] = []
  for (const { id, about, address, answers, by } of await council.queries.list(organisation)) {
    if (answers.length > 0) continue
    const may = await watch.may(person, 'query.answer', { organisation }, about, address)
    if (may?.allowed) found.push({ what: 'query', about: id, who: by, due: null })
  }
  return found
}

/** Proposed texts that this person's party has not signed. One who is of both signs for either. */
async function drafts({ council, organisation, person }: Asking): Promise<Found[]> {
  const parties = person.grants.flatMap(({ role }) =>
    role === 'service-manager' ? ['service'] : role === 'agreement-party' ? ['branch'] : [],
  )
  return (await council.agreements.list(organisation)).flatMap(({ key, life }): Found[] => {
    if (life?.state !== 'proposed') return []
    const signed = new Set<string>(life.signatures.map(({ party }) => party))
    return parties.some((party) => !signed.has(party))
      ? [{ what: 'agreement', about: key, who: null, due: life.effective }]
      : []
  })
}

async function checkedImports({ council, organisation }: Asking): Promise<Found[]> {
  const { rows } = await council.imports.list(organisation, 1)
  return rows.flatMap(({ id, state }): Found[] =>
    state === 'checked' ? [{ what: 'import', about: id, who: null, due: null }] : [],
  )
}

async function openings({ watch, organisation }: Asking): Promise<Found[]> {
  return (await watch.openings(organisation)).flatMap(({ id, seen, by }): Found[] =>
    seen ? [] : [{ what: 'opening', about: id, who: by, due: null }],
  )
}
