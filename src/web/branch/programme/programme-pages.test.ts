import { randomUUID } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import type { BranchPerson, BranchRole } from '../../../core/branch-rights/index.ts'
import type { IsoDate } from '../../../kit/index.ts'
import { proposalBook } from '../../../branch/programme/index.ts'
import { support, type BranchId } from '../../../store/branch/index.ts'

type Asker = 'officer' | 'other-officer' | 'member' | 'other-member' | null

let house: BranchServer
const people = new Map<string, BranchPerson>()

function person(asker: NonNullable<Asker>): BranchPerson {
  const role: BranchRole = asker.endsWith('officer') ? 'officer' : 'member'
  const known = people.get(asker) ?? {
    member: randomUUID(),
    organisation: house.own.id,
    name: 'Kerensa Nance',
    offices:
      role === 'member'
        ? []
        : [
            {
              role,
              title: 'Branch secretary',
              site: null,
              team: null,
              from: '2020-01-01' as IsoDate,
              until: null,
              isPublic: true,
            },
          ],
  }
  people.set(asker, known)
  return known
}

beforeAll(async () => {
  house = await branchServer({
    behind: async (_organisation, token) => ({
      person: person(token as NonNullable<Asker>),
      session: token,
      since: new Date('2026-11-23T09:00:00Z'),
      sample: false,
    }),
  })
}, 60_000)
afterAll(() => house.close())

const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

async function asked(who: Asker, path: string, fields?: Record<string, string>) {
  const cookie: Record<string, string> =
    who === null ? {} : { cookie: `fairload-branch-${house.own.slug}=${who}` }
  const url = path.startsWith(`/${house.own.slug}`) ? path : `/${house.own.slug}${path}`
  const answer = await house.app.inject(
    fields === undefined
      ? { url, headers: { host: '127.0.0.1', ...cookie } }
      : {
          method: 'POST',
          url,
          headers: {
            ...fromBranchPages,
            ...cookie,
            'content-type': 'application/x-www-form-urlencoded',
          },
          payload: new URLSearchParams({ once: randomUUID(), ...fields }).toString(),
        },
  )
  const { document } = parseHTML(answer.body)
  const value = (name: string): string =>
    document.querySelector(`main [name="${name}"]`)?.getAttribute('value') ??
    document.querySelector(`main textarea[name="${name}"]`)?.textContent ??
    ''
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    cookies: answer.headers['set-cookie'],
    body: answer.body,
    document,
    text: tidy(document.querySelector('main')?.textContent),
    lede: tidy(document.querySelector('main .fl-lede')?.textContent),
    value,
  }
}

const demand = {
  title: 'A career path',
  words: 'A career path for family workers.',
  scope: 'ALL staff',
  state: 'agreed',
}

