import type { JSX } from 'preact'
import type { Problem } from '../../kit/index.ts'
import { ErrorSummary, Input, type InputProps } from '../components/index.ts'

/** What was wrong with a form, and which field it is about. */
export interface Trouble {
  problem: Problem
  field: string
}

export const errorFor = (trouble: Trouble | null, field: string): string | undefined =>
  trouble?.field === field ? trouble.problem.sentence : undefined

export const TroubleSummary = ({ trouble }: { trouble: Trouble | null }): JSX.Element | null =>
  trouble && (
    <ErrorSummary errors={[{ content: trouble.problem.sentence, href: `#${trouble.field}` }]} />
  )

/** Where whoever signs in was going. */
export const To = ({ to }: { to: string | undefined }): JSX.Element | null =>
  to === undefined ? null : <input type="hidden" name="to" value={to} />

type Asked = Pick<InputProps, 'hint' | 'value' | 'error'>

export const EmailInput = (
  props: Asked & Required<Pick<InputProps, 'label' | 'autocomplete'>>,
): JSX.Element => (
  <Input name="email" type="email" autocapitalize="none" spellcheck={false} {...props} />
)

export const OneTimeCodeInput = (props: Asked): JSX.Element => (
  <Input
    name="code"
    label="One-time code"
    autocomplete="off"
    autocapitalize="characters"
    spellcheck={false}
    class="govuk-input--width-20"
    {...props}
  />
)
