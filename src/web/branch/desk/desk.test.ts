import { createHash, randomUUID } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchGuest, BranchPerson } from '../../../core/branch-rights/index.ts'
import { canonicalText, defaultAgreement } from '../../../core/agreement/index.ts'

type Asker = 'officer' | 'member' | 'other' | 'guest' | null

const MEMBERS: Record<string, string> = {
  officer: '00000000-0000-4000-8000-000000000001',
  member: '00000000-0000-4000-8000-000000000002',
  other: '00000000-0000-4000-8000-000000000003',
}
const ours = {
  ...defaultAgreement,
  id: 'ours',
  name: 'Our agreement',
  version: '1.0',
  kind: 'agreement' as const,
  startingPoint: false,
}
const heavier = {
  ...ours,
  version: '2.0',
  weights: ours.weights.map((of) =>
    of.status === 'child-protection-plan' ? { ...of, weight: 9.5 } : of,
  ),
}

let house: BranchServer
let guestOf = ''

const personOf = (who: string): BranchPerson => ({
  member: MEMBERS[who] ?? '',
  organisation: house.own.id,
  name: who === 'officer' ? 'Kerensa Trevail' : 'Jory Penhale',
  offices:
    who === 'officer'
      ? [
          {
            role: 'officer',
            title: 'Branch secretary',
            site: null,
            team: null,
            from: '2020-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ]
      : [],
})

const cookie = (who: Asker): Record<string, string> =>
  who === null ? {} : { cookie: `fairload-branch-${house.own.slug}=${who}` }

async function get(who: Asker, path: string) {
  const answer = await house.app.inject({
    url: path.startsWith('/own') ? path : `/own${path}`,
    headers: { host: '127.0.0.1', ...cookie(who) },
  })
  const { document } = parseHTML(answer.body)
  return {
    status: answer.statusCode,
    body: answer.body,
    document,
    text: (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' '),
  }
}

async function post(who: Asker, path: string, fields: Record<string, string>) {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/own${path}`,
    headers: {
      ...fromBranchPages,
      ...cookie(who),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  })
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    text: answer.body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
  }
}

async function bring(who: Asker, text: string) {
  const boundary = 'fairload-test'
  const answer = await house.app.inject({
    method: 'POST',
    url: `/own/agreement/bring?once=${randomUUID()}`,
    headers: {
      ...fromBranchPages,
      ...cookie(who),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: [
      `--${boundary}`,
      'content-disposition: form-data; name="file"; filename="agreement.json"',
      'content-type: application/json',
      '',
      text,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  })
  return { status: answer.statusCode, body: answer.body, to: String(answer.headers.location) }
}

beforeAll(async () => {
  house = await branchServer({
    behind: async (_of, token) =>
      token in MEMBERS ? ({ person: personOf(token) } as never) : null,
    guestBehind: async (_of, token) =>
      token === 'guest'
        ? ({
            guest: '00000000-0000-4000-8000-000000000009',
            organisation: house.own.id,
            label: 'Tenants’ group',
            what: `consultation:${guestOf}`,
          } satisfies BranchGuest)
        : null,
  })
}, 60_000)
afterAll(() => house.close())

const idOf = async (version: string): Promise<string> => {
  const { document } = await get('member', '/agreement')
  const link = [...document.querySelectorAll('a[href*="/agreement/versions/"]')].find((of) =>
    of.textContent?.includes(version),
  )
  return link?.getAttribute('href')?.split('/').at(-1) ?? ''
}

describe('the desk’s pages', () => {
  it('take a version as a file, and say in a sentence what is none', async () => {
    const empty = await get('member', '/agreement')
    expect(empty.text).toContain('The branch keeps no version of the agreement yet.')
    expect(empty.body).not.toContain('type="file"')
    expect((await bring('member', '{}')).status).toBe(403)
    const wrong = await bring('officer', '{"format":1}')
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('This is neither a version of the agreement nor a release')
    for (const of of [ours, heavier]) {
      const done = await bring('officer', JSON.stringify(of))
      expect(done).toMatchObject({ status: 303, to: '/own/agreement?versions=1&releases=0' })
    }
    const { text } = await get('member', '/agreement?versions=1&releases=0')
    expect(text).toContain('Our agreement 2.0')
    expect(text).toContain('The service has said nothing of it. The branch has not signed.')
  })

  it('say a version in plain words and give it back as the very text', async () => {
    const id = await idOf('2.0')
    const page = await get('member', `/agreement/versions/${id}`)
    expect(page.text).toContain('A child protection plan weighs 9.5 hours a month.')
    const file = await get('member', `/agreement/versions/${id}.json`)
    expect(createHash('sha256').update(file.body.trim()).digest('hex')).toBe(
      createHash('sha256').update(canonicalText(heavier)).digest('hex'),
    )
    const compared = await get('member', `/agreement/compare?one=${await idOf('1.0')}&other=${id}`)
    expect(compared.text).toContain('1 clause differs.')
    expect(compared.text).toContain('A child protection plan weighs 8.5 → 9.5 hours a month.')
    expect((await get('member', '/agreement/compare?one=1&other=2')).status).toBe(404)
    expect((await get(null, '/agreement')).status).not.toBe(200)
  })

  it('take the service’s address over https alone, and ask nothing until then', async () => {
    const saved = (address: string) =>
      post('officer', '/agreement/source', { address, daily: 'no' })
    expect((await saved('http://council.example/own')).status).toBe(422)
    expect((await saved('http://council.example/own')).text).toContain('must begin with https://')
    expect((await post('member', '/agreement/source', { address: '' })).status).toBe(403)
    // A port of this machine at which nobody answers.
    expect((await saved('http://127.0.0.1:9/own')).status).toBe(303)
    expect((await post('officer', '/agreement/fetch', {})).status).toBe(303)
    expect((await get('officer', '/agreement')).text).toContain(
      'The service’s address did not answer. Check the address, or ask them for the file.',
    )
    expect((await saved('')).status).toBe(303)
    expect((await get('officer', '/agreement')).text).toContain(
      'Nothing is asked of any other computer.',
    )
  })

  it('let an officer sign, once and having read, and hand over a statement', async () => {
    const id = await idOf('2.0')
    const sha256 = createHash('sha256').update(canonicalText(heavier)).digest('hex')
    const form = { sha256, office: 'Branch secretary' }
    expect((await get('member', `/agreement/versions/${id}/sign`)).status).toBe(403)
    expect((await get('officer', `/agreement/versions/${id}/sign`)).status).toBe(200)
    expect((await post('officer', `/agreement/versions/${id}/sign`, form)).status).toBe(422)
    const signed = await post('officer', `/agreement/versions/${id}/sign`, { ...form, read: 'yes' })
    expect(signed.status).toBe(303)
    const page = await get('member', `/agreement/versions/${id}`)
    expect(page.text).toContain('Kerensa Trevail, Branch secretary, on 23 November 2026')
    const statement = page.document
      .querySelector('a[href*="/agreement/statements/"]')
      ?.getAttribute('href')
    const file = await get('member', statement ?? '')
    expect(JSON.parse(file.body)).toMatchObject({ sha256, office: 'Branch secretary' })
    const again = await post('officer', `/agreement/versions/${id}/sign`, { ...form, read: 'yes' })
    expect(again.status).toBe(422)
  })

  it('put a draft to members, each with their own words, and to officers without names', async () => {
    const copy = await idOf('2.0')
    const form = await get('officer', `/agreement/consultations/new?copy=${copy}`)
    // The clause that changes is asked about unless somebody says otherwise.
    expect(
      form.document
        .querySelector('input[name="q:weights.child-protection-plan"]')
        ?.getAttribute('value'),
    ).toBe('Is this right?')
    const begun = {
      copy,
      title: 'The second version',
      about: '',
      'opens-day': '23',
      'opens-month': '11',
      'opens-year': '2026',
      'closes-day': '4',
      'closes-month': '12',
      'closes-year': '2026',
      'q:weights.child-protection-plan': 'Is 9.5 hours enough?',
    }
    const early = { ...begun, 'closes-day': '22', 'closes-month': '11' }
    expect((await post('officer', '/agreement/consultations/new', early)).text).toContain(
      'The last day lies before the first.',
    )
    expect((await post('member', '/agreement/consultations/new', begun)).status).toBe(403)
    const made = await post('officer', '/agreement/consultations/new', begun)
    expect(made.status).toBe(303)
    guestOf = made.to.split('/').at(-1) ?? ''
    const at = `/agreement/consultations/${guestOf}`

    expect((await get('member', at)).text).toContain(
      'Say what you think by Friday 4 December 2026, 23:59.',
    )
    const said = { 'answer-0': 'No, ten at least', 'answer-whole': '' }
    expect((await post('member', `${at}/answer`, said)).to).toContain('answered=in-time')
    expect((await post('guest', `${at}/answer`, { 'answer-0': 'We feel it' })).status).toBe(303)
    expect((await get('member', at)).body).toContain('No, ten at least')
    for (const who of ['other', 'officer', 'guest'] as const) {
      expect((await get(who, at)).body, who).not.toContain('No, ten at least')
    }
    expect((await get('member', `${at}/answers`)).status).toBe(403)
    expect((await get('guest', `${at}/answers`)).status).toBe(403)
    expect((await get('guest', '/agreement')).status).toBe(403)
    const answers = await get('officer', `${at}/answers`)
    expect(answers.text).toContain('No, ten at least')
    expect(answers.text).toContain('We feel it')
    expect(answers.text).not.toContain('Jory Penhale')

    const disposed = await post('officer', `${at}/dispose`, {
      number: '1',
      clause: 'weights.child-protection-plan',
      disposition: 'taken-up',
      words: 'We ask for ten.',
    })
    expect(disposed.status).toBe(303)
    const stale = await post('officer', `${at}/edit`, { ...begun, number: '1', title: 'Renamed' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('The second version')
    expect(stale.text).toContain('Renamed')
    expect((await get('member', at)).text).toContain('Taken up. We ask for ten.')
    const submit = { words: 'Ten hours.', days: 'soon' }
    expect((await post('officer', `${at}/submit`, submit)).text).toContain('Give whole days')
    expect((await post('officer', `${at}/submit`, { ...submit, days: '14' })).status).toBe(303)
    expect((await get('member', at)).text).toContain('Due by 7 December 2026')
    const replied = { 'on-day': '23', 'on-month': '11', 'on-year': '2026', words: 'Agreed.' }
    expect((await post('officer', `${at}/replied`, replied)).status).toBe(303)
    expect((await get('member', at)).text).toContain('23 November 2026: Agreed.')
  })

  it('say nothing of what is typed in the log', () => {
    for (const words of ['ten at least', 'We feel it', 'Kerensa', 'Jory']) {
      expect(house.log.join('\n')).not.toContain(words)
    }
  })
})
