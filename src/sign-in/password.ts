import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Result } from '../kit/index.ts'

/** What one password costs to try: 128 MB and about a third of a second (OWASP's first choice for scrypt). */
export const PASSWORD_COST = 17
const BLOCK = 8
const LENGTH = 32
/** Passwords worked out at once: each takes its 128 MB, and a flood of them must not take the machine. */
const AT_ONCE = 2

let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  working += 1
  try {
    return await work()
  } finally {
    working -= 1
    waiting.shift()?.()
  }
}

const derive = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        const N = 2 ** cost
        scrypt(
          password.normalize('NFKC'),
          salt,
          LENGTH,
          { N, r: BLOCK, p: 1, maxmem: 256 * N * BLOCK },
          (error, key) => (error ? reject(error) : resolve(key)),
        )
      }),
  )

/** A password as it is kept: `scrypt$cost$salt$hash`. */
export async function keptPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/**
 * Whether this is the password. Where none is kept (nobody of that name, or the directory signs
 * them in) the same work is done, so that the answer takes as long and tells nothing.
 */
export async function isPassword(
  password: string,
  kept: string | null,
  cost = PASSWORD_COST,
): Promise<boolean> {
  const [, level, salt, hash] = (kept ?? '').split('$')
  const known = level !== undefined && salt !== undefined && hash !== undefined
  const tried = await derive(
    password,
    known ? Buffer.from(salt, 'base64url') : Buffer.alloc(16),
    known ? Number(level) : cost,
  )
  const expected = known ? Buffer.from(hash, 'base64url') : Buffer.alloc(LENGTH)
  return timingSafeEqual(tried, expected) && known
}

const SHORTEST = 12
const LONGEST = 200
/** Beginnings of what is guessed first; a password built around one of them is no password. */
const GUESSED = /^(password|passw0rd|qwerty|letmein|welcome|fairload|abc123|iloveyou|123456)/i

/** Length above all; nothing about capitals or signs, which makes passwords worse. */
export function goodPassword(password: string, email: string): Result<null> {
  const said = (sentence: string) => fail({ code: 'password-weak', sentence })
  if (password.length < SHORTEST) {
    return said(
      `Choose a password of at least ${SHORTEST} characters: three or four words together are good.`,
    )
  }
  if (password.length > LONGEST) return said(`Choose a password of at most ${LONGEST} characters.`)
  const folded = password.toLowerCase()
  const own = email.split('@')[0] ?? ''
  const repeats = /^(.{1,4})\1+.{0,3}$/.test(folded)
  if (GUESSED.test(folded) || repeats || (own.length > 3 && folded.includes(own))) {
    return said(
      'This password is one of the first that are guessed. Choose three or four words that have nothing to do with you or Fairload.',
    )
  }
  return ok(null)
}
