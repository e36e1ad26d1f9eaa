import { isoDate, type IsoDate } from '../../../kit/index.ts'
import {
  hearingWords,
  outsideSeats,
  scrutinyHearings,
  speaksFor,
  speaksForNames,
  type HearingBody,
  type OutsideSeatBody,
} from '../../../branch/scrutiny/index.ts'
import { dayTyped, type Reading, type Subject } from '../record-form/index.ts'
import { hearingsCrumb, committeeItems, pick, chosen, days, untilHint, names } from './choices.ts'

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
