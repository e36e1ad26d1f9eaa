import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import { searchable } from './queries/text.ts'
import type { Scope, Viewer } from './scope.ts'
import { transactionOf } from './scope.ts'
import type { Tables } from './tables.ts'

/** Stands between the entries of a list in a setting; no id holds a control character. */
const BETWEEN = '\u001f'

/**
 * Tells the policies what a viewer sees: teams given and those beneath them in the import in force,
 * the workers of those teams, and the viewer's own worker. Returns the records closed to them.
 */
export async function narrow(
  transaction: Transaction<Tables>,
  organisation: string,
  { account, sight }: Viewer,
): Promise<ReadonlySet<string>> {
  const own = sight.sees === 'some' && sight.worker !== null ? searchable(sight.worker) : ''
  const { rows } = await sql<{ closed: string }>`
    select set_config('app.closed', coalesce((
      select string_agg(r.child, ${BETWEEN}) from council.restriction r
      where r.organisation = ${organisation} and not exists (
        select from council.restriction_name n
        where n.organisation = r.organisation and n.child = r.child and n.account = ${account}
          and (n.ends_at is null or n.ends_at > now()))
    ), ''), true) as closed,
    set_config('app.workers', ${own}, true)`.execute(transaction)
  const given = sight.sees === 'some' ? sight.teams.map(searchable) : []
  if (given.length > 0) {
    await sql`
      with recursive force as (
        select id from council.import
        where organisation = ${organisation} and state = 'accepted' and purged_at is null
        order by as_of desc, decided_at desc, number desc limit 1
      ), tree as (
        select team from unnest(${given}::text[]) as given (team)
        union
        select t.team from tree join council.team t
          on t.organisation = ${organisation} and t.import = (select id from force)
          and t.parent = tree.team
      )
      select set_config('app.teams', coalesce(string_agg(team, ${BETWEEN}), ''), true)
      from tree`.execute(transaction)
    await sql`
      select set_config('app.workers', concat_ws(${BETWEEN}, nullif(${own}, ''), string_agg(worker, ${BETWEEN})), true)
      from council.worker
      where organisation = ${organisation} and import = (
        select id from council.import
        where organisation = ${organisation} and state = 'accepted' and purged_at is null
        order by as_of desc, decided_at desc, number desc limit 1)`.execute(transaction)
  }
  const closed = rows[0]?.closed ?? ''
  return new Set(closed === '' ? [] : closed.split(BETWEEN))
}

/**
 * Reads with a setting of the policies changed, and puts it back: the few places where a figure
 * needs a row that its reader is not shown (a restricted record that counts, a colleague's name, the
 * number of the last plan).
 */
export async function widened<T>(
  scope: Scope,
  setting: 'app.counting' | 'app.workers' | 'app.sees',
  change: (now: string) => string,
  read: () => Promise<T>,
): Promise<T> {
  const db = transactionOf(scope)
  const { rows } = await sql<{ now: string }>`
    select coalesce(current_setting(${setting}, true), '') as now`.execute(db)
  const before = rows[0]?.now ?? ''
  await sql`select set_config(${setting}, ${change(before)}, true)`.execute(db)
  const result = await read()
  await sql`select set_config(${setting}, ${before}, true)`.execute(db)
  return result
}

/** A list of a setting with more entries. */
export const withMore = (now: string, more: readonly string[]): string =>
  [...(now === '' ? [] : [now]), ...more].join(BETWEEN)
