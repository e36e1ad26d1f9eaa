import type { Searches } from '../cli/index.ts'
import type { WhatIf, WhatIfAnswer } from '../core/establishment/index.ts'
import type { PlanMade } from '../council/index.ts'
import type { Problem, Result } from '../kit/index.ts'
import type { PlannerTask } from './planner.ts'
import { inThread, type ThreadOptions } from './thread.ts'

const SCRIPT = new URL('./planner.js', import.meta.url)

/** What a plan's thread may take: the largest county's needs under a quarter. */
const PLAN_MEMORY_MB = 2_048
/** A plain instance may be all of England. */
const SOLVE_MEMORY_MB = 8_192

export const planInThread = (
  task: Extract<PlannerTask, { what: 'plan' }>,
  options: Omit<ThreadOptions, 'memoryMb'>,
): Promise<Result<PlanMade, Problem[]>> =>
  inThread(SCRIPT, task, { ...options, memoryMb: PLAN_MEMORY_MB }) as Promise<
    Result<PlanMade, Problem[]>
  >

export const whatIfInThread = (
  asked: WhatIf,
  options: Omit<ThreadOptions, 'memoryMb'>,
): Promise<Result<WhatIfAnswer, Problem[]>> =>
  inThread(SCRIPT, { what: 'what-if', asked } satisfies PlannerTask, {
    ...options,
    memoryMb: PLAN_MEMORY_MB,
  }) as Promise<Result<WhatIfAnswer, Problem[]>>

/**
 * The command line's searches: in a thread, so that Ctrl-C is heard. The first asks for the best plan
 * so far, the second ends the program.
 */
export const searches: Searches = {
  plan: (question, onProgress) =>
    untilInterrupted((soon) => planInThread({ what: 'plan', question }, { onProgress, soon })),
  solve: (of, onProgress) =>
    untilInterrupted(
      (soon) =>
        inThread(SCRIPT, { what: 'solve', of } satisfies PlannerTask, {
          memoryMb: SOLVE_MEMORY_MB,
          onProgress,
          soon,
        }) as ReturnType<Searches['solve']>,
    ),
}

const INTERRUPTED = 130

async function untilInterrupted<T>(search: (soon: AbortSignal) => Promise<T>): Promise<T> {
  const soon = new AbortController()
  const interrupt = (): void => {
    if (soon.signal.aborted) process.exit(INTERRUPTED)
    soon.abort()
  }
  process.on('SIGINT', interrupt)
  try {
    return await search(soon.signal)
  } finally {
    process.off('SIGINT', interrupt)
  }
}
