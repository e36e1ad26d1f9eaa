import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import { Button, DataTable, Form, Section } from '../components/index.ts'
import { moment } from '../words.ts'

/** A place where somebody is signed in. */
interface Place {
  id: string
  agent: string
  since: Date
  lastUsed: Date
  /** The one that asks. */
  current: boolean
}

const othersIn = (places: readonly Place[]): number => places.filter((each) => !each.current).length

/** Where one is signed in, as the page of one's own sign-in opens. */
export function placesInWords(places: readonly Place[]): string {
  const others = othersIn(places)
  return others === 0
    ? 'You are signed in only here.'
    : `You are signed in here and in ${count(others, 'other place')}. End what you do not know.`
}

export function Places(props: {
  places: readonly Place[]
  /** Where one, or all others, are ended. */
  end: string
  /** When a sign-in ends by itself. */
  limits: string
}): JSX.Element {
  return (
    <Section heading="Where you are signed in">
      <p class="govuk-body">{props.limits}</p>
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
                  action={props.end}
                  field="which"
                  value={each.id}
                  words="End"
                  which={`${each.agent} since ${moment(each.since)}`}
                />
              ),
          },
        ]}
        rows={props.places}
      />
      {othersIn(props.places) === 0 ? null : (
        <Form action={props.end}>
          <input type="hidden" name="which" value="others" />
          <Button preventDoubleClick>End all but this one</Button>
        </Form>
      )}
    </Section>
  )
}

/** A button that ends one of a table's rows; who hears the page is told which. */
export function EndButton(props: {
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
