import { Button, Form, Input, InsetText, Link, QrCode } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { errorFor, porchPage, type Trouble } from './porch.tsx'

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
        <Input
          name="code"
          label="One-time code"
          hint="It was printed where the branch’s Fairload was started, and is new at each start."
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          class="govuk-input--width-20"
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
        <Input
          name="email"
          type="email"
          label="Your own email address"
          hint="Never a work address: your employer can read it."
          autocomplete="email"
          autocapitalize="none"
          spellcheck={false}
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
    <>
      <h1 class="govuk-heading-l">Add Fairload to your authenticator app</h1>
      <p class="fl-lede">
        Your office opens what members trust the branch with. So you also type a code that only your
        own phone shows.
      </p>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>
          In an authenticator app on your own phone, never your employer’s, choose to add an account
          and point the camera here.
          <QrCode of={given.address} label="QR code with the key that is written below" />
          On this very phone,{' '}
          <a class="govuk-link" href={given.address}>
            open your app
          </a>
          . To type it instead, the key is{' '}
          <strong class="fl-code">{(given.key.match(/.{1,4}/g) ?? []).join(' ')}</strong>.
        </li>
        <li>Type the six digits that the app now shows.</li>
      </ol>
      <Form action={here.to('/sign-in/authenticator')} novalidate>
        <Input
          name="code"
          label="Six-digit code"
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
          class="govuk-input--width-10"
          error={errorFor(given.trouble, 'code')}
        />
        <Button preventDoubleClick>Continue</Button>
      </Form>
    </>,
  )
}

export function secondStepPage(
  here: Here,
  given: { trouble: Trouble | null; to: string | undefined },
): Plain {
  return porchPage(
    'Enter the code from your app',
    given.trouble,
    <>
      <h1 class="govuk-heading-l">Enter the code from your app</h1>
      <Form action={here.to('/sign-in/code')} novalidate>
        {given.to === undefined ? null : <input type="hidden" name="to" value={given.to} />}
        <Input
          name="code"
          label="Six-digit code"
          hint="Your authenticator app shows a new one every 30 seconds. Without your phone, enter one of your recovery codes."
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          class="govuk-input--width-10"
          error={errorFor(given.trouble, 'code')}
        />
        <Button preventDoubleClick>Sign in</Button>
      </Form>
      <p class="govuk-body">
        <Link href={here.to('/sign-in')}>Begin again</Link>
      </p>
    </>,
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
    <>
      <h1 class="govuk-heading-l">Keep these recovery codes</h1>
      <p class="fl-lede">
        Each is your second step once, when you have no phone. They are shown this one time.
      </p>
      <ul class="govuk-list fl-codes">
        {given.codes.map((code) => (
          <li class="fl-code">{code}</li>
        ))}
      </ul>
      <InsetText>
        Write them down, and keep them at home: not at work, and not in your email.
      </InsetText>
      <Button href={given.on}>{given.words}</Button>
    </>,
  )
}
