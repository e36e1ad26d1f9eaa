import type { JSX } from 'preact'
import type { Problem } from '../../../kit/index.ts'
import { actions, tokenActions, type TokenAction } from '../../../core/rights/index.ts'
import type { PasskeyView, SessionView, TokenView } from '../../../council/index.ts'
import {
  Button,
  Checkboxes,
  DataTable,
  Details,
  ErrorSummary,
  Form,
  Input,
  Link,
  Opening,
  Section,
  Select,
  Tag,
} from '../../components/index.ts'
import {
  EndButton,
  NewRecoveryCodes,
  Passkeys,
  Places,
  placesInWords,
} from '../../sign-in-parts/index.ts'
import { moment } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'

/** What was tried on the page and refused, with what was typed. */
export type Tried =
  | { of: 'passkey'; problem: Problem; name: string }
  | { of: 'token'; problem: Problem; name: string; actions: readonly string[]; days: number }

export interface OwnSignIns {
  sessions: readonly SessionView[]
  passkeys: { possible: boolean; keys: readonly PasskeyView[] }
  /** Whether passkeys can be used where Fairload is reached. */
  passkeysWork: boolean
  possible: boolean
  tokens: readonly TokenView[]
  /** What a token of theirs may be given for. */
  mayRead: readonly TokenAction[]
}

const FIELDS: Record<string, string> = {
  'password-wrong': 'password',
  'too-many-tries': 'password',
  'name-missing': 'name',
  'actions-missing': 'actions',
  'days-wrong': 'days',
}
/** Two forms of this page have a name: each field's id says whose it is. */
const fieldOf = (tried: Tried): string => `${tried.of}-${FIELDS[tried.problem.code] ?? 'name'}`
const errorAt = (tried: Tried | null, field: string): string | undefined =>
  tried && fieldOf(tried) === field ? tried.problem.sentence : undefined

/** Where one is signed in oneself, with what one signs in, and what reads in one's name. */
export function signInsPage(here: Here, view: OwnSignIns, tried: Tried | null): Figures {
  return {
    page: {
      title: 'Your sign-in',
      section: 'signIns',
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary errors={[{ content: tried.problem.sentence, href: `#${fieldOf(tried)}` }]} />
      ) : null,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Your sign-in">{placesInWords(view.sessions)}</Opening>
          <Places
            places={view.sessions}
            end={here.to.signInsEnd()}
            limits="A sign-in ends by itself after half an hour without use, and after twelve hours in any case."
          />
          {here.signedIn.sample ? null : (
            <>
              <OwnPasskeys here={here} view={view} tried={tried?.of === 'passkey' ? tried : null} />
              <NewRecoveryCodes action={here.to.recoveryCodes()}>
                Each signs you in once when you have no phone.
              </NewRecoveryCodes>
              <Tokens here={here} view={view} tried={tried?.of === 'token' ? tried : null} />
            </>
          )}
          <p class="govuk-body">
            <Link href={here.to.reminders()}>Have what is due in your calendar, or by mail</Link>
          </p>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'sign-ins',
    what: '',
  }
}

function OwnPasskeys(props: {
  here: Here
  view: OwnSignIns
  tried: Extract<Tried, { of: 'passkey' }> | null
}): JSX.Element {
  const { here, tried } = props
  const { possible, keys } = props.view.passkeys
  return (
    <Passkeys
      keys={keys}
      what="without a password and without a code."
      remove={here.to.passkeyRemove()}
    >
      {!possible ? (
        <p class="govuk-body">
          The authority’s directory signs you in; passkeys are set up there, not here.
        </p>
      ) : !props.view.passkeysWork ? (
        <p class="govuk-body">
          Passkeys need Fairload to be reached by a name over https. Ask the person who looks after
          Fairload. Until then your authenticator code is the second step.
        </p>
      ) : (
        <Form action={here.to.passkeyPrepare()} novalidate>
          <h3 class="govuk-heading-s">Add a passkey</h3>
          <Input
            name="name"
            id="passkey-name"
            label="Name of the device"
            hint="So that you know it again, such as “My work laptop”."
            class="govuk-input--width-20"
            value={tried?.name ?? ''}
            error={errorAt(tried, 'passkey-name')}
          />
          <Input
            name="password"
            id="passkey-password"
            type="password"
            label="Your password"
            hint="Once more, so that nobody else at your desk adds one."
            autocomplete="current-password"
            class="govuk-input--width-20"
            error={errorAt(tried, 'passkey-password')}
          />
          <Button class="govuk-button--secondary">Continue</Button>
        </Form>
      )}
    </Passkeys>
  )
}

