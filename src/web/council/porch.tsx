import type { JSX } from 'preact'
import { accountRoles, accountRoleWords } from '../../core/rights/index.ts'
import type { AccountView, OrganisationView } from '../../council/index.ts'
import {
  Button,
  type Content,
  Form,
  Input,
  Link,
  Page,
  renderPage,
  WarningText,
} from '../components/index.ts'
import {
  AddToApp,
  EmailInput,
  errorFor,
  OneTimeCodeInput,
  RecoveryCodes,
  SecondStep,
  To,
  TroubleSummary,
  type Trouble,
} from '../sign-in-parts/index.ts'
import { doorsOf } from '../address.ts'
import type { Site } from '../site.ts'

/** Pages at which nobody is signed in yet. */

export interface Porch {
  site: Site
  organisation: OrganisationView
}

export function porchPage(
  { site, organisation }: Porch,
  title: string,
  trouble: Trouble | null,
  body: Content,
): string {
  return renderPage(
    <Page
      manifest={site.manifest}
      title={title}
      house="council"
      organisation={organisation.name}
      home={doorsOf(organisation).home()}
      hasErrors={trouble !== null}
      phase={
        organisation.demonstration
          ? {
              tag: 'Demonstration',
              words: (
                <>
                  Every name and figure here is invented.{' '}
                  <Link href="/own/imports/new">Use your own files</Link>
                </>
              ),
            }
          : undefined
      }
      above={<TroubleSummary trouble={trouble} />}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">{body}</div>
      </div>
    </Page>,
  )
}

export function signInPage(
  porch: Porch,
  given: {
    trouble: Trouble | null
    email: string
    to: string | undefined
    byDirectory: boolean
    byPasskey: boolean
  },
): string {
  const doors = doorsOf(porch.organisation)
  const { trouble } = given
  return porchPage(
    porch,
    'Sign in',
    trouble,
    <>
      <h1 class="govuk-heading-l">Sign in</h1>
      {given.byDirectory ? (
        <>
          <Button href={doors.directory()}>Sign in with your work account</Button>
          <p class="govuk-body">Or, where you were given a password for Fairload:</p>
        </>
      ) : null}
      <Form action={doors.signIn()} novalidate>
        <To to={given.to} />
        <EmailInput
          label="Email address"
          autocomplete="username"
          value={given.email}
          error={errorFor(trouble, 'email')}
        />
        <Input
          name="password"
          type="password"
          label="Password"
          autocomplete="current-password"
          error={errorFor(trouble, 'password')}
        />
        <Button
          class={given.byDirectory ? 'govuk-button--secondary' : undefined}
          preventDoubleClick
        >
          Continue
        </Button>
      </Form>
      {given.byPasskey ? (
        <p class="govuk-body">
          <Link href={doors.passkey(given.to)}>Sign in with a passkey</Link>
        </p>
      ) : null}
      <p class="govuk-body">
        If you were given a one-time code, <Link href={doors.setUp()}>set up your sign-in</Link>. If
        you have forgotten your password, ask an administrator for a new code.
      </p>
      <p class="govuk-body">
        To look around first, walk through the <Link href="/demonstration">demonstration</Link>.
      </p>
    </>,
  )
}

export function codePage(
  porch: Porch,
  given: { trouble: Trouble | null; name: string; to: string | undefined },
): string {
  const doors = doorsOf(porch.organisation)
  const { trouble } = given
  return porchPage(
    porch,
    'Enter the code from your app',
    trouble,
    <SecondStep action={doors.code()} trouble={trouble} to={given.to} again={doors.signIn()} />,
  )
}

/** In the order of the roles: who holds cases first. */
const byRole = (a: AccountView, b: AccountView): number =>
  Math.min(...a.grants.map(({ role }) => accountRoles.indexOf(role))) -
  Math.min(...b.grants.map(({ role }) => accountRoles.indexOf(role)))