describe('the pages of the programme', () => {
  let first = ''

  it('take an officer’s demand and show it in its place, for whom it is as it was written', async () => {
    const made = await asked('officer', '/programme/demands/new', demand)
    expect(made.status).toBe(303)
    first = made.to
    const second = await asked('officer', '/programme/demands/new', {
      ...demand,
      title: 'A fair caseload management system',
    })
    expect(second.status).toBe(303)
    const page = await asked('member', '/programme')
    expect(page.lede).toMatch(/^2 demands: 2 agreed by members\. It has not been published\.$/)
    const items = [...page.document.querySelectorAll('.fl-ordered h3')].map((one) =>
      tidy(one.textContent),
    )
    expect(items).toEqual(['1. A career path', '2. A fair caseload management system'])
    expect(page.text).toContain('For ALL staff')
    expect(page.text).toContain('No figure yet')
  })

  it('move a demand by a button, without a script', async () => {
    const moved = await asked('officer', `${first}/move`, { to: 'down' })
    expect(moved.status).toBe(303)
    const page = await asked('member', '/programme')
    expect(tidy(page.document.querySelector('.fl-ordered h3')?.textContent)).toBe(
      '1. A fair caseload management system',
    )
    await asked('officer', `${first}/move`, { to: 'up' })
  })

  it('say at each field what is wrong, and keep what was typed', async () => {
    const page = await asked('officer', '/programme/demands/new', {
      ...demand,
      words: '',
      title: 'Kept title',
      value: '14',
    })
    expect(page.status).toBe(422)
    expect(page.document.title).toMatch(/^Error: /)
    expect(page.text).toContain('Say what should change.')
    expect(page.text).toContain('Say out of how many')
    expect(page.value('title')).toBe('Kept title')
  })

  it('show an officer both wordings where another saved first, and take what they settle on', async () => {
    const form = await asked('officer', `${first}/edit`)
    const number = form.value('number')
    const meanwhile = await asked('other-officer', `${first}/edit`, {
      ...demand,
      target: 'By May',
      number,
    })
    expect(meanwhile.status).toBe(303)
    const clash = await asked('officer', `${first}/edit`, { ...demand, target: 'By March', number })
    expect(clash.status).toBe(422)
    const both = tidy(clash.document.querySelector('#both-versions')?.textContent)
    expect(both).toContain('By May')
    expect(both).toContain('By March')
    expect(clash.value('target')).toBe('By March')
    const settled = await asked('officer', `${first}/edit`, {
      ...demand,
      target: 'By April',
      number: clash.value('number'),
    })
    expect(settled.status).toBe(303)
    expect((await asked('member', first)).text).toContain('By April')
    const versions = await asked('officer', `${first}/versions`)
    for (const words of ['By May', 'By March', 'By April']) expect(versions.text).toContain(words)
  })

  it('show anybody nothing before it is published, and after that what was published', async () => {
    expect((await asked(null, '/programme')).text).toContain('has not published')
    const published = await asked('officer', '/programme/publish', {})
    expect(published.to).toMatch(/\/programme\/versions\/1$/)
    await asked('officer', '/programme/demands/new', { ...demand, title: 'A later one' })
    const page = await asked(null, '/programme')
    expect(page.status).toBe(200)
    expect(page.cookies).toBeUndefined()
    expect(page.text).toContain('A fair caseload management system')
    expect(page.text).not.toContain('A later one')
    expect(page.text).not.toContain('Open the caseload page')
    expect(page.document.querySelectorAll('main form, main button')).toHaveLength(0)
    expect((await asked('member', '/programme')).lede).toContain('1 thing has changed since.')
  })

  it('open the caseload page from the one demand that is marked', async () => {
    const form = await asked('officer', '/programme/edit')
    const option = [...form.document.querySelectorAll('option')].find((one) =>
      tidy(one.textContent).includes('fair caseload'),
    )
    const saved = await asked('officer', '/programme/edit', {
      title: 'A programme for change',
      redLines: 'Pay rises for senior people alone are not the answer.',
      caseload: option?.getAttribute('value') ?? '',
      number: form.value('number'),
    })
    expect(saved.status).toBe(303)
    const page = await asked('member', '/programme')
    const links = [...page.document.querySelectorAll('main a')].filter(
      (link) => tidy(link.textContent) === 'Open the caseload page',
    )
    expect(links).toHaveLength(1)
    const caseload = await asked('member', links[0]?.getAttribute('href') ?? '')
    expect(caseload.text).toContain('2. A fair caseload management system')
    expect(tidy(page.document.querySelector('#red-lines')?.textContent)).toContain('senior people')
    expect(tidy(page.document.querySelector('#demands')?.textContent)).not.toContain(
      'senior people',
    )
  })
})

