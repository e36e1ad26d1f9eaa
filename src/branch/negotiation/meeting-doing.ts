import { randomUUID } from 'node:crypto'
import { fail, type IsoDate } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { isId, seenBy, type KeepingDeps, type OfBranch } from '../keeping/index.ts'
import { resultOf, type Saved, type Written } from '../records/index.ts'
import { employerMeetings, employerPoints } from './books.ts'
import type { MeetingBody } from './kinds.ts'
import type { Begun, MeetingSaved, NegotiationDoor } from './door-shape.ts'
import { partiesRecognised, type NotRecognised } from './register-kept.ts'

/** Said of a meeting that is gone, or out of sight. */
export const notThere = fail({
  code: 'not-there',
  sentence: 'This meeting is not there any more. Go back to the log and load it again.',
})

export const notYours = fail({
  code: 'not-yours',
  sentence: 'Officers write the negotiation log. Nothing was changed.',
})

/** What becomes of a meeting: it is held, cancelled, or another day is named for it. */
export function meetingDoing(
  deps: KeepingDeps,
  person: BranchPerson | null,
): Pick<NegotiationDoor, 'hold' | 'cancel' | 'reschedule'> {
  const inSight = seenBy(deps)
  const mayWrite = person !== null && canDo(person, 'negotiation.edit')

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

  return {
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
