import { employerConsultations, type ConsultationBody } from '../../../branch/negotiation/index.ts'
import { dayTyped, textOf, type Subject } from '../record-form/index.ts'
import { logCrumb } from './choices.ts'

export const consultationSubject: Subject<ConsultationBody> = {
  path: '/negotiation/consultations',
  action: 'negotiation.edit',
  section: 'negotiation',
  noun: 'consultation',
  kind: employerConsultations.kind,
  keeper: (here) => here.branch.negotiation.consultations,
  headings: {
    begin: 'A consultation’s clock',
    change: 'Change a consultation’s clock',
    button: 'Keep it',
  },
  lede: 'Days that go by are set beside days on which the employer met. Name the law or agreement that sets them, and when you read it.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'name', label: 'What is consulted on' },
      { kind: 'day', name: 'from', label: 'Began on' },
      {
        kind: 'line',
        name: 'days',
        label: 'Days it must last',
        hint: 'Leave it blank to give a last day instead.',
        narrow: true,
      },
      {
        kind: 'day',
        name: 'until',
        label: 'Last day',
        hint: 'Leave it blank where the days are given, or it is open.',
      },
      { kind: 'words', name: 'source', label: 'Where it says so', rows: 2 },
    ]),
  typed: (body) => ({
    name: body.name,
    ...dayTyped('from', body.from),
    days: body.days === null ? '' : String(body.days),
    ...dayTyped('until', body.until),
    source: body.source,
  }),
  read(reading) {
    const from = reading.neededDay('from', 'Say on which day it began.')
    const until = reading.day('until')
    const days = reading.number(
      'days',
      { least: 1, most: 1_000 },
      'Write a number of days from 1 to 1,000.',
    )
    if (until !== null && until < from) reading.wrong('until', 'The last day is before the first.')
    if (until !== null && textOf(reading.typed, 'days').trim() !== '') {
      reading.wrong('until', 'Give the days or the last day, not both.')
    }
    return {
      name: reading.needed('name', 200, 'Say what is consulted on.'),
      from,
      until,
      days,
      source: reading.upTo('source', 600),
    }
  },
  after: (here) => here.to('/negotiation') + '#consultations',
  list: '/negotiation',
  crumbs: (here) => [logCrumb(here)],
}
