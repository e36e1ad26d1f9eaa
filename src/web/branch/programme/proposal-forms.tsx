import type { JSX } from 'preact'
import { longDate, type IsoDate } from '../../../kit/index.ts'
import type { DemandView, ProposalView } from '../../../branch/programme/index.ts'
import { Button, Form, Section } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { Fields, type FieldOf, type FieldProblem, type Typed } from '../record-form/fields.tsx'
import type { Reading } from '../record-form/reading.ts'

/** What a member's form asks: a new demand, or other words for one. */
export const proposeFields = (isNew: boolean): FieldOf[] => [
  ...(isNew ? [{ kind: 'line' as const, name: 'title', label: 'The demand in a few words' }] : []),
  {
    kind: 'words',
    name: 'words',
    label: isNew ? 'What should change' : 'What it should say',
    hint: 'No names of children or colleagues.',
  },
  { kind: 'words', name: 'why', label: 'Why', hint: 'Members read it, not who wrote it.', rows: 3 },
]

export const proposeRead = (reading: Reading, isNew: boolean) => ({
  title: isNew ? reading.needed('title', 200, 'Give the demand a few words.') : '',
  words: reading.needed('words', 4_000, 'Write what it should say.'),
  why: reading.upTo('why', 2_000),
})

export const putFields: FieldOf[] = [
  {
    kind: 'line',
    name: 'question',
    label: 'The question',
    hint: 'Members answer agree, disagree or pass.',
  },
  { kind: 'day', name: 'until', label: 'The last day to answer' },
]

export const putRead = (reading: Reading) => ({
  question: reading.needed('question', 400, 'Write the question.'),
  until: reading.neededDay('until', 'Give the last day to answer.'),
})

export const decideFields = (proposal: ProposalView, demands: readonly DemandView[]): FieldOf[] => [
  {
    kind: 'one',
    name: 'as',
    label: 'What becomes of it?',
    items: [
      {
        value: 'taken',
        text: proposal.what === 'demand' ? 'It becomes a demand' : 'The demand’s words change',
      },
      ...(demands.length > 0
        ? [{ value: 'merged', text: 'It is merged with a demand that says the same' }]
        : []),
      { value: 'declined', text: 'It is not taken up' },
    ],
  },
  ...(proposal.what === 'amendment'
    ? [
        {
          kind: 'words' as const,
          name: 'words',
          label: 'The demand’s words from now on',
          hint: 'Only where they change.',
        },
      ]
    : []),
  ...(demands.length > 0
    ? [
        {
          kind: 'pick' as const,
          name: 'into',
          label: 'The demand it is merged with',
          none: 'Only where it is merged',
          items: demands.map(({ id, place, title }) => ({ value: id, text: `${place}. ${title}` })),
        },
      ]
    : []),
  {
    kind: 'words',
    name: 'reason',
    label: 'Why',
    hint: 'Whoever proposed it and every member read it.',
    rows: 3,
  },
]

export function decideRead(
  reading: Reading,
  proposal: ProposalView,
  demands: readonly DemandView[],
) {
  const as = reading.oneOf('as', ['taken', 'merged', 'declined'], 'Choose what becomes of it.')
  const into = reading.idIn(
    'into',
    demands.map(({ id }) => ({ value: id })),
  )
  const words = reading.upTo('words', 4_000)
  if (as === 'merged' && into === null)
    reading.wrong('into', 'Choose the demand it is merged with.')
  if (as === 'taken' && proposal.what === 'amendment' && words === '') {
    reading.wrong('words', 'Write what the demand says from now on.')
  }
  return { as, into, words, reason: reading.needed('reason', 2_000, 'Say why.') }
}

export interface Tried {
  form: 'put' | 'decide'
  typed: Typed
  problems: readonly FieldProblem[]
}

/** What an officer does with a proposal that waits: asks the members, or decides. */
export function OfficerForms(props: {
  here: Here
  proposal: ProposalView
  demands: readonly DemandView[]
  tried: Tried | null
  /** The version of the demand that the form is based on. */
  number: number | null
}): JSX.Element | null {
  const { here, proposal, demands, tried } = props
  if (!here.may('programme.edit') || (proposal.state !== 'open' && proposal.state !== 'put')) {
    return null
  }
  const at = here.to(`/programme/proposals/${proposal.id}`)
  const typedIn = (form: Tried['form'], otherwise: Typed): Typed =>
    tried?.form === form ? tried.typed : otherwise
  const problemsIn = (form: Tried['form']): readonly FieldProblem[] =>
    tried?.form === form ? tried.problems : []
  if (proposal.isOpenForAnswers) {
    return (
      <p class="govuk-body">
        You decide after {longDate(proposal.put?.until ?? ('1000-01-01' as IsoDate))}, when members
        have answered.
      </p>
    )
  }
  return (
    <>
      <Section heading="Decide" id="decide">
        <Form action={`${at}/decide`} novalidate>
          <input type="hidden" name="number" value={String(props.number ?? '')} />
          <Fields
            fields={decideFields(proposal, demands)}
            typed={typedIn('decide', { words: proposal.words })}
            problems={problemsIn('decide')}
          />
          <Button preventDoubleClick>Decide</Button>
        </Form>
      </Section>
      {proposal.state === 'open' ? (
        <Section heading="Or ask the members first" id="put">
          <p class="govuk-body">
            This is not a statutory ballot: it shows what members think and decides nothing. It is
            never about industrial action.
          </p>
          <Form action={`${at}/put`} novalidate>
            <Fields
              fields={putFields}
              typed={typedIn('put', { question: 'Should this be in our programme?' })}
              problems={problemsIn('put')}
            />
            <Button class="govuk-button--secondary" preventDoubleClick>
              Ask the members
            </Button>
          </Form>
        </Section>
      ) : null}
    </>
  )
}
