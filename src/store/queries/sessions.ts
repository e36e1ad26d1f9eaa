import { createHmac } from 'node:crypto'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { Grant } from '../../core/rights/index.ts'
import type { Reference } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { triesIn } from '../sign-in-tries.ts'
import type { SessionTable, Tables } from '../tables.ts'
import type { References } from './references.ts'
import { referencesBy } from './references.ts'

export type SignInWay = 'authenticator' | 'recovery' | 'directory' | 'sample' | 'passkey'

export interface Session {
  id: string
  account: string
  stage: 'half' | 'whole'
  way: SignInWay
  agent: string
  createdAt: Date
  lastUsedAt: Date
}

const sessionOf = (row: Selectable<SessionTable>): Session => ({
  id: row.id,
  account: row.account,
  stage: row.stage as Session['stage'],
  way: row.way as SignInWay,
  agent: row.agent,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

export async function begin(
  scope: Scope,
  fields: {
    account: string
    tokenHash: Buffer
    stage: Session['stage']
    way: SignInWay
    agent: string
    at: Date
  },
): Promise<Session> {
  const row = await transactionOf(scope)
    .insertInto('council.session')
    .values({
      organisation: scope.organisation,
      account: fields.account,
      token_hash: fields.tokenHash,
      stage: fields.stage,
      way: fields.way,
      agent: fields.agent,
      created_at: fields.at,
      last_used_at: fields.at,
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return sessionOf(row)
}

/** The session behind a token that has neither ended nor run out. */
export async function behind(
  scope: Scope,
  tokenHash: Buffer,
  limits: { createdAfter: Date; usedAfter: Date },
): Promise<Session | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.session')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('created_at', '>', limits.createdAfter)
    .where('last_used_at', '>', limits.usedAfter)
    .executeTakeFirst()
  return row === undefined ? null : sessionOf(row)
}

export interface SignedInAccount {
  session: string
  lastUsedAt: Date
  account: string
  name: string
  sample: boolean
  worker: WorkerId | null
  grants: Grant[]
  /** Of the import in force, those that the grants are for. */
  teams: { team: TeamId; name: string; reference: Reference }[]
  references: References
}

/**
 * Whoever a token stands for, with the roles of a day: what every request asks. One question: see
 * `inOneQuestion`.
 */
export async function signedIn(
  scope: Scope,
  tokenHash: Buffer,
  limits: { createdAfter: Date; usedAfter: Date },
  on: IsoDate,
): Promise<SignedInAccount | null> {
  const { rows } = await sql<
    Omit<SignedInAccount, 'lastUsedAt' | 'references'> & {
      last_used_at: Date
      reference_key: Buffer
    }
  >`
    select * from council.signed_in(${scope.organisation}, ${tokenHash}, ${limits.createdAfter},
      ${limits.usedAfter}, ${on})`.execute(transactionOf(scope))
  const [row] = rows
  if (row === undefined) return null
  const { reference_key: key, last_used_at: lastUsedAt, ...found } = row
  return { ...found, lastUsedAt, references: referencesBy(key) }
}

/** Notes that a session is in use. */
export async function used(scope: Scope, id: string, at: Date): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.session')
    .set({ last_used_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/** Where an account is signed in now, the last used first. */
export async function open(
  scope: Scope,
  account: string,
  limits: { createdAfter: Date; usedAfter: Date },
): Promise<Session[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.session')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('stage', '=', 'whole')
    .where('ended_at', 'is', null)
    .where('created_at', '>', limits.createdAfter)
    .where('last_used_at', '>', limits.usedAfter)
    .orderBy('last_used_at', 'desc')
    .execute()
  return rows.map(sessionOf)
}

/** Ends one session of an account, or all but one (`keep`), or all. */
export async function end(
  scope: Scope,
  account: string,
  which: { id: string } | { keep: string | null },
  at: Date,
): Promise<void> {
  let ending = transactionOf(scope)
    .updateTable('council.session')
    .set({ ended_at: at })
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
  if ('id' in which) {
    if (!isId(which.id)) return
    ending = ending.where('id', '=', which.id)
  } else if (which.keep !== null) ending = ending.where('id', '<>', which.keep)
  await ending.execute()
}

/** Prints by which attempts are counted: made with the organisation's key, so that they say nothing. */
export async function printsOf(
  scope: Scope,
  of: { email: string; place: string },
): Promise<{ account: Buffer; place: Buffer }> {
  const { reference_key: key } = await transactionOf(scope)
    .selectFrom('council.organisation')
    .select('reference_key')
    .where('id', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  const print = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  return { account: print(`sign-in:${of.email}`), place: print(`place:${of.place}`) }
}

export const { tries, noteTry, tryWentWell } = triesIn<Scope, Tables, 'account'>(
  'council',
  'account',
  transactionOf,
)
