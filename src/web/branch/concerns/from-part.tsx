import type { JSX } from 'preact'
import type { ConcernView } from '../../../branch/concerns/index.ts'
import { DataTable } from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import { teamsWords } from './words.ts'

/** In which rounds it came up, and from which teams as far as they may be shown. */
export function WhereFrom({ concern }: { concern: ConcernView }): JSX.Element {
  const { byTeam, rounds } = concern
  return (
    <>
      {rounds.length > 0 ? (
        <DataTable
          caption="By round"
          captionSize="s"
          phone="table"
          rows={rounds}
          columns={[
            { label: 'Round', cell: (round) => round.name },
            {
              label: 'Began',
              cell: (round) => (round.first === null ? '' : shortDate(round.first)),
            },
            { label: 'Came up', cell: (round) => (round.cameUp ? 'Yes' : 'No') },
          ]}
        />
      ) : (
        <p class="govuk-body">No round of meetings has been held yet.</p>
      )}
      {byTeam.withheld ? (
        <p class="govuk-body">
          Nothing is shown by team: there are fewer than ten people in all of them together, or
          nobody has said how many.
        </p>
      ) : byTeam.rows.length > 0 ? (
        <>
          <DataTable
            caption="By team"
            captionSize="s"
            phone="table"
            rows={[
              ...byTeam.rows.map((row) => ({ words: teamsWords(row), people: row.people })),
              { words: 'Team not said', people: byTeam.notSaid },
            ]}
            columns={[
              { label: 'Team', cell: (row) => row.words },
              { label: 'People', cell: (row) => row.people },
            ]}
          />
          <p class="govuk-body">
            Teams under ten stand together. “Fewer than 5” may be nobody, so that a small team is
            never told apart.
          </p>
        </>
      ) : null}
    </>
  )
}
