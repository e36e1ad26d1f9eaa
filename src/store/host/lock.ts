import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'

/** The holder of a folder, as its lock file says. */
export interface Holding {
  pid: number
  /** Start of the process in kernel ticks where the system tells it: a number used again is not the same process. */
  started: string | null
  boot: string | null
  host: string
  nonce: string
  /** Address that the holder announced, for the sentence a second start prints. */
  address: string | null
}

export interface Lock {
  announce(address: string): Promise<void>
  release(): Promise<void>
}

const BEAT_MS = 5_000
/** A holder that cannot be seen from here (another machine or container) is believed this long. */
const UNSEEN_MS = 16_000

const text = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return null
  }
}

/** Start of a process in ticks since boot, from Linux; null elsewhere or where there is no such process. */
export async function startedAt(pid: number): Promise<string | null> {
  const line = await text(`/proc/${pid}/stat`)
  if (line === null) return null
  // NOTE: the second field is the program's name in brackets and may hold spaces.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const bootId = async (): Promise<string | null> =>
  (await text('/proc/sys/kernel/random/boot_id'))?.trim() ?? null

function parse(content: string): Holding | null {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('nonce' in value)) {
      return null
    }
    return value as Holding
  } catch {
    return null
  }
}

/** Who holds the folder, where somebody living does. */
export async function holderOf(folder: string): Promise<Holding | null> {
  const path = join(folder, 'lock')
  const content = await text(path)
  const holding = content === null ? null : parse(content)
  return holding !== null && (await living(path, holding)) ? holding : null
}

async function living(path: string, holding: Holding): Promise<boolean> {
  const here = hostname()
  if (holding.host === here) {
    if (holding.boot !== null && holding.boot !== (await bootId())) return false
    if (!alive(holding.pid)) return false
    const started = await startedAt(holding.pid)
    return holding.started === null || started === null || started === holding.started
  }
  try {
    return Date.now() - (await stat(path)).mtimeMs < UNSEEN_MS
  } catch {
    return false
  }
}

/**
 * Takes the folder for this process. Refused while a living process holds it; a lock left by a
 * process that was killed is taken over. PostgreSQL's own guard stands behind this one: even
 * without the lock the data cannot be opened twice on one machine.
 */
export async function takeLock(folder: string): Promise<Result<Lock, StoreProblem>> {
  const path = join(folder, 'lock')
  const mine: Holding = {
    pid: process.pid,
    started: await startedAt(process.pid),
    boot: await bootId(),
    host: hostname(),
    nonce: randomUUID(),
    address: null,
  }
  const draft = join(folder, `lock.${mine.nonce}`)
  await writeFile(draft, JSON.stringify(mine), { mode: 0o644 })
  try {
    const giveUpAt = Date.now() + UNSEEN_MS + BEAT_MS
    for (;;) {
      try {
        await link(draft, path)
        break
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      const content = await text(path)
      if (content === null) continue
      const holding = parse(content)
      if (holding !== null && (await living(path, holding))) {
        const seen = holding.host === mine.host
        if (!seen && Date.now() < giveUpAt) {
          await wait(1_000)
          continue
        }
        const where = seen
          ? `process ${holding.pid}`
          : `another computer or container, ${holding.host}`
        const then =
          holding.address === null
            ? 'Use the one that runs, or stop it first'
            : `Open ${holding.address}, or stop it first`
        return trouble(
          'folder-in-use',
          `Fairload is already running on the folder ${folder} (${where}). ${then}.`,
        )
      }
      await removeStale(folder, path, holding?.nonce ?? 'unreadable')
    }
  } finally {
    await rm(draft, { force: true })
  }

  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, BEAT_MS)
  beat.unref()
  return ok({
    announce: async (address) => {
      mine.address = address
      // NOTE: renamed into place, so that a second starter never reads half a lock and takes it for a dead one.
      await writeFile(draft, JSON.stringify(mine), { mode: 0o644 })
      await rename(draft, path)
    },
    release: async () => {
      clearInterval(beat)
      const content = await text(path)
      if (content !== null && parse(content)?.nonce === mine.nonce) await rm(path, { force: true })
    },
  })
}

/**
 * Removes a dead holder's lock. Only one of several starters may: the marker names the dead lock,
 * is made exclusively, and the lock is read again under it, so that a fresh lock is never removed.
 */
async function removeStale(folder: string, path: string, nonce: string): Promise<void> {
  const marker = join(folder, `lock.taking-over-${nonce}`)
  try {
    await (await open(marker, 'wx')).close()
  } catch {
    try {
      if (Date.now() - (await stat(marker)).mtimeMs > 10_000) await rm(marker, { force: true })
    } catch {
      // The other starter has finished.
    }
    await wait(50)
    return
  }
  try {
    const content = await text(path)
    if (content !== null && (parse(content)?.nonce ?? 'unreadable') === nonce) {
      await rm(path, { force: true })
    }
  } finally {
    await rm(marker, { force: true })
  }
}
