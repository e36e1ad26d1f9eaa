import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { phoneLink, phoneOf } from '../../../core/roster/index.ts'
import type { Contact, FinderView, RepView } from '../../../branch/reps/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Input,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

/** A phone number as a link that dials it. */
export function PhoneLink({ number }: { number: string }): JSX.Element {
  const phone = phoneOf(number)
  return phone === null ? <>{number}</> : <Link href={phoneLink(phone)}>{number}</Link>
}

/** How to reach a rep. */
export function RepCard(props: { here: Here; rep: RepView }): JSX.Element {
  const { here, rep } = props
  return (
    <SummaryList
      card={{ title: { content: rep.name, headingLevel: 3 } }}
      rows={[
        { key: 'Office', value: rep.title },
        { key: 'For', value: rep.where },
        ...(rep.phone === null ? [] : [{ key: 'Phone', value: <PhoneLink number={rep.phone} /> }]),
        ...(rep.mail === null
          ? []
          : [{ key: 'Email', value: <Link href={`mailto:${rep.mail}`}>{rep.mail}</Link> }]),
        {
          key: 'Address book',
          value: (
            <Link href={here.to(`/reps/${rep.id}.vcf`)}>
              Save as a contact<span class="govuk-visually-hidden">: {rep.name}</span>
            </Link>
          ),
        },
      ]}
    />
  )
}

const nearestWords = {
  site: 'The nearest is in another team of the same site.',
  town: 'The nearest is in the same town, at',
  away: 'The nearest is at',
  branch: 'The nearest speaks for the whole branch.',
} as const

/** The reps of a place, or "no rep here, nearest is …, become one". */
function Found({ here, found }: { here: Here; found: FinderView['found'] }): JSX.Element | null {
  if (found === null) return null
  const become = (
    <p class="govuk-body">
      <Link href={here.to('/reps/become')}>Become the rep here</Link>
    </p>
  )
  if (found.kind === 'nobody') {
    return (
      <Section heading={found.place} id="found">
        <EmptyState heading="No rep here, and none near">
          <p class="govuk-body">
            {here.person === null
              ? 'Reps who are shown to members only are not on this page. Write to the branch, or sign in.'
              : 'Nobody is rep for any site of the branch.'}
          </p>
          {become}
        </EmptyState>
      </Section>
    )
  }
  const isHere = found.kind === 'here'
  return (
    <Section heading={found.place} id="found">
      <p class="govuk-body">
        {isHere
          ? `${count(found.reps.length, 'rep')} for ${found.of === 'team' ? 'this team' : 'this site'}.`
          : `No rep here. ${nearestWords[found.how]}${
              found.how === 'town' || found.how === 'away' ? ` ${found.nearest}.` : ''
            }`}
      </p>
      {found.reps.map((rep) => (
        <RepCard here={here} rep={rep} />
      ))}
      {isHere ? null : become}
    </Section>
  )
}

