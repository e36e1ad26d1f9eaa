import type { Result } from '../kit/index.ts'

/** What a reading process does with its job: a result or a problem, and progress on the way. */
export type ReadHandler = (
  job: unknown,
  progress: (value: unknown) => void,
) => Promise<Result<unknown>>

/** What a child exits with when its handler throws, or when its parent is gone. */
const FAULT_EXIT = 70

/**
 * The child's side of `runReader`: takes one job, answers it, and waits to be ended, so that no
 * answer is lost on the way. What a handler throws is a fault of ours and ends the process; its
 * message goes nowhere, as it might quote a file. Without a parent the process ends by itself.
 */
export function serveReader(handler: ReadHandler): void {
  const send = process.send?.bind(process)
  if (!send) throw new Error('serveReader runs in a process started by runReader')
  process.on('disconnect', () => process.exit(FAULT_EXIT))
  process.once('message', (message: unknown) => {
    const job =
      typeof message === 'object' && message !== null && 'job' in message ? message.job : null
    void answer(job)
  })
  send({ type: 'ready' })

  async function answer(job: unknown): Promise<void> {
    try {
      const result = await handler(job, (value) => send?.({ type: 'progress', value }))
      send?.({ type: 'done', result })
    } catch {
      process.exit(FAULT_EXIT)
    }
  }
}
