import type { Selectable } from 'kysely'
import { isId } from '../../ids.ts'
import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { SessionTable } from '../tables.ts'

export const signInWays = [
  'link',
  'code',
  'authenticator',
  'recovery',
  'passkey',
  'sample',
] as const
export type SignInWay = (typeof signInWays)[number]

export interface Session {
  id: string
  member: string
  way: SignInWay
  agent: string
  createdAt: Date
  lastUsedAt: Date
}

const sessionOf = (row: Selectable<SessionTable>): Session => ({
  id: row.id,
  member: row.member,
  way: row.way as SignInWay,
  agent: row.agent,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

/** When a session must have begun and been used last to be open still. */
export interface SessionLimits {
  createdAfter: Date
  usedAfter: Date
}

/** Begins one, and forgets every one that is over: nobody reads later when members signed in. */
export async function begin(
  scope: BranchScope,
  fields: { member: string; tokenHash: Buffer; way: SignInWay; agent: string; at: Date },
  forgetBefore: Date,
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.session')
    .where('organisation', '=', scope.organisation)
    .where((eb) => eb.or([eb('ended_at', 'is not', null), eb('created_at', '<', forgetBefore)]))
    .execute()
  await db
    .insertInto('branch.session')
    .values({
      organisation: scope.organisation,
      member: fields.member,
      token_hash: fields.tokenHash,
      way: fields.way,
      agent: fields.agent,
      created_at: fields.at,
      last_used_at: fields.at,
    })
    .execute()
}

const openOnes = (scope: BranchScope, limits: SessionLimits) =>
  transactionOf(scope)
    .selectFrom('branch.session')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('ended_at', 'is', null)
    .where('created_at', '>', limits.createdAfter)
    .where('last_used_at', '>', limits.usedAfter)

/** The session behind a token that has neither ended nor run out. */
export async function behind(
  scope: BranchScope,
  tokenHash: Buffer,
  limits: SessionLimits,
): Promise<Session | null> {
  const row = await openOnes(scope, limits).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? null : sessionOf(row)
}

/** Where somebody is signed in now, the last used first. */
export async function open(
  scope: BranchScope,
  member: string,
  limits: SessionLimits,
): Promise<Session[]> {
  const rows = await openOnes(scope, limits)
    .where('member', '=', member)
    .orderBy('last_used_at', 'desc')
    .execute()
  return rows.map(sessionOf)
}

/** Notes that a session is in use. */
export async function used(scope: BranchScope, id: string, at: Date): Promise<void> {
  await transactionOf(scope)
    .updateTable('branch.session')
    .set({ last_used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/** Ends one session of a person, or all but one (`keep`), or all. */
export async function end(
  scope: BranchScope,
  member: string,
  which: { id: string } | { keep: string | null },
  at: Date,
): Promise<void> {
  let ending = transactionOf(scope)
    .updateTable('branch.session')
    .set({ ended_at: at })
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .where('ended_at', 'is', null)
  if ('id' in which) {
    if (!isId(which.id)) return
    ending = ending.where('id', '=', which.id)
  } else if (which.keep !== null) ending = ending.where('id', '<>', which.keep)
  await ending.execute()
}
