import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Problem, Result } from '../kit/index.ts'
import { fail, ok } from '../kit/index.ts'
import { readProblem } from './read/index.ts'

export { serveReader } from './serve-reader.ts'
export type { ReadHandler } from './serve-reader.ts'

/** How much a reading may take before it is stopped, and who hears of it meanwhile. */
export interface ReaderOptions {
  /** Heap of the child in MB; its whole process may take `processOverheadMb` more. */
  memoryMb: number
  /** Wall time in seconds. */
  seconds: number
  /** Hears each progress message of the child, as it was sent. */
  onProgress?: (progress: unknown) => void
  /** Stops the child at once when aborted. */
  signal?: AbortSignal
}

/** Node itself, its code, and buffers outside the heap: what a process has beyond its heap. */
const processOverheadMb = 192
const memoryCheckMs = 200
/** Enough of what a dying process says to know that it ran out of memory; never logged. */
const keptErrorBytes = 8 * 1024
type FromChild =
  | { type: 'ready' }
  | { type: 'progress'; value: unknown }
  | { type: 'done'; result: Result<unknown> }

/** Children alive now; they must not outlive this process. */
const living = new Set<ChildProcess>()
let watchingExit = false

/**
 * Runs `script` in a child process of its own with the job, under a memory and a time cap. The
 * child has none of this process's environment (no secrets), no standard input, and cannot hold
 * this process up: it is killed at the time cap, above the memory cap, and on abort.
 *
 * @param script path of a module that calls `serveReader`
 * @param job plain data, as the structured clone algorithm copies it
 * @returns what the handler returned; else `reader-out-of-memory`, `reader-too-slow`,
 *   `reader-stopped` (it died otherwise) or `reader-cancelled`
 */
export async function runReader(
  script: string,
  job: unknown,
  options: ReaderOptions,
): Promise<Result<unknown>> {
  if (options.signal?.aborted === true) return fail(readProblem('reader-cancelled'))
  const child = fork(script, [], {
    // Without the accessor, a header or id named __proto__ is a key like any other, everywhere.
    execArgv: [`--max-old-space-size=${options.memoryMb}`, '--disable-proto=delete'],
    env: { NODE_ENV: 'production', TZ: 'UTC', ...systemRoot() },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  keepFromOutliving(child)
  try {
    return await outcome(child, job, options)
  } finally {
    child.kill('SIGKILL')
    living.delete(child)
  }
}

function outcome(
  child: ChildProcess,
  job: unknown,
  options: ReaderOptions,
): Promise<Result<unknown>> {
  const { memoryMb, seconds, signal, onProgress } = options
  return new Promise((resolve) => {
    let errors = ''
    let settled = false
    const settle = (result: Result<unknown>): void => {
      if (settled) return
      settled = true
      clearTimeout(clock)
      clearInterval(memoryWatch)
      signal?.removeEventListener('abort', abort)
      resolve(result)
    }
    const stop = (problem: Problem): void => settle(fail(problem))
    const abort = (): void => stop(readProblem('reader-cancelled'))
    const outOfMemory = (): void => stop(readProblem('reader-out-of-memory', memoryMb))

    const clock = setTimeout(() => stop(readProblem('reader-too-slow', seconds)), seconds * 1000)
    const memoryWatch = setInterval(() => {
      void residentMb(child.pid).then((resident) => {
        if (resident > memoryMb + processOverheadMb) outOfMemory()
      })
    }, memoryCheckMs)
    signal?.addEventListener('abort', abort)

    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (text: string) => {
      errors = (errors + text).slice(-keptErrorBytes)
    })
    child.on('message', (message) => {
      const told = fromChild(message)
      if (settled || told === null) return
      if (told.type === 'ready') child.send({ job }, () => undefined)
      else if (told.type === 'progress') onProgress?.(told.value)
      else settle(told.result)
    })
    child.on('error', () => stop(readProblem('reader-stopped')))
    // `close`, not `exit`: only then has all of its standard error been read.
    child.on('close', () => {
      if (
        /heap out of memory|Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED/.test(
          errors,
        )
      )
        outOfMemory()
      else stop(readProblem('reader-stopped'))
    })
  })
}

/** Windows starts no program without it, and it is no secret. */
function systemRoot(): { SystemRoot?: string } {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}

function keepFromOutliving(child: ChildProcess): void {
  living.add(child)
  if (watchingExit) return
  watchingExit = true
  process.once('exit', () => {
    for (const alive of living) alive.kill('SIGKILL')
  })
}

/**
 * The child's resident memory in MB. The heap's own cap does not count buffers; Linux tells the
 * whole. Elsewhere 0: there the heap's cap stands alone.
 */
async function residentMb(pid: number | undefined): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'latin1')
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(status)
    return resident ? Number(resident[1]) / 1024 : 0
  } catch {
    return 0
  }
}

/** A message of the protocol, or null: a child that reads hostile files is believed in nothing else. */
function fromChild(message: unknown): FromChild | null {
  if (typeof message !== 'object' || message === null || !('type' in message)) return null
  if (message.type === 'ready') return { type: 'ready' }
  if (message.type === 'progress' && 'value' in message)
    return { type: 'progress', value: message.value }
  if (message.type === 'done' && 'result' in message) {
    const result = resultOf(message.result)
    return result === null ? null : { type: 'done', result }
  }
  return null
}

function resultOf(value: unknown): Result<unknown> | null {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return null
  if (value.ok === true && 'value' in value) return ok(value.value)
  if (value.ok !== false || !('problem' in value)) return null
  const { problem } = value
  if (typeof problem !== 'object' || problem === null) return null
  if (!('code' in problem) || typeof problem.code !== 'string') return null
  if (!('sentence' in problem) || typeof problem.sentence !== 'string') return null
  return fail({ code: problem.code, sentence: problem.sentence })
}
