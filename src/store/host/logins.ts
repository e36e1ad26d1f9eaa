import pg from 'pg'
import type { ClientConfig } from 'pg'
import type { Login } from './host.ts'

/**
 * Makes the database and its two logins where they are missing, as the cluster's own superuser,
 * which nothing else ever logs in as. The owner owns the tables and migrates them; the application
 * owns nothing, is no superuser and cannot bypass row security.
 */
export async function prepareLogins(
  connection: ClientConfig,
  names: Readonly<Record<Login, string>>,
  database: string,
  secrets: Record<Login, string> | null,
): Promise<void> {
  const host = new pg.Client(connection)
  await host.connect()
  try {
    const known = await host.query<{ rolname: string }>('select rolname from pg_roles')
    const has = new Set(known.rows.map((row) => row.rolname))
    for (const login of ['owner', 'app'] as const) {
      const name = host.escapeIdentifier(names[login])
      if (!has.has(names[login])) await host.query(`create role ${name}`)
      await host.query(
        `alter role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication` +
          (secrets === null ? '' : ` password ${host.escapeLiteral(secrets[login])}`),
      )
    }
    const app = host.escapeIdentifier(names.app)
    await host.query(`alter role ${app} set statement_timeout = '120s'`)
    await host.query(`alter role ${app} set lock_timeout = '20s'`)
    await host.query(`alter role ${app} set idle_in_transaction_session_timeout = '120s'`)
    const there = await host.query('select 1 from pg_database where datname = $1', [database])
    if (there.rowCount === 0) {
      await host.query(
        `create database ${host.escapeIdentifier(database)} owner ${host.escapeIdentifier(names.owner)}`,
      )
    }
    await host.query(`revoke all on database ${host.escapeIdentifier(database)} from public`)
    await host.query(`grant connect on database ${host.escapeIdentifier(database)} to ${app}`)
  } finally {
    await host.end()
  }
}
