import { parseHTML } from 'linkedom'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import type { BranchId } from '../../../store/branch/index.ts'
import { hearingBook } from '../../../branch/concerns/index.ts'
import { visitBook } from '../../../branch/rounds/index.ts'

type Asker = 'officer' | 'rep' | 'member'

let house: BranchServer
const tokens = new Map<Asker, string>()
const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

function seen(answer: {
  statusCode: number
  body: string
  headers: Record<string, unknown>
  rawPayload: Buffer
}) {
  const { document } = parseHTML(answer.body)
  const main = document.querySelector('main')
  return {
    status: answer.statusCode,
    to: String(answer.headers['location'] ?? ''),
    body: answer.body,
    raw: answer.rawPayload,
    document,
    text: tidy(main?.textContent),
    lede: tidy(main?.querySelector('.fl-lede')?.textContent),
    rows: (n = 0): string[][] =>
      [...(document.querySelectorAll('main table')[n]?.querySelectorAll('tbody tr') ?? [])].map(
        (row) => [...row.querySelectorAll('th, td')].map((cell) => tidy(cell.textContent)),
      ),
    link: (words: string): string =>
      [...document.querySelectorAll('main a')]
        .find((link) => tidy(link.textContent).includes(words))
        ?.getAttribute('href') ?? '',
  }
}
type Seen = ReturnType<typeof seen>

const cookie = (who: Asker) => ({
  cookie: `fairload-branch-demonstration=${tokens.get(who) ?? ''}`,
})
const get = async (who: Asker, url: string): Promise<Seen> =>
  seen(
    await house.app.inject({
      url: url.startsWith('/demonstration') ? url : `/demonstration${url}`,
      headers: { host: '127.0.0.1', ...cookie(who) },
    }),
  )
const post = async (who: Asker, url: string, fields: Record<string, string>): Promise<Seen> =>
  seen(
    await house.app.inject({
      method: 'POST',
      url: url.startsWith('/demonstration') ? url : `/demonstration${url}`,
      headers: {
        ...fromBranchPages,
        ...cookie(who),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(fields).toString(),
    }),
  )

/** What the n-th form of a page would send if nothing were typed. */
function fieldsOf(page: Seen, n = 0): Record<string, string> {
  const fields: Record<string, string> = {}
  const form = page.document.querySelectorAll('main form[method="post"]')[n]
  for (const field of form?.querySelectorAll('input, textarea, select') ?? []) {
    const name = field.getAttribute('name') ?? ''
    if (field.getAttribute('type') === 'checkbox' && !field.hasAttribute('checked')) continue
    fields[name] =
      field.tagName === 'SELECT'
        ? (field.querySelector('option[selected]')?.getAttribute('value') ?? '')
        : field.tagName === 'TEXTAREA'
          ? (field.textContent ?? '')
          : (field.getAttribute('value') ?? '')
  }
  return fields
}

beforeAll(async () => {
  house = await branchServer({ filled: true })
  const samples = await house.signIn.samples(house.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  for (const [at, who] of (['officer', 'rep', 'member'] as const).entries()) {
    const walked = await house.signIn.walkAs(
      house.demonstration,
      samples[at]?.member ?? '',
      visitor,
    )
    if (!walked.ok) throw new Error(walked.problem.sentence)
    tokens.set(who, walked.value.token)
  }
}, 120_000)
afterAll(() => house?.close())

const heldVisit = async (): Promise<string> => {
  const { store, demonstration, deps } = house
  const visits = await store.inOrganisation(demonstration.id as BranchId, (scope) =>
    visitBook.list(scope),
  )
  const held = visits
    .filter(({ body }) => body.state === 'held' && body.on <= deps.today())
    .sort((a, b) => (a.body.on < b.body.on ? 1 : -1))
  return held[0]?.id ?? ''
}
const hearings = () =>
  house.store.inOrganisation(house.demonstration.id as BranchId, (scope) => hearingBook.list(scope))

describe('the ledger of concerns', () => {
  it('opens with how many are open and which presses most', async () => {
    const page = await get('member', '/concerns')
    expect(page.status).toBe(200)
    expect(page.lede).toMatch(/^\d+ concerns are open\. The first is “.+”: it came up in \d of \d/)
    const [first] = page.rows()
    expect(first?.[0]).toBe('1')
    expect(page.rows().length).toBeGreaterThan(8)
    for (const row of page.rows()) expect(row[4]).toMatch(/^(fewer than 5|5 to 9|10 or more)$/)
  })

  it('shows no words of anybody to members, on no page and in no file', async () => {
    const words = (await hearings()).map(({ body }) => body.words)
    const urls = ['/concerns', '/concerns.csv', '/concerns/coverage']
    const ledger = await get('member', '/concerns')
    for (const link of ledger.document.querySelectorAll('main tbody a')) {
      urls.push(link.getAttribute('href') ?? '')
    }
    expect(words.length).toBeGreaterThan(15)
    for (const url of urls) {
      const page = await get('member', url)
      expect(page.status).toBe(200)
      for (const said of words) expect(page.body).not.toContain(said)
    }
  })

  it('gives the same rows as a workbook and as CSV, filtered as on the page', async () => {
    const page = await get('rep', '/concerns?theme=buildings')
    const titles = page.rows().map(([, title]) => title)
    expect(titles.length).toBeGreaterThan(0)
    expect(titles.length).toBeLessThan((await get('rep', '/concerns')).rows().length)
    const book = await get('rep', page.link('workbook'))
    const sheet = read(book.raw).Sheets['Concerns']
    const rows = utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 })
    expect(rows.map((row) => row[1])).toEqual(expect.arrayContaining(titles))
    const csv = await get('rep', page.link('CSV'))
    for (const title of titles) expect(csv.body).toContain(title ?? '')
    expect(csv.body.trim().split('\n')).toHaveLength(titles.length + 1)
  })
})

