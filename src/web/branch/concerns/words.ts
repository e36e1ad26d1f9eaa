import type { PathStage } from '../../../core/bargaining/index.ts'
import type { ByTeam, ConcernRow } from '../../../branch/concerns/index.ts'
import { listed } from '../../words.ts'

/** What became of a concern, by how far it has come. */
export const standsWords: Readonly<Record<PathStage, string>> = {
  raised: 'Not taken up yet',
  demand: 'In the programme',
  meeting: 'Put to the employer',
  promise: 'Promised',
  won: 'Won',
  held: 'Won, and it held',
}

export const becameWords = (row: Pick<ConcernRow, 'closed' | 'stands'>): string =>
  row.closed ? `Closed: ${row.closed.words}` : standsWords[row.stands]

export const ownerWords = (owner: ConcernRow['owner']): string =>
  owner === null ? 'Nobody yet' : owner.isReader ? `You (${owner.name})` : owner.name

/** `3 of 3`; where there has been no round, that. */
export const roundsWords = (row: Pick<ConcernRow, 'rounds' | 'ofRounds'>): string =>
  row.ofRounds === 0 ? 'No round yet' : `${row.rounds} of ${row.ofRounds}`

export const peopleWords = (row: Pick<ConcernRow, 'people'>): string =>
  row.people ?? 'Too few to say'

export const teamsWords = (row: ByTeam['rows'][number]): string => listed(row.teams)

/** `4 months ago`. */
export const agoWords = (age: string): string => (age === 'today' ? age : `${age} ago`)
