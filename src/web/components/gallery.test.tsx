import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core'
import type { VNode } from 'preact'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { spreadChart, stripChart, trendChart, workerBars } from '../../render/index.ts'
import type { StripTeam, StripWorker, WorkerBar } from '../../render/index.ts'
import * as c from './index.ts'

/**
 * A gallery of every component and chart, made up as the pages are, looked at in a real browser:
 * on a desk, on a phone, at twice the size, on paper, in forced colours and without scripts.
 * With FAIRLOAD_SHOTS=folder each look is also kept as a picture. All people are invented.
 */

const NAMES = [
  'Amara Okoye',
  'Jo Lin',
  'Sam Reed',
  'Priya Nair',
  'Tom Achebe',
  'Ewa Zielińska',
  'Noor Haddad',
  'Callum Frazer-Whittington',
  'Grace Adeyemi',
  'Li Wei',
  'Rhian Morgan',
  'Dev Patel',
]
const TEAMS = [
  'Assessment East',
  'Assessment West',
  'Children with disabilities and transitions',
  'Court team 1',
  'Court team 2',
  'Duty and referral',
  'Leaving care',
  'Safeguarding North',
  'Safeguarding South',
]
const LINES = { safe: 100, hard: 110 }

const workerOf = (n: number): StripWorker => {
  const label = `${NAMES[n % NAMES.length]}`
  if (n % 17 === 5) return { label, percent: null, standing: 'unknown' }
  if (n % 31 === 7) return { label, percent: null, standing: 'cannot-receive' }
  const percent = 48 + ((n * 37) % 71) + (n % 9 === 0 ? 29 : 0)
  return { label, percent, standing: percent > 100 ? 'over' : 'within' }
}

const median = (values: number[]): number | null =>
  values.length === 0 ? null : ([...values].sort((a, b) => a - b)[values.length >> 1] ?? null)

const teams: StripTeam[] = TEAMS.map((label, t) => {
  const workers = Array.from({ length: 5 + ((t * 3) % 7) }, (_, n) => workerOf(t * 11 + n))
  return {
    label,
    workers,
    median: median(workers.flatMap((w) => (w.percent === null ? [] : [w.percent]))),
  }
})

const KINDS = [
  { key: 'court', label: 'court' },
  { key: 'cp', label: 'child protection' },
  { key: 'care', label: 'in care' },
  { key: 'cin', label: 'child in need' },
  { key: 'assessment', label: 'assessment' },
  { key: 'leaver', label: 'care leavers' },
  { key: 'other', label: 'other' },
]
const TAKEN = [
  { key: 'duty', label: 'duty' },
  { key: 'supervision', label: 'supervision' },
  { key: 'leave', label: 'leave' },
]

const bars: WorkerBar[] = NAMES.slice(0, 9).map((label, n) => {
  const capacity = n === 4 ? null : n === 6 ? 0 : n % 3 === 0 ? 66 : 110
  const work = KINDS.map((kind, k) => ({
    kind: kind.key,
    amount: ((n + 2) * (k + 3) * 7) % 31,
  })).filter((_, k) => (n + k) % 3 !== 0)
  const sum = work.reduce((total, part) => total + part.amount, 0)
  const percent = capacity === null || capacity === 0 ? null : (100 * sum) / capacity
  return {
    label,
    work,
    capacity,
    taken: [
      { kind: 'duty', amount: 8 + n },
      { kind: 'supervision', amount: n % 2 === 0 ? 7 : 0 },
      { kind: 'leave', amount: n === 6 ? 90 : 5 },
    ],
    percent,
    standing:
      capacity === null
        ? 'unknown'
        : capacity === 0
          ? 'cannot-receive'
          : (percent ?? 0) > 100
            ? 'over'
            : 'within',
  }
})

const DAYS = [
  '2026-04-30',
  '2026-05-31',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
] as IsoDate[]

