import { fold } from '../../kit/index.ts'
import { mailKey, numberKey, rollFields, type RollEntry, type Standing } from './entry.ts'
import { phoneOf } from './phone.ts'

/** Somebody who is on the roll. */
export interface HeldEntry {
  id: string
  standing: Standing
  entry: RollEntry
}

/** One row of a list, and what it says of somebody. */
export interface ListedEntry {
  row: number
  standing: Standing
  entry: RollEntry
}

export interface FieldChange {
  field: keyof RollEntry | 'standing'
  before: string | null
  after: string | null
}

/** Why a row changes nothing until a person has looked. */
export type Unclear = 'number-and-mail-of-two' | 'matches-twice'

/** What a list would make of the roll. */
export interface RollComparison {
  fresh: ListedEntry[]
  changed: { id: string; listed: ListedEntry; after: HeldEntry; changes: FieldChange[] }[]
  same: { id: string; row: number }[]
  /** Members the list says have left, or who are not in it: nothing ends until a person says so. */
  leavers: { id: string; because: 'listed-as-left' | 'not-in-list'; row: number | null }[]
  unclear: { row: number; because: Unclear }[]
  /** Rows about somebody who has left and was never on the roll: nobody is added for them. */
  past: number[]
}

/** Whether two values of a field are one, however they are spaced. */
function isSame(field: keyof RollEntry, a: string, b: string): boolean {
  if (field === 'mail') return mailKey(a) === mailKey(b)
  if (field === 'number') return numberKey(a) === numberKey(b)
  if (field === 'phone') {
    const [left, right] = [phoneOf(a), phoneOf(b)]
    if (left && right) return left.dials === right.dials && left.extension === right.extension
  }
  return field === 'name' ? a === b : fold(a) === fold(b)
}

/** The held entry with what a row says: an empty cell takes nothing away. */
export function merged(
  held: RollEntry,
  listed: RollEntry,
): { entry: RollEntry; changes: FieldChange[] } {
  const entry: RollEntry = { ...held }
  const changes: FieldChange[] = []
  for (const field of rollFields) {
    const [before, after] = [held[field], listed[field]]
    if (after === null || (before !== null && isSame(field, before, after))) continue
    Object.assign(entry, { [field]: after })
    changes.push({ field, before, after })
  }
  return { entry, changes }
}

/**
 * What a list of members would change: each row is matched by its membership number, else by its mail.
 * A row whose number is one person's and whose mail another's waits for a person, as does a second row
 * about somebody. Nobody is matched by name.
 */
export function compareRoll(
  held: readonly HeldEntry[],
  listed: readonly ListedEntry[],
): RollComparison {
  const byNumber = new Map<string, HeldEntry>()
  const byMail = new Map<string, HeldEntry>()
  for (const one of held) {
    if (one.entry.number !== null) byNumber.set(numberKey(one.entry.number), one)
    if (one.entry.mail !== null) byMail.set(mailKey(one.entry.mail), one)
  }
  const found: RollComparison = {
    fresh: [],
    changed: [],
    same: [],
    leavers: [],
    unclear: [],
    past: [],
  }
  const met = new Set<string>()
  for (const row of listed) {
    const { number, mail } = row.entry
    const ofNumber = number === null ? undefined : byNumber.get(numberKey(number))
    const ofMail = mail === null ? undefined : byMail.get(mailKey(mail))
    const of = ofNumber ?? ofMail
    const isTwo =
      (ofNumber !== undefined && ofMail !== undefined && ofNumber !== ofMail) ||
      // The mail is held by somebody whose number is another.
      (ofNumber === undefined && ofMail != null && number !== null && ofMail.entry.number !== null)
    if (isTwo) {
      for (const one of [ofNumber, ofMail]) if (one) met.add(one.id)
      found.unclear.push({ row: row.row, because: 'number-and-mail-of-two' })
      continue
    }
    if (of === undefined) {
      // Somebody who had left before they were ever here is not taken on to the roll.
      if (row.standing === 'former') found.past.push(row.row)
      else found.fresh.push(row)
      continue
    }
    if (met.has(of.id)) {
      found.unclear.push({ row: row.row, because: 'matches-twice' })
      continue
    }
    met.add(of.id)
    if (row.standing === 'former' && of.standing !== 'former') {
      found.leavers.push({ id: of.id, because: 'listed-as-left', row: row.row })
    }
    const standing = row.standing === 'former' ? of.standing : row.standing
    const { entry, changes } = merged(of.entry, row.entry)
    if (standing !== of.standing) {
      changes.push({ field: 'standing', before: of.standing, after: standing })
    }
    if (changes.length === 0) found.same.push({ id: of.id, row: row.row })
    else {
      found.changed.push({
        id: of.id,
        listed: row,
        after: { id: of.id, standing, entry },
        changes,
      })
    }
  }
  for (const one of held) {
    if (one.standing === 'member' && !met.has(one.id)) {
      found.leavers.push({ id: one.id, because: 'not-in-list', row: null })
    }
  }
  return found
}
