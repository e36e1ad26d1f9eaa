import type { JSX } from 'preact'
import type { Problem } from '../../../kit/index.ts'
import {
  Button,
  ErrorSummary,
  Form,
  Input,
  Link,
  Opening,
  Section,
  WarningText,
} from '../../components/index.ts'
import { EmailInput } from '../../sign-in-parts/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

/** A code on paper for a member whom no mail reaches. */
export function giveCodePage(here: Here, given: { problem: Problem | null; email: string }): Plain {
  const { problem } = given
  return {
    page: {
      title: 'Give a one-time code',
      section: 'roll',
      crumbs: [{ content: 'Roll', href: here.to('/roll') }],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#email' }]} />
      ) : null,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Give a one-time code">
            For a member whom no mail reaches: you hand them a code, and they sign in with it.
          </Opening>
          <Form action={here.to('/sign-in-codes')} novalidate>
            <EmailInput
              label="The member’s email address"
              hint="As it stands on the roll."
              autocomplete="off"
              value={given.email}
              error={problem?.sentence}
            />
            <Button preventDoubleClick>Make the code</Button>
          </Form>
        </div>
      </div>
    ),
  }
}

export const codeGivenPage = (
  here: Here,
  given: { name: string; code: string; address: string },
): Plain => ({
  page: {
    title: 'The code is made',
    section: 'roll',
    crumbs: [
      { content: 'Roll', href: here.to('/roll') },
      { content: 'Give a one-time code', href: here.to('/sign-in-codes') },
    ],
  },
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <Opening heading="The code is made">
          Write it down for {given.name}. It is shown this one time.
        </Opening>
        <p class="govuk-body">
          <strong class="fl-code fl-code--block">{given.code}</strong>
        </p>
        <p class="govuk-body">
          They type it at <span class="fl-code">{given.address}</span>. It works once, and for seven
          days.
        </p>
        <WarningText>
          Hand it over yourself, on paper: anybody who has it first comes in as {given.name}.
        </WarningText>
      </div>
    </div>
  ),
})

/** What was typed into one of the settings, and why it was not taken. */
export type TriedSetting = { field: 'name' | 'domain'; typed: string; problem: Problem }

/** The branch's name, and where the employer reads along: officers say which domains are theirs. */
export function settingsPage(
  here: Here,
  given: {
    named: { name: string; version: number }
    domains: readonly string[]
    tried: TriedSetting | null
  },
): Plain {
  const { named, domains, tried } = given
  const typed = (field: TriedSetting['field']): string | undefined =>
    tried?.field === field ? tried.typed : undefined
  const error = (field: TriedSetting['field']): string | undefined =>
    tried?.field === field ? tried.problem.sentence : undefined
  return {
    page: {
      title: 'Settings',
      section: 'settings',
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary errors={[{ content: tried.problem.sentence, href: `#${tried.field}` }]} />
      ) : null,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Settings">
            Nobody signs in by an address that the employer reads, and whoever opens the branch from
            the employer’s network is warned.
          </Opening>
          <Section heading="What the branch is called" id="called">
            <Form action={here.to('/settings/name')} novalidate>
              <input type="hidden" name="version" value={String(named.version)} />
              <Input
                name="name"
                label="Name of the branch"
                hint="It stands on every page, poster and calendar."
                spellcheck={false}
                value={typed('name') ?? named.name}
                error={error('name')}
              />
              <Button class="govuk-button--secondary" preventDoubleClick>
                Change the name
              </Button>
            </Form>
          </Section>
          <Section heading="Where the employer reads" id="employer">
            <p class="govuk-body">
              Every address of a public body is known to be read: gov.uk, nhs.uk, sch.uk and others.
              Add the domains of trusts, companies and agencies that employ your members.
            </p>
            {domains.length === 0 ? (
              <p class="govuk-body">No other domain is listed.</p>
            ) : (
              <ul class="govuk-list">
                {domains.map((domain) => (
                  <li>
                    <Domain here={here} domain={domain} />
                  </li>
                ))}
              </ul>
            )}
            <Form action={here.to('/settings/employer')} novalidate>
              <Input
                name="domain"
                label="Domain"
                hint="What stands after the @ of work addresses, such as care-trust.example."
                autocapitalize="none"
                spellcheck={false}
                class="govuk-input--width-20"
                value={typed('domain')}
                error={error('domain')}
              />
              <Button preventDoubleClick>Add the domain</Button>
            </Form>
          </Section>
          <Section heading="More that officers set" id="more">
            <ul class="govuk-list">
              <li>
                <Link href={here.to('/contact')}>How the branch is reached</Link>
              </li>
              <li>
                <Link href={here.to('/concerns/safeguarding')}>
                  The line for a child who is at risk now
                </Link>
              </li>
              <li>
                <Link href={here.to('/agreement/source')}>Where the service publishes</Link>
              </li>
              <li>
                <Link href={here.to('/roll/copies/to-agree')}>
                  Copies of the roll: whether there are any, and which wait for you
                </Link>
              </li>
            </ul>
          </Section>
        </div>
      </div>
    ),
  }
}

const Domain = (props: { here: Here; domain: string }): JSX.Element => (
  <Form action={props.here.to('/settings/employer/remove')}>
    <input type="hidden" name="domain" value={props.domain} />
    <span class="govuk-body govuk-!-margin-right-3">{props.domain}</span>
    <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
      Remove
      <span class="govuk-visually-hidden"> {props.domain}</span>
    </Button>
  </Form>
)
