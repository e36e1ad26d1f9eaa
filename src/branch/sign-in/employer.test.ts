import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { employerDomainOf, employerDomainOfMail, isDomain, tidyDomain } from './employer.ts'
import { employerNetworkOf } from './network.ts'

const listed = ['fairborough-care.example', 'trust.example']

describe('a mail address that the employer reads', () => {
  it.each([
    ['jo@fairborough.gov.uk', 'gov.uk'],
    ['jo@children.fairborough.GOV.UK', 'gov.uk'],
    ['jo@fairborough-care.example', 'fairborough-care.example'],
    ['jo@mail.trust.example.', 'trust.example'],
    ['"jo@home.example"@trust.example', 'trust.example'],
  ])('%s is known as theirs', (address, domain) => {
    expect(employerDomainOfMail(address, listed)).toBe(domain)
  })

  it.each([
    'jo@home.example',
    'jo@notgov.uk',
    'jo@gov.uk.home.example',
    'jo@mistrust.example',
    'gov.uk@home.example',
  ])('%s is somebody’s own', (address) => {
    expect(employerDomainOfMail(address, listed)).toBeNull()
  })

  it('is known however deep beneath their domain it lies', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/)
    fc.assert(
      fc.property(fc.array(label, { maxLength: 4 }), (above) => {
        expect(employerDomainOf([...above, 'trust.example'].join('.'), listed)).toBe(
          'trust.example',
        )
        expect(employerDomainOf([...above, 'xtrust.example'].join('.'), listed)).toBeNull()
      }),
    )
  })
})

describe('a domain as somebody types it', () => {
  it.each([
    [' HTTPS://Trust.Example/staff ', 'trust.example'],
    ['someone@trust.example', 'trust.example'],
    ['*.trust.example', 'trust.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('“%s” is %s', (typed, domain) => {
    expect(tidyDomain(typed)).toBe(domain)
    expect(isDomain(domain)).toBe(true)
  })

  it.each(['', 'uk', 'org.uk', 'trust', 'two words.example'])('“%s” is none', (typed) => {
    expect(isDomain(tidyDomain(typed))).toBe(false)
  })
})

describe('a visit from the employer’s network', () => {
  const named = (name: string) => async () => [name]
  const own = async () => listed
  const from = (address: string) => ({ address })

  it('is known by the name that the network gives itself', async () => {
    const at = from('203.0.113.9')
    expect(await employerNetworkOf(at, own, named('proxy3.fairborough.gov.uk'))).toBe('gov.uk')
    expect(await employerNetworkOf(at, own, named('vpn.trust.example.'))).toBe('trust.example')
    expect(await employerNetworkOf(at, own, named('dsl-9.provider.example'))).toBeNull()
  })

  it.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.0.4', '::ffff:172.16.0.9', 'fd00::1', ''])(
    'asks no network about %s',
    async (address) => {
      let asked = 0
      await employerNetworkOf(from(address), own, async () => {
        asked += 1
        return ['x.gov.uk']
      })
      expect(asked).toBe(0)
    },
  )

  it('asks with the plain address where it came in another’s clothes', async () => {
    const asked: string[] = []
    await employerNetworkOf(from('::ffff:203.0.113.9'), own, async (address) => {
      asked.push(address)
      return []
    })
    expect(asked).toEqual(['203.0.113.9'])
  })

  it('holds no page up where the name service is slow or broken', async () => {
    const at = from('203.0.113.9')
    const began = performance.now()
    expect(await employerNetworkOf(at, own, () => new Promise(() => undefined), 20)).toBeNull()
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(await employerNetworkOf(at, own, () => Promise.reject(new Error('none')))).toBeNull()
  })
})
