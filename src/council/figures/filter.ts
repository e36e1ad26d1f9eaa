import { byText } from '../../kit/index.ts'
import type { CaseFilter } from '../council.ts'
import type { CaseRow } from '../views.ts'

type Order = (a: CaseRow, b: CaseRow) => number

/** Unknown last, whichever way the rest is ordered. */
const byTextOrNull =
  (of: (row: CaseRow) => string | null, sign: 1 | -1): Order =>
  (a, b) => {
    const [x, y] = [of(a), of(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * byText(x, y)
  }

const orders: Record<NonNullable<CaseFilter['sort']>, (sign: 1 | -1) => Order> = {
  status: (sign) => byTextOrNull((row) => row.status, sign),
  since: (sign) => byTextOrNull((row) => row.statusSince, sign),
  demand: (sign) => (a, b) => sign * (a.demand - b.demand),
  worker: (sign) => byTextOrNull((row) => row.workerName, sign),
  team: (sign) => byTextOrNull((row) => row.teamName, sign),
}

/** Whether a case is one that a filter asks for. */
export function passes(row: CaseRow, filter: CaseFilter): boolean {
  const { holder, team, status, flag, search } = filter
  if (holder === 'waiting' ? row.holder.kind === 'worker' : holder && row.holder.kind !== holder) {
    return false
  }
  if (team !== undefined && row.teamAddress !== team) return false
  if (status !== undefined && row.status !== status) return false
  if (flag !== undefined && !row.flags.some((one) => one === flag)) return false
  return search === undefined || row.child.startsWith(search.trim().toUpperCase())
}

/** A filtered, ordered page of cases; equal rows by child id, so that pages never overlap. */
export function pageOfCases(
  rows: readonly CaseRow[],
  filter: CaseFilter,
): { rows: CaseRow[]; total: number } {
  const order = orders[filter.sort ?? 'since'](filter.descending ? -1 : 1)
  const found = rows
    .filter((row) => passes(row, filter))
    .sort((a, b) => order(a, b) || byText(a.child, b.child))
  const size = filter.pageSize ?? found.length
  const from = ((filter.page ?? 1) - 1) * size
  return { rows: found.slice(from, from + size), total: found.length }
}
