import { fullTimeSocialWorker, type Caseload, type TeamId, type WorkerId } from '../model/index.ts'

/** Social workers who are not there, to ask what they would change. */
export interface MoreWorkers {
  team: TeamId
  count: number
  /** Contracted share of full time of each, in millionths. */
  fteMillionths: number
  /** Whether each is in their assessed and supported year from the day on. */
  asye: boolean
}

/** The same caseload with more social workers in a team, who hold nothing yet and have nothing taken off. */
export function withMoreWorkers(
  caseload: Caseload,
  { team, count, fteMillionths, asye }: MoreWorkers,
): Caseload {
  const more = Array.from({ length: count }, (_, at) => ({
    id: `more worker ${at + 1}` as WorkerId,
    name: `New worker ${at + 1}`,
    aliases: [],
    team,
    person: {
      ...fullTimeSocialWorker,
      fteMillionths,
      asyeStart: asye ? caseload.asOf : null,
    },
  }))
  return { ...caseload, workers: [...caseload.workers, ...more] }
}
