import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import {
  clockOf,
  lengthWords,
  type Arrangement,
  type Consultation,
  type Negotiation,
  type Point,
} from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

export const sides = ['employer', 'council-members', 'other'] as const
export type Side = (typeof sides)[number]

export const sideNames: Readonly<Record<Side, string>> = {
  employer: 'Employer',
  'council-members': 'Councillor or other council member',
  other: 'Somebody else',
}

/** Somebody whom the branch deals with. The post moves on, the person's history stays. */
export const contactSchema = z.strictObject({
  name: words(120).min(1),
  side: z.enum(sides),
  posts: z
    .array(
      z.strictObject({
        title: words(160).min(1),
        organisation: words(160),
        from: day.nullable(),
        until: day.nullable(),
      }),
    )
    .max(30),
  /** How to reach them, as the branch does it. */
  reach: words(1_000),
})

/** A body that the employer recognises for bargaining: who may be logged as a negotiating party. */
export const recognisedBodySchema = z
  .strictObject({
    name: words(160).min(1),
    /** For whom, in the agreement's own words. */
    scope: words(2_000),
    from: day,
    until: day.nullable(),
    /** Where it says so: the recognition agreement and its date. */
    source: words(400),
  })
  .refine(({ from, until }) => until === null || until >= from)

/** A meeting with the employer: asked for, planned, held or cancelled, and what was said. */
export const meetingSchema = z
  .strictObject({
    subject: words(200).min(1),
    on: day,
    at: z.number().int().min(0).max(1439).nullable(),
    place: words(200),
    asked: z.strictObject({ on: day, by: z.enum(['branch', 'employer']) }).nullable(),
    /** Whom the branch meets, by the ids of `contact`. */
    withPeople: z.array(id).max(60),
    /** Negotiating parties, by the ids of the recognition register. */
    bodies: z.array(id).max(20),
    /** Who is there for the branch, as the minutes name them. */
    forBranch: words(400),
    state: z.enum(['planned', 'held', 'cancelled']),
    cancelled: z
      .strictObject({ by: z.enum(['employer', 'branch']), on: day, reason: words(1_000) })
      .nullable(),
    /** The meeting in its place. */
    movedTo: id.nullable(),
    /** How long it took. */
    minutes: z.number().int().min(1).max(1_440).nullable(),
    notes: words(40_000),
    consultation: id.nullable(),
  })
  .refine(({ state, cancelled }) => (state === 'cancelled') === (cancelled !== null))
  .refine(({ state, movedTo }) => movedTo === null || state === 'cancelled')

/** Something put to somebody, or a meeting that was asked for; and the answer in its own words. */
export const pointSchema = z
  .strictObject({
    about: z.enum(['matter', 'meeting']),
    words: words(4_000).min(1),
    /** The id of a `contact`. */
    to: id,
    /** Where it was put; null where it was by letter or mail. */
    meeting: id.nullable(),
    askedOn: day,
    answeredOn: day.nullable(),
    answer: words(8_000),
    concerns: z.array(id).max(40),
    demands: z.array(id).max(40),
  })
  .refine(({ answeredOn, answer }) => (answeredOn === null) === (answer === ''))
  .refine(({ askedOn, answeredOn }) => answeredOn === null || answeredOn >= askedOn)

/** What officers did with a meeting's agenda. */
export const agendaSchema = z.strictObject({
  meeting: id,
  own: z.array(z.strictObject({ key: words(80).min(1), words: words(400).min(1) })).max(60),
  order: z.array(words(80).min(1)).max(300),
  leftOut: z.array(z.strictObject({ key: words(80).min(1), reason: words(400).min(1) })).max(300),
}) satisfies z.ZodType<Arrangement & { meeting: string }>

/** A time in which the employer must consult, by a law or an agreement that is named. */
export const consultationSchema = z
  .strictObject({
    name: words(200).min(1),
    from: day,
    days: z.number().int().min(1).max(1_000).nullable(),
    until: day.nullable(),
    source: words(600),
  })
  .refine(({ from, until }) => until === null || until >= from)
  .refine(({ days, until }) => days === null || until === null)

export type ContactBody = z.infer<typeof contactSchema>
export type RecognisedBodyBody = z.infer<typeof recognisedBodySchema>
export type MeetingBody = z.infer<typeof meetingSchema>
export type PointBody = z.infer<typeof pointSchema>
export type AgendaBody = z.infer<typeof agendaSchema>
export type ConsultationBody = z.infer<typeof consultationSchema>

interface Labelled {
  label: string
  words: string
}

const dayOr = (on: IsoDate | null, none = ''): string => (on === null ? none : longDate(on))
const byWords = { employer: 'the employer', branch: 'the branch' } as const
export const stateNames = { planned: 'Planned', held: 'Held', cancelled: 'Cancelled' } as const

