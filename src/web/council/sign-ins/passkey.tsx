import type { Problem } from '../../../kit/index.ts'
import { doorsOf } from '../../address.ts'
import { MakePasskey, UsePasskey } from '../../sign-in-parts/index.ts'
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
      <MakePasskey
        action={here.to.passkeys()}
        question={question}
        name={name}
        without="Your password and authenticator code sign you in as before."
        back={here.to.signIns()}
      />
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
    <UsePasskey
      action={doors.passkey()}
      question={given.question}
      to={given.to}
      without="Sign in with your password and the code of your authenticator app."
      other={{ words: 'Sign in with your password', href: doors.signIn(given.to) }}
    />,
  )
}
