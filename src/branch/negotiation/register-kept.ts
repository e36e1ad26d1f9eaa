import { longDate, type Problem } from '../../kit/index.ts'
import { notRecognised } from '../../core/bargaining/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { employerMeetings, recognisedBodies } from './books.ts'
import type { MeetingBody, RecognisedBodyBody } from './kinds.ts'

/** Why a record may not stand, said at its field. */
export type NotRecognised = Problem & { field: string }

/** Nobody is logged as a negotiating party who was not recognised on the day of the meeting. */
export async function partiesRecognised(
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
export async function stillCovers(
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