const charts = {
  strip: stripChart({ id: 'strip', title: 'Every worker, by team', lines: LINES, teams }),
  bars: workerBars({
    id: 'bars',
    title: 'Each worker against their own safe line',
    unit: 'hours a month',
    safe: 100,
    kinds: KINDS,
    takenKinds: TAKEN,
    workers: bars,
  }),
  trend: trendChart({
    id: 'trend',
    title: 'Over the last six imports',
    days: DAYS,
    series: [
      { label: 'Workers over the safe line', unit: 'count', values: [9, 10, 12, null, 13, 14] },
      { label: 'Children without a worker', unit: 'count', values: [12, 19, 24, 28, 26, 31] },
      {
        label: 'Use of capacity',
        unit: 'percent',
        values: [94, 96, 97, 99, 101, 104],
        reference: { label: 'safe line 100%', value: 100 },
      },
    ],
  }),
  spread: spreadChart({
    id: 'spread',
    title: 'How far apart workers stand, by team',
    lines: LINES,
    teams: TEAMS.map((label, t) => ({
      label,
      workers: 8,
      spread:
        t === 5
          ? null
          : { p10: 52 + t * 3, median: 78 + t * 4, p90: 96 + t * 6, highest: 104 + t * 7 },
    })),
  }),
}

const frame = (manifest: c.Manifest): Omit<c.PageProps, 'title' | 'children'> => ({
  manifest,
  house: 'council',
  organisation: 'Fairborough children’s services',
  home: '/demonstration',
  restsOn: {
    asOf: '30 September 2026',
    import: { words: 'import 14', href: '/demonstration/imports/14' },
    agreement: {
      words: 'Fairload hours 0.1',
      href: '/demonstration/agreement',
      startingPoint: true,
    },
  },
  navigation: [
    { content: 'Service', href: '/demonstration', current: true },
    { content: 'Workers', href: '/demonstration/workers' },
    { content: 'Waiting', href: '/demonstration/waiting' },
    { content: 'Questions', href: '/demonstration/findings' },
    { content: 'Imports', href: '/demonstration/imports' },
    { content: 'People', href: '/demonstration/people' },
    { content: 'Agreement', href: '/demonstration/agreement' },
  ],
  phase: {
    tag: 'Demonstration',
    words: (
      <>
        This authority is invented. <c.Link href="/own/imports/new">Use your own files</c.Link>
      </>
    ),
  },
  footerLinks: [
    { words: 'How the figures are made', href: '/about' },
    { words: 'Accessibility', href: '/accessibility' },
    { words: 'API', href: '/api/v1' },
  ],
  footerWords: 'Fairload runs on your own machine. Nothing here leaves it.',
})

interface TeamRow {
  name: string
  workers: number
  over: number
  median: string
  highest: string
  waiting: number
}

const teamRows: TeamRow[] = teams.map((team, t) => ({
  name: team.label,
  workers: team.workers.length,
  over: team.workers.filter((w) => w.standing === 'over').length,
  median: team.median === null ? 'Unknown' : `${team.median}%`,
  highest: `${Math.max(...team.workers.map((w) => w.percent ?? 0))}%`,
  waiting: (t * 5) % 9,
}))

const total = (of: (row: TeamRow) => number): number =>
  teamRows.reduce((sum, row) => sum + of(row), 0)