describe('a rep after a meeting', () => {
  it('notes several things in a row without leaving the page, and takes one out again', async () => {
    const visit = await heldVisit()
    const form = await get('rep', `/concerns/new?visit=${visit}`)
    expect(form.status).toBe(200)
    const fields = fieldsOf(form)
    expect(fields['visit']).toBe(visit)
    for (const [words, people] of [
      ['The car park is full by eight', '6'],
      ['Nobody relieves duty at lunch', '3'],
    ]) {
      const kept = await post('rep', '/concerns/new', {
        ...fieldsOf(await get('rep', `/concerns/new?visit=${visit}`)),
        words: words ?? '',
        people: people ?? '',
        theme: 'buildings',
      })
      expect(kept.status).toBe(303)
      expect(kept.to).toContain(`visit=${visit}`)
      const again = await get('rep', kept.to)
      expect(again.text).toContain('ready for the next one')
      expect(fieldsOf(again)['words']).toBe('')
      expect(fieldsOf(again)['visit']).toBe(visit)
      expect(again.rows().map(([said]) => said)).toContain(words)
    }
    const page = await get('rep', `/concerns/new?visit=${visit}`)
    const [first, second] = page.rows().map(([words]) => words)
    expect([first, second].sort()).toEqual([
      'Nobody relieves duty at lunch',
      'The car park is full by eight',
    ])
    const remove = page.document.querySelector('main table form')?.getAttribute('action') ?? ''
    const gone = await post('rep', remove, fieldsOf(page, 1))
    const after = await get('rep', gone.to)
    expect(after.rows().map(([words]) => words)).toEqual([second])
    const back = after.document.querySelector('.govuk-notification-banner form')
    const restored = await post('rep', back?.getAttribute('action') ?? '', {})
    expect(restored.status).toBe(303)
    expect((await get('rep', `/concerns/new?visit=${visit}`)).rows()).toHaveLength(2)
    expect((await get('officer', `/concerns/new?visit=${visit}`)).rows()).toHaveLength(0)
  })

  it('names a new concern at once, and it stands in the ledger', async () => {
    const kept = await post('rep', '/concerns/new', {
      ...fieldsOf(await get('rep', '/concerns/new')),
      words: 'The pool car is booked for weeks',
      people: '4',
      theme: 'buildings',
      title: 'There is no car for visits',
    })
    expect(kept.status).toBe(303)
    expect((await get('member', '/concerns')).rows().map(([, title]) => title)).toContain(
      'There is no car for visits',
    )
  })

  it('is told what is missing, each at its field, with every word still there', async () => {
    const form = fieldsOf(await get('rep', '/concerns/new'))
    const refused = await post('rep', '/concerns/new', {
      ...form,
      words: 'Too hot',
      people: 'many',
    })
    expect(refused.status).toBe(422)
    expect(refused.document.querySelector('textarea[name="words"]')?.textContent).toBe('Too hot')
    expect(refused.text).toContain('Give a number from 1 to 500.')
    expect(refused.text).toContain('Choose what it is about.')
    for (const link of refused.document.querySelectorAll('.govuk-error-summary a')) {
      const id = (link.getAttribute('href') ?? '#').slice(1)
      expect(refused.document.getElementById(id)).not.toBeNull()
    }
  })
})

