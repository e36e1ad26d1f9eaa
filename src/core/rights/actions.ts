/**
 * Everything a page, a form or the API does. Each route declares one of these, or that it is open
 * to anybody; one that declares neither stops the server from starting.
 */

/**
 * What an action is about.
 *
 * - `service`: figures of the whole service at once; a role given for a team does not reach it.
 * - `team`, `worker`, `case`: one of them; it must lie within what the role was given for.
 * - `plan`: a plan, which is its team's; one for the whole service lies within the service alone.
 * - `list`: many of them; each row is shown only where it lies within.
 * - `house`: no record at all.
 * - `self`: one's own sign-in.
 */
export type About = 'service' | 'team' | 'worker' | 'case' | 'plan' | 'list' | 'house' | 'self'

export const actions = {
  'service.view': { about: 'service', what: 'See the whole service, its teams and its workers' },
  'totals.view': { about: 'house', what: 'See the service’s totals, small numbers withheld' },
  'team.view': { about: 'team', what: 'See a team: its workers, its load, who waits' },
  'worker.view': { about: 'worker', what: 'See a worker’s figures, line by line' },
  'worker.looks': { about: 'worker', what: 'See who has looked at a worker’s figures' },
  'cases.list': { about: 'list', what: 'List cases and children with no worker' },
  'case.view': { about: 'case', what: 'Open a child’s record' },
  'case.open-restricted': {
    about: 'case',
    what: 'Open a restricted record for a stated reason, told to the auditor',
  },
  'case.restrict': { about: 'case', what: 'Restrict a record to people named, or end that' },
  'case.allocate-view': { about: 'case', what: 'See who could take a child with no worker' },
  'plan.list': { about: 'list', what: 'List plans' },
  'plan.view': { about: 'plan', what: 'Read a plan and its certificate, and download them' },
  'plan.ask': { about: 'plan', what: 'Ask for a plan' },
  'plan.cancel': { about: 'plan', what: 'Cancel a plan in the making' },
  'establishment.view': {
    about: 'service',
    what: 'See posts, vacancies, cover and its cost, and turnover of the whole service',
  },
  'establishment.team': {
    about: 'team',
    what: 'See a team’s posts and cover, and what more workers would change',
  },
  'questions.view': { about: 'service', what: 'See the questions about the data' },
  'people.view': { about: 'service', what: 'See people and capacity as the files give them' },
  'import.view': { about: 'service', what: 'See imports, their files and rows' },
  'import.bring': { about: 'service', what: 'Bring files in and answer questions about them' },
  'import.decide': { about: 'service', what: 'Accept, refuse or undo an import' },
  'agreement.view': { about: 'house', what: 'Read the agreement and its versions' },
  'agreement.replay': { about: 'house', what: 'Replay the agreement on a past import, in totals' },
  'agreement.comment': { about: 'house', what: 'Comment on a clause of the agreement' },
  'agreement.draft': {
    about: 'house',
    what: 'Draft, propose or withdraw a version of the agreement',
  },
  'agreement.sign': { about: 'house', what: 'Sign the agreement for one’s side' },
  'publication.view': {
    about: 'house',
    what: 'See what of the agreement and of evidence is open to anybody',
  },
  'publication.set': {
    about: 'house',
    what: 'Open the agreement’s versions and evidence to anybody, or close them',
  },
  'agreement.choose': { about: 'service', what: 'Choose the starting point while none is signed' },
  'query.ask': { about: 'worker', what: 'Query a weight or a count, with evidence' },
  'query.answer': { about: 'worker', what: 'Answer a query about a figure' },
  'query.list': { about: 'list', what: 'List queries about figures' },
  'register.list': { about: 'list', what: 'List overloads in the register' },
  'register.view': {
    about: 'worker',
    what: 'Read an entry of the register: its days, who answers',
  },
  'register.answer': { about: 'worker', what: 'Answer an overload in the register' },
  'decision.list': { about: 'list', what: 'List who is to take which case, and what waits' },
  'decision.view': {
    about: 'worker',
    what: 'Read a decision: who is to take a case, what was said, its certificate',
  },
  'decision.make': { about: 'case', what: 'Decide who is to take a case, and ask them' },
  'decision.batch': { about: 'team', what: 'Decide on all children of a team who wait' },
  'plan.propose': { about: 'plan', what: 'Ask the workers of a plan to take what it moves' },
  'decision.second': {
    about: 'worker',
    what: 'Agree, as a second person, to what the agreement lets nobody decide alone',
  },
  'decision.answer': { about: 'worker', what: 'Answer for oneself whether one takes a case' },
  'decision.respond': {
    about: 'worker',
    what: 'Answer a worker’s conditions or “not safe”, or take back what stands',
  },
  'decision.recall': { about: 'worker', what: 'Take a decision back while it waits' },
  'handover.list': { about: 'list', what: 'List handovers' },
  'handover.view': { about: 'worker', what: 'Read a handover of a case, and print its sheet' },
  'handover.record': {
    about: 'worker',
    what: 'Record what was done of a handover, or take back an entry made in error',
  },
  'handover.sign': { about: 'worker', what: 'Sign a handover for oneself' },
  'handover.emergency': {
    about: 'worker',
    what: 'Pass a case on in an emergency, before its handover is complete',
  },
  'subject.export': {
    about: 'service',
    what: 'Write out everything held about a child or a worker, for who asked for it',
  },
  'leaver.list': { about: 'list', what: 'List who leaves or will be away for long' },
  'leaver.plan': {
    about: 'worker',
    what: 'Note notice of somebody’s leaving, and plan where their cases go',
  },
  'account.manage': { about: 'house', what: 'Give and take away sign-ins and roles' },
  'audit.view': { about: 'house', what: 'Read the record of what was done and looked at' },
  'rights.view': { about: 'house', what: 'See who can do what' },
  'own.sign-ins': { about: 'self', what: 'See where one is signed in, and end it' },
} as const satisfies Record<string, { about: About; what: string }>

export type Action = keyof typeof actions

export const allActions = Object.keys(actions) as Action[]
