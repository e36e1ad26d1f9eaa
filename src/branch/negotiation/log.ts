import { byText, daysBetween, type IsoDate } from '../../kit/index.ts'
import {
  consultationOn,
  consultationWords,
  contactsOn,
  noticeOf,
  tallyAmong,
  tallyOf,
  tallyWords,
  unanswered,
  unsaid,
  yearSpan,
  type Contact,
  type Negotiation,
  type Span,
} from '../../core/bargaining/index.ts'
import {
  countedConsultation,
  countedMeeting,
  countedPoint,
  postOn,
  type ConsultationBody,
  type ContactBody,
  type MeetingBody,
  type PointBody,
} from './kinds.ts'
import type {
  ConsultationRow,
  LogView,
  MeetingRow,
  Named,
  PersonRow,
  PointRow,
  TallyView,
} from './views.ts'

/** A record with its id and version. */
export interface Of<B> {
  id: string
  number: number
  body: B
}

export interface LogRecords {
  meetings: readonly Of<MeetingBody>[]
  points: readonly Of<PointBody>[]
  contacts: readonly Of<ContactBody>[]
  consultations: readonly Of<ConsultationBody>[]
}

/** The calendar year to show unless another is asked for: this one, or the last in which there was a meeting. */
export function usualSpan(meetings: readonly Of<MeetingBody>[], today: IsoDate): Span {
  const years = yearsOf(meetings)
  const thisYear = Number(today.slice(0, 4))
  return yearSpan(years.find((year) => year <= thisYear) ?? years[0] ?? thisYear)
}

const yearsOf = (meetings: readonly Of<MeetingBody>[]): number[] =>
  [...new Set(meetings.map(({ body }) => Number(body.on.slice(0, 4))))].sort((a, b) => b - a)

/** Counts for everybody: nothing of who was met, or of what was said. */
export function tallyView(
  { meetings, consultations }: Pick<LogRecords, 'meetings' | 'consultations'>,
  span: Span,
  today: IsoDate,
): TallyView {
  const tally = tallyOf(counted(meetings), span)
  return {
    span,
    years: yearsOf(meetings),
    sentence: tallyWords(tally, span),
    tally,
    consultations: consultations
      .map((one) => consultationRow(one, meetings, today))
      .sort((a, b) => Number(a.clock.isOver) - Number(b.clock.isOver) || byText(a.name, b.name)),
  }
}

const counted = (meetings: readonly Of<MeetingBody>[]): Negotiation[] =>
  meetings.map(({ id, body }) => countedMeeting(id, body))

function consultationRow(
  { id, body }: Of<ConsultationBody>,
  meetings: readonly Of<MeetingBody>[],
  today: IsoDate,
): ConsultationRow {
  const about = meetings.filter((meeting) => meeting.body.consultation === id)
  const clock = consultationOn(countedConsultation(id, body), counted(about), today)
  return { id, name: body.name, source: body.source, clock, words: consultationWords(clock) }
}

/** The names of people by their ids; one who is no longer listed keeps a word in their place. */
export function namesOf(contacts: readonly Of<ContactBody>[]): (id: string) => Named {
  const names = new Map(contacts.map(({ id, body }) => [id, body.name]))
  return (id) => ({ id, name: names.get(id) ?? 'Somebody no longer listed' })
}

