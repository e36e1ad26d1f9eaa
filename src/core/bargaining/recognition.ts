import type { IsoDate } from '../../kit/index.ts'

/** A body that the employer recognises for bargaining, and since when. */
export interface RecognisedBody {
  id: string
  from: IsoDate
  /** The last day; null while it has none. */
  until: IsoDate | null
}

/** Whether a body was recognised on a day, the first and the last included. */
export const isRecognised = (body: RecognisedBody, on: IsoDate): boolean =>
  body.from <= on && (body.until === null || body.until >= on)

/** Bodies that are named as negotiating parties and were not recognised on the day. */
export const notRecognised = (
  named: readonly string[],
  register: readonly RecognisedBody[],
  on: IsoDate,
): string[] =>
  [...new Set(named)].filter(
    (id) => !register.some((body) => body.id === id && isRecognised(body, on)),
  )
