import type { Action } from './actions.ts'
import type { AccountRole } from './roles.ts'

/**
 * How far a role's right goes: `own` to what the person holds themself, `given` to the team (and
 * those beneath) or the whole service that the role was given for.
 */
export type Reach = 'own' | 'given'

/** Who can do what. The page of that name is printed from this, and `can` asks nothing else. */
export const rightsTable: Record<Action, Partial<Record<AccountRole, Reach>>> = {
  'service.view': { 'service-manager': 'given', 'data-officer': 'given' },
  'totals.view': {
    'service-manager': 'given',
    'agreement-party': 'given',
    auditor: 'given',
  },
  'team.view': { 'team-manager': 'given', 'service-manager': 'given', 'data-officer': 'given' },
  'worker.view': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
  },
  'worker.looks': { 'social-worker': 'own', 'team-manager': 'own' },
  'cases.list': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
  },
  'case.view': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
  },
  'case.open-restricted': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'case.restrict': { 'service-manager': 'given' },
  'case.allocate-view': { 'team-manager': 'given', 'service-manager': 'given' },
  'plan.list': { 'team-manager': 'given', 'service-manager': 'given' },
  'plan.view': { 'team-manager': 'given', 'service-manager': 'given' },
  'plan.ask': { 'team-manager': 'given', 'service-manager': 'given' },
  'plan.cancel': { 'team-manager': 'given', 'service-manager': 'given' },
  'establishment.view': { 'service-manager': 'given', 'data-officer': 'given' },
  'establishment.team': {
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
  },
  'questions.view': { 'service-manager': 'given', 'data-officer': 'given' },
  'people.view': { 'service-manager': 'given', 'data-officer': 'given' },
  'import.view': { 'service-manager': 'given', 'data-officer': 'given' },
  'import.bring': { 'service-manager': 'given', 'data-officer': 'given' },
  'import.decide': { 'service-manager': 'given', 'data-officer': 'given' },
  'agreement.view': {
    'social-worker': 'given',
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
    administrator: 'given',
    auditor: 'given',
    'agreement-party': 'given',
  },
  'agreement.replay': { 'service-manager': 'given', 'agreement-party': 'given' },
  'agreement.comment': { 'service-manager': 'given', 'agreement-party': 'given' },
  'agreement.draft': { 'service-manager': 'given', 'agreement-party': 'given' },
  'agreement.sign': { 'service-manager': 'given', 'agreement-party': 'given' },
  'agreement.choose': { 'service-manager': 'given' },
  'query.ask': { 'social-worker': 'own', 'team-manager': 'given', 'service-manager': 'given' },
  'query.answer': { 'team-manager': 'given', 'service-manager': 'given' },
  'query.list': { 'social-worker': 'own', 'team-manager': 'given', 'service-manager': 'given' },
  'register.list': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
    auditor: 'given',
  },
  'register.view': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
    auditor: 'given',
  },
  'register.answer': { 'team-manager': 'given', 'service-manager': 'given' },
  'decision.list': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'decision.view': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'decision.make': { 'team-manager': 'given', 'service-manager': 'given' },
  'decision.batch': { 'team-manager': 'given', 'service-manager': 'given' },
  'decision.second': { 'team-manager': 'given', 'service-manager': 'given' },
  'decision.answer': { 'social-worker': 'own' },
  'decision.respond': { 'team-manager': 'given', 'service-manager': 'given' },
  'decision.recall': { 'team-manager': 'given', 'service-manager': 'given' },
  'handover.list': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'handover.view': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'handover.record': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'handover.sign': {
    'social-worker': 'own',
    'team-manager': 'given',
    'service-manager': 'given',
  },
  'handover.emergency': { 'team-manager': 'given', 'service-manager': 'given' },
  'subject.export': { 'data-officer': 'given' },
  'account.manage': { administrator: 'given' },
  'audit.view': { auditor: 'given' },
  'rights.view': {
    'social-worker': 'given',
    'team-manager': 'given',
    'service-manager': 'given',
    'data-officer': 'given',
    administrator: 'given',
    auditor: 'given',
    'agreement-party': 'given',
  },
  'own.sign-ins': {
    'social-worker': 'own',
    'team-manager': 'own',
    'service-manager': 'own',
    'data-officer': 'own',
    administrator: 'own',
    auditor: 'own',
    'agreement-party': 'own',
  },
}
