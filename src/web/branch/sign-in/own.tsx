import type { JSX } from 'preact'
import { count, type Problem } from '../../../kit/index.ts'
import type { BranchPasskeyView, BranchSessionView } from '../../../branch/sign-in/index.ts'
import { Button, ErrorSummary, Form, Input, Link, Opening } from '../../components/index.ts'
import {
  MakePasskey,
  NewRecoveryCodes,
  Passkeys,
  Places,
  placesInWords,
} from '../../sign-in-parts/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

export interface OwnSignIns {
  sessions: readonly BranchSessionView[]
  passkeys: readonly BranchPasskeyView[]
  /** Whether passkeys can be used where the branch is reached. */
  passkeysWork: boolean
  second: { needed: boolean; app: boolean; recoveryCodesLeft: number }
  /** One of the demonstration's people, who has nothing to sign in with. */
  sample: boolean
}

/** Where one is signed in oneself, and with what. */
export function ownPage(
  here: Here,
  view: OwnSignIns,
  tried: { problem: Problem; name: string } | null,
): Plain {
  return {
    page: {
      title: 'Your sign-in',
      section: 'sign-ins',
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary errors={[{ content: tried.problem.sentence, href: '#passkey-name' }]} />
      ) : null,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Your sign-in">{placesInWords(view.sessions)}</Opening>
          <Places
            places={view.sessions}
            end={here.to('/sign-ins/end')}
            limits="A sign-in ends by itself after an hour without use, and after twelve hours in any case. Only you see this list."
          />
          {view.sample ? null : (
            <>
              <OwnPasskeys here={here} view={view} tried={tried} />
              {view.second.app ? (
                <NewRecoveryCodes action={here.to('/sign-ins/recovery-codes')}>
                  {`You have ${count(view.second.recoveryCodesLeft, 'recovery code')} left.`} Each
                  is your second step once, when you have no phone.
                </NewRecoveryCodes>
              ) : null}
            </>
          )}
          <p class="govuk-body">
            <Link href={here.to('/roll/mine')}>
              What the branch holds about you, and who looked
            </Link>
          </p>
        </div>
      </div>
    ),
  }
}

function OwnPasskeys(props: {
  here: Here
  view: OwnSignIns
  tried: { problem: Problem; name: string } | null
}): JSX.Element {
  const { here, tried } = props
  const { passkeys, passkeysWork, second } = props.view
  return (
    <Passkeys
      keys={passkeys}
      what={`${second.needed ? 'without a link and without a code.' : 'without waiting for a link.'} Make one on your own devices only.`}
      remove={here.to('/sign-ins/passkeys/remove')}
    >
      {passkeysWork ? (
        <Form action={here.to('/sign-ins/passkeys/prepare')} novalidate>
          <Input
            name="name"
            id="passkey-name"
            label="Name of the device"
            hint="So that you know it again, such as “My phone”."
            class="govuk-input--width-20"
            value={tried?.name ?? ''}
            error={tried?.problem.sentence}
          />
          <Button class="govuk-button--secondary">Add a passkey</Button>
        </Form>
      ) : (
        <p class="govuk-body">
          Passkeys need the branch to be reached by a name over https. Ask the person who looks
          after its Fairload.
        </p>
      )}
    </Passkeys>
  )
}

/** The second step of making a passkey: the device is asked. */
export const passkeyMakePage = (here: Here, name: string, question: string): Plain => ({
  page: {
    title: 'Make the passkey',
    section: 'sign-ins',
    crumbs: [{ content: 'Your sign-in', href: here.to('/sign-ins') }],
  },
  body: (
    <MakePasskey
      action={here.to('/sign-ins/passkeys')}
      question={question}
      name={name}
      without="You sign in as before."
      back={here.to('/sign-ins')}
    />
  ),
})
