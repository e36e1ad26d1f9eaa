import { createHash, randomUUID } from 'node:crypto'
import {
  byText,
  fail,
  longDate,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import {
  notRecognised,
  type Arrangement,
  type Negotiation,
  type Point,
  type Span,
} from '../../core/bargaining/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import {
  isId,
  keeperOf,
  seenBy,
  seenByHouse,
  type Keeper,
  type KeepingDeps,
  type KeepProblem,
  type OfBranch,
} from '../keeping/index.ts'
import { promiseBook } from '../promises/index.ts'
import { resultOf, type Saved, type Written } from '../records/index.ts'
import { agendaView, minutesBegun } from './agenda.ts'
import {
  agendas,
  contacts,
  employerConsultations,
  employerMeetings,
  employerPoints,
  recognisedBodies,
} from './books.ts'
import {
  countedMeeting,
  countedPoint,
  type AgendaBody,
  type ConsultationBody,
  type ContactBody,
  type MeetingBody,
  type PointBody,
  type RecognisedBodyBody,
} from './kinds.ts'
import {
  logView,
  meetingRows,
  namesOf,
  peopleRows,
  pointRow,
  tallyView,
  usualSpan,
  type LogRecords,
} from './log.ts'
import type {
  AgendaView,
  ConcernsBeside,
  LogView,
  MeetingView,
  Named,
  PointRow,
  PersonView,
  TallyView,
} from './views.ts'

/** What the log asks of rooms beside it, with the eyes of whoever reads. */
export interface Beside {
  concerns(organisation: OfBranch): Promise<ConcernsBeside>
  demands(organisation: OfBranch): Promise<Named[]>
}

const nothingBeside: Beside = {
  concerns: () => Promise.resolve({ ranked: [], titles: new Map() }),
  demands: () => Promise.resolve([]),
}

type MeetingSaved = Result<Written<MeetingBody>, KeepProblem<MeetingBody>>

/** What a form was begun from, and the version set aside that it settles. */
export interface Begun {
  basedOn: number
  settles?: number | null
}

export interface Cancelling extends Begun {
  by: 'employer' | 'branch'
  on: IsoDate
  reason: string
  /** Where another day was named at once: the meeting in its place. */
  instead: { on: IsoDate; at: number | null; place: string } | null
}

export interface Minutes extends Begun {
  /** How long it took. */
  minutes: number | null
  notes: string
  forBranch: string
  /** Answers given at the meeting, by the point. */
  answers: readonly { point: string; words: string }[]
  /** Concerns that were put to somebody there. */
  raised: readonly { concern: string; to: string; words: string }[]
}

export interface NegotiationDoor {
  contacts: Keeper<ContactBody>
  bodies: Keeper<RecognisedBodyBody>
  meetings: Keeper<MeetingBody>
  points: Keeper<PointBody>
  consultations: Keeper<ConsultationBody>
  /** Counts alone, for every member; without a span, the last year in which there was a meeting. */
  tally(organisation: OfBranch, span: Span | null): Promise<TallyView>
  log(organisation: OfBranch, span: Span | null): Promise<LogView>
  meeting(organisation: OfBranch, id: string): Promise<MeetingView | null>
  person(organisation: OfBranch, id: string): Promise<PersonView | null>
  agenda(organisation: OfBranch, meeting: string): Promise<AgendaView | null>
  /** Everything that was ever asked, answered or not. */
  asked(organisation: OfBranch): Promise<PointRow[]>
  /** Keeps what officers did with an agenda. */
  arrange(
    organisation: OfBranch,
    meeting: string,
    given: Arrangement & { basedOn: number },
  ): Promise<Result<Written<AgendaBody>, KeepProblem<AgendaBody>>>
  /** What the minutes of a meeting begin with where none are written. */
  minutesBegun(organisation: OfBranch, meeting: string): Promise<string>
  hold(organisation: OfBranch, id: string, given: Minutes): Promise<MeetingSaved>
  cancel(organisation: OfBranch, id: string, given: Cancelling): Promise<MeetingSaved>
  /** Names another day for a meeting that was cancelled. */
  reschedule(
    organisation: OfBranch,
    id: string,
    given: Begun & { on: IsoDate; at: number | null; place: string },
  ): Promise<MeetingSaved>
  /** As counting sees them: with the house's eyes, for counts alone. */
  counted(organisation: OfBranch): Promise<{ meetings: Negotiation[]; points: Point[] }>
  concernsBeside(organisation: OfBranch): Promise<ConcernsBeside>
  demandsBeside(organisation: OfBranch): Promise<Named[]>
}

