import { parseHTML } from 'linkedom'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'

type Asker = 'officer' | 'rep' | 'member'

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
type Page = Awaited<ReturnType<typeof ask>>

/** What the last form of a page would send if nothing were typed. */
function fieldsOf(page: Page): Record<string, string> {
  const fields: Record<string, string> = {}
  const form = [...page.document.querySelectorAll('main form[method="post"]')].at(-1)
  for (const field of form?.querySelectorAll('input, textarea, select') ?? []) {
    const name = field.getAttribute('name') ?? ''
    if (field.getAttribute('type') === 'checkbox' && !field.hasAttribute('checked')) continue
    fields[name] =
      field.tagName === 'TEXTAREA' ? (field.textContent ?? '') : (field.getAttribute('value') ?? '')
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

const fileOf = async (who: Asker): Promise<Page> => {
  const list = await ask(who, '/inspection')
  return ask(who, list.link('Inspection of Fairborough'))
}

describe('the inspection file', () => {
  it('opens with how many findings there are and what nobody has taken up', async () => {
    const list = await ask('member', '/inspection')
    expect(list.lede).toContain('5 findings, nothing is tied to 1 finding.')
    const file = await fileOf('member')
    expect(file.lede).toBe(
      '5 findings, 1 with nothing tied. Members had said 3 of them before the inspectors came.',
    )
    expect(file.rows(0).map(([label]) => label)).toEqual(['5', '1', '2', '3', '6'])
    expect(file.text).toContain('1 number is missing between the others: 4.')
  })

  it('shows what staff did well before its findings', async () => {
    const { document } = await fileOf('member')
    const headings = [...document.querySelectorAll('main h2')].map((one) => tidy(one.textContent))
    expect(headings.indexOf('What staff did well')).toBeGreaterThanOrEqual(0)
    expect(headings.indexOf('What staff did well')).toBeLessThan(headings.indexOf('Findings'))
  })

  it('leads members to no meeting with the employer', async () => {
    const led = async (who: Asker): Promise<boolean> =>
      [...(await fileOf(who)).document.querySelectorAll('main a')].some((link) =>
        link.getAttribute('href')?.includes('/negotiation'),
      )
    expect(await led('member')).toBe(false)
    expect(await led('rep')).toBe(true)
  })

  it('cannot be saved without what staff did well', async () => {
    const form = await ask('officer', '/inspection/new')
    const fields = {
      ...fieldsOf(form),
      title: 'A focused visit',
      by: 'The inspectorate',
      'from-day': '3',
      'from-month': '11',
      'from-year': '2026',
    }
    const refused = await ask('officer', '/inspection/new', fields)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Write what staff did well')
    expect(fieldsOf(refused)['title']).toBe('A focused visit')
    const whole = { ...fieldsOf(refused), didWell: 'They answered every call.' }
    const script = await ask('officer', '/inspection/new', {
      ...whole,
      report: 'javascript:alert(1)',
    })
    expect(script.status).toBe(422)
    const saved = await ask('officer', '/inspection/new', whole)
    expect(saved.status).toBe(303)
    expect((await ask('member', saved.to)).text).toContain('They answered every call.')
  })

  it('takes a finding under its own number, ties it, and puts it back once it was taken out', async () => {
    const file = await fileOf('officer')
    const add = file.link('Add a finding')
    const form = await ask('officer', add)
    const concern = [...form.document.querySelectorAll('input[name="concerns"]')][0]
    const saved = await ask('officer', add, {
      ...fieldsOf(form),
      label: '4',
      words: 'Visits are recorded late.',
      concerns: concern?.getAttribute('value') ?? '',
    })
    expect(saved.status).toBe(303)
    const after = await fileOf('officer')
    expect(after.text).not.toContain('is missing between the others')
    const row = after.rows(0).find(([label]) => label === '4')
    expect(row?.[2]).toContain('members first said so on')
    const edit = [...after.document.querySelectorAll('main table tr')]
      .find((tr) => tidy(tr.textContent).includes('Visits are recorded late.'))
      ?.querySelector('a[href$="/edit"]')
    const own = await ask('officer', edit?.getAttribute('href') ?? '')
    const remove = [...own.document.querySelectorAll('main form')].at(-1)?.getAttribute('action')
    const gone = await ask('officer', remove ?? '', {})
    const without = await ask('officer', gone.to)
    expect(without.rows(0).map(([label]) => label)).not.toContain('4')
    const back = without.document.querySelector('.govuk-notification-banner form')
    const restored = await ask('officer', back?.getAttribute('action') ?? '', {})
    expect((await ask('officer', restored.to)).rows(0).map(([label]) => label)).toContain('4')
  })

  it('says who is to do what by when, and that a day has passed', async () => {
    const file = await fileOf('member')
    const actions = file.rows(1)
    expect(actions[0]).toEqual([
      'Count every caseload each month and show it to the branch.',
      'Head of service',
      expect.stringMatching(/2026$/),
      '9 days over',
      '1',
    ])
    expect(actions.at(-1)?.[3]).toMatch(/^Done /)
  })

  it('is one workbook with findings and actions', async () => {
    const file = await fileOf('rep')
    const book = read((await ask('rep', file.link('workbook'))).raw)
    expect(book.SheetNames).toEqual(['About', 'Findings', 'Actions'])
    const sheet = book.Sheets['Findings'] ?? {}
    const rows = utils.sheet_to_json<string[]>(sheet, { header: 1 })
    expect(rows.some((row) => row[0] === '5')).toBe(true)
    expect((await ask('rep', file.link('CSV'))).status).toBe(200)
  })

  it('is written by officers alone', async () => {
    for (const who of ['rep', 'member'] as const) {
      expect((await ask(who, '/inspection/new')).status).toBe(403)
    }
  })
})
