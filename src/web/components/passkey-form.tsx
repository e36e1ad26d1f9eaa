import type { JSX } from 'preact'
import { Button } from './buttons-and-links.tsx'
import type { Content } from './extras.ts'
import { Form } from './form.tsx'

/**
 * A form that the browser itself fills in, asked by a script; where there is none, or no passkey
 * can be had, the words stand in its place.
 */
export function PasskeyForm(props: {
  action: string
  /** What the browser is asked, as JSON. */
  question: string
  way: 'make' | 'use'
  button: string
  without: Content
  children?: Content
}): JSX.Element {
  return (
    <div class="fl-passkey">
      <div class="fl-passkey__without">{props.without}</div>
      <Form
        action={props.action}
        class="fl-passkey__form"
        attributes={{ 'data-passkey': props.way, 'data-question': props.question }}
      >
        <input type="hidden" name="answer" value="" />
        {props.children}
        <p class="govuk-error-message" role="alert" data-trouble="" />
        <Button>{props.button}</Button>
      </Form>
    </div>
  )
}
