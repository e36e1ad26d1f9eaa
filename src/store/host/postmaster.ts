import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { openSync, closeSync } from 'node:fs'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import type { Programs } from './bundle.ts'
import { alive } from './lock.ts'

const run = promisify(execFile)

/** What `postmaster.pid` says: line 1 the process, line 8 its state. */
async function pidFile(data: string): Promise<{ pid: number; ready: boolean } | null> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
  } catch {
    return null
  }
}

/** True where the process is a PostgreSQL server on this very folder, and not a number used again. */
async function serves(pid: number, data: string): Promise<boolean> {
  if (!alive(pid)) return false
  if (process.platform === 'linux') {
    try {
      return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data))
    } catch {
      return false
    }
  }
  if (process.platform === 'win32') return true
  try {
    return (await run('ps', ['-p', String(pid), '-o', 'command='])).stdout.includes(data)
  } catch {
    return false
  }
}

/** The server that runs on a folder, whoever started it; null where none does. */
export async function serverOn(data: string): Promise<number | null> {
  const file = await pidFile(data)
  return file !== null && (await serves(file.pid, data)) ? file.pid : null
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It has gone already.
  }
}

/**
 * Ends the server on a folder: politely (it finishes its checkpoint), after 20 seconds at once
 * (it recovers at the next start), after 30 by force. Nothing acknowledged is lost in any of them.
 */
export async function endServer(data: string, programs: Programs): Promise<void> {
  const pid = await serverOn(data)
  if (pid === null) return
  if (process.platform === 'win32') {
    await run(programs.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30']).catch(
      () => undefined,
    )
    return
  }
  const began = Date.now()
  signal(pid, 'SIGINT')
  let harder = 0
  while (await serves(pid, data)) {
    await wait(15)
    const waited = Date.now() - began
    if (harder === 0 && waited > 20_000) {
      harder = 1
      signal(pid, 'SIGQUIT')
    } else if (harder === 1 && waited > 30_000) {
      harder = 2
      signal(pid, 'SIGKILL')
    } else if (waited > 35_000) {
      return
    }
  }
}

/** Whether any process works in the data folder: a server, or a child that outlived its server. */
async function anyoneIn(data: string): Promise<boolean> {
  const here = await realpath(data)
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      if ((await readlink(`/proc/${pid}/cwd`)) === here) return true
    } catch {
      // Gone, or another account's.
    }
  }
  return false
}

/**
 * Removes the server's own lock where its number now belongs to another program, as after a power
 * cut or in a container, where small numbers come again: PostgreSQL only asks whether the number
 * is alive, and would refuse to start for good.
 */
export async function clearReusedNumber(data: string): Promise<void> {
  if (process.platform !== 'linux') return
  const file = await pidFile(data)
  if (file === null || !alive(file.pid) || (await serves(file.pid, data))) return
  if (!(await anyoneIn(data))) await rm(join(data, 'postmaster.pid'), { force: true })
}

export interface Start {
  programs: Programs
  data: string
  log: string
  account: Account
  /** Folder of the Unix socket; null on Windows, where it listens on 127.0.0.1. */
  socket: string | null
  port: number
}

/**
 * Server settings. Durability is not ours to trade: fsync, full pages and synchronous commit stay
 * on. The log holds no row: even the first line of an error may quote a value, so errors (which our
 * side reports anyway) are not logged; `log` ranks above `error` there, and fatal above both.
 */
const SETTINGS: Record<string, string> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '96MB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  max_connections: '40',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  random_page_cost: '1.1',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_line_prefix: '%m [%p] ',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
}

/** Starts the server as a child and returns at once; it may still be recovering. */
export function spawnServer(start: Start): ChildProcess {
  const settings: Record<string, string> = {
    ...SETTINGS,
    port: String(start.port),
    listen_addresses: start.socket === null ? '127.0.0.1' : '',
    ...(start.socket === null ? {} : { unix_socket_directories: start.socket }),
  }
  const log = openSync(start.log, 'a', 0o600)
  try {
    return spawn(
      start.programs.postgres,
      ['-D', start.data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
      {
        ...(start.account.run ?? {}),
        cwd: start.data,
        // NOTE: a group of its own: Ctrl-C in a terminal reaches us alone, and we stop it in order.
        detached: process.platform !== 'win32',
        stdio: ['ignore', log, log],
        windowsHide: true,
        ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC' } }),
      },
    )
  } finally {
    closeSync(log)
  }
}

/**
 * Starts the server and waits until it answers.
 *
 * A server whose parts were killed leaves children that hold its shared memory for a moment; the
 * new one then refuses and is started again, for up to 20 seconds.
 */
export async function startServer(start: Start): Promise<ChildProcess | null> {
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    const child = spawnServer(start)
    let ended = false
    child.once('exit', () => (ended = true))
    child.once('error', () => (ended = true))
    // Recovery after a crash may take its time; only the server's own end says that it failed.
    while (!ended) {
      const file = await pidFile(start.data)
      if (file !== null && file.pid === child.pid && file.ready) return child
      await wait(10)
    }
    if (Date.now() > giveUpAt) return null
    await wait(250)
  }
}
