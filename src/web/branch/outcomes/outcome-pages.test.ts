import { randomUUID } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'
import type { IsoDate } from '../../../kit/index.ts'

type Asker = 'officer' | 'member' | null

let house: BranchServer

const MEMBERS = { officer: randomUUID(), member: randomUUID() }
const personOf = (who: NonNullable<Asker>): BranchPerson => ({
  member: MEMBERS[who],
  organisation: house.own.id,
  name: 'Jory Penhale',
  offices:
    who === 'member'
      ? []
      : [
          {
            role: 'officer',
            title: 'Branch secretary',
            site: null,
            team: null,
            from: '2020-01-01' as IsoDate,
            until: null,
            isPublic: true,
          },
        ],
})

beforeAll(async () => {
  house = await branchServer({
    behind: async (_organisation, token) => ({
      person: personOf(token as NonNullable<Asker>),
      session: token,
      since: new Date('2026-11-23T09:00:00Z'),
      sample: false,
    }),
  })
}, 60_000)
afterAll(() => house?.close())

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
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    document,
    text: tidy(document.querySelector('main')?.textContent),
    lede: tidy(document.querySelector('main .fl-lede')?.textContent),
  }
}

const loan = {
  title: 'The loan is not asked back during leave',
  policy: 'Recruitment and staying',
  clause: '7.2',
  before: 'The 10,000 pound loan is asked back at once.',
  after: 'The £10,000 loan is asked back in parts, and never during maternity or sick leave.',
  'wonOn-day': '1',
  'wonOn-month': '8',
  'wonOn-year': '2026',
}

describe('the pages of wins', () => {
  let win = ''

  it('show both wordings whole, the amount in pounds, and that evidence is missing', async () => {
    const made = await asked('officer', '/wins/new', loan)
    expect(made.status).toBe(303)
    win = made.to
    const page = await asked('member', win)
    const sides = [...page.document.querySelectorAll('.fl-sides__side .fl-wording')]
    expect(sides.map((side) => tidy(side.textContent))).toEqual([loan.before, loan.after])
    expect(sides[0]?.querySelector('del')).not.toBeNull()
    expect(sides[1]?.querySelector('ins')).not.toBeNull()
    expect(page.text).toContain('£10,000, before and after')
    expect(page.text).toContain('Evidence missing')
    expect((await asked('member', '/wins')).lede).toContain('Evidence is missing for 1.')
  })

  it('lose the mark once something shows it', async () => {
    const number =
      (await asked('officer', `${win}/edit`)).document
        .querySelector('[name="number"]')
        ?.getAttribute('value') ?? ''
    const where = 'https://fairborough.example/policy.pdf'
    expect((await asked('officer', `${win}/edit`, { ...loan, where, number })).status).toBe(303)
    const page = await asked('member', win)
    expect(page.text).not.toContain('Evidence missing')
    expect(page.document.querySelector(`a[href="${where}"]`)).not.toBeNull()
  })

  it('are not there for anybody until the branch shows them, and then without a form', async () => {
    expect((await asked(null, win)).status).toBe(404)
    expect((await asked(null, '/wins')).text).not.toContain('The loan')
    expect((await asked('member', `${win}/show`, { to: 'public' })).status).toBe(403)
    expect((await asked('officer', `${win}/show`, { to: 'public' })).status).toBe(303)
    const page = await asked(null, '/wins')
    expect(page.text).toContain(loan.after)
    expect(page.document.querySelectorAll('main form')).toHaveLength(0)
    expect((await asked(null, win)).status).toBe(200)
  })

  it('say that a look is due after three months, and what somebody saw', async () => {
    expect((await asked('member', win)).text).toContain(
      'due to be looked at again since 1 November',
    )
    const day = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    const empty = await asked('officer', `${win}/look`, day)
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say whether it still holds.')
    const early = { ...day, 'on-month': '7', holds: 'no', words: 'Asked back in full.' }
    const refused = await asked('officer', `${win}/look`, early)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('It was won on 1 August 2026')
    const look = { ...day, holds: 'no', words: 'Asked back in full.' }
    expect((await asked('officer', `${win}/look`, look)).status).toBe(303)
    const page = await asked('member', win)
    expect(page.text).toContain('It did not hold: Asked back in full.')
    expect((await asked('member', '/wins')).lede).toContain('1 did not hold')
  })
})

describe('the page of a big item', () => {
  it('closes it with what came of it alone, and opens it again', async () => {
    const made = await asked('officer', '/big-items/new', { title: 'A way up', owner: 'Chair' })
    expect(made.status).toBe(303)
    const refused = await asked('officer', `${made.to}/close`, { outcome: '   ' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say what came of it first')
    expect((await asked('member', '/big-items')).lede).toContain('1 big item is open')
    expect((await asked('officer', `${made.to}/close`, { outcome: 'Two grades.' })).status).toBe(
      303,
    )
    expect((await asked('member', made.to)).lede).toBe('Closed on 23 November 2026: Two grades.')
    expect((await asked('officer', `${made.to}/reopen`, {})).status).toBe(303)
    expect((await asked('member', '/big-items')).lede).toContain('1 big item is open')
  })

  it('is written by officers alone', async () => {
    expect((await asked('member', '/big-items/new', { title: 'Mine' })).status).toBe(403)
    expect((await asked('member', '/wins/new')).status).toBe(403)
  })
})
