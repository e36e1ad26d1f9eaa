import { fail, ok, type Problem, type Result } from '../../kit/index.ts'

const THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]'])

const wrong = (sentence: string): { ok: false; problem: Problem } =>
  fail({ code: 'address-wrong', sentence })

/**
 * The address of the service's public pages, such as `https://fairload.council.example/own`: over https,
 * or of this very machine. Whatever stands after the organisation is cut off.
 */
export function sourceAddress(typed: string): Result<string, Problem> {
  const text = typed.trim()
  if (text.length > 400 || !URL.canParse(text)) {
    return wrong(
      'Enter the whole address of the service’s Fairload, such as https://fairload.council.example/own.',
    )
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    return wrong('Leave out the name and password before the @. What is published needs none.')
  }
  const isHere = url.protocol === 'http:' && THIS_MACHINE.has(url.hostname)
  if (url.protocol !== 'https:' && !isHere) {
    return wrong(
      'The address must begin with https://, so that nobody on the way can change what comes.',
    )
  }
  const [slug] = url.pathname.split('/').filter((part) => part !== '')
  if (slug === undefined || !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug)) {
    return wrong(
      'The address must end with the service’s own name there, such as /own. Copy it from the service’s page “What is published”.',
    )
  }
  return ok(`${url.origin}/${slug}`)
}

/** Where both public lists are below that address. */
export const publishedAt = (address: string, what: 'agreements' | 'evidence'): string =>
  `${address}/published/${what}.json`
