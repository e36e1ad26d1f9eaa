import type { Cover } from '../../../core/model/index.ts'
import { ROLES, type Named } from '../people/columns.ts'
import type { TableColumn } from '../table.ts'

export const COVER_KINDS: readonly Named<NonNullable<Cover['kind']>>[] = [
  { value: 'agency', label: 'Agency', also: ['agency worker', 'locum'] },
  { value: 'interim', label: 'Interim', also: ['fixed term', 'fixed-term', 'acting', 'acting up'] },
]

export const LEFT_BECAUSE: readonly Named<NonNullable<Cover['leftBecause']>>[] = [
  { value: 'redundancy', label: 'Redundancy', also: ['redundant', 'made redundant'] },
  { value: 'probation', label: 'In probation', also: ['probation', 'probationary period'] },
  { value: 'other', label: 'Another reason', also: ['other', 'resigned', 'resignation'] },
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

/** The posts file, in the template's order: one row for each post. */
export const postColumns: readonly TableColumn[] = [
  column('post', 'Post', 'The post’s own number or name: one row for each post.', 'P-0412', [
    'Post ID',
    'Post Number',
    'Post No',
    'Position',
    'Position Number',
  ]),
  column('team', 'Team', 'The team that the post belongs to.', 'Locality 2 Unit 1', ['Team Name']),
  column(
    'role',
    'Role',
    'What the post is for.',
    'Social worker',
    ['Post Role', 'Job Role'],
    labels(ROLES),
  ),
  column(
    'fte',
    'Funded FTE',
    'Funded share of full time: 1 for full time. 0 for somebody who works beside the establishment.',
    '1',
    ['FTE', 'FTE Funded', 'Budgeted FTE', 'Establishment FTE', 'Post FTE', 'WTE'],
  ),
  column('since', 'Funded since', 'The first day on which the post was funded.', '01/04/2022', [
    'Since',
    'Post Since',
  ]),
  column(
    'holder',
    'Holder',
    'Who holds the post, by name as in the people file. Blank where the post is vacant.',
    'Amara Okafor',
    ['Post Holder', 'Postholder', 'Held By'],
  ),
  column(
    'holderNumber',
    'Holder Social Work England number',
    'SW and up to ten digits.',
    'SW123456',
    ['Holder SWE Number', 'Holder SWE No'],
  ),
  column(
    'vacantSince',
    'Vacant since',
    'The first day without a holder; blank where somebody holds it.',
    '01/09/2026',
    ['Vacancy Start'],
  ),
  column(
    'cover',
    'Cover',
    'Who stands in, by name: an agency worker, or somebody acting.',
    'Jo Lin',
    ['Covered By', 'Cover Name'],
  ),
  column(
    'coverNumber',
    'Cover Social Work England number',
    'SW and up to ten digits.',
    'SW654321',
    ['Cover SWE Number', 'Cover SWE No'],
  ),
  column(
    'coverKind',
    'Cover kind',
    'Agency, or interim: employed here for a time.',
    'Agency',
    ['Kind of Cover'],
    labels(COVER_KINDS),
  ),
  column('coverFte', 'Cover FTE', 'Share of full time that the cover works.', '1', [
    'FTE of Cover',
  ]),
  column('coverFrom', 'Cover from', 'The first day of the cover.', '05/10/2026', ['Cover Start']),
  column('coverEnd', 'Cover end', 'The last day of the cover.', '31/03/2027', [
    'Cover End Date',
    'Cover Until',
  ]),
  column(
    'costDay',
    'Cost a day',
    'Pounds that a full day of the cover costs. Give this or an hour.',
    '310',
    ['Day Rate', 'Cost per Day'],
  ),
  column(
    'costHour',
    'Cost an hour',
    'Pounds that an hour of the cover costs. Give this or a day.',
    '42.50',
    ['Hourly Rate', 'Cost per Hour'],
  ),
  column(
    'experience',
    'Years in children’s services',
    'Years since qualifying in which an English authority’s children’s services employed them, when the cover began.',
    '4.5',
    ['Years of Experience', 'Post-Qualifying Years'],
  ),
  column(
    'leftPermanent',
    'Left a permanent post in the region',
    'The last day of a permanent post here or with another authority of the region, or Never.',
    '30/04/2026',
    ['Left Permanent Post'],
  ),
  column(
    'leftBecause',
    'Why they left it',
    'Redundancy, in probation, or another reason.',
    'Another reason',
    ['Reason for Leaving'],
    labels(LEFT_BECAUSE),
  ),
  column('notice', 'Notice of the cover in weeks', 'Weeks of notice of the assignment.', '4', [
    'Notice Weeks',
  ]),
  column(
    'permanentNotice',
    'Notice of permanent staff in weeks',
    'Weeks of notice of permanent staff in the same or an equivalent role.',
    '8',
    ['Permanent Notice Weeks'],
  ),
  column(
    'references',
    'Detailed references',
    'How many detailed, practice-based references were taken up.',
    '2',
    ['References'],
  ),
]
