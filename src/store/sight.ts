import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import { searchable } from './queries/text.ts'
import type { OrganisationId, Scope, Viewer } from './scope.ts'
import { transactionOf } from './scope.ts'
import type { Tables } from './tables.ts'

/** Stands between the entries of a list in a setting; no id holds a control character. */
const BETWEEN = '\u001f'

/** What the policies were told of who looks (lists are ordered), and what was said beside it. */
interface Eyes {
  sees: string
  teams: string
  workers: string
  counting: string
  /** Whether any decision is in play, whoever may see it. */
  deciding: boolean
}

const eyes = new WeakMap<Scope, Eyes>()

/**
 * Tells the policies for whom a transaction works and what they see: teams given and those beneath
 * them in the import in force, the workers of those teams, and the viewer's own worker; everything
 * for the house's own work (`null`).
 */
export async function tellPolicies(
  transaction: Transaction<Tables>,
  organisation: OrganisationId,
  viewer: Viewer | null,
): Promise<Scope> {
  const { sees, teams, worker } = { teams: [], worker: null, ...(viewer?.sight ?? HOUSE) }
  const { rows } = await sql<{ closed: string; teams: string; workers: string; deciding: boolean }>`
    select * from council.enter(
      ${organisation}, ${sees}, ${viewer?.account ?? null},
      ${teams.map(searchable)}, ${worker === null ? '' : searchable(worker)})`.execute(transaction)
  const { closed, ...seen } = rows[0] ?? { closed: '', teams: '', workers: '', deciding: true }
  const scope = Object.freeze({
    organisation,
    viewer,
    closed: closed === '' ? NONE : new Set(closed.split(BETWEEN)),
  })
  eyes.set(scope, { sees, counting: '', ...seen })
  return scope
}

const HOUSE = { sees: 'house' } as const
const NONE: ReadonlySet<string> = new Set()

/** The eyes of whoever sees every record. */
const EYES_OF_ALL = 'all'

/**
 * Names all that decides which rows of an import's teams, workers and cases the policies show, but for
 * the names of restricted records: two transactions with the same eyes are shown the same.
 */
export function eyesOf(scope: Scope): string {
  const { sees, teams, workers } = seenBy(scope)
  return sees === 'house' || sees === 'service'
    ? EYES_OF_ALL
    : JSON.stringify([sees, teams, workers])
}

/** Whether any decision may be in play in the organisation: where none is, none needs to be looked for. */
export const mayDecide = (scope: Scope): boolean => seenBy(scope).deciding

/** Decisions are to be looked for from now on: one comes into play here, or was waited for. */
export function decides(scope: Scope): void {
  seenBy(scope).deciding = true
}

function seenBy(scope: Scope): Eyes {
  const seen = eyes.get(scope)
  if (seen === undefined) throw new Error('A scope that told the policies nothing')
  return seen
}

const SETTINGS = {
  'app.counting': 'counting',
  'app.workers': 'workers',
  'app.sees': 'sees',
} as const

/**
 * Reads with a setting of the policies changed, and puts it back: the few places where a figure
 * needs a row that its reader is not shown (a restricted record that counts, a colleague's name, the
 * number of the last plan).
 */
export async function widened<T>(
  scope: Scope,
  setting: keyof typeof SETTINGS,
  change: (now: string) => string,
  read: () => Promise<T>,
): Promise<T> {
  const db = transactionOf(scope)
  const seen = seenBy(scope)
  const part = SETTINGS[setting]
  const before = seen[part]
  const tell = async (now: string): Promise<void> => {
    await sql`select set_config(${setting}, ${now}, true)`.execute(db)
    seen[part] = now
  }
  await tell(change(before))
  const result = await read()
  await tell(before)
  return result
}

/** A list of a setting with more entries. */
export const withMore = (now: string, more: readonly string[]): string =>
  [...(now === '' ? [] : [now]), ...more].join(BETWEEN)
