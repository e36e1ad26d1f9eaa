import { figureQueries, imports, type Scope, type StoredFigureQuery } from '../../store/index.ts'
import type { Address } from '../views.ts'
import type { FigureQuery } from './views.ts'

/** Queries about one worker or case, the newest first. */
export const queriesAbout = async (scope: Scope, address: Address): Promise<FigureQuery[]> =>
  viewsOf(scope, await figureQueries.list(scope, { reference: address }))

/** Stored queries with the number of the import whose figures were looked at. */
export async function viewsOf(
  scope: Scope,
  queries: readonly StoredFigureQuery[],
): Promise<FigureQuery[]> {
  const numbers = new Map<string, number>()
  for (const { import: id } of queries) {
    if (!numbers.has(id)) numbers.set(id, (await imports.get(scope, id))?.number ?? 0)
  }
  return queries.map(({ reference, import: id, ...of }) => ({
    ...of,
    address: reference,
    importNumber: numbers.get(id) ?? 0,
  }))
}
