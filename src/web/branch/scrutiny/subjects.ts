import { isoDate, type IsoDate } from '../../../kit/index.ts'
import {
  committees,
  committeeSeats,
  councillorContacts,
  councillorQuestions,
  hearingWords,
  outsideSeats,
  scrutinyHearings,
  seatWords,
  councillorContactWords,
  councillorQuestionWords,
  speaksFor,
  speaksForNames,
  type CommitteeBody,
  type CouncillorContactBody,
  type CouncillorQuestionBody,
  type HearingBody,
  type OutsideSeatBody,
  type SeatBody,
} from '../../../branch/scrutiny/index.ts'
import type { Crumb } from '../../components/index.ts'
import { one } from '../../query.ts'
import type { Here } from '../here.ts'
import {
  dayTyped,
  type FieldOf,
  type Item,
  type Reading,
  type Subject,
} from '../record-form/index.ts'

const hearingsCrumb = (here: Here): Crumb => ({ content: 'Hearings', href: here.to('/hearings') })
const councillorsCrumb = (here: Here): Crumb => ({
  content: 'Councillors',
  href: here.to('/councillors'),
})

const byText = (a: Item, b: Item): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)

async function councillorItems(here: Here): Promise<Item[]> {
  const all = await here.branch.negotiation.contacts.list(here.organisation)
  return all
    .filter(({ body }) => body.side === 'council-members')
    .map(({ id, body }) => ({ value: id, text: body.name }))
    .sort(byText)
}

async function committeeItems(here: Here): Promise<Item[]> {
  const all = await here.branch.scrutiny.committees.list(here.organisation)
  return all.map(({ id, body }) => ({ value: id, text: body.name })).sort(byText)
}

const pick = (name: string, label: string, items: readonly Item[]): FieldOf => ({
  kind: 'pick',
  name,
  label,
  none: 'Choose',
  items,
})

function chosen(
  reading: Reading,
  fields: readonly FieldOf[],
  name: string,
  sentence: string,
): string {
  const field = fields.find((of) => of.name === name)
  const id = reading.idIn(name, field && 'items' in field ? field.items : [])
  if (id === null) reading.wrong(name, sentence)
  return id ?? ''
}

/** Two days in their order; the last may be open. */
function days(reading: Reading): { from: IsoDate; until: IsoDate | null } {
  const from = reading.neededDay('from', 'Give the first day.')
  const until = reading.day('until')
  if (until !== null && until < from) reading.wrong('until', 'The last day is before the first.')
  return { from, until }
}

const untilHint = 'Leave it blank while there is none.'

async function names(here: Here): Promise<(id: string) => string> {
  const all = new Map(
    [...(await councillorItems(here)), ...(await committeeItems(here))].map((item) => [
      item.value,
      item.text,
    ]),
  )
  return (id) => all.get(id) ?? 'No longer listed'
}

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

const SPEAKERS_HINT = `One a line: name, then for whom: ${speaksFor
  .map((of) => speaksForNames[of])
  .join(', ')}. For example: The director, officers`

export const hearingSubject: Subject<HearingBody> = {
  path: '/hearings',
  action: 'scrutiny.edit',
  section: 'hearings',
  noun: 'hearing',
  kind: scrutinyHearings.kind,
  keeper: (here) => here.branch.scrutiny.hearings,
  headings: { begin: 'Note a hearing', change: 'Change a hearing', button: 'Keep it' },
  lede: 'Say who spoke, and for whom. How often the union was heard is counted from it.',
  fields: async (here) => [
    pick('committee', 'Committee', await committeeItems(here)),
    { kind: 'day', name: 'on', label: 'Day' },
    { kind: 'line', name: 'subject', label: 'What it was about' },
    { kind: 'words', name: 'speakers', label: 'Who spoke', hint: SPEAKERS_HINT, rows: 5 },
    { kind: 'words', name: 'note', label: 'What came of it, and where its record is', rows: 3 },
  ],
  typed: (body) => ({
    committee: body.committee,
    ...dayTyped('on', body.on),
    subject: body.subject,
    speakers: body.speakers.map((of) => `${of.name}, ${speaksForNames[of.for]}`).join('\n'),
    note: body.note,
  }),
  read: (reading, fields) => ({
    committee: chosen(reading, fields, 'committee', 'Choose the committee.'),
    on: reading.neededDay('on', 'Say on which day it was.'),
    subject: reading.needed('subject', 300, 'Say what it was about.'),
    speakers: reading.lines('speakers').map((line) => speakerIn(reading, line)),
    note: reading.upTo('note', 4_000),
  }),
  lines: async (here, body) => hearingWords(body, await names(here)),
  after: (here) => here.to('/hearings'),
  list: '/hearings',
  crumbs: (here) => [hearingsCrumb(here)],
}

