import { createHash } from 'node:crypto'
import { byText } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import {
  isId,
  keeperOf,
  seenBy,
  seenByHouse,
  type KeepingDeps,
  type OfBranch,
} from '../keeping/index.ts'
import { promiseBook } from '../promises/index.ts'
import { resultOf, type Saved } from '../records/index.ts'
import { agendaView, minutesBegun } from './agenda.ts'
import {
  agendas,
  contacts,
  employerConsultations,
  employerMeetings,
  employerPoints,
  recognisedBodies,
} from './books.ts'
import { countedMeeting, countedPoint, type AgendaBody } from './kinds.ts'
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
import type { AgendaView } from './views.ts'
import type { Beside, NegotiationDoor } from './door-shape.ts'
import { meetingDoing, notThere, notYours } from './meeting-doing.ts'
import { partiesRecognised, stillCovers } from './register-kept.ts'

const nothingBeside: Beside = {
  concerns: () => Promise.resolve({ ranked: [], titles: new Map() }),
  demands: () => Promise.resolve([]),
}

async function everything(scope: BranchScope): Promise<LogRecords> {
  return {
    meetings: await employerMeetings.list(scope),
    points: await employerPoints.list(scope),
    contacts: await contacts.list(scope),
    consultations: await employerConsultations.list(scope),
  }
}

/** The same for the same meeting for ever. */
function agendaId(meeting: string): string {
  const hex = createHash('sha256').update(`agenda ${meeting}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The negotiation log, people and the recognition register, for whoever asks. */
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

    ...meetingDoing(deps, person),

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
