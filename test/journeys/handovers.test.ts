import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WeighedWorker } from '../../src/core/model/index.ts'
import type { AccountRole, Grant } from '../../src/core/rights/index.ts'
import { signInDoor, watchDoor } from '../../src/council/index.ts'
import { tokenHash } from '../../src/sign-in/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import { accounts, sessions, type OrganisationId } from '../../src/store/index.ts'
import { createServer } from '../../src/web/index.ts'
import { testService, type TestService } from '../seeds/service.ts'
import { contextFor } from './browser.ts'
import { browser, ROOT } from './house.ts'
import { heading, lede, lookOver, main, press, trouble } from './steps.ts'

/**
 * A service of its own, served from here, with people signed in side by side: each of the two workers
 * of a handover, the manager, the head of service.
 */

const MONDAY = '2024-02-05' as IsoDate
const now = () => new Date('2026-10-05T09:00:00Z')
const annexA = readFileSync(
  fileURLToPath(new URL('../samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
].join('\r\n')

const folder = mkdtempSync(join(tmpdir(), 'fairload-handovers-'))
const contexts: BrowserContext[] = []
let service: TestService
let app: ReturnType<typeof createServer>
let address: string

beforeAll(async () => {
  const today = () => MONDAY
  service = await testService({ today })
  const { id } = await service.bring({ 'annex.xlsx': annexA, 'people.csv': people }, MONDAY)
  await service.council.imports.accept(service.organisation, id)
  const assetsFolder = join(folder, 'assets')
  execFileSync(
    process.execPath,
    [
      '-e',
      "import('./scripts/assets.mjs').then((of) => of.buildAssets(process.argv[1]))",
      assetsFolder,
    ],
    { cwd: ROOT },
  )
  const deps = { store: service.store, now, today }
  app = createServer({
    council: service.council,
    signIn: signInDoor({ ...deps, key: Buffer.alloc(32, 3), passwordCost: 10 }),
    watch: watchDoor(deps),
    origin: 'http://127.0.0.1',
    assetsFolder,
    manifest: JSON.parse(readFileSync(join(assetsFolder, 'manifest.json'), 'utf8')) as never,
    version: '0',
    logger: pino({ enabled: false }),
    hosts: ['127.0.0.1'],
    temporaryFolder: folder,
    today,
    now,
    most: { reads: 1e6, writes: 1e6 },
  })
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await app?.close()
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

const named = async (name: string): Promise<WeighedWorker> => {
  const workload = await service.council.workload({ organisation: service.organisation })
  const worker = workload?.workers.find((one) => one.name === name)
  if (!worker) throw new Error(`${name} is not there`)
  return worker
}

const tokens = new Map<string, string>()

/** Somebody's own browser, signed in. */
async function pageOf(
  name: string,
  of: { role: AccountRole; worker?: string; team?: Grant['team']; scripts: boolean },
): Promise<Page> {
  const token =
    tokens.get(name) ??
    (await service.store.inOrganisation(
      service.organisation.id as OrganisationId,
      async (scope) => {
        const added = await accounts.add(scope, {
          email: `${name.replaceAll(' ', '.').toLowerCase()}@moreton.example`,
          name,
          state: 'active',
          worker: of.worker === undefined ? null : (await named(of.worker)).id,
          at: now(),
        })
        if (!added.ok) throw new Error(added.problem.sentence)
        const { id } = added.value
        await accounts.grant(scope, id, {
          role: of.role,
          team: of.team ?? null,
          from: '2024-01-01' as IsoDate,
          until: null,
          givenBy: null,
          at: now(),
        })
        const given = `token-of-${name.replaceAll(' ', '-')}`
        await sessions.begin(scope, {
          account: id,
          tokenHash: tokenHash(given),
          stage: 'whole',
          way: 'authenticator',
          agent: '',
          at: now(),
        })
        return given
      },
    ))
  tokens.set(name, token)
  const context = await contextFor(await browser(), { scripts: of.scripts, address })
  contexts.push(context)
  await context.addCookies([{ name: 'fairload-own', value: token, url: address }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  return page
}

interface Everybody {
  petra: Page
  eugene: Page
  manager: Page
  head: Page
}

const everybody = async (scripts: boolean): Promise<Everybody> => {
  const { team } = await named('Petra Wills')
  return {
    petra: await pageOf('Petra Wills', { role: 'social-worker', worker: 'Petra Wills', scripts }),
    eugene: await pageOf('Eugene Swift', {
      role: 'social-worker',
      worker: 'Eugene Swift',
      scripts,
    }),
    manager: await pageOf('Ruth Adeyemi', { role: 'team-manager', team, scripts }),
    head: await pageOf('Daniel Mercer', { role: 'service-manager', scripts }),
  }
}

const casesOf = async (): Promise<[number, number]> => [
  (await named('Petra Wills')).cases,
  (await named('Eugene Swift')).cases,
]

/** Opens the first handover that is not complete. */
async function openHandover(page: Page): Promise<string> {
  await page.goto('/own/handovers')
  const link = page.locator('#upcoming tbody a, #in-progress tbody a').first()
  await link.click()
  expect(await heading(page)).toMatch(/^Handover of child/)
  return page.url()
}

/** Enters every step that the agreement requires, each by the button for the next. */
async function enterEverything(page: Page): Promise<void> {
  for (const [button, fill] of [
    [
      'Enter: handover meeting',
      () => page.fill('#present', 'Petra Wills, Eugene Swift, Ruth Adeyemi'),
    ],
    ['Enter: summary of the case', () => page.fill('#words', 'The plan is on course.')],
    ['Enter: open risks', () => page.fill('#words', 'None known.')],
    ['Enter: next statutory dates carried over', () => Promise.resolve()],
    ['Enter: open tasks', () => page.fill('#words', 'A report to the review.')],
    ['Enter: the child told', () => page.check('input[name=how][value=by-both]')],
    ['Enter: the family told', () => page.check('input[name=how][value=by-call]')],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await fill()
    await press(page, 'Enter this')
    expect(await heading(page)).toMatch(/^Handover of child/)
  }
}

async function sign(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: `Sign as ${name}`, exact: true }).click()
  await press(page, `Sign as ${name}`)
  expect(await heading(page)).toMatch(/^Handover of child/)
}

async function accept(eugene: Page): Promise<void> {
  await eugene.goto('/own/decisions?open=yes')
  await eugene.locator('main tbody a[href*="/decisions/"]').first().click()
  await eugene.check('input[name=answer][value=accepted]')
  await press(eugene, 'Send your answer')
}

describe('a case that changes hands, without scripts', () => {
  let all: Everybody
  let before: [number, number]
  beforeAll(async () => {
    all = await everybody(false)
    before = await casesOf()
  })

  it('is decided by the head of service and accepted by the worker; a handover opens', async () => {
    const { head, eugene } = all
    await head.goto('/own/workers')
    await head.getByRole('link', { name: 'Petra Wills', exact: true }).click()
    await head.locator('main a[href*="/cases/"]').first().click()
    await head.goto(`${head.url()}/allocate?reach=service`)
    await head.getByLabel('Eugene Swift').check()
    await head.selectOption('#changeReason', 'MANAGE')
    await press(head, 'Ask them to take it')
    await head.goto('/own/handovers')
    expect(await main(head)).toContain('Waits for the worker’s answer')
    await lookOver(head, 'handovers with one that waits for an answer')
    await accept(eugene)
    expect(await casesOf()).toEqual(before)
  }, 300_000)

  it('stays with who hands over until the last signature, and moves with it', async () => {
    const { petra, eugene, manager } = all
    const url = await openHandover(manager)
    expect(await lede(manager)).toContain(
      'Petra Wills answers for the case until this is complete.',
    )
    await lookOver(manager, 'a handover not begun')
    await enterEverything(manager)
    await lookOver(manager, 'a handover that waits for signatures')
    await sign(petra, url, 'Petra Wills')
    await sign(eugene, url, 'Eugene Swift')
    expect(await lede(eugene)).toContain('Petra Wills answers for the case')
    expect(await casesOf()).toEqual(before)

    await manager.goto(url)
    await manager.getByRole('button', { name: 'Sign as Ruth Adeyemi', exact: true }).click()
    expect(await lede(manager)).toContain('It is the last')
    await lookOver(manager, 'the last signature')
    await press(manager, 'Sign as Ruth Adeyemi')
    expect(await lede(manager)).toMatch(/^Complete since .* Eugene Swift answers for the case\.$/)
    await lookOver(manager, 'a handover that is complete')
    expect(await casesOf()).toEqual([before[0] - 1, before[1] + 1])
    await manager.goto(`${url}/sheet`)
    await lookOver(manager, 'the sheet of a handover')
  }, 300_000)
})

describe('a leaver, with scripts', () => {
  let all: Everybody
  beforeAll(async () => {
    all = await everybody(true)
  })

  it('is noted before the files show it; what is missing is said beside its field', async () => {
    const { manager } = all
    await manager.goto('/own/handovers')
    await manager
      .getByRole('link', { name: 'Who leaves, or is away for long', exact: true })
      .click()
    expect(await lede(manager)).toContain('Nobody who holds cases is known to leave')
    await lookOver(manager, 'leavers, with none')
    const { address: at } = (
      await service.council.service({ organisation: service.organisation })
    )?.workers.find(({ name }) => name === 'Petra Wills') ?? { address: '' }
    await manager.goto(`/own/leavers/${at}`)
    await press(manager, 'Note this')
    expect(await trouble(manager)).toContain('Choose whether they leave')
    await lookOver(manager, 'a notice that is not whole')
    await manager.check('input[name=kind][value=leaves]')
    for (const [field, value] of [
      ['last-day', '4'],
      ['last-month', '3'],
      ['last-year', '2024'],
    ] as const) {
      await manager.fill(`input[name="${field}"]`, value)
    }
    await press(manager, 'Note this')
    expect(await lede(manager)).toContain('the last day is 4 March 2024')
    await lookOver(manager, 'a leaver')
  }, 300_000)

  it('has the whole caseload placed, asked in one go, and handed over to the last case', async () => {
    const { petra, eugene, manager, head } = all
    const [held, had] = await casesOf()
    expect(held).toBeGreaterThan(0)
    await head.goto('/own/leavers')
    await lookOver(head, 'leavers')
    await head.getByRole('link', { name: 'Petra Wills', exact: true }).click()
    await head.getByRole('button', { name: 'Plan where these go', exact: true }).click()
    await head.getByRole('link', { name: 'Ask in other teams too', exact: true }).click()
    expect(await lede(head)).toContain('Nothing is decided until you ask.')
    await lookOver(head, 'where a leaver’s cases could go')
    await press(head, 'Ask them all')
    expect(await heading(head)).toContain('What became of them')
    await lookOver(head, 'what became of them')
    for (let left = held; left > 0; left -= 1) {
      await accept(eugene)
      const url = await openHandover(manager)
      await enterEverything(manager)
      await sign(petra, url, 'Petra Wills')
      await sign(eugene, url, 'Eugene Swift')
      await sign(manager, url, 'Ruth Adeyemi')
    }
    expect(await casesOf()).toEqual([0, had + held])
    await head.goto('/own/leavers')
    expect(await lede(head)).toContain('Nobody who holds cases is known to leave')
  }, 300_000)
})