describe('words in which a child may be', () => {
  const filled = async () => ({
    ...fieldsOf(await get('rep', '/concerns/new')),
    people: '2',
    theme: 'workload',
  })
  const keptWords = async (): Promise<string[]> => (await hearings()).map(({ body }) => body.words)

  it('are asked about before any of them is kept, and kept without the details', async () => {
    const before = await keptWords()
    const words = 'A child called Zephan, case number 204417, dob 03/04/2016, waited nine weeks'
    const asked = await post('rep', '/concerns/new', { ...(await filled()), words })
    expect(asked.status).toBe(422)
    expect(asked.document.querySelector('h1')?.textContent).toBe('Is a child in these words?')
    expect(asked.text).toContain('A child at risk now?')
    expect(await keptWords()).toEqual(before)
    const without = fieldsOf(asked, 0)
    expect(without['words']).toBe(
      'A child called [name left out], case number [number left out], dob [date left out], waited nine weeks',
    )
    const kept = await post('rep', '/concerns/new', without)
    expect(kept.status).toBe(303)
    expect(await keptWords()).toContain(without['words'])
    expect(kept.to).not.toMatch(/Zephan|204417/)
  })

  it('are kept as written once somebody says that no child is in them, and only those very words', async () => {
    const words = 'The Marlowe family room is locked after five'
    const asked = await post('rep', '/concerns/new', { ...(await filled()), words })
    const asWritten = fieldsOf(asked, 1)
    expect(asWritten['words']).toBe(words)
    const other = await post('rep', '/concerns/new', {
      ...asWritten,
      words: 'The Quillfeather family waits',
    })
    expect(other.status).toBe(422)
    expect((await post('rep', '/concerns/new', asWritten)).status).toBe(303)
    expect(await keptWords()).toContain(words)
  })

  it('are asked about in the name that members will read, and in a reason', async () => {
    const ledger = await get('officer', '/concerns')
    const page = await get('officer', ledger.link('Managers come and go'))
    const close = page.link('Let go of it')
    const form = fieldsOf(await get('officer', close))
    const asked = await post('officer', close, { ...form, words: 'Zephan’s mum rang' })
    expect(asked.status).toBe(422)
    expect(asked.document.querySelector('h1')?.textContent).toBe('Is a child in these words?')
    const edit = page.link('Change its words')
    const renamed = await post('officer', edit, {
      ...fieldsOf(await get('officer', edit)),
      title: 'A child called Zephan has had three workers',
    })
    expect(renamed.status).toBe(422)
    expect((await get('member', '/concerns')).text).not.toContain('Zephan')
  })

  it('are asked about when a member raises them from home as well', async () => {
    const asked = await post('member', '/concerns/raise', {
      words: 'baby Zephan was moved at night',
      theme: 'workload',
      place: '',
    })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Nothing has been kept yet')
    expect(asked.document.querySelector('mark')?.textContent).toBe('Zephan')
  })
})

