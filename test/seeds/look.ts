import { parseHTML } from 'linkedom'
import type { SeedServer } from './server.ts'

export const tidy = (text: string | null | undefined): string =>
  (text ?? '').replace(/\s+/g, ' ').trim()

/** A page as its reader meets it: heading, first sentence, tables, links. */
export async function look(server: SeedServer, url: string) {
  const response = await server.get(url)
  return { status: response.statusCode, ...seen(response.body) }
}

/** The same of a page that came another way, as an answer to a form. */
export function seen(html: string) {
  const { document } = parseHTML(html)
  const main = document.querySelector('main')
  return {
    html,
    document,
    text: tidy(main?.textContent),
    lede: tidy(main?.querySelector('.fl-lede')?.textContent),
    heading: tidy(main?.querySelector('h1')?.textContent),
    /** Rows of the n-th table as text. */
    table: (n = 0): string[][] =>
      [...(document.querySelectorAll('main table')[n]?.querySelectorAll('tbody tr') ?? [])].map(
        (row) => [...row.querySelectorAll('th, td')].map((cell) => tidy(cell.textContent)),
      ),
    links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? ''),
  }
}
