import { randomUUID } from 'node:crypto'
import { fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import {
  canDo,
  holdsOn,
  type BranchPerson,
  type BranchRole,
} from '../../core/branch-rights/index.ts'
import { isMail, isWorkMail, phoneOf, phoneShown } from '../../core/roster/index.ts'
import { notes, offices, type BranchScope, type StoredOffice } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { isId, type OfBranch } from '../keeping/index.ts'
import { CHANGED_SINCE, openedMember, openShown, sealShown } from './entries.ts'
import type { RollKey } from './sealed.ts'
import type { OfficeView } from './views.ts'

export interface NewOffice {
  member: string
  role: Exclude<BranchRole, 'member'>
  title: string
  site: string | null
  team: string | null
  from: IsoDate
  until: IsoDate | null
  /** The day on which whoever holds it agreed to be shown to anybody; null: to members alone. */
  consentedOn: IsoDate | null
  /** How people reach them in this office; null where they gave no such way. */
  mail: string | null
  phone: string | null
}

const NOBODY: Problem = {
  code: 'not-found',
  sentence: 'Nobody on the roll has this entry any more.',
}
const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Officers give and end offices. Nothing was changed.',
}

/** Gives an office, shown under the holder's name as the roll has it. Needs the house's own eyes. */
export async function giveOffice(
  scope: BranchScope,
  key: RollKey,
  given: NewOffice & { by: string | null; at: Date; id?: string },
): Promise<string | null> {
  const holder = await openedMember(scope, key, given.member)
  if (holder === null) return null
  const { mail, phone, by, at, consentedOn, id = randomUUID(), ...office } = given
  await offices.give(scope, {
    ...office,
    id,
    isPublic: consentedOn !== null,
    consentedOn,
    sealed: sealShown(key, id, { name: holder.entry.name, mail, phone }),
    givenBy: by,
    givenAt: at,
  })
  return id
}

/** An office as pages show it. */
export function officeView(key: RollKey, of: StoredOffice): OfficeView {
  const { sealed: _sealed, givenBy: _givenBy, givenAt: _givenAt, isPublic: _public, ...rest } = of
  return { ...rest, ...openShown(key, of) }
}

/** Mail and phone of an office, tidied. */
function channels(given: {
  mail: string | null
  phone: string | null
}): Result<{ mail: string | null; phone: string | null }, Problem & { field?: string }> {
  const mail = given.mail?.trim() || null
  if (mail !== null && (!isMail(mail) || isWorkMail(mail))) {
    return fail({
      field: 'mail',
      code: 'mail-not-valid',
      sentence: 'Enter an email address that the employer does not read, like name@example.org.',
    })
  }
  const typed = given.phone?.trim() || null
  const phone = typed === null ? null : phoneOf(typed)
  if (typed !== null && phone === null) {
    return fail({
      field: 'phone',
      code: 'phone-not-valid',
      sentence: 'Enter a phone number, like 07700 900123.',
    })
  }
  return ok({ mail, phone: phone && phoneShown(phone) })
}

/** Offices: given and ended by officers, dated, never removed; shown to anybody only by consent. */
export function officesDoor(deps: BranchDeps, person: BranchPerson | null) {
  const keyOf = (of: OfBranch): RollKey => ({ key: deps.key, organisation: of.id })
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(of), work)
  const mayEdit = person !== null && canDo(person, 'offices.edit')

  return {
    /** Every office in sight, ended ones too. */
    list: (of: OfBranch): Promise<OfficeView[]> =>
      within(of, async (scope) =>
        (await offices.list(scope)).map((office) => officeView(keyOf(of), office)),
      ),

    get: (of: OfBranch, id: string): Promise<OfficeView | null> =>
      within(of, async (scope) => {
        const office = isId(id) ? await offices.get(scope, id) : null
        return office && officeView(keyOf(of), office)
      }),

    async give(
      of: OfBranch,
      given: NewOffice,
    ): Promise<Result<string, Problem & { field?: string }>> {
      if (!mayEdit) return fail(NOT_YOURS)
      const reached = channels(given)
      if (!reached.ok) return reached
      // An officer names somebody by what they hold already or by their entry's page: the roll stays shut.
      return deps.store
        .asHouse()
        .inOrganisation(branchId(of), async (scope): Promise<Result<string, Problem>> => {
          const at = deps.now()
          const by = person.member
          const id = await giveOffice(scope, keyOf(of), { ...given, ...reached.value, by, at })
          if (id === null) return fail(NOBODY)
          await notes.add(scope, {
            what: 'office.given',
            about: id,
            details: { role: given.role, public: given.consentedOn !== null },
            by,
            at,
          })
          return ok(id)
        })
    },

    /** Changes title, last day and how it is shown: an officer, or whoever holds it its channels and consent. */
    change: (
      of: OfBranch,
      id: string,
      to: Pick<OfficeView, 'title' | 'until' | 'consentedOn' | 'mail' | 'phone'> & {
        basedOn: number
      },
    ): Promise<Result<null, Problem & { field?: string }>> =>
      within(of, async (scope): Promise<Result<null, Problem & { field?: string }>> => {
        const office = isId(id) ? await offices.get(scope, id) : null
        if (!office) return fail({ code: 'not-found', sentence: 'This office is not here.' })
        const isTheirs = office.member === person?.member
        if (!mayEdit && !isTheirs) return fail(NOT_YOURS)
        const reached = channels(to)
        if (!reached.ok) return reached
        if (to.until !== null && to.until < office.from) {
          return fail({
            field: 'until',
            code: 'until-before-from',
            sentence: 'The last day is before the first. Enter a later one.',
          })
        }
        const shown = openShown(keyOf(of), office)
        const changed = await offices.change(scope, id, to.basedOn, {
          title: mayEdit ? to.title : office.title,
          until: mayEdit ? to.until : office.until,
          isPublic: to.consentedOn !== null,
          consentedOn: to.consentedOn,
          sealed: sealShown(keyOf(of), id, { name: shown.name, ...reached.value }),
        })
        if (!changed) return fail(CHANGED_SINCE)
        await notes.add(scope, {
          what: 'office.changed',
          about: id,
          details: { public: to.consentedOn !== null, ended: to.until !== null },
          by: person?.member ?? null,
          at: deps.now(),
        })
        return ok(null)
      }),
  }
}

/** Ends every office of somebody who leaves, and shows them to nobody. Needs the house's own eyes. */
export async function endOffices(scope: BranchScope, member: string, on: IsoDate): Promise<void> {
  for (const office of await offices.ofMember(scope, member)) {
    if (!holdsOn(office, on) && office.from <= on) continue
    await offices.change(scope, office.id, office.version, {
      title: office.title,
      until: office.from > on ? office.from : on,
      isPublic: false,
      consentedOn: null,
      sealed: office.sealed,
    })
  }
}

/** The name shown of each of somebody's offices follows their entry. Needs the house's own eyes. */
export async function followName(
  scope: BranchScope,
  key: RollKey,
  member: string,
  name: string,
): Promise<void> {
  for (const office of await offices.ofMember(scope, member)) {
    const shown = openShown(key, office)
    if (shown.name === name) continue
    await offices.change(scope, office.id, office.version, {
      title: office.title,
      until: office.until,
      isPublic: office.isPublic,
      consentedOn: office.consentedOn,
      sealed: sealShown(key, office.id, { ...shown, name }),
    })
  }
}
