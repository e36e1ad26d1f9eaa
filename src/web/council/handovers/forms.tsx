import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import { answererNames } from '../../../core/agreement/index.ts'
import { isSignature } from '../../../core/handover/index.ts'
import type { HandoverStep, HandoverView } from '../../../council/index.ts'
import {
  Button,
  CountedTextarea,
  DateInput,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Radios,
  WarningText,
  type Content,
} from '../../components/index.ts'
import type { Plain } from '../imports.tsx'
import type { Here } from '../here.ts'
import {
  childrenWords,
  emergencyWords,
  partsOf,
  stepOf,
  stepWords,
  toldWords,
  type Typed,
} from './words.ts'

/** A form that was sent and could not be taken: what was typed, and what is wrong with it. */
export interface Tried {
  typed: Typed
  problem: { field: string; sentence: string }
}

const MOST_WORDS = 4_000
const MOST_LINE = 400

/** A page with one form about a handover, under an error summary where it was sent in vain. */
function formPage(props: {
  here: Here
  view: HandoverView
  title: string
  about: Content
  action: string
  button: string
  warning?: boolean
  tried: Tried | null
  children: Content
}): Plain {
  const { here, view, title, tried } = props
  return {
    page: {
      title,
      section: 'handovers',
      crumbs: [
        { content: 'Handovers', href: here.to.handovers() },
        { content: childrenWords(view), href: here.to.handover(view.id) },
      ],
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={[{ content: tried.problem.sentence, href: `#${tried.problem.field}` }]}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title}>{props.about}</Opening>
        <Form action={props.action} novalidate>
          {props.children}
          <Button preventDoubleClick {...(props.warning ? { class: 'govuk-button--warning' } : {})}>
            {props.button}
          </Button>
        </Form>
        <p class="govuk-body">
          <Link href={here.to.handover(view.id)}>Back to the handover without this</Link>
        </p>
      </>
    ),
  }
}

const errorOf = (tried: Tried | null, field: string): string | undefined =>
  tried?.problem.field === field ? tried.problem.sentence : undefined

function Day(props: {
  prefix: string
  legend: string
  hint?: string
  typed: Typed
  tried: Tried | null
}): JSX.Element {
  const { prefix, typed } = props
  return (
    <DateInput
      id={prefix}
      namePrefix={prefix}
      fieldset={{ legend: { content: props.legend, class: 'govuk-fieldset__legend--s' } }}
      hint={props.hint}
      values={{
        day: typed[`${prefix}-day`] ?? '',
        month: typed[`${prefix}-month`] ?? '',
        year: typed[`${prefix}-year`] ?? '',
      }}
      error={errorOf(props.tried, prefix)}
    />
  )
}

function WordsField(props: {
  label: string
  hint?: string
  rows?: number
  typed: Typed
  tried: Tried | null
}): JSX.Element {
  return (
    <CountedTextarea
      name="words"
      id="words"
      label={props.label}
      hint={props.hint}
      rows={props.rows ?? 6}
      most={MOST_WORDS}
      value={props.typed['words'] ?? ''}
      error={errorOf(props.tried, 'words')}
    />
  )
}

const PLAIN_WORDS =
  'No names: a number or initials are enough. The record itself stays where it is.'

/** What each step that is said in words asks for. */
const asks: Partial<Record<HandoverStep, { label: string; hint: string }>> = {
  summary: {
    label: 'What must the next worker know?',
    hint: `Where the work stands, what the plan is, who matters to the child. ${PLAIN_WORDS}`,
  },
  'open-risks': {
    label: 'What could go wrong, and what is done about it?',
    hint: `For the child, the family and the worker. Say so where there is none. ${PLAIN_WORDS}`,
  },
  'open-tasks': {
    label: 'What is still to be done, by whom and by when?',
    hint: `One in a line. Say so where there is none. ${PLAIN_WORDS}`,
  },
}

