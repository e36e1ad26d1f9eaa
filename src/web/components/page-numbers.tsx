import type { JSX } from 'preact'
import { Pagination } from './lists.tsx'
import type { PageItem } from './lists.tsx'

export interface PageNumbersProps {
  /** From 1. */
  page: number
  pages: number
  /** The address of a page of this list. */
  href: (page: number) => string
  /** What is paged: `Pages of workers`. */
  label: string
}

/** Numbers of pages with gaps for those far away; nothing where one page holds all. */
export function PageNumbers(props: PageNumbersProps): JSX.Element | null {
  const { page, pages, href } = props
  if (pages <= 1) return null
  return (
    <Pagination
      label={props.label}
      previous={page > 1 ? { href: href(page - 1) } : undefined}
      next={page < pages ? { href: href(page + 1) } : undefined}
      items={numbersShown(page, pages).map((number): PageItem =>
        number === null
          ? { ellipsis: true }
          : { number, href: href(number), current: number === page },
      )}
    />
  )
}

/** First, last, the present page and its neighbours; null is a gap. A gap of one is shown as its number. */
export function numbersShown(page: number, pages: number): (number | null)[] {
  const kept = new Set(
    [1, pages, page - 1, page, page + 1].filter((number) => number >= 1 && number <= pages),
  )
  const shown: (number | null)[] = []
  let last = 0
  for (const number of [...kept].sort((a, b) => a - b)) {
    if (number - last === 2) shown.push(last + 1)
    else if (number - last > 2) shown.push(null)
    shown.push(number)
    last = number
  }
  return shown
}
