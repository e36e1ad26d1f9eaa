import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { IsoDate, Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { AccountRole, Grant } from '../../core/rights/index.ts'
import { isId } from '../ids.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { AccountTable } from '../tables.ts'
import { plain } from './text.ts'

export interface Account {
  id: string
  email: string
  name: string
  state: 'invited' | 'active' | 'disabled'
  sample: boolean
  /** How the password is kept; null where there is none. */
  password: string | null
  /** The authenticator's secret, encrypted; null until it is set up. */
  authenticator: Buffer | null
  authenticatorStep: number | null
  worker: WorkerId | null
  directorySubject: string | null
  version: number
}

export interface StoredGrant extends Grant {
  id: string
  from: IsoDate
  until: IsoDate | null
  byDirectory: boolean
}

const accountOf = (row: Selectable<AccountTable>): Account => ({
  id: row.id,
  email: row.email,
  name: row.name,
  state: row.state as Account['state'],
  sample: row.sample,
  password: row.password,
  authenticator: row.authenticator,
  authenticatorStep: row.authenticator_step,
  worker: row.worker as WorkerId | null,
  directorySubject: row.directory_subject,
  version: row.version,
})

/** Adds somebody. Refuses an address that another account has: `already-there`. */
export async function add(
  scope: Scope,
  fields: {
    email: string
    name: string
    state: Account['state']
    sample?: boolean
    worker?: WorkerId | null
    directorySubject?: string | null
    at: Date
  },
): Promise<Result<Account, StoreProblem>> {
  const row = await transactionOf(scope)
    .insertInto('council.account')
    .values({
      organisation: scope.organisation,
      email: plain(fields.email),
      name: plain(fields.name),
      state: fields.state,
      sample: fields.sample ?? false,
      worker: fields.worker ?? null,
      directory_subject: fields.directorySubject ?? null,
      created_at: fields.at,
    })
    .onConflict((conflict) => conflict.columns(['organisation', 'email']).doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined
    ? trouble(
        'already-there',
        'Somebody with this email address is here already. Change their account instead.',
      )
    : ok(accountOf(row))
}

const chosen = (scope: Scope) =>
  transactionOf(scope)
    .selectFrom('council.account')
    .selectAll()
    .where('organisation', '=', scope.organisation)

export async function get(scope: Scope, id: string): Promise<Account | null> {
  if (!isId(id)) return null
  const row = await chosen(scope).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : accountOf(row)
}

export async function byEmail(scope: Scope, email: string): Promise<Account | null> {
  const row = await chosen(scope).where('email', '=', plain(email)).executeTakeFirst()
  return row === undefined ? null : accountOf(row)
}

export async function bySubject(scope: Scope, subject: string): Promise<Account | null> {
  const row = await chosen(scope).where('directory_subject', '=', plain(subject)).executeTakeFirst()
  return row === undefined ? null : accountOf(row)
}

/** Everybody, by name. */
export async function list(scope: Scope): Promise<Account[]> {
  return (await chosen(scope).orderBy('name').orderBy('email').execute()).map(accountOf)
}

/** Whether anybody can sign in here yet. */
export async function anybody(scope: Scope): Promise<boolean> {
  const row = await transactionOf(scope)
    .selectFrom('council.account')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Changes an account as it stands; each change raises its version. */
export async function change(
  scope: Scope,
  id: string,
  fields: Partial<
    Pick<
      Account,
      | 'name'
      | 'state'
      | 'password'
      | 'authenticator'
      | 'authenticatorStep'
      | 'worker'
      | 'directorySubject'
    >
  >,
): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.account')
    .set({
      version: sql<number>`version + 1`,
      ...(fields.name === undefined ? {} : { name: plain(fields.name) }),
      ...(fields.state === undefined ? {} : { state: fields.state }),
      ...(fields.password === undefined ? {} : { password: fields.password }),
      ...(fields.authenticator === undefined ? {} : { authenticator: fields.authenticator }),
      ...(fields.authenticatorStep === undefined
        ? {}
        : { authenticator_step: fields.authenticatorStep }),
      ...(fields.worker === undefined ? {} : { worker: fields.worker }),
      ...(fields.directorySubject === undefined
        ? {}
        : { directory_subject: fields.directorySubject }),
    })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/**
 * Takes a time step of the authenticator, once: false where this step or a later one was taken
 * already, by whoever else holds the same code.
 */
export async function takeStep(scope: Scope, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('council.account')
    .set({ authenticator_step: step })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('authenticator_step', 'is', null), eb('authenticator_step', '<', step)]),
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Roles of one account, of all days or (`on`) of one. */
export async function grants(
  scope: Scope,
  account: string,
  on: IsoDate | null = null,
): Promise<StoredGrant[]> {
  let found = transactionOf(scope)
    .selectFrom('council.role_grant')
    .select(['id', 'role', 'team', 'from_day', 'until_day', 'by_directory'])
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
  if (on !== null) {
    found = found
      .where('from_day', '<=', on)
      .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', on)]))
  }
  return (await found.orderBy('given_at').orderBy('role').execute()).map((row) => ({
    id: row.id,
    role: row.role as AccountRole,
    team: row.team as TeamId | null,
    from: row.from_day as IsoDate,
    until: row.until_day as IsoDate | null,
    byDirectory: row.by_directory,
  }))
}

export async function grant(
  scope: Scope,
  account: string,
  given: Grant & {
    from: IsoDate
    until: IsoDate | null
    byDirectory?: boolean
    givenBy: string | null
    at: Date
  },
): Promise<void> {
  await transactionOf(scope)
    .insertInto('council.role_grant')
    .values({
      organisation: scope.organisation,
      account,
      role: given.role,
      team: given.team,
      from_day: given.from,
      until_day: given.until,
      by_directory: given.byDirectory ?? false,
      given_by: given.givenBy,
      given_at: given.at,
    })
    .execute()
}

/** Takes a role away. What it allowed before stands in the record of what was done. */
export async function endGrant(scope: Scope, account: string, id: string): Promise<boolean> {
  if (!isId(id)) return false
  const { numDeletedRows } = await transactionOf(scope)
    .deleteFrom('council.role_grant')
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Takes away what the directory's groups gave, before they give anew. */
export async function endDirectoryGrants(scope: Scope, account: string): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('council.role_grant')
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('by_directory', '=', true)
    .execute()
}

/** Accounts in use that hold a role on a day. */
export async function holders(scope: Scope, role: AccountRole, on: IsoDate): Promise<string[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.role_grant as g')
    .innerJoin('council.account as a', (join) =>
      join.onRef('a.organisation', '=', 'g.organisation').onRef('a.id', '=', 'g.account'),
    )
    .select('a.id')
    .distinct()
    .where('g.organisation', '=', scope.organisation)
    .where('g.role', '=', role)
    .where('a.state', '=', 'active')
    .where('g.from_day', '<=', on)
    .where((eb) => eb.or([eb('g.until_day', 'is', null), eb('g.until_day', '>=', on)]))
    .execute()
  return rows.map((row) => row.id)
}

/** Exchanges all recovery codes for new ones. */
export async function setRecoveryCodes(
  scope: Scope,
  account: string,
  hashes: readonly Buffer[],
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('council.recovery_code')
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .execute()
  if (hashes.length === 0) return
  await db
    .insertInto('council.recovery_code')
    .values(
      hashes.map((hash) => ({ organisation: scope.organisation, account, hash, used_at: null })),
    )
    .execute()
}

/** Uses a recovery code up; false where it is none of theirs, or was used. */
export async function useRecoveryCode(
  scope: Scope,
  account: string,
  hash: Buffer,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('council.recovery_code')
    .set({ used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function recoveryCodesLeft(scope: Scope, account: string): Promise<number> {
  const { left } = await transactionOf(scope)
    .selectFrom('council.recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}

/** Makes a one-time code good; all earlier ones for the same account (or the first) end. */
export async function addSetUpCode(
  scope: Scope,
  code: { hash: Buffer; account: string | null; at: Date; ends: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('council.set_up_code')
    .where('organisation', '=', scope.organisation)
    .where('account', code.account === null ? 'is' : '=', code.account)
    .execute()
  await db
    .insertInto('council.set_up_code')
    .values({
      organisation: scope.organisation,
      hash: code.hash,
      account: code.account,
      made_at: code.at,
      ends_at: code.ends,
      used_at: null,
    })
    .execute()
}

/** The account a good code is for (null: the first administrator), or undefined where it is not good. */
export async function behindSetUpCode(
  scope: Scope,
  hash: Buffer,
  at: Date,
): Promise<{ account: string | null } | undefined> {
  return transactionOf(scope)
    .selectFrom('council.set_up_code')
    .select('account')
    .where('organisation', '=', scope.organisation)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
}

/** Uses a code up: of two who send it at once, one. */
export async function useSetUpCode(scope: Scope, hash: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('council.set_up_code')
    .set({ used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
