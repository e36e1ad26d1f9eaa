import type { ReductionReason, Role } from '../../../core/model/index.ts'
import type { TableColumn } from '../table.ts'

export interface Named<T extends string> {
  value: T
  label: string
  /** Other ways in which people write it. */
  also: readonly string[]
}

export const ROLES: readonly Named<Role>[] = [
  { value: 'social-worker', label: 'Social worker', also: ['sw', 'case holder'] },
  { value: 'senior-practitioner', label: 'Senior practitioner', also: ['sp'] },
  {
    value: 'team-manager',
    label: 'Team manager',
    also: ['tm', 'first line manager', 'practice manager'],
  },
  { value: 'middle-manager', label: 'Middle manager', also: [] },
  { value: 'senior-manager', label: 'Senior manager', also: ['head of service'] },
  {
    value: 'personal-adviser',
    label: 'Personal adviser',
    also: ['personal advisor', 'pa', 'leaving care personal adviser'],
  },
  {
    value: 'family-support',
    label: 'Family support worker',
    also: ['family support', 'fsw', 'support worker'],
  },
  {
    value: 'qualified-without-cases',
    label: 'Qualified, without cases',
    also: ['qualified without cases'],
  },
  { value: 'other', label: 'Other', also: [] },
]

export const CONTRACTS: readonly Named<'permanent' | 'agency'>[] = [
  { value: 'permanent', label: 'Permanent', also: ['perm'] },
  { value: 'agency', label: 'Agency', also: ['agency worker'] },
]

export const REASONS: readonly Named<ReductionReason>[] = [
  { value: 'annual-leave', label: 'Annual leave', also: ['leave', 'holiday'] },
  { value: 'sickness', label: 'Sickness', also: ['sick', 'sick leave'] },
  {
    value: 'long-sickness',
    label: 'Long-term sickness',
    also: ['long sickness', 'long term sickness', 'long-term sick', 'long term sick', 'lts'],
  },
  {
    value: 'maternity-paternity-adoption',
    label: 'Maternity, paternity or adoption leave',
    also: [
      'maternity',
      'paternity',
      'maternity leave',
      'paternity leave',
      'adoption leave',
      'shared parental leave',
      'maternity, paternity or adoption',
    ],
  },
  { value: 'phased-return', label: 'Phased return', also: ['phased return to work'] },
  {
    value: 'disability-adjustment',
    label: 'Disability adjustment',
    also: ['reasonable adjustment', 'reasonable adjustments', 'adjustment'],
  },
  { value: 'pregnancy', label: 'Pregnancy', also: [] },
  { value: 'student', label: 'Student supervision', also: ['student', 'practice education'] },
  { value: 'asye-assessor', label: 'ASYE assessor', also: [] },
  {
    value: 'supervision-of-others',
    label: 'Supervision of others',
    also: ['supervision', 'supervising others'],
  },
  { value: 'duty', label: 'Duty', also: ['duty rota'] },
  { value: 'court-duty', label: 'Court duty', also: [] },
  { value: 'training', label: 'Training', also: ['study leave'] },
  {
    value: 'union-facility-time',
    label: 'Trade union facility time',
    also: ['union facility time', 'facility time', 'trade union duties'],
  },
  {
    value: 'business-support-work',
    label: 'Business support work',
    also: ['business support', 'admin'],
  },
  { value: 'secondment', label: 'Secondment', also: ['seconded'] },
  { value: 'suspension', label: 'Suspension', also: ['suspended'] },
  { value: 'career-break', label: 'Career break', also: ['unpaid leave'] },
  { value: 'other-agreed', label: 'Other, agreed', also: ['other', 'other agreed'] },
]

const labels = (named: readonly Named<string>[]): string[] => named.map((one) => one.label)

const column = (
  key: string,
  header: string,
  help: string,
  example: string,
  also: readonly string[] = [],
  allowed: readonly string[] | null = null,
): TableColumn => ({ key, header, help, example, also, allowed })

const NAME = column(
  'name',
  'Name',
  'The name as the case system and Annex A show it.',
  'Amara Okafor',
  ['Worker', 'Worker Name', 'Full Name', 'Display Name', 'Allocated Worker'],
)

