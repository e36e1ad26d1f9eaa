import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { codeAt, newToken, stepAt } from '../../sign-in/index.ts'
import {
  members,
  offices,
  organisations,
  signInSteps,
  type BranchStore,
} from '../../store/branch/index.ts'
import { mailer } from '../../render/index.ts'
import { withClient } from '../../store/connect.ts'
import { insideOf } from '../../store/inside.ts'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import { testMail, type TestMail } from '../../../test/seeds/mail.ts'
import { branchId } from '../deps.ts'
import type { BranchView } from '../views.ts'
import { branchSignIn, type BranchSignIn } from './index.ts'

const KEY = Buffer.alloc(32, 3)
const HOME = { place: '203.0.113.7', agent: 'Firefox on Android' }
const ORIGIN = 'https://branch.example'

interface House {
  signIn: BranchSignIn
  of: BranchView
  mail: TestMail
  troubles: unknown[]
  wait(minutes: number): void
  at(): Date
}

let store: BranchStore
let mails: TestMail
let made = 0
beforeAll(async () => {
  store = await testBranchStore()
  mails = await testMail()
})
afterAll(async () => {
  await mails.close()
  await store.close()
})

/** A branch of its own for each test, and of the mail what came meanwhile. */
async function house(options: { demonstration?: boolean; mail?: false } = {}): Promise<House> {
  const troubles: unknown[] = []
  let clock = new Date('2026-11-23T09:00:00Z').getTime()
  const kind = options.demonstration ? 'demonstration' : 'own'
  const at = () => new Date(clock)
  const branch = await organisations.create(store, {
    slug: `moreton-${(made += 1)}`,
    name: 'Moreton branch',
    kind,
    settings: {},
    at: at(),
  })
  if (!branch.ok) throw new Error(branch.problem.sentence)
  mails.received.length = 0
  const { id, slug, name } = branch.value
  return {
    mail: mails,
    troubles,
    at,
    wait: (minutes) => (clock += minutes * 60_000),
    of: { id, slug, name, demonstration: kind === 'demonstration' },
    signIn: branchSignIn({
      store,
      now: at,
      today: () => at().toISOString().slice(0, 10) as IsoDate,
      key: KEY,
      mail:
        options.mail === false
          ? null
          : { mailer: mailer(mails.server), from: 'Sign-in <branch@union.example>' },
      onTrouble: (error) => troubles.push(error),
      lookUp: async () => ['proxy.moreton.gov.uk'],
    }),
  }
}

type Taken<T> = { ok: true; value: T } | { ok: false; problem: { code: string; sentence: string } }
function value<T>(result: Taken<T>): T {
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}
const trouble = (result: Taken<unknown>): string => (result.ok ? 'none' : result.problem.code)

