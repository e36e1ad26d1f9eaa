import type { ProgrammeView } from '../../../branch/programme/index.ts'
import { dayTyped, type FieldOf, type Typed } from '../record-form/fields.tsx'
import type { Reading } from '../record-form/reading.ts'

/** What the programme's own form asks: all that is no demand. */
export const plainFields = (view: ProgrammeView): FieldOf[] => [
  { kind: 'line', name: 'title', label: 'Title' },
  {
    kind: 'words',
    name: 'opening',
    label: 'Opening words',
    hint: 'What led to it, and that members go on working at it.',
  },
  {
    kind: 'words',
    name: 'redLines',
    label: 'Red lines',
    hint: 'One to a line. What the branch will not accept; these are no demands.',
  },
  {
    kind: 'words',
    name: 'principles',
    label: 'Principles',
    hint: 'One to a line, each to be quoted as it stands.',
  },
  {
    kind: 'pick',
    name: 'caseload',
    label: 'The demand that opens the caseload page',
    hint: 'The one that asks for a fair caseload management system.',
    none: 'None of them',
    items: view.demands.map(({ id, place, title }) => ({ value: id, text: `${place}. ${title}` })),
  },
  {
    kind: 'day',
    name: 'ballotFrom',
    label: 'First day of a statutory ballot',
    hint: 'Held elsewhere, under a scrutineer. While it runs members are asked nothing here.',
  },
  { kind: 'day', name: 'ballotUntil', label: 'Last day of it', hint: 'Leave both blank if none.' },
]

export const plainTyped = (view: ProgrammeView): Typed => ({
  title: view.title,
  opening: view.opening,
  redLines: view.redLines.map(({ words }) => words).join('\n'),
  principles: view.principles.map(({ words }) => words).join('\n'),
  caseload: view.caseload ?? '',
  ...dayTyped('ballotFrom', view.ballot?.from ?? null),
  ...dayTyped('ballotUntil', view.ballot?.until ?? null),
})

export function plainRead(reading: Reading, view: ProgrammeView) {
  const lines = (name: string): string => {
    const typed = reading.lines(name)
    if (typed.some((line) => line.length > 1_000)) {
      reading.wrong(name, 'Use 1,000 characters or fewer on a line.')
    }
    if (typed.length > 50) reading.wrong(name, 'Use 50 lines or fewer.')
    return typed.join('\n')
  }
  const from = reading.day('ballotFrom')
  const until = reading.day('ballotUntil')
  if (from === null && until !== null) reading.wrong('ballotFrom', 'Give its first day too.')
  if (from !== null && until === null) reading.wrong('ballotUntil', 'Give its last day too.')
  if (from !== null && until !== null && until < from) {
    reading.wrong('ballotUntil', 'Its last day is before its first.')
  }
  return {
    ballot: from !== null && until !== null ? { from, until } : null,
    title: reading.needed('title', 200, 'Give the programme a title.'),
    opening: reading.upTo('opening', 4_000),
    redLines: lines('redLines'),
    principles: lines('principles'),
    caseload: reading.idIn(
      'caseload',
      view.demands.map(({ id }) => ({ value: id })),
    ),
  }
}
