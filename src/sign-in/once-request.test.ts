import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { onceRequest, type GivenAnswer } from './index.ts'

const who = { organisation: 'fairborough', account: 'kerensa' }
const asked = 'POST /demonstration/concerns/raise\n{"words":"I skip lunch every day"}'

/** What a store would be given to keep of a request. */
async function keptOf(key: string): Promise<{ key: Buffer; asked: Buffer; answer: Buffer | null }> {
  let given: { key: Buffer; asked: Buffer } | null = null
  let answer: Buffer | null = null
  const request = onceRequest(
    who,
    { key, asked },
    (of) => {
      given = of
      return {
        run: (work) => work(),
        undo: () => Promise.resolve(),
        answered: (kept) => {
          answer = kept
          return Promise.resolve()
        },
      }
    },
    () => answer,
  )
  const done: GivenAnswer = {
    status: 200,
    location: null,
    type: 'text/plain',
    body: 'words of mine',
  }
  await request.answered(done)
  expect(request.before(new Error('answered before'))).toEqual(done)
  if (given === null) throw new Error('Nothing was kept')
  return { ...(given as { key: Buffer; asked: Buffer }), answer }
}

describe('what is kept of a request that takes effect once', () => {
  it('is the same for the same key and words, and says neither without the key', async () => {
    const one = await keptOf('a-key-of-this-form')
    const again = await keptOf('a-key-of-this-form')
    const other = await keptOf('another-key-of-it')
    expect(again.asked).toEqual(one.asked)
    expect(other.asked).not.toEqual(one.asked)
    // Whoever guesses the words has nothing to try them against.
    expect(one.asked).not.toEqual(createHash('sha256').update(asked).digest())
    expect(one.answer?.toString('latin1')).not.toContain('words of mine')
  })
})
