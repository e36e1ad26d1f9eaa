import type { Answers } from '../../core/model/index.ts'
import type { ImportId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { plain } from './text.ts'

export interface StoredAnswer {
  key: string
  value: string
  remembered: boolean
  /** null where it is remembered for every later file. */
  import: ImportId | null
  at: Date
}

/** Keeps answers; a later answer to the same question takes the earlier one's place. */
export async function give(
  scope: Scope,
  given: readonly { key: string; value: string; remembered: boolean }[],
  about: { import: ImportId; at: Date },
): Promise<void> {
  for (const { key, value, remembered } of given) {
    await transactionOf(scope)
      .insertInto('council.answer')
      .values({
        organisation: scope.organisation,
        key: plain(key),
        value: plain(value),
        remembered,
        import: remembered ? null : about.import,
        at: about.at,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation', 'import', 'key_print'])
          .doUpdateSet({ value: plain(value), at: about.at }),
      )
      .execute()
  }
}

/** The remembered answers and this import's own; its own wins. */
export async function forImport(scope: Scope, id: ImportId | null): Promise<Answers> {
  const rows = await transactionOf(scope)
    .selectFrom('council.answer')
    .select(['key', 'value'])
    .where('organisation', '=', scope.organisation)
    .where((eb) =>
      id === null || !isId(id)
        ? eb('import', 'is', null)
        : eb.or([eb('import', 'is', null), eb('import', '=', id)]),
    )
    .orderBy('remembered', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.key, row.value]))
}

/** The remembered answers, by question. */
export async function remembered(scope: Scope): Promise<StoredAnswer[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.answer')
    .select(['key', 'value', 'remembered', 'at'])
    .where('organisation', '=', scope.organisation)
    .where('import', 'is', null)
    .orderBy('key')
    .execute()
  return rows.map((row) => ({ ...row, import: null }))
}

/** Forgets a remembered answer; the question is asked again. Says whether there was one. */
export async function forget(scope: Scope, key: string): Promise<boolean> {
  const { numDeletedRows } = await transactionOf(scope)
    .deleteFrom('council.answer')
    .where('organisation', '=', scope.organisation)
    .where('import', 'is', null)
    .where('key', '=', plain(key))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes an answer back, whether it was this import's own or remembered; the question is asked again. */
export async function takeBack(scope: Scope, key: string, id: ImportId): Promise<void> {
  if (!isId(id)) return
  await transactionOf(scope)
    .deleteFrom('council.answer')
    .where('organisation', '=', scope.organisation)
    .where((eb) => eb.or([eb('import', 'is', null), eb('import', '=', id)]))
    .where('key', '=', plain(key))
    .execute()
}
