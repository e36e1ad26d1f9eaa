import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailServer } from '../../src/render/index.ts'
import { ownCertificate } from './certificate.ts'

export interface Received {
  to: string[]
  from: string
  /** Headers and text as they came over the line, soft line breaks taken out. */
  text: string
  encrypted: boolean
}

export interface TestMail {
  server: MailServer
  received: Received[]
  /** Breaks every line there is, as a server that dies does. */
  drop(): void
  close(): Promise<void>
}

/** What a server does instead of taking a message. */
export interface Trouble {
  /** Answered to who is written to. */
  recipient?: { code: number } | 'never'
  /** Answered once the whole message has come. */
  message?: { code: number } | 'never' | 'breaks'
}

const certificate = ownCertificate()

const answer = (trouble: { code: number }): Error =>
  Object.assign(new Error('Not now'), { responseCode: trouble.code })

/** A real mail server on this machine, for as long as a test. */
export async function testMail(
  options: SMTPServerOptions & { trouble?: () => Trouble } = {},
): Promise<TestMail> {
  const { trouble = (): Trouble => ({}), ...rest } = options
  const received: Received[] = []
  const drop = (): void => {
    for (const one of server.connections) {
      ;(one as unknown as { _socket: { destroy(): void } })._socket.destroy()
    }
  }
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      const { recipient } = trouble()
      if (recipient === 'never') return
      done(recipient ? answer(recipient) : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { message } = trouble()
        if (message === 'never') return
        if (message === 'breaks') return drop()
        if (message) return done(answer(message))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom ? mailFrom.address : '',
          text: Buffer.concat(chunks).toString().replace(/=\r\n/g, ''),
          encrypted: session.secure,
        })
        done()
      })
    },
    ...rest,
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  const { port } = server.server.address() as AddressInfo
  return {
    server: {
      host: '127.0.0.1',
      port,
      tls: 'starttls',
      user: null,
      trust: certificate.cert,
      patience: 400,
    },
    received,
    drop,
    close: () => new Promise((done) => server.close(() => done())),
  }
}
