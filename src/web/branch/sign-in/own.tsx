import type { JSX } from 'preact'
import { count, type Problem } from '../../../kit/index.ts'
import type { BranchPasskeyView, BranchSessionView } from '../../../branch/sign-in/index.ts'
import {
  Button,
  DataTable,
  ErrorSummary,
  Form,
  Input,
  Link,
  Opening,
  PasskeyForm,
  Section,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
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
  const others = view.sessions.filter((each) => !each.current).length
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
          <Opening heading="Your sign-in">
            {others === 0
              ? 'You are signed in only here.'
              : `You are signed in here and in ${count(others, 'other place')}. End what you do not know.`}
          </Opening>
          <Section heading="Where you are signed in">
            <p class="govuk-body">
              A sign-in ends by itself after an hour without use, and after twelve hours in any
              case. Only you see this list.
            </p>
            <Sessions here={here} sessions={view.sessions} />
            {others === 0 ? null : (
              <Form action={here.to('/sign-ins/end')}>
                <input type="hidden" name="which" value="others" />
                <Button preventDoubleClick>End all but this one</Button>
              </Form>
            )}
          </Section>
          {view.sample ? null : (
            <>
              <Passkeys here={here} view={view} tried={tried} />
              {view.second.app ? (
                <Recovery here={here} left={view.second.recoveryCodesLeft} />
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

/** A button that ends one of a table's rows; who hears the page is told which. */
function EndButton(props: {
  action: string
  field: string
  value: string
  words: string
  which: string
}): JSX.Element {
  return (
    <Form action={props.action}>
      <input type="hidden" name={props.field} value={props.value} />
      <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
        {props.words}
        <span class="govuk-visually-hidden"> {props.which}</span>
      </Button>
    </Form>
  )
}

function Sessions(props: { here: Here; sessions: readonly BranchSessionView[] }): JSX.Element {
  return (
    <DataTable
      caption="Sign-ins, the last used first"
      captionSize="hidden"
      columns={[
        { label: 'Where', names: true, cell: (each) => each.agent },
        { label: 'Since', cell: (each) => moment(each.since) },
        { label: 'Last used', cell: (each) => moment(each.lastUsed) },
        {
          label: 'End it',
          cell: (each) =>
            each.current ? (
              'This one'
            ) : (
              <EndButton
                action={props.here.to('/sign-ins/end')}
                field="which"
                value={each.id}
                words="End"
                which={`${each.agent} since ${moment(each.since)}`}
              />
            ),
        },
      ]}
      rows={props.sessions}
    />
  )
}

function Passkeys(props: {
  here: Here
  view: OwnSignIns
  tried: { problem: Problem; name: string } | null
}): JSX.Element {
  const { here, tried } = props
  const { passkeys, passkeysWork, second } = props.view
  return (
    <Section heading="Passkeys" id="passkeys">
      <p class="govuk-body">
        With a passkey you sign in by your finger, your face or your device’s PIN
        {second.needed
          ? ', without a link and without a code.'
          : ', without waiting for a link.'}{' '}
        Make one on your own devices only.
      </p>
      {passkeys.length === 0 ? null : (
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
                  action={here.to('/sign-ins/passkeys/remove')}
                  field="id"
                  value={each.id}
                  words="Remove"
                  which={each.name}
                />
              ),
            },
          ]}
          rows={passkeys}
        />
      )}
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
    </Section>
  )
}

const Recovery = (props: { here: Here; left: number }): JSX.Element => (
  <Section heading="Recovery codes" id="recovery-codes">
    <p class="govuk-body">
      {`You have ${count(props.left, 'recovery code')} left.`} Each is your second step once, when
      you have no phone. New codes end all earlier ones.
    </p>
    <Form action={props.here.to('/sign-ins/recovery-codes')}>
      <Button class="govuk-button--secondary" preventDoubleClick>
        Make new recovery codes
      </Button>
    </Form>
  </Section>
)

/** The second step of making a passkey: the device is asked. */
export const passkeyMakePage = (here: Here, name: string, question: string): Plain => ({
  page: {
    title: 'Make the passkey',
    section: 'sign-ins',
    crumbs: [{ content: 'Your sign-in', href: here.to('/sign-ins') }],
  },
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <Opening heading="Make the passkey">
          Your device asks for your finger, your face or its PIN, and keeps the passkey.
        </Opening>
        <PasskeyForm
          action={here.to('/sign-ins/passkeys')}
          question={question}
          way="make"
          button="Make it on this device"
          without={
            <p class="govuk-body">
              This browser cannot make a passkey here: it is too old, or runs no scripts. You sign
              in as before.
            </p>
          }
        >
          <input type="hidden" name="name" value={name} />
        </PasskeyForm>
        <p class="govuk-body">
          <Link href={here.to('/sign-ins')}>Go back without one</Link>
        </p>
      </div>
    </div>
  ),
})