const notThere = fail({
  code: 'not-there',
  sentence: 'This meeting is not there any more. Go back to the log and load it again.',
})
const notYours = fail({
  code: 'not-yours',
  sentence: 'Officers write the negotiation log. Nothing was changed.',
})

async function everything(scope: BranchScope): Promise<LogRecords> {
  return {
    meetings: await employerMeetings.list(scope),
    points: await employerPoints.list(scope),
    contacts: await contacts.list(scope),
    consultations: await employerConsultations.list(scope),
  }
}

type NotRecognised = Problem & { field: string }

/** Nobody is logged as a negotiating party who was not recognised on the day of the meeting. */
async function partiesRecognised(
  scope: BranchScope,
  body: MeetingBody,
): Promise<NotRecognised | null> {
  const register = await recognisedBodies.list(scope)
  const wrong = notRecognised(
    body.bodies,
    register.map(({ id, body: { from, until } }) => ({ id, from, until })),
    body.on,
  )
  const [first] = wrong
  if (first === undefined) return null
  const name =
    register.find(({ id }) => id === first)?.body.name ?? 'A body that is not on the register'
  return {
    code: 'not-recognised',
    field: 'bodies',
    sentence: `${name} was not recognised for bargaining on ${longDate(body.on)}, so it cannot be logged as a negotiating party. Look at the recognition register, or name who came in the minutes.`,
  }
}

/** A body's days cover every meeting at which it is logged as a negotiating party. */
async function stillCovers(
  scope: BranchScope,
  body: RecognisedBodyBody,
  id: string | null,
): Promise<NotRecognised | null> {
  if (id === null) return null
  const outside = (await employerMeetings.list(scope)).find(
    (meeting) =>
      meeting.body.bodies.includes(id) &&
      notRecognised([id], [{ id, ...body }], meeting.body.on).length > 0,
  )
  if (!outside) return null
  return {
    code: 'logged-already',
    field: body.from > outside.body.on ? 'from' : 'until',
    sentence: `It is logged as a negotiating party on ${longDate(outside.body.on)}, which these days leave out. Change that meeting first, or these days.`,
  }
}

