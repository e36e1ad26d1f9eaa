import { describe, expect, it } from 'vitest'
import { mailSettingsFrom } from './mail-settings.ts'

const from = 'Fairload <fairload@moreton.gov.uk>'
const read = (FAIRLOAD_SMTP_URL: string, FAIRLOAD_MAIL_FROM = from) =>
  mailSettingsFrom({ FAIRLOAD_SMTP_URL, FAIRLOAD_MAIL_FROM })
const server = (url: string) => {
  const settings = read(url)
  return settings.ok ? settings.value?.server : settings.problem.sentence
}

describe('where messages are sent', () => {
  it('is nowhere where nothing is set', () => {
    expect(mailSettingsFrom({})).toEqual({ ok: true, value: null })
  })

  it.each([
    [
      'smtp://mail.moreton.gov.uk',
      { host: 'mail.moreton.gov.uk', port: 587, tls: 'starttls', user: null },
    ],
    [
      'smtps://fair:p%40s%2Fs@mail.moreton.gov.uk',
      {
        host: 'mail.moreton.gov.uk',
        port: 465,
        tls: 'from-the-start',
        user: { name: 'fair', password: 'p@s/s' },
      },
    ],
    [
      'smtp://relay.internal:25?tls=none',
      { host: 'relay.internal', port: 25, tls: 'none', user: null },
    ],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: 'starttls', user: null }],
  ])('%s is read', (url, expected) => {
    expect(server(url)).toEqual(expected)
  })

  it.each([
    'http://mail.moreton.gov.uk',
    'mail.moreton.gov.uk:587',
    'smtp://',
    'smtp://mail.moreton.gov.uk?tls=maybe',
    'smtps://mail.moreton.gov.uk?tls=none',
    'smtp://mail.moreton.gov.uk/path',
    'smtp://fair:secret@mail.moreton.gov.uk?tls=none',
    'smtp://fair:%zz@mail.moreton.gov.uk',
  ])('%s is refused with a sentence that repeats no password', (url) => {
    expect(server(url)).toMatch(/^FAIRLOAD_SMTP_URL .+\.$/)
    expect(server(url)).not.toContain('secret')
  })

  it.each(['', 'fairload', 'a@b\r\nBcc: c@d', 'Fairload <fairload>'])(
    'is refused without an address to send from: %j',
    (given) => {
      expect(read('smtp://mail.moreton.gov.uk', given).ok).toBe(false)
    },
  )
})
