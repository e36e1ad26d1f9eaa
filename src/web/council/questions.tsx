import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { ImportView } from '../../council/index.ts'
import {
  AsRead,
  Button,
  Checkboxes,
  Details,
  Form,
  QuestionBox,
  Radios,
  Section,
  Select,
} from '../components/index.ts'
import type { Here } from './here.ts'

type Asked = ImportView['questionsToAnswer'][number]

/** Begins the name of a field that holds an answer; the question's key follows. */
export const ANSWER = 'answer:'
/** Begins the name of a box that takes an answer back. */
export const TAKE_BACK = 'back:'

/** Questions of one form: those that touch most rows come first, the rest after these are answered. */
const MOST = 100

const KINDS: { begins: string; heading: string }[] = [
  { begins: 'sheet:', heading: 'Sheets' },
  { begins: 'header:', heading: 'Headings of columns' },
  { begins: 'code:', heading: 'Codes' },
  { begins: 'worker:', heading: 'Names' },
  { begins: 'row:', heading: 'Rows' },
]

const kindOf = (asked: Asked): string =>
  KINDS.find((kind) => asked.question.key.startsWith(kind.begins))?.heading ?? 'Other'

/** Everything that can be answered on the page, in one form, by kind; nothing where there is nothing. */
export function questionsForm(here: Here, view: ImportView): JSX.Element | null {
  const isOpen = view.state === 'checked'
  const open = [...view.questionsToAnswer].sort((a, b) => b.touches - a.touches)
  const shown = open.slice(0, MOST)
  if (shown.length === 0 && view.answersGiven.length === 0) return null
  const headings = [...KINDS.map((kind) => kind.heading), 'Other'].filter((heading) =>
    shown.some((asked) => kindOf(asked) === heading),
  )
  return (
    <Section heading="Questions" id="questions">
      {isOpen ? (
        <Form action={here.to.importStep(view.id, 'answers')} novalidate>
          {shown.length > 0 ? (
            <p class="govuk-body">
              Answer what you know and leave the rest. An answer to a sheet, a heading, a code or a
              name is remembered for later files.
              {open.length > MOST
                ? ` These are the ${MOST} of ${open.length} that touch most rows; the others follow.`
                : ''}
            </p>
          ) : null}
          {headings.map((heading) => (
            <>
              <h3 class="govuk-heading-s">{heading}</h3>
              {shown
                .filter((asked) => kindOf(asked) === heading)
                .map((asked) => (
                  <QuestionField asked={asked} n={shown.indexOf(asked)} />
                ))}
            </>
          ))}
          <Given view={view} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Save the answers and read again
          </Button>
        </Form>
      ) : (
        <>
          <p class="govuk-body">
            {count(open.length, 'question was', 'questions were')} left unanswered when this import
            was decided.
          </p>
          {open.length > 0 && view.state === 'accepted' && view.current ? (
            <>
              <p class="govuk-body">
                To answer, have these very files read again. No figure changes until you accept what
                comes of it.
              </p>
              <ReadAgain here={here} />
            </>
          ) : null}
        </>
      )}
    </Section>
  )
}

/** The way to answer what the import in force left open: the same files are refused as an upload. */
export function ReadAgain({ here }: { here: Here }): JSX.Element {
  return (
    <Form action={here.to.importAgain()}>
      <Button class="govuk-button--secondary" preventDoubleClick>
        Read these files again, to answer
      </Button>
    </Form>
  )
}

function QuestionField({ asked, n }: { asked: Asked; n: number }): JSX.Element {
  const { question, finding, touches, answer } = asked
  const name = `${ANSWER}${question.key}`
  const id = `question-${n + 1}`
  const where = [
    finding.sheet ?? finding.file,
    finding.row === null || touches > 1 ? null : `row ${finding.row}`,
    finding.column,
  ]
    .filter((part) => part !== null)
    .join(', ')
  const hint = (
    <>
      {where}
      {finding.value === null ? null : (
        <>
          : <AsRead>{finding.value}</AsRead>
        </>
      )}
      {touches > 1 ? ` (in ${count(touches, 'row')})` : ''}. {finding.sentence}
    </>
  )
  const later = { value: '', content: 'Leave it open' }
  return (
    <QuestionBox>
      {question.options.length <= 5 ? (
        <Radios
          name={name}
          idPrefix={id}
          class="govuk-radios--small"
          value={answer ?? ''}
          fieldset={{ legend: { content: question.asks, class: 'govuk-fieldset__legend--s' } }}
          hint={{ content: hint }}
          items={[
            ...question.options.map((option) => ({ value: option.value, content: option.label })),
            later,
          ]}
        />
      ) : (
        <Select
          name={name}
          id={id}
          label={{ content: question.asks, class: 'govuk-label--s' }}
          hint={{ content: hint }}
          value={answer ?? ''}
          items={[
            { value: '', text: 'Leave it open' },
            ...question.options.map((option) => ({ value: option.value, text: option.label })),
          ]}
        />
      )}
    </QuestionBox>
  )
}

/** Answers this import was read with, the remembered ones too: each can be taken back. */
function Given({ view }: { view: ImportView }): JSX.Element | null {
  const stillAsked = new Set(view.questionsToAnswer.map((asked) => asked.question.key))
  const given = view.answersGiven.filter((answer) => !stillAsked.has(answer.key))
  if (given.length === 0) return null
  return (
    <Details summary={`${count(given.length, 'answer')} given before`}>
      <Checkboxes
        name="back"
        class="govuk-checkboxes--small"
        fieldset={{ legend: { content: 'Take back' } }}
        items={given.map((answer) => ({
          name: `${TAKE_BACK}${answer.key}`,
          value: 'yes',
          content: `${answer.key.replaceAll(':', ', ')}: ${answer.value}`,
        }))}
      />
    </Details>
  )
}