/** One step of a handover, one thing at a time. */
export function stepPage(
  here: Here,
  view: HandoverView,
  step: HandoverStep,
  tried: Tried | null,
): Plain {
  const action = here.to.handoverStep(view.id, step)
  if (isSignature(step)) return signPage(here, view, step, tried)
  const title = stepWords[step]
  const typed = tried?.typed ?? partsOf(here.today, 'on')
  const about = `${childrenWords(view)}, from ${view.from.name} to ${view.to.name}.`
  const page = (children: Content): Plain =>
    formPage({ here, view, title, about, action, button: 'Enter this', tried, children })
  const ask = asks[step]
  if (ask) {
    return page(<WordsField {...ask} rows={8} typed={typed} tried={tried} />)
  }
  if (step === 'statutory-dates') return page(<DateFields view={view} tried={tried} />)
  if (step === 'child-told' || step === 'family-told') {
    return page(
      <>
        <Radios
          name="how"
          idPrefix="how"
          fieldset={{
            legend: {
              content:
                step === 'child-told' ? 'How was the child told?' : 'How was the family told?',
              class: 'govuk-fieldset__legend--s',
            },
          }}
          value={typed['how']}
          error={errorOf(tried, 'how')}
          items={Object.entries(toldWords)
            .filter(([how]) => step === 'child-told' || how !== 'too-young')
            .map(([value, content]) => ({ value, content }))}
        />
        <Day prefix="on" legend="On which day?" typed={typed} tried={tried} />
        <WordsField
          label="What they said (optional)"
          hint={PLAIN_WORDS}
          rows={4}
          typed={typed}
          tried={tried}
        />
      </>,
    )
  }
  return page(
    <>
      <Day
        prefix="on"
        legend={step === 'meeting' ? 'When was the meeting?' : 'When was the joint visit?'}
        hint="The day on which it took place."
        typed={typed}
        tried={tried}
      />
      <CountedTextarea
        name="present"
        id="present"
        label="Who was there?"
        hint={
          step === 'meeting'
            ? 'Workers and managers by name. A message is no meeting: a call or a video call is one.'
            : 'Workers by name; of the family, who they are to the child.'
        }
        rows={2}
        most={MOST_LINE}
        value={typed['present'] ?? ''}
        error={errorOf(tried, 'present')}
      />
      <WordsField
        label="What else is to be kept of it (optional)"
        hint={PLAIN_WORDS}
        rows={4}
        typed={typed}
        tried={tried}
      />
    </>,
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const dateField = (child: number, at: number): string => `date-${child}-${at}`

function DateFields({ view, tried }: { view: HandoverView; tried: Tried | null }): JSX.Element {
  return (
    <>
      <InsetText>
        The days are those that the files say; where they hold none, enter it from the child’s
        record or leave it empty. Change what is wrong.
      </InsetText>
      {view.nextDates.flatMap((dates, child) =>
        dates.map(({ what, due, rule }, at) => {
          const prefix = dateField(child, at)
          const name = view.children[child]?.child
          return (
            <Day
              prefix={prefix}
              legend={`${capital(what)}${view.children.length > 1 ? `, child ${name ?? ''}` : ''}`}
              hint={`${capital(rule)}: ${due === null ? 'the files hold no day' : longDate(due)}.`}
              typed={tried?.typed ?? partsOf(due, prefix)}
              tried={tried}
            />
          )
        }),
      )}
      <WordsField
        label="Other dates to keep (optional)"
        hint={`Contact, health, school, court directions. ${PLAIN_WORDS}`}
        rows={4}
        typed={tried?.typed ?? {}}
        tried={tried}
      />
    </>
  )
}

function signPage(here: Here, view: HandoverView, step: HandoverStep, tried: Tried | null): Plain {
  if (!view.maySign.some((own) => own === step)) return absentPage(here, view, step, tried)
  const isLast = view.missing.length === 1
  const last = isLast
    ? ` It is the last: from today ${view.to.name} answers for the case, and its weight moves with it.`
    : ''
  return formPage({
    here,
    view,
    title: stepOf(view, step),
    about: `You sign that this handover is done as it was entered.${last}`,
    action: here.to.handoverSign(view.id, step),
    button: `Sign as ${here.person.name}`,
    tried,
    children: (
      <p class="govuk-body">
        <Link href={here.to.handoverSheet(view.id)}>Read all that was entered</Link> first. You can
        take your signature back until the last one is given.
      </p>
    ),
  })
}

/** Whoever handed over in an emergency has gone: a manager notes it, which is no signature. */
const absentPage = (
  here: Here,
  view: HandoverView,
  step: HandoverStep,
  tried: Tried | null,
): Plain =>
  formPage({
    here,
    view,
    title: `${view.from.name} cannot sign`,
    about: `An emergency passed the case on, and ${view.from.name} has gone. You note that; it is not their signature, and it does not count as yours.`,
    action: here.to.handoverSign(view.id, step),
    button: `Note that ${view.from.name} has gone`,
    tried,
    children: null,
  })

/** Takes back a step entered in error. */
export const undoPage = (
  here: Here,
  view: HandoverView,
  step: HandoverStep,
  tried: Tried | null,
): Plain =>
  formPage({
    here,
    view,
    title: `Take back: ${stepOf(view, step).toLowerCase()}`,
    about: isSignature(step)
      ? 'The signature counts no more and can be given again. That it was given stays in the record.'
      : 'It counts no more and can be entered again; signatures that were given over it are taken back with it. What was entered stays in the record.',
    action: here.to.handoverUndo(view.id, step),
    button: 'Take it back',
    warning: true,
    tried,
    children: (
      <WordsField
        label="What was wrong with it?"
        rows={3}
        typed={tried?.typed ?? {}}
        tried={tried}
      />
    ),
  })

export const planPage = (here: Here, view: HandoverView, tried: Tried | null): Plain =>
  formPage({
    here,
    view,
    title: 'When does the case change hands?',
    about: `${view.from.name} answers for it until all have signed, whatever the day.`,
    action: here.to.handoverAct(view.id, 'plan'),
    button: 'Set this day',
    tried,
    children: (
      <Day
        prefix="on"
        legend="Planned for"
        typed={tried?.typed ?? partsOf(view.plannedFor, 'on')}
        tried={tried}
      />
    ),
  })

export const movedPage = (here: Here, view: HandoverView, tried: Tried | null): Plain =>
  formPage({
    here,
    view,
    title: 'The case was moved by message alone',
    about:
      'Somebody was told that a case is theirs, with no meeting. It is noted as a breach of the agreement’s clause on meetings.',
    action: here.to.handoverAct(view.id, 'moved'),
    button: 'Note this',
    tried,
    children: (
      <>
        <Day
          prefix="on"
          legend="On which day?"
          typed={tried?.typed ?? partsOf(here.today, 'on')}
          tried={tried}
        />
        <WordsField
          label="How was it moved?"
          hint="What the message said and who sent it. No child’s name."
          rows={4}
          typed={tried?.typed ?? {}}
          tried={tried}
        />
      </>
    ),
  })

const roleWords = (role: string): string =>
  (answererNames as Record<string, string | undefined>)[role] ?? role

export const emergencyPage = (here: Here, view: HandoverView, tried: Tried | null): Plain =>
  formPage({
    here,
    view,
    title: 'Pass the case on in an emergency',
    about:
      view.secondPerson === null
        ? `${view.to.name} answers for the case from today. The steps that are missing are overdue and are made up.`
        : `${view.to.name} answers for the case as soon as ${roleWords(view.secondPerson.role)} agrees: the agreement asks a second person.`,
    action: here.to.handoverAct(view.id, 'emergency'),
    button: view.secondPerson === null ? 'Pass the case on' : 'Ask for this',
    warning: true,
    tried,
    children: (
      <>
        <Radios
          name="reason"
          idPrefix="reason"
          fieldset={{ legend: { content: 'Why?', class: 'govuk-fieldset__legend--s' } }}
          value={tried?.typed['reason']}
          error={errorOf(tried, 'reason')}
          items={Object.entries(emergencyWords).map(([value, content]) => ({ value, content }))}
        />
        <WordsField
          label="What happened?"
          hint={PLAIN_WORDS}
          rows={4}
          typed={tried?.typed ?? {}}
          tried={tried}
        />
      </>
    ),
  })

export const answerPage = (here: Here, view: HandoverView, tried: Tried | null): Plain => {
  const asked = view.emergencyAsked
  return formPage({
    here,
    view,
    title: 'Is this an emergency?',
    about: `${asked?.by ?? ''} asks that ${view.to.name} answers for the case from today.`,
    action: here.to.handoverAct(view.id, 'answer'),
    button: 'Answer',
    tried,
    children: (
      <>
        <WarningText>
          {asked ? emergencyWords[asked.reason] : ''}: “
          {view.entries.find(({ said }) => said === 'asked')?.words ?? ''}”
        </WarningText>
        <Radios
          name="agrees"
          idPrefix="agrees"
          fieldset={{
            legend: { content: 'Do you agree?', class: 'govuk-fieldset__legend--s' },
          }}
          value={tried?.typed['agrees']}
          error={errorOf(tried, 'agrees')}
          items={[
            { value: 'yes', content: 'Yes, the case passes on now' },
            { value: 'no', content: `No, ${view.from.name} goes on answering for it` },
          ]}
        />
        <WordsField
          label="Why, where you do not agree"
          rows={3}
          typed={tried?.typed ?? {}}
          tried={tried}
        />
      </>
    ),
  })
}
