import type { JSX } from 'preact'
import { Textarea, type TextareaProps } from './fields.tsx'

/** Words with a limit: said beneath the field, and counted down where scripts run. */
export function CountedTextarea(props: TextareaProps & { most: number }): JSX.Element {
  const { most, ...field } = props
  const info = `${field.id ?? field.name}-info`
  return (
    <Textarea
      {...field}
      class="govuk-js-character-count"
      describedBy={info}
      group={{
        class: 'govuk-character-count',
        attributes: { 'data-module': 'govuk-character-count', 'data-maxlength': String(most) },
        after: (
          <div id={info} class="govuk-hint govuk-character-count__message">
            You can enter up to {most.toLocaleString('en-GB')} characters
          </div>
        ),
      }}
    />
  )
}
