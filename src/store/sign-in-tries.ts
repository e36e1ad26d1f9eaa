import type { Transaction } from 'kysely'
import { sql } from 'kysely'

export interface Tries {
  /** Failures since: of this person from this place, of this place, of this person from anywhere. */
  pair: number
  place: number
  account: number
  /** Whether this person has signed in well from this place within 90 days. */
  known: boolean
}

/** Attempts to sign in, counted by prints, in a side's own table. */
export function triesIn<S extends { organisation: string }, DB, Who extends 'account' | 'member'>(
  side: 'council' | 'branch',
  who: Who,
  transactionOf: (scope: S) => Transaction<DB>,
) {
  type Prints = Record<Who | 'place', Buffer>

  const table = sql.table(`${side}.sign_in_try`)
  const whose = sql.ref(`${who}_print`)
  const here = ({ organisation }: S) => sql`organisation = ${organisation}`

  return {
    tries: async (scope: S, prints: Prints, since: Date, knownSince: Date): Promise<Tries> => {
      const byWho = sql`${whose} = ${prints[who]}`
      const byPlace = sql`place_print = ${prints.place}`
      const failed = sql`from ${table} where ${here(scope)} and not well and at > ${since}`
      const { rows } = await sql<Tries>`
        select
          (select count(*) ${failed} and ${byWho} and ${byPlace})::integer as pair,
          (select count(*) ${failed} and ${byPlace})::integer as place,
          (select count(*) ${failed} and ${byWho})::integer as account,
          exists (select from ${table} where ${here(scope)} and ${byWho} and ${byPlace} and well
            and at > ${knownSince}) as known`.execute(transactionOf(scope))
      const [counted] = rows
      if (counted === undefined) throw new Error('A count has one row')
      return counted
    },

    /** Notes an attempt as failed before it is judged, and forgets those of before `forgetBefore`. */
    noteTry: async (scope: S, prints: Prints, at: Date, forgetBefore: Date): Promise<string> => {
      const db = transactionOf(scope)
      await sql`delete from ${table} where ${here(scope)} and at < ${forgetBefore}`.execute(db)
      const { rows } = await sql<{ id: string }>`
        insert into ${table} (organisation, ${whose}, place_print, well, at)
        values (${scope.organisation}, ${prints[who]}, ${prints.place}, false, ${at})
        returning id`.execute(db)
      const [noted] = rows
      if (noted === undefined) throw new Error('What is noted has an id')
      return noted.id
    },

    /** The attempt was a good one. */
    tryWentWell: async (scope: S, id: string): Promise<void> => {
      await sql`update ${table} set well = true where ${here(scope)} and id = ${id}`.execute(
        transactionOf(scope),
      )
    },
  }
}
