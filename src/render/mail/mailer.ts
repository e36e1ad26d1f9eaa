import { Readable } from 'node:stream'
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'

/** A mail server, and how it is spoken to. */
export interface MailServer {
  host: string
  port: number
  /**
   * `from-the-start`: the line is encrypted before a word is said (465). `starttls`: it is encrypted
   * before anything is sent, or nothing is sent. `none`: only for a relay one trusts the way to.
   */
  tls: 'from-the-start' | 'starttls' | 'none'
  user: { name: string; password: string } | null
  /** Certificates to trust beside those of the machine, as PEM. */
  trust?: string
  /** How long any one answer is waited for, in milliseconds; 30 seconds where left out. */
  patience?: number
}

export interface Message {
  /** Named by this address and subject alone: one person. */
  to: string
  from: string
  subject: string
  text: string
  /** Names the message to mail programs: the same message twice is one. */
  id: string
}

/**
 * What became of a message.
 *
 * - `sent`: the server took it.
 * - `again`: the server did not; it may be tried later.
 * - `refused`: the server will not take this message for this address.
 * - `unknown`: it was handed over whole, and the line broke before the server answered. It may have
 *   been taken, so it is not sent again.
 */
export type Posted =
  | { outcome: 'sent' }
  /** `code`: the server's number or the fault's name, for a log; never an address. */
  | { outcome: 'again' | 'refused' | 'unknown'; code: string }

export interface Mailer {
  post(message: Message): Promise<Posted>
}

const PATIENCE_MS = 30_000

/** Sends messages, each over a line of its own. */
export const mailer = (server: MailServer): Mailer => ({
  async post(message) {
    // Loaded when first used: most starts send nothing.
    const [{ default: SMTPConnection }, { default: MailComposer }] = await Promise.all([
      import('nodemailer/lib/smtp-connection'),
      import('nodemailer/lib/mail-composer'),
    ])
    const { id, ...fields } = message
    const composed = new MailComposer({
      ...fields,
      messageId: `<${id}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    }).compile()
    const envelope = composed.getEnvelope()
    // Read only once the server has said that it takes the message, so its end says how far that came.
    const body = Readable.from([await composed.build()])
    let isHandedOver = false
    body.once('end', () => (isHandedOver = true))
    const line = new SMTPConnection(optionsFor(server))
    try {
      await new Promise<void>((done, fail) => {
        const then = (next: () => void) => (error?: Error | null) => (error ? fail(error) : next())
        const send = (): void => line.send(envelope, body, then(done))
        line.on('error', fail)
        line.connect(
          then(() => {
            if (!server.user) return send()
            const { name, password } = server.user
            line.login({ credentials: { user: name, pass: password } }, then(send))
          }),
        )
      })
      line.quit()
      return { outcome: 'sent' }
    } catch (error) {
      line.close()
      return outcomeOf(error, isHandedOver)
    }
  },
})

function optionsFor(server: MailServer): SMTPConnectionOptions {
  const patience = server.patience ?? PATIENCE_MS
  return {
    host: server.host,
    port: server.port,
    secure: server.tls === 'from-the-start',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(server.trust === undefined ? {} : { ca: server.trust }) },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  }
}

/** Of a refusal only what is said of this address or this message lasts; the rest may pass. */
function outcomeOf(error: unknown, isHandedOver: boolean): Posted {
  const { code, command, responseCode } = (error ?? {}) as {
    code?: unknown
    command?: unknown
    responseCode?: unknown
  }
  if (typeof responseCode === 'number') {
    const isOfMessage = command === 'RCPT TO' || command === 'DATA'
    const isRefused = isOfMessage && responseCode >= 500
    return { outcome: isRefused ? 'refused' : 'again', code: String(responseCode) }
  }
  return {
    outcome: isHandedOver ? 'unknown' : 'again',
    code: typeof code === 'string' ? code : 'not-known',
  }
}
