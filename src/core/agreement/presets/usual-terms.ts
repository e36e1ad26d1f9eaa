import { handoverSteps } from '../../handover/index.ts'
import type { Evidence, Terms } from '../schema/index.ts'
import { assumed } from './common.ts'

const locally = (note: string): Evidence => assumed(`${note} Agree this locally.`)

const handover = locally(
  'No published time limit. A handover by message alone, with no meeting, breaks this clause.',
)

/** What the starting point says beyond weights. Each is to be settled by the parties. */
export const usualTerms: Terms = {
  overload: {
    ladder: [
      { id: 'first', role: 'team-manager', workingDays: 5 },
      { id: 'second', role: 'service-manager', workingDays: 5 },
      { id: 'third', role: 'head-of-service', workingDays: 10 },
      { id: 'fourth', role: 'director', workingDays: 10 },
    ],
    evidence: locally('Four weeks over the line have passed already when it is entered.'),
  },
  protection: {
    newlyQualified: {
      bars: [
        {
          id: 'court',
          what: 'court',
          beforeMonth: 7,
          evidence: locally(
            'Schemes such as Wirral’s have court work only jointly worked in the first year.',
          ),
        },
        {
          id: 'child-protection',
          what: 'child-protection',
          beforeMonth: 4,
          evidence: locally(
            'Schemes such as Wirral’s have child protection only jointly worked in the first year.',
          ),
        },
      ],
      mostChildren: 12,
      evidence: locally('About twelve children in the first year, as Wirral’s scheme has it.'),
    },
    returner: {
      weeks: 8,
      percent: 75,
      afterWeeksAway: 12,
      limits: null,
      evidence: locally('No published figure for a return after a long absence.'),
    },
  },
  caps: [
    {
      id: 'children',
      what: 'children',
      most: 20,
      evidence: locally('Washington State allows 18 cases at the outside, Scotland 15.'),
    },
    {
      id: 'child-protection',
      what: 'child-protection',
      most: 10,
      evidence: locally('California’s optimum is about ten families in family maintenance.'),
    },
    {
      id: 'court',
      what: 'court',
      most: 5,
      evidence: locally('No published figure for children before the court.'),
    },
  ],
  handover: {
    steps: handoverSteps.map((step) => ({ step, required: step !== 'joint-visit' })),
    meetingWithin: 5,
    completeWithin: 10,
    emergencyWithin: 5,
    overlap: 2,
    evidence: handover,
  },
  overrides: [
    {
      id: 'over-hard-line',
      what: 'over-hard-line',
      secondPerson: 'service-manager',
      evidence: locally('The hard line is passed by nobody alone.'),
    },
    {
      id: 'against-protection',
      what: 'against-protection',
      secondPerson: 'service-manager',
      evidence: locally('Protection is set aside by nobody alone.'),
    },
    {
      id: 'over-a-cap',
      what: 'over-a-cap',
      secondPerson: 'service-manager',
      evidence: locally('A cap is passed by nobody alone.'),
    },
  ],
  allocation: {
    workingDays: 2,
    silence: 'returned',
    managerWorkingDays: 2,
    evidence: locally('Silence is no consent.'),
  },
  agency: {
    noticeDays: 28,
    planWithin: 5,
    evidence: locally(
      'The Department’s rules for agency workers (2024) tie notice to that of permanent staff in the same post, four weeks at most.',
    ),
  },
}
