import { count } from '../../../kit/index.ts'
import type { FinderView } from '../../../branch/reps/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import type { Site } from '../../../branch/sites/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { removedBanner } from '../record-form/index.ts'
import { siteSubject } from './subject.ts'

const peopleIn = ({ teams }: Site): string => {
  const known = teams.flatMap(({ size }) => (size === null ? [] : [size]))
  if (known.length === 0) return 'Not known'
  const sum = known.reduce((a, b) => a + b, 0)
  return known.length === teams.length ? String(sum) : `${sum}, and teams not counted`
}

/** Every site, with its teams and who is rep. */
export function sitesPage(
  here: Here,
  { sites, count: reps }: Pick<FinderView, 'sites' | 'count'>,
): Plain {
  const without = sites.filter(({ id }) => (reps.get(id) ?? 0) === 0).length
  return {
    page: {
      title: 'Sites and teams',
      section: 'sites',
      above: removedBanner(here, [siteSubject]),
    },
    body: (
      <>
        <Opening heading="Sites and teams">
          {sites.length === 0
            ? 'No site is named yet.'
            : `The employer’s people work at ${count(sites.length, 'site')}. ${
                without === 0 ? 'Each has a rep.' : `${without} of them without a rep.`
              }`}
        </Opening>
        {here.may('sites.edit') ? <Button href={here.to('/sites/new')}>Add a site</Button> : null}
        {sites.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Rounds of meetings, concerns and the rep finder begin with the sites where people
              work.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            id="sites"
            caption="Sites"
            captionSize="hidden"
            rows={sites}
            columns={[
              {
                label: 'Site',
                cell: ({ id, body }) => <Link href={here.to(`/sites/${id}`)}>{body.name}</Link>,
              },
              { label: 'Town', cell: ({ body }) => body.town || 'Not said' },
              { label: 'Teams', numeric: true, cell: ({ body }) => body.teams.length },
              { label: 'People', numeric: true, cell: ({ body }) => peopleIn(body) },
              { label: 'Reps', numeric: true, cell: ({ id }) => reps.get(id) ?? 0 },
            ]}
          />
        )}
      </>
    ),
  }
}

/** One site: where it is, its teams, and the way to its rep. */
export function sitePage(here: Here, site: Written<Site>, others: readonly Written<Site>[]): Plain {
  const { id, body } = site
  const near = body.near.flatMap((of) => others.find((other) => other.id === of)?.body.name ?? [])
  return {
    page: {
      title: body.name,
      section: 'sites',
      crumbs: [{ content: 'Sites and teams', href: here.to('/sites') }],
    },
    body: (
      <>
        <Opening heading={body.name}>
          {count(body.teams.length, 'team')} here, people: {peopleIn(body).toLowerCase()}.
        </Opening>
        <SummaryList
          rows={[
            { key: 'Town', value: body.town || 'Not said' },
            { key: 'Address', value: <span class="fl-wording">{body.address || 'Not said'}</span> },
            { key: 'Buildings and floors', value: body.buildings.join(', ') || 'None named' },
            { key: 'Sites near it', value: near.join(', then ') || 'Not said' },
          ]}
        />
        <p class="govuk-body">
          <Link href={here.to('/reps', { site: id })}>Who is rep here</Link>
        </p>
        <Section heading="Teams" id="teams">
          {body.teams.length === 0 ? (
            <p class="govuk-body">No team is named yet.</p>
          ) : (
            <DataTable
              caption="Teams"
              captionSize="hidden"
              phone="table"
              rows={body.teams}
              columns={[
                { label: 'Team', cell: ({ name }) => name },
                { label: 'People', numeric: true, cell: ({ size }) => size ?? 'Not known' },
              ]}
            />
          )}
        </Section>
        {here.may('sites.edit') ? (
          <Button href={here.to(`/sites/${id}/edit`)} class="govuk-button--secondary">
            Change this site
          </Button>
        ) : null}
        {here.may('record.versions') ? (
          <p class="govuk-body">
            <Link href={here.to(`/sites/${id}/versions`)}>Earlier versions</Link>
          </p>
        ) : null}
      </>
    ),
  }
}
