import { createHash } from 'node:crypto'
import type { JSX } from 'preact'
import type { IsoDate } from '../../../kit/index.ts'
import {
  childrensDetails,
  withoutDetails,
  type ChildDetail,
} from '../../../core/bargaining/index.ts'
import {
  Button,
  Form,
  InsetText,
  Opening,
  Section,
  Textarea,
  WarningText,
} from '../../components/index.ts'
import { listOf, textOf, type FieldOf, type Typed } from '../record-form/fields.tsx'

/** The field in which a form says that these very words were looked at. */
export const LOOKED_AT = 'looked-at'

/** What a form that asks first takes beside its own fields. */
export const askedFields = (fields: readonly FieldOf[]): FieldOf[] => [
  ...fields,
  { kind: 'line', name: LOOKED_AT, label: '' },
]

/** Fields whose words may tell who a child is, each with what was found in it. */
export interface ChildInWords {
  found: { field: string; label: string; words: string; details: ChildDetail[] }[]
}

/**
 * What is to be asked before a form's words are kept: null where nothing is, or where whoever wrote
 * them has looked at these very words and says that no child is in them.
 *
 * @param fields the fields that hold words, with their labels.
 * @param known names of sites, teams and bodies, which are no child's.
 */
export function askFirst(
  typed: Typed,
  fields: Readonly<Record<string, string>>,
  on: IsoDate,
  known: readonly string[] = [],
): ChildInWords | null {
  const found = Object.entries(fields).flatMap(([field, label]) => {
    const words = textOf(typed, field)
    const details = childrensDetails(words, on, known)
    return details.length > 0 ? [{ field, label, words, details }] : []
  })
  if (found.length === 0 || textOf(typed, LOOKED_AT) === markOf(typed, fields)) return null
  return { found }
}

const markOf = (typed: Typed, fields: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.keys(fields).map((field) => textOf(typed, field).trim())))
    .digest('base64url')

const whats: Record<ChildDetail['what'], string> = {
  date: 'A date that may be a date of birth',
  number: 'A number that may be a case number',
  name: 'A name that may be a child’s',
}

/**
 * The question before words are kept. It works without scripts: one form keeps the words with the details
 * left out, the other says that no child is in them and keeps them as written.
 *
 * @param line the safeguarding line of the branch's settings; null where none is set.
 */
export function AskFirst(props: {
  asked: ChildInWords
  typed: Typed
  fields: Readonly<Record<string, string>>
  action: string
  line: string | null
}): JSX.Element {
  const { asked, typed, fields, action } = props
  const changing = new Set(asked.found.map(({ field }) => field))
  const others = (skip: ReadonlySet<string>): JSX.Element[] =>
    Object.keys(typed)
      .filter((name) => !skip.has(name) && name !== LOOKED_AT)
      .flatMap((name) => listOf(typed, name).map((value) => ({ name, value })))
      .map(({ name, value }) => <input type="hidden" name={name} value={value} />)
  return (
    <>
      <Opening heading="Is a child in these words?">
        Nothing has been kept yet. Children’s names, dates of birth and case numbers do not belong
        here, so please look at what you wrote.
      </Opening>
      {asked.found.map(({ label, words, details }) => (
        <InsetText>
          <p class="govuk-body">
            <strong>{label}:</strong> <Marked words={words} details={details} />
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {[...new Set(details.map(({ what, words: at }) => `${whats[what]}: ${at}`))].map(
              (line) => (
                <li>{line}</li>
              ),
            )}
          </ul>
        </InsetText>
      ))}
      <AtRisk line={props.line} />
      <Form action={action} novalidate>
        {others(changing)}
        {asked.found.map(({ field, label, words, details }) => (
          <Textarea
            name={field}
            id={`without-${field}`}
            label={{ content: label, class: 'govuk-label--s' }}
            hint="With those details left out. Change it as you need."
            rows={4}
            value={withoutDetails(words, details)}
          />
        ))}
        <Button preventDoubleClick>Keep it without them</Button>
      </Form>
      <Section heading="No child is in it" id="as-written">
        <Form action={action} novalidate>
          {others(new Set())}
          <input type="hidden" name={LOOKED_AT} value={markOf(typed, fields)} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Keep it as I wrote it
          </Button>
        </Form>
      </Section>
    </>
  )
}

/** Where to turn with a child at risk now: never to a form of the branch. */
export function AtRisk(props: { line: string | null }): JSX.Element {
  return (
    <WarningText>
      A child at risk now?{' '}
      {props.line === null
        ? 'Ring 999 where it cannot wait; else the children’s services duty line of your council.'
        : `Ring 999 where it cannot wait; else ${props.line}.`}{' '}
      Nobody watches this form.
    </WarningText>
  )
}

function Marked(props: { words: string; details: readonly ChildDetail[] }): JSX.Element {
  const parts: (string | JSX.Element)[] = []
  let at = 0
  for (const { from, to } of props.details) {
    parts.push(props.words.slice(at, from), <mark>{props.words.slice(from, to)}</mark>)
    at = to
  }
  parts.push(props.words.slice(at))
  return <>{parts}</>
}
