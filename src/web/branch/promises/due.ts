import { dueOf, type Due } from '../../../core/bargaining/index.ts'
import type { FieldOf, Reading, Typed } from '../record-form/index.ts'

/** A due date as precisely as it was said: a day, a month, a year, or nothing. */
export const dueFields: readonly FieldOf[] = [
  {
    kind: 'line',
    name: 'due',
    label: 'Due by when, as it was said?',
    hint: 'A year as 2020, a month as 2020-03, a day as 2020-03-31. A year’s promise is overdue from 1 January after. Leave it blank where no day was said.',
    narrow: true,
  },
]

export function dueTyped(due: Due): Typed {
  switch (due.kind) {
    case 'day':
      return { due: due.on }
    case 'month':
      return { due: due.month }
    case 'year':
      return { due: String(due.year) }
    case 'none':
      return { due: '' }
  }
}

export function dueIn(reading: Reading): Due {
  const due = dueOf(reading.words('due'))
  if (due === null) {
    reading.wrong('due', 'Write a year as 2020, a month as 2020-03 or a day as 2020-03-31.')
  }
  return due ?? { kind: 'none' }
}
