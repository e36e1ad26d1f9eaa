import type { MeetingView, PointRow } from '../../../branch/negotiation/index.ts'
import type { ConcernsBeside } from '../../../branch/negotiation/index.ts'
import { dayTyped, type FieldOf, type Item, type Typed } from '../record-form/index.ts'
import type { Here } from '../here.ts'

const insteadFields: FieldOf[] = [
  {
    kind: 'line',
    name: 'at',
    label: 'Time',
    hint: 'As 10:30. Leave it blank where none is said.',
    narrow: true,
  },
  { kind: 'line', name: 'place', label: 'Place' },
]

/** What is asked where a meeting was cancelled. */
export const cancelFields: readonly FieldOf[] = [
  {
    kind: 'one',
    name: 'by',
    label: 'Who cancelled it?',
    items: [
      { value: 'employer', text: 'The employer' },
      { value: 'branch', text: 'The branch' },
    ],
  },
  { kind: 'day', name: 'on', label: 'On which day were you told?' },
  {
    kind: 'words',
    name: 'reason',
    label: 'The reason that was given',
    hint: 'Leave it blank where none was.',
    rows: 2,
  },
  {
    kind: 'day',
    name: 'instead',
    label: 'Which day was named in its place?',
    hint: 'Leave it blank where none was. You can name it later.',
  },
  ...insteadFields,
]

export const rescheduleFields: readonly FieldOf[] = [
  { kind: 'day', name: 'on', label: 'The new day' },
  ...insteadFields,
]

export const cancelTyped = (here: Here, view: MeetingView): Typed => ({
  ...dayTyped('on', here.today),
  place: view.row.place,
})

/** What the minutes ask: length, text, and for each point that waits its answer. */
export function minutesFields(
  waiting: readonly PointRow[],
  concerns: ConcernsBeside,
  offered: readonly string[],
  people: readonly Item[],
): FieldOf[] {
  const raised: Item[] = offered.flatMap((id) => {
    const text = concerns.titles.get(id)
    return text === undefined ? [] : [{ value: id, text }]
  })
  return [
    { kind: 'line', name: 'minutes', label: 'How many minutes did it take?', narrow: true },
    {
      kind: 'line',
      name: 'forBranch',
      label: 'Who was there for the branch?',
      hint: 'Names or offices.',
    },
    {
      kind: 'words',
      name: 'notes',
      label: 'Minutes',
      hint: 'Begun from the agenda. Never a child’s name or reference.',
      rows: 14,
    },
    ...answerFields(waiting),
    ...(raised.length > 0 && people.length > 0
      ? ([
          {
            kind: 'many',
            name: 'raised',
            label: 'Which concerns were put to the employer?',
            items: raised,
          },
          {
            kind: 'pick',
            name: 'to',
            label: 'To whom were they put?',
            none: 'Choose',
            items: people,
          },
        ] satisfies FieldOf[])
      : []),
  ]
}

/** For each point that waits, its answer. */
export const answerFields = (points: readonly PointRow[]): FieldOf[] =>
  points.map((point) => ({
    kind: 'words',
    name: `answer-${point.id}`,
    label: `Answer of ${point.to.name}: ${point.words}`,
    hint: 'Leave it blank where none was given.',
    rows: 2,
  }))
