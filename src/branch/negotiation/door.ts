import { randomUUID } from 'node:crypto'
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

export interface Cancelling {
  basedOn: number
  by: 'employer' | 'branch'
  on: IsoDate
  reason: string
  /** Where another day was named at once: the meeting in its place. */
  instead: { on: IsoDate; at: number | null; place: string } | null
}

export interface Minutes {
  basedOn: number
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
  /** Keeps what officers did with an agenda. */
  arrange(
    organisation: OfBranch,
    meeting: string,
    given: Arrangement & { basedOn: number },
  ): Promise<Result<null, Problem>>
  /** What the minutes of a meeting begin with where none are written. */
  minutesBegun(organisation: OfBranch, meeting: string): Promise<string>
  hold(organisation: OfBranch, id: string, given: Minutes): Promise<MeetingSaved>
  cancel(organisation: OfBranch, id: string, given: Cancelling): Promise<MeetingSaved>
  /** Names another day for a meeting that was cancelled. */
  reschedule(
    organisation: OfBranch,
    id: string,
    given: { basedOn: number; on: IsoDate; at: number | null; place: string },
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

/** Nobody is logged as a negotiating party who was not recognised on the day of the meeting. */
async function partiesRecognised(
  scope: BranchScope,
  body: MeetingBody,
): Promise<(Problem & { field: string }) | null> {
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
    work: (
      scope: BranchScope,
      held: Written<MeetingBody>,
      writing: { by: string; at: Date },
    ) => Promise<Saved<MeetingBody>>,
  ): Promise<MeetingSaved> => {
    if (!mayWrite) return notYours
    if (!isId(id)) return notThere
    const writing = { by: person.member, at: deps.now() }
    const saved = await inSight(organisation, async (scope) => {
      const held = await employerMeetings.get(scope, id)
      return held === null || held.removedAt !== null ? null : work(scope, held, writing)
    })
    return saved === null ? notThere : resultOf(saved)
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
    bodies: keeperOf(deps, person, { book: recognisedBodies, action }),
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

    agenda: agendaOf,

    arrange: async (organisation, meeting, { basedOn, ...arrangement }) => {
      if (!mayWrite) return notYours
      if (!isId(meeting)) return notThere
      const writing = { by: person.member, at: deps.now() }
      const { own, order, leftOut } = arrangement
      const body = { meeting, own: [...own], order: [...order], leftOut: [...leftOut] }
      const saved = await inSight(organisation, async (scope) => {
        if ((await employerMeetings.get(scope, meeting)) === null) return null
        const held = (await agendas.list(scope)).find((one) => one.body.meeting === meeting)
        if (!held) {
          return { saved: await agendas.make(scope, { body, ...writing }), clash: null }
        }
        return agendas.save(scope, held.id, { basedOn, body, ...writing })
      })
      if (saved === null) return notThere
      const result = resultOf(saved)
      return result.ok ? ok(null) : result
    },

    minutesBegun: async (organisation, meeting) => {
      const agenda = await agendaOf(organisation, meeting)
      return agenda === null ? '' : minutesBegun(agenda)
    },

    hold: (organisation, id, given) =>
      savedIn(organisation, id, async (scope, { body }, writing) => {
        // Answers and points first: they are records of their own, and stand whatever becomes of the minutes.
        for (const { point, words } of given.answers) {
          const asked = await employerPoints.get(scope, point)
          if (!asked || asked.body.answeredOn !== null || asked.body.askedOn > body.on) continue
          await employerPoints.save(scope, point, {
            basedOn: asked.number,
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

    cancel: (organisation, id, { basedOn, by, on, reason, instead }) =>
      savedIn(organisation, id, async (scope, { body, audience }, writing) => {
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

    reschedule: (organisation, id, { basedOn, ...instead }) =>
      savedIn(organisation, id, async (scope, { body, audience }, writing) => {
        if (body.state !== 'cancelled') return { saved: null, clash: null }
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
      }),

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