/** `The director, officers`: the last part says for whom. */
function speakerIn(reading: Reading, line: string): HearingBody['speakers'][number] {
  const at = line.lastIndexOf(',')
  const name = (at < 0 ? line : line.slice(0, at)).trim()
  const said = (at < 0 ? '' : line.slice(at + 1))
    .trim()
    .toLowerCase()
    .replace(/^for /, '')
    .replace(/^the /, '')
  const of = speaksFor.find((each) => each === said)
  if (of === undefined || name === '' || name.length > 160) {
    reading.wrong(
      'speakers',
      `“${line.slice(0, 60)}” does not say for whom. End each line with: executive, officers, union or others.`,
    )
  }
  return { name, for: of ?? 'others' }
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

export const questionSubject: Subject<CouncillorQuestionBody> = {
  path: '/councillors/questions',
  action: 'scrutiny.edit',
  section: 'councillors',
  noun: 'question',
  kind: councillorQuestions.kind,
  keeper: (here) => here.branch.scrutiny.questions,
  headings: {
    begin: 'A question put to a councillor',
    change: 'A question, and its answer',
    button: 'Keep it',
  },
  lede: 'Until there is an answer, the days are counted.',
  fields: async (here) => [
    pick('to', 'To whom?', await councillorItems(here)),
    { kind: 'day', name: 'askedOn', label: 'Asked on' },
    { kind: 'words', name: 'words', label: 'The question', rows: 3 },
    {
      kind: 'words',
      name: 'answer',
      label: 'The answer',
      hint: 'Leave it blank while there is none.',
      rows: 3,
    },
    { kind: 'day', name: 'answeredOn', label: 'Answered on', hint: untilHint },
  ],
  typed: (body) => ({
    to: body.to,
    ...dayTyped('askedOn', body.askedOn),
    words: body.words,
    answer: body.answer,
    ...dayTyped('answeredOn', body.answeredOn),
  }),
  begun: (here) => ({
    to: one(here.query, 'to') ?? '',
    ...dayTyped('askedOn', isoDate(one(here.query, 'on') ?? '') ?? here.today),
  }),
  read(reading, fields, _held, today) {
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
    return {
      to: chosen(reading, fields, 'to', 'Choose to whom it was put.'),
      askedOn,
      words: reading.needed('words', 4_000, 'Write the question.'),
      answer,
      answeredOn,
    }
  },
  lines: async (here, body) => councillorQuestionWords(body, await names(here)),
  after: (here) => here.to('/councillors') + '#questions',
  list: '/councillors',
  crumbs: (here) => [councillorsCrumb(here)],
}

const MEETINGS_HINT =
  'One a line: day as 2026-03-27, then “attended” or “missed”, then what was reported back.'

export const outsideSubject: Subject<OutsideSeatBody> = {
  path: '/hearings/outside',
  action: 'scrutiny.edit',
  section: 'hearings',
  noun: 'seat elsewhere',
  kind: outsideSeats.kind,
  keeper: (here) => here.branch.scrutiny.outside,
  headings: { begin: 'A seat elsewhere', change: 'Change a seat elsewhere', button: 'Keep it' },
  lede: 'A board, a partnership, a trades council: who sits there for the branch, and what came back.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'body', label: 'Which body?' },
      { kind: 'line', name: 'holder', label: 'Who holds the seat?' },
      { kind: 'day', name: 'from', label: 'From' },
      { kind: 'day', name: 'until', label: 'Last day', hint: untilHint },
      { kind: 'words', name: 'meetings', label: 'Meetings', hint: MEETINGS_HINT, rows: 5 },
    ]),
  typed: (body) => ({
    body: body.body,
    holder: body.holder,
    ...dayTyped('from', body.from),
    ...dayTyped('until', body.until),
    meetings: body.meetings
      .map(({ on, attended, report }) =>
        [on, attended ? 'attended' : 'missed', report.replace(/\s*\n\s*/g, ' ')]
          .filter((part) => part !== '')
          .join(' '),
      )
      .join('\n'),
  }),
  read: (reading) => ({
    body: reading.needed('body', 200, 'Say which body it is.'),
    holder: reading.upTo('holder', 160),
    ...days(reading),
    meetings: reading.lines('meetings').map((line) => attendanceIn(reading, line)),
  }),
  after: (here) => here.to('/hearings') + '#outside',
  list: '/hearings',
  crumbs: (here) => [hearingsCrumb(here)],
}

function attendanceIn(reading: Reading, line: string): OutsideSeatBody['meetings'][number] {
  const [, day = '', was = '', report = ''] =
    /^(\S+)[,:]?\s+(attended|missed)\b[,:.]?\s*(.*)$/i.exec(line) ?? []
  const on = isoDate(day.replace(/[,:]$/, ''))
  if (on === null) {
    reading.wrong(
      'meetings',
      `“${line.slice(0, 60)}” does not begin with a day and “attended” or “missed”.`,
    )
  }
  return {
    on: on ?? ('1000-01-01' as IsoDate),
    attended: was.toLowerCase() === 'attended',
    report: report.trim().slice(0, 4_000),
  }
}
