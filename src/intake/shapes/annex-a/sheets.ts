import { headerKey } from '../tidy.ts'
import type { Column, List } from './lists.ts'
import { COMPANION_SHEETS, LISTS } from './lists.ts'

const NUMBERED = /^list ?0?(1[01]|[1-9])(?: .*)?$/

/** A sheet's name without case, underscores and the marks that join words. */
export function sheetKey(name: string): string {
  return headerKey(name)
    .replace(/[-–—:.,&+]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^annex a /, '')
}

const byName = new Map(LISTS.flatMap((list) => list.sheets.map((name) => [name, list] as const)))
const byNumber = new Map(LISTS.map((list) => [list.number, list]))

/** The list that a sheet's, file's or title's name states, or null. */
export function listOfName(name: string): List | null {
  const key = sheetKey(name)
  const number = NUMBERED.exec(key)?.[1]
  if (number !== undefined) return byNumber.get(Number(number)) ?? null
  return byName.get(key) ?? null
}

export const isCompanion = (name: string): boolean => COMPANION_SHEETS.includes(sheetKey(name))

interface Match {
  list: List
  column: Column
}

/** Every heading any list may have, by key. */
const byHeading = new Map<string, Match[]>()
for (const list of LISTS)
  for (const column of list.columns)
    for (const heading of [column.header, ...column.also]) {
      const key = headerKey(heading)
      const matches = byHeading.get(key)
      if (matches === undefined) byHeading.set(key, [{ list, column }])
      else if (!matches.some((match) => match.list === list)) matches.push({ list, column })
    }

/** Keys of the headings that hold an id: where such a cell stands, a list begins. */
export const ID_KEYS: ReadonlySet<string> = new Set(
  [...byHeading].filter(([, matches]) => matches.some(isId)).map(([key]) => key),
)

function isId(match: Match): boolean {
  return match.column.kind.is === 'id'
}

/** The list's column with this heading, or null. */
export function columnOf(list: List, key: string): Column | null {
  return byHeading.get(key)?.find((match) => match.list === list)?.column ?? null
}

export interface HeaderScore {
  list: List
  /** Headings that only few lists have. */
  own: number
  ownTotal: number
  /** All headings that the list knows. */
  all: number
  hasId: boolean
  /** Has the column without which a row of the list says nothing: its start, or the eligibility. */
  anchored: boolean
}

function isAnchor({ kind, shared }: Column): boolean {
  if (kind.is === 'date') return kind.role === 'start'
  return (kind.is === 'figure-code' && kind.code === 'eligibility') || (kind.is === 'id' && !shared)
}

/** How well a row of headings fits each list; lists with no heading in common are absent. */
export function scoreHeadings(keys: readonly string[]): HeaderScore[] {
  const found = new Map<List, Set<Column>>()
  for (const key of new Set(keys))
    for (const { list, column } of byHeading.get(key) ?? []) {
      const columns = found.get(list)
      if (columns === undefined) found.set(list, new Set([column]))
      else columns.add(column)
    }
  return [...found].map(([list, columns]) => {
    const own = [...columns].filter((column) => !column.shared).length
    return {
      list,
      own,
      ownTotal: list.columns.filter((column) => !column.shared).length,
      all: columns.size,
      hasId: [...columns].some((column) => column.kind.is === 'id'),
      anchored: [...columns].some(isAnchor),
    }
  })
}

export type ListDecision =
  | { is: 'list'; list: List; byName: List | null }
  | { is: 'question'; byName: List | null }
  | { is: 'none' }

/**
 * Which list a row of headings heads: headings decide, the name only where headings leave it open.
 * `name` is the sheet's name, or the file's for one CSV per list.
 */
export function decideList(keys: readonly string[], name: string): ListDecision {
  const scores = scoreHeadings(keys)
  const named = listOfName(name)
  const best = scores.reduce<HeaderScore | null>((top, score) => {
    if (top === null || score.own > top.own) return score
    if (score.own < top.own) return top
    return score.own / score.ownTotal > top.own / top.ownTotal ? score : top
  }, null)
  if (best === null) return { is: 'none' }
  const forName = scores.find((score) => score.list === named)
  if (forName !== undefined && forName.own > 0 && forName.own >= best.own)
    return { is: 'list', list: forName.list, byName: named }
  const half = best.own * 2 >= best.ownTotal && (best.hasId || best.all >= 4)
  const alone = scores.every((score) => score === best || score.own * 2 <= best.own)
  if (best.own >= 2 && (half || (alone && best.hasId && best.anchored)))
    return { is: 'list', list: best.list, byName: named }
  if (forName !== undefined && forName.own > 0 && forName.hasId)
    return { is: 'list', list: forName.list, byName: named }
  const likely = scores.some((score) => score.hasId && score.all >= 3)
  return likely && (named !== null || best.own > 0)
    ? { is: 'question', byName: named }
    : { is: 'none' }
}