const STATES: Record<TokenView['state'], JSX.Element> = {
  good: <Tag class="govuk-tag--teal">Good</Tag>,
  ended: <Tag class="govuk-tag--grey">Ended</Tag>,
  'run-out': <Tag class="govuk-tag--grey">Run out</Tag>,
}
const DAYS = [
  { text: '30 days', value: '30' },
  { text: '90 days', value: '90' },
  { text: 'Half a year', value: '183' },
  { text: 'A year', value: '365' },
]

function Tokens(props: {
  here: Here
  view: OwnSignIns
  tried: Extract<Tried, { of: 'token' }> | null
}): JSX.Element {
  const { here, tried, view } = props
  return (
    <Section heading="Tokens for programs" id="tokens">
      <p class="govuk-body">
        With a token a program reads the <code>/api/v1</code> in your name: what you choose here,
        and never more than you may see yourself at that moment. It changes nothing.
      </p>
      {view.tokens.length === 0 ? null : (
        <DataTable
          caption="Your tokens, the newest first"
          captionSize="hidden"
          columns={[
            {
              label: 'For',
              names: true,
              cell: (each) => (
                <>
                  {each.name} <span class="fl-code fl-nowrap">…{each.ending}</span>
                </>
              ),
            },
            {
              label: 'Reads',
              cell: (each) => (
                <Details
                  class="govuk-!-margin-bottom-0"
                  summary={`${each.actions.length} of ${tokenActions.length}`}
                >
                  {each.actions.map((action) => actions[action].what).join('. ')}.
                </Details>
              ),
            },
            { label: 'Until', cell: (each) => moment(each.until) },
            {
              label: 'Last used',
              cell: (each) => (each.lastUsed ? moment(each.lastUsed) : 'Not yet'),
            },
            {
              label: 'End it',
              cell: (each) =>
                each.state === 'good' ? (
                  <EndButton
                    action={here.to.tokenEnd()}
                    field="id"
                    value={each.id}
                    words="End"
                    which={`the token for ${each.name}`}
                  />
                ) : (
                  STATES[each.state]
                ),
            },
          ]}
          rows={view.tokens}
        />
      )}
      {!view.possible ? (
        <p class="govuk-body">
          The authority’s directory signs you in, so you cannot have a token: it would not hear from
          the directory that you left. Ask an administrator for an account of its own for the
          program.
        </p>
      ) : view.mayRead.length === 0 ? (
        <p class="govuk-body">Your roles read nothing that the API gives.</p>
      ) : (
        <Form action={here.to.tokens()} novalidate>
          <h3 class="govuk-heading-s">Make a token</h3>
          <Input
            name="name"
            id="token-name"
            label="What it is for"
            hint="Such as “Monthly report”."
            class="govuk-input--width-20"
            value={tried?.name ?? ''}
            error={errorAt(tried, 'token-name')}
          />
          <Checkboxes
            name="actions"
            idPrefix="token-actions"
            class="govuk-checkboxes--small"
            fieldset={{
              legend: { content: 'What it may read', class: 'govuk-fieldset__legend--s' },
            }}
            items={view.mayRead.map((action) => ({ value: action, content: actions[action].what }))}
            values={tried?.actions}
            error={errorAt(tried, 'token-actions')}
          />
          <Select
            name="days"
            id="token-days"
            label="For how long"
            items={DAYS}
            value={String(tried?.days ?? 90)}
            error={errorAt(tried, 'token-days')}
          />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Make the token
          </Button>
        </Form>
      )}
    </Section>
  )
}
