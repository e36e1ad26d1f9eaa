import { createHash, randomBytes } from 'node:crypto'

/** Letters and digits that are not mistaken for each other when read aloud. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** A code to be typed: `K7QF-2MND-X8RA`. About 59 bits for three groups. */
export function readableCode(groups: number): string {
  const one = (): string => {
    // Bytes beyond a whole number of alphabets are drawn again, so that each letter is as likely.
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255
      if (byte < 240) return LETTERS[byte % LETTERS.length] ?? 'X'
    }
  }
  return Array.from({ length: groups }, () => Array.from({ length: 4 }, one).join('')).join('-')
}

/** A code as typed, whatever its case and hyphens. */
const tidied = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** What is kept of a code: it cannot be read back. */
export const codeHash = (code: string): Buffer => createHash('sha256').update(tidied(code)).digest()

export const newToken = (): string => randomBytes(32).toString('base64url')

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
