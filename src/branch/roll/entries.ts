import { randomUUID } from 'node:crypto'
import { fail, fold, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import {
  isMail,
  isWorkMail,
  phoneOf,
  phoneShown,
  type RollEntry,
  type Standing,
} from '../../core/roster/index.ts'
import { members, offices, type BranchScope } from '../../store/branch/index.ts'
import { openAs, openEntry, sealAs, sealEntry, type RollKey } from './sealed.ts'

/** A person of the roll, opened. */
export interface Opened {
  id: string
  standing: Standing
  entry: RollEntry
  version: number
}

/** Everybody the viewer may see, opened; by name. */
export async function openedRoll(scope: BranchScope, key: RollKey): Promise<Opened[]> {
  const all = (await members.list(scope)).map((of) => ({
    id: of.id,
    standing: of.standing,
    version: of.version,
    entry: openEntry(key, of),
  }))
  return all.sort((a, b) => byName.compare(a.entry.name, b.entry.name))
}

const byName = new Intl.Collator('en-GB', { numeric: true })

export async function openedMember(
  scope: BranchScope,
  key: RollKey,
  id: string,
): Promise<Opened | null> {
  const of = await members.get(scope, id)
  return of && { id, standing: of.standing, version: of.version, entry: openEntry(key, of) }
}

export interface FieldProblem extends Problem {
  field: keyof RollEntry
}

const problem = (field: keyof RollEntry, code: string, sentence: string): FieldProblem => ({
  field,
  code,
  sentence,
})

/** An entry with nothing known but a name. */
export const emptyEntry = (name: string): RollEntry => ({
  name,
  mail: null,
  phone: null,
  number: null,
  employer: null,
  workplace: null,
  department: null,
  site: null,
  team: null,
  job: null,
  joined: null,
  left: null,
})

const tidyText = (text: string | null, most = 200): string | null =>
  text?.replace(/\s+/g, ' ').trim().slice(0, most) || null

/**
 * An entry as typed, tidied: a phone number as the country writes it, no employer's mail.
 * @param employers mail domains that are the employer's, beside those of public bodies.
 */
export function tidyEntry(
  typed: RollEntry,
  employers: readonly string[] = [],
): Result<RollEntry, FieldProblem> {
  const name = tidyText(typed.name)
  if (name === null) return fail(problem('name', 'name-missing', 'Enter the name.'))
  const mail = tidyText(typed.mail, 254)
  if (mail !== null && !isMail(mail)) {
    return fail(problem('mail', 'mail-not-valid', 'Enter an email address, like name@example.org.'))
  }
  if (mail !== null && isWorkMail(mail, employers)) {
    return fail(
      problem(
        'mail',
        'mail-of-employer',
        'This is an address of the employer, who can read it. Enter a personal one.',
      ),
    )
  }
  const phoneTyped = tidyText(typed.phone, 60)
  const phone = phoneTyped === null ? null : phoneOf(phoneTyped)
  if (phoneTyped !== null && phone === null) {
    return fail(problem('phone', 'phone-not-valid', 'Enter a phone number, like 07700 900123.'))
  }
  if (typed.joined !== null && typed.left !== null && typed.left < typed.joined) {
    return fail(
      problem('left', 'left-before-joined', 'The day of leaving is before the day of joining.'),
    )
  }
  return ok({
    name,
    mail,
    phone: phone && phoneShown(phone),
    number: tidyText(typed.number, 40),
    employer: tidyText(typed.employer),
    workplace: tidyText(typed.workplace),
    department: tidyText(typed.department),
    site: typed.site,
    team: typed.site === null ? null : typed.team,
    job: tidyText(typed.job),
    joined: typed.joined,
    left: typed.left,
  })
}

/** Why an entry cannot be kept: another has the mail or the number, and each is one person's. */
async function taken(
  scope: BranchScope,
  kept: ReturnType<typeof sealEntry>,
): Promise<FieldProblem | null> {
  const others = (
    await members.byPrints(scope, { email: kept.emailPrint, number: kept.numberPrint })
  ).filter(({ id }) => id !== kept.id)
  if (others.some((other) => other.mail)) {
    return problem(
      'mail',
      'mail-taken',
      'Somebody else on the roll has this email address. Each member signs in with one of their own.',
    )
  }
  return others.length > 0
    ? problem('number', 'number-taken', 'Somebody else on the roll has this membership number.')
    : null
}

/** Adds somebody; their id. The entry must be tidy. */
export async function addEntry(
  scope: BranchScope,
  key: RollKey,
  of: { standing: Standing; entry: RollEntry; id?: string },
  at: Date,
): Promise<Result<string, FieldProblem>> {
  const kept = sealEntry(key, of.id ?? randomUUID(), of.standing, of.entry)
  const inTheWay = await taken(scope, kept)
  if (inTheWay) return fail(inTheWay)
  await members.add(scope, kept, at)
  return ok(kept.id)
}

export const CHANGED_SINCE: Problem = {
  code: 'changed-since',
  sentence:
    'Somebody has changed this entry since you opened it. What they wrote stands; look at it, then save yours again.',
}

/** Changes an entry made from `basedOn`; the new version. The names shown of its offices follow. */
export async function changeEntry(
  scope: BranchScope,
  key: RollKey,
  of: { id: string; standing: Standing; entry: RollEntry; basedOn: number },
  at: Date,
): Promise<Result<number, FieldProblem | Problem>> {
  const kept = sealEntry(key, of.id, of.standing, of.entry)
  const inTheWay = await taken(scope, kept)
  if (inTheWay) return fail(inTheWay)
  const version = await members.change(scope, kept, of.basedOn, at)
  return version === null ? fail(CHANGED_SINCE) : ok(version)
}

/** What an office shows of whoever holds it. */
export interface Shown {
  name: string
  mail: string | null
  phone: string | null
}

export const sealShown = (key: RollKey, office: string, shown: Shown): Buffer =>
  sealAs(key, `office:${office}`, shown)
export const openShown = (key: RollKey, office: { id: string; sealed: Buffer }): Shown =>
  openAs<Shown>(key, `office:${office.id}`, office.sealed)

/** Names of those who hold or held an office, by member: what members may know of each other. */
export async function officeNames(
  scope: BranchScope,
  key: RollKey,
): Promise<Map<string, { name: string; title: string }>> {
  const names = new Map<string, { name: string; title: string }>()
  for (const office of await offices.list(scope)) {
    names.set(office.member, { name: openShown(key, office).name, title: office.title })
  }
  return names
}

/** Finds people by part of a name, by mail or by number, as somebody typed it. */
export function searchRoll(roll: readonly Opened[], typed: string): Opened[] {
  const sought = fold(typed)
  if (sought.length < 3) return []
  const parts = sought.split(' ')
  return roll.filter(({ entry }) => {
    const words = fold(entry.name).split(/[ '-]/)
    return (
      parts.every((part) => words.some((word) => word.startsWith(part))) ||
      fold(entry.name).includes(sought) ||
      (entry.mail !== null && fold(entry.mail) === sought) ||
      (entry.number !== null && fold(entry.number) === sought)
    )
  })
}

/** The day on which somebody is no longer a member, as it is written in the entry. */
export const leaving = (of: Opened, on: IsoDate): { standing: Standing; entry: RollEntry } => ({
  standing: 'former',
  entry: { ...of.entry, left: of.entry.left ?? on },
})
