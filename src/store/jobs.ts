import PgBoss from 'pg-boss'
import { CompiledQuery } from 'kysely'
import type { Connections } from './connect.ts'
import { withClient } from './connect.ts'
import type { OrganisationId, Scope } from './scope.ts'
import { transactionOf } from './scope.ts'

/** Kinds of work done behind the pages. */
export const JOB_NAMES = ['import', 'plan'] as const
export type JobName = (typeof JOB_NAMES)[number]

/** What each kind of job is about. Ids only: the job tables are outside row security and hold no record. */
export interface JobData {
  import: { organisation: OrganisationId; import: string }
  plan: { organisation: OrganisationId; plan: string }
}

export interface Jobs {
  /**
   * Works on jobs of one kind, one after the other, until the store closes. A handler that throws
   * is tried again; a process that died leaves its job to the next one. A handler may therefore run
   * twice, and writes its result under the import's row, where the second finds it done.
   *
   * @param handler one job; it should look at `signal` and stop early when it is aborted.
   * @param onGivenUp a job that failed four times, or whose process died forty times.
   */
  work<N extends JobName>(
    name: N,
    handler: (job: JobData[N], signal: AbortSignal) => Promise<void>,
    onGivenUp: (job: JobData[N]) => Promise<void>,
  ): void
}

interface Db {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

export const SCHEMA = 'jobs'
const TRIES_AGAIN = 3
/**
 * A process that was killed is rarely its job's fault (files are read in a process of their own), so
 * a death costs no try, up to this many: a job that does bring the house down is given up in the end.
 */
const DEATHS_SURVIVED = 40
/** A job whose process shows no sign of life this long is given to another. */
const LEASE_SECONDS = 20
const BEAT_MS = 5_000
const POLL_MS = 1_000

const givenUp = (name: JobName): string => `${name}-given-up`

const poolDb = (pool: Connections): Db => ({
  executeSql: (text, values) =>
    withClient(pool, async (client) => {
      const result = await client.query<Record<string, unknown>>(text, values)
      return { rows: result.rows }
    }),
})

const bossOn = (db: Db, migrate: boolean): PgBoss =>
  new PgBoss({ db, schema: SCHEMA, migrate, supervise: !migrate, schedule: false })

/**
 * Makes or upgrades the job tables and their queues, as the owner. The application only adds,
 * changes and removes rows: making a queue makes a table, which it may not.
 */
export async function prepareJobTables(owner: Connections): Promise<void> {
  const boss = bossOn(poolDb(owner), true)
  boss.on('error', () => undefined)
  await boss.start()
  for (const name of JOB_NAMES) {
    await boss.createQueue(givenUp(name), {
      name: givenUp(name),
      retryLimit: 1_000,
      retryDelay: 5,
      expireInSeconds: LEASE_SECONDS,
    })
    await boss.createQueue(name, {
      name,
      retryLimit: TRIES_AGAIN,
      retryDelay: 1,
      expireInSeconds: LEASE_SECONDS,
      deadLetter: givenUp(name),
    })
  }
  await boss.stop({ graceful: false })
}

/** Adds a job in the scope's own transaction: the work and the row it is about come or fail together. */
export async function sendJob<N extends JobName>(
  scope: Scope,
  name: N,
  data: JobData[N],
): Promise<void> {
  const transaction = transactionOf(scope)
  const db: Db = {
    executeSql: async (text, values) => {
      const result = await transaction.executeQuery(CompiledQuery.raw(text, values ?? []))
      return { rows: result.rows }
    },
  }
  await sender.send(name, data, { db })
  senders.add(scope)
}

/** Builds the statement only; it is run by the transaction that is given to it. */
const sender = new PgBoss({
  db: { executeSql: () => Promise.reject(new Error('A job is sent in a transaction')) },
  schema: SCHEMA,
  migrate: false,
  supervise: false,
  schedule: false,
})

const senders = new WeakSet<Scope>()

/** Whether a scope sent a job: its workers are woken once it has committed. */
export const sentJob = (scope: Scope): boolean => senders.has(scope)

export interface RunningJobs extends Jobs {
  /** Wakes the workers at once instead of at their next look. */
  wake(): void
  stop(): Promise<void>
}

/**
 * @param alone true where no other process can work on this database (the embedded one, whose
 *   folder we hold): jobs found active then belong to the dead and are given out again at once.
 */
export async function startJobs(
  pool: Connections,
  alone: boolean,
  onError: (error: unknown) => void,
): Promise<RunningJobs> {
  const db = poolDb(pool)
  const boss = bossOn(db, false)
  boss.on('error', onError)
  await boss.start()
  if (alone) {
    await db.executeSql(
      `update ${SCHEMA}.job
        set started_on = now() - expire_in - interval '1 second',
          retry_limit = least(retry_limit + 1, ${DEATHS_SURVIVED})
        where state = 'active'`,
    )
    await boss.expire()
  }

  const stopping = new AbortController()
  const loops: Promise<void>[] = []
  const wakers = new Set<() => void>()
  const wake = () => {
    for (const waker of wakers) waker()
  }
  /** Until woken, or for a second. */
  const pause = () =>
    new Promise<void>((done) => {
      const over = () => {
        clearTimeout(timer)
        wakers.delete(over)
        done()
      }
      const timer = setTimeout(over, stopping.signal.aborted ? 0 : POLL_MS)
      timer.unref()
      wakers.add(over)
    })

  // NOTE: not boss.work(): it leaves the promise of complete() unheld, and a database that restarts
  // at that moment would end our process with an unhandled rejection.
  const loop = async <Data extends object>(
    queue: string,
    handler: (job: Data) => Promise<void>,
  ) => {
    let lookedForDead = Date.now()
    while (!stopping.signal.aborted) {
      try {
        if (Date.now() - lookedForDead > BEAT_MS) {
          lookedForDead = Date.now()
          await boss.expire()
        }
        const [job] = await boss.fetch<Data>(queue)
        if (job === undefined) {
          await pause()
          continue
        }
        const beat = setInterval(() => {
          db.executeSql(
            `update ${SCHEMA}.job set started_on = now() where name = $1 and id = $2 and state = 'active'`,
            [queue, job.id],
          ).catch(onError)
        }, BEAT_MS)
        try {
          await handler(job.data)
          await boss.complete(queue, job.id)
        } catch (error) {
          onError(error)
          await boss.fail(queue, job.id, { reason: 'the handler threw' })
        } finally {
          clearInterval(beat)
        }
      } catch (error) {
        if (stopping.signal.aborted) return
        onError(error)
        await pause()
      }
    }
  }

  return {
    work: (name, handler, onGivenUp) => {
      loops.push(loop<JobData[typeof name]>(name, (job) => handler(job, stopping.signal)))
      loops.push(loop<JobData[typeof name]>(givenUp(name), onGivenUp))
    },
    wake,
    stop: async () => {
      stopping.abort()
      wake()
      await Promise.allSettled(loops)
      await boss.stop({ graceful: false })
    },
  }
}