/** The demonstration's people, each walked as with one click. */
export function walkPage(
  porch: Porch,
  given: { samples: readonly AccountView[]; to: string | undefined },
): string {
  const doors = doorsOf(porch.organisation)
  return porchPage(
    porch,
    'Choose whose eyes to look with',
    null,
    <>
      <h1 class="govuk-heading-l">Choose whose eyes to look with</h1>
      {given.samples.length === 0 ? (
        <p class="fl-lede">
          The demonstration is being made. Load this page again in half a minute.
        </p>
      ) : (
        <>
          <p class="fl-lede">
            Everybody sees what their role needs and no more. These people are invented: walk as any
            of them, without a password.
          </p>
          <ul class="fl-walk">
            {[...given.samples].sort(byRole).map((each) => (
              <li class="fl-walk__person">
                <Form action={doors.walk()}>
                  <input type="hidden" name="account" value={each.id} />
                  <To to={given.to} />
                  <Button class="govuk-button--secondary fl-walk__button" preventDoubleClick>
                    {each.grants.map(({ role }) => accountRoleWords[role].name).join(', ')}
                  </Button>
                </Form>
                <p class="govuk-body fl-walk__words">
                  <strong>{each.name}</strong>
                  {each.grants
                    .flatMap(({ teamName }) => teamName ?? [])
                    .map((name) => ` (${name})`)
                    .join('')}
                  . {each.grants.map(({ role }) => accountRoleWords[role].what).join(' ')}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
  )
}

export function setUpPage(
  porch: Porch,
  given: {
    trouble: Trouble | null
    first: boolean
    code: string
    name: string
    email: string
  },
): string {
  const { trouble, first } = given
  return porchPage(
    porch,
    'Set up your sign-in',
    trouble,
    <>
      <h1 class="govuk-heading-l">
        {first ? 'Set up Fairload for your authority' : 'Set up your sign-in'}
      </h1>
      <p class="fl-lede">
        {first
          ? 'You are the first: you become the administrator, who gives others their sign-in.'
          : 'You need the one-time code that your administrator gave you.'}
      </p>
      <Form action={doorsOf(porch.organisation).setUp()} novalidate>
        <OneTimeCodeInput
          hint={
            first
              ? 'It was printed where Fairload was started, and is new at each start.'
              : 'Like K7QF-2MND-X8RA-9TBC. It can be used once.'
          }
          value={given.code}
          error={errorFor(trouble, 'code')}
        />
        {first ? (
          <>
            <Input
              name="name"
              label="Your name"
              autocomplete="name"
              spellcheck={false}
              value={given.name}
              error={errorFor(trouble, 'name')}
            />
            <EmailInput
              label="Email address"
              autocomplete="username"
              value={given.email}
              error={errorFor(trouble, 'email')}
            />
          </>
        ) : null}
        <Input
          name="password"
          type="password"
          label="Password"
          hint="At least 12 characters. Three or four words together are good."
          autocomplete="new-password"
          error={errorFor(trouble, 'password')}
        />
        <Input
          name="again"
          type="password"
          label="The same password again"
          autocomplete="new-password"
          error={errorFor(trouble, 'again')}
        />
        <Button preventDoubleClick>Continue</Button>
      </Form>
      <p class="govuk-body">
        Next you need an authenticator app on your phone, such as the one your work account uses.
      </p>
    </>,
  )
}

export function authenticatorPage(
  porch: Porch,
  given: { trouble: Trouble | null; address: string; key: string },
): string {
  return porchPage(
    porch,
    'Add Fairload to your authenticator app',
    given.trouble,
    <AddToApp
      action={doorsOf(porch.organisation).authenticator()}
      why="A password alone can be guessed or overheard. From now on you also type a code that only your phone shows."
      where="In your authenticator app"
      address={given.address}
      secret={given.key}
      trouble={given.trouble}
    />,
  )
}

export function recoveryCodesPage(
  porch: Porch,
  given: { codes: readonly string[]; on: string; words: string },
): string {
  return porchPage(
    porch,
    'Keep these recovery codes',
    null,
    <RecoveryCodes
      {...given}
      what="Each signs you in once when you have no phone."
      keep="Print this page or write them down, and keep them where you keep your contract: not on this computer."
    />,
  )
}

/** A one-time code for somebody else, shown to the administrator once. */
export function CodeFor(props: { name: string; address: string; code: string }): JSX.Element {
  return (
    <>
      <p class="govuk-body">
        Give {props.name} this code in person or by telephone, not by email. It is shown this one
        time, works once, and ends after seven days.
      </p>
      <p class="govuk-body">
        <strong class="fl-code">{props.code}</strong>
      </p>
      <p class="govuk-body">
        They type it at <span class="fl-code">{props.address}</span>.
      </p>
      <WarningText>Anybody who has this code first becomes {props.name} here.</WarningText>
    </>
  )
}
