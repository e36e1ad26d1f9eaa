import type { JSX } from 'preact'
import { longDate, type IsoDate } from '../../../kit/index.ts'
import {
  Button,
  ButtonGroup,
  Checkboxes,
  DateInput,
  ErrorSummary,
  Form,
  Input,
  Link,
  Radios,
  Select,
  Textarea,
} from '../../components/index.ts'

export interface Item {
  value: string
  text: string
  hint?: string | undefined
}

interface Common {
  name: string
  label: string
  hint?: string | undefined
}

/** What a form asks, said once: it is shown, read and refused by the same list. */
export type FieldOf =
  | (Common & { kind: 'line'; narrow?: boolean })
  | (Common & { kind: 'words'; rows?: number })
  | (Common & { kind: 'day' })
  | (Common & { kind: 'one'; items: readonly Item[] })
  | (Common & { kind: 'pick'; items: readonly Item[]; none: string })
  | (Common & { kind: 'many'; items: readonly Item[] })

/** What somebody typed, by the name of the field; a day in three parts. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

export interface FieldProblem {
  field: string
  sentence: string
}

export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

export const listOf = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name]
  return value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value
}

/** A day as its three fields hold it. */
export function dayTyped(name: string, day: IsoDate | null): Record<string, string> {
  const [year = '', month = '', of = ''] = day?.split('-') ?? []
  return {
    [`${name}-day`]: of.replace(/^0/, ''),
    [`${name}-month`]: month.replace(/^0/, ''),
    [`${name}-year`]: year,
  }
}

/** The fields of a form, each with what was typed and what is wrong with it. */
export function Fields(props: {
  fields: readonly FieldOf[]
  typed: Typed
  problems: readonly FieldProblem[]
}): JSX.Element {
  return (
    <>
      {props.fields.map((field) => (
        <OneField
          field={field}
          typed={props.typed}
          error={props.problems.find((problem) => problem.field === field.name)?.sentence}
        />
      ))}
    </>
  )
}

const legend = (label: string) => ({ content: label, class: 'govuk-fieldset__legend--s' })

function OneField(props: { field: FieldOf; typed: Typed; error: string | undefined }): JSX.Element {
  const { field, typed, error } = props
  const { name, label, hint } = field
  const labelled = { content: label, class: 'govuk-label--s' }
  switch (field.kind) {
    case 'line':
      return (
        <Input
          name={name}
          label={labelled}
          hint={hint}
          error={error}
          value={textOf(typed, name)}
          autocomplete="off"
          class={field.narrow ? 'govuk-input--width-5' : undefined}
        />
      )
    case 'words':
      return (
        <Textarea
          name={name}
          label={labelled}
          hint={hint}
          error={error}
          rows={field.rows ?? 4}
          value={textOf(typed, name)}
        />
      )
    case 'day':
      return (
        <DateInput
          id={name}
          namePrefix={name}
          fieldset={{ legend: legend(label) }}
          hint={hint ?? exampleHint}
          error={error}
          values={{
            day: textOf(typed, `${name}-day`),
            month: textOf(typed, `${name}-month`),
            year: textOf(typed, `${name}-year`),
          }}
        />
      )
    case 'one':
      return (
        <Radios
          name={name}
          fieldset={{ legend: legend(label) }}
          hint={hint}
          error={error}
          value={textOf(typed, name)}
          items={field.items.map((item) => ({
            value: item.value,
            content: item.text,
            hint: item.hint,
          }))}
        />
      )
    case 'pick':
      return (
        <Select
          name={name}
          label={labelled}
          hint={hint}
          error={error}
          value={textOf(typed, name)}
          items={[{ text: field.none, value: '' }, ...field.items]}
        />
      )
    case 'many':
      return (
        <Checkboxes
          name={name}
          fieldset={{ legend: legend(label) }}
          hint={hint}
          error={error}
          values={listOf(typed, name)}
          items={field.items.map((item) => ({
            value: item.value,
            content: item.text,
            hint: item.hint,
          }))}
        />
      )
  }
}

const exampleHint = `For example, ${longDate('2026-03-27' as IsoDate).replace(' March ', ' 3 ')}`

export interface RecordFormProps {
  action: string
  fields: readonly FieldOf[]
  typed: Typed
  problems: readonly FieldProblem[]
  /** The version that was shown; null for something new. */
  number: number | null
  button: string
  back: string
}

/** A form of these fields that carries the version it was begun from. */
export function RecordForm(props: RecordFormProps): JSX.Element {
  return (
    <Form action={props.action} novalidate>
      {props.number === null ? null : (
        <input type="hidden" name="number" value={String(props.number)} />
      )}
      {textOf(props.typed, 'settles') === '' ? null : (
        <input type="hidden" name="settles" value={textOf(props.typed, 'settles')} />
      )}
      <Fields fields={props.fields} typed={props.typed} problems={props.problems} />
      <ButtonGroup>
        <Button preventDoubleClick>{props.button}</Button>
        <Link href={props.back}>Leave it</Link>
      </ButtonGroup>
    </Form>
  )
}

/** Where each problem's link leads: a day's first field, a choice's first item, else the field. */
export function ProblemSummary(props: {
  fields: readonly FieldOf[]
  problems: readonly FieldProblem[]
}): JSX.Element | null {
  if (props.problems.length === 0) return null
  const targetOf = (name: string): string | undefined => {
    const field = props.fields.find((one) => one.name === name)
    if (!field) return undefined
    return field.kind === 'day' ? `#${name}-day` : `#${name}`
  }
  return (
    <ErrorSummary
      errors={props.problems.map(({ field, sentence }) => ({
        content: sentence,
        href: targetOf(field),
      }))}
    />
  )
}
