import { parseHTML } from 'linkedom'
import { renderToString } from 'preact-render-to-string'
import type { VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import * as c from './index.ts'

const manifest: c.Manifest = {
  'fairload.css': 'fairload.1.css',
  'fairload.js': 'fairload.2.js',
  'favicon.svg': 'favicon.3.svg',
  'atkinson-400.woff2': 'atkinson-400.4.woff2',
  'atkinson-700.woff2': 'atkinson-700.5.woff2',
}

const documentOf = (page: VNode): Document => parseHTML(c.renderPage(page)).document
const fragmentOf = (node: VNode): Element =>
  parseHTML(`<html><body>${renderToString(node)}</body></html>`).document.body

const page = (over: Partial<c.PageProps> = {}): VNode => (
  <c.Page
    manifest={manifest}
    house="council"
    organisation="Fairborough"
    home="/demonstration"
    title="Court team 2"
    restsOn={{
      asOf: '30 September 2026',
      agreement: { words: 'Fairload hours 0.1', href: '/a', startingPoint: true },
    }}
    {...over}
  >
    <h1>Court team 2</h1>
  </c.Page>
)

describe('a page', () => {
  it('says in its title what it is about before whose it is', () => {
    expect(documentOf(page()).title).toBe('Court team 2 – Fairborough – Fairload')
  })

  it('says first in its title that something is wrong', () => {
    expect(documentOf(page({ hasErrors: true })).title).toMatch(/^Error: Court team 2/)
  })

  it('says on screen and on each printed sheet as of when it is, and that the agreement is a starting point', () => {
    const document = documentOf(page())
    for (const place of ['.fl-standing', '.fl-print-head']) {
      const words = document.querySelector(place)?.textContent
      expect(words).toContain('30 September 2026')
      expect(words).toContain('Fairload hours 0.1')
      expect(words).toContain('a starting point, not a study')
    }
  })

  it('lets a keyboard skip to what matters', () => {
    const document = documentOf(page())
    const href = document.querySelector('.govuk-skip-link')?.getAttribute('href') ?? ''
    expect(document.querySelector(href)?.localName).toBe('main')
  })

  it('holds nothing inline and nothing from elsewhere', () => {
    const html = c.renderPage(page())
    expect(html).not.toMatch(/ style=|<style| on[a-z]+=|javascript:/)
    const loaded = [...documentOf(page()).querySelectorAll('link, script')]
    for (const element of loaded) {
      expect(element.getAttribute('href') ?? element.getAttribute('src')).toMatch(/^\/assets\//)
      expect(element.textContent).toBe('')
    }
  })

  it('wears the crown, the blue and the typeface of nobody else', () => {
    expect(c.renderPage(page())).not.toMatch(/crown|GOV\.UK|GDS Transport/i)
  })

  it('shows text as text, whatever it holds', () => {
    const html = c.renderPage(
      page({ title: '<script>alert(1)</script>', organisation: '"><img src=x>' }),
    )
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img')
  })

  it('cannot be made with an asset that was not built', () => {
    expect(() => c.renderPage(page({ manifest: {} }))).toThrow('was not built')
  })
})

describe('a table of records', () => {
  const rows = [{ name: 'Court team 2', over: 4 }]
  const table = (now?: 'ascending' | 'descending'): Element =>
    fragmentOf(
      <c.DataTable
        caption="Teams"
        rows={rows}
        columns={[
          { label: 'Team', cell: (row) => row.name, sort: { href: '?sort=name', now } },
          { label: 'Over the line', numeric: true, cell: (row) => row.over },
        ]}
      />,
    )

  it('is sorted by links, and says by which column and which way', () => {
    const header = table('descending').querySelector('th[scope=col]')
    expect(header?.getAttribute('aria-sort')).toBe('descending')
    expect(header?.querySelector('a')?.getAttribute('href')).toBe('?sort=name')
  })

  it('says of no column that it is sorted where none is', () => {
    expect(table().querySelector('[aria-sort]')).toBeNull()
  })

  it('names each row by its first cell and each other cell by its column', () => {
    const body = table().querySelector('tbody')
    expect(body?.querySelector('th[scope=row]')?.textContent).toBe('Court team 2')
    expect(body?.querySelector('td')?.getAttribute('data-label')).toBe('Over the line')
  })
})

describe('numbers of pages', () => {
  it.each([
    [1, 2, [1, 2]],
    [1, 10, [1, 2, null, 10]],
    [4, 10, [1, 2, 3, 4, 5, null, 10]],
    [5, 10, [1, null, 4, 5, 6, null, 10]],
    [10, 10, [1, null, 9, 10]],
  ])('on page %i of %i leave out what is far away', (at, pages, shown) => {
    expect(c.numbersShown(at, pages)).toEqual(shown)
  })

  it('are not shown where one page holds all', () => {
    expect(renderToString(<c.PageNumbers page={1} pages={1} href={String} label="Pages" />)).toBe(
      '',
    )
  })
})

describe('where a worker stands', () => {
  it.each(['within', 'over-safe', 'over-hard', 'unknown', 'cannot-receive'] as const)(
    'is told by words and by a shape of its own: %s',
    (standing) => {
      const mark = fragmentOf(<c.StandingMark standing={standing} />)
      expect(mark.textContent).not.toBe('')
      expect(mark.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
    },
  )

  it('has five shapes for five standings', () => {
    const shapes = (['within', 'over-safe', 'over-hard', 'unknown', 'cannot-receive'] as const).map(
      (standing) =>
        fragmentOf(<c.StandingMark standing={standing} />).querySelector('svg')?.innerHTML,
    )
    expect(new Set(shapes).size).toBe(5)
  })
})

describe('progress', () => {
  const progress = (underWay: boolean): Element =>
    fragmentOf(
      <c.Progress
        label="Reading"
        underWay={underWay}
        stages={[{ label: 'List 4', state: 'now', detail: '6,200 of 11,400 rows' }]}
      />,
    )

  it('says each stage, how far it is and its state in words', () => {
    expect(progress(true).textContent).toContain('List 4')
    expect(progress(true).textContent).toContain('6,200 of 11,400 rows')
    expect(progress(true).textContent).toContain('under way')
  })

  it('asks to be kept fresh only while something is still to come', () => {
    expect(progress(true).querySelector('[data-progress=under-way]')).not.toBeNull()
    expect(progress(false).querySelector('[data-progress=under-way]')).toBeNull()
  })
})

describe('wrong props', () => {
  /** Never called: the type check fails where one of these begins to compile. */
  const wrong = (): VNode[] => [
    // @ts-expect-error a field without a label cannot be read out
    <c.Input name="fte" />,
    // @ts-expect-error a button that leads somewhere sends no form
    <c.Button href="/a" name="do">
      Go
    </c.Button>,
    // @ts-expect-error there is no such standing
    <c.StandingMark standing="red" />,
    // @ts-expect-error a page says on whose side it is
    <c.Page manifest={manifest} organisation="" home="/" title="">
      x
    </c.Page>,
    // @ts-expect-error a table has a caption
    <c.DataTable rows={[1]} columns={[]} />,
    // @ts-expect-error a column reads what its rows hold
    <c.DataTable caption="a" rows={[{ a: 1 }]} columns={[{ label: 'b', cell: (row) => row.b }]} />,
    // @ts-expect-error words are typed out, not misspelt
    <c.Details summry="How">x</c.Details>,
    // @ts-expect-error a heading level is one of six
    <c.Panel title="Done" headingLevel={7} />,
    // @ts-expect-error an asset has one of the names that are built
    <p>{c.assetUrl(manifest, 'other.css')}</p>,
  ]

  it('do not compile', () => {
    expect(wrong).toBeTypeOf('function')
  })
})
