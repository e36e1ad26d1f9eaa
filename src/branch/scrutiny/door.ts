import { fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import {
  keeperOf,
  seenBy,
  seenByHouse,
  type Keeper,
  type KeepingDeps,
  type OfBranch,
} from '../keeping/index.ts'
import { contacts } from '../negotiation/index.ts'
import {
  committees,
  committeeSeats,
  contactHandovers,
  councillorContacts,
  councillorQuestions,
  outsideSeats,
  scrutinyHearings,
} from './books.ts'
import { councillorsView, hearingsView, outsideRows, type DeskRecords } from './desk.ts'
import type {
  CommitteeBody,
  ContactHandoverBody,
  CouncillorContactBody,
  CouncillorQuestionBody,
  HearingBody,
  OutsideSeatBody,
  SeatBody,
} from './kinds.ts'
import { popoloOf, readPopolo, type Popolo } from './popolo.ts'
import { bringIn, matched } from './seats-in.ts'
import type { CouncillorsView, HearingsView, OutsideSeatRow, SeatsPreview } from './views.ts'

export interface ScrutinyDoor {
  committees: Keeper<CommitteeBody>
  seats: Keeper<SeatBody>
  hearings: Keeper<HearingBody>
  contacts: Keeper<CouncillorContactBody>
  handovers: Keeper<ContactHandoverBody>
  outside: Keeper<OutsideSeatBody>
  questions: Keeper<CouncillorQuestionBody>
  hearingsView(organisation: OfBranch): Promise<HearingsView>
  councillorsView(organisation: OfBranch): Promise<CouncillorsView>
  outsideView(organisation: OfBranch): Promise<OutsideSeatRow[]>
  /** Seats for another program. */
  popolo(organisation: OfBranch): Promise<Popolo>
  /** What bringing a file in would do. */
  preview(organisation: OfBranch, json: string): Promise<Result<SeatsPreview, Problem>>
  bringIn(organisation: OfBranch, json: string): Promise<Result<SeatsPreview, Problem>>
  /** Handovers done: the contact is kept with whoever sits there now. */
  handOver(
    organisation: OfBranch,
    given: {
      councillor: string
      committee: string
      leftOn: IsoDate | null
      owner: string
      done: { on: IsoDate; words: string; to: string | null } | null
    },
  ): Promise<Result<null, Problem>>
  /** How often the union was heard: counts alone, with the house's eyes. */
  heard(organisation: OfBranch): Promise<{ heard: number; of: number; sentence: string }>
}

const notYours = fail({
  code: 'not-yours',
  sentence: 'Officers write at the scrutiny desk. Nothing was changed.',
})

export function scrutinyDoor(deps: KeepingDeps, person: BranchPerson | null): ScrutinyDoor {
  const inSight = seenBy(deps)
  const action = 'scrutiny.edit'
  const mayWrite = person !== null && canDo(person, action)

  const desk = async (scope: BranchScope): Promise<DeskRecords> => ({
    contacts: await contacts.list(scope),
    committees: await committees.list(scope),
    seats: await committeeSeats.list(scope),
    kept: await councillorContacts.list(scope),
    tasks: await contactHandovers.list(scope),
    questions: await councillorQuestions.list(scope),
  })
  const hearings = async (scope: BranchScope): Promise<HearingsView> =>
    hearingsView(await scrutinyHearings.list(scope), await committees.list(scope), deps.today())
  const seatsIn = async (scope: BranchScope, json: string) => {
    const read = readPopolo(json)
    if (!read.ok) return read
    return ok(
      matched(read.value, {
        contacts: await contacts.list(scope),
        committees: await committees.list(scope),
        seats: await committeeSeats.list(scope),
      }),
    )
  }

  return {
    committees: keeperOf(deps, person, { book: committees, action }),
    seats: keeperOf(deps, person, { book: committeeSeats, action }),
    hearings: keeperOf(deps, person, { book: scrutinyHearings, action }),
    contacts: keeperOf(deps, person, { book: councillorContacts, action }),
    handovers: keeperOf(deps, person, { book: contactHandovers, action }),
    outside: keeperOf(deps, person, { book: outsideSeats, action }),
    questions: keeperOf(deps, person, { book: councillorQuestions, action }),

    hearingsView: (organisation) => inSight(organisation, hearings),
    councillorsView: (organisation) =>
      inSight(organisation, async (scope) => councillorsView(await desk(scope), deps.today())),
    outsideView: (organisation) =>
      inSight(organisation, async (scope) =>
        outsideRows(await outsideSeats.list(scope), deps.today()),
      ),

    popolo: (organisation) =>
      inSight(organisation, async (scope) =>
        popoloOf({
          councillors: (await contacts.list(scope)).map(({ id, body }) => ({
            id,
            name: body.name,
          })),
          committees: (await committees.list(scope)).map(({ id, body }) => ({
            id,
            name: body.name,
          })),
          seats: (await committeeSeats.list(scope)).map(({ id, body }) => ({ id, ...body })),
        }),
      ),
    preview: (organisation, json) =>
      inSight(organisation, async (scope) => {
        const found = await seatsIn(scope, json)
        return found.ok ? ok(found.value.preview) : found
      }),
    bringIn: async (organisation, json) => {
      if (!mayWrite) return notYours
      const writing = { by: person.member, at: deps.now() }
      return inSight(organisation, async (scope) => {
        const found = await seatsIn(scope, json)
        if (!found.ok) return found
        await bringIn(scope, found.value, writing)
        return ok(found.value.preview)
      })
    },

    handOver: async (organisation, { councillor, committee, leftOn, owner, done }) => {
      if (!mayWrite) return notYours
      const writing = { by: person.member, at: deps.now() }
      return inSight(organisation, async (scope): Promise<Result<null, Problem>> => {
        const body = { councillor, committee, leftOn, owner, done }
        const task = (await contactHandovers.list(scope)).find(
          (one) =>
            one.body.councillor === councillor &&
            one.body.committee === committee &&
            one.body.leftOn === leftOn,
        )
        if (task)
          await contactHandovers.save(scope, task.id, { basedOn: task.number, body, ...writing })
        else await contactHandovers.make(scope, { body, ...writing })
        const to = done?.to ?? null
        const isKept = (await councillorContacts.list(scope)).some(
          (one) => one.body.councillor === to && one.body.committee === committee,
        )
        if (to !== null && !isKept) {
          await councillorContacts.make(scope, {
            body: { councillor: to, committee, keptBy: owner },
            ...writing,
          })
        }
        return ok(null)
      })
    },

    heard: (organisation) =>
      seenByHouse(deps)(organisation, async (scope) => {
        const { heard, of, sentence } = await hearings(scope)
        return { heard, of, sentence }
      }),
  }
}
