import { afterEach, describe, expect, it } from 'vitest'
import { ownCertificate } from '../../../test/seeds/certificate.ts'
import { testMail, type TestMail } from '../../../test/seeds/mail.ts'
import { mailer, type MailServer, type Message } from '../index.ts'

const message: Message = {
  to: 'ruth.adeyemi@moreton.example',
  from: 'Fairload <fairload@moreton.example>',
  subject: 'Two things wait for you — one is late',
  text: 'Two things wait for you.\n\nhttps://fairload.moreton.example/own/waiting-for-you\n',
  id: 'digest-1@fairload',
}

let open: TestMail[] = []
afterEach(async () => {
  for (const one of open) await one.close()
  open = []
})
async function started(options: Parameters<typeof testMail>[0] = {}): Promise<TestMail> {
  const one = await testMail(options)
  open.push(one)
  return one
}

const post = (mail: TestMail, more: Partial<MailServer> = {}, changed: Partial<Message> = {}) =>
  mailer({ ...mail.server, ...more }).post({ ...message, ...changed })

describe('a message by mail', () => {
  it('reaches the server over an encrypted line, whole, with its name and from a machine', async () => {
    const mail = await started()
    expect(await post(mail)).toEqual({ outcome: 'sent' })
    expect(mail.received).toMatchObject([
      { to: [message.to], from: 'fairload@moreton.example', encrypted: true },
    ])
    const [{ text } = { text: '' }] = mail.received
    expect(text).toContain('Message-ID: <digest-1@fairload>')
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text).toContain('https://fairload.moreton.example/own/waiting-for-you')
    expect(text.toLowerCase()).not.toContain('nodemailer')
  })

  it('goes nowhere over an open line, unless that was chosen', async () => {
    const mail = await started({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    expect(await post(mail)).toMatchObject({ outcome: 'again' })
    expect(mail.received).toEqual([])
    expect(await post(mail, { tls: 'none' })).toEqual({ outcome: 'sent' })
    expect(mail.received).toMatchObject([{ encrypted: false }])
  })

  it('trusts no server whose certificate nobody vouches for', async () => {
    const mail = await started()
    expect(await post(mail, { trust: ownCertificate().cert })).toMatchObject({ outcome: 'again' })
    expect(mail.received).toEqual([])
  })

  it('is encrypted from the start where the server begins so', async () => {
    const mail = await started({ secure: true })
    expect(await post(mail, { tls: 'from-the-start' })).toEqual({ outcome: 'sent' })
  })

  it('says who sends it where the server wants to know, and tries again where that is wrong', async () => {
    const mail = await started({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        done(null, username === 'fairload' && password === 'p:@/ü' ? { user: 'fairload' } : {}),
    })
    expect(await post(mail)).toMatchObject({ outcome: 'again' })
    const wrong = { name: 'fairload', password: 'other' }
    expect(await post(mail, { user: wrong })).toMatchObject({ outcome: 'again', code: '535' })
    expect(mail.received).toEqual([])
    const user = { name: 'fairload', password: 'p:@/ü' }
    expect(await post(mail, { user })).toEqual({ outcome: 'sent' })
  })

  it.each([
    ['for good', { recipient: { code: 550 } }, 'refused', '550'],
    ['for now', { recipient: { code: 451 } }, 'again', '451'],
    ['the message for good', { message: { code: 554 } }, 'refused', '554'],
    ['the message for now', { message: { code: 452 } }, 'again', '452'],
  ] as const)('that the server refuses %s is told apart', async (_, trouble, outcome, code) => {
    const mail = await started({ trouble: () => trouble })
    expect(await post(mail)).toEqual({ outcome, code })
  })

  it('is tried again where a server is slow before it has the message', async () => {
    const mail = await started({ trouble: () => ({ recipient: 'never' }) })
    expect(await post(mail)).toEqual({ outcome: 'again', code: 'ETIMEDOUT' })
  })

  it.each(['never', 'breaks'] as const)(
    'may have been taken where the server has it all and the answer %s comes or the line breaks',
    async (trouble) => {
      const mail = await started({ trouble: () => ({ message: trouble }) })
      expect(await post(mail)).toMatchObject({ outcome: 'unknown' })
    },
  )

  it('is tried again where no server is there', async () => {
    const mail = await started()
    const { server } = mail
    await mail.close()
    expect(await mailer(server).post(message)).toMatchObject({ outcome: 'again' })
  })

  it('takes no header from what it is given', async () => {
    const mail = await started()
    const subject = 'Hello\r\nBcc: others@elsewhere.example'
    expect(await post(mail, {}, { subject })).toEqual({ outcome: 'sent' })
    expect(mail.received[0]?.to).toEqual([message.to])
    expect(mail.received[0]?.text).not.toMatch(/^Bcc:/m)
  })
})
