/** The tables of a bench in a page of docs, between `<!-- name -->` and `<!-- end of name -->`. */
import { readFileSync, writeFileSync } from 'node:fs'

/** @param {string[]} titles @param {string[][]} rows as Markdown, figures to the right */
export function markdown(titles, rows) {
  const lines = [titles, ...rows]
  const widths = titles.map((_, at) => Math.max(3, ...lines.map((line) => line[at].length)))
  const text = (line) =>
    `| ${line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`
  const rule = widths.map((width, at) => (at < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [text(titles), `| ${rule.join(' | ')} |`, ...rows.map(text)].join('\n')
}

/** Puts what was measured into the page; an error where the page has no such place. */
export function writeBetween(page, name, text) {
  const begin = `<!-- ${name} -->`
  const end = `<!-- end of ${name} -->`
  const whole = readFileSync(page, 'utf8')
  const from = whole.indexOf(begin)
  const to = whole.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${page} has no place for ${name}`)
  writeFileSync(page, `${whole.slice(0, from + begin.length)}\n\n${text}\n\n${whole.slice(to)}`)
}
