import {
  committees,
  committeeSeats,
  councillorContacts,
  seatWords,
  councillorContactWords,
  type CommitteeBody,
  type CouncillorContactBody,
  type SeatBody,
} from '../../../branch/scrutiny/index.ts'
import { dayTyped, type Subject } from '../record-form/index.ts'
import {
  councillorsCrumb,
  councillorItems,
  committeeItems,
  pick,
  chosen,
  days,
  untilHint,
  names,
} from './choices.ts'

export const committeeSubject: Subject<CommitteeBody> = {
  path: '/councillors/committees',
  action: 'scrutiny.edit',
  section: 'councillors',
  noun: 'committee',
  kind: committees.kind,
  keeper: (here) => here.branch.scrutiny.committees,
  headings: { begin: 'Add a committee', change: 'Change a committee', button: 'Keep it' },
  lede: 'Hearings and seats belong to a committee.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'name', label: 'Name of the committee' },
      { kind: 'line', name: 'of', label: 'Of which council or body' },
    ]),
  typed: (body) => ({ name: body.name, of: body.of }),
  read: (reading) => ({
    name: reading.needed('name', 200, 'Write the name of the committee.'),
    of: reading.upTo('of', 200),
  }),
  after: (here) => here.to('/councillors') + '#seats',
  list: '/councillors',
  crumbs: (here) => [councillorsCrumb(here)],
}

export const seatSubject: Subject<SeatBody> = {
  path: '/councillors/seats',
  action: 'scrutiny.edit',
  section: 'councillors',
  noun: 'seat',
  kind: committeeSeats.kind,
  keeper: (here) => here.branch.scrutiny.seats,
  headings: { begin: 'A seat on a committee', change: 'Change a seat', button: 'Keep it' },
  lede: 'When a seat ends, the contact with whoever held it waits to be handed over.',
  fields: async (here) => [
    pick('councillor', 'Councillor', await councillorItems(here)),
    pick('committee', 'Committee', await committeeItems(here)),
    {
      kind: 'line',
      name: 'role',
      label: 'As',
      hint: 'Chair, for example. Leave it blank for a member.',
    },
    { kind: 'day', name: 'from', label: 'From' },
    { kind: 'day', name: 'until', label: 'Last day', hint: untilHint },
  ],
  typed: (body) => ({
    councillor: body.councillor,
    committee: body.committee,
    role: body.role,
    ...dayTyped('from', body.from),
    ...dayTyped('until', body.until),
  }),
  read: (reading, fields) => ({
    councillor: chosen(reading, fields, 'councillor', 'Choose the councillor.'),
    committee: chosen(reading, fields, 'committee', 'Choose the committee.'),
    role: reading.upTo('role', 120),
    ...days(reading),
  }),
  lines: async (here, body) => seatWords(body, await names(here)),
  after: (here) => here.to('/councillors') + '#seats',
  list: '/councillors',
  crumbs: (here) => [councillorsCrumb(here)],
}

export const keptContactSubject: Subject<CouncillorContactBody> = {
  path: '/councillors/contacts',
  action: 'scrutiny.edit',
  section: 'councillors',
  noun: 'contact',
  kind: councillorContacts.kind,
  keeper: (here) => here.branch.scrutiny.contacts,
  headings: { begin: 'A contact with a councillor', change: 'Change a contact', button: 'Keep it' },
  lede: 'Say which councillor the branch knows because of which committee, and who keeps in touch.',
  fields: async (here) => [
    pick('councillor', 'Councillor', await councillorItems(here)),
    pick('committee', 'Because of which committee?', await committeeItems(here)),
    {
      kind: 'line',
      name: 'keptBy',
      label: 'Who of the branch keeps in touch?',
      hint: 'The office lasts longer than the person: Branch secretary.',
    },
  ],
  typed: (body) => ({ ...body }),
  read: (reading, fields) => ({
    councillor: chosen(reading, fields, 'councillor', 'Choose the councillor.'),
    committee: chosen(reading, fields, 'committee', 'Choose the committee.'),
    keptBy: reading.upTo('keptBy', 160),
  }),
  lines: async (here, body) => councillorContactWords(body, await names(here)),
  after: (here) => here.to('/councillors') + '#contacts',
  list: '/councillors',
  crumbs: (here) => [councillorsCrumb(here)],
}
