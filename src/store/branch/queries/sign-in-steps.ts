import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** An authenticator app's secret, as it is kept. */
export interface SecondStep {
  secret: Buffer
  /** Null until the first code from the app was right. */
  confirmedAt: Date | null
}

export async function secondStep(scope: BranchScope, member: string): Promise<SecondStep | null> {
  const row = await transactionOf(scope)
    .selectFrom('branch.second_step')
    .select(['secret', 'confirmed_at'])
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .executeTakeFirst()
  return row === undefined ? null : { secret: row.secret, confirmedAt: row.confirmed_at }
}

/** Keeps a secret that no app has shown a code of yet; where one is there, that one stays. */
export async function prepareSecondStep(
  scope: BranchScope,
  member: string,
  secret: Buffer,
): Promise<void> {
  await transactionOf(scope)
    .insertInto('branch.second_step')
    .values({ organisation: scope.organisation, member, secret })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes the code of a time step: false where that step, or a later one, was taken before. */
export async function takeStep(
  scope: BranchScope,
  member: string,
  step: number,
  at: Date,
): Promise<boolean> {
  const taken = await transactionOf(scope)
    .updateTable('branch.second_step')
    .set((eb) => ({ step, confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(at)) }))
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .where((eb) => eb.or([eb('step', 'is', null), eb('step', '<', step)]))
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/** Exchanges all recovery codes of somebody. */
export async function setRecoveryCodes(
  scope: BranchScope,
  member: string,
  hashes: readonly Buffer[],
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.recovery_code')
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .execute()
  if (hashes.length === 0) return
  await db
    .insertInto('branch.recovery_code')
    .values(hashes.map((hash) => ({ organisation: scope.organisation, member, hash })))
    .execute()
}

export async function useRecoveryCode(
  scope: BranchScope,
  member: string,
  hash: Buffer,
  at: Date,
): Promise<boolean> {
  const used = await transactionOf(scope)
    .updateTable('branch.recovery_code')
    .set({ used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

export async function recoveryCodesLeft(scope: BranchScope, member: string): Promise<number> {
  const { count } = await transactionOf(scope)
    .selectFrom('branch.recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Keeps a link that was sent to somebody, and forgets those that ended a day ago. */
export async function addLink(
  scope: BranchScope,
  link: { hash: Buffer; member: string; at: Date; ends: Date; forgetBefore: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.sign_in_link')
    .where('organisation', '=', scope.organisation)
    .where('ends_at', '<', link.forgetBefore)
    .execute()
  await db
    .insertInto('branch.sign_in_link')
    .values({
      organisation: scope.organisation,
      token_hash: link.hash,
      member: link.member,
      made_at: link.at,
      ends_at: link.ends,
    })
    .execute()
}

/** How many links somebody was sent since. */
export async function linksSince(scope: BranchScope, member: string, since: Date): Promise<number> {
  const { count } = await transactionOf(scope)
    .selectFrom('branch.sign_in_link')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisation', '=', scope.organisation)
    .where('member', '=', member)
    .where('made_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function linkIsGood(scope: BranchScope, hash: Buffer, at: Date): Promise<boolean> {
  const row = await transactionOf(scope)
    .selectFrom('branch.sign_in_link')
    .select('member')
    .where('organisation', '=', scope.organisation)
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a link, once: whose it is, or null where it is none, was used or has ended. */
export async function takeLink(scope: BranchScope, hash: Buffer, at: Date): Promise<string | null> {
  const taken = await transactionOf(scope)
    .updateTable('branch.sign_in_link')
    .set({ used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .returning('member')
    .executeTakeFirst()
  return taken?.member ?? null
}

/** Keeps a one-time code; an earlier one of the same person that is still good ends. */
export async function addCode(
  scope: BranchScope,
  code: { hash: Buffer; member: string | null; by: string | null; at: Date; ends: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .updateTable('branch.one_time_code')
    .set({ ends_at: code.at })
    .where('organisation', '=', scope.organisation)
    .where('member', code.member === null ? 'is' : '=', code.member)
    .where('used_at', 'is', null)
    .where('ends_at', '>', code.at)
    .execute()
  await db
    .insertInto('branch.one_time_code')
    .values({
      organisation: scope.organisation,
      hash: code.hash,
      member: code.member,
      made_by: code.by,
      made_at: code.at,
      ends_at: code.ends,
    })
    .execute()
}

/** Whose a code is that is good: `member` null for the first person's. */
export async function behindCode(
  scope: BranchScope,
  hash: Buffer,
  at: Date,
): Promise<{ member: string | null } | null> {
  const row = await transactionOf(scope)
    .selectFrom('branch.one_time_code')
    .select('member')
    .where('organisation', '=', scope.organisation)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return row ?? null
}

/** Takes a code, once. */
export async function takeCode(scope: BranchScope, hash: Buffer, at: Date): Promise<boolean> {
  const taken = await transactionOf(scope)
    .updateTable('branch.one_time_code')
    .set({ used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/** All by which somebody signs in. */
const OF_MEMBERS = [
  'branch.session',
  'branch.second_step',
  'branch.recovery_code',
  'branch.sign_in_link',
  'branch.one_time_code',
  'branch.passkey',
  'branch.passkey_challenge',
] as const

/** Removes all by which somebody signs in. */
export async function forget(scope: BranchScope, member: string): Promise<void> {
  for (const table of OF_MEMBERS) {
    await transactionOf(scope)
      .deleteFrom(table)
      .where('organisation', '=', scope.organisation)
      .where('member', '=', member)
      .execute()
  }
}

/** The same of everybody who has left the union: their entry may stay a while, their secrets do not. */
export async function forgetFormer(scope: BranchScope): Promise<void> {
  for (const table of OF_MEMBERS) {
    await transactionOf(scope)
      .deleteFrom(table)
      .where('organisation', '=', scope.organisation)
      .where('member', 'in', (eb) =>
        eb
          .selectFrom('branch.member')
          .select('id')
          .where('organisation', '=', scope.organisation)
          .where('standing', '<>', 'member'),
      )
      .execute()
  }
}

/** The demonstration's people who are walked as, in their order. */
export async function samples(scope: BranchScope): Promise<string[]> {
  const rows = await transactionOf(scope)
    .selectFrom('branch.sample_person')
    .select('member')
    .where('organisation', '=', scope.organisation)
    .orderBy('position')
    .execute()
  return rows.map(({ member }) => member)
}

export async function setSamples(scope: BranchScope, members: readonly string[]): Promise<void> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.sample_person')
    .where('organisation', '=', scope.organisation)
    .execute()
  if (members.length === 0) return
  await db
    .insertInto('branch.sample_person')
    .values(
      members.map((member, position) => ({ organisation: scope.organisation, member, position })),
    )
    .execute()
}