type NameOf = (id: string) => string
const unnamed: NameOf = () => 'Another record'

/** `Director of children’s services, Fairborough Council, from 1 May 2024`. */
export const postWords = (post: ContactBody['posts'][number]): string =>
  [
    post.title,
    post.organisation,
    post.from === null ? '' : `from ${longDate(post.from)}`,
    post.until === null ? '' : `until ${longDate(post.until)}`,
  ]
    .filter((part) => part !== '')
    .join(', ')

export const contactWords = (contact: ContactBody): Labelled[] => [
  { label: 'Name', words: contact.name },
  { label: 'Of', words: sideNames[contact.side] },
  { label: 'Posts', words: contact.posts.map(postWords).join('\n') },
  { label: 'How to reach them', words: contact.reach },
]

export const recognisedBodyWords = (body: RecognisedBodyBody): Labelled[] => [
  { label: 'Name', words: body.name },
  { label: 'Recognised for', words: body.scope },
  { label: 'From', words: longDate(body.from) },
  { label: 'Until', words: dayOr(body.until) },
  { label: 'Where it says so', words: body.source },
]

export const meetingWords = (meeting: MeetingBody, nameOf: NameOf = unnamed): Labelled[] => [
  { label: 'About', words: meeting.subject },
  { label: 'Day', words: longDate(meeting.on) },
  { label: 'Time', words: meeting.at === null ? '' : clockOf(meeting.at) },
  { label: 'Place', words: meeting.place },
  {
    label: 'Asked for',
    words:
      meeting.asked === null
        ? ''
        : `by ${byWords[meeting.asked.by]} on ${longDate(meeting.asked.on)}`,
  },
  { label: 'With', words: meeting.withPeople.map(nameOf).join('\n') },
  { label: 'Negotiating parties', words: meeting.bodies.map(nameOf).join('\n') },
  { label: 'For the branch', words: meeting.forBranch },
  { label: 'What became of it', words: becameWords(meeting) },
  {
    label: 'How long it took',
    words: meeting.minutes === null ? '' : lengthWords(meeting.minutes),
  },
  { label: 'Minutes', words: meeting.notes },
]

/** `Cancelled by the employer on 3 May 2019: no officer free`. */
export function becameWords({
  state,
  cancelled,
}: Pick<MeetingBody, 'state' | 'cancelled'>): string {
  if (cancelled === null) return stateNames[state]
  const { by, on, reason } = cancelled
  return `Cancelled by ${byWords[by]} on ${longDate(on)}${reason === '' ? '' : `: ${reason}`}`
}

export const pointWords = (point: PointBody, nameOf: NameOf = unnamed): Labelled[] => [
  {
    label: point.about === 'meeting' ? 'A meeting was asked for' : 'What was put',
    words: point.words,
  },
  { label: 'To', words: nameOf(point.to) },
  { label: 'Asked on', words: longDate(point.askedOn) },
  { label: 'Answered on', words: dayOr(point.answeredOn) },
  { label: 'Answer', words: point.answer },
]

export const agendaWords = (agenda: AgendaBody): Labelled[] => [
  { label: 'Added by officers', words: agenda.own.map((item) => item.words).join('\n') },
  { label: 'Order', words: agenda.order.join('\n') },
  {
    label: 'Left out, and why',
    words: agenda.leftOut.map(({ key, reason }) => `${key}: ${reason}`).join('\n'),
  },
]

export const consultationFields = (consultation: ConsultationBody): Labelled[] => [
  { label: 'About', words: consultation.name },
  { label: 'Began on', words: longDate(consultation.from) },
  { label: 'Days', words: consultation.days === null ? '' : String(consultation.days) },
  { label: 'Last day', words: dayOr(consultation.until) },
  { label: 'Where it says so', words: consultation.source },
]

/** A meeting as counting sees it. */
export const countedMeeting = (id: string, body: MeetingBody): Negotiation => ({
  id,
  on: body.on,
  withPeople: body.withPeople,
  state: body.state,
  cancelled: body.cancelled === null ? null : { by: body.cancelled.by, on: body.cancelled.on },
  movedTo: body.movedTo,
  minutes: body.minutes,
})

export const countedPoint = (id: string, body: PointBody): Point => ({
  id,
  askedOn: body.askedOn,
  to: body.to,
  answeredOn: body.answeredOn,
})

export const countedConsultation = (id: string, body: ConsultationBody): Consultation => ({
  id,
  from: body.from,
  days: body.days,
  until: body.until,
})

/** The post somebody holds on a day; of several, the one that began last. */
export const postOn = (
  { posts }: Pick<ContactBody, 'posts'>,
  on: IsoDate,
): ContactBody['posts'][number] | null =>
  posts
    .filter(({ from, until }) => (from === null || from <= on) && (until === null || until >= on))
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0] ?? null
