import type { ClientBase } from 'pg'
import type { Result } from '../kit/index.ts'
import { ok } from '../kit/index.ts'
import type { StoreProblem } from './problem.ts'
import { trouble } from './problem.ts'
import type { Side } from './side.ts'

interface Facts {
  version: number
  login: string
  superuser: boolean
  bypass: boolean
  /** Roles of that kind that this login may become by SET ROLE. */
  dangerous: string | null
  fsync: string
  commits: string
  encoding: string
  /** Tables this login owns whose row security does not hold for it. */
  unforced: number
  unsecured: number
  /** Whether it is the other side's database. */
  others: boolean
}

const FACTS = `
select
  current_setting('server_version_num')::int as version,
  current_user::text as login,
  r.rolsuper as superuser,
  r.rolbypassrls as bypass,
  (select min(o.rolname::text) from pg_roles o
    where (o.rolsuper or o.rolbypassrls) and o.oid <> r.oid
      and pg_has_role(current_user, o.oid, 'member')) as dangerous,
  current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as commits,
  current_setting('server_encoding') as encoding,
  (select count(*)::int from pg_class c
    where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')
      and pg_has_role(current_user, c.relowner, 'member')
      and not (c.relrowsecurity and c.relforcerowsecurity)) as unforced,
  (select count(*)::int from pg_class c
    where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)) as unsecured,
  to_regnamespace($2) is not null as others
from pg_roles r where r.rolname = current_user`

/**
 * Refuses a database on which our promises would not hold. Row security is void for a superuser, a
 * login that bypasses it, and a table's owner unless forced; a commit that the disk has not is none.
 */
export async function checkSafety(
  client: ClientBase,
  side: Side['schema'],
): Promise<Result<void, StoreProblem>> {
  const other = side === 'council' ? 'branch' : 'council'
  const { rows } = await client.query<Facts>(FACTS, [side, other])
  const facts = rows[0]
  if (facts === undefined) throw new Error('A login without a role')
  if (facts.version < 150_000) {
    return trouble(
      'database-too-old',
      `The database is PostgreSQL ${Math.floor(facts.version / 10_000)}; Fairload needs 15 or newer. Upgrade it, or unset DATABASE_URL to use the database that Fairload brings.`,
    )
  }
  if (facts.others) {
    return otherSides(side)
  }
  if (facts.superuser) {
    return trouble(
      'login-is-superuser',
      `Fairload will not run as the database superuser "${facts.login}": a superuser sees every organisation's records. Make a login with "create role fairload_app login nosuperuser nobypassrls" and put it in DATABASE_URL.`,
    )
  }
  if (facts.bypass || facts.dangerous !== null) {
    return trouble(
      'login-bypasses-row-security',
      facts.bypass
        ? `The database login "${facts.login}" may bypass row security, so nothing would keep organisations apart. Run "alter role ${facts.login} nobypassrls" as an administrator, then start again.`
        : `The database login "${facts.login}" may become "${facts.dangerous}", which sees every organisation's records. Run "revoke ${facts.dangerous} from ${facts.login}" as an administrator, then start again.`,
    )
  }
  if (facts.unforced > 0) {
    return trouble(
      'login-owns-unforced-tables',
      `The database login "${facts.login}" owns ${facts.unforced} of Fairload's tables on which row security is not forced, so it would not hold. Run "alter table … force row level security" on them, or use a login that owns nothing.`,
    )
  }
  if (facts.unsecured > 0) {
    return trouble(
      'tables-without-row-security',
      `Row security is off on ${facts.unsecured} of Fairload's tables, so nothing would keep organisations apart. Someone has changed them by hand: enable and force row level security on them again.`,
    )
  }
  if (facts.fsync !== 'on') {
    return trouble(
      'fsync-off',
      'The database runs with fsync off: after a power cut, work that was said to be saved would be lost. Set fsync = on in postgresql.conf and restart it.',
    )
  }
  if (facts.commits === 'off') {
    return trouble(
      'synchronous-commit-off',
      'The database runs with synchronous_commit off: after a crash, work that was said to be saved would be lost. Set synchronous_commit = on.',
    )
  }
  if (facts.encoding !== 'UTF8') {
    return trouble(
      'encoding-not-utf8',
      `The database keeps text as ${facts.encoding}; Fairload needs UTF8. Create it again with encoding 'UTF8'.`,
    )
  }
  return ok(undefined)
}

/** What a process of one side is told that was pointed at the other's database. */
export const otherSides = (side: Side['schema']): { ok: false; problem: StoreProblem } =>
  trouble(
    'database-of-other-side',
    side === 'council'
      ? 'This is the database of a union branch. The council’s side never opens it. Give this process a database of its own, with DATABASE_URL or FAIRLOAD_DATA.'
      : 'This is the database of a council’s side. The branch never opens it. Give this process a database of its own, with FAIRLOAD_BRANCH_DATABASE_URL or FAIRLOAD_BRANCH_DATA.',
  )