/** Find a rep by team or building. Anybody finds those who agreed to be shown; members all. */
export function finderPage(here: Here, view: FinderView, typed: string): Plain {
  const isMember = here.person !== null
  const title = isMember ? 'Find a rep' : 'Find your rep'
  return {
    page: { title, section: 'reps' },
    body: (
      <>
        <Opening heading={title}>
          Enter your team, building or town. A rep listens, and goes with you where you ask.
        </Opening>
        <form method="get" action={here.to('/reps')} role="search">
          <Input
            name="q"
            type="search"
            label={{ content: 'Team, building or town', class: 'govuk-label--s' }}
            value={typed}
            autocomplete="off"
            spellcheck={false}
            class="govuk-input--width-20"
          />
          <Button>Find</Button>
        </form>
        <Found here={here} found={view.found} />
        {view.places.length > 1 ? (
          <Section heading="Which of these?" id="places">
            <ul class="govuk-list">
              {view.places.slice(0, 20).map(({ site, team, label }) => (
                <li>
                  <Link href={here.to('/reps', { site, team })}>{label}</Link>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {typed !== '' && view.found === null && view.places.length === 0 ? (
          <EmptyState heading="No team, building or town has this name">
            <p class="govuk-body">Try one word of it, or choose a site below.</p>
          </EmptyState>
        ) : null}
        <Section heading="Every site" id="sites">
          {view.sites.length === 0 ? (
            <p class="govuk-body">The branch has not named its sites yet.</p>
          ) : (
            <DataTable
              caption="Sites and their reps"
              captionSize="hidden"
              phone="table"
              rows={view.sites}
              columns={[
                {
                  label: 'Site',
                  cell: ({ id, body }) => (
                    <Link href={here.to('/reps', { site: id })}>{body.name}</Link>
                  ),
                },
                { label: 'Town', cell: ({ body }) => body.town },
                {
                  label: isMember ? 'Reps' : 'Reps shown here',
                  numeric: true,
                  cell: ({ id }) => view.count.get(id) ?? 'None',
                },
              ]}
            />
          )}
        </Section>
        {isMember ? (
          <p class="govuk-body">
            <Link href={here.to('/reps/roster')}>Everybody who holds an office</Link>
          </p>
        ) : (
          <p class="govuk-body">
            Only reps who agreed to be named are on this page.{' '}
            <Link href={here.to('/sign-in')}>Members sign in</Link> to see them all.
          </p>
        )}
        <ContactOf here={here} contact={view.contact} />
      </>
    ),
  }
}

/** How the branch is reached: the one record, wherever it is said. */
export function ContactOf(props: { here: Here; contact: Contact | null }): JSX.Element {
  const { here, contact } = props
  const edit = here.may('branch.edit') ? (
    <p class="govuk-body">
      <Link href={here.to('/contact')}>
        {contact === null ? 'Say how the branch is reached' : 'Change how the branch is reached'}
      </Link>
    </p>
  ) : null
  if (contact === null) return <>{edit}</>
  const { phone, fax, mail, street, town, postcode, hours } = contact
  const address = [street, town, postcode].filter((part) => part !== '').join(', ')
  return (
    <Section heading="Reach the branch" id="contact">
      <SummaryList
        rows={[
          ...(phone ? [{ key: 'Phone', value: <PhoneLink number={phone} /> }] : []),
          ...(fax ? [{ key: 'Fax', value: fax }] : []),
          ...(mail ? [{ key: 'Email', value: <Link href={`mailto:${mail}`}>{mail}</Link> }] : []),
          ...(address ? [{ key: 'Address', value: address }] : []),
          ...(hours ? [{ key: 'When', value: <span class="fl-wording">{hours}</span> }] : []),
          {
            key: 'Address book',
            value: <Link href={here.to('/contact.vcf')}>Save the branch as a contact</Link>,
          },
        ]}
      />
      {edit}
    </Section>
  )
}

/** What a rep is, and whom to tell. */
export function becomePage(here: Here, contact: Contact | null): Plain {
  return {
    page: {
      title: 'Become a rep',
      section: 'reps',
      crumbs: [{ content: 'Find a rep', href: here.to('/reps') }],
    },
    body: (
      <>
        <Opening heading="Become a rep">
          Every team may have one. Tell the branch, and an officer calls you.
        </Opening>
        <ul class="govuk-list govuk-list--bullet">
          {[
            'You listen to the people you work with, and bring what they say to the branch.',
            'You go with a colleague to a meeting where they ask you to.',
            'The branch trains you. The law gives reps of a recognised union paid time for it.',
            'You choose whether your name is shown to anybody, or to members alone.',
          ].map((words) => (
            <li>{words}</li>
          ))}
        </ul>
        <ContactOf here={here} contact={contact} />
      </>
    ),
  }
}

export const sinceWords = (rep: Pick<RepView, 'from' | 'until'>): string =>
  rep.until === null
    ? `Since ${longDate(rep.from)}`
    : `${longDate(rep.from)} to ${longDate(rep.until)}`