describe('a member who raises a concern from home', () => {
  it('has a code that no address holds, by which they find what became of it', async () => {
    const raised = await post('member', '/concerns/raise', {
      words: 'We are told to skip lunch',
      theme: 'hours',
      place: '',
      code: 'yes',
    })
    expect(raised.status).toBe(200)
    const code = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}/.exec(raised.text)?.[0] ?? ''
    expect(code).not.toBe('')
    const found = await post('member', '/concerns/code', { code })
    expect(found.text).toContain('We are told to skip lunch')
    expect(found.lede).toBe('A rep has not put it to a concern yet.')

    const waiting = await get('officer', '/concerns/to-sort')
    expect(waiting.text).toContain('We are told to skip lunch')
    const forms = [...waiting.document.querySelectorAll('main form[method="post"]')]
    const at = forms.findIndex((form) =>
      form.parentElement?.textContent?.includes('We are told to skip lunch'),
    )
    const action = forms[at]?.getAttribute('action') ?? ''
    const refused = await post('officer', action, { ...fieldsOf(waiting, at), title: '' })
    expect(refused.status).toBe(422)
    const sorted = await post('officer', action, {
      ...fieldsOf(waiting, at),
      title: 'Breaks are skipped',
    })
    expect(sorted.status).toBe(303)
    const after = await post('member', '/concerns/code', { code })
    expect(after.lede).toBe('It is part of “Breaks are skipped”: not taken up yet.')
  })

  it('is in no line of the log, neither words nor name nor code', async () => {
    expect(house.log.join('\n')).not.toMatch(/skip lunch|Zephan|Quillfeather/)
  })

  it('does not open what reps do', async () => {
    for (const url of ['/concerns/new', '/concerns/to-sort', '/concerns/themes']) {
      expect((await get('member', url)).status).toBe(403)
    }
  })
})