function ServicePage({
  manifest,
  house,
}: {
  manifest: c.Manifest
  house: 'council' | 'branch'
}): VNode {
  return (
    <c.Page {...frame(manifest)} house={house} title="Fairborough">
      <c.Opening heading="Fairborough children’s services">
        14 of 62 workers are over the safe line. 31 children have no worker who can see them.
      </c.Opening>
      <c.ChartFigure title="Every worker, by team" chart={charts.strip} />
      <c.Section heading="Who is over, by team">
        <c.FilterForm
          action="/demonstration"
          label="Filter teams"
          keep={{ sort: 'name' }}
          clear="/demonstration"
          state="9 of 9 teams"
        >
          <c.SearchInput label="Team’s name" value="" />
          <c.Select
            name="only"
            label="Show"
            items={[
              { text: 'All teams', value: '' },
              { text: 'Teams with someone over the line', value: 'over' },
            ]}
          />
        </c.FilterForm>
        <c.DataTable
          caption="Who is over, by team"
          captionSize="hidden"
          rows={teamRows}
          columns={[
            {
              label: 'Team',
              cell: (r) => <c.Link href="/x">{r.name}</c.Link>,
              foot: 'All teams',
              sort: { href: '?sort=team', now: 'ascending' },
            },
            {
              label: 'Workers',
              numeric: true,
              cell: (r) => r.workers,
              foot: total((r) => r.workers),
              sort: { href: '?sort=w' },
            },
            {
              label: 'Over the safe line',
              numeric: true,
              cell: (r) =>
                r.over > 0 ? (
                  <c.StandingMark standing="over-safe" words={`${r.over} over`} />
                ) : (
                  'None'
                ),
              foot: total((r) => r.over),
              sort: { href: '?sort=o' },
            },
            { label: 'Middle worker', numeric: true, cell: (r) => r.median },
            { label: 'Highest', numeric: true, cell: (r) => r.highest, sort: { href: '?sort=h' } },
            {
              label: 'Children without a worker',
              numeric: true,
              cell: (r) => r.waiting,
              foot: total((r) => r.waiting),
            },
          ]}
        />
        <c.Downloads of="who is over, by team" xlsx="/a.xlsx" csv="/a.csv" />
        <c.PageNumbers
          page={4}
          pages={12}
          href={(page) => `?page=${page}`}
          label="Pages of teams"
        />
      </c.Section>
      <c.ChartFigure title="How far apart workers stand" chart={charts.spread} />
      <c.ChartFigure title="Over the imports" chart={charts.trend} />
      <c.Section heading="Questions about the data">
        <p class="govuk-body">6 rows need a person: 2 of them would change a figure.</p>
        <c.ButtonGroup>
          <c.Button href="/demonstration/findings">Answer them</c.Button>
          <c.Link href="/a.xlsx">Download the workbook with the cells marked</c.Link>
        </c.ButtonGroup>
      </c.Section>
    </c.Page>
  )
}

function WorkerPage({ manifest }: { manifest: c.Manifest }): VNode {
  return (
    <c.Page
      {...frame(manifest)}
      title="Amara Okoye"
      breadcrumbs={[
        { content: 'Service', href: '/' },
        { content: 'Court team 2', href: '/' },
        { content: 'Amara Okoye' },
      ]}
    >
      <c.Opening caption="Court team 2" heading="Amara Okoye">
        Carrying 128 hours’ work in a 110-hour month (116%), over the agreed safe line.
      </c.Opening>
      <p class="govuk-body">
        {(['within', 'over-safe', 'over-hard', 'unknown', 'cannot-receive'] as const).map(
          (standing) => (
            <>
              <c.StandingMark standing={standing} />{' '}
            </>
          ),
        )}
      </p>
      <c.KeyFigures
        items={[
          { value: '17', words: 'cases, of 12 families' },
          { value: '128', words: 'hours needed this month' },
          { value: '110', words: 'hours that can be carried' },
        ]}
      />
      <c.ChartFigure title="The team" chart={charts.bars} />
      <c.Section heading="What makes it up">
        <c.DataTable
          caption="Cases of this worker"
          captionSize="hidden"
          rows={[1, 2, 3]}
          columns={[
            { label: 'Child', cell: (n) => <c.Link href="/case">{`F-229${n}`}</c.Link> },
            { label: 'Status', cell: () => 'Child protection plan' },
            { label: 'Since', cell: (n) => `${n} Nov 2025` },
            { label: 'Hours', numeric: true, cell: (n) => 8 + n / 2 },
            {
              label: 'Why',
              long: true,
              cell: () => 'child protection plan 8.5 + first three months 2.5',
            },
          ]}
        />
        <c.Sum
          caption="What can be carried"
          unit="hours a month"
          lines={[
            {
              what: 'Contract of 37 hours a week',
              amount: '160',
              clause: { words: 'capacity.contract', href: '/a' },
            },
            {
              what: 'Leave and sickness allowance',
              amount: '−26',
              clause: { words: 'capacity.leave', href: '/a' },
            },
            {
              what: 'Supervision of a student',
              amount: '−8',
              clause: { words: 'capacity.student', href: '/a' },
            },
            { what: 'Duty', amount: '−16', clause: { words: 'capacity.duty', href: '/a' } },
          ]}
          total={{ what: 'Left to carry cases', amount: '110' }}
        />
      </c.Section>
      <c.Section heading="What happened">
        <c.Timeline
          items={[
            {
              when: '30 September 2026, import 14',
              what: 'On a child protection plan with Amara Okoye',
            },
            {
              when: '31 August 2026, import 13',
              what: 'Changed worker: inferred by comparing imports',
              inferred: true,
            },
            { when: '31 July 2026, import 12', what: 'Open assessment' },
          ]}
        />
      </c.Section>
      <c.SummaryList
        rows={[
          {
            key: 'Worker',
            value: 'Amara Okoye',
            actions: { items: [{ href: '/a', content: 'Open', visuallyHiddenText: 'worker' }] },
          },
          {
            key: 'Read from',
            value: 'Annex_A.xlsx, List 7, row 214',
            actions: { items: [{ href: '/a', content: 'See the row' }] },
          },
          { key: 'Contract', value: 'Permanent, 37 hours' },
        ]}
      />
      <c.Details summary="How is this worked out?">
        <p class="govuk-body">
          Each case weighs what the agreement says; the sum is rounded to the half hour.
        </p>
      </c.Details>
    </c.Page>
  )
}

