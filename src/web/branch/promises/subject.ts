import { isoDate } from '../../../kit/index.ts'
import { promiseBook, type PromiseBody } from '../../../branch/promises/index.ts'
import { one } from '../../query.ts'
import { addressOf } from '../addresses.ts'
import { dayTyped, type FieldOf, type Item, type Subject } from '../record-form/index.ts'
import { dueFields, dueIn, dueTyped } from './due.ts'

const itemsOf = (fields: readonly FieldOf[], name: string): readonly Item[] => {
  const field = fields.find((of) => of.name === name)
  return field && 'items' in field ? field.items : []
}

/** The form of a promise: the words, where they stand, and by when. */
export const promiseSubject: Subject<PromiseBody> = {
  path: '/promises',
  action: 'promises.edit',
  section: 'promises',
  noun: 'promise',
  kind: promiseBook.kind,
  keeper: (here) => here.branch.promises.keeper,
  headings: { begin: 'Note a promise', change: 'Change a promise', button: 'Keep it' },
  lede: 'Write what was promised, in the words that were used. Members read it; it is counted from its day.',
  async fields(here) {
    const { negotiation } = here.branch
    const meetings = await negotiation.meetings.list(here.organisation)
    const people = await negotiation.contacts.list(here.organisation)
    const concerns = await negotiation.concernsBeside(here.organisation)
    const demands = await negotiation.demandsBeside(here.organisation)
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
      { kind: 'words', name: 'words', label: 'What was promised', rows: 3 },
      {
        kind: 'line',
        name: 'by',
        label: 'By whom, as members should read it',
        hint: 'The post rather than the person: Director of children’s services.',
      },
      {
        kind: 'pick',
        name: 'contact',
        label: 'Who that is',
        none: 'Nobody on the list',
        items: people.map(({ id, body }) => ({ value: id, text: body.name })),
      },
      { kind: 'day', name: 'saidOn', label: 'Said on' },
      {
        kind: 'pick',
        name: 'meeting',
        label: 'At which meeting?',
        none: 'At none: in a document',
        items: meetings
          .filter(({ body }) => body.state !== 'cancelled')
          .sort((a, b) => (a.body.on < b.body.on ? 1 : -1))
          .map(({ id, body }) => ({ value: id, text: `${body.on}: ${body.subject}` })),
      },
      {
        kind: 'line',
        name: 'document',
        label: 'In which document?',
        hint: 'Leave it blank for a meeting.',
      },
      {
        kind: 'words',
        name: 'line',
        label: 'The line, word for word',
        hint: 'As it stands in the document or the minutes.',
        rows: 2,
      },
      ...dueFields,
      ...ties.filter((field) => 'items' in field && field.items.length > 0),
    ]
  },
  typed: (body) => ({
    words: body.words,
    by: body.by,
    contact: body.contact ?? '',
    ...dayTyped('saidOn', body.saidOn),
    meeting: body.meeting ?? '',
    document: body.document,
    line: body.line,
    ...dueTyped(body.due),
    concerns: body.concerns,
    demands: body.demands,
  }),
  begun: (here) => ({
    meeting: one(here.query, 'meeting') ?? '',
    contact: one(here.query, 'who') ?? '',
    ...dayTyped('saidOn', isoDate(one(here.query, 'on') ?? '')),
  }),
  read(reading, fields, held, today) {
    const meeting = reading.idIn('meeting', itemsOf(fields, 'meeting'))
    const document = reading.upTo('document', 300)
    if (meeting === null && document === '') {
      reading.wrong('document', 'Say where it stands: choose a meeting, or name a document.')
    }
    const tied = (name: 'concerns' | 'demands'): string[] =>
      fields.some((field) => field.name === name)
        ? reading.idsIn(name, itemsOf(fields, name))
        : (held?.[name] ?? [])
    return {
      words: reading.needed('words', 2_000, 'Write what was promised.'),
      by: reading.needed('by', 160, 'Say by whom.'),
      contact: reading.idIn('contact', itemsOf(fields, 'contact')),
      saidOn: reading.pastDay('saidOn', today, 'Say on which day it was said.'),
      meeting,
      document,
      line: reading.upTo('line', 2_000),
      due: dueIn(reading),
      kept: held?.kept ?? null,
      released: held?.released ?? null,
      concerns: tied('concerns'),
      demands: tied('demands'),
    }
  },
  after: (here, id) => (id === null ? here.to('/promises') : addressOf(here, 'promise', id)),
  list: '/promises',
  crumbs: (here) => [{ content: 'Promises', href: here.to('/promises') }],
}
