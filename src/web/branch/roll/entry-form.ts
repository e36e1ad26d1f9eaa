import type { RollEntry, Standing } from '../../../branch/roll/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import type { Site } from '../../../branch/sites/index.ts'
import { dayTyped, type FieldOf, type Reading, type Typed } from '../record-form/index.ts'
import { placeIn, placeItems } from '../reps/office-forms.tsx'
import { standingWords } from './words.ts'

const own = (sites: readonly Written<Site>[]): FieldOf[] => [
  { kind: 'line', name: 'phone', label: 'Phone' },
  {
    kind: 'pick',
    name: 'place',
    label: 'Site or team',
    items: placeItems(sites),
    none: 'Not said',
  },
  { kind: 'line', name: 'workplace', label: 'Workplace, in words' },
  { kind: 'line', name: 'job', label: 'Job title' },
]

/** What an entry holds, as its keepers write it. */
export const entryFields = (sites: readonly Written<Site>[]): FieldOf[] => [
  { kind: 'line', name: 'name', label: 'Name' },
  {
    kind: 'one',
    name: 'standing',
    label: 'Standing',
    items: [
      { value: 'member', text: standingWords.member },
      { value: 'former', text: standingWords.former },
      {
        value: 'contact',
        text: standingWords.contact,
        hint: 'Somebody in regular contact with the branch. Nobody else is kept here.',
      },
    ],
  },
  {
    kind: 'line',
    name: 'mail',
    label: 'Email',
    hint: 'Their own: they sign in with it. Never one that the employer gave.',
  },
  { kind: 'line', name: 'known', label: 'Membership number' },
  ...own(sites),
  { kind: 'line', name: 'employer', label: 'Employer' },
  { kind: 'line', name: 'department', label: 'Team, in words' },
  { kind: 'day', name: 'joined', label: 'Joined' },
  { kind: 'day', name: 'left', label: 'Left' },
]

/** What somebody corrects of their own entry. */
export const ownFields = (sites: readonly Written<Site>[]): FieldOf[] => [
  { kind: 'line', name: 'name', label: 'Name' },
  ...own(sites),
]

export const typedEntry = (entry: RollEntry, standing: Standing): Typed => ({
  name: entry.name,
  standing,
  mail: entry.mail ?? '',
  // A form's `number` is the version that it was begun from.
  known: entry.number ?? '',
  phone: entry.phone ?? '',
  place:
    entry.site === null ? '' : entry.team === null ? entry.site : `${entry.site}/${entry.team}`,
  workplace: entry.workplace ?? '',
  job: entry.job ?? '',
  employer: entry.employer ?? '',
  department: entry.department ?? '',
  ...dayTyped('joined', entry.joined),
  ...dayTyped('left', entry.left),
})

const line = (reading: Reading, name: string, most = 200): string | null =>
  reading.upTo(name, most) || null

function placeOf(
  reading: Reading,
  fields: readonly FieldOf[],
): { site: string | null; team: string | null } {
  const field = fields.find(({ name }) => name === 'place')
  return placeIn(field?.kind === 'pick' ? reading.idIn('place', field.items) : null)
}

export function readOwn(
  reading: Reading,
  fields: readonly FieldOf[],
): Pick<RollEntry, 'name' | 'phone' | 'workplace' | 'site' | 'team' | 'job'> {
  return {
    name: reading.needed('name', 200, 'Enter the name.'),
    phone: line(reading, 'phone', 60),
    workplace: line(reading, 'workplace'),
    job: line(reading, 'job'),
    ...placeOf(reading, fields),
  }
}

export function readEntry(
  reading: Reading,
  fields: readonly FieldOf[],
): { standing: Standing; entry: RollEntry } {
  const standing = reading.oneOf(
    'standing',
    ['member', 'former', 'contact'],
    'Choose whether they are a member.',
  )
  return {
    standing,
    entry: {
      ...readOwn(reading, fields),
      mail: line(reading, 'mail', 254),
      number: line(reading, 'known', 40),
      employer: line(reading, 'employer'),
      department: line(reading, 'department'),
      joined: reading.day('joined'),
      left: reading.day('left'),
    },
  }
}