const add = async (
  { signIn, of }: House,
  name: string,
  roles: Parameters<BranchSignIn['add']>[1]['roles'] = [],
) => value(await signIn.add(of, { email: mailOf(name), name, roles }, null))
const mailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@home.example`

const linkIn = (text: string): string => /sign-in\/link\/([\w-]+)/.exec(text)?.[1] ?? ''

/** The newest link that was sent. */
async function sentLink(here: House, after = 0): Promise<string> {
  await expect.poll(() => here.mail.received.length).toBeGreaterThan(after)
  return linkIn(here.mail.received.at(-1)?.text ?? '')
}

const ask = ({ signIn, of }: House, email: string, visitor = HOME) =>
  signIn.askForLink(of, { email, origin: ORIGIN }, visitor)

/** The code that an app shows which was given this key. */
function shown(key: string, at: Date): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  return codeAt(secret, stepAt(at))
}

describe('a member', () => {
  let here: House
  beforeAll(async () => {
    here = await house()
    await add(here, 'Isla Penrose')
  })

  it('is in by a link to their own mail, with no second step', async () => {
    value(await ask(here, '  Isla.Penrose@Home.example '))
    const link = await sentLink(here)
    const begun = value(await here.signIn.takeLink(here.of, link, HOME))
    expect(begun.next).toBe('in')
    const known = await here.signIn.behind(here.of, begun.token)
    expect(known?.person).toMatchObject({ name: 'Isla Penrose', offices: [] })
  })

  it('is sent a mail that says neither whose it is nor which union', async () => {
    const { text, to } = here.mail.received.at(-1) ?? { text: '', to: [] }
    expect(to).toEqual(['isla.penrose@home.example'])
    expect(text).toContain(`${ORIGIN}/${here.of.slug}/sign-in/link/`)
    expect(text.replaceAll(here.of.slug, '')).not.toMatch(/union(?!\.example)|Moreton|Isla /)
  })

  it('takes a link once, however often a scanner looked at it', async () => {
    const before = here.mail.received.length
    value(await ask(here, 'isla.penrose@home.example'))
    const link = await sentLink(here, before)
    for (let look = 0; look < 3; look += 1) {
      expect(await here.signIn.linkIsGood(here.of, link)).toBe(true)
    }
    expect(trouble(await here.signIn.takeLink(here.of, link, HOME))).toBe('none')
    expect(await here.signIn.linkIsGood(here.of, link)).toBe(false)
    expect(trouble(await here.signIn.takeLink(here.of, link, HOME))).toBe('link-not-good')
  })

  it('is in once where a link is pressed twice at one time', async () => {
    const before = here.mail.received.length
    value(await ask(here, 'isla.penrose@home.example'))
    const link = await sentLink(here, before)
    const both = await Promise.all([1, 2].map(() => here.signIn.takeLink(here.of, link, HOME)))
    expect(both.map(trouble).sort()).toEqual(['link-not-good', 'none'])
  })

  it('finds a link of a quarter of an hour ago run out', async () => {
    const before = here.mail.received.length
    here.wait(20)
    value(await ask(here, 'isla.penrose@home.example'))
    const link = await sentLink(here, before)
    here.wait(14)
    expect(await here.signIn.linkIsGood(here.of, link)).toBe(true)
    here.wait(2)
    expect(trouble(await here.signIn.takeLink(here.of, link, HOME))).toBe('link-not-good')
  })

  it('sees where they are signed in, and ends what they do not know', async () => {
    const tokens = []
    for (const agent of ['Safari on iPhone or iPad', 'Edge on Windows']) {
      const { code } = value(
        await here.signIn.giveCodeByEmail(here.of, 'isla.penrose@home.example', null),
      )
      tokens.push(value(await here.signIn.takeCode(here.of, code, { ...HOME, agent })).token)
    }
    const [phone = '', office = ''] = tokens
    const who = await here.signIn.behind(here.of, phone)
    if (!who) throw new Error('signed in')
    const open = await here.signIn.sessions(here.of, who)
    expect(open.map(({ agent, current }) => [agent, current])).toContainEqual([
      'Safari on iPhone or iPad',
      true,
    ])
    await here.signIn.endSessions(here.of, who, 'others')
    expect(await here.signIn.behind(here.of, office)).toBeNull()
    expect(await here.signIn.behind(here.of, phone)).not.toBeNull()
    await here.signIn.signOut(here.of, phone)
    expect(await here.signIn.behind(here.of, phone)).toBeNull()
  })

  it('is out after an hour without use, and after twelve hours in any case', async () => {
    const { code } = value(
      await here.signIn.giveCodeByEmail(here.of, 'isla.penrose@home.example', null),
    )
    const { token } = value(await here.signIn.takeCode(here.of, code, HOME))
    for (let quarter = 0; quarter < 16; quarter += 1) {
      here.wait(44)
      expect(await here.signIn.behind(here.of, token)).not.toBeNull()
    }
    here.wait(44)
    expect(await here.signIn.behind(here.of, token)).toBeNull()
  })
})

describe('somebody who is not on the roll', () => {
  it('has the same answer as a member, and no mail', async () => {
    const here = await house()
    await add(here, 'Isla Penrose')
    const answers = [
      await ask(here, 'nobody@home.example'),
      await ask(here, mailOf('Isla Penrose')),
    ]
    expect(answers[0]).toEqual(answers[1])
    await sentLink(here)
    expect(here.mail.received.map(({ to }) => to)).toEqual([['isla.penrose@home.example']])
    expect(here.troubles).toEqual([])
  })

  it('is shut out for a while after many asks, exactly as a member is', async () => {
    const here = await house()
    await add(here, 'Isla Penrose')
    const asked = async (email: string) => {
      const said = []
      for (let i = 0; i < 7; i += 1) said.push(trouble(await ask(here, email)))
      return said
    }
    const stranger = await asked('nobody@home.example')
    expect(stranger).toEqual([...Array(5).fill('none'), 'too-many-tries', 'too-many-tries'])
    expect(await asked(mailOf('Isla Penrose'))).toEqual(stranger)
    await sentLink(here, 4)
    here.wait(16)
    expect(trouble(await ask(here, 'nobody@home.example'))).toBe('none')
  })

  it('cannot flood a member’s mail, from however many places they ask', async () => {
    const here = await house()
    await add(here, 'Isla Penrose')
    for (let i = 0; i < 12; i += 1) {
      const visitor = { ...HOME, place: `198.51.100.${i}` }
      value(await ask(here, mailOf('Isla Penrose'), visitor))
    }
    await sentLink(here, 4)
    await add(here, 'Bo Trevanion')
    value(await ask(here, mailOf('Bo Trevanion')))
    await expect
      .poll(() => here.mail.received.map(({ to }) => to[0]))
      .toContain('bo.trevanion@home.example')
    expect(here.mail.received.filter(({ to }) => to[0] === mailOf('Isla Penrose'))).toHaveLength(5)
  })

  it('guesses no link and no code', async () => {
    const here = await house()
    await add(here, 'Isla Penrose')
    const said = []
    for (let i = 0; i < 6; i += 1) {
      said.push(trouble(await here.signIn.takeLink(here.of, newToken(), HOME)))
    }
    expect(said).toEqual([...Array(5).fill('link-not-good'), 'too-many-tries'])
    expect(trouble(await here.signIn.takeCode(here.of, 'K7QF-2MND-X8RA-9TBC', HOME))).toBe(
      'one-time-code-not-good',
    )
  })
})

describe('an address at the employer’s', () => {
  it('is refused with why, whoever’s it is, and nothing is sent', async () => {
    const here = await house()
    value(await here.signIn.employer.add(here.of, 'https://care-trust.example/', newId()))
    expect(await here.signIn.employer.domains(here.of)).toEqual(['care-trust.example'])
    for (const email of ['jo@moreton.gov.uk', 'jo@mail.care-trust.example']) {
      const refused = await ask(here, email)
      expect(trouble(refused)).toBe('mail-of-employer')
      expect(refused.ok || refused.problem.sentence).toContain('Your employer can read')
    }
    const added = await here.signIn.add(
      here.of,
      { email: 'jo@moreton.gov.uk', name: 'Jo Tamblyn', roles: [] },
      null,
    )
    expect(trouble(added)).toBe('mail-of-employer')
    await here.signIn.employer.remove(here.of, 'care-trust.example', newId())
    expect(trouble(await ask(here, 'jo@care-trust.example'))).toBe('none')
    expect(here.mail.received).toEqual([])
  })

  it('is warned of where a visit comes from the employer’s network', async () => {
    const here = await house()
    expect(await here.signIn.employer.networkOf(here.of, HOME)).toBe('gov.uk')
    expect(
      await here.signIn.employer.networkOf(here.of, { ...HOME, place: '127.0.0.1' }),
    ).toBeNull()
  })
})

const newId = (): string => '5b6f7c1e-8a0d-4c39-9a52-1f3e2d4c5b6a'

describe.each(['officer', 'roll-keeper'] as const)('somebody with the office of %s', (role) => {
  it('is not in by a first step alone, sets up an app, and is in', async () => {
    const here = await house()
    const { code } = await add(here, 'Morwenna Tregenza', [role])
    const begun = value(await here.signIn.takeCode(here.of, code, HOME))
    expect(begun.next).toBe('authenticator')
    expect(await here.signIn.behind(here.of, begun.token)).toBeNull()

    const secret = await here.signIn.authenticator(here.of, begun.token)
    expect(secret?.address).toMatch(/^otpauth:\/\/totp\//)
    expect(secret?.address).not.toMatch(/Moreton|morwenna|union/i)
    // Loaded again, the page shows the same key.
    expect(await here.signIn.authenticator(here.of, begun.token)).toEqual(secret)
    const confirm = (typed: string) =>
      here.signIn.confirmAuthenticator(here.of, begun.token, typed, HOME)
    expect(trouble(await confirm('000000'))).toBe('code-wrong')
    const done = value(await confirm(shown(secret?.key ?? '', here.at())))
    expect(done.recoveryCodes).toHaveLength(8)
    expect((await here.signIn.behind(here.of, done.token))?.person.name).toBe('Morwenna Tregenza')
    expect(await here.signIn.behind(here.of, begun.token)).toBeNull()

    here.wait(1)
    value(await ask(here, mailOf('Morwenna Tregenza')))
    const again = value(await here.signIn.takeLink(here.of, await sentLink(here), HOME))
    expect(again.next).toBe('code')
    expect(await here.signIn.behind(here.of, again.token)).toBeNull()
    expect(await here.signIn.authenticator(here.of, again.token)).toBeNull()
    const typed = shown(secret?.key ?? '', here.at())
    const inAgain = value(await here.signIn.confirm(here.of, again.token, typed, HOME))
    expect(await here.signIn.behind(here.of, inAgain.token)).not.toBeNull()

    // A code that was seen is not taken again; a recovery code is, once.
    const lost = value(await here.signIn.giveCode(here.of, inAgain && (await memberOf(here)), null))
    const third = value(await here.signIn.takeCode(here.of, lost.code, HOME))
    expect(trouble(await here.signIn.confirm(here.of, third.token, typed, HOME))).toBe('code-wrong')
    const [recovery = ''] = done.recoveryCodes
    const recovered = value(await here.signIn.confirm(here.of, third.token, recovery, HOME))
    expect(recovered.recoveryCodesLeft).toBe(7)
    expect(trouble(await here.signIn.confirm(here.of, third.token, recovery, HOME))).toBe(
      'begin-again',
    )
  })
})

const memberOf = async ({ signIn, of }: House): Promise<string> =>
  (await signIn.people(of))[0]?.member ?? ''

describe('somebody who becomes an officer while they are signed in', () => {
  it('is out until their second step is done', async () => {
    const here = await house()
    const { member, code } = await add(here, 'Bo Trevanion')
    const { token } = value(await here.signIn.takeCode(here.of, code, HOME))
    expect(await here.signIn.behind(here.of, token)).not.toBeNull()
    await store.asHouse().inOrganisation(branchId(here.of), (scope) =>
      offices.give(scope, {
        id: newId(),
        member,
        role: 'officer',
        title: 'Secretary',
        site: null,
        team: null,
        from: '2026-11-01' as IsoDate,
        until: null,
        isPublic: false,
        consentedOn: null,
        sealed: Buffer.from('x'),
        givenBy: null,
        givenAt: here.at(),
      }),
    )
    expect(await here.signIn.behind(here.of, token)).toBeNull()
    expect((await here.signIn.halfway(here.of, token))?.next).toBe('authenticator')
    here.wait(16)
    expect(await here.signIn.halfway(here.of, token)).toBeNull()
  })
})

describe('the very first person', () => {
  it('becomes officer and keeper of the roll by a code, and nobody after them', async () => {
    const here = await house({ mail: false })
    expect(here.signIn.mails).toBe(false)
    const code = (await here.signIn.firstCode(here.of)) ?? ''
    const newer = (await here.signIn.firstCode(here.of)) ?? ''
    const begin = (typed: string, email = 'wenna@home.example') =>
      here.signIn.begin(here.of, { code: typed, name: 'Wenna Pascoe', email }, HOME)
    expect(trouble(await begin(code))).toBe('one-time-code-not-good')
    expect(trouble(await begin(newer, 'wenna@moreton.gov.uk'))).toBe('mail-of-employer')
    const begun = value(await begin(newer.toLowerCase()))
    expect(begun.next).toBe('authenticator')
    const [first] = await here.signIn.people(here.of)
    expect(first).toMatchObject({ name: 'Wenna Pascoe', email: 'wenna@home.example' })
    expect(first?.roles.toSorted()).toEqual(['officer', 'roll-keeper'])
    expect(await here.signIn.firstCode(here.of)).toBeNull()
    expect(trouble(await begin(newer, 'other@home.example'))).toBe('one-time-code-not-good')
  })

  it('keeps nothing of a name or an address in the open', async () => {
    const here = await house()
    const { member, code } = await add(here, 'Wenna Pascoe', ['officer'])
    value(await here.signIn.takeCode(here.of, code, HOME))
    const all = await withClient(insideOf(store).app, async (client) => {
      await client.query(
        `select set_config('app.organisation', $1, false),
        set_config('app.sees', 'house', false), set_config('xmlbinary', 'hex', false)`,
        [here.of.id],
      )
      const { rows } = await client.query<{ all: string }>(
        `select string_agg(query_to_xml(format('select * from branch.%I', relname), true, true, '')::text, ' ') as all
         from pg_class where relnamespace = 'branch'::regnamespace and relkind = 'r'`,
      )
      await client.query('discard all')
      return rows[0]?.all ?? ''
    })
    expect(all).toContain(member)
    expect(all).not.toMatch(/wenna|pascoe/i)
    const hidden = (text: string) => Buffer.from(text).toString('hex')
    expect(all.toLowerCase()).not.toContain(hidden('enna'))
  })
})

describe('somebody who lost their phone', () => {
  it('begins anew with a code, and all they had before is ended', async () => {
    const here = await house()
    const { member, code } = await add(here, 'Bo Trevanion', ['officer'])
    const begun = value(await here.signIn.takeCode(here.of, code, HOME))
    const secret = await here.signIn.authenticator(here.of, begun.token)
    const typed = shown(secret?.key ?? '', here.at())
    const done = value(await here.signIn.confirmAuthenticator(here.of, begun.token, typed, HOME))
    const reset = value(await here.signIn.reset(here.of, member, null))
    expect(await here.signIn.behind(here.of, done.token)).toBeNull()
    const anew = value(await here.signIn.takeCode(here.of, reset.code, HOME))
    expect(anew.next).toBe('authenticator')
    expect((await here.signIn.authenticator(here.of, anew.token))?.key).not.toBe(secret?.key)
    expect(trouble(await here.signIn.takeCode(here.of, reset.code, HOME))).toBe(
      'one-time-code-not-good',
    )
  })
})

describe('somebody who left the union', () => {
  it('is out at once, and leaves nothing behind by which they signed in', async () => {
    const here = await house()
    const { member, code } = await add(here, 'Bo Trevanion', ['officer'])
    const begun = value(await here.signIn.takeCode(here.of, code, HOME))
    const secret = await here.signIn.authenticator(here.of, begun.token)
    const typed = shown(secret?.key ?? '', here.at())
    const done = value(await here.signIn.confirmAuthenticator(here.of, begun.token, typed, HOME))
    const inHouse = store.asHouse().inOrganisation
    const left = () => inHouse(branchId(here.of), (scope) => signInSteps.secondStep(scope, member))
    await inHouse(branchId(here.of), async (scope) => {
      const entry = await members.get(scope, member)
      const kept = { emailPrint: null, numberPrint: null, sealed: entry?.sealed ?? Buffer.alloc(0) }
      await members.change(scope, { id: member, standing: 'former', ...kept }, 1, here.at())
    })
    expect(await here.signIn.behind(here.of, done.token)).toBeNull()
    expect(await left()).not.toBeNull()
    const other = await add(here, 'Isla Penrose')
    value(await here.signIn.takeCode(here.of, other.code, HOME))
    expect(await left()).toBeNull()
  })
})

describe('a guest', () => {
  it('opens what the link opens until its last day, and is counted by week', async () => {
    const here = await house()
    const by = newId()
    const given = {
      label: 'Tenants’ group',
      what: 'round:5b6f7c1e',
      endsOn: '2026-11-30' as IsoDate,
    }
    const { id, token } = value(await here.signIn.guests.make(here.of, given, by))
    const open = () => here.signIn.guests.open(here.of, token, HOME)
    expect(await open()).toMatchObject({
      guest: id,
      label: 'Tenants’ group',
      what: 'round:5b6f7c1e',
    })
    await open()
    here.wait(7 * 24 * 60)
    await open()
    expect(await here.signIn.guests.list(here.of)).toMatchObject([
      {
        state: 'good',
        weeks: [
          { week: '2026-11-30', opened: 1 },
          { week: '2026-11-23', opened: 2 },
        ],
      },
    ])
    expect(await here.signIn.guestBehind(here.of, token)).not.toBeNull()
    here.wait(24 * 60)
    expect(await here.signIn.guestBehind(here.of, token)).toBeNull()
    expect(await here.signIn.guests.list(here.of)).toMatchObject([{ state: 'run-out' }])
  })

  it('comes in with a whole group from one network', async () => {
    const here = await house()
    const given = { label: 'Press', what: 'round:5b6f7c1e', endsOn: '2026-12-30' as IsoDate }
    const { token } = value(await here.signIn.guests.make(here.of, given, newId()))
    for (let guest = 0; guest < 12; guest += 1) {
      expect(await here.signIn.guests.open(here.of, token, HOME)).not.toBeNull()
    }
    for (let guess = 0; guess < 6; guess += 1) {
      expect(await here.signIn.guests.open(here.of, newToken(), HOME)).toBeNull()
    }
    expect(await here.signIn.guests.open(here.of, token, HOME)).toBeNull()
  })

  it('is out at once where the link is taken back', async () => {
    const here = await house()
    const given = { label: 'Press', what: 'round:5b6f7c1e', endsOn: '2026-12-30' as IsoDate }
    const { id, token } = value(await here.signIn.guests.make(here.of, given, newId()))
    await here.signIn.guests.end(here.of, id, newId())
    expect(await here.signIn.guestBehind(here.of, token)).toBeNull()
    expect(await here.signIn.guests.open(here.of, token, HOME)).toBeNull()
    await here.signIn.guests.reopen(here.of, id, newId())
    expect(await here.signIn.guestBehind(here.of, token)).not.toBeNull()
  })

  it.each([
    ['no label', { label: ' ' }, 'label-missing'],
    ['a day gone by', { endsOn: '2026-11-22' as IsoDate }, 'day-wrong'],
    ['years ahead', { endsOn: '2029-11-22' as IsoDate }, 'day-wrong'],
  ])('has no link with %s', async (_, more, code) => {
    const here = await house()
    const given = { label: 'Press', what: 'round:1', endsOn: '2026-12-30' as IsoDate, ...more }
    expect(trouble(await here.signIn.guests.make(here.of, given, newId()))).toBe(code)
  })
})

describe('the demonstration’s people', () => {
  it('are walked as without a secret, those who are named and nobody else', async () => {
    const here = await house({ demonstration: true })
    const officer = await add(here, 'Morwenna Tregenza', ['officer'])
    const member = await add(here, 'Isla Penrose')
    const other = await add(here, 'Bo Trevanion')
    await here.signIn.setSamples(here.of, [officer.member, member.member])
    expect(await here.signIn.samples(here.of)).toMatchObject([
      { name: 'Morwenna Tregenza', offices: ['Officer'] },
      { name: 'Isla Penrose', offices: ['Member'] },
    ])
    const { token } = value(await here.signIn.walkAs(here.of, officer.member, HOME))
    expect(await here.signIn.behind(here.of, token)).toMatchObject({ sample: true })
    expect(trouble(await here.signIn.walkAs(here.of, other.member, HOME))).toBe('not-found')
  })

  it('open nothing in a branch of one’s own', async () => {
    const here = await house()
    const officer = await add(here, 'Morwenna Tregenza', ['officer'])
    await here.signIn.setSamples(here.of, [officer.member])
    expect(trouble(await here.signIn.walkAs(here.of, officer.member, HOME))).toBe('not-found')
  })
})
