import type { IsoDate, Problem, Result } from '../kit/index.ts'
import type { WhatIf, WhatIfAnswer } from '../core/establishment/index.ts'
import type { ProposalProgress, Question } from '../core/planning/index.ts'
import type { Store } from '../store/index.ts'
import type { ReadAnswer, ReadJob } from './imports/job.ts'
import type { PlanMade } from './plans/make-plan.ts'

/** What the domain is built from; everything of the world outside comes in here. */
export interface CouncilDeps {
  store: Store
  now(): Date
  today(): IsoDate
  /** Reads files in a process of its own, under caps of memory and time. */
  read(
    job: ReadJob,
    options: { onProgress: (progress: unknown) => void; signal: AbortSignal },
  ): Promise<Result<ReadAnswer>>
  /** Makes a plan in a thread of its own, under a cap of memory. An abort ends it without an answer. */
  propose(
    question: Question,
    options: { onProgress: (progress: ProposalProgress) => void; signal: AbortSignal },
  ): Promise<Result<PlanMade, Problem[]>>
  /** Shares a team's work out with and without more workers, in a thread of its own. An abort ends it. */
  whatIf(asked: WhatIf, options: { signal: AbortSignal }): Promise<Result<WhatIfAnswer, Problem[]>>
  /** Makes an empty folder for one reading, and removes it with all it holds. */
  temporary: { make(): Promise<string>; remove(folder: string): Promise<void> }
}
