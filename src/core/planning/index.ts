export * from './apply-plan.ts'
export type { Choice } from './choices.ts'
export * from './plan-problem.ts'
export {
  propose,
  type Carried,
  type Move,
  type MovesAsked,
  type Proposal,
  type ProposalProgress,
  type ProposalWatch,
  type Question,
  type Side,
} from './proposal.ts'
export { hardRefusal, HORIZON_DAYS, type Refusal } from './refusals.ts'
export { roleRefusal } from './roles.ts'
