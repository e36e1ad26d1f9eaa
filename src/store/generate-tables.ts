import { insideOf, type AnyStore } from './inside.ts'
import { withClient } from './connect.ts'

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  defaulted: boolean
  generated: boolean
}

const COLUMNS = `
select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
  not a.attnotnull as nullable, a.atthasdef as defaulted, a.attgenerated <> '' as generated
from pg_attribute a
join pg_class c on c.oid = a.attrelid
where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p', 'v')
  and a.attnum > 0 and not a.attisdropped
order by c.relname collate "C", a.attnum`

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'text[]': 'string[]',
  integer: 'number',
  bigint: 'number',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'Date',
  bytea: 'Buffer',
  json: 'Json',
  jsonb: 'Json',
}

/**
 * The table types, in TypeScript, as the migrated database has them. `src/store/tables.ts` is this
 * text; a test compares the two, so that the types cannot drift from the tables.
 */
export const generateTables = (store: AnyStore): Promise<string> => tableTypes(store, 'Tables')

/** The same of either side. `name`: of the type that holds all of its tables. */
export async function tableTypes(store: AnyStore, name: string): Promise<string> {
  const { app, side } = insideOf(store)
  const { rows } = await withClient(app, (client) => client.query<Column>(COLUMNS, [side.schema]))
  const tables = new Map<string, Column[]>()
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row])

  const nameOf = (table: string) =>
    table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase()) + 'Table'
  const lines = [
    '// Made from the migrated database by generate-tables.ts; run `npm run generate` after a migration.',
    `import type { ColumnType, Generated${rows.some((row) => row.generated) ? ', GeneratedAlways' : ''} } from 'kysely'`,
    '',
    '/** Comes back parsed; goes in as the text of a JSON document. */',
    'export type Json = ColumnType<unknown, string, string>',
    '/** As `Json`, where there may be none. */',
    'export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>',
    '',
  ]
  for (const [table, columns] of tables) {
    lines.push(`export interface ${nameOf(table)} {`)
    for (const { column, type, nullable, defaulted, generated } of columns) {
      const plain = TYPES[type]
      if (plain === undefined) throw new Error(`No type for ${type} of ${table}.${column}`)
      const whole =
        plain === 'Json' ? (nullable ? 'JsonOrNull' : 'Json') : nullable ? `${plain} | null` : plain
      lines.push(
        `  ${column}: ${generated ? `GeneratedAlways<${whole}>` : defaulted ? `Generated<${whole}>` : whole}`,
      )
    }
    lines.push('}', '')
  }
  lines.push(`export interface ${name} {`)
  for (const table of tables.keys()) lines.push(`  '${side.schema}.${table}': ${nameOf(table)}`)
  lines.push('}', '')
  return lines.join('\n')
}