/** The same for the same meeting for ever. */
function agendaId(meeting: string): string {
  const hex = createHash('sha256').update(`agenda ${meeting}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function negotiationDoor(
  deps: KeepingDeps,
  person: BranchPerson | null,
  beside: Beside = nothingBeside,
): NegotiationDoor {
  const inSight = seenBy(deps)
  const inHouse = seenByHouse(deps)
  const action = 'negotiation.edit'
  const mayWrite = person !== null && canDo(person, action)
  const meetings = keeperOf(deps, person, {
    book: employerMeetings,
    action,
    check: partiesRecognised,
  })

  const savedIn = async (
    organisation: OfBranch,
    id: string,
    { settles = null }: Begun,
    work: (
      scope: BranchScope,
      held: Written<MeetingBody>,
      writing: { by: string; at: Date },
    ) => Promise<Saved<MeetingBody> | NotRecognised>,
  ): Promise<MeetingSaved> => {
    if (!mayWrite) return notYours
    if (!isId(id)) return notThere
    const writing = { by: person.member, at: deps.now() }
    const saved = await inSight(organisation, async (scope) => {
      const held = await employerMeetings.get(scope, id)
      if (held === null || held.removedAt !== null) return null
      const outcome = await work(scope, held, writing)
      if ('saved' in outcome && outcome.saved && settles !== null) {
        await employerMeetings.settle(scope, id, settles, writing)
      }
      return outcome
    })
    if (saved === null) return notThere
    return 'code' in saved ? fail(saved) : resultOf(saved)
  }

  const agendaOf = async (organisation: OfBranch, id: string): Promise<AgendaView | null> => {
    if (!isId(id)) return null
    const ranked = await beside.concerns(organisation)
    return inSight(organisation, async (scope) => {
      const records = await everything(scope)
      const meeting = meetingRows(records).find((row) => row.id === id)
      if (!meeting) return null
      const own = (await agendas.list(scope)).find(({ body }) => body.meeting === id) ?? null
      return agendaView({
        ...records,
        meeting,
        promises: await promiseBook.list(scope),
        concerns: ranked,
        agenda: own,
      })
    })
  }

  return {
    contacts: keeperOf(deps, person, { book: contacts, action }),
    bodies: keeperOf(deps, person, { book: recognisedBodies, action, check: stillCovers }),
    meetings,
    points: keeperOf(deps, person, { book: employerPoints, action }),
    consultations: keeperOf(deps, person, { book: employerConsultations, action }),

    tally: (organisation, span) =>
      inHouse(organisation, async (scope) => {
        const all = await employerMeetings.list(scope)
        const consultations = await employerConsultations.list(scope)
        const today = deps.today()
        return tallyView({ meetings: all, consultations }, span ?? usualSpan(all, today), today)
      }),

    log: (organisation, span) =>
      inSight(organisation, async (scope) => {
        const records = await everything(scope)
        const today = deps.today()
        return logView(records, span ?? usualSpan(records.meetings, today), today)
      }),

    meeting: async (organisation, id) => {
      if (!isId(id)) return null
      return inSight(organisation, async (scope) => {
        const written = await employerMeetings.get(scope, id)
        if (written === null || written.removedAt !== null) return null
        const records = await everything(scope)
        const row = meetingRows(records).find((one) => one.id === id)
        if (!row) return null
        const { body } = written
        const register = new Map(
          (await recognisedBodies.list(scope)).map((one) => [one.id, one.body.name]),
        )
        const nameOf = namesOf(records.contacts)
        const consultation = records.consultations.find((one) => one.id === body.consultation)
        return {
          row,
          body,
          number: written.number,
          bodies: body.bodies.map((one) => ({
            id: one,
            name: register.get(one) ?? 'A body no longer on the register',
          })),
          points: records.points
            .filter((point) => point.body.meeting === id)
            .map((point) => pointRow(point, nameOf, deps.today())),
          consultation: consultation ? { id: consultation.id, name: consultation.body.name } : null,
          aside: written.aside,
        }
      })
    },

    person: async (organisation, id) => {
      if (!isId(id)) return null
      return inSight(organisation, async (scope) => {
        const records = await everything(scope)
        const today = deps.today()
        const row = peopleRows(records, today).find((one) => one.id === id)
        if (!row) return null
        const nameOf = namesOf(records.contacts)
        return {
          row,
          meetings: meetingRows(records).filter((one) => one.with.some((each) => each.id === id)),
          points: records.points
            .filter((point) => point.body.to === id)
            .map((point) => pointRow(point, nameOf, today))
            .sort((a, b) => byText(b.askedOn, a.askedOn) || byText(a.id, b.id)),
        }
      })
    },

    asked: (organisation) =>
      inSight(organisation, async (scope) => {
        const nameOf = namesOf(await contacts.list(scope))
        const points = await employerPoints.list(scope)
        return points.map((point) => pointRow(point, nameOf, deps.today()))
      }),

    agenda: agendaOf,

    arrange: async (organisation, meeting, { basedOn, ...arrangement }) => {
      if (!mayWrite) return notYours
      if (!isId(meeting)) return notThere
      const writing = { by: person.member, at: deps.now() }
      const { own, order, leftOut } = arrangement
      const body = { meeting, own: [...own], order: [...order], leftOut: [...leftOut] }
      const keep = async (scope: BranchScope): Promise<Saved<AgendaBody> | null> => {
        if ((await employerMeetings.get(scope, meeting)) === null) return null
        const held = (await agendas.list(scope)).find((one) => one.body.meeting === meeting)
        if (!held) {
          // One agenda a meeting: of two made at once the second fails whole, and is saved as a version.
          const id = agendaId(meeting)
          return { saved: await agendas.make(scope, { id, body, ...writing }), clash: null }
        }
        return agendas.save(scope, held.id, { basedOn, body, ...writing })
      }
      const saved = await inSight(organisation, keep).catch(async (error: unknown) => {
        if (basedOn !== 0) throw error
        return inSight(organisation, keep)
      })
      if (saved === null) return notThere
      return resultOf(saved)
    },

    minutesBegun: async (organisation, meeting) => {
      const agenda = await agendaOf(organisation, meeting)
      return agenda === null ? '' : minutesBegun(agenda)
    },

    hold: (organisation, id, given) =>
      savedIn(organisation, id, given, async (scope, { body }, writing) => {
        // Answers and points first: they are records of their own, and stand whatever becomes of the minutes.
        for (const { point, words } of given.answers) {
          const asked = await employerPoints.get(scope, point)
          if (!asked || asked.body.askedOn > body.on || asked.body.answer === words) continue
          await employerPoints.save(scope, point, {
            // Somebody answered it meanwhile: theirs stands, and these words are kept beside it.
            basedOn: asked.body.answeredOn === null ? asked.number : 0,
            body: { ...asked.body, answeredOn: body.on, answer: words },
            ...writing,
          })
        }
        const put = await employerPoints.list(scope)
        for (const { concern, to, words } of given.raised) {
          const isPut = put.some(
            (one) => one.body.meeting === id && one.body.concerns.includes(concern),
          )
          if (isPut) continue
          await employerPoints.make(scope, {
            body: {
              about: 'matter',
              words,
              to,
              meeting: id,
              askedOn: body.on,
              answeredOn: null,
              answer: '',
              concerns: [concern],
              demands: [],
            },
            ...writing,
          })
        }
        return employerMeetings.save(scope, id, {
          basedOn: given.basedOn,
          body: {
            ...body,
            state: 'held',
            cancelled: null,
            movedTo: null,
            minutes: given.minutes,
            notes: given.notes,
            forBranch: given.forBranch,
          },
          ...writing,
        })
      }),

    cancel: (organisation, id, given) =>
      savedIn(organisation, id, given, async (scope, { body, audience }, writing) => {
        const { basedOn, by, on, reason, instead } = given
        const wrong = instead && (await partiesRecognised(scope, anew(body, instead)))
        if (wrong) return { ...wrong, field: 'instead' }
        const next = instead === null ? null : randomUUID()
        const saved = await employerMeetings.save(scope, id, {
          basedOn,
          body: {
            ...body,
            state: 'cancelled',
            cancelled: { by, on, reason },
            movedTo: next ?? body.movedTo,
          },
          ...writing,
        })
        if (saved.saved && next !== null && instead !== null) {
          await employerMeetings.make(scope, {
            id: next,
            body: anew(body, instead),
            audience,
            ...writing,
          })
        }
        return saved
      }),

    reschedule: (organisation, id, { basedOn, settles = null, ...instead }) =>
      savedIn(
        organisation,
        id,
        { basedOn, settles },
        async (scope, { body, audience }, writing) => {
          if (body.state !== 'cancelled') return { saved: null, clash: null }
          const wrong = await partiesRecognised(scope, anew(body, instead))
          if (wrong) return { ...wrong, field: 'on' }
          const next = randomUUID()
          const saved = await employerMeetings.save(scope, id, {
            basedOn,
            body: { ...body, movedTo: next },
            ...writing,
          })
          if (saved.saved) {
            await employerMeetings.make(scope, {
              id: next,
              body: anew(body, instead),
              audience,
              ...writing,
            })
          }
          return saved
        },
      ),

    counted: (organisation) =>
      inHouse(organisation, async (scope) => ({
        meetings: (await employerMeetings.list(scope)).map(({ id, body }) =>
          countedMeeting(id, body),
        ),
        points: (await employerPoints.list(scope)).map(({ id, body }) => countedPoint(id, body)),
      })),

    concernsBeside: (organisation) => beside.concerns(organisation),
    demandsBeside: (organisation) => beside.demands(organisation),
  }
}

/** The meeting in a cancelled one's place: the same people and matter, another day, nothing said yet. */
const anew = (
  body: MeetingBody,
  instead: { on: IsoDate; at: number | null; place: string },
): MeetingBody => ({
  ...body,
  ...instead,
  state: 'planned',
  cancelled: null,
  movedTo: null,
  minutes: null,
  notes: '',
})
