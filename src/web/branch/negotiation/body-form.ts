import { recognisedBodies, type RecognisedBodyBody } from '../../../branch/negotiation/index.ts'
import { dayTyped, type Subject } from '../record-form/index.ts'
import { logCrumb } from './choices.ts'

export const bodySubject: Subject<RecognisedBodyBody> = {
  path: '/negotiation/bodies',
  action: 'negotiation.edit',
  section: 'negotiation',
  noun: 'recognised body',
  kind: recognisedBodies.kind,
  keeper: (here) => here.branch.negotiation.bodies,
  headings: { begin: 'A recognised body', change: 'Change a recognised body', button: 'Keep it' },
  lede: 'Write what the recognition agreement says, in its own words. Only a body on this register is logged as a negotiating party.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'name', label: 'Name of the body' },
      { kind: 'words', name: 'scope', label: 'Recognised for whom and what', rows: 3 },
      { kind: 'day', name: 'from', label: 'Recognised from' },
      {
        kind: 'day',
        name: 'until',
        label: 'Last day',
        hint: 'Leave it blank while it is recognised.',
      },
      {
        kind: 'line',
        name: 'source',
        label: 'Where it says so',
        hint: 'The agreement, and its date.',
      },
    ]),
  typed: (body) => ({
    name: body.name,
    scope: body.scope,
    ...dayTyped('from', body.from),
    ...dayTyped('until', body.until),
    source: body.source,
  }),
  read(reading) {
    const from = reading.neededDay('from', 'Give the first day of recognition.')
    const until = reading.day('until')
    if (until !== null && until < from) reading.wrong('until', 'The last day is before the first.')
    return {
      name: reading.needed('name', 160, 'Write the name of the body.'),
      scope: reading.upTo('scope', 2_000),
      from,
      until,
      source: reading.upTo('source', 400),
    }
  },
  after: (here) => here.to('/negotiation/bodies'),
  list: '/negotiation/bodies',
  crumbs: (here) => [
    logCrumb(here),
    { content: 'Recognised bodies', href: here.to('/negotiation/bodies') },
  ],
}
