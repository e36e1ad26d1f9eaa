import { count } from '../../kit/index.ts'
import { type HandoverStep } from '../handover/index.ts'
import { clauseOf } from './clause.ts'
import type { Clause, MakeClause } from './describe.ts'
import type { Agreement, Evidence, Protection, Terms } from './schema/index.ts'
import { termsOf } from './terms.ts'

export const NOT_AGREED = 'not agreed'

export const answererNames: Record<
  NonNullable<Terms['overload']>['ladder'][number]['role'],
  string
> = {
  'team-manager': 'the team manager',
  'service-manager': 'the service manager',
  'head-of-service': 'the head of service',
  director: 'the director',
}

export const loadNames: Record<Terms['caps'][number]['what'], string> = {
  children: 'children',
  'child-protection': 'children with a child protection plan or an S47 enquiry',
  court: 'children before the court',
}

export const stepNames: Record<HandoverStep, string> = {
  meeting: 'a meeting of both workers',
  summary: 'a written summary',
  'open-risks': 'the open risks',
  'statutory-dates': 'the next statutory dates carried over',
  'open-tasks': 'the open tasks',
  'child-told': 'the child told, and how',
  'family-told': 'the family told, and how',
  'joint-visit': 'a joint visit',
  'outgoing-signed': 'the outgoing worker’s signature',
  'incoming-signed': 'the incoming worker’s signature',
  'manager-signed': 'the manager’s signature',
}

export const actNames: Record<Terms['overrides'][number]['what'], string> = {
  'over-hard-line': 'an allocation over the hard line',
  'outside-the-shortlist': 'an allocation outside the shortlist',
  'against-protection': 'work that a protected worker is barred from',
  'over-a-cap': 'an allocation over the most a worker holds',
  'emergency-handover': 'a handover by the emergency path',
}

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
const workingDays = (n: number): string => (n === 1 ? 'working day' : 'working days')

