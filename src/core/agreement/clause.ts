import { handoverClause } from '../handover/index.ts'
import type { CaseStatus } from '../model/index.ts'
import type { ReductionRule, RoleRule } from './schema/index.ts'

/**
 * Names of the agreement's clauses. A line of a sum carries one, and the agreement's page has an
 * anchor for it: every figure opens to the sentence that says so.
 */
export const clauseOf = {
  weight: (status: CaseStatus): string => `weights.${status}`,
  stage: (id: string): string => `weights.${id}`,
  modifier: (id: string): string => `modifiers.${id}`,
  sibling: 'modifiers.sibling',
  nonCase: (id: string): string => `non-case.${id}`,
  rounding: 'unit.rounding',
  contract: 'capacity.contract',
  leave: 'capacity.leave',
  sicknessAllowance: 'capacity.sickness-allowance',
  fixed: (id: string): string => `capacity.fixed.${id}`,
  role: (role: RoleRule['role']): string => `capacity.role.${role}`,
  asye: 'capacity.asye',
  standing: (what: 'supervision' | 'duty' | 'business-support'): string =>
    `capacity.standing.${what}`,
  reduction: (reason: ReductionRule['reason']): string => `capacity.reduction.${reason}`,
  contractEnd: 'capacity.contract-end',
  census: 'capacity.census-absence',
  safeLine: 'lines.safe',
  hardLine: 'lines.hard',
  sustained: 'lines.sustained',
  overloadLadder: (id: string): string => `overload.ladder.${id}`,
  newlyQualified: 'protection.newly-qualified',
  newlyQualifiedBar: (id: string): string => `protection.newly-qualified.${id}`,
  newlyQualifiedMost: 'protection.newly-qualified.most-children',
  returner: 'protection.returner',
  returnerBar: (id: string): string => `protection.returner.${id}`,
  returnerMost: 'protection.returner.most-children',
  cap: (id: string): string => `caps.${id}`,
  handoverStep: handoverClause.step,
  handoverMeeting: handoverClause.meeting,
  handoverComplete: handoverClause.time,
  handoverEmergency: 'handover.emergency',
  handoverOverlap: 'handover.overlap',
  override: (id: string): string => `overrides.${id}`,
  allocationAnswer: 'allocation.answer',
  allocationUnanswered: 'allocation.unanswered',
  allocationManager: 'allocation.manager',
  agencyNotice: 'agency.notice',
  agencyPlan: 'agency.plan',
} as const
