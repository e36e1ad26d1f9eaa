import { createHmac, hkdfSync } from 'node:crypto'
import { mailKey, numberKey, type RollEntry } from '../../core/roster/index.ts'
import { seal, unseal } from '../../sign-in/index.ts'
import type { NewMember, StoredMember } from '../../store/branch/index.ts'

/** A branch's own use of the house's key. */
export interface RollKey {
  key: Buffer
  organisation: string
}

/** Lengths are rounded up, so that a sealed entry does not tell how long a name is. */
const STEP = 256

const padded = (value: unknown): Buffer => {
  const plain = Buffer.from(JSON.stringify(value))
  return Buffer.concat([plain, Buffer.alloc((STEP - (plain.length % STEP)) % STEP, ' ')])
}

const opened = (key: Buffer, about: string, sealed: Buffer): unknown => {
  const plain = unseal(key, about, sealed)
  if (plain === null) throw new Error('Sealed under another key')
  return JSON.parse(plain.toString())
}

const ofMember = (of: RollKey, member: string): string => `roll:${of.organisation}:${member}`

/** Anything of the roll that is kept in one sealed field; it opens nowhere but under its own name. */
export const sealAs = (of: RollKey, name: string, value: unknown): Buffer =>
  seal(of.key, `${name}:${of.organisation}`, padded(value))

export const openAs = <T>(of: RollKey, name: string, sealed: Buffer): T =>
  opened(of.key, `${name}:${of.organisation}`, sealed) as T

/** A print by which somebody is found: nobody without the house's key can make or test one. */
function printOf(of: RollKey, what: 'mail' | 'number', folded: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', of.key, of.organisation, `roll ${what} print`, 32))
  return createHmac('sha256', key).update(folded).digest()
}

export const emailPrint = (of: RollKey, mail: string): Buffer => printOf(of, 'mail', mailKey(mail))
export const numberPrint = (of: RollKey, number: string): Buffer =>
  printOf(of, 'number', numberKey(number))

/** An entry as it is kept. */
export const sealEntry = (
  of: RollKey,
  id: string,
  standing: NewMember['standing'],
  entry: RollEntry,
): NewMember => ({
  id,
  standing,
  emailPrint: entry.mail === null ? null : emailPrint(of, entry.mail),
  numberPrint: entry.number === null ? null : numberPrint(of, entry.number),
  sealed: seal(of.key, ofMember(of, id), padded(entry)),
})

export const openEntry = (
  of: RollKey,
  { id, sealed }: Pick<StoredMember, 'id' | 'sealed'>,
): RollEntry => opened(of.key, ofMember(of, id), sealed) as RollEntry
