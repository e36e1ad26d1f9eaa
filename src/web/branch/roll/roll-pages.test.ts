import { parseHTML } from 'linkedom'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import { readMembers } from '../../../intake/index.ts'
import { peopleOfTheRoll } from '../../../branch/sign-in/people.ts'
import { addEntry, emptyEntry, giveOffice, openedRoll } from '../../../branch/roll/index.ts'
import { branchId, type BranchView } from '../../../branch/index.ts'
import { offices } from '../../../store/branch/index.ts'
import { addDays } from '../../../kit/index.ts'

type Asker = 'secretary' | 'rep' | 'member' | 'keeper' | 'officer' | 'nobody'

let house: BranchServer
const members = new Map<Asker, string>()
const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

async function ask(
  who: Asker,
  url: string,
  fields?: Record<string, string> | { file: string },
  slug = 'demonstration',
) {
  const isFile = fields !== undefined && 'file' in fields && url.includes('/roll/imports')
  const boundary = 'edge'
  const answer = await house.app.inject({
    method: fields ? 'POST' : 'GET',
    url: url.startsWith(`/${slug}`) ? url : `/${slug}${url}`,
    headers: {
      ...fromBranchPages,
      cookie: `fairload-branch-${slug}=${members.get(who) ?? ''}`,
      ...(isFile
        ? { 'content-type': `multipart/form-data; boundary=${boundary}` }
        : fields
          ? { 'content-type': 'application/x-www-form-urlencoded' }
          : {}),
    },
    ...(isFile
      ? {
          payload: `--${boundary}\r\ncontent-disposition: form-data; name="list"; filename="members.csv"\r\ncontent-type: text/csv\r\n\r\n${(fields as { file: string }).file}\r\n--${boundary}--\r\n`,
        }
      : fields
        ? { payload: new URLSearchParams(fields as Record<string, string>).toString() }
        : {}),
  })
  const { document } = parseHTML(answer.body)
  const main = document.querySelector('main')
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    type: String(answer.headers['content-type'] ?? ''),
    raw: answer.rawPayload,
    body: answer.body,
    document,
    text: tidy(main?.textContent),
    lede: tidy(main?.querySelector('.fl-lede')?.textContent),
    link: (words: string): string =>
      [...document.querySelectorAll('main a')]
        .find((link) => tidy(link.textContent).includes(words))
        ?.getAttribute('href') ?? '',
    /** What the form that sends to an address holds as it stands. */
    form: (action: string): Record<string, string> => {
      const held: Record<string, string> = {}
      const form = [...document.querySelectorAll('main form')].find((of) =>
        of.getAttribute('action')?.split('?')[0]?.endsWith(action),
      )
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

const give = (of: BranchView, member: string, role: 'roll-keeper' | 'officer') =>
  house.store.inOrganisation(branchId(of), (scope) =>
    giveOffice(
      scope,
      { key: house.deps.key, organisation: of.id },
      {
        member,
        role,
        title: role,
        site: null,
        team: null,
        from: addDays(house.deps.today(), -5),
        until: null,
        consentedOn: null,
        mail: null,
        phone: null,
        by: null,
        at: house.deps.now(),
      },
    ),
  )

/** Somebody who keeps the roll of a branch where nobody is on it. */
async function keeperOf(of: BranchView): Promise<string> {
  const added = await house.store.inOrganisation(branchId(of), (scope) =>
    addEntry(
      scope,
      { key: house.deps.key, organisation: of.id },
      { standing: 'member', entry: emptyEntry('Own Keeper') },
      house.deps.now(),
    ),
  )
  if (!added.ok) throw new Error(added.problem.sentence)
  await give(of, added.value, 'roll-keeper')
  return added.value
}

beforeAll(async () => {
  house = await branchServer({
    filled: true,
    // A token is the member: who they are comes from the roll, as at sign-in.
    behind: async (organisation, token) => {
      if (!/^[0-9a-f-]{36}$/.test(token)) return null
      return house.store.inOrganisation(branchId(organisation), async (scope) => {
        const people = peopleOfTheRoll(house.deps.key)
        const person = await people.get(scope, token)
        if (!person) return null
        const offices = await people.offices(scope, token, house.deps.today())
        const { member, name } = person
        return { person: { member, organisation: organisation.id, name, offices } } as never
      })
    },
  })
  house.deps.readMembers = readMembers
  const samples = await house.signIn.samples(house.demonstration)
  for (const [at, who] of (['secretary', 'rep', 'member'] as const).entries()) {
    members.set(who, samples[at]?.member ?? '')
  }
  await house.store.inOrganisation(branchId(house.demonstration), async (scope) => {
    const key = { key: house.deps.key, organisation: house.demonstration.id }
    const roll = await openedRoll(scope, key)
    const held = new Set((await offices.list(scope)).map(({ member }) => member))
    const spare = roll.filter(({ id }) => id !== members.get('member') && !held.has(id))
    for (const [at, who] of (['keeper', 'officer'] as const).entries()) {
      members.set(who, spare[at]?.id ?? '')
    }
  })
  await give(house.demonstration, members.get('keeper') ?? '', 'roll-keeper')
  await give(house.demonstration, members.get('officer') ?? '', 'officer')
}, 120_000)
afterAll(() => house?.close())

const memberName = async (): Promise<string> => {
  const own = await ask('member', '/roll/mine')
  return tidy(own.document.querySelector('main .govuk-summary-list__value')?.textContent)
}

describe('the roll’s pages', () => {
  it('are for its keepers: nobody else opens them, and an entry’s address shows nobody', async () => {
    const id = members.get('member') ?? ''
    for (const url of ['/roll', `/roll/${id}`, '/roll/imports', '/roll/copies', '/roll/new']) {
      expect((await ask('rep', url)).status).toBe(403)
      expect((await ask('officer', url)).status).toBe(403)
      expect((await ask('nobody', url)).to).toContain('/sign-in')
    }
    const reason = await ask('keeper', `/roll/${id}`)
    expect(reason.body).not.toContain(await memberName())
  })

  it('name nobody until somebody is looked for, and keep the name out of addresses', async () => {
    const name = await memberName()
    const first = await ask('keeper', '/roll')
    expect(first.lede).toContain('Look for one person')
    expect(first.body).not.toContain(name)
    const found = await ask('keeper', '/roll/search', {
      ...first.form('/roll/search'),
      sought: name,
    })
    expect(found.link(name)).toBe(`/demonstration/roll/${members.get('member')}`)
    const short = await ask('keeper', '/roll/search', {
      ...first.form('/roll/search'),
      sought: 'a',
    })
    expect(short.status).toBe(422)
  })

  it('ask why before an entry opens, and whom it is about reads that it was opened', async () => {
    const id = members.get('member') ?? ''
    const reason = await ask('keeper', `/roll/${id}`)
    const none = await ask('keeper', `/roll/${id}/look`, reason.form('/look'))
    expect(none.status).toBe(422)
    const fields = { ...none.form('/look'), reason: 'case' }
    const looked = await ask('keeper', `/roll/${id}/look`, fields)
    expect(looked.status).toBe(303)
    expect((await ask('keeper', looked.to)).text).toContain(await memberName())
    const own = await ask('member', '/roll/mine')
    expect(own.lede).toBe('Your entry was opened 1 time; each is listed below.')
    expect(own.text).toContain('To represent you')
  })

  it('let a keeper change an entry, and keep the first of two', async () => {
    const id = members.get('member') ?? ''
    await ask('keeper', `/roll/${id}/look`, { once: 'to-put-right', reason: 'correct' })
    const edit = await ask('keeper', `/roll/${id}/edit`)
    const held = edit.form('/edit')
    const saved = await ask('keeper', `/roll/${id}/edit`, { ...held, job: 'Senior practitioner' })
    expect(saved.status, saved.text).toBe(303)
    const again = await ask('keeper', `/roll/${id}/edit`, {
      ...held,
      once: 'another-key',
      job: 'Cook',
    })
    expect(again.status).toBe(422)
    expect(again.text).toContain('Somebody has changed this entry since')
    expect(again.form('/edit')['job']).toBe('Cook')
    expect((await ask('member', '/roll/mine')).text).toContain('Senior practitioner')
  })

  it('say at the field what cannot be kept', async () => {
    const fresh = await ask('keeper', '/roll/new')
    const given = { ...fresh.form('/roll/new'), name: 'Ada Example', mail: 'ada@council.gov.uk' }
    const refused = await ask('keeper', '/roll/new', given)
    expect(refused.status).toBe(422)
    expect(refused.document.querySelector('#mail-error')?.textContent).toContain('employer')
  })

  it('let whom it is about correct their entry', async () => {
    const edit = await ask('member', '/roll/mine/edit')
    const given = { ...edit.form('/roll/mine/edit'), phone: '(01632) 96-0456' }
    expect((await ask('member', '/roll/mine/edit', given)).to).toBe('/demonstration/roll/mine')
    expect((await ask('member', '/roll/mine')).text).toContain('01632 960456')
  })
})

describe('a copy of the roll', () => {
  it('goes from a keeper’s reason by another’s agreement to one file that says who took it', async () => {
    expect((await ask('keeper', '/roll/copies')).lede).toContain('does not let the roll be copied')
    const settings = await ask('officer', '/roll/copies/to-agree')
    await ask('officer', '/roll/copies/switch', settings.form('/switch'))
    const page = await ask('keeper', '/roll/copies')
    await ask('keeper', '/roll/copies', {
      ...page.form('/copies'),
      reason: 'For the ballot office',
    })
    const waits = await ask('officer', '/roll/copies/to-agree')
    expect(waits.text).toContain('For the ballot office')
    const action = [...waits.document.querySelectorAll('main form')]
      .map((form) => form.getAttribute('action') ?? '')
      .find((to) => to.endsWith('/answer'))!
    expect((await ask('keeper', action, { answer: 'agree' })).status).toBe(403)
    await ask('officer', action, { ...waits.form('/answer'), answer: 'agree' })
    const agreed = await ask('keeper', '/roll/copies')
    const take = agreed.form('/take')
    const file = await ask('keeper', action.replace('/answer', '/take'), take)
    expect(file.type).toContain('spreadsheetml')
    const rows = (await readXlsx(file.raw)).sheets.at(-1)?.rows ?? []
    expect(JSON.stringify(rows[1])).toContain('taken by')
    const again = await ask('keeper', action.replace('/answer', '/take'), {
      ...take,
      once: 'another-key',
    })
    expect(again.status).toBe(409)
    expect((await ask('member', '/roll/mine')).text).toContain('A copy of the whole roll was taken')
  })
})

describe('a membership list', () => {
  it('is not taken into the demonstration', async () => {
    const page = await ask('keeper', '/roll/imports')
    expect(page.text).toContain('keeps its invented people')
    const sent = await ask('keeper', '/roll/imports', { file: 'Name,Member No\nAda Example,1' })
    expect(sent.status).toBe(404)
  })

  it('is shown before it changes anything, accepted, and taken back', async () => {
    const member = await keeperOf(house.own)
    const before = members.get('keeper') ?? ''
    members.set('keeper', member)
    const own = (url: string, fields?: Record<string, string> | { file: string }) =>
      ask('keeper', url, fields, 'own')
    const wrong = await own('/roll/imports', { file: 'Site,Day\nMill Lane,Monday' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('No sheet of this file is a list of members')
    const sent = await own('/roll/imports', {
      file: 'Name,Member No,Email,Status\nAda Example,1,ada@council.gov.uk,Member\nBo Sample,2,,Odd',
    })
    expect(sent.status).toBe(303)
    const preview = await own(sent.to)
    expect(preview.lede).toBe(
      'It would add 1 person and change 0. 0 entries stay as now. Nothing is changed yet.',
    )
    const answers = preview.form('/answer')
    const asked = Object.values(answers).filter((value) => value.startsWith('mail-domain:'))
    expect(asked).toEqual(['mail-domain:council.gov.uk'])
    const at = Object.keys(answers)
      .find((name) => answers[name] === asked[0])!
      .replace('key', 'answer')
    const status = Object.keys(answers)
      .find((name) => answers[name]?.startsWith('code:'))!
      .replace('key', 'answer')
    const read = await own(`${sent.to}/answer`, { ...answers, [at]: 'own', [status]: 'member' })
    const again = await own(read.to)
    expect(again.lede).toContain('add 2 people')
    expect(again.text).toContain('ada@council.gov.uk')
    const accepted = await own(`${sent.to}/accept`, again.form('/accept'))
    expect(accepted.status).toBe(303)
    expect((await own('/roll')).text).toContain('3 members')
    const done = await own(sent.to)
    await own(`${sent.to}/undo`, done.form('/undo'))
    expect((await own('/roll')).text).toContain('1 member')
    members.set('keeper', before)
  })
})
