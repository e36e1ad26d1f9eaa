import { parentPort, workerData } from 'node:worker_threads'
import type { WhatIf } from '../core/establishment/index.ts'
import type { Question } from '../core/planning/index.ts'
import type { Problem, Result } from '../kit/index.ts'
import type { SolveTask } from '../cli/index.ts'
import type { FromThread, ToThread } from './thread.ts'

/** What the thread is asked: a plan for a caseload, what more workers would change, or a plain instance in a file. */
export type PlannerTask =
  | { what: 'plan'; question: Question }
  | { what: 'what-if'; asked: WhatIf }
  | { what: 'solve'; of: SolveTask }

/** Progress is told at most so often: whoever waits looks now and then. */
const TELL_EVERY_MS = 100

const { task, stop } = workerData as ToThread
const flag = new Int32Array(stop)
let toldAt = -Infinity
const tell = (message: FromThread): void => parentPort?.postMessage(message)
const watch = {
  cancelled: () => Atomics.load(flag, 0) === 1,
  onProgress: (value: unknown) => {
    const now = performance.now()
    if (now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    tell({ type: 'progress', value })
  },
}

/** Each kind of work loads what it needs and no more: a plain instance needs no database driver. */
async function answer(asked: PlannerTask): Promise<Result<unknown, Problem[]>> {
  if (asked.what === 'plan') {
    const { makePlan } = await import('../council/index.ts')
    return makePlan(asked.question, watch)
  }
  if (asked.what === 'what-if') {
    const { whatMoreChange } = await import('../core/establishment/index.ts')
    return whatMoreChange(asked.asked)
  }
  const { solveFile } = await import('../cli/index.ts')
  return solveFile(asked.of, watch)
}

tell({ type: 'done', result: await answer(task as PlannerTask) })
