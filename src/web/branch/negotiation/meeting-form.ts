import { clockOf } from '../../../core/bargaining/index.ts'
import {
  employerMeetings,
  meetingWords,
  type MeetingBody,
} from '../../../branch/negotiation/index.ts'
import { addressOf } from '../addresses.ts'
import { dayTyped, type Subject } from '../record-form/index.ts'
import { idIn, idsIn, logCrumb, peopleItems, timeIn } from './choices.ts'

const askers = ['branch', 'employer'] as const

export const meetingSubject: Subject<MeetingBody> = {
  path: '/negotiation/meetings',
  action: 'negotiation.edit',
  section: 'negotiation',
  noun: 'meeting',
  kind: employerMeetings.kind,
  keeper: (here) => here.branch.negotiation.meetings,
  headings: { begin: 'A meeting with the employer', change: 'Change a meeting', button: 'Keep it' },
  lede: 'Say when it is, who is there and who asked for it. Minutes and cancellations have forms of their own.',
  async fields(here) {
    const { negotiation } = here.branch
    const bodies = await negotiation.bodies.list(here.organisation)
    const consultations = await negotiation.consultations.list(here.organisation)
    return [
      { kind: 'line', name: 'subject', label: 'What it is about' },
      { kind: 'day', name: 'on', label: 'Day' },
      {
        kind: 'line',
        name: 'at',
        label: 'Time',
        hint: 'As 10:30. Leave it blank where none is said.',
        narrow: true,
      },
      { kind: 'line', name: 'place', label: 'Place' },
      {
        kind: 'many',
        name: 'withPeople',
        label: 'Whom the branch meets',
        items: await peopleItems(here),
      },
      {
        kind: 'many',
        name: 'bodies',
        label: 'Negotiating parties for the workers',
        hint: 'Bodies on the recognition register.',
        items: bodies.map(({ id, body }) => ({ value: id, text: body.name })),
      },
      {
        kind: 'day',
        name: 'askedOn',
        label: 'When was it asked for?',
        hint: 'Leave it blank where nobody knows.',
      },
      {
        kind: 'one',
        name: 'askedBy',
        label: 'Who asked for it?',
        items: [
          { value: 'branch', text: 'The branch' },
          { value: 'employer', text: 'The employer' },
        ],
      },
      {
        kind: 'pick',
        name: 'consultation',
        label: 'Part of a consultation',
        none: 'None',
        items: consultations.map(({ id, body }) => ({ value: id, text: body.name })),
      },
    ]
  },
  typed: (body) => ({
    subject: body.subject,
    ...dayTyped('on', body.on),
    at: body.at === null ? '' : clockOf(body.at),
    place: body.place,
    withPeople: body.withPeople,
    bodies: body.bodies,
    ...dayTyped('askedOn', body.asked?.on ?? null),
    askedBy: body.asked?.by ?? '',
    consultation: body.consultation ?? '',
  }),
  read(reading, fields, held) {
    const askedOn = reading.day('askedOn')
    const by = askers.find((asker) => asker === reading.words('askedBy')) ?? null
    if (askedOn !== null && by === null) reading.wrong('askedBy', 'Choose who asked for it.')
    return {
      state: held?.state ?? 'planned',
      cancelled: held?.cancelled ?? null,
      movedTo: held?.movedTo ?? null,
      minutes: held?.minutes ?? null,
      notes: held?.notes ?? '',
      forBranch: held?.forBranch ?? '',
      subject: reading.needed('subject', 200, 'Say what it is about.'),
      on: reading.neededDay('on', 'Say on which day it is.'),
      at: timeIn(reading, 'at'),
      place: reading.upTo('place', 200),
      withPeople: idsIn(reading, fields, 'withPeople'),
      bodies: idsIn(reading, fields, 'bodies'),
      asked: askedOn !== null && by !== null ? { on: askedOn, by } : null,
      consultation: idIn(reading, fields, 'consultation'),
    }
  },
  async lines(here, body) {
    const { negotiation } = here.branch
    const names = new Map([
      ...(await negotiation.contacts.list(here.organisation)).map(
        ({ id, body: of }) => [id, of.name] as const,
      ),
      ...(await negotiation.bodies.list(here.organisation)).map(
        ({ id, body: of }) => [id, of.name] as const,
      ),
    ])
    return meetingWords(body, (id) => names.get(id) ?? 'Somebody no longer listed')
  },
  after: (here, id) => (id === null ? here.to('/negotiation') : addressOf(here, 'meeting', id)),
  list: '/negotiation',
  crumbs: (here) => [logCrumb(here)],
}
