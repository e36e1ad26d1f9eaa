import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import { withClient } from '../connect.ts'
import type { AnyStore } from '../inside.ts'
import { insideOf } from '../inside.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Side } from '../side.ts'
import { columnsOf, quoted, SAME_TEXT } from './contents.ts'
import type { BackupSummary } from './write.ts'
import { sumsOf } from './write.ts'
import { partsOf, verifyBackup } from './read.ts'

class Refused extends Error {
  readonly problem: StoreProblem
  constructor(problem: StoreProblem) {
    super(problem.code)
    this.problem = problem
  }
}

/**
 * Puts a backup in place of what is here: read through first, written in one transaction, compared
 * table by table with what the backup says before it is committed. Any trouble leaves the data as
 * they were.
 *
 * Refuses a database that holds an organisation (`not-empty`) unless `replace`. Needs the login
 * that owns the tables; on PostgreSQL of one's own the migration address.
 */
export async function restore(
  store: AnyStore,
  path: string,
  options: { replace: boolean },
): Promise<Result<BackupSummary, StoreProblem>> {
  const { owner, joined, side, emptiedBeside } = insideOf(store)
  const verified = await verifyBackup(path, side)
  if (!verified.ok) return verified
  if (joined) {
    return trouble(
      'folder-in-use',
      'Fairload is running on this folder. Stop it, then restore. Nothing has been changed.',
    )
  }
  if (owner === null) {
    return trouble(
      'owner-needed',
      'Restoring needs the login that owns the tables. Set FAIRLOAD_MIGRATION_URL to it and restore again. Nothing has been changed.',
    )
  }
  const { size, header, tables } = verified.value
  try {
    await withClient(owner, async (client) => {
      await client.query('begin')
      await client.query(`set local statement_timeout = 0; ${SAME_TEXT}`)
      // Alone until it is over: nobody reads half of it, and no starter migrates beneath it.
      await client.query('select 1 from upkeep.turn for update')
      const named = (table: { name: string }): string => `${side.schema}.${quoted(table.name)}`
      const names = side.tables.map(named)
      const guarded = side.tables.filter((table) => table.isGuarded).map(named)
      await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
      // NOTE: the owner is bound by row security too, and COPY refuses a table that has it. Lifted
      // within this transaction only, under a lock that lets nobody else in; put back below.
      for (const name of names)
        await client.query(`alter table ${name} no force row level security`)
      for (const name of guarded) await client.query(`alter table ${name} disable trigger user`)

      const held = await client.query(`select 1 from ${side.schema}.organisation limit 1`)
      if (held.rowCount !== 0 && !options.replace) {
        throw new Refused({
          code: 'not-empty',
          sentence:
            'There is data here already. Restore into an empty data folder, or say --replace to put the backup in its place; what is here now is then lost.',
        })
      }
      await client.query(`truncate ${names.join(', ')}`)
      for (const name of emptiedBeside) await client.query(`delete from ${name}`)
      await fill(client, side, path, size)

      for (const name of guarded) await client.query(`alter table ${name} enable trigger user`)
      for (const name of names) await client.query(`alter table ${name} force row level security`)
      if (header.schema === (await schemaOf(client))) {
        const now = await sumsOf(client, side)
        for (const [name, sum] of Object.entries(tables)) {
          if (now[name]?.sha256 !== sum.sha256) {
            throw new Refused({
              code: 'backup-damaged',
              sentence:
                'What was restored is not what the backup holds, so it was taken back. Nothing has been changed.',
            })
          }
        }
      }
      await client.query('commit')
    })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    throw error
  }
  await insideOf(store).adopt()
  return ok({ path, bytes: size, schema: header.schema, tables })
}

async function schemaOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ schema: number }>(
    'select max(number) as schema from upkeep.migration',
  )
  return rows[0]?.schema ?? 0
}

/** Copies every table in. Columns go by name: those added since the backup take their defaults. */
async function fill(client: PoolClient, side: Side, path: string, size: number): Promise<void> {
  let open: ReturnType<typeof from> | null = null
  const close = async () => {
    if (open === null) return
    const stream = open
    open = null
    stream.end()
    await finished(stream)
  }
  for await (const part of partsOf(path, size)) {
    if (part.kind === 'table') {
      await close()
      const known = new Set(await columnsOf(client, side, part.table))
      if (part.columns.some((column) => !known.has(column))) {
        throw new Refused({
          code: 'backup-newer',
          sentence:
            'This backup holds columns that this version does not know. Restore it with the version that made it. Nothing has been changed.',
        })
      }
      open = client.query(
        from(
          `copy ${side.schema}.${quoted(part.table)} (${part.columns.map(quoted).join(', ')}) from stdin`,
        ),
      )
    } else if (part.kind === 'rows' && open !== null) {
      if (!open.write(part.bytes)) await once(open, 'drain')
    }
  }
  await close()
}
