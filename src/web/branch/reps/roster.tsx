import { count, longDate } from '../../../kit/index.ts'
import type { RepView, RosterView } from '../../../branch/reps/index.ts'
import {
  Button,
  DataTable,
  Details,
  EmptyState,
  Link,
  Opening,
  Section,
  type DataColumn,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { sinceWords } from './finder.tsx'

/** Everybody who holds an office, from when, and who held one before. */
export function rosterPage(here: Here, roster: RosterView): Plain {
  const may = here.may('offices.edit')
  const changes = (rep: RepView): boolean => may || rep.member === here.person?.member
  const columns: DataColumn<RepView>[] = [
    {
      label: 'Name',
      cell: (rep) =>
        changes(rep) ? <Link href={here.to(`/offices/${rep.id}`)}>{rep.name}</Link> : rep.name,
    },
    { label: 'Office', cell: ({ title }) => title },
    { label: 'For', cell: ({ where }) => where },
    { label: 'Held', cell: sinceWords },
    {
      label: 'Shown to',
      cell: ({ consentedOn }) =>
        consentedOn === null ? 'Members' : `Anybody, since ${longDate(consentedOn)}`,
    },
  ]
  const teams = new Map<string, number>()
  for (const { where } of roster.now) teams.set(where, (teams.get(where) ?? 0) + 1)
  return {
    page: {
      title: 'Reps and officers',
      section: 'reps',
      crumbs: [{ content: 'Find a rep', href: here.to('/reps') }],
    },
    body: (
      <>
        <Opening heading="Reps and officers">
          {roster.now.length === 0
            ? 'Nobody holds an office.'
            : `${count(roster.now.length, 'office is held', 'offices are held')} today, for ${count(teams.size, 'place')}.`}
        </Opening>
        {may ? <Button href={here.to('/offices/new')}>Give an office</Button> : null}
        {roster.now.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">An officer gives offices here, each from a day on.</p>
          </EmptyState>
        ) : (
          <DataTable
            id="now"
            caption="Held today"
            captionSize="hidden"
            rows={roster.now}
            columns={columns}
          />
        )}
        {roster.to.length > 0 ? (
          <Section heading="To begin" id="to-begin">
            <DataTable caption="To begin" captionSize="hidden" rows={roster.to} columns={columns} />
          </Section>
        ) : null}
        <Section heading="Without a rep" id="without">
          {roster.without.length === 0 ? (
            <p class="govuk-body">Every site has one, and every team where its site has none.</p>
          ) : (
            <ul class="govuk-list">
              {roster.without.map(({ site, team, label }) => (
                <li>
                  <Link href={here.to('/reps', { site, team })}>{label}</Link>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {here.may('negotiation.see') ? (
          <Section heading="More" id="more">
            <ul class="govuk-list">
              {here.may('negotiation.see') ? (
                <li>
                  <Link href={here.to('/negotiation/bodies')}>
                    Who negotiates with the employer
                  </Link>
                </li>
              ) : null}
              {may ? (
                <li>
                  <Link href={here.to('/roll/density')}>
                    How many are members, by site and team
                  </Link>
                </li>
              ) : null}
              {here.may('roll.export-agree') ? (
                <li>
                  <Link href={here.to('/roll/copies/to-agree')}>
                    Copies of the roll to agree to
                  </Link>
                </li>
              ) : null}
            </ul>
          </Section>
        ) : null}
        {roster.past.length > 0 ? (
          <Section heading="Before" id="before">
            <Details
              summary={count(
                roster.past.length,
                'office that has ended',
                'offices that have ended',
              )}
            >
              <DataTable
                caption="Ended"
                captionSize="hidden"
                rows={roster.past}
                columns={columns.slice(0, 4)}
              />
            </Details>
          </Section>
        ) : null}
      </>
    ),
  }
}
