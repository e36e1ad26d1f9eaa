import { fail, ok, type Problem, type Result } from '../../kit/index.ts'

/** What one answer may take. */
export const FETCH_CAPS = { bytes: 4_194_304, milliseconds: 10_000 }

export type FetchCaps = typeof FETCH_CAPS

const wrong = (code: string, sentence: string): { ok: false; problem: Problem } =>
  fail({ code, sentence })

/**
 * A public list, as parsed JSON. Nothing is sent but the request: no cookie, no address of ours. A
 * redirect is refused, the time and the size are capped while it comes, and what is no JSON is refused.
 */
export async function fetchJson(
  address: string,
  caps: FetchCaps = FETCH_CAPS,
): Promise<Result<unknown, Problem>> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), caps.milliseconds)
  try {
    const answer = await fetch(address, {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { accept: 'application/json', 'user-agent': 'Fairload' },
      signal: giveUp.signal,
    })
    try {
      return await read(answer, caps)
    } finally {
      // Whatever was not read is let go.
      await answer.body?.cancel().catch(() => undefined)
    }
  } catch {
    return giveUp.signal.aborted
      ? wrong(
          'too-slow',
          'The service’s address did not answer in time. Try again later, or ask them for the file.',
        )
      : wrong(
          'no-answer',
          'The service’s address did not answer. Check the address, or ask them for the file.',
        )
  } finally {
    clearTimeout(timer)
  }
}

async function read(answer: Response, caps: FetchCaps): Promise<Result<unknown, Problem>> {
  if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
    return wrong(
      'redirect',
      'The address sends on to another one, and that is not followed. Ask the service for the right address.',
    )
  }
  if (answer.status === 404) {
    return wrong(
      'not-published',
      'The service publishes nothing at this address. Their administrator opens it, or they hand you the file.',
    )
  }
  if (answer.status !== 200) {
    return wrong(
      'no-answer',
      `The service’s address answered with an error (${answer.status}). Try again later, or ask them for the file.`,
    )
  }
  const type = answer.headers.get('content-type') ?? ''
  if (!/^application\/json *(;|$)/i.test(type)) {
    return wrong(
      'not-json',
      'The address answers with something else than a list of Fairload. Check the address.',
    )
  }
  const text = await upTo(answer, caps.bytes)
  if (text === null) {
    return wrong('too-large', 'The answer is larger than a list can be. Nothing of it was kept.')
  }
  try {
    return ok(JSON.parse(text))
  } catch {
    return wrong('not-json', 'The answer broke off or is no JSON text. Nothing of it was kept.')
  }
}

/** The body as text; null where it is larger. */
async function upTo(answer: Response, bytes: number): Promise<string | null> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = answer.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) break
    const chunk = part.value as Uint8Array
    size += chunk.length
    if (size > bytes) {
      await reader?.cancel().catch(() => undefined)
      return null
    }
    parts.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    return '\0'
  }
}
