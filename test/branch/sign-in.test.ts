import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailer } from '../../src/render/index.ts'
import { codeAt, stepAt } from '../../src/sign-in/index.ts'
import { branchServer, fromBranchPages, type BranchServer } from '../seeds/branch-server.ts'
import { testMail, type TestMail } from '../seeds/mail.ts'

let house: BranchServer
let mail: TestMail
beforeAll(async () => {
  mail = await testMail()
  house = await branchServer({
    mail: { mailer: mailer(mail.server), from: 'Sign-in <branch@union.example>' },
    lookUp: async (address) =>
      address === '203.0.113.80' ? ['proxy3.fairborough.gov.uk'] : ['dsl.home.example'],
  })
  for (const [email, name, roles] of [
    ['isla@home.example', 'Isla Penrose', []],
    ['wenna@home.example', 'Wenna Pascoe', ['officer', 'roll-keeper']],
  ] as const) {
    const added = await house.signIn.add(house.own, { email, name, roles }, null)
    if (!added.ok) throw new Error(added.problem.sentence)
  }
})
afterAll(async () => {
  await house?.close()
  await mail?.close()
})

/** A browser: it keeps its cookies and says where it comes from. */
function browser(address = '203.0.113.9') {
  const jar = new Map<string, string>()
  const ask = async (method: 'GET' | 'POST', url: string, fields?: Record<string, string>) => {
    const answer = await house.app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        ...fromBranchPages,
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return {
      status: answer.statusCode,
      to: String(answer.headers.location ?? ''),
      cookie: String(answer.headers['set-cookie'] ?? ''),
      text: answer.body,
      words: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
    }
  }
  return {
    jar,
    get: (url: string) => ask('GET', url),
    post: (url: string, fields: Record<string, string> = {}) => ask('POST', url, fields),
  }
}

async function linkFor(email: string): Promise<string> {
  const before = mail.received.length
  const asked = await browser().post('/own/sign-in', { email })
  expect(asked.to).toBe('/own/sign-in/sent')
  await expect.poll(() => mail.received.length).toBeGreaterThan(before)
  return /\/own\/sign-in\/link\/[\w-]+/.exec(mail.received.at(-1)?.text ?? '')?.[0] ?? ''
}
const tokenOf = (link: string): string => link.split('/').at(-1) ?? ''

