import { count } from '../../../kit/index.ts'
import type { CoverageRow } from '../../../branch/concerns/index.ts'
import {
  DataTable,
  EmptyState,
  InsetText,
  Link,
  Opening,
  Section,
  Tag,
} from '../../components/index.ts'
import { listed } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

function opening(rows: readonly CoverageRow[]): string {
  const low = rows.filter((row) => row.isLow)
  if (rows.length === 0) return 'Nothing can be said by team yet.'
  if (low.length === 0) return 'No team was heard from far less than the others.'
  return `${listed(low.map((row) => listed(row.teams)))} ${low.length === 1 && low[0]?.teams.length === 1 ? 'was' : 'were'} heard from far less than the others.`
}

/** Who was heard from and who was not, with words to ask them. */
export function coveragePage(here: Here, rows: readonly CoverageRow[]): Plain {
  const low = rows.filter((row) => row.isLow)
  return {
    page: {
      title: 'Who was heard from',
      section: 'concerns',
      crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
    },
    body: (
      <>
        <Opening heading="Who was heard from">{opening(rows)}</Opening>
        {rows.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              It needs the sizes of the teams, and ten people in all of them together.{' '}
              {here.may('sites.edit') ? (
                <Link href={here.to('/sites')}>Say how many work in each</Link>
              ) : null}
            </p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="Teams, those least heard from first"
              captionSize="hidden"
              phone="table"
              rows={rows}
              columns={[
                { label: 'Team', cell: (row) => listed(row.teams) },
                { label: 'Said something', cell: (row) => row.people },
                {
                  label: 'Compared with others',
                  cell: (row) =>
                    row.isLow ? <Tag class="govuk-tag--yellow">Low</Tag> : 'As others',
                },
              ]}
            />
            <p class="govuk-body">
              For their size, and counted at each meeting. Teams under ten stand together, and
              “fewer than 5” may be nobody.
            </p>
          </>
        )}
        {low.length > 0 ? (
          <Section heading="Words to ask them" id="ask">
            <InsetText>
              We have heard from most teams about what makes the work hard, and too little from
              yours. What should the branch put to the employer? Tell a rep, come to the next
              meeting, or write it in two minutes on the branch’s page under Concerns. Nobody sees
              who said what.
            </InsetText>
            <p class="govuk-body">
              For {count(low.length, 'row')} above.{' '}
              <Link href={here.to('/rounds')}>Plan a visit</Link>
            </p>
          </Section>
        ) : null}
      </>
    ),
  }
}
