import { parseHTML } from 'linkedom'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'

type Asker = 'officer' | 'rep' | 'member' | 'nobody'

let house: BranchServer
const tokens = new Map<Asker, string>()
const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

async function ask(who: Asker, url: string, fields?: Record<string, string>) {
  const answer = await house.app.inject({
    method: fields ? 'POST' : 'GET',
    url: url.startsWith('/demonstration') ? url : `/demonstration${url}`,
    headers: {
      ...fromBranchPages,
      cookie: `fairload-branch-demonstration=${tokens.get(who) ?? ''}`,
      ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
  })
  const { document } = parseHTML(answer.body)
  const main = document.querySelector('main')
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    body: answer.body,
    document,
    text: tidy(main?.textContent),
    lede: tidy(main?.querySelector('.fl-lede')?.textContent),
    found: tidy(main?.querySelector('#found')?.textContent),
    link: (words: string): string =>
      [...document.querySelectorAll('main a')]
        .find((link) => tidy(link.textContent).includes(words))
        ?.getAttribute('href') ?? '',
    fields: (): Record<string, string> => {
      const held: Record<string, string> = {}
      const form = document.querySelector('main form[method="post"]')
      for (const field of form?.querySelectorAll('input, textarea, select') ?? []) {
        const name = field.getAttribute('name') ?? ''
        const isBox = ['checkbox', 'radio'].includes(field.getAttribute('type') ?? '')
        if (isBox && !field.hasAttribute('checked')) continue
        held[name] =
          field.tagName === 'SELECT'
            ? (field.querySelector('option[selected]')?.getAttribute('value') ?? '')
            : field.tagName === 'TEXTAREA'
              ? (field.textContent ?? '')
              : (field.getAttribute('value') ?? '')
      }
      return held
    },
  }
}

beforeAll(async () => {
  house = await branchServer({ filled: true })
  const samples = await house.signIn.samples(house.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  for (const [at, who] of (['officer', 'rep', 'member'] as const).entries()) {
    const member = samples[at]?.member ?? ''
    const walked = await house.signIn.walkAs(house.demonstration, member, visitor)
    if (!walked.ok) throw new Error(walked.problem.sentence)
    tokens.set(who, walked.value.token)
  }
}, 120_000)
afterAll(() => house?.close())

describe('the rep finder', () => {
  it('gives anybody the rep of a building who agreed to be shown, and the nearest where there is none', async () => {
    const moreton = await ask('nobody', '/reps?q=annexe')
    expect(moreton.found).toContain('1 rep for this site.')
    expect(moreton.found).toContain('Kerensa Pascoe')
    const team = await ask('nobody', '/reps?q=disabled+children')
    expect(team.found).toContain('Tomasz Brandt')
    const none = await ask('nobody', '/reps?q=thornbury')
    expect(none.found).toContain('No rep here.')
    expect(none.link('Become the rep here')).toBe('/demonstration/reps/become')
  })

  it('shows a rep who agreed to nothing to members alone', async () => {
    const passing = await ask('nobody', '/reps?q=quayside')
    expect(passing.body).not.toContain('Jory Penhale')
    const member = await ask('member', '/reps?q=quayside')
    expect(member.found).toContain('Jory Penhale')
    const card = member.link('Save as a contact')
    expect((await ask('nobody', card)).status).toBe(404)
    expect((await ask('member', card)).status).toBe(200)
  })

  it('gives a card that an address book reads', async () => {
    const page = await ask('nobody', '/reps?q=moreton')
    const card = await ask('nobody', page.link('Save as a contact'))
    const [, properties] = ICAL.parse(card.body) as unknown as [
      string,
      [string, object, string, string][],
    ]
    const value = (name: string) => properties.find(([of]) => of === name)?.[3]
    expect(value('fn')).toBe('Kerensa Pascoe')
    expect(value('title')).toBe('Steward, Moreton House')
  })

  it('says what to try where nothing has the name that was typed', async () => {
    const none = await ask('nobody', '/reps?q=%3Cscript%3E')
    expect(none.status).toBe(200)
    expect(none.text).toContain('No team, building or town has this name')
    expect(none.body).not.toContain('<script>alert')
  })
})

describe('the roster', () => {
  it('shows who holds an office and keeps who held one', async () => {
    const before = await ask('member', '/reps/roster')
    expect(before.lede).toMatch(/offices are held today/)
    const now = await ask('officer', '/reps/roster')
    const office = now.link('Tomasz Brandt')
    const form = await ask('officer', office)
    const ended = await ask('officer', office, {
      ...form.fields(),
      'until-day': '20',
      'until-month': '11',
      'until-year': '2026',
    })
    expect(ended.status).toBe(303)
    const after = await ask('member', '/reps/roster')
    expect(tidy(after.document.querySelector('#before')?.textContent)).toContain('Tomasz Brandt')
    expect((await ask('nobody', '/reps?q=ashby')).found).toContain('No rep here.')
  })

  it('lets an officer give an office to somebody whose email they were told, and no rep do it', async () => {
    expect((await ask('rep', '/offices/new')).status).toBe(403)
    const form = await ask('officer', '/offices/new')
    const given = {
      ...form.fields(),
      'from-day': '1',
      'from-month': '12',
      'from-year': '2026',
      title: 'Adoption rep',
    }
    const nobody = await ask('officer', '/offices/new', { ...given, known: 'no@home.example' })
    expect(nobody.status).toBe(422)
    expect(nobody.text).toContain('Nobody on the roll has this email or membership number')
    const option = nobody.document.querySelector('#member option[value]:not([value=""])')
    const member = option?.getAttribute('value') ?? ''
    const again = nobody.fields()
    const done = await ask('officer', '/offices/new', { ...again, known: '', member })
    expect(done.to).toBe('/demonstration/reps/roster')
    const roster = await ask('member', '/reps/roster')
    expect(tidy(roster.document.querySelector('#to-begin')?.textContent)).toContain(
      'Early help rep',
    )
  })

  it('lets whoever holds an office take back that anybody is shown their name', async () => {
    const roster = await ask('rep', '/reps/roster')
    const office = roster.link('Kerensa Pascoe')
    expect((await ask('member', office)).status).toBe(403)
    const form = await ask('rep', office)
    const back = await ask('rep', office, {
      ...form.fields(),
      shown: 'members',
      'consented-day': '',
      'consented-month': '',
      'consented-year': '',
    })
    expect(back.status).toBe(303)
    expect((await ask('nobody', '/reps?q=moreton')).body).not.toContain('Kerensa Pascoe')
    expect((await ask('member', '/reps?q=moreton')).found).toContain('Kerensa Pascoe')
  })
})

describe('how the branch is reached', () => {
  it('is one record, with an oddly spaced number put right, that feeds the page and the card', async () => {
    const to = await ask('officer', '/contact')
    const form = await ask('officer', to.to)
    const saved = await ask('officer', to.to, {
      ...form.fields(),
      phone: '(016 32) 96 0 123',
      fax: '01632-96 01 24',
      mail: 'branch@home.example',
      town: 'Fairborough',
    })
    expect(saved.status).toBe(303)
    const page = await ask('nobody', '/reps')
    expect(page.text).toContain('01632 960123')
    const card = await ask('nobody', '/contact.vcf')
    expect(card.body).toContain('TEL;VALUE=uri;TYPE="work,voice":tel:+441632960123')
    expect(card.body).toContain('TEL;VALUE=uri;TYPE="work,fax":tel:+441632960124')
    expect(card.body).toContain('EMAIL:branch@home.example')
  })
})