/** Rows of meetings, with what became of each and the points put at it. */
export function meetingRows({
  meetings,
  points,
  contacts,
}: Pick<LogRecords, 'meetings' | 'points' | 'contacts'>): MeetingRow[] {
  const all = counted(meetings)
  const of = new Map(meetings.map((meeting) => [meeting.id, meeting]))
  const from = new Map(
    meetings.flatMap(({ id, body }) =>
      body.movedTo === null ? [] : [[body.movedTo, id] as const],
    ),
  )
  const nameOf = namesOf(contacts)
  const linkTo = (id: string | null | undefined): MeetingRow['movedTo'] => {
    const meeting = id ? of.get(id) : undefined
    return meeting ? { id: meeting.id, on: meeting.body.on } : null
  }
  return meetings
    .map(({ id, number, body }): MeetingRow => {
      const one = countedMeeting(id, body)
      const { employer, branch } = tallyAmong([one], all).cancelled
      const own = points.filter((point) => point.body.meeting === id)
      return {
        id,
        number,
        subject: body.subject,
        on: body.on,
        at: body.at,
        place: body.place,
        state: body.state,
        with: body.withPeople.map(nameOf),
        asked: body.asked,
        cancelled: body.cancelled,
        notice: noticeOf(one),
        became:
          body.cancelled === null ? null : employer.moved + branch.moved > 0 ? 'moved' : 'lost',
        movedTo: linkTo(body.movedTo),
        movedFrom: linkTo(from.get(id)),
        minutes: body.minutes,
        asks: own.length,
        answered: own.filter((point) => point.body.answeredOn !== null).length,
      }
    })
    .sort((a, b) => byText(b.on, a.on) || (b.at ?? 0) - (a.at ?? 0) || byText(a.id, b.id))
}

export function pointRow(
  { id, number, body }: Of<PointBody>,
  nameOf: (id: string) => Named,
  today: IsoDate,
): PointRow {
  const isAnswered = body.answeredOn !== null && body.answeredOn <= today
  return {
    id,
    number,
    about: body.about,
    words: body.words,
    to: nameOf(body.to),
    meeting: body.meeting,
    askedOn: body.askedOn,
    answeredOn: body.answeredOn,
    answer: body.answer,
    waits: isAnswered || body.askedOn > today ? null : daysBetween(body.askedOn, today),
    concerns: body.concerns,
    demands: body.demands,
  }
}

/** What was asked and not answered, the longest wait first. */
export function waitingRows(
  { points, contacts }: Pick<LogRecords, 'points' | 'contacts'>,
  today: IsoDate,
): PointRow[] {
  const of = new Map(points.map((point) => [point.id, point]))
  const nameOf = namesOf(contacts)
  return unanswered(
    points.map(({ id, body }) => countedPoint(id, body)),
    today,
  ).flatMap(({ point }) => {
    const found = of.get(point.id)
    return found ? [pointRow(found, nameOf, today)] : []
  })
}

/** Contact with everybody on the list, by name; somebody never met or asked stands there as well. */
export function peopleRows(
  { meetings, points, contacts }: Pick<LogRecords, 'meetings' | 'points' | 'contacts'>,
  today: IsoDate,
): PersonRow[] {
  const deep = new Map(
    contactsOn(
      counted(meetings),
      points.map(({ id, body }) => countedPoint(id, body)),
      today,
    ).map((contact) => [contact.person, contact]),
  )
  const waits = waitingRows({ points, contacts }, today)
  const none = (person: string): Contact => ({
    person,
    lastMet: null,
    meetings: 0,
    minutes: 0,
    withoutLength: 0,
    asked: 0,
    answered: 0,
  })
  return contacts
    .map(({ id, body }): PersonRow => {
      const contact = deep.get(id) ?? none(id)
      const own = waits.filter(({ to }) => to.id === id)
      return {
        id,
        name: body.name,
        post: postOn(body, today)?.title ?? '',
        side: body.side,
        waiting: { count: own.length, longest: own[0]?.waits ?? 0 },
        since: contact.lastMet === null ? null : daysBetween(contact.lastMet, today),
        contact,
      }
    })
    .sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))
}

/** The whole log for a time, for reps and officers. */
export function logView(records: LogRecords, span: Span, today: IsoDate): LogView {
  const rows = meetingRows(records)
  const open = new Set(unsaid(counted(records.meetings), today).map(({ id }) => id))
  return {
    tally: tallyView(records, span, today),
    meetings: rows.filter(({ on }) => on >= span.from && on <= span.to),
    unsaid: rows.filter(({ id }) => open.has(id)).reverse(),
    next: rows.filter(({ state, on }) => state === 'planned' && on >= today).at(-1) ?? null,
    waiting: waitingRows(records, today),
    people: peopleRows(records, today),
  }
}
