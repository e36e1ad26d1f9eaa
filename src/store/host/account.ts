import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { userInfo } from 'node:os'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'

/** The account that runs a side's database where we are root. */
export interface OwnAccount {
  name: string
  /** First number tried where there is no such name: between people's (1000–60000) and 65534. */
  first: number
}

/** Who runs the database. `run` and `initialise` are null where we are no root: then it is ourselves. */
export interface Account {
  run: { uid: number; gid: number } | null
  /** initdb wants an account that has a name; it works on an empty folder that nobody else can see. */
  initialise: { uid: number; gid: number } | null
  /** Our own name, which the database knows us by on its socket; null on Windows. */
  self: string | null
}

/**
 * PostgreSQL refuses to run as root. As root we use the account of that name where the machine has
 * one, else a number that no account has: `nobody` and `postgres` are shared with other
 * programs, which could then read the records.
 *
 * `present` is the owner of an existing database folder, kept so long as it is not root.
 */
export async function chooseAccount(
  present: { uid: number; gid: number } | null,
  ours: OwnAccount,
): Promise<Result<Account, StoreProblem>> {
  if (process.platform === 'win32') return ok({ run: null, initialise: null, self: null })
  let self: string
  try {
    self = userInfo().username
  } catch {
    return trouble(
      'no-account',
      'The account that runs Fairload has no name on this machine, which the database needs. Add a line for it to /etc/passwd, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  if (process.getuid?.() !== 0) return ok({ run: null, initialise: null, self })

  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const named = (name: string) => {
    const line = lines.find((fields) => fields[0] === name)
    return line === undefined ? null : { uid: Number(line[2]), gid: Number(line[3]) }
  }
  const own = named(ours.name)
  if (own !== null && own.uid !== 0) return ok({ run: own, initialise: own, self })
  const lender = named('nobody') ?? named('daemon')
  if (lender === null) {
    return trouble(
      'no-account',
      'Started as root, the database needs an ordinary account, and this machine has none. Add one with "useradd --system fairload", or start Fairload as an ordinary user.',
    )
  }
  if (present !== null && present.uid !== 0) return ok({ run: present, initialise: lender, self })
  const taken = new Set(lines.map((fields) => Number(fields[2])))
  let uid = ours.first
  while (taken.has(uid)) uid += 1
  return ok({ run: { uid, gid: uid }, initialise: lender, self })
}

/** The first folder on the way to `path` that others may not pass, or null where the way is free. */
export async function closedOnTheWay(path: string): Promise<string | null> {
  const way: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    way.unshift(at)
    if (at === dirname(at)) break
  }
  for (const folder of way) {
    if (((await stat(folder)).mode & 0o001) === 0) return folder
  }
  return null
}
