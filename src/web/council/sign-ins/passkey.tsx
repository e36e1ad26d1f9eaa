import type { Problem } from '../../../kit/index.ts'
import { Link, Opening, PasskeyForm } from '../../components/index.ts'
import { doorsOf } from '../../address.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { porchPage, type Porch } from '../porch.tsx'

/** The second step of making one: the password was right, now the device is asked. */
export function passkeyMakePage(here: Here, name: string, question: string): Figures {
  return {
    page: {
      title: 'Make the passkey',
      section: 'signIns',
      crumbs: [{ content: 'Your sign-in', href: here.to.signIns() }],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Make the passkey">
            Your device asks for your finger, your face or its PIN, and keeps the passkey.
          </Opening>
          <PasskeyForm
            action={here.to.passkeys()}
            question={question}
            way="make"
            button="Make it on this device"
            without={
              <p class="govuk-body">
                This browser cannot make a passkey here: it is too old, or runs no scripts. Your
                password and authenticator code sign you in as before.
              </p>
            }
          >
            <input type="hidden" name="name" value={name} />
          </PasskeyForm>
          <p class="govuk-body">
            <Link href={here.to.signIns()}>Go back without one</Link>
          </p>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'passkey',
    what: '',
  }
}

/** Signing in by a passkey alone. */
export function passkeySignInPage(
  porch: Porch,
  given: { question: string; to: string | undefined; problem: Problem | null },
): string {
  const doors = doorsOf(porch.organisation)
  return porchPage(
    porch,
    'Sign in with a passkey',
    given.problem && { problem: given.problem, field: 'passkey' },
    <>
      <h1 class="govuk-heading-l">Sign in with a passkey</h1>
      <p class="fl-lede">
        Your device asks for your finger, your face or its PIN. Nothing has to be typed.
      </p>
      <div id="passkey">
        <PasskeyForm
          action={doors.passkey()}
          question={given.question}
          way="use"
          button="Use your passkey"
          without={
            <p class="govuk-body">
              This browser cannot use a passkey here: it is too old, or runs no scripts. Sign in
              with your password and the code of your authenticator app.
            </p>
          }
        >
          {given.to === undefined ? null : <input type="hidden" name="to" value={given.to} />}
        </PasskeyForm>
      </div>
      <p class="govuk-body">
        <Link href={doors.signIn(given.to)}>Sign in with your password</Link>
      </p>
    </>,
  )
}