const NUMBER = column(
  'sweNumber',
  'Social Work England number',
  'SW and up to ten digits. It joins this file to the workforce census.',
  'SW123456',
  ['SWE Number', 'SWE No', 'SWENo', 'Registration Number', 'Social Worker Registration Number'],
)

/** The people file's first sheet, in the template's order. */
export const peopleColumns: readonly TableColumn[] = [
  NAME,
  column(
    'aliases',
    'Also known as',
    'Other names the same person has in the lists, separated by semicolons.',
    'A Okafor; Amara Nwosu',
    ['Aliases', 'Alias', 'Other Names'],
  ),
  NUMBER,
  column('team', 'Team', 'The team the person works in.', 'Locality 2 Unit 1', ['Team Name']),
  column('parentTeam', 'Parent team', 'The team or service that team belongs to.', 'Locality 2', [
    'Parent',
    'Service',
  ]),
  column(
    'fte',
    'FTE',
    'Contracted share of full time: 1 for full time, 0.6 for three days of five.',
    '0.6',
    ['Full-Time Equivalent', 'Full Time Equivalent', 'Contracted FTE', 'WTE'],
  ),
  column(
    'role',
    'Role',
    'What the person is employed as.',
    'Social worker',
    ['Job Role'],
    labels(ROLES),
  ),
  column(
    'contract',
    'Contract',
    'Permanent or agency.',
    'Permanent',
    ['Contract Type', 'Employment'],
    labels(CONTRACTS),
  ),
  column(
    'contractEnd',
    'Contract end',
    'The last day of the contract; blank where there is none.',
    '31/03/2027',
    ['Contract End Date', 'Leaving Date', 'Last Day'],
  ),
  column(
    'asyeStart',
    'ASYE start',
    'The first day of the assessed and supported year; blank for everyone else.',
    '01/09/2026',
    ['ASYE Start Date'],
  ),
  column(
    'supervisionHours',
    'Supervision hours a month',
    'Hours a month spent supervising others.',
    '6',
    ['Supervision Hours'],
  ),
  column('dutyHours', 'Duty hours a month', 'Hours a month on the duty rota.', '14', [
    'Duty Hours',
  ]),
  column(
    'businessSupportHours',
    'Business support hours a month',
    'Hours a month of case administration that business support does for the person.',
    '10',
    ['Business Support Hours'],
  ),
  column(
    'reason',
    'Reduction reason',
    'Only where the file has no sheet Reductions: why the person can carry less for a time.',
    'Phased return',
    [],
    labels(REASONS),
  ),
  column('from', 'Reduction from', 'The first day of the reduction.', '02/11/2026', [
    'Reduction Start',
  ]),
  column('to', 'Reduction to', 'The last day; blank while it is open.', '18/12/2026', [
    'Reduction End',
  ]),
  column(
    'percent',
    'Reduction percent',
    'How much less the person can carry: 100 is no cases at all. Give this or hours.',
    '50',
    ['Reduction %'],
  ),
  column(
    'hours',
    'Reduction hours a month',
    'How many hours a month less. Give this or percent.',
    '20',
    ['Reduction Hours'],
  ),
]

/** The second sheet, `Reductions`: one row for each dated reduction. */
export const reductionColumns: readonly TableColumn[] = [
  NAME,
  NUMBER,
  column(
    'reason',
    'Reason',
    'Why the person can carry less for a time.',
    'Phased return',
    ['Reduction Reason'],
    labels(REASONS),
  ),
  column('from', 'From', 'The first day.', '02/11/2026', ['Start', 'Reduction From']),
  column('to', 'To', 'The last day; blank while it is open.', '18/12/2026', [
    'End',
    'Reduction To',
    'Until',
  ]),
  column(
    'percent',
    'Percent',
    'How much less the person can carry: 100 is no cases at all. Give this or hours.',
    '50',
    ['%', 'Reduction Percent'],
  ),
  column('hours', 'Hours a month', 'How many hours a month less. Give this or percent.', '20', [
    'Hours',
    'Reduction Hours a Month',
  ]),
]
