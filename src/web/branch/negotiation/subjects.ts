import { clockOf, minutesOfClock } from '../../../core/bargaining/index.ts'
import {
  contacts,
  employerConsultations,
  employerMeetings,
  employerPoints,
  meetingWords,
  pointWords,
  recognisedBodies,
  sideNames,
  sides,
  type ConsultationBody,
  type ContactBody,
  type MeetingBody,
  type PointBody,
  type RecognisedBodyBody,
} from '../../../branch/negotiation/index.ts'
import { isoDate, type IsoDate } from '../../../kit/index.ts'
import type { Crumb } from '../../components/index.ts'
import { one } from '../../query.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import {
  dayTyped,
  textOf,
  type FieldOf,
  type Item,
  type Reading,
  type Subject,
} from '../record-form/index.ts'

export const logCrumb = (here: Here): Crumb => ({
  content: 'Meetings with the employer',
  href: here.to('/negotiation'),
})

/** People on the list as choices, by name. */
export async function peopleItems(here: Here): Promise<Item[]> {
  const all = await here.branch.negotiation.contacts.list(here.organisation)
  return all
    .map(({ id, body }) => ({
      value: id,
      text: body.name,
      hint: body.posts.at(-1)?.title ?? sideNames[body.side],
    }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
}

const itemsOf = (fields: readonly FieldOf[], name: string): readonly Item[] => {
  const field = fields.find((of) => of.name === name)
  return field && 'items' in field ? field.items : []
}

export const idsIn = (reading: Reading, fields: readonly FieldOf[], name: string): string[] =>
  reading.idsIn(name, itemsOf(fields, name))

export const idIn = (reading: Reading, fields: readonly FieldOf[], name: string): string | null =>
  reading.idIn(name, itemsOf(fields, name))

/** A time as people write it, as minutes after midnight; null where none was typed. */
export function timeIn(reading: Reading, name: string): number | null {
  const words = reading.words(name)
  if (words === '') return null
  return minutesOfClock(words) ?? reading.wrong(name, 'Write the time as 10:30, or leave it blank.')
}

const POST_HINT =
  'One a line: post, organisation, from, until. Days as 2024-05-01. The present one last.'

/** People whom the branch deals with. */
export const contactSubject: Subject<ContactBody> = {
  path: '/people',
  action: 'negotiation.edit',
  section: 'people',
  noun: 'person',
  kind: contacts.kind,
  keeper: (here) => here.branch.negotiation.contacts,
  headings: {
    begin: 'Somebody whom the branch deals with',
    change: 'Change a person',
    button: 'Keep it',
  },
  lede: 'Write what the post is and how to reach them. Leave out anything personal.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'name', label: 'Name' },
      {
        kind: 'one',
        name: 'side',
        label: 'Who they are',
        items: sides.map((side) => ({ value: side, text: sideNames[side] })),
      },
      { kind: 'words', name: 'posts', label: 'Posts', hint: POST_HINT, rows: 3 },
      { kind: 'words', name: 'reach', label: 'How to reach them', rows: 2 },
    ]),
  typed: (body) => ({
    name: body.name,
    side: body.side,
    posts: body.posts
      .map(({ title, organisation, from, until }) =>
        [title, organisation, from ?? '', until ?? ''].join(', ').replace(/(, )+$/, ''),
      )
      .join('\n'),
    reach: body.reach,
  }),
  read: (reading) => ({
    name: reading.needed('name', 120, 'Write the name.'),
    side: reading.oneOf('side', sides, 'Choose who they are.'),
    posts: reading.lines('posts').map((line) => postIn(reading, line)),
    reach: reading.upTo('reach', 1_000),
  }),
  after: (here, id) => here.to(id === null ? '/people' : `/people/${id}`),
  list: '/people',
  crumbs: (here) => [{ content: 'People', href: here.to('/people') }],
}

/** `Director, Fairborough Council, 2018-01-01, 2020-03-31`: days may be left out, commas in names may not. */
function postIn(reading: Reading, line: string): ContactBody['posts'][number] {
  const parts = line.split(',').map((part) => part.trim())
  const days: (IsoDate | null)[] = []
  while (
    parts.length > 1 &&
    days.length < 2 &&
    /^(\d{4}-\d{2}-\d{2})?$/.test(parts.at(-1) ?? '-')
  ) {
    const part = parts.pop() ?? ''
    const day = part === '' ? null : isoDate(part)
    if (part !== '' && day === null) reading.wrong('posts', `${part} is not a day of the calendar.`)
    days.unshift(day)
  }
  const [title = '', ...organisation] = parts
  if (title === '') reading.wrong('posts', 'Each line begins with the name of the post.')
  if (title.length > 160 || organisation.join(', ').length > 160) {
    reading.wrong('posts', 'Use 160 characters or fewer for a post and for an organisation.')
  }
  return {
    title,
    organisation: organisation.join(', '),
    from: days[0] ?? null,
    until: days[1] ?? null,
  }
}

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

