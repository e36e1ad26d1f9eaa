import { minutesOfClock, clockOf, lengthWords } from '../../../core/bargaining/index.ts'
import { eventBook, type EventBody } from '../../../branch/events/index.ts'
import type { Here } from '../here.ts'
import { dayTyped, type FieldOf, type Reading, type Subject } from '../record-form/index.ts'

const LENGTHS = [30, 45, 60, 90, 120, 180, 240, 360, 480]

/** Forms of events. */
export const eventSubject: Subject<EventBody> = {
  path: '/events',
  action: 'rounds.edit',
  section: 'calendar',
  noun: 'event',
  keeper: (here) => here.branch.events.keeper,
  kind: eventBook.kind,
  headings: { begin: 'Add an event', change: 'Change an event', button: 'Save the event' },
  lede: 'Something on one day that belongs to no round: a lobby, a conference, a general meeting.',
  fields: async (): Promise<FieldOf[]> => [
    { kind: 'line', name: 'title', label: 'What is it?' },
    { kind: 'day', name: 'on', label: 'Day' },
    {
      kind: 'line',
      name: 'at',
      label: 'Time',
      hint: 'Such as 12:15. Leave blank where it is the whole day, or not known yet.',
      narrow: true,
    },
    {
      kind: 'pick',
      name: 'minutes',
      label: 'About how long',
      none: 'Not said',
      items: LENGTHS.map((minutes) => ({ value: String(minutes), text: lengthWords(minutes) })),
    },
    { kind: 'line', name: 'place', label: 'Place', hint: 'It is kept as you write it.' },
    { kind: 'words', name: 'about', label: 'What is it about?', rows: 4 },
    {
      kind: 'one',
      name: 'audience',
      label: 'Who may see it?',
      items: [
        {
          value: 'public',
          text: 'Anybody',
          hint: 'Calendars that follow the branch show it by its own words.',
        },
        { value: 'members', text: 'Members only', hint: 'Calendars show it as “Meeting”.' },
      ],
    },
    {
      kind: 'line',
      name: 'cancelled',
      label: 'Is it called off? Say why',
      hint: 'Leave blank while it stands. Calendars that have it strike it out.',
    },
  ],
  typed: (event) => ({
    title: event.title,
    ...dayTyped('on', event.on),
    at: event.at === null ? '' : clockOf(event.at),
    minutes: event.at === null ? '' : String(event.minutes),
    place: event.place,
    about: event.about,
    audience: event.isPublic ? 'public' : 'members',
    cancelled: event.cancelled ?? '',
  }),
  begun: () => ({ audience: 'members' }),
  read(reading, fields) {
    const lengths = fields.find((field) => field.name === 'minutes')
    const minutes = lengths?.kind === 'pick' ? reading.idIn('minutes', lengths.items) : null
    const cancelled = reading.upTo('cancelled', 400)
    return {
      title: reading.needed('title', 200, 'Enter what it is.'),
      on: reading.neededDay('on', 'Enter the day.'),
      at: timeIn(reading),
      minutes: Number(minutes ?? 60),
      isAbout: true,
      place: reading.upTo('place', 300),
      about: reading.upTo('about', 4_000),
      isPublic:
        reading.oneOf('audience', ['public', 'members'], 'Choose who may see it.') === 'public',
      // Whoever saved the form has seen its year.
      isYearGuessed: false,
      cancelled: cancelled === '' ? null : cancelled,
    }
  },
  after: (here: Here, id) => here.to(id === null ? '/calendar' : `/events/${id}`),
  list: '/calendar',
  crumbs: (here) => [{ content: 'Calendar', href: here.to('/calendar') }],
}

function timeIn(reading: Reading): number | null {
  const written = reading.words('at')
  if (written === '') return null
  return (
    minutesOfClock(written) ?? reading.wrong('at', 'Enter the time like 12:15, or leave it blank.')
  )
}
