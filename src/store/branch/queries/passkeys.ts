import type { Selectable } from 'kysely'
import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { PasskeyTable } from '../tables.ts'

export interface Passkey {
  /** As the authenticator names it, base64url. */
  id: string
  member: string
  name: string
  publicKey: Buffer
  counter: number
  transports: string[]
  madeAt: Date
  lastUsedAt: Date | null
}

const passkeyOf = (row: Selectable<PasskeyTable>): Passkey => ({
  id: row.id,
  member: row.member,
  name: row.name,
  publicKey: row.public_key,
  counter: row.counter,
  transports: row.transports,
  madeAt: row.made_at,
  lastUsedAt: row.last_used_at,
})

/** Keeps a passkey; false where it is kept already, whoever's it is. */
export async function add(
  scope: BranchScope,
  passkey: Omit<Passkey, 'madeAt' | 'lastUsedAt'>,
  at: Date,
): Promise<boolean> {
  const added = await transactionOf(scope)
    .insertInto('branch.passkey')
    .values({
      organisation: scope.organisation,
      id: passkey.id,
      member: passkey.member,
      name: passkey.name,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      made_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

/** Those of one person, the oldest first. */
export async function of(scope: BranchScope, member: string): Promise<Passkey[]> {
  const rows = await transactionOf(scope)
    .selectFrom('branch.passkey')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows.map(passkeyOf)
}

/** One by its id, held until the transaction ends: of two answers at once one is heard after the other. */
export async function take(scope: BranchScope, id: string): Promise<Passkey | null> {
  const row = await transactionOf(scope)
    .selectFrom('branch.passkey')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : passkeyOf(row)
}

export async function used(
  scope: BranchScope,
  id: string,
  counter: number,
  at: Date,
): Promise<void> {
  await transactionOf(scope)
    .updateTable('branch.passkey')
    .set({ counter, last_used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/** Removes one of an member's, or (`null`) all of them. Says how many there were. */
export async function remove(
  scope: BranchScope,
  member: string,
  id: string | null,
): Promise<number> {
  let removing = transactionOf(scope)
    .deleteFrom('branch.passkey')
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
  if (id !== null) removing = removing.where('id', '=', id)
  return Number((await removing.executeTakeFirst()).numDeletedRows)
}

/** Keeps what a passkey is asked to sign, and forgets what nobody signed in time. */
export async function ask(
  scope: BranchScope,
  asked: { challenge: string; member: string | null; at: Date; ends: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.passkey_challenge')
    .where('organisation', '=', scope.organisation)
    .where('ends_at', '<', asked.at)
    .execute()
  await db
    .insertInto('branch.passkey_challenge')
    .values({
      organisation: scope.organisation,
      challenge: asked.challenge,
      member: asked.member,
      ends_at: asked.ends,
    })
    .execute()
}

/** Takes a challenge of this member (`null`: of nobody signed in) away; false where there is none, or no more. */
export async function takeChallenge(
  scope: BranchScope,
  asked: { challenge: string; member: string | null; at: Date },
): Promise<boolean> {
  const taken = await transactionOf(scope)
    .deleteFrom('branch.passkey_challenge')
    .where('organisation', '=', scope.organisation)
    .where('challenge', '=', asked.challenge)
    .where('ends_at', '>=', asked.at)
    .where('member', asked.member === null ? 'is' : '=', asked.member)
    .returning('challenge')
    .executeTakeFirst()
  return taken !== undefined
}
