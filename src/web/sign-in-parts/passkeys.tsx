import type { JSX } from 'preact'
import {
  type Content,
  DataTable,
  Link,
  Opening,
  PasskeyForm,
  Section,
} from '../components/index.ts'
import { moment } from '../words.ts'
import { To } from './fields.tsx'
import { EndButton } from './places.tsx'

/** The passkeys that somebody has, and below them how another is added. */
export const Passkeys = (props: {
  keys: readonly { id: string; name: string; since: Date; lastUsed: Date | null }[]
  what: string
  /** Where one is removed. */
  remove: string
  children: Content
}): JSX.Element => (
  <Section heading="Passkeys" id="passkeys">
    <p class="govuk-body">
      With a passkey you sign in by your finger, your face or your device’s PIN, {props.what}
    </p>
    {props.keys.length === 0 ? null : (
      <DataTable
        caption="Your passkeys, the oldest first"
        captionSize="hidden"
        columns={[
          { label: 'Name', names: true, cell: (each) => each.name },
          { label: 'Since', cell: (each) => moment(each.since) },
          {
            label: 'Last used',
            cell: (each) => (each.lastUsed ? moment(each.lastUsed) : 'Not yet'),
          },
          {
            label: 'Remove it',
            cell: (each) => (
              <EndButton
                action={props.remove}
                field="id"
                value={each.id}
                words="Remove"
                which={each.name}
              />
            ),
          },
        ]}
        rows={props.keys}
      />
    )}
    {props.children}
  </Section>
)

/** The second step of making a passkey: the device is asked. */
export const MakePasskey = (props: {
  action: string
  question: string
  name: string
  /** Says how one signs in where the browser can make none. */
  without: string
  back: string
}): JSX.Element => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <Opening heading="Make the passkey">
        Your device asks for your finger, your face or its PIN, and keeps the passkey.
      </Opening>
      <PasskeyForm
        action={props.action}
        question={props.question}
        way="make"
        button="Make it on this device"
        without={
          <p class="govuk-body">
            This browser cannot make a passkey here: it is too old, or runs no scripts.{' '}
            {props.without}
          </p>
        }
      >
        <input type="hidden" name="name" value={props.name} />
      </PasskeyForm>
      <p class="govuk-body">
        <Link href={props.back}>Go back without one</Link>
      </p>
    </div>
  </div>
)

/** Signing in by a passkey alone. */
export const UsePasskey = (props: {
  action: string
  question: string
  to: string | undefined
  /** Says how one signs in where the browser can use none. */
  without: string
  other: { words: string; href: string }
}): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">Sign in with a passkey</h1>
    <p class="fl-lede">
      Your device asks for your finger, your face or its PIN. Nothing has to be typed.
    </p>
    <div id="passkey">
      <PasskeyForm
        action={props.action}
        question={props.question}
        way="use"
        button="Use your passkey"
        without={
          <p class="govuk-body">
            This browser cannot use a passkey here: it is too old, or runs no scripts.{' '}
            {props.without}
          </p>
        }
      >
        <To to={props.to} />
      </PasskeyForm>
    </div>
    <p class="govuk-body">
      <Link href={props.other.href}>{props.other.words}</Link>
    </p>
  </>
)