function ImportPage({ manifest }: { manifest: c.Manifest }): VNode {
  return (
    <c.Page
      {...frame(manifest)}
      title="Import 15"
      hasErrors
      refreshSeconds={2}
      back={{ href: '/demonstration/imports', words: 'All imports' }}
      above={
        <>
          <c.ErrorSummary
            errors={[{ content: 'Choose what "13/31/2024" means', href: '#question' }]}
          />
          <c.NotificationBanner
            type="success"
            heading="Import 14 was accepted. It can be undone."
          />
          <c.NotificationBanner titleId="second-banner" heading="This authority is invented." />
        </>
      }
    >
      <c.Opening heading="Import 15">
        Annex A, 11 lists, 4,118 rows: 4,112 used, 6 need you.
      </c.Opening>
      <c.Progress
        label="Reading the files"
        underWay
        meter={{ value: 6200, max: 11_400 }}
        stages={[
          { label: 'Received', state: 'done', detail: '2 files' },
          { label: 'List 4', state: 'now', detail: '6,200 of 11,400 rows' },
          { label: 'People', state: 'waiting' },
        ]}
      >
        <p class="govuk-body">You can leave this page and come back.</p>
      </c.Progress>
      <form method="post" action="/demonstration/imports/15/answers" enctype="multipart/form-data">
        <c.QuestionBox>
          <p class="govuk-body">
            Sheet List 8, row 214, column Date Started: <c.AsRead>13/31/2024</c.AsRead> is not a
            date.
          </p>
          <c.Radios
            name="question"
            fieldset={{
              legend: { content: 'What shall be done?', class: 'govuk-fieldset__legend--s' },
            }}
            error="Choose what shall be done"
            items={[
              { value: 'file', content: 'It will be corrected in the file' },
              {
                value: 'out',
                content: 'Leave the row out',
                hint: 'The child is then in no figure.',
              },
            ]}
          />
        </c.QuestionBox>
        <c.Checkboxes
          name="lists"
          hint="All unless you choose."
          fieldset={{ legend: { content: 'Which lists?', class: 'govuk-fieldset__legend--s' } }}
          class="govuk-checkboxes--small"
          items={[
            { value: '6', content: 'List 6', conditional: <c.Input name="reason" label="Why" /> },
            { value: '8', content: 'List 8', checked: true },
          ]}
        />
        <c.Input
          name="fte"
          label="Full-time share"
          suffix={{ content: 'FTE' }}
          hint="1 is full time"
          class="govuk-input--width-5"
        />
        <c.Textarea name="note" label="What is wrong here?" rows={3} />
        <c.Select
          name="team"
          label="Team"
          items={TEAMS.map((text) => ({ text }))}
          value="Leaving care"
        />
        <c.DateInput
          id="from"
          namePrefix="from"
          hint="For example, 27 3 2026"
          fieldset={{ legend: { content: 'From when?', class: 'govuk-fieldset__legend--s' } }}
        />
        <c.FileUpload
          name="files"
          label="Files"
          hint="An Annex A workbook, a workforce census, a people file: drop them together."
          multiple
          isDropTarget
          accept=".xlsx,.xls,.csv,.xml"
        />
        <c.ButtonGroup>
          <c.Button preventDoubleClick>Accept this import</c.Button>
          <c.Button class="govuk-button--secondary" name="do" value="refuse">
            Refuse
          </c.Button>
          <c.Button class="govuk-button--warning" name="do" value="undo">
            Undo the last import
          </c.Button>
          <c.Link href="/x.xlsx">Download the workbook with the six cells marked</c.Link>
        </c.ButtonGroup>
      </form>
      <c.InsetText>3 children are new, 41 closed, 9 changed worker.</c.InsetText>
      <c.WarningText>Undoing puts the figures back as they were before this import.</c.WarningText>
      <c.TaskList
        items={[
          { title: 'Workbook', href: '/a', status: { content: 'Read' } },
          {
            title: 'People file',
            hint: 'Contracts and capacity',
            href: '/b',
            status: { tag: { children: 'Missing' } },
          },
        ]}
      />
      <c.EmptyState heading="No team is here yet">
        <p class="govuk-body">
          Teams come from the workbook’s team column.{' '}
          <c.Link href="/own/imports/new">Add your files</c.Link>
        </p>
      </c.EmptyState>
      <c.Panel headingLevel={2} title="Import 15 accepted">
        The figures now stand as of 30 September 2026
      </c.Panel>
      <c.Panel
        headingLevel={2}
        kind="interruption"
        title="Undo import 14?"
        actions={{
          items: [
            { text: 'Undo it', type: 'submit' },
            { text: 'Keep it', href: '/a' },
          ],
        }}
      >
        <p class="govuk-body">Answers given to its questions stay remembered.</p>
      </c.Panel>
      <c.DataTable
        caption="A row as it was read"
        phone="scroll"
        rows={[1]}
        columns={Array.from({ length: 14 }, (_, n) => ({
          label: `Column ${n + 1}`,
          cell: () => 'b) Child protection',
        }))}
      />
      <c.Table
        caption="Lists"
        captionClass="govuk-table__caption--m"
        firstCellIsHeader
        head={[{ content: 'List' }, { content: 'Rows', numeric: true }]}
        rows={[[{ content: 'List 1' }, { content: 412, numeric: true }]]}
      />
    </c.Page>
  )
}

const CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
const HOME = 'http://gallery.test'
const TYPES: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

const fileOf = (path: string): string => new URL(`../../../${path}`, import.meta.url).href
const shots = process.env.FAIRLOAD_SHOTS

let folder = ''
let manifest: c.Manifest = {}
let browser: Browser
const pages = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-gallery-'))
  const { buildAssets } = (await import(fileOf('scripts/assets.mjs'))) as {
    buildAssets(to: string): Promise<c.Manifest>
  }
  const { findBrowser } = (await import(fileOf('scripts/browser.mjs'))) as {
    findBrowser(): string | null
  }
  manifest = await buildAssets(folder)
  pages.set('/service', c.renderPage(<ServicePage manifest={manifest} house="council" />))
  pages.set('/branch', c.renderPage(<ServicePage manifest={manifest} house="branch" />))
  pages.set('/worker', c.renderPage(<WorkerPage manifest={manifest} />))
  pages.set('/import', c.renderPage(<ImportPage manifest={manifest} />))
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No browser was found: run npm test, which provides one.')
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
  })
  if (shots) mkdirSync(shots, { recursive: true })
})

afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

type Look = BrowserContextOptions & { media?: 'screen' | 'print'; withoutScripts?: boolean }

/** Opens a page of the gallery under the content policy of the real server; what the browser complains of is kept. */
async function open(
  path: string,
  { media, withoutScripts, ...options }: Look,
  use: (tab: Tab, complaints: string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options)
  const complaints: string[] = []
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    const html = pages.get(url.pathname)
    if (html !== undefined) {
      return route.fulfill({
        contentType: 'text/html',
        body: html,
        headers: { 'content-security-policy': CSP },
      })
    }
    const name = url.pathname.replace('/assets/', '')
    if (withoutScripts && name.endsWith('.js'))
      return route.fulfill({ contentType: TYPES.js ?? '', body: '' })
    if (url.origin === HOME && Object.values(manifest).includes(name)) {
      return route.fulfill({
        contentType: TYPES[name.split('.').at(-1) ?? ''] ?? '',
        body: readFileSync(join(folder, name)),
      })
    }
    complaints.push(`asked for ${url.href}`)
    return route.fulfill({ status: 404 })
  })
  const tab = await context.newPage()
  tab.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  tab.on('pageerror', (error) => complaints.push(error.message))
  try {
    if (media) await tab.emulateMedia({ media })
    await tab.goto(HOME + path)
    await tab.evaluate('document.fonts.ready')
    await use(tab, complaints)
  } finally {
    await context.close()
  }
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

