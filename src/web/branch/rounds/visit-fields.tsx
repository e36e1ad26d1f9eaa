import type { JSX } from 'preact'
import { lengthWords } from '../../../core/bargaining/index.ts'
import type { Named } from '../../../branch/rounds/index.ts'
import { Checkboxes, DateInput, ErrorSummary, Input, Select } from '../../components/index.ts'
import { LENGTHS, type FieldProblem, type Typed } from './visit-form.ts'

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const problemIn = (problems: readonly FieldProblem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.sentence

/** What is wrong with a form, above the page. */
export const Problems = (props: { problems: readonly FieldProblem[] }): JSX.Element | null =>
  props.problems.length === 0 ? null : (
    <ErrorSummary
      errors={props.problems.map(({ field, sentence }) => ({
        content: sentence,
        href: `#${field}`,
      }))}
    />
  )

interface VisitFieldsProps {
  sites: readonly Named[]
  typed: Typed
  problems: readonly FieldProblem[]
  prefix?: string
}

/** Where and when: the same fields wherever a visit is written. */
export const VisitFields = (props: VisitFieldsProps): JSX.Element => (
  <>
    <WhenFields {...props} />
    <RoomField {...props} />
  </>
)

/** The room, as people find it. */
export function RoomField({ typed, problems, prefix = '' }: VisitFieldsProps): JSX.Element {
  return (
    <Input
      name={`${prefix}room`}
      label="Room"
      hint="As people find it. It is kept as you write it."
      value={typed[`${prefix}room`] ?? ''}
      error={problemIn(problems, `${prefix}room`)}
      autocomplete="off"
    />
  )
}

/** The site, the day, the time and how long. */
export function WhenFields(props: VisitFieldsProps): JSX.Element {
  const { sites, typed, problems } = props
  const prefix = props.prefix ?? ''
  const of = (name: string): string => typed[prefix + name] ?? ''
  const wrong = (name: string): string | undefined => problemIn(problems, prefix + name)
  const minutes = Number(of('minutes'))
  const lengths = LENGTHS.some((one) => one === minutes)
    ? LENGTHS
    : [...LENGTHS, ...(minutes > 0 ? [minutes] : [])]
  return (
    <>
      <Select
        name={`${prefix}site`}
        label="Site"
        items={[
          { text: 'Choose a site', value: '' },
          ...sites.map(({ id, name }) => ({ text: name, value: id })),
        ]}
        value={of('site')}
        error={wrong('site')}
      />
      <DateInput
        id={`${prefix}on`}
        namePrefix={`${prefix}on`}
        fieldset={{ legend: { content: 'Day' } }}
        values={{ day: of('on-day'), month: of('on-month'), year: of('on-year') }}
        error={wrong('on-day')}
      />
      <Input
        name={`${prefix}at`}
        label="Time"
        hint="Such as 12:15. Leave blank where it is not known yet."
        class="govuk-input--width-5"
        value={of('at')}
        error={wrong('at')}
        autocomplete="off"
      />
      <Select
        name={`${prefix}minutes`}
        label="How long"
        items={lengths.map((one) => ({ text: capital(lengthWords(one)), value: one }))}
        value={of('minutes') || '60'}
        error={wrong('minutes')}
      />
      <Checkboxes
        name={`${prefix}about`}
        items={[{ value: 'yes', content: 'About that long: it is a guess' }]}
        values={[of('about')]}
      />
    </>
  )
}