export const pointSubject: Subject<PointBody> = {
  path: '/negotiation/points',
  action: 'negotiation.edit',
  section: 'negotiation',
  noun: 'point',
  kind: employerPoints.kind,
  keeper: (here) => here.branch.negotiation.points,
  headings: {
    begin: 'Something that was asked',
    change: 'A point, and its answer',
    button: 'Keep it',
  },
  lede: 'Write what was asked, of whom and when. Until there is an answer, the days are counted.',
  async fields(here) {
    const { negotiation } = here.branch
    const meetings = await negotiation.meetings.list(here.organisation)
    const concerns = await negotiation.concernsBeside(here.organisation)
    const demands = await negotiation.demandsBeside(here.organisation)
    const fields: FieldOf[] = [
      {
        kind: 'one',
        name: 'about',
        label: 'What was asked?',
        items: [
          { value: 'matter', text: 'Something about work' },
          { value: 'meeting', text: 'A meeting' },
        ],
      },
      { kind: 'words', name: 'words', label: 'In which words?', rows: 3 },
      {
        kind: 'pick',
        name: 'to',
        label: 'Of whom?',
        none: 'Choose',
        items: await peopleItems(here),
      },
      { kind: 'day', name: 'askedOn', label: 'When?' },
      {
        kind: 'pick',
        name: 'meeting',
        label: 'At which meeting?',
        none: 'At none: by letter, mail or telephone',
        items: meetings
          .filter(({ body }) => body.state !== 'cancelled')
          .sort((a, b) => (a.body.on < b.body.on ? 1 : -1))
          .map(({ id, body }) => ({ value: id, text: `${body.on}: ${body.subject}` })),
      },
    ]
    const ties: FieldOf[] = [
      {
        kind: 'many',
        name: 'concerns',
        label: 'Which concerns of members is it about?',
        items: [...concerns.titles].map(([value, text]) => ({ value, text })),
      },
      {
        kind: 'many',
        name: 'demands',
        label: 'Which demands?',
        items: demands.map(({ id, name }) => ({ value: id, text: name })),
      },
    ]
    return [
      ...fields,
      ...ties.filter((field) => 'items' in field && field.items.length > 0),
      {
        kind: 'words',
        name: 'answer',
        label: 'The answer',
        hint: 'Leave it blank while there is none.',
        rows: 3,
      },
      {
        kind: 'day',
        name: 'answeredOn',
        label: 'Answered on',
        hint: 'Leave it blank while there is no answer.',
      },
    ]
  },
  typed: (body) => ({
    about: body.about,
    words: body.words,
    to: body.to,
    ...dayTyped('askedOn', body.askedOn),
    meeting: body.meeting ?? '',
    concerns: body.concerns,
    demands: body.demands,
    answer: body.answer,
    ...dayTyped('answeredOn', body.answeredOn),
  }),
  begun: (here) => ({
    about: one(here.query, 'about') ?? '',
    meeting: one(here.query, 'meeting') ?? '',
    to: one(here.query, 'to') ?? '',
    ...dayTyped('askedOn', isoDate(one(here.query, 'on') ?? '')),
  }),
  read(reading, fields, held, today) {
    const askedOn = reading.pastDay('askedOn', today, 'Say on which day it was asked.')
    const answer = reading.upTo('answer', 8_000)
    const answeredOn = reading.day('answeredOn')
    if (answer !== '' && answeredOn === null) {
      reading.wrong('answeredOn', 'Say on which day the answer came.')
    }
    if (answer === '' && answeredOn !== null) {
      reading.wrong('answer', 'Write the answer, or leave its day blank.')
    }
    if (answeredOn !== null && answeredOn < askedOn) {
      reading.wrong('answeredOn', 'The answer is dated before the question.')
    }
    const to = idIn(reading, fields, 'to')
    if (to === null) reading.wrong('to', 'Choose of whom it was asked.')
    // What a form does not offer stays as it is: ties to records out of this reader's sight.
    const tied = (name: 'concerns' | 'demands'): string[] =>
      fields.some((field) => field.name === name)
        ? idsIn(reading, fields, name)
        : (held?.[name] ?? [])
    return {
      about: reading.oneOf('about', ['matter', 'meeting'], 'Choose what was asked.'),
      words: reading.needed('words', 4_000, 'Write what was asked.'),
      to: to ?? '',
      askedOn,
      meeting: idIn(reading, fields, 'meeting'),
      answer,
      answeredOn,
      concerns: tied('concerns'),
      demands: tied('demands'),
    }
  },
  async lines(here, body) {
    const people = await here.branch.negotiation.contacts.list(here.organisation)
    const names = new Map(people.map(({ id, body: of }) => [id, of.name]))
    return pointWords(body, (id) => names.get(id) ?? 'Somebody no longer listed')
  },
  after: (here) => here.to('/negotiation') + '#waiting',
  list: '/negotiation',
  crumbs: (here) => [logCrumb(here)],
}

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
