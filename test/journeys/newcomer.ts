import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { annexA, edited, rowsOf, sheetsOf, workbookFile, type Picked } from './files.ts'
import { browser, house, signedIn } from './house.ts'
import {
  downloaded,
  dropIn,
  go,
  heading,
  lede,
  lookOver,
  main,
  press,
  standing,
  table,
  trouble,
  wholeReading,
} from './steps.ts'

/** The day the sample's lists describe. */
const FIRST_DAY = '2021-03-16'
const SECOND_DAY = '2021-03-31'

/** A child of the sample: looked after, in the name of Eugene Swift. */
const CHILD = '1373595'

/** States looked over without scripts too; in the others both runs serve the same markup. */
const PLAINLY = new Set([
  'where files are dropped in',
  'an import with questions',
  'a service',
  'a team',
  'a worker',
  'a case',
  'cases',
])

/**
 * Everything a newcomer does with files of their own, on a server of their own. Each step stands on
 * the ones before it.
 */
export function newcomer(scripts: boolean): void {
  let context: BrowserContext
  let page: Page
  let template: Buffer
  let peopleFile: Picked

  const look = async (what: string): Promise<void> => {
    if (scripts || PLAINLY.has(what)) await lookOver(page, what)
  }
  const decide = async (button: string): Promise<void> => {
    await press(page, button)
    await page.waitForLoadState()
  }
  const importNow = (): string => new URL(page.url()).pathname

  beforeAll(async () => {
    const name = scripts ? 'with scripts' : 'without scripts'
    const here = await house(name, scripts ? 'demonstration' : 'empty')
    context = await contextFor(await browser(), { scripts, address: here.address })
    await context.addCookies(await signedIn(name, here))
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
  })
  afterAll(() => context?.close())

  if (scripts)
    it('is shown a workload at once, and is one click from their own files', async () => {
      await page.goto('/demonstration')
      expect(await lede(page)).toMatch(
        /^\d+ of \d+ workers are over the safe line\. \d+ children have no worker/,
      )
      expect(await main(page)).toContain('Who is over the safe line, by team')
      await go(page, 'Use your own files')
      expect(await heading(page)).toBe('Use your own files')
    })

  it('is told what to do while there are no figures', async () => {
    await page.goto('/own')
    expect(await heading(page)).toBe('The whole service: there are no figures yet')
    await look('an empty service')
    for (const empty of ['teams', 'workers', 'cases', 'waiting', 'findings', 'people']) {
      await page.goto(`/own/${empty}`)
      expect(await heading(page)).toContain('there are no figures yet')
      await look(`empty ${empty}`)
    }
    await page.getByRole('button', { name: 'Use your own files' }).click()
    expect(await heading(page)).toBe('Use your own files')
    await look('where files are dropped in')
  })

  it('is asked for a file and for a day that is one, with their sentence beside the field', async () => {
    await page.goto('/own/imports/new')
    await press(page, 'Read these files')
    expect(await trouble(page)).toContain('Choose at least one file.')
    await look('no file chosen')
    await dropIn(page, [annexA()], '2999-01-01')
    expect(await trouble(page)).toContain('lies in the future')
    await look('a day to come')
  })

  it('drops in the sample workbook and sees what was read before anything counts', async () => {
    await dropIn(page, [annexA()], FIRST_DAY)
    expect(await heading(page)).toContain('Import 1')
    expect(await wholeReading(page, 'by itself')).toMatch(
      /^11 lists, 59 rows: .* It waits for your decision\.$/,
    )
    const lists = await table(page, 'Lists and their rows')
    expect(lists.slice(1).map(([list, , rows]) => [list, Number(rows)])).toEqual([
      ['List 1', 5],
      ['List 2', 5],
      ['List 3', 6],
      ['List 4', 5],
      ['List 5', 5],
      ['List 6', 5],
      ['List 7', 7],
      ['List 8', 5],
      ['List 9', 6],
      ['List 10', 5],
      ['List 11', 5],
    ])
    for (const [, , rows, used, questions, leftOut] of lists.slice(1)) {
      expect(Number(rows)).toBe(Number(used) + Number(questions))
      expect(Number(leftOut)).toBeLessThanOrEqual(Number(questions))
    }
    await look('an import to decide on')
    const here = importNow()
    await page.goto('/own')
    expect(await heading(page)).toContain('there are no figures yet')
    await page.goto(here)
  })

  it('accepts it, and sees who holds what although nobody’s capacity is known', async () => {
    await decide('Accept this import')
    expect(await lede(page)).toBe(
      'Nobody’s capacity is known yet, so nobody can be called safe or overloaded: 10 workers hold 12 cases. 5 children have no worker who can see them.',
    )
    expect(await standing(page)).toContain('As of 16 March 2021')
    await look('a service without capacity')
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/own')
  })

  it('walks from the service to the cell that a figure was read from', async () => {
    await go(page, 'Children in Care Team 1')
    expect(await heading(page)).toBe('Children in Care Team 1')
    await look('a team without capacity')
    await go(page, 'Eugene Swift')
    expect(await lede(page)).toContain(
      'Holds 2 children: 10 hours a month. What this worker can carry is unknown.',
    )
    await look('a worker without capacity')
    await go(page, CHILD)
    expect(await lede(page)).toBe('Looked after since 6 August 2009: 5 hours a month.')
    await look('a case')
    await go(page, /^All \d+ cells/)
    expect(await heading(page)).toBe('List 8, row 3')
    await look('a row of a file')
    const shown = new Map(
      await page
        .locator('.govuk-summary-list__row')
        .evaluateAll((rows) =>
          rows.map((row): [string, string] => [
            (row.querySelector('dt')?.textContent ?? '').trim(),
            (row.querySelector('dd')?.textContent ?? '').trim(),
          ]),
        ),
    )
    const [headings = [], , stands = []] = rowsOf(annexA().buffer, 'List 8')
    expect(shown.size).toBe(headings.length)
    for (const [n, column] of headings.entries()) {
      // The sheet shows whole years of a number with decimals; the page shows what the cell holds.
      if (column === 'Age') continue
      const value = stands[n] ?? ''
      const day = /^(\d+)\/(\d+)\/(\d\d)$/.exec(value)
      expect([column, shown.get(column.trim())]).toEqual([
        column,
        value === ''
          ? 'blank'
          : day
            ? `${day[2]?.padStart(2, '0')}/${day[1]?.padStart(2, '0')}/${Number(day[3]) > 30 ? '19' : '20'}${day[3]}`
            : value,
      ])
    }
  })

  it('takes a table home as a workbook and as text', async () => {
    await page.goto('/own/cases')
    await look('cases')
    const book = await downloaded(page, page.getByRole('link', { name: /^Download .*workbook/ }))
    expect(book.name).toBe(`fairload-own-cases-${FIRST_DAY}.xlsx`)
    expect(sheetsOf(book.bytes)).toContain('Cases')
    const rows = rowsOf(book.bytes, 'Cases')
    expect(rows).toHaveLength(1 + 17)
    const [headings = []] = rows
    const cell = (row: string[], heading: string): string => row[headings.indexOf(heading)] ?? ''
    const child = rows.find((row) => cell(row, 'Child') === CHILD) ?? []
    expect(cell(child, 'Worker')).toBe('Eugene Swift')
    expect(cell(child, 'Status')).toBe('Looked after')
    expect(Number(cell(child, 'Weight (hours)'))).toBe(5)

    const text = await downloaded(page, page.getByRole('link', { name: /^Download .*CSV/ }))
    expect(text.name).toBe(`fairload-own-cases-${FIRST_DAY}.csv`)
    const lines = text.bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(1 + 17)
    expect(lines.find((line) => line.startsWith(CHILD))).toContain('Looked after')
  })

  it('is given the findings as a workbook with the cells marked', async () => {
    await page.goto('/own/findings')
    await look('questions about the data')
    const { bytes } = await downloaded(
      page,
      page.locator('a', { hasText: 'Download the workbook with the cells marked' }),
    )
    const sheets = sheetsOf(bytes)
    const cells = sheets.flatMap((sheet) => rowsOf(bytes, sheet).flat())
    expect(cells.some((cell) => cell.includes('18 or over and still open'))).toBe(true)
    expect(cells).toContain('12598894')
  })

  it('is told that the same bytes are here already', async () => {
    await dropIn(page, [annexA()], FIRST_DAY)
    expect(await trouble(page)).toMatch(/already|same/)
    await look('the same bytes again')
    await page.goto('/own/imports')
    expect((await table(page, 'Imports, newest first')).slice(1)).toHaveLength(1)
  })

  it('gets a people file filled with the names that were found', async () => {
    await page.goto('/own/people')
    expect(await lede(page)).toContain('Capacity is unknown: we found 10 names')
    await look('people without a file')
    const { bytes } = await downloaded(
      page,
      page.getByRole('button', { name: 'Download the people file' }),
    )
    template = bytes
    const [headings = [], ...rows] = rowsOf(template, 'People')
    const names = rows.map((row) => row[headings.indexOf('Name')])
    expect(names).toContain('Eugene Swift')
    expect(names).toHaveLength(10)
    const fill = (row: string, column: string, to: string) => ({ sheet: 'People', row, column, to })
    peopleFile = edited(
      workbookFile('People.xlsx', template),
      names.flatMap((name = '') => [
        fill(name, 'FTE', name === 'Petra Wills' ? '0.1' : '1'),
        fill(name, 'Role', name === 'Wyatt Hammond' ? 'Team manager' : 'Social worker'),
        fill(name, 'Contract', 'Permanent'),
      ]),
    )
    // The case system and the people file know him by different names.
    peopleFile = edited(peopleFile, [fill('Eugene Swift', 'Name', 'Gene Swift')])
  })

  it('answers what only a person can know, and it is remembered', async () => {
    await dropIn(page, [peopleFile], FIRST_DAY)
    await wholeReading(page)
    await look('an import with questions')
    const question = page.getByRole('group', { name: /Who is this worker\?/ })
    expect(await question.innerText()).toContain('Eugene Swift')
    await question.getByRole('radio', { name: /Gene Swift/ }).check()
    await press(page, 'Save the answers and read again')
    await wholeReading(page)
    expect(await main(page)).not.toContain('Who is this worker?')
    expect(await main(page)).toContain('Workers over the safe line')
    await decide('Accept this import')
  })

  it('then sees who is over the line, and which case is in a name that cannot hold it', async () => {
    expect(await lede(page)).toBe(
      '1 of 9 workers is over the safe line. 6 children have no worker who can see them.',
    )
    await look('a service')
    await go(page, 'Locality 4 Unit 1')
    await look('a team')
    await go(page, 'Petra Wills')
    expect(await lede(page)).toMatch(
      /^Carries 22 of .* hours a month \(\d+%\), over the hard line\.$/,
    )
    await look('a worker')
    await page.goto('/own/waiting')
    expect(await main(page)).toContain('In the name of a manager, who holds no cases')
    await look('children with no worker')
    await page.goto('/own/people')
    expect(await main(page)).toContain('Gene Swift')
    await look('people')
    await page.goto('/own/workers')
    await look('workers')
    await page.goto('/own/teams')
    await look('teams')
    await page.goto('/own/imports')
    await look('imports')
  })

  it('sees what a later workbook would change; refusing it leaves every figure as it was', async () => {
    const before = await everyFigure(page)
    await dropIn(page, [later()], SECOND_DAY)
    await wholeReading(page)
    expect(await main(page)).toContain('Against the import in force, as of 16 March 2021')
    await look('an import with changes')
    await decide('Refuse it')
    expect(await lede(page)).toBe('This import was refused.')
    await look('a refused import')
    expect(await everyFigure(page)).toEqual(before)
  })

  it('drops the refused workbook in again and accepts it; undoing it brings the former figures back', async () => {
    const before = await everyFigure(page)
    await dropIn(page, [later()], SECOND_DAY)
    await wholeReading(page)
    const preview = importNow()
    await decide('Accept this import')
    expect(await standing(page)).toContain('As of 31 March 2021')
    expect(await everyFigure(page)).not.toEqual(before)

    await page.goto('/own/cases?search=' + CHILD)
    await go(page, CHILD)
    expect(await main(page)).toContain('worked out by comparing imports; no file says so')
    await look('a case with a history')

    await page.goto(preview)
    await look('an import in force')
    await decide('Undo this import')
    expect(await lede(page)).toBe('This import was accepted, then undone.')
    await look('an undone import')
    expect(await everyFigure(page)).toEqual(before)
  })

  it('weighs by another agreement, and every page says which', async () => {
    await page.goto('/own')
    const before = await everyFigure(page)
    await page.goto('/own/agreement')
    await look('the agreement')
    await page.goto('/own/agreement?id=ca-sb2030-opt')
    const name = (await heading(page)).replace(/^.*\n/, '').trim()
    await decide('Weigh with this agreement')
    expect(await everyFigure(page)).not.toEqual(before)
    for (const path of ['', '/teams', '/workers', '/cases', '/waiting', '/findings', '/people']) {
      await page.goto(`/own${path}`)
      expect(await standing(page)).toContain(name)
      if (path === '') await look('a service under another agreement')
    }
    await page.goto('/own/agreement?id=fairload-hours-0.1')
    await decide('Weigh with this agreement')
    expect(await everyFigure(page)).toEqual(before)
  })

  it('cannot weigh by a blank template, and reads why', async () => {
    await page.goto('/own/agreement?id=wirral')
    expect(await main(page)).toMatch(/not filled in|has no|blank|missing/i)
    expect(await page.getByRole('button', { name: 'Weigh with this agreement' }).count()).toBe(0)
    await look('a template')
  })

  it('is shown where an agreement of their own has a mistake', async () => {
    await page.goto('/own/agreement')
    const { bytes } = await downloaded(
      page,
      page.getByRole('link', { name: 'This agreement as a file (JSON)' }),
    )
    const mistaken = bytes
      .toString('utf8')
      .replace('"id": "fairload-hours-0.1"', '"id": "our-own"')
      .replace(/("status": "child-protection-plan"[^}]*?"weight": )[\d.]+/, '$1-1')
    await page.setInputFiles('#file', {
      name: 'ours.json',
      mimeType: 'application/json',
      buffer: Buffer.from(mistaken),
    })
    await press(page, 'Add this agreement')
    expect(await trouble(page)).toContain('child-protection-plan')
    await look('an agreement with a mistake')
    await page.setInputFiles('#file', {
      name: 'ours.json',
      mimeType: 'application/json',
      buffer: Buffer.from(mistaken.replace('"weight": -1', '"weight": 9.5')),
    })
    await press(page, 'Add this agreement')
    await page.locator('summary', { hasText: 'from the one in force' }).click()
    expect(await main(page)).toContain('8.5 → 9.5')
    await look('an agreement of one’s own')
  })
}

/** The sample a fortnight on: one child has another worker, one plan has ended. */
const later = (): Picked => ({
  ...edited(annexA(), [
    { sheet: 'List 8', row: CHILD, column: 'Allocated Worker', to: 'Jae Vang' },
    {
      sheet: 'List 7',
      row: '5358472',
      column: 'Child Protection Plan End Date',
      to: new Date(Date.UTC(2021, 2, 20)),
    },
  ]),
  name: 'later.xlsx',
})

/** What the service, its workers and its cases show. */
async function everyFigure(page: Page): Promise<string[]> {
  const shown: string[] = []
  for (const path of ['/own', '/own/workers', '/own/cases']) {
    await page.goto(path)
    const [first = ''] = (await main(page)).split('From import to import')
    shown.push(first)
  }
  return shown
}
