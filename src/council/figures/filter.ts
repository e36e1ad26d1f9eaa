import { byText } from '../../kit/index.ts'
import type { TeamId, WeighedCase } from '../../core/model/index.ts'
import type { CaseFilter } from '../council.ts'
import type { CaseRow } from '../views.ts'
import { Index, type Figures } from './figures.ts'

type Sort = NonNullable<CaseFilter['sort']>
type Order = (a: WeighedCase, b: WeighedCase) => number

/** Unknown last, whichever way the rest is ordered. */
const byTextOrNull =
  (of: (one: WeighedCase) => string | null, sign: 1 | -1): Order =>
  (a, b) => {
    const [x, y] = [of(a), of(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * byText(x, y)
  }

function orderOf(index: Index, sort: Sort, sign: 1 | -1): Order {
  switch (sort) {
    case 'status':
      return byTextOrNull((of) => of.status, sign)
    case 'since':
      return byTextOrNull((of) => of.statusSince, sign)
    case 'demand':
      return (a, b) => sign * (a.demand - b.demand)
    case 'worker':
      return byTextOrNull((of) => index.holderOf(of)?.name ?? null, sign)
    case 'team':
      return byTextOrNull((of) => index.team(of.team)?.name ?? null, sign)
  }
}

/** Cases in each order that was asked for. */
const ordered = new WeakMap<readonly WeighedCase[], Map<string, readonly WeighedCase[]>>()

function inOrder(index: Index, sort: Sort, sign: 1 | -1): readonly WeighedCase[] {
  const { cases } = index.figures.workload
  const known = ordered.get(cases) ?? new Map<string, readonly WeighedCase[]>()
  ordered.set(cases, known)
  const order = orderOf(index, sort, sign)
  const sorted =
    known.get(`${sort} ${sign}`) ??
    cases.toSorted((a, b) => order(a, b) || byText(a.child, b.child))
  known.set(`${sort} ${sign}`, sorted)
  return sorted
}

/** A filtered, ordered page of cases; equal ones by child id, so that pages never overlap. */
export function pageOfCases(
  figures: Figures,
  filter: CaseFilter,
): { rows: CaseRow[]; total: number } {
  const index = new Index(figures)
  const { holder, status, flag } = filter
  const search = filter.search?.trim().toUpperCase()
  const teams = new Set<TeamId | null>(
    figures.workload.teams
      .filter(({ id }) => figures.addresses.team(id) === filter.team)
      .map(({ id }) => id),
  )
  const found = inOrder(index, filter.sort ?? 'since', filter.descending ? -1 : 1).filter((of) => {
    if (holder === 'waiting' ? of.holder.kind === 'worker' : holder && of.holder.kind !== holder) {
      return false
    }
    if (filter.team !== undefined && !teams.has(of.team)) return false
    if (status !== undefined && of.status !== status) return false
    if (flag !== undefined && !of.flags.some((one) => one === flag)) return false
    return search === undefined || of.child.startsWith(search)
  })
  const size = filter.pageSize ?? found.length
  const from = ((filter.page ?? 1) - 1) * size
  return { rows: found.slice(from, from + size).map((of) => index.row(of)), total: found.length }
}
