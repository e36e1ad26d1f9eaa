import type { Problem, Result } from '../kit/index.ts'
import type { PlanMade } from '../council/index.ts'
import type { Effort, Progress, Solution, Watch } from '../core/fairness/index.ts'
import type { ProposalProgress, Question } from '../core/planning/index.ts'

/** What `solve` is asked: the instance stays in its file, and is read where it is solved. */
export interface SolveTask {
  path: string
  /** As typed: a number, a share such as `3%`, or left out for the instance's own. */
  moves: string | null
  seed: number
  effort: Effort
  certificate: boolean
}

export interface Solved {
  solution: Omit<Solution, 'problem'>
  /** Of the search alone, reading left out. */
  cost: { cpuSeconds: number; peakMemoryMb: number }
  /** The certificate's JSON, or why there is none; null where none was asked for. */
  certificate: Result<string> | null
  /** Whether it was asked to stop before its end. */
  stopped: boolean
}

/** Long searches, in a thread of their own; built in main. Ctrl-C asks for the best plan so far. */
export interface Searches {
  plan(
    question: Question,
    onProgress: (progress: ProposalProgress) => void,
  ): Promise<Result<PlanMade, Problem[]>>
  solve(
    task: SolveTask,
    onProgress: (progress: Progress) => void,
  ): Promise<Result<Solved, Problem[]>>
}

/** Reads an instance and solves it: what the thread runs. The engine is loaded only then. */
export const solveFile = async (
  task: SolveTask,
  watch: Watch,
): Promise<Result<Solved, Problem[]>> => {
  const { solveInstance } = await import('./solve.ts')
  return solveInstance(task, watch)
}
