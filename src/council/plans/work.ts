import type { Problem, Result } from '../../kit/index.ts'
import type { ProposalProgress, Question } from '../../core/planning/index.ts'
import {
  caseloads,
  imports,
  plans,
  type JobData,
  type Plan,
  type PlanId,
} from '../../store/index.ts'
import { agreementNamed } from '../agreements/index.ts'
import { countedOf } from '../decisions/candidates.ts'
import type { CouncilDeps } from '../deps.ts'
import {
  decisionsInPlay,
  noNewWorkOn,
  overlay,
  teamsWithin,
  withNoNewWork,
} from '../figures/index.ts'
import { note } from '../note.ts'
import { understand } from './asked.ts'
import type { PlanMade } from './make-plan.ts'
import { hashOf, type PlanSummary } from './row.ts'
import type { PlanAnswer } from './view.ts'
import type { PlanAsked } from './views.ts'

const GIVEN_UP: Problem = {
  code: 'plan-given-up',
  sentence:
    'Making this plan failed four times. Ask again; if it fails again, tell whoever runs Fairload here.',
}
const INPUT_GONE: Problem = {
  code: 'plan-input-gone',
  sentence:
    'The import or the agreement that this plan was asked for is not here any more. Ask again for the one in force.',
}
const UNFINISHED: Problem = {
  code: 'plan-unfinished',
  sentence: 'The search was stopped before its end, so nothing could be proven. Ask again.',
}

/** How often a plan's row learns how far it is, and its maker whether anybody still waits. */
const LOOK_EVERY_MS = 500

/** Makes plans as they are asked for, one after the other. */
export function workOnPlans(deps: CouncilDeps): void {
  deps.store.jobs.work(
    'plan',
    (job, signal) => makeOne(deps, job, signal),
    async ({ organisation, plan }) => {
      await deps.store.inOrganisation(organisation, (scope) =>
        plans.end(scope, plan as PlanId, { state: 'failed', problem: GIVEN_UP, at: deps.now() }),
      )
    },
  )
}

async function makeOne(
  deps: CouncilDeps,
  job: JobData['plan'],
  signal: AbortSignal,
): Promise<void> {
  const { store } = deps
  const { organisation } = job
  const id = job.plan as PlanId
  // Made already, or cancelled: a job may come twice.
  const plan = await store.inOrganisation(organisation, (scope) => plans.start(scope, id))
  if (!plan) return
  const question = await questionOf(deps, job, plan)
  if (!question) return giveUp(deps, job, INPUT_GONE)

  const stopping = new AbortController()
  let latest: ProposalProgress | null = null
  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    const wanted = await store.inOrganisation(organisation, (scope) =>
      plans.progress(scope, id, latest),
    )
    if (!wanted) stopping.abort()
  }
  const ticker = setInterval(() => {
    looking = looking.then(look).catch(() => undefined)
  }, LOOK_EVERY_MS)
  const close = (): void => stopping.abort()
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  try {
    const made = await deps.propose(question, {
      signal: stopping.signal,
      onProgress: (progress) => {
        latest = progress
      },
    })
    clearInterval(ticker)
    await looking
    if (signal.aborted) throw new Error('A plan was stopped because Fairload is closing')
    if (stopping.signal.aborted) return
    await save(deps, job, made)
  } finally {
    clearInterval(ticker)
    await looking
    signal.removeEventListener('abort', close)
  }
}

/** The caseload that the plan was asked for, and what may be done with it; null where it is gone. */
async function questionOf(
  { store, today }: CouncilDeps,
  { organisation }: JobData['plan'],
  plan: Plan,
): Promise<Question | null> {
  return store.inOrganisation(organisation, async (scope) => {
    const files = await caseloads.whole(scope, plan.import)
    const agreement = await agreementNamed(
      scope,
      plan.agreement,
      (one) => hashOf(one) === plan.agreement.sha256,
    )
    if (!files || !agreement || hashOf(agreement) !== plan.agreement.sha256) return null
    const asked = plan.asked as PlanAsked
    const understood = await understand(scope, plan.import, asked)
    if (!understood.ok) return null
    const isInForce = (await imports.current(scope))?.id === plan.import
    const counted = isInForce ? countedOf(await decisionsInPlay(scope, today()), today()) : []
    // Whoever was asked has it here already, and what was decided is not planned again.
    const moves = counted.map((of) => ({
      ...of,
      handover: of.as === 'asked' ? ('complete' as const) : of.as,
    }))
    const { held } = await overlay(scope, plan.import, files, { moves, part: 'whole' })
    const { asOf, cases, teams, outside } = held
    const workers = isInForce
      ? withNoNewWork(held.workers, await noNewWorkOn(scope, today()))
      : held.workers
    return {
      caseload: { asOf, cases, workers, teams, outside, findings: [] },
      agreement,
      teams: plan.team === null ? null : [...teamsWithin(teams, plan.team)],
      reach: asked.reach,
      moves: asked.moves,
      stay: [...understood.value.stay, ...counted.map(({ child }) => child)],
      seed: asked.seed,
      effort: asked.effort,
    }
  })
}

async function save(
  deps: CouncilDeps,
  job: JobData['plan'],
  made: Result<PlanMade, Problem[]>,
): Promise<void> {
  if (!made.ok) {
    const [first = GIVEN_UP] = made.problem
    return giveUp(deps, job, {
      code: first.code,
      sentence: made.problem.map(({ sentence }) => sentence).join(' ') || first.sentence,
    })
  }
  const { proposal, figures, certificate } = made.value
  if (!certificate || !figures) return giveUp(deps, job, UNFINISHED)
  const summary: PlanSummary = {
    before: proposal.before.busiest,
    after: proposal.after.busiest,
    moves: proposal.moves.length,
  }
  const answer: PlanAnswer = { proposal, figures }
  const id = job.plan as PlanId
  await deps.store.inOrganisation(job.organisation, async (scope) => {
    const saved = await plans.save(scope, id, { summary, answer, certificate, at: deps.now() })
    if (saved) await note(deps, scope, 'plan.ready', { plan: id })
  })
}

async function giveUp(deps: CouncilDeps, job: JobData['plan'], problem: Problem): Promise<void> {
  await deps.store.inOrganisation(job.organisation, (scope) =>
    plans.end(scope, job.plan as PlanId, { state: 'failed', problem, at: deps.now() }),
  )
}
