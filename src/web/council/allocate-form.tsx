import type { JSX } from 'preact'
import { overrideReasons } from '../../core/allocation/index.ts'
import type { ShortlistCandidate, ShortlistView } from '../../council/index.ts'
import { Button, Form, Select, Textarea, type Content } from '../components/index.ts'
import { listed } from '../words.ts'
import { changeWords, overrideWords, roleName } from './decisions/words.ts'
import type { Here } from './here.ts'

/** For which allocations the agreement may ask a second person; a handover’s emergency is none. */
const whatWords: Record<string, string> = {
  'over-hard-line': 'goes over the hard line',
  'against-protection': 'goes against a protection',
  'over-a-cap': 'goes over a cap',
  'outside-the-shortlist': 'passes over those with the most room',
}

/** What was typed, and what is wrong with it. */
export interface TriedAllocation {
  typed: Readonly<Record<string, string>>
  problems: readonly { field: string; sentence: string }[]
}

export const problemOf = (
  tried: Pick<TriedAllocation, 'problems'> | null,
  field: string,
): string | undefined => tried?.problems.find((problem) => problem.field === field)?.sentence

/** A radio beside a worker’s figures, in the row that shows them. */
export function ChooseWorker(props: {
  one: ShortlistCandidate
  first: boolean
  checked: boolean
}): JSX.Element {
  const { one } = props
  const id = props.first ? 'to' : `to-${one.address}`
  return (
    <div class="govuk-radios govuk-radios--small fl-choice" data-module="govuk-radios">
      <div class="govuk-radios__item">
        <input
          class="govuk-radios__input"
          type="radio"
          name="to"
          id={id}
          value={one.address}
          checked={props.checked}
        />
        <label class="govuk-label govuk-radios__label" for={id}>
          {one.name}
        </label>
      </div>
    </div>
  )
}

/** Everything of the page that asks a worker: the lists with their radios, a reason, one button. */
export function AskForm(props: {
  here: Here
  view: ShortlistView
  action: string
  tried: TriedAllocation | null
  children: Content
}): JSX.Element {
  const { view, tried } = props
  const typed = tried?.typed ?? {}
  const seconds = view.secondPersons.flatMap(({ what, role }) =>
    what in whatWords ? [`${whatWords[what]} (${roleName(role)})`] : [],
  )
  return (
    <Form action={props.action} class="fl-choose" novalidate>
      <input type="hidden" name="reach" value={view.reach} />
      {props.children}
      {view.from === null ? null : (
        <Select
          name="changeReason"
          id="changeReason"
          label="Why does the worker change?"
          error={problemOf(tried, 'changeReason')}
          value={typed['changeReason'] ?? ''}
          items={[
            { text: 'Choose a reason', value: '' },
            ...Object.entries(changeWords).map(([value, text]) => ({ value, text })),
          ]}
        />
      )}
      <Select
        name="overrideReason"
        id="overrideReason"
        label="If it is not one of those with the most room: why them?"
        error={problemOf(tried, 'overrideReason')}
        value={typed['overrideReason'] ?? ''}
        items={[
          { text: 'No reason needed', value: '' },
          ...overrideReasons.map((value) => ({ value, text: overrideWords[value] })),
        ]}
      />
      <Textarea
        name="words"
        id="words"
        label="What should they know? (optional, unless you gave a reason)"
        hint="The worker reads it. Use the child’s number, never a name. At most 4,000 characters."
        rows={3}
        value={typed['words'] ?? ''}
        error={problemOf(tried, 'words')}
      />
      {seconds.length === 0 ? null : (
        <p class="govuk-hint">
          As agreed, somebody else must agree first where it {listed(seconds)}. The worker is asked
          after that.
        </p>
      )}
      <Button preventDoubleClick>Ask them to take it</Button>
    </Form>
  )
}
