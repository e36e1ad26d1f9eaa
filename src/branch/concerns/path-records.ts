import { londonClock, type IsoDate } from '../../kit/index.ts'
import { promiseStanding, winStanding, type PathRecords } from '../../core/bargaining/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { employerMeetings, employerPoints } from '../negotiation/index.ts'
import { winBook } from '../outcomes/index.ts'
import { demandBook } from '../programme/index.ts'
import { promiseBook } from '../promises/index.ts'

/** Long words as a stop on a line: their beginning. */
const short = (words: string): string =>
  words.length <= 120 ? words : `${words.slice(0, 118).trimEnd()} …`

/** What concerns led to, as far as whoever asks may see it. */
export async function pathRecords(scope: BranchScope, on: IsoDate): Promise<PathRecords> {
  const points = await employerPoints.list(scope)
  const demands = await demandBook.list(scope)
  const meetings = await employerMeetings.list(scope)
  const promises = await promiseBook.list(scope)
  const wins = await winBook.list(scope)
  return {
    demands: demands
      .filter(({ body }) => body.state !== 'dropped')
      .map(({ id, body, madeAt }) => ({
        id,
        title: body.title,
        on: londonClock(madeAt).day,
        concerns: body.concerns,
      })),
    meetings: meetings.map(({ id, body }) => {
      const put = points.filter((point) => point.body.meeting === id)
      return {
        id,
        title: body.subject,
        on: body.on,
        state: body.state,
        concerns: put.flatMap((point) => point.body.concerns),
        demands: put.flatMap((point) => point.body.demands),
      }
    }),
    promises: promises.map(({ id, body }) => ({
      id,
      title: short(body.words),
      saidOn: body.saidOn,
      state: promiseStanding(
        {
          id,
          by: body.by,
          saidOn: body.saidOn,
          due: body.due,
          keptOn: body.kept?.on ?? null,
          releasedOn: body.released?.on ?? null,
        },
        on,
      ).state,
      meeting: body.meeting,
      concerns: body.concerns,
      demands: body.demands,
    })),
    wins: wins.map(({ id, body }) => ({
      id,
      title: body.title,
      wonOn: body.wonOn,
      holds: winStanding({ id, ...body, evidence: body.evidence?.where ?? null }, on).holds,
      concerns: body.concerns,
      demands: body.demands,
      promises: body.promises,
    })),
  }
}