/** The clauses beyond weights in plain words. What is not agreed says so, under the same id. */
export function termsClauses(agreement: Agreement, clause: MakeClause): Clause[] {
  const { overload, protection, caps, handover, overrides, allocation, agency } = termsOf(agreement)
  return [
    ...overloadClauses(),
    ...newlyQualifiedClauses(),
    ...returnerClauses(),
    ...capClauses(),
    ...handoverClauses(),
    ...overrideClauses(),
    ...allocationClauses(),
    ...agencyClauses(),
  ]

  function overloadClauses(): Clause[] {
    if (overload === null) {
      return [
        clause(
          'overload',
          'overload.none',
          'who answers an overload, and by when,',
          'is',
          NOT_AGREED,
          '',
          null,
          'Who answers an overload, and by when, is not agreed: nothing is enforced.',
        ),
      ]
    }
    return overload.ladder.map((of, i) =>
      clause(
        'overload',
        clauseOf.overloadLadder(of.id),
        i === 0 ? 'an overload' : 'an overload that stays unanswered then',
        `is answered by ${answererNames[of.role]} within`,
        String(of.workingDays),
        i === 0
          ? `${workingDays(of.workingDays)} of its entry in the register`
          : `${workingDays(of.workingDays)} more`,
        overload.evidence,
      ),
    )
  }

  function protectionClauses(
    of: Protection,
    who: string,
    barId: (id: string) => string,
    mostId: string,
  ): Clause[] {
    return [
      ...of.bars.map((one) =>
        clause(
          'protection',
          barId(one.id),
          `${who} holds no ${one.what === 'court' ? 'court work' : 'child protection'} alone`,
          'before month',
          String(one.beforeMonth),
          '',
          one.evidence,
        ),
      ),
      clause(
        'protection',
        mostId,
        `${who}, full time,`,
        'holds at most',
        of.mostChildren === null ? NOT_AGREED : String(of.mostChildren),
        of.mostChildren === null ? '' : of.mostChildren === 1 ? 'child' : 'children',
        of.evidence,
        of.mostChildren === null
          ? `The most children of ${who} is not agreed: nothing is enforced.`
          : undefined,
      ),
    ]
  }

  function newlyQualifiedClauses(): Clause[] {
    if (protection.newlyQualified === null) {
      return [
        clause(
          'protection',
          clauseOf.newlyQualified,
          'protection in the assessed and supported year beyond its hours',
          'is',
          NOT_AGREED,
          '',
          null,
          'Protection in the assessed and supported year beyond its hours is not agreed: nothing is enforced.',
        ),
      ]
    }
    return protectionClauses(
      protection.newlyQualified,
      'a worker in the assessed and supported year',
      clauseOf.newlyQualifiedBar,
      clauseOf.newlyQualifiedMost,
    )
  }

  function returnerClauses(): Clause[] {
    const { returner } = protection
    if (returner === null) {
      return [
        clause(
          'protection',
          clauseOf.returner,
          'protection of a worker who comes back from a long absence',
          'is',
          NOT_AGREED,
          '',
          null,
          'Protection of a worker who comes back from a long absence is not agreed: nothing is enforced.',
        ),
      ]
    }
    return [
      clause(
        'protection',
        clauseOf.returner,
        `a worker back from ${count(returner.afterWeeksAway, 'week')} away or longer`,
        'carries',
        String(returner.percent),
        `% of the usual capacity for ${count(returner.weeks, 'week')}`,
        returner.evidence,
      ),
      ...(returner.limits === null
        ? []
        : protectionClauses(
            returner.limits,
            'a worker who has come back',
            clauseOf.returnerBar,
            clauseOf.returnerMost,
          )),
    ]
  }

  function capClauses(): Clause[] {
    if (caps.length === 0) {
      return [
        clause(
          'caps',
          'caps.none',
          'the most a worker holds',
          'is',
          NOT_AGREED,
          '',
          null,
          'The most a worker holds is not agreed: only the lines hold.',
        ),
      ]
    }
    return caps.map((of) =>
      clause(
        'caps',
        clauseOf.cap(of.id),
        'a full-time worker',
        'holds at most',
        String(of.most),
        loadNames[of.what],
        of.evidence,
      ),
    )
  }

  function handoverClauses(): Clause[] {
    if (handover === null) {
      return [
        clause(
          'handover',
          'handover.none',
          'what a handover holds',
          'is',
          NOT_AGREED,
          '',
          null,
          'What a handover holds is not agreed: nothing is enforced.',
        ),
      ]
    }
    const { evidence } = handover
    return [
      ...handover.steps.map((of) =>
        clause(
          'handover',
          clauseOf.handoverStep(of.step),
          `${stepNames[of.step]}:`,
          '',
          of.required ? 'required' : 'not required',
          '',
          evidence,
        ),
      ),
      clause(
        'handover',
        clauseOf.handoverMeeting,
        'the meeting',
        'is held within',
        String(handover.meetingWithin),
        `${workingDays(handover.meetingWithin)} of the reallocation`,
        evidence,
      ),
      clause(
        'handover',
        clauseOf.handoverComplete,
        'a handover',
        'is complete within',
        String(handover.completeWithin),
        `${workingDays(handover.completeWithin)} of the reallocation; until then the outgoing worker stays accountable`,
        evidence,
      ),
      clause(
        'handover',
        clauseOf.handoverEmergency,
        'what an emergency left out',
        'is made up within',
        String(handover.emergencyWithin),
        workingDays(handover.emergencyWithin),
        evidence,
      ),
      clause(
        'handover',
        clauseOf.handoverOverlap,
        'a case being handed over',
        'adds',
        figures.format(handover.overlap),
        `${agreement.unit.name} to each of the two workers until it is complete`,
        evidence,
      ),
    ]
  }

  function overrideClauses(): Clause[] {
    if (overrides.length === 0) {
      return [
        clause(
          'overrides',
          'overrides.none',
          'what needs a second pair of eyes',
          'is',
          NOT_AGREED,
          '',
          null,
          'What needs a second pair of eyes is not agreed: nothing is enforced.',
        ),
      ]
    }
    return overrides.map((of) =>
      clause(
        'overrides',
        clauseOf.override(of.id),
        actNames[of.what],
        'needs also',
        answererNames[of.secondPerson],
        '',
        of.evidence,
      ),
    )
  }

  function allocationClauses(): Clause[] {
    if (allocation === null) {
      return [
        clause(
          'allocation',
          clauseOf.allocationAnswer,
          'how long a worker has to answer an allocation',
          'is',
          NOT_AGREED,
          '',
          null,
          'How long a worker has to answer an allocation is not agreed: no clock runs.',
        ),
      ]
    }
    const { evidence } = allocation
    return [
      clause(
        'allocation',
        clauseOf.allocationAnswer,
        'a worker',
        'answers an allocation within',
        String(allocation.workingDays),
        workingDays(allocation.workingDays),
        evidence,
      ),
      clause(
        'allocation',
        clauseOf.allocationUnanswered,
        'an allocation without an answer by then',
        'counts as',
        allocation.silence === 'accepted' ? 'accepted' : 'returned to the manager',
        '',
        evidence,
      ),
      clause(
        'allocation',
        clauseOf.allocationManager,
        'the manager',
        'responds to “not safe”, or to conditions, within',
        String(allocation.managerWorkingDays),
        workingDays(allocation.managerWorkingDays),
        evidence,
      ),
    ]
  }

  function agencyClauses(): Clause[] {
    if (agency === null) {
      return [
        clause(
          'agency',
          clauseOf.agencyNotice,
          'notice for the end of an agency assignment',
          'is',
          NOT_AGREED,
          '',
          null,
          'Notice for the end of an agency assignment is not agreed: nothing is enforced.',
        ),
      ]
    }
    const evidence: Evidence = agency.evidence
    return [
      clause(
        'agency',
        clauseOf.agencyNotice,
        'the end of an agency assignment',
        'is told',
        String(agency.noticeDays),
        `${agency.noticeDays === 1 ? 'day' : 'days'} before`,
        evidence,
      ),
      clause(
        'agency',
        clauseOf.agencyPlan,
        'each case of a leaving agency worker',
        'has its next worker within',
        String(agency.planWithin),
        `${workingDays(agency.planWithin)} of notice`,
        evidence,
      ),
    ]
  }
}
