import type { LookReason, Standing } from '../../../branch/roll/index.ts'
import type { FieldChange, Unclear } from '../../../core/roster/index.ts'
import type { Item } from '../record-form/index.ts'

export const standingWords: Record<Standing, string> = {
  member: 'Member',
  former: 'Former member',
  contact: 'Regular contact',
}

/** Why somebody opens an entry; each is said to whom it is about. */
export const reasonWords: Record<LookReason, string> = {
  'member-asked': 'You asked for it',
  case: 'To represent you',
  meeting: 'To ask you to a meeting',
  membership: 'To see to your membership',
  office: 'About an office of yours',
  correct: 'To put something right',
  export: 'A copy of the whole roll was taken',
}

/** The same as whoever looks is asked. */
export const reasonItems: readonly Item[] = [
  { value: 'member-asked', text: 'They asked me to' },
  { value: 'case', text: 'To represent them' },
  { value: 'meeting', text: 'To ask them to a meeting' },
  { value: 'membership', text: 'To see to their membership' },
  { value: 'office', text: 'About an office of theirs' },
  { value: 'correct', text: 'To put something right' },
]

export const reasonsToGive: readonly LookReason[] = [
  'member-asked',
  'case',
  'meeting',
  'membership',
  'office',
  'correct',
]

export const fieldWords: Record<FieldChange['field'], string> = {
  name: 'Name',
  mail: 'Email',
  phone: 'Phone',
  number: 'Membership number',
  employer: 'Employer',
  workplace: 'Workplace, in words',
  department: 'Team, in words',
  site: 'Site',
  team: 'Team',
  job: 'Job title',
  joined: 'Joined',
  left: 'Left',
  standing: 'Standing',
}

export const unclearWords: Record<Unclear, string> = {
  'number-and-mail-of-two':
    'Its membership number is one person’s on the roll and its email another’s, or the email belongs to somebody with another number. Nothing is changed by it: correct the list, or the entry by hand.',
  'matches-twice':
    'An earlier row is about the same person. This one changes nothing: correct the list.',
}
