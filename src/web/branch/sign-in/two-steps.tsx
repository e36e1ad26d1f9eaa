import { Button, Form, Input } from '../../components/index.ts'
import {
  AddToApp,
  EmailInput,
  errorFor,
  OneTimeCodeInput,
  RecoveryCodes,
  SecondStep,
  type Trouble,
} from '../../sign-in-parts/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { porchPage } from './porch.tsx'

/** The first person's page, and the second step of those whose office asks for it. */

export function setUpPage(
  here: Here,
  given: { trouble: Trouble | null; code: string; name: string; email: string },
): Plain {
  const { trouble } = given
  return porchPage(
    'Set up Fairload for your branch',
    trouble,
    <>
      <h1 class="govuk-heading-l">Set up Fairload for your branch</h1>
      <p class="fl-lede">
        You are the first: you become an officer and keep the roll, until you give these offices to
        others.
      </p>
      <Form action={here.to('/set-up')} novalidate>
        <OneTimeCodeInput
          hint="It was printed where the branch’s Fairload was started, and is new at each start."
          value={given.code}
          error={errorFor(trouble, 'code')}
        />
        <Input
          name="name"
          label="Your name"
          autocomplete="name"
          spellcheck={false}
          value={given.name}
          error={errorFor(trouble, 'name')}
        />
        <EmailInput
          label="Your own email address"
          hint="Never a work address: your employer can read it."
          autocomplete="email"
          value={given.email}
          error={errorFor(trouble, 'email')}
        />
        <Button preventDoubleClick>Continue</Button>
      </Form>
      <p class="govuk-body">Next you need an authenticator app on your own phone.</p>
    </>,
  )
}

export function authenticatorPage(
  here: Here,
  given: { trouble: Trouble | null; address: string; key: string },
): Plain {
  return porchPage(
    'Add Fairload to your authenticator app',
    given.trouble,
    <AddToApp
      action={here.to('/sign-in/authenticator')}
      why="Your office opens what members trust the branch with. So you also type a code that only your own phone shows."
      where="In an authenticator app on your own phone, never your employer’s"
      address={given.address}
      secret={given.key}
      trouble={given.trouble}
    />,
  )
}

export function secondStepPage(
  here: Here,
  given: { trouble: Trouble | null; to: string | undefined },
): Plain {
  return porchPage(
    'Enter the code from your app',
    given.trouble,
    <SecondStep
      action={here.to('/sign-in/code')}
      trouble={given.trouble}
      to={given.to}
      again={here.to('/sign-in')}
    />,
  )
}

export function recoveryCodesPage(given: {
  codes: readonly string[]
  on: string
  words: string
}): Plain {
  return porchPage(
    'Keep these recovery codes',
    null,
    <RecoveryCodes
      {...given}
      what="Each is your second step once, when you have no phone."
      keep="Write them down, and keep them at home: not at work, and not in your email."
    />,
  )
}
