import { longDate } from '../../../kit/index.ts'
import { answeredWords, contactLengthWords, isRecognised } from '../../../core/bargaining/index.ts'
import {
  postWords,
  sideNames,
  type ContactBody,
  type PersonRow,
  type PersonView,
  type RecognisedBodyBody,
} from '../../../branch/negotiation/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import {
  Button,
  DataTable,
  Downloads,
  EmptyState,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { sheetOf } from '../../table-of.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import type { Listing } from '../record-form/index.ts'
import { logCrumb } from './choices.ts'
import { answersTable, columnsOf, meetingsTable, peopleTable } from './tables.tsx'
import { lastMetWords } from './words.ts'

/** Everybody whom the branch deals with, and how deep the contact is. */
export function peoplePage(here: Here, people: readonly PersonRow[]): Listing {
  const never = people.filter(({ contact }) => contact.lastMet === null).length
  const lede =
    people.length === 0
      ? 'Nobody is on the list yet.'
      : `${people.length} ${people.length === 1 ? 'person is' : 'people are'} on the list; ${never === 0 ? 'each was met' : `${never} ${never === 1 ? 'was' : 'were'} never met`}.`
  return {
    page: { title: 'People', section: 'people' },
    body: (
      <>
        <Opening heading="People">{lede}</Opening>
        {here.may('negotiation.edit') ? (
          <Button href={here.to('/people/new')}>Add somebody</Button>
        ) : null}
        {people.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Directors, managers, councillors and others whom the branch meets or writes to. Only
              reps and officers see them.
            </p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="Contact with each person, by name"
              captionSize="hidden"
              columns={columnsOf(peopleTable(here))}
              rows={people}
            />
            <Downloads
              of="people"
              xlsx={`${here.to('/people')}.xlsx`}
              csv={`${here.to('/people')}.csv`}
            />
          </>
        )}
      </>
    ),
    sheets: people.length === 0 ? [] : [sheetOf(peopleTable(here), people)],
    fileName: 'people',
    what: 'People whom the branch deals with, and how deep the contact is.',
  }
}

/** One person: posts, contact, meetings and what was asked of them. */
export function personPage(
  here: Here,
  { id, body }: Written<ContactBody>,
  view: PersonView,
): Plain {
  const { row, meetings, points } = view
  const posts = [...body.posts].reverse()
  return {
    page: {
      title: body.name,
      section: 'people',
      crumbs: [{ content: 'People', href: here.to('/people') }],
    },
    body: (
      <>
        <Opening heading={body.name} caption={row.post || sideNames[body.side]}>
          {row.contact.lastMet === null
            ? 'Never met.'
            : `Last met ${lastMetWords(row.since, row.contact.lastMet).toLowerCase()}.`}{' '}
          Points answered: {answeredWords(row.contact).toLowerCase()}.
        </Opening>
        <SummaryList
          rows={[
            { key: 'Meetings', value: String(row.contact.meetings) },
            { key: 'Time', value: contactLengthWords(row.contact) },
            {
              key: 'Posts',
              value:
                posts.length === 0 ? (
                  'None noted'
                ) : (
                  <ul class="govuk-list">
                    {posts.map((post) => (
                      <li>{postWords(post)}</li>
                    ))}
                  </ul>
                ),
            },
            { key: 'How to reach them', value: body.reach || 'Not noted' },
          ]}
        />
        {here.may('negotiation.edit') ? (
          <p class="govuk-body">
            <Link href={here.to(`/people/${id}/edit`)}>Change it</Link>
          </p>
        ) : null}
        {meetings.length === 0 ? null : (
          <Section heading="Meetings" id="meetings">
            <DataTable
              caption="Meetings with this person, the last first"
              captionSize="hidden"
              columns={columnsOf(meetingsTable(here))}
              rows={meetings}
            />
          </Section>
        )}
        {points.length === 0 ? null : (
          <Section heading="What was asked of them" id="points">
            <DataTable
              caption="What was asked, and answered"
              captionSize="hidden"
              columns={columnsOf(answersTable)}
              rows={points}
            />
          </Section>
        )}
      </>
    ),
  }
}

/** The recognition register: who is logged as a negotiating party, and since when. */
export function bodiesPage(here: Here, bodies: readonly Written<RecognisedBodyBody>[]): Plain {
  const now = bodies.filter(({ id, body }) => isRecognised({ id, ...body }, here.today))
  return {
    page: { title: 'Recognised bodies', section: 'negotiation', crumbs: [logCrumb(here)] },
    body: (
      <>
        <Opening heading="Recognised bodies">
          {now.length === 0
            ? 'No body is noted as recognised for bargaining today.'
            : `Recognised for bargaining today: ${now.map(({ body }) => body.name).join(', ')}.`}
        </Opening>
        <p class="govuk-body fl-measure">
          Only a body that was recognised on the day of a meeting is logged as a negotiating party.
          The words are the agreement’s own, and officers can change them.
        </p>
        {here.may('negotiation.edit') ? (
          <Button href={here.to('/negotiation/bodies/new')}>Add a body</Button>
        ) : null}
        {bodies.length === 0 ? null : (
          <DataTable
            caption="The register"
            captionSize="hidden"
            columns={[
              {
                label: 'Body',
                cell: ({ id, body }) =>
                  here.may('negotiation.edit') ? (
                    <Link href={here.to(`/negotiation/bodies/${id}/edit`)}>{body.name}</Link>
                  ) : (
                    body.name
                  ),
              },
              {
                label: 'Recognised for',
                cell: ({ body }) => body.scope || 'Not noted',
                long: true,
              },
              { label: 'From', cell: ({ body }) => longDate(body.from) },
              {
                label: 'Until',
                cell: ({ body }) => (body.until === null ? 'No end' : longDate(body.until)),
              },
              {
                label: 'Where it says so',
                cell: ({ body }) => body.source || 'Not noted',
                long: true,
              },
            ]}
            rows={bodies}
          />
        )}
      </>
    ),
  }
}
