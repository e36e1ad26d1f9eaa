import { addMonths, byText, fold, type IsoDate } from '../../kit/index.ts'
import type { Directory } from '../caseload/index.ts'
import type { TeamId } from '../model/index.ts'
import { isSocialWorker } from './in-post.ts'

/** An employed social worker who has left, by the people file or the census; who it was is not kept. */
export interface Leaver {
  team: TeamId | null
  /** Last day of the contract or role. */
  last: IsoDate
  /** null where no file gives it. */
  fteMillionths: number | null
}

/** How far back leavers are kept. */
const MONTHS_KEPT = 24

/**
 * Employed social workers whose last day lies in the two years up to and including a day, the earliest
 * first. Agency workers are no leavers: their assignments end.
 */
export function leaversOf({ people }: Pick<Directory, 'people'>, on: IsoDate): Leaver[] {
  const since = addMonths(on, -MONTHS_KEPT)
  return [...people.values()]
    .flatMap(({ record }): Leaver[] => {
      const { contractEnd: last, contract, role, sweNumber, team, fteMillionths } = record
      return last !== null &&
        last > since &&
        last <= on &&
        contract !== 'agency' &&
        isSocialWorker(role, sweNumber)
        ? [{ team: team === null ? null : (fold(team) as TeamId), last, fteMillionths }]
        : []
    })
    .sort((a, b) => byText(a.last, b.last) || byText(a.team ?? '', b.team ?? ''))
}
