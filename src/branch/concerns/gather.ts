import type { IsoDate } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import type { Book } from '../records/index.ts'
import { concernBook, hearingBook, themesBook } from './books.ts'
import type { LedgerRecords, Of } from './ledger.ts'
import { pathRecords } from './path-records.ts'
import { placesOf } from './places.ts'
import { firstThemes } from './themes.ts'

const list = async <B>(book: Book<B>, scope: BranchScope): Promise<Of<B>[]> =>
  (await book.list(scope)).map(({ id, number, body }) => ({ id, number, body }))

/** One transaction with somebody's eyes. */
type Within = <T>(work: (scope: BranchScope) => Promise<T>) => Promise<T>

/**
 * Everything that the ledger counts. What was heard is read with the house's eyes, whoever asks: it is counted
 * here and never handed on. What a concern led to is read with the reader's own. One after the other, so that a
 * page never waits for a second connection while it holds the first.
 */
export async function gathered(
  house: Within,
  own: Within,
  today: IsoDate,
): Promise<LedgerRecords & { themesNumber: number | null }> {
  const seen = await own(async (scope) => ({
    concerns: await list(concernBook, scope),
    path: await pathRecords(scope, today),
  }))
  return house(async (scope) => {
    const [themes] = await themesBook.list(scope)
    return {
      ...seen,
      hearings: await list(hearingBook, scope),
      ...(await placesOf(scope)),
      themes: themes?.body.themes ?? firstThemes,
      themesNumber: themes?.number ?? null,
      today,
    }
  })
}
