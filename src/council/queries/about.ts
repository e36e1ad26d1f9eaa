import { londonClock } from '../../kit/index.ts'
import { describeAgreement } from '../../core/agreement/index.ts'
import { figureQueries, imports, type Scope, type StoredFigureQuery } from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { Address } from '../views.ts'
import type { FigureQuery } from './views.ts'

/** Queries about one worker or case, the newest first. */
export const queriesAbout = async (scope: Scope, address: Address): Promise<FigureQuery[]> =>
  viewsOf(scope, await figureQueries.list(scope, { reference: address }))

/** Stored queries with the number of the import whose figures were looked at, and what the clause said then. */
export async function viewsOf(
  scope: Scope,
  queries: readonly StoredFigureQuery[],
): Promise<FigureQuery[]> {
  const numbers = new Map<string, number>()
  const clauses = new Map<string, ReadonlyMap<string, string>>()
  for (const { import: id, clause, at } of queries) {
    if (!numbers.has(id)) numbers.set(id, (await imports.get(scope, id))?.number ?? 0)
    const { day } = londonClock(at)
    if (clause === null || clauses.has(day)) continue
    const { agreement } = await agreementInForce(scope, day)
    clauses.set(
      day,
      new Map(describeAgreement(agreement).map(({ id: of, sentence }) => [of, sentence])),
    )
  }
  return queries.map(({ reference, import: id, ...of }) => ({
    ...of,
    address: reference,
    importNumber: numbers.get(id) ?? 0,
    clauseWords:
      of.clause === null ? null : (clauses.get(londonClock(of.at).day)?.get(of.clause) ?? null),
  }))
}