describe('the page of a concern', () => {
  const concernPage = async (who: Asker, title: string): Promise<Seen> => {
    const ledger = await get(who, '/concerns')
    return get(who, ledger.link(title))
  }

  it('shows its path to what was won, why it stands where it does, and its figure with base and source', async () => {
    const page = await concernPage('member', 'Caseloads are higher')
    expect(page.lede).toMatch(/^1st of the open concerns\. It came up in \d of \d rounds/)
    const stages = [...page.document.querySelectorAll('.fl-path__name')].map((name) =>
      tidy(name.textContent),
    )
    expect(stages).toEqual(['Raised', 'Demand', 'Meetings', 'Promises', 'Won', 'Held'])
    expect(page.text).toContain('14 over the agreed line, of 62 workers (the service’s own return')
    expect(page.text).toContain('fewer than 5')
  })

  it('says that there is no figure yet where there is none, and refuses one without its base', async () => {
    const page = await concernPage('rep', 'Audits and lists')
    expect(page.text).toContain('No figure yet')
    const edit = await get('rep', page.link('Change its words'))
    const fields = fieldsOf(edit)
    const action = edit.document.querySelector('main form')?.getAttribute('action') ?? ''
    const refused = await post('rep', action, { ...fields, value: '31 a month' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say out of how many')
    const whole = { base: 'in three teams', source: 'The branch’s own count', 'on-day': '1' }
    const saved = await post('rep', action, {
      ...fields,
      ...whole,
      value: '31 a month',
      'on-month': '10',
      'on-year': '2026',
    })
    expect(saved.status).toBe(303)
    expect((await get('member', saved.to)).text).toContain(
      '31 a month, in three teams (The branch’s own count, 1 October 2026)',
    )
  })

  it('shows both wordings where two reps change it at the same time', async () => {
    const page = await concernPage('rep', 'Family support workers')
    const url = page.link('Change its words')
    const [mine, theirs] = [fieldsOf(await get('rep', url)), fieldsOf(await get('officer', url))]
    expect(
      (await post('officer', url, { ...theirs, title: 'No way up for family support' })).status,
    ).toBe(303)
    const clash = await post('rep', url, { ...mine, title: 'Family support stands still' })
    expect(clash.status).toBe(409)
    expect(clash.text).toContain('Nothing is lost')
    expect(clash.text).toContain('No way up for family support')
    expect(fieldsOf(clash)['title']).toBe('Family support stands still')
    expect((await post('rep', url, fieldsOf(clash))).status).toBe(303)
    expect((await get('member', '/concerns')).text).toContain('Family support stands still')
  })

  it('merges into another, leads there, and comes apart again', async () => {
    const page = await concernPage('rep', 'The heating at Quayside')
    const url = page.link('It is the same as another')
    const form = await get('rep', url)
    const into = [...form.document.querySelectorAll('select[name="into"] option')].find((option) =>
      option.textContent?.includes('nowhere quiet'),
    )
    const merged = await post('rep', url, {
      ...fieldsOf(form),
      into: into?.getAttribute('value') ?? '',
    })
    expect(merged.status).toBe(303)
    const standing = await get('rep', merged.to)
    expect(standing.text).toContain('The heating at Quayside')
    const own = url.replace(/\/merge$/, '')
    const under = await get('member', own)
    expect(under.status).toBe(200)
    expect(under.link('There is nowhere quiet')).not.toBe('')
    const undo = await get('rep', own)
    const button = undo.document.querySelector('main .govuk-inset-text form')
    const apart = await post('rep', button?.getAttribute('action') ?? '', {
      number: button?.querySelector('input[name="number"]')?.getAttribute('value') ?? '',
    })
    expect(apart.status).toBe(303)
    expect((await get('member', '/concerns')).text).toContain('The heating at Quayside')
  })

  it('opens its words to who takes it on', async () => {
    const title = 'There is nowhere quiet'
    const before = await concernPage('officer', title)
    expect(before.text).not.toContain('Calls are made from cars.')
    const take = [...before.document.querySelectorAll('main form')].find((form) =>
      form.getAttribute('action')?.endsWith('/take'),
    )
    const taken = await post('officer', take?.getAttribute('action') ?? '', {
      number: take?.querySelector('input[name="number"]')?.getAttribute('value') ?? '',
    })
    expect((await get('officer', taken.to)).text).toContain('Calls are made from cars.')
    expect((await concernPage('member', title)).text).not.toContain('Calls are made from cars.')
  })
})

describe('where to turn with a child at risk now', () => {
  it('is set by an officer, and stands on every form with words from then on', async () => {
    expect((await get('rep', '/concerns/safeguarding')).status).toBe(403)
    const line = 'the duty line on 01632 960 000'
    const form = fieldsOf(await get('officer', '/concerns/safeguarding'))
    expect((await post('officer', '/concerns/safeguarding', { ...form, line })).status).toBe(303)
    for (const url of ['/concerns/raise', '/concerns/new']) {
      expect((await get('rep', url)).text).toContain(line)
    }
  })
})

describe('earlier words of a concern', () => {
  it('are kept, those set aside too, for reps', async () => {
    const ledger = await get('rep', '/concerns')
    const page = await get('rep', ledger.link('Family support stands still'))
    const versions = await get('rep', page.link('Earlier words'))
    expect(versions.text).toContain('Family support workers have no way up')
    expect(versions.text).toContain('No way up for family support')
    expect(versions.text).toContain('Set aside')
    expect((await get('member', page.link('Earlier words'))).status).toBe(403)
  })
})

describe('themes', () => {
  it('are renamed, added and taken off by whoever edits concerns', async () => {
    const page = await get('rep', '/concerns/themes')
    const fields = fieldsOf(page)
    const theirs = fieldsOf(await get('officer', '/concerns/themes'))
    expect(fields['name-0']).toBe('Workload')
    const last = Object.keys(fields).filter((name) => /^name-/.test(name) && fields[name] === '')
    const saved = await post('rep', '/concerns/themes', {
      ...fields,
      'name-0': 'Too much work',
      [last[0] ?? '']: 'Parking',
    })
    expect(saved.status).toBe(303)
    const now = fieldsOf(await get('rep', '/concerns/themes'))
    expect(Object.values(now)).toEqual(expect.arrayContaining(['Too much work', 'Parking']))
    const late = await post('officer', '/concerns/themes', { ...theirs, 'name-1': 'Mine' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Nothing is lost')
  })
})
