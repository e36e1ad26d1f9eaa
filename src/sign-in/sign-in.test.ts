import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32, codeAt, stepAt, stepOf } from './authenticator.ts'
import { codeHash, readableCode } from './codes.ts'
import { goodPassword, isPassword, keptPassword } from './password.ts'
import { seal, unseal } from './seal.ts'
import { mayTry } from './throttle.ts'
import { agentOf } from './visitor.ts'

describe('a code of an authenticator app', () => {
  const secret = Buffer.from('12345678901234567890')
  // RFC 6238, appendix B: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is the one that the standard prints', (second, code) => {
    expect(codeAt(secret, stepAt(new Date(second * 1000)))).toBe(code)
  })

  it('is taken a step early or late, with a space in it, and no further off', () => {
    const now = new Date(1_800_000_000_000)
    const step = stepAt(now)
    const taken = (offset: number) => stepOf(secret, codeAt(secret, step + offset), now)
    expect([-1, 0, 1].map(taken)).toEqual([step - 1, step, step + 1])
    expect([-3, 3].map(taken)).toEqual([null, null])
    const code = codeAt(secret, step)
    expect(stepOf(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(step)
    expect(stepOf(secret, '', now)).toBeNull()
  })

  it('has a secret that apps take by hand', () => {
    // RFC 4648, section 10.
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  })
})

describe('a password', () => {
  it('is known again, and no other is', async () => {
    const kept = await keptPassword('four words in a row', 10)
    expect(kept).not.toContain('four')
    expect(await isPassword('four words in a row', kept, 10)).toBe(true)
    expect(await isPassword('four words in a Row', kept, 10)).toBe(false)
    expect(await isPassword('', null, 10)).toBe(false)
    expect(await keptPassword('four words in a row', 10)).not.toBe(kept)
  })

  it.each(['short', 'passwordpassword', 'aaaaaaaaaaaaaaaa', 'abcabcabcabcabc', 'amara.okoye-2026'])(
    '“%s” is refused with what to do instead',
    (password) => {
      expect(goodPassword(password, 'amara.okoye@moreton.gov.uk').ok).toBe(false)
    },
  )

  it('of a few plain words is taken', () => {
    expect(goodPassword('kettle window harbour', 'amara@moreton.gov.uk').ok).toBe(true)
  })
})

describe('a secret under the house’s key', () => {
  const key = Buffer.alloc(32, 7)
  it('opens for what it belongs to, with that key, unchanged, and never otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), (bytes, at) => {
        const plain = Buffer.from(bytes)
        const sealed = seal(key, 'amara', plain)
        expect(unseal(key, 'amara', sealed)?.equals(plain)).toBe(true)
        expect(unseal(key, 'jo', sealed)).toBeNull()
        expect(unseal(Buffer.alloc(32, 8), 'amara', sealed)).toBeNull()
        const changed = Buffer.from(sealed)
        const i = at % changed.length
        changed[i] = (changed[i] ?? 0) ^ 1
        expect(unseal(key, 'amara', changed)).toBeNull()
      }),
      { numRuns: 50 },
    )
  })
})

describe('a one-time code', () => {
  it('is the same however it is typed, and never drawn twice', () => {
    const code = readableCode(3)
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    expect(codeHash(code.toLowerCase().replaceAll('-', ' '))).toEqual(codeHash(code))
    expect(new Set(Array.from({ length: 500 }, () => readableCode(3))).size).toBe(500)
  })
})

describe('somebody who guesses', () => {
  const none = { pair: 0, place: 0, account: 0, known: false }
  it('is shut out after five failures, for that account and place', () => {
    expect(mayTry({ ...none, pair: 4 }, '').ok).toBe(true)
    expect(mayTry({ ...none, pair: 5 }, '').ok).toBe(false)
  })
  it('is shut out after thirty failures with whatever names', () => {
    expect(mayTry({ ...none, place: 30 }, '').ok).toBe(false)
  })
  it('cannot lock a colleague out of the place where they work', () => {
    expect(mayTry({ ...none, account: 5_000, known: true }, '').ok).toBe(true)
    expect(mayTry({ ...none, account: 5_000 }, '').ok).toBe(false)
  })
})

describe('the list of where one is signed in', () => {
  it('names a browser and a system, and nothing that follows a person about', () => {
    expect(
      agentOf(
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
      ),
    ).toBe('Edge on Windows')
    expect(agentOf(undefined)).toBe('A program')
  })
})
