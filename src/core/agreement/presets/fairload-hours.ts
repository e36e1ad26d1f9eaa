import type { Agreement, FixedLine } from '../schema/index.ts'
import { usualTerms } from './usual-terms.ts'
import {
  assumed,
  derived,
  linesAt,
  published,
  usualReductions,
  usualRoles,
  weightsOf,
} from './common.ts'

const everyStatus = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'referral',
  'care-leaver',
  'untyped',
] as const

const fixed = (id: string, name: string, hours: number, note: string): FixedLine => ({
  id,
  name,
  hours,
  byContract: true,
  replacedBy: id === 'duty-rota' ? 'duty' : null,
  evidence: assumed(note),
})

const noAnchor = 'No published anchor: agree this figure before relying on it.'

/** The default: hours a month, anchored where a published figure exists. A starting point, not a study. */
export const fairloadHours: Agreement = {
  format: 1,
  id: 'fairload-hours-0.1',
  name: 'Fairload hours',
  version: '0.1',
  dated: '2026-11-21',
  about:
    'A starting point, not a study: hours a month for each case, set beside the few published figures there are. A service and its union branch replace it with what they agree.',
  kind: 'starting-point',
  startingPoint: true,
  sources: [
    {
      id: 'cwla',
      citation:
        'Child Welfare League of America, Standards of Excellence (child protective services rev. 1999; foster care rev. 1995)',
      note: 'Cases for one worker, turned into hours by dividing the 110 case hours of a full-time month. American practice.',
    },
    {
      id: 'sb2030',
      citation:
        'California SB 2030 Child Welfare Services Workload Study (2000), as cited by CCASSC 2012',
      note: 'Minimum and optimum cases for one worker, turned into hours by dividing 116.1 case hours. American practice.',
    },
    {
      id: 'ok-pinnacle',
      citation:
        'Oklahoma Department of Human Services, Pinnacle Plan workload standards (2013), court-monitored',
      note: 'Cases for one worker, turned into hours by dividing 110.',
    },
    {
      id: 'dfe',
      citation:
        'Department for Education, Children’s social work workforce, 30 September 2024: 15.4 cases for each full-time case holder',
      note: 'A mean of what is, disputed by practitioners as below their own; no standard.',
    },
    {
      id: 'time-studies',
      citation: 'CWLA synthesis of 29 jurisdictions’ time studies',
      note: 'Between 63 % and 76 % of a worker’s time is related to cases. 110 of 160.33 hours is 69 %.',
    },
    {
      id: 'moj-2021',
      citation: 'Ministry of Justice, answer to parliamentary question 172934 (2021)',
      note: 'Over 110 % for four weeks running is excessive workload in probation.',
    },
  ],
  unit: { name: 'hours a month', grainsPerUnit: 2, grain: 'half hour' },
  weights: weightsOf({
    'looked-after': [
      5,
      derived('sb2030', 'Child settled in care: SB 2030 minimum, permanent placement, 4.9 hours.'),
    ],
    'child-protection-plan': [
      8.5,
      derived('sb2030', 'SB 2030 minimum, family maintenance, 8.2 hours.'),
    ],
    'child-in-need-plan': [
      6.5,
      derived(
        'cwla',
        '17 families for ongoing work: 110 ÷ 17 = 6.5 hours a family; the sibling rule covers further children.',
      ),
    ],
    'open-assessment': [
      9,
      derived(
        'cwla',
        '12 investigations a month: 110 ÷ 12 = 9.2 hours; SB 2030 minimum, emergency response, 8.9.',
      ),
    ],
    referral: [
      1.5,
      derived(
        'sb2030',
        'Screening before an assessment: SB 2030 emergency response assessment, 1.0 (minimum) to 1.7 hours (optimum).',
      ),
    ],
    'care-leaver': [3.5, assumed(noAnchor)],
    untyped: [
      7,
      derived(
        'dfe',
        '110 hours ÷ 15.4 cases = 7.14 hours, to the half hour. A case of unknown status never weighs 0.',
      ),
    ],
  }),
  stages: [
    {
      id: 'care-proceedings',
      name: 'care proceedings',
      statuses: [
        'looked-after',
        'child-protection-plan',
        'child-in-need-plan',
        'open-assessment',
        'untyped',
      ],
      anyOf: [{ test: 'court', stage: 'care-proceedings' }],
      weight: 16,
      evidence: assumed(noAnchor),
    },
    {
      id: 'pre-proceedings',
      name: 'pre-proceedings',
      statuses: [
        'looked-after',
        'child-protection-plan',
        'child-in-need-plan',
        'open-assessment',
        'untyped',
      ],
      anyOf: [{ test: 'court', stage: 'pre-proceedings' }],
      weight: 12,
      evidence: assumed(noAnchor),
    },
    {
      id: 'child-protection-plan-new',
      name: 'first three months',
      statuses: ['child-protection-plan'],
      anyOf: [{ test: 'since', day: 'status', monthsUnder: 3 }],
      weight: 11,
      evidence: derived('sb2030', 'SB 2030 optimum, family maintenance, 11.4 hours.'),
    },
    {
      id: 'looked-after-unsettled',
      name: 'new in care or in a new placement, under six months',
      statuses: ['looked-after'],
      anyOf: [
        { test: 'since', day: 'status', monthsUnder: 6 },
        { test: 'since', day: 'placement', monthsUnder: 6 },
      ],
      weight: 9.5,
      evidence: derived('sb2030', 'SB 2030 optimum, family reunification, 9.8 hours.'),
    },
    {
      id: 'looked-after-with-plan',
      name: 'with a child protection plan as well',
      statuses: ['looked-after'],
      anyOf: [{ test: 'flag', flag: 'child-protection-plan' }],
      weight: 8.5,
      evidence: assumed('The heavier of the two statuses counts, not both.'),
    },
    {
      id: 'adoption',
      name: 'adoption',
      statuses: ['looked-after'],
      anyOf: [{ test: 'flag', flag: 'adoption' }],
      weight: 7,
      evidence: derived(
        'ok-pinnacle',
        '8 families and 8 children, 16 units: 110 ÷ 16 = 6.9 hours.',
      ),
    },
  ],
  modifiers: [
    {
      kind: 'add',
      id: 'enquiry-open',
      name: 'S47 in progress',
      statuses: [...everyStatus],
      anyOf: [{ test: 'flag', flag: 'enquiry-open' }],
      amount: 3,
      evidence: derived(
        'sb2030',
        'SB 2030 optimum, emergency response, 11.7 hours, against 9.0 for an assessment.',
      ),
    },
    {
      kind: 'add',
      id: 'disability',
      name: 'disability',
      statuses: [...everyStatus],
      anyOf: [{ test: 'flag', flag: 'disability' }],
      amount: null,
      evidence: assumed(`${noAnchor} Until then it adds nothing.`),
    },
    {
      kind: 'complexity',
      id: 'complexity',
      name: 'complexity',
      steps: [75, 100, 125, 150, 200],
      evidence: assumed(`Only where a person has entered it for the case. ${noAnchor}`),
    },
    {
      kind: 'add',
      id: 'new-worker',
      name: 'new to this worker',
      statuses: [...everyStatus],
      anyOf: [{ test: 'since', day: 'worker', monthsUnder: 1 }],
      amount: 2,
      evidence: assumed(`For the worker who takes a case over, in the first month. ${noAnchor}`),
    },
    {
      kind: 'travel',
      id: 'travel',
      name: 'travel',
      perHour: 1,
      evidence: derived(
        null,
        'Minutes of return travel × visits a month, where a file gives both.',
      ),
    },
  ],
  siblings: {
    percent: 60,
    statuses: [...everyStatus],
    evidence: assumed(
      `Children of one family with the same worker share visits, journeys and meetings. ${noAnchor}`,
    ),
  },
  nonCaseDemand: [],
  capacity: {
    fullTime: {
      kind: 'hours',
      weekHours: 37,
      contractEvidence: assumed(
        'The usual full-time week of local government; a month is 52 ÷ 12 weeks.',
      ),
      leaveDays: 28,
      bankDays: 8,
      leaveEvidence: assumed('Agree your own: leave grows with service.'),
      sicknessPercent: 3.2,
      sicknessEvidence: derived('dfe', 'The workforce census’s absence rate of 2023, 3.2 %.'),
      fixed: [
        fixed('supervision', 'supervision', 2, 'One’s own supervision.'),
        fixed('team-meeting', 'team meetings', 4, 'An hour a week, about.'),
        fixed(
          'professional-development',
          'professional development',
          4,
          'About half a day a month.',
        ),
        fixed(
          'duty-rota',
          'duty rota',
          8,
          'About a day a month; replaced by the worker’s own duty hours where entered.',
        ),
        fixed(
          'own-administration',
          'own administration',
          5.5,
          'About an hour and a quarter a week; set so that a full-time month ends at exactly 110.0 hours, the figure the weights above are divided from.',
        ),
      ],
    },
    roles: usualRoles,
    asye: {
      percent: 90,
      months: 12,
      evidence: assumed(
        'The 10 % of protected time is the whole of the reduction: 90 % of the usual capacity, and nothing taken a second time.',
      ),
    },
    standing: {
      supervision: true,
      duty: true,
      businessSupport: true,
      evidence: assumed('As entered for the worker in the people file.'),
    },
    reductions: usualReductions,
  },
  lines: {
    ...linesAt(
      100,
      assumed('What a worker can safely carry is, by this agreement’s own sum, 100 %.'),
      110,
      published('moj-2021', 'Over 110 % for four weeks running is excessive workload.'),
    ),
    sustainedWeeks: 4,
  },
  terms: usualTerms,
  reference: [
    {
      title: 'Agreed with the weights, not weighed yet: no file names these households as cases',
      rows: [{ what: 'fostering household', amount: '5.0 hours a month' }],
      evidence: derived('ok-pinnacle', '22 families for resource work: 110 ÷ 22 = 5.0 hours.'),
    },
  ],
}
