import type { JSX } from 'preact'
import {
  Button,
  type Content,
  Form,
  Input,
  InsetText,
  Link,
  QrCode,
  Section,
} from '../components/index.ts'
import { errorFor, To, type Trouble } from './fields.tsx'

/** An authenticator app is made known: the page below its title. */
export const AddToApp = (props: {
  action: string
  /** Why a second step is asked for. */
  why: Content
  /** Begins “… choose to add an account”: in which app. */
  where: string
  address: string
  secret: string
  trouble: Trouble | null
}): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">Add Fairload to your authenticator app</h1>
    <p class="fl-lede">{props.why}</p>
    <ol class="govuk-list govuk-list--number govuk-list--spaced">
      <li>
        {`${props.where}, choose to add an account and point the camera here.`}
        <QrCode of={props.address} label="QR code with the key that is written below" />
        On this very phone,{' '}
        <a class="govuk-link" href={props.address}>
          open your app
        </a>
        . To type it instead, the key is{' '}
        <strong class="fl-code">{(props.secret.match(/.{1,4}/g) ?? []).join(' ')}</strong>.
      </li>
      <li>Type the six digits that the app now shows.</li>
    </ol>
    <Form action={props.action} novalidate>
      <Input
        name="code"
        label="Six-digit code"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        class="govuk-input--width-10"
        error={errorFor(props.trouble, 'code')}
      />
      <Button preventDoubleClick>Continue</Button>
    </Form>
  </>
)

/** The app's code is asked for, or a recovery code. */
export const SecondStep = (props: {
  action: string
  trouble: Trouble | null
  to: string | undefined
  /** Where the sign-in begins anew. */
  again: string
}): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">Enter the code from your app</h1>
    <Form action={props.action} novalidate>
      <To to={props.to} />
      <Input
        name="code"
        label="Six-digit code"
        hint="Your authenticator app shows a new one every 30 seconds. Without your phone, enter one of your recovery codes."
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        class="govuk-input--width-10"
        error={errorFor(props.trouble, 'code')}
      />
      <Button preventDoubleClick>Sign in</Button>
    </Form>
    <p class="govuk-body">
      <Link href={props.again}>Begin again</Link>
    </p>
  </>
)

/** Recovery codes, shown once, and the way on. */
export const RecoveryCodes = (props: {
  what: string
  codes: readonly string[]
  /** How they are kept. */
  keep: string
  on: string
  words: string
}): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">Keep these recovery codes</h1>
    <p class="fl-lede">{props.what} They are shown this one time.</p>
    <ul class="govuk-list fl-codes">
      {props.codes.map((code) => (
        <li class="fl-code">{code}</li>
      ))}
    </ul>
    <InsetText>{props.keep}</InsetText>
    <Button href={props.on}>{props.words}</Button>
  </>
)

export const NewRecoveryCodes = (props: { action: string; children: Content }): JSX.Element => (
  <Section heading="Recovery codes" id="recovery-codes">
    <p class="govuk-body">{props.children} New codes end all earlier ones.</p>
    <Form action={props.action}>
      <Button class="govuk-button--secondary" preventDoubleClick>
        Make new recovery codes
      </Button>
    </Form>
  </Section>
)
