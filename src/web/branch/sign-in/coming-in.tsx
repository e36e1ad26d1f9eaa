import type { Problem } from '../../../kit/index.ts'
import type { BranchRole } from '../../../core/branch-rights/index.ts'
import type { SamplePerson } from '../../../branch/sign-in/index.ts'
import { Button, Form, Link } from '../../components/index.ts'
import {
  EmailInput,
  errorFor,
  OneTimeCodeInput,
  To,
  UsePasskey,
  type Trouble,
} from '../../sign-in-parts/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { porchPage } from './porch.tsx'
import { NetworkWarning } from './warning.tsx'

/** Pages on the way in: by a link to one's own mail, a code on paper, a passkey. */

/** What stands on every page of the way in. */
export interface Ways {
  /** Whether links are sent from here. */
  mails: boolean
  passkeys: boolean
  /** The employer's domain that the visit comes from. */
  network: string | null
}

export function signInPage(
  here: Here,
  given: { trouble: Trouble | null; email: string; to: string | undefined; ways: Ways },
): Plain {
  const { trouble, to, ways } = given
  return porchPage(
    'Sign in',
    trouble,
    <>
      <h1 class="govuk-heading-l">Sign in</h1>
      <p class="fl-lede">
        {ways.mails
          ? 'We send a link to your own email address. There is no password.'
          : 'Ask a rep for a one-time code on paper. There is no password.'}
      </p>
      <NetworkWarning domain={ways.network} />
      {ways.mails ? (
        <Form action={here.to('/sign-in')} novalidate>
          <To to={to} />
          <EmailInput
            label="Your own email address"
            hint="The one the branch knows. Never a work address: your employer can read it."
            autocomplete="email"
            value={given.email}
            error={errorFor(trouble, 'email')}
          />
          <Button preventDoubleClick>Send me a link</Button>
        </Form>
      ) : (
        <Button href={here.to('/sign-in/one-time-code', { to })}>I have a one-time code</Button>
      )}
      {ways.passkeys ? (
        <p class="govuk-body">
          <Link href={here.to('/sign-in/passkey', { to })}>Sign in with a passkey</Link>
        </p>
      ) : null}
      {ways.mails ? (
        <p class="govuk-body">
          <Link href={here.to('/sign-in/one-time-code', { to })}>
            Sign in with a one-time code from a rep
          </Link>
        </p>
      ) : null}
      <p class="govuk-body">
        If your address has changed, <Link href={here.to('/reps')}>find your rep</Link>: they can be
        reached without signing in.
      </p>
    </>,
  )
}

export const sentPage = (here: Here): Plain =>
  porchPage(
    'Look in your email',
    null,
    <>
      <h1 class="govuk-heading-l">Look in your email</h1>
      <p class="fl-lede">
        If the branch knows this address, a link is on its way. It works once, and for 15 minutes.
      </p>
      <p class="govuk-body">
        Nothing there after a few minutes? Look under spam, then{' '}
        <Link href={here.to('/sign-in')}>ask again</Link>. If the branch has another address of
        yours, <Link href={here.to('/reps')}>ask a rep</Link>.
      </p>
    </>,
  )

/** Opened from the mail. Mail scanners open it too, so opening alone signs nobody in. */
export const linkPage = (
  here: Here,
  given: { token: string; good: boolean; problem: Problem | null; network: string | null },
): Plain =>
  given.good
    ? porchPage(
        'Sign in',
        given.problem && { problem: given.problem, field: 'link' },
        <>
          <h1 class="govuk-heading-l">Sign in to the branch</h1>
          <NetworkWarning domain={given.network} />
          <Form action={here.to('/sign-in/link')} id="link">
            <input type="hidden" name="token" value={given.token} />
            <Button preventDoubleClick>Sign in</Button>
          </Form>
          <p class="govuk-body">
            On a computer that others use too, sign out when you are done. Closing the browser ends
            the sign-in as well.
          </p>
        </>,
      )
    : porchPage(
        'This link is not good any more',
        null,
        <>
          <h1 class="govuk-heading-l">This link is not good any more</h1>
          <p class="fl-lede">It was used already, or is older than 15 minutes.</p>
          <Button href={here.to('/sign-in')}>Get a new link</Button>
        </>,
      )

export function oneTimeCodePage(
  here: Here,
  given: { trouble: Trouble | null; to: string | undefined; ways: Ways },
): Plain {
  return porchPage(
    'Enter your one-time code',
    given.trouble,
    <>
      <h1 class="govuk-heading-l">Enter your one-time code</h1>
      <p class="fl-lede">It is on the paper that your rep or an officer gave you.</p>
      <NetworkWarning domain={given.ways.network} />
      <Form action={here.to('/sign-in/one-time-code')} novalidate>
        <To to={given.to} />
        <OneTimeCodeInput
          hint="Like K7QF-2MND-X8RA-9TBC. It works once."
          error={errorFor(given.trouble, 'code')}
        />
        <Button preventDoubleClick>Sign in</Button>
      </Form>
      <p class="govuk-body">
        <Link href={here.to('/sign-in', { to: given.to })}>Sign in another way</Link>
      </p>
    </>,
  )
}

export function passkeyPage(
  here: Here,
  given: { question: string; to: string | undefined; problem: Problem | null },
): Plain {
  return porchPage(
    'Sign in with a passkey',
    given.problem && { problem: given.problem, field: 'passkey' },
    <UsePasskey
      action={here.to('/sign-in/passkey')}
      question={given.question}
      to={given.to}
      without="Sign in another way."
      other={{ words: 'Sign in another way', href: here.to('/sign-in', { to: given.to }) }}
    />,
  )
}

const SEES: Readonly<Record<BranchRole, string>> = {
  member: 'Reads what the branch does, raises concerns and answers proposals.',
  rep: 'Plans visits, notes concerns, reads the log of meetings with the employer.',
  officer: 'Writes the programme and the log, keeps promises and wins, lets guests in.',
  'roll-keeper': 'Looks after the roll.',
}

/** The demonstration's people, each walked as with one click. */
export function walkPage(
  here: Here,
  given: { samples: readonly SamplePerson[]; to: string | undefined },
): Plain {
  return porchPage(
    'Choose whose eyes to look with',
    null,
    <>
      <h1 class="govuk-heading-l">Choose whose eyes to look with</h1>
      <p class="fl-lede">
        {given.samples.length === 0
          ? 'The demonstration is being made. Load this page again in half a minute.'
          : 'Everybody sees what their office needs and no more. These people are invented: walk as any of them, without a code.'}
      </p>
      {given.samples.length === 0 ? null : (
        <ul class="fl-walk">
          {given.samples.map((each) => (
            <li class="fl-walk__person">
              <Form action={here.to('/walk')}>
                <input type="hidden" name="member" value={each.member} />
                <To to={given.to} />
                <Button class="govuk-button--secondary fl-walk__button" preventDoubleClick>
                  {each.offices.join(', ')}
                  <span class="govuk-visually-hidden">, {each.name}</span>
                </Button>
              </Form>
              <p class="govuk-body fl-walk__words">
                <strong>{each.name}</strong>.{' '}
                {each.roles
                  .filter((role) => role !== 'member' || each.roles.length === 1)
                  .map((role) => SEES[role])
                  .join(' ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>,
  )
}
