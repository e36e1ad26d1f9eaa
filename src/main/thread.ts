import { Worker } from 'node:worker_threads'
import { fail, type Problem, type Result } from '../kit/index.ts'

/** What a thread's script tells whoever started it. */
export type FromThread =
  { type: 'progress'; value: unknown } | { type: 'done'; result: Result<unknown, Problem[]> }

/** What it is given. `stop` is set to 1 to ask for the best answer so far. */
export interface ToThread {
  task: unknown
  stop: SharedArrayBuffer
}

export interface ThreadOptions {
  /** Heap of the thread in MB; its arrays of numbers come on top. */
  memoryMb: number
  onProgress?: (progress: never) => void
  /** Asks the thread to stop soon, with the best answer so far. */
  soon?: AbortSignal
  /** Ends the thread at once, without an answer. */
  signal?: AbortSignal
}

/**
 * Runs a script in a thread of its own: whoever waits stays free for others meanwhile.
 * @returns what the script answered; else `thread-out-of-memory`, `thread-stopped` or `thread-cancelled`.
 */
export async function inThread(
  script: URL,
  task: unknown,
  { memoryMb, onProgress, soon, signal }: ThreadOptions,
): Promise<Result<unknown, Problem[]>> {
  if (signal?.aborted) return fail([CANCELLED])
  const stop = new SharedArrayBuffer(4)
  const given: ToThread = { task, stop }
  const worker = new Worker(script, {
    workerData: given,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: { NODE_ENV: 'production', TZ: 'UTC' },
    stdin: false,
  })
  const askToStop = (): void => void Atomics.store(new Int32Array(stop), 0, 1)
  if (soon?.aborted) askToStop()
  soon?.addEventListener('abort', askToStop)
  let end: () => void = () => undefined
  try {
    return await new Promise((resolve) => {
      end = () => resolve(fail([CANCELLED]))
      signal?.addEventListener('abort', end)
      worker.on('message', (told: FromThread) => {
        if (told.type === 'progress') onProgress?.(told.value as never)
        else resolve(told.result)
      })
      worker.on('error', (error: Error & { code?: string }) =>
        resolve(
          fail([error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory(memoryMb) : STOPPED]),
        ),
      )
      worker.on('exit', () => resolve(fail([STOPPED])))
    })
  } finally {
    soon?.removeEventListener('abort', askToStop)
    signal?.removeEventListener('abort', end)
    await worker.terminate()
  }
}

const CANCELLED: Problem = {
  code: 'thread-cancelled',
  sentence: 'The search was stopped before it had an answer.',
}
const STOPPED: Problem = {
  code: 'thread-stopped',
  sentence:
    'The search ended without an answer. Try again; if it ends so again, tell whoever runs Fairload here.',
}
const outOfMemory = (memoryMb: number): Problem => ({
  code: 'thread-out-of-memory',
  sentence: `The search needed more than ${memoryMb.toLocaleString('en-GB')} MB of memory and was stopped. Plan team by team, or ask for a quick search.`,
})