async function violations(tab: Tab): Promise<string[]> {
  await tab.evaluate(axeSource)
  return tab.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ' – ' + n.failureSummary)))`)
}

const DESK: Look = { viewport: { width: 1280, height: 900 } }
const PHONE: Look = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 }
const PATHS = ['/service', '/worker', '/import', '/branch']

const LOOKS: [string, Look][] = [
  ['on a desk', DESK],
  ['on a phone', PHONE],
  ['where scripts do not arrive', { ...DESK, withoutScripts: true }],
  ['on paper', { viewport: { width: 794, height: 1123 }, media: 'print' }],
  ['in forced colours', { ...DESK, forcedColors: 'active' }],
]

/** The frame is the same without scripts on every page, and purple differs in colour alone. */
function looksOf(path: string): [string, Look][] {
  if (path === '/branch') return LOOKS.slice(0, 1)
  return path === '/import' ? LOOKS : LOOKS.filter(([, look]) => !look.withoutScripts)
}

describe.each(PATHS)('the gallery at %s', (path) => {
  it.each(looksOf(path))('is open to everyone %s', async (name, look) => {
    await open(path, look, async (tab, complaints) => {
      if (shots) {
        await tab.screenshot({
          path: join(shots, `${path.slice(1)} ${name}.png`),
          fullPage: true,
        })
      }
      expect(await violations(tab)).toEqual([])
      expect(complaints).toEqual([])
    })
  })

  it('never scrolls sideways, from 320 pixels on, nor at twice the size', async () => {
    await open(path, DESK, async (tab) => {
      for (const width of [320, 375, 639, 640, 767, 768, 1024, 1280]) {
        await tab.setViewportSize({ width, height: 700 })
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          width,
        )
      }
    })
  })

  it('weighs under 100 KB with everything it loads', () => {
    const html = gzipSync(pages.get(path) ?? '').length
    const assets = Object.values(manifest).map((name) => {
      const bytes = readFileSync(join(folder, name))
      return name.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length
    })
    expect(html + assets.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
  })
})

describe('on paper', () => {
  it('each sheet is A4', async () => {
    await open('/service', DESK, async (tab) => {
      const pdf = await tab.pdf({
        ...(shots ? { path: join(shots, 'service.pdf') } : {}),
        preferCSSPageSize: true,
      })
      const sheets = pdf.toString('latin1').match(/\/MediaBox \[0 0 [\d.]+ [\d.]+\]/g) ?? []
      expect(sheets.length).toBeGreaterThan(1)
      for (const sheet of sheets) {
        const [width, height] = (sheet.match(/[\d.]+/g) ?? []).slice(2).map(Number)
        expect(width).toBeCloseTo(595, -1)
        expect(height).toBeCloseTo(842, -1)
      }
    })
  })
})

describe('progress', () => {
  it('is loaded again by the page itself where scripts do not run', async () => {
    await open('/import', { ...DESK, javaScriptEnabled: false }, async (tab, complaints) => {
      await tab.waitForEvent('domcontentloaded', { timeout: 10_000 })
      expect(complaints).toEqual([])
    })
  })

  it('is updated in place where scripts run, without loading the page again', async () => {
    await open('/import', DESK, async (tab) => {
      await tab.evaluate(
        "document.querySelector('.fl-progress__detail').textContent = 'stale'; window.stayed = true",
      )
      await tab.locator('.fl-progress__detail', { hasText: '2 files' }).waitFor({ timeout: 10_000 })
      expect(await tab.evaluate('window.stayed')).toBe(true)
    })
  })
})
