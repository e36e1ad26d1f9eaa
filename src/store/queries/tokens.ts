import type { Selectable } from 'kysely'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { ApiTokenTable } from '../tables.ts'

/** A token as its owner knows it; what it says is kept as a hash alone. */
export interface ApiToken {
  id: string
  account: string
  name: string
  ending: string
  actions: string[]
  madeAt: Date
  endsAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const tokenOf = (
  row: Omit<Selectable<ApiTokenTable>, 'token_hash' | 'organisation'>,
): ApiToken => ({
  id: row.id,
  account: row.account,
  name: row.name,
  ending: row.ending,
  actions: row.actions,
  madeAt: row.made_at,
  endsAt: row.ends_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
})

export async function add(
  scope: Scope,
  token: {
    account: string
    name: string
    hash: Buffer
    ending: string
    actions: readonly string[]
    at: Date
    ends: Date
  },
): Promise<string> {
  const { id } = await transactionOf(scope)
    .insertInto('council.api_token')
    .values({
      organisation: scope.organisation,
      account: token.account,
      name: token.name,
      token_hash: token.hash,
      ending: token.ending,
      actions: [...token.actions],
      made_at: token.at,
      ends_at: token.ends,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Those of one account, the newest first, ended ones too. */
export async function of(scope: Scope, account: string): Promise<ApiToken[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.api_token')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(tokenOf)
}

/** The one behind a hash that is good at this time; null where there is none. */
export async function behind(scope: Scope, hash: Buffer, at: Date): Promise<ApiToken | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.api_token')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return row === undefined ? null : tokenOf(row)
}

export async function used(scope: Scope, id: string, at: Date): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.api_token')
    .set({ last_used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/** Ends one of an account's tokens, or (`null`) all of them. Says how many were good until now. */
export async function revoke(
  scope: Scope,
  account: string,
  id: string | null,
  at: Date,
): Promise<number> {
  if (id !== null && !isId(id)) return 0
  let ending = transactionOf(scope)
    .updateTable('council.api_token')
    .set({ revoked_at: at })
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('revoked_at', 'is', null)
  if (id !== null) ending = ending.where('id', '=', id)
  return Number((await ending.executeTakeFirst()).numUpdatedRows)
}
