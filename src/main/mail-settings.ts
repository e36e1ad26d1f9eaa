import { fail, ok, type Problem, type Result } from '../kit/index.ts'
import type { MailServer } from '../render/index.ts'

/** The mail server that takes our messages, and who they are from. */
export interface MailSettings {
  server: MailServer
  from: string
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const
const ADDRESS = /^(?:[^<>"\r\n]{1,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/

const wrong = (sentence: string): Result<never, Problem> =>
  fail({ code: 'mail-settings', sentence })

/**
 * Reads where messages go: `smtp://user:password@mail.example.gov.uk:587` (encrypted before anything is
 * sent, or not sent), `smtps://…` (encrypted from the start), or `smtp://relay:25?tls=none`. null
 * where none is set: then none is sent.
 */
export function mailSettingsFrom(
  env: Readonly<Record<string, string | undefined>>,
): Result<MailSettings | null, Problem> {
  const [address, from] = [env.FAIRLOAD_SMTP_URL ?? '', env.FAIRLOAD_MAIL_FROM ?? '']
  if (address === '' && from === '') return ok(null)
  if (address === '' || from === '') {
    return wrong(
      'FAIRLOAD_SMTP_URL and FAIRLOAD_MAIL_FROM go together: set both for mail to be sent, or neither.',
    )
  }
  if (!ADDRESS.test(from)) {
    return wrong(
      'FAIRLOAD_MAIL_FROM is no address. Set it like “Fairload <fairload@example.gov.uk>”.',
    )
  }
  const url = URL.canParse(address) ? new URL(address) : null
  const protocol = url?.protocol === 'smtp:' || url?.protocol === 'smtps:' ? url.protocol : null
  const asked = url?.searchParams.get('tls') ?? null
  const isKnown = asked === null || (asked === 'none' && protocol === 'smtp:')
  if (!url || protocol === null || url.hostname === '' || !isKnown || url.pathname.length > 1) {
    return wrong(
      'FAIRLOAD_SMTP_URL is not understood. Set it like smtp://user:password@mail.example.gov.uk:587, or smtps:// where the server begins encrypted; characters like @ and / in a password are written %40 and %2F.',
    )
  }
  if (asked === 'none' && url.username !== '') {
    return wrong(
      'FAIRLOAD_SMTP_URL would send a password over an open line. Leave out ?tls=none, or the user and password.',
    )
  }
  try {
    return ok({
      from,
      server: {
        host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
        port: url.port === '' ? PORTS[protocol] : Number(url.port),
        tls: protocol === 'smtps:' ? 'from-the-start' : asked === 'none' ? 'none' : 'starttls',
        user:
          url.username === ''
            ? null
            : {
                name: decodeURIComponent(url.username),
                password: decodeURIComponent(url.password),
              },
      },
    })
  } catch {
    return wrong('FAIRLOAD_SMTP_URL holds a % that stands for nothing: write it %25.')
  }
}
