import type { Transaction } from 'kysely'
import { sql } from 'kysely'

/** A passkey of whoever a side lets in: of an account, or of a member. */
export type PasskeyOf<Who extends string> = Record<Who, string> & {
  /** As the authenticator names it, base64url. */
  id: string
  name: string
  publicKey: Buffer
  counter: number
  transports: string[]
  madeAt: Date
  lastUsedAt: Date | null
}

/** Passkeys, and what they are asked to sign, in a side's own tables. */
export function passkeysIn<
  S extends { organisation: string },
  DB,
  Who extends 'account' | 'member',
>(side: 'council' | 'branch', who: Who, transactionOf: (scope: S) => Transaction<DB>) {
  type Passkey = PasskeyOf<Who>
  type Asked = Record<Who, string | null> & { challenge: string; at: Date }

  const keys = sql.table(`${side}.passkey`)
  const challenges = sql.table(`${side}.passkey_challenge`)
  const whose = sql.ref(who)
  const columns = sql`id, ${whose}, name, public_key as "publicKey", counter, transports,
    made_at as "madeAt", last_used_at as "lastUsedAt"`
  const here = ({ organisation }: S) => sql`organisation = ${organisation}`

  return {
    /** Keeps a passkey; false where it is kept already, whoever's it is. */
    add: async (
      scope: S,
      passkey: Omit<PasskeyOf<Who>, 'madeAt' | 'lastUsedAt'>,
      at: Date,
    ): Promise<boolean> => {
      const { id, name, publicKey, counter, transports } = passkey
      const { rows } = await sql`
        insert into ${keys}
          (organisation, id, ${whose}, name, public_key, counter, transports, made_at)
        values (${scope.organisation}, ${id}, ${passkey[who]}, ${name}, ${publicKey}, ${counter},
          ${transports}, ${at})
        on conflict do nothing returning id`.execute(transactionOf(scope))
      return rows.length > 0
    },

    /** Those of one person, the oldest first. */
    of: async (scope: S, person: string): Promise<Passkey[]> => {
      const { rows } = await sql<Passkey>`
        select ${columns} from ${keys} where ${here(scope)} and ${whose} = ${person}
        order by made_at, id`.execute(transactionOf(scope))
      return rows
    },

    /** One by its id, held until the transaction ends: of two answers at once one is heard after the other. */
    take: async (scope: S, id: string): Promise<Passkey | null> => {
      const { rows } = await sql<Passkey>`
        select ${columns} from ${keys} where ${here(scope)} and id = ${id} for update`.execute(
        transactionOf(scope),
      )
      return rows[0] ?? null
    },

    used: async (scope: S, id: string, counter: number, at: Date): Promise<void> => {
      await sql`
        update ${keys} set counter = ${counter}, last_used_at = ${at}
        where ${here(scope)} and id = ${id}`.execute(transactionOf(scope))
    },

    /** Removes one of a person's, or (`null`) all of them. Says how many there were. */
    remove: async (scope: S, person: string, id: string | null): Promise<number> => {
      const { rows } = await sql`
        delete from ${keys} where ${here(scope)} and ${whose} = ${person}
        ${id === null ? sql`` : sql`and id = ${id}`} returning id`.execute(transactionOf(scope))
      return rows.length
    },

    /** Keeps what a passkey is asked to sign, and forgets what nobody signed in time. */
    ask: async (scope: S, asked: Asked & { ends: Date }): Promise<void> => {
      const db = transactionOf(scope)
      await sql`delete from ${challenges} where ${here(scope)} and ends_at < ${asked.at}`.execute(
        db,
      )
      await sql`
        insert into ${challenges} (organisation, challenge, ${whose}, ends_at)
        values (${scope.organisation}, ${asked.challenge}, ${asked[who]}, ${asked.ends})`.execute(
        db,
      )
    },

    /** Takes a challenge of this person (`null`: of nobody signed in) away; false where there is none, or no more. */
    takeChallenge: async (scope: S, asked: Asked): Promise<boolean> => {
      const { rows } = await sql`
        delete from ${challenges}
        where ${here(scope)} and challenge = ${asked.challenge} and ends_at >= ${asked.at}
          and ${whose} ${asked[who] === null ? sql`is null` : sql`= ${asked[who]}`}
        returning challenge`.execute(transactionOf(scope))
      return rows.length > 0
    },
  }
}
