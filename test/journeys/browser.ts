import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Widths a page is looked at with: a desk, and the narrowest phone. */
export const WIDTHS = { desk: 1280, phone: 320 } as const

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/**
 * A browser that phones nobody and needs no display. Which one: `FAIRLOAD_BROWSER`, else Debian's
 * chromium. `--no-sandbox` is for root in a container; the pages it opens are our own.
 */
export function launchBrowser(
  executablePath = process.env.FAIRLOAD_BROWSER ?? '/usr/bin/chromium',
): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-domain-reliability',
      '--disable-extensions',
      '--disable-sync',
      '--metrics-recording-only',
      '--no-first-run',
      '--no-pings',
    ],
  })
}

export interface Visit {
  /** Whether scripts run. */
  scripts: boolean
  width?: number
  /** Where the server answers: `http://127.0.0.1:8700`. */
  address: string
}

/** Contexts in which no script runs: axe, a script itself, looks at their pages elsewhere. */
const scriptless = new WeakSet<BrowserContext>()

/** Someone at a browser, with scripts or without. */
export async function contextFor(browser: Browser, visit: Visit): Promise<BrowserContext> {
  const context = await browser.newContext({
    javaScriptEnabled: visit.scripts,
    viewport: { width: visit.width ?? WIDTHS.desk, height: 900 },
    baseURL: visit.address,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  if (!visit.scripts) scriptless.add(context)
  return context
}

export interface Violation {
  rule: string
  help: string
  nodes: string[]
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/**
 * What axe finds against WCAG 2.2 A and AA and its best practices; empty where the page is clean.
 * It comes in by the browser's own debugging door, so that the page's content policy stays as it is.
 */
export async function axeOn(page: Page): Promise<Violation[]> {
  if (scriptless.has(page.context())) return axeOnMarkup(page)
  const session = await page.context().newCDPSession(page)
  try {
    const evaluate = async (expression: string): Promise<unknown> => {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'axe failed')
      return result.value
    }
    await evaluate(axeSource)
    const text = await evaluate(
      `axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
        .then((results) => JSON.stringify({ violations: results.violations }))`,
    )
    const { violations } = JSON.parse(String(text)) as AxeResults
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      nodes: nodes.map((node) => `${node.html.slice(0, 200)} — ${node.failureSummary ?? ''}`),
    }))
  } finally {
    await session.detach()
  }
}

/** The very markup of a page seen without scripts, with its styles and none of its scripts. */
async function axeOnMarkup(page: Page): Promise<Violation[]> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the browser is gone')
  const size = page.viewportSize()
  const context = await browser.newContext(size ? { viewport: size } : {})
  try {
    const copy = await context.newPage()
    const html = await page.content()
    await copy.route(page.url(), (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
    )
    await copy.route('**/*.js', (route) => route.abort())
    await copy.goto(page.url())
    return await axeOn(copy)
  } finally {
    await context.close()
  }
}

/** Whether anything makes the whole page scroll sideways: names what sticks out. */
export async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 10)
      .map((element) => element.outerHTML.slice(0, 120))
  })
}

/** The whole page as a picture. */
export async function picture(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}