describe('the pages of a proposal', () => {
  let proposal = ''

  it('take a member’s demand, and show members what is proposed but not by whom', async () => {
    const made = await asked('member', '/programme/proposals/new', {
      title: 'One day a month for records',
      words: 'One day a month without new work.',
      why: 'Records are written on Sundays.',
    })
    expect(made.status).toBe(303)
    proposal = made.to
    expect((await asked('member', proposal)).text).toContain('You proposed this')
    const other = await asked('other-member', proposal)
    expect(other.text).toContain('A member’s proposal')
    expect(other.body).not.toContain(person('member').member)
    expect((await asked(null, proposal)).status).not.toBe(200)
  })

  it('ask before words are kept that may tell who a child is', async () => {
    const words = { title: 'Cover', words: 'Nobody saw the child born 3/4/2019 for weeks.' }
    const page = await asked('member', '/programme/proposals/new', words)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Is a child in these words?')
    const before = (await asked('member', '/programme/proposals')).text
    expect(before).not.toContain('Cover')
    const mark = page.document.querySelector('[name="looked-at"]')?.getAttribute('value') ?? ''
    const kept = await asked('member', '/programme/proposals/new', { ...words, 'looked-at': mark })
    expect(kept.status).toBe(303)
    await asked('member', `${kept.to}/withdraw`, {})
  })

  it('ask the members under words that say it is no ballot, and never about a strike', async () => {
    const strike = await asked('officer', `${proposal}/put`, {
      question: 'Shall we strike for it?',
      'until-day': '1',
      'until-month': '12',
      'until-year': '2026',
    })
    expect(strike.status).toBe(422)
    expect(strike.text).toContain('Only a statutory ballot')
    const put = await asked('officer', `${proposal}/put`, {
      question: 'Should this be in our programme?',
      'until-day': '1',
      'until-month': '12',
      'until-year': '2026',
    })
    expect(put.status).toBe(303)
    const page = await asked('other-member', proposal)
    expect(page.text).toContain('This is not a statutory ballot')
    expect(page.text).toContain('Fewer than ten have answered.')
    const none = await asked('other-member', `${proposal}/answer`, {})
    expect(none.status).toBe(422)
    expect(none.text).toContain('Choose agree, disagree or pass.')
    const answered = await asked('other-member', `${proposal}/answer`, { answer: 'agree' })
    expect(answered.status).toBe(303)
    const own = await asked('other-member', proposal)
    expect(own.document.querySelector('[value="agree"]')?.hasAttribute('checked')).toBe(true)
    const others = await asked('member', proposal)
    expect(others.document.querySelector('[value="agree"]')?.hasAttribute('checked')).toBe(false)
    expect(others.document.querySelectorAll('.fl-support')).toHaveLength(0)
  })

  it('show how many agreed, disagreed and passed once it closed, where ten answered', async () => {
    const inHouse = house.store.asHouse()
    const of = house.own.id as BranchId
    const at = new Date('2026-11-01T12:00:00Z')
    const closed = (answers: number) =>
      inHouse.inOrganisation(of, async (scope) => {
        const { id } = await proposalBook.make(scope, {
          body: {
            what: 'demand',
            demand: null,
            before: '',
            title: 'A quiet room',
            words: 'A quiet room at every site.',
            why: '',
            on: '2026-11-01' as IsoDate,
            state: 'put',
            put: {
              question: 'Should this be in our programme?',
              on: '2026-11-02' as IsoDate,
              until: '2026-11-20' as IsoDate,
            },
            decided: null,
          },
          by: null,
          at,
        })
        for (let n = 0; n < answers; n += 1) {
          await support.set(scope, {
            question: id,
            member: randomUUID(),
            answer: n < 7 ? 'agree' : n < 9 ? 'disagree' : 'pass',
            on: '2026-11-10' as IsoDate,
          })
        }
        return id
      })
    const counted = await asked('member', `/programme/proposals/${await closed(10)}`)
    expect(
      [...counted.document.querySelectorAll('.fl-support li')].map((one) => tidy(one.textContent)),
    ).toEqual(['Agree: 7 of 10 (70%)', 'Disagree: 2 of 10 (20%)', 'Pass: 1 of 10 (10%)'])
    expect(counted.text).toContain('This is not a statutory ballot')
    const few = await asked('officer', `/programme/proposals/${await closed(9)}`)
    expect(few.document.querySelectorAll('.fl-support')).toHaveLength(0)
    expect(few.text).toContain('Fewer than ten members answered')
  })

  it('show other words for a demand beside its own, and what became of them with the reason', async () => {
    const page = await asked('member', '/programme')
    const href = page.document.querySelector('.fl-ordered h3 a')?.getAttribute('href') ?? ''
    const id = href.split('/').at(-1) ?? ''
    const form = await asked('member', `/programme/proposals/new?demand=${id}`)
    expect(form.value('words')).toContain('A career path for family workers.')
    const made = await asked('member', `/programme/proposals/new?demand=${id}`, {
      words: 'A career path for every worker.',
    })
    const shown = await asked('member', made.to)
    const sides = [...shown.document.querySelectorAll('.fl-sides__side .fl-wording')].map((one) =>
      tidy(one.textContent),
    )
    expect(sides).toEqual(['A career path for family workers.', 'A career path for every worker.'])
    const without = await asked('officer', `${made.to}/decide`, { as: 'taken', words: 'x' })
    expect(without.status).toBe(422)
    expect(without.text).toContain('Say why.')
    const decided = await asked('officer', `${made.to}/decide`, {
      as: 'taken',
      words: 'A career path for every worker.',
      reason: 'Members named it in each round.',
      number: (await asked('officer', made.to)).value('number'),
    })
    expect(decided.status).toBe(303)
    expect((await asked('member', made.to)).text).toContain('Members named it in each round.')
    expect((await asked('member', href)).lede).toBe('A career path for every worker.')
  })

  it('are not there for an id that is none', async () => {
    for (const path of ['proposals/x', `proposals/${randomUUID()}`, `demands/${randomUUID()}`]) {
      expect((await asked('officer', `/programme/${path}`)).status).toBe(404)
    }
  })
})