/** The code that an app shows which was given this key. */
function shown(page: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const key = (/the key is\s*<strong[^>]*>([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
  const bits = [...key].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  return codeAt(secret, stepAt(house.deps.now()))
}

describe('a member with a link from their mail', () => {
  it('opens it, presses the button, and is in; the link is used', async () => {
    const link = await linkFor('isla@home.example')
    const here = browser()
    // A mail scanner opens it first, as often as it likes.
    expect((await browser('198.51.100.1').get(link)).status).toBe(200)
    const page = await here.get(link)
    expect(page.words).toContain('Sign in to the branch')
    expect(here.jar.size).toBe(0)
    const done = await here.post('/own/sign-in/link', { token: tokenOf(link) })
    expect(done.to).toBe('/own/home')
    expect(done.cookie).toMatch(/^fairload-branch-own=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await here.get('/own/sign-ins')).words).toContain('You are signed in only here')
    expect((await here.get(link)).status).toBe(410)
    expect((await browser().post('/own/sign-in/link', { token: tokenOf(link) })).status).toBe(422)

    expect((await here.post('/own/sign-out')).to).toBe('/own/sign-in')
    expect((await here.get('/own/sign-ins')).to).toContain('/own/sign-in?to=')
  })

  it('finds no word of the address or the token in the log', async () => {
    const link = await linkFor('isla@home.example')
    await browser().get(link)
    expect(house.log.join('')).toContain('/:organisation/sign-in/link/:token')
    expect(house.log.join('')).not.toMatch(/isla|home\.example/)
    expect(house.log.join('')).not.toContain(tokenOf(link))
  })

  it('is let back to the page they wanted, and nowhere else', async () => {
    const code = async () => {
      const given = await house.signIn.giveCodeByEmail(house.own, 'isla@home.example', null)
      return given.ok ? given.value.code : ''
    }
    const take = async (to: string) =>
      (await browser().post('/own/sign-in/one-time-code', { code: await code(), to })).to
    expect(await take('/own/concerns?theme=workload')).toBe('/own/concerns?theme=workload')
    for (const to of ['https://elsewhere.example/', '//elsewhere.example', '/demonstration/home']) {
      expect(await take(to)).toBe('/own/home')
    }
  })
})

describe('an officer with a link from their mail', () => {
  it('is asked for a second step, and has no page before it is done', async () => {
    const here = browser()
    const link = await linkFor('wenna@home.example')
    const first = await here.post('/own/sign-in/link', { token: tokenOf(link) })
    expect(first.to).toBe('/own/sign-in/authenticator')
    for (const page of ['/own/home', '/own/guests', '/own/settings', '/own/sign-ins']) {
      expect((await here.get(page)).to).toContain('/own/sign-in?to=')
    }
    const setUp = await here.get('/own/sign-in/authenticator')
    expect(setUp.words).toContain('an authenticator app on your own phone')
    const wrong = await here.post('/own/sign-in/authenticator', { code: '000000' })
    expect(wrong.status).toBe(422)
    const done = await here.post('/own/sign-in/authenticator', { code: shown(setUp.text) })
    expect(done.words).toContain('Keep these recovery codes')
    const recovery = /class="fl-code">([A-Z2-9-]{14})</.exec(done.text)?.[1] ?? ''
    expect((await here.get('/own/guests')).status).toBe(200)

    const again = browser()
    const second = await again.post('/own/sign-in/link', {
      token: tokenOf(await linkFor('wenna@home.example')),
    })
    expect(second.to).toBe('/own/sign-in/code')
    expect((await again.get('/own/guests')).status).toBe(303)
    expect((await again.post('/own/sign-in/code', { code: recovery })).to).toBe('/own/home')
    expect((await again.get('/own/guests')).status).toBe(200)
  })
})

describe('an address of the employer’s', () => {
  it('is refused on the page, with why', async () => {
    const refused = await browser().post('/own/sign-in', { email: 'isla@fairborough.gov.uk' })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('Your employer can read what arrives')
  })

  it('is warned of on the way in where the visit comes from their network, and not elsewhere', async () => {
    const warned = async (address: string, url: string) =>
      (await browser(address).get(url)).words.includes('You are on your employer’s network')
    expect(await warned('203.0.113.80', '/own/sign-in')).toBe(true)
    expect(await warned('203.0.113.80', '/own/sign-in/one-time-code')).toBe(true)
    expect(await warned('203.0.113.80', '/own')).toBe(true)
    expect(await warned('203.0.113.9', '/own')).toBe(false)
    expect(await warned('203.0.113.9', '/own/sign-in')).toBe(false)
    expect(await warned('127.0.0.1', '/own/sign-in')).toBe(false)
  })
})

describe('somebody whose address the branch does not know', () => {
  it('has the same page, byte for byte, as somebody whose it knows', async () => {
    const page = async (email: string) => {
      const here = browser(`198.51.100.${email.length}`)
      const asked = await here.post('/own/sign-in', { email })
      return { asked: { ...asked }, page: (await here.get(asked.to)).words }
    }
    expect(await page('nobody@home.example')).toEqual(await page('isla@home.example'))
  })
})

describe('a guest', () => {
  it('comes in by a link that an officer made, and has no page of members', async () => {
    const [officer] = await house.signIn.people(house.own)
    const by = officer?.member ?? ''
    const made = await house.signIn.guests.make(
      house.own,
      { label: 'Tenants’ group', what: 'page:front', endsOn: '2026-12-31' as never },
      by,
    )
    const token = made.ok ? made.value.token : ''
    expect((await browser().get(`/own/guest/${token}`)).words).toContain('Tenants’ group')
    const guest = browser()
    expect((await guest.post('/own/guest', { token })).to).toBe('/own')
    expect((await guest.get('/own')).words).toContain('Guest')
    expect((await guest.get('/own/sign-ins')).status).toBe(403)
    await house.signIn.guests.end(house.own, made.ok ? made.value.id : '', by)
    expect((await guest.get('/own')).words).not.toContain('Tenants’ group')
    expect((await guest.get(`/own/guest/${token}`)).status).toBe(410)
    expect((await browser().post('/own/guest', { token })).status).toBe(410)
  })
})
