import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import type {
  CouncillorContact,
  HandoverTask,
  Point,
  ScrutinyHearing,
  Seat,
} from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)
const inOrder = ({ from, until }: { from: IsoDate; until: IsoDate | null }): boolean =>
  until === null || until >= from

export const committeeSchema = z.strictObject({ name: words(200).min(1), of: words(200) })

/** A councillor's seat on a committee; the last day is part of it. */
export const seatSchema = z
  .strictObject({
    councillor: id,
    committee: id,
    role: words(120),
    from: day,
    until: day.nullable(),
  })
  .refine(inOrder)

export const speaksFor = ['executive', 'officers', 'union', 'others'] as const
export type SpeaksFor = (typeof speaksFor)[number]
export const speaksForNames: Readonly<Record<SpeaksFor, string>> = {
  executive: 'the executive',
  officers: 'officers',
  union: 'the union',
  others: 'others',
}

export const hearingSchema = z.strictObject({
  committee: id,
  on: day,
  subject: words(300).min(1),
  speakers: z.array(z.strictObject({ name: words(160).min(1), for: z.enum(speaksFor) })).max(60),
  /** What came of it, and where the record of it is. */
  note: words(4_000),
})

/** A councillor whom the branch knows because of a committee, and who of the branch keeps in touch. */
export const councillorContactSchema = z.strictObject({
  councillor: id,
  committee: id,
  keptBy: words(160),
})

/** Handing a contact over to whoever sits there now. */
export const contactHandoverSchema = z.strictObject({
  councillor: id,
  committee: id,
  leftOn: day.nullable(),
  owner: words(160),
  done: z.strictObject({ on: day, words: words(1_000).min(1), to: id.nullable() }).nullable(),
})

/** A seat that the branch holds somewhere else: a board, a trades council, a partnership. */
export const outsideSeatSchema = z
  .strictObject({
    body: words(200).min(1),
    holder: words(160),
    from: day,
    until: day.nullable(),
    meetings: z
      .array(z.strictObject({ on: day, attended: z.boolean(), report: words(4_000) }))
      .max(200),
  })
  .refine(inOrder)

export const councillorQuestionSchema = z
  .strictObject({
    to: id,
    askedOn: day,
    words: words(4_000).min(1),
    answeredOn: day.nullable(),
    answer: words(8_000),
  })
  .refine(({ answeredOn, answer }) => (answeredOn === null) === (answer === ''))
  .refine(({ askedOn, answeredOn }) => answeredOn === null || answeredOn >= askedOn)

export type CommitteeBody = z.infer<typeof committeeSchema>
export type SeatBody = z.infer<typeof seatSchema>
export type HearingBody = z.infer<typeof hearingSchema>
export type CouncillorContactBody = z.infer<typeof councillorContactSchema>
export type ContactHandoverBody = z.infer<typeof contactHandoverSchema>
export type OutsideSeatBody = z.infer<typeof outsideSeatSchema>
export type CouncillorQuestionBody = z.infer<typeof councillorQuestionSchema>

interface Labelled {
  label: string
  words: string
}

type NameOf = (id: string) => string
const unnamed: NameOf = () => 'Another record'
const dayOr = (on: IsoDate | null): string => (on === null ? '' : longDate(on))

export const committeeWords = (committee: CommitteeBody): Labelled[] => [
  { label: 'Name', words: committee.name },
  { label: 'Of', words: committee.of },
]

export const seatWords = (seat: SeatBody, nameOf: NameOf = unnamed): Labelled[] => [
  { label: 'Councillor', words: nameOf(seat.councillor) },
  { label: 'Committee', words: nameOf(seat.committee) },
  { label: 'As', words: seat.role },
  { label: 'From', words: longDate(seat.from) },
  { label: 'Last day', words: dayOr(seat.until) },
]

export const hearingWords = (hearing: HearingBody, nameOf: NameOf = unnamed): Labelled[] => [
  { label: 'Committee', words: nameOf(hearing.committee) },
  { label: 'Day', words: longDate(hearing.on) },
  { label: 'About', words: hearing.subject },
  { label: 'Who spoke', words: hearing.speakers.map(speakerWords).join('\n') },
  { label: 'What came of it', words: hearing.note },
]

/** `A. Person, for officers`. */
export const speakerWords = (speaker: HearingBody['speakers'][number]): string =>
  `${speaker.name}, for ${speaksForNames[speaker.for]}`

export const councillorContactWords = (
  contact: CouncillorContactBody,
  nameOf: NameOf = unnamed,
): Labelled[] => [
  { label: 'Councillor', words: nameOf(contact.councillor) },
  { label: 'Committee', words: nameOf(contact.committee) },
  { label: 'Who keeps in touch', words: contact.keptBy },
]

export const contactHandoverWords = (
  handover: ContactHandoverBody,
  nameOf: NameOf = unnamed,
): Labelled[] => [
  { label: 'Councillor', words: nameOf(handover.councillor) },
  { label: 'Committee', words: nameOf(handover.committee) },
  { label: 'Who hands it over', words: handover.owner },
  {
    label: 'Done',
    words: handover.done === null ? '' : `${longDate(handover.done.on)}: ${handover.done.words}`,
  },
]

export const outsideSeatWords = (seat: OutsideSeatBody): Labelled[] => [
  { label: 'Body', words: seat.body },
  { label: 'Who holds it', words: seat.holder },
  { label: 'From', words: longDate(seat.from) },
  { label: 'Last day', words: dayOr(seat.until) },
  {
    label: 'Meetings',
    words: seat.meetings
      .map(({ on, attended, report }) =>
        [longDate(on), attended ? 'attended' : 'missed', report].filter(Boolean).join(': '),
      )
      .join('\n'),
  },
]

export const councillorQuestionWords = (
  question: CouncillorQuestionBody,
  nameOf: NameOf = unnamed,
): Labelled[] => [
  { label: 'To', words: nameOf(question.to) },
  { label: 'Asked on', words: longDate(question.askedOn) },
  { label: 'Question', words: question.words },
  { label: 'Answered on', words: dayOr(question.answeredOn) },
  { label: 'Answer', words: question.answer },
]

export const countedHearing = (id: string, body: HearingBody): ScrutinyHearing => ({
  id,
  committee: body.committee,
  on: body.on,
  speakers: body.speakers,
})

export const countedSeat = ({ councillor, committee, from, until }: SeatBody): Seat => ({
  councillor,
  committee,
  from,
  until,
})

export const countedContact = (body: CouncillorContactBody): CouncillorContact => ({
  councillor: body.councillor,
  committee: body.committee,
  keptBy: body.keptBy === '' ? null : body.keptBy,
})

export const countedTask = (
  id: string,
  body: ContactHandoverBody,
): HandoverTask & { id: string } => ({
  id,
  councillor: body.councillor,
  committee: body.committee,
  leftOn: body.leftOn,
  owner: body.owner === '' ? null : body.owner,
  doneOn: body.done?.on ?? null,
})

export const countedQuestion = (id: string, body: CouncillorQuestionBody): Point => ({
  id,
  askedOn: body.askedOn,
  to: body.to,
  answeredOn: body.answeredOn,
})
