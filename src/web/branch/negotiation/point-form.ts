import { isoDate } from '../../../kit/index.ts'
import { employerPoints, pointWords, type PointBody } from '../../../branch/negotiation/index.ts'
import { one } from '../../query.ts'
import { dayTyped, type FieldOf, type Subject } from '../record-form/index.ts'
import { idIn, idsIn, logCrumb, peopleItems } from './choices.ts'

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
