import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

export interface TryPrints {
  member: Buffer
  place: Buffer
}

/** Failures since, and whether this person has signed in well from this place before. */
export async function tries(
  scope: BranchScope,
  prints: TryPrints,
  since: Date,
  knownSince: Date,
): Promise<{ pair: number; place: number; account: number; known: boolean }> {
  const db = transactionOf(scope)
  const failed = async (by: 'pair' | 'place' | 'member'): Promise<number> => {
    let found = db
      .selectFrom('branch.sign_in_try')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organisation', '=', scope.organisation)
      .where('well', '=', false)
      .where('at', '>', since)
    if (by !== 'member') found = found.where('place_print', '=', prints.place)
    if (by !== 'place') found = found.where('member_print', '=', prints.member)
    return Number((await found.executeTakeFirstOrThrow()).count)
  }
  const known = await db
    .selectFrom('branch.sign_in_try')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('member_print', '=', prints.member)
    .where('place_print', '=', prints.place)
    .where('well', '=', true)
    .where('at', '>', knownSince)
    .limit(1)
    .executeTakeFirst()
  return {
    pair: await failed('pair'),
    place: await failed('place'),
    account: await failed('member'),
    known: known !== undefined,
  }
}

/** Notes an attempt as failed before it is judged, and forgets those of before `forgetBefore`. */
export async function noteTry(
  scope: BranchScope,
  prints: TryPrints,
  at: Date,
  forgetBefore: Date,
): Promise<string> {
  const db = transactionOf(scope)
  await db
    .deleteFrom('branch.sign_in_try')
    .where('organisation', '=', scope.organisation)
    .where('at', '<', forgetBefore)
    .execute()
  const { id } = await db
    .insertInto('branch.sign_in_try')
    .values({
      organisation: scope.organisation,
      member_print: prints.member,
      place_print: prints.place,
      well: false,
      at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The attempt was a good one. */
export async function tryWentWell(scope: BranchScope, id: string): Promise<void> {
  await transactionOf(scope)
    .updateTable('branch.sign_in_try')
    .set({ well: true })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}
