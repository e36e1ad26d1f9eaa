import { randomBytes } from 'node:crypto'
import type { JSX } from 'preact'
import type { Content, Extras } from './extras.ts'
import { written } from './extras.ts'

/** The field, or the part of the address, that holds a form's key. */
export const ONCE = 'once'

export type FormProps = Extras & {
  action: string
  id?: string | undefined
  /** Whether it takes files. */
  files?: boolean | undefined
  /** What is wrong with its fields is said by us, not by the browser. */
  novalidate?: boolean | undefined
  children: Content
}

/**
 * A form that changes something. It carries a key of its own, another each time it is shown, so that
 * what it asks for happens once however often it is sent.
 */
export function Form(props: FormProps): JSX.Element {
  const key = randomBytes(16).toString('base64url')
  const inAddress = `${props.action}${props.action.includes('?') ? '&' : '?'}${ONCE}=${key}`
  return (
    <form
      method="post"
      action={props.files ? inAddress : props.action}
      enctype={props.files ? 'multipart/form-data' : undefined}
      id={props.id}
      class={props.class}
      novalidate={props.novalidate}
      {...written(props.attributes)}
    >
      {props.files ? null : <input type="hidden" name={ONCE} value={key} />}
      {props.children}
    </form>
  )
}
