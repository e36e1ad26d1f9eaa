import type { JSX } from 'preact'
import { classes, describedBy, isShown, written } from './extras.ts'
import type { Content, Extras } from './extras.ts'

export interface LabelProps extends Extras {
  for?: string | undefined
  isPageHeading?: boolean | undefined
  children?: Content
}

/** A field's label; the page's only heading where `isPageHeading`. */
export function Label(props: LabelProps): JSX.Element | null {
  if (!isShown(props.children)) return null
  const label = (
    <label
      class={classes('govuk-label', props.class)}
      for={props.for}
      {...written(props.attributes)}
    >
      {props.children}
    </label>
  )
  return props.isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}

export interface HintProps extends Extras {
  id?: string | undefined
  children?: Content
}

export function Hint(props: HintProps): JSX.Element {
  return (
    <div id={props.id} class={classes('govuk-hint', props.class)} {...written(props.attributes)}>
      {props.children}
    </div>
  )
}

export interface ErrorMessageProps extends Extras {
  id?: string | undefined
  /** Said before the message to who cannot see that it is one; empty where the message says so itself. */
  visuallyHiddenText?: string | undefined
  children?: Content
}

export function ErrorMessage(props: ErrorMessageProps): JSX.Element {
  const hidden = props.visuallyHiddenText ?? 'Error'
  return (
    <p
      id={props.id}
      class={classes('govuk-error-message', props.class)}
      {...written(props.attributes)}
    >
      {hidden === '' ? null : <span class="govuk-visually-hidden">{hidden}:</span>}
      {hidden === '' ? null : ' '}
      {props.children}
    </p>
  )
}

export interface Legend {
  content: Content
  class?: string | undefined
  isPageHeading?: boolean | undefined
}

export interface FieldsetProps extends Extras {
  legend?: Legend | undefined
  describedBy?: string | undefined
  role?: 'group' | undefined
  children?: Content
}

export function Fieldset(props: FieldsetProps): JSX.Element {
  const { legend } = props
  return (
    <fieldset
      class={classes('govuk-fieldset', props.class)}
      role={props.role}
      aria-describedby={props.describedBy}
      {...written(props.attributes)}
    >
      {legend && isShown(legend.content) ? (
        <legend class={classes('govuk-fieldset__legend', legend.class)}>
          {legend.isPageHeading ? (
            <h1 class="govuk-fieldset__heading">{legend.content}</h1>
          ) : (
            legend.content
          )}
        </legend>
      ) : null}
      {props.children}
    </fieldset>
  )
}

/** A hint or error of a field: its words, or its words with more said. */
export type Words = string | (Extras & { content: Content })
/** As `Words`; an error may also change or drop the "Error" said to who cannot see it. */
export type ErrorWords = string | (Extras & { content: Content; visuallyHiddenText?: string })

export interface LabelWords extends Extras {
  content: Content
  isPageHeading?: boolean | undefined
}

/** What every field takes. `id` is the name where left out. */
export interface FieldProps extends Extras {
  name: string
  id?: string | undefined
  label: string | LabelWords
  hint?: Words | undefined
  error?: ErrorWords | undefined
  describedBy?: string | undefined
  disabled?: boolean | undefined
  group?: GroupProps | undefined
}

/** The box around a field, and what stands within it beside the input. */
export interface GroupProps extends Extras {
  before?: Content
  after?: Content
}

export function FormGroup(props: {
  group?: GroupProps | undefined
  error: boolean
  children: Content
}): JSX.Element {
  return (
    <div
      class={classes(
        'govuk-form-group',
        props.error && 'govuk-form-group--error',
        props.group?.class,
      )}
      {...written(props.group?.attributes)}
    >
      {props.children}
    </div>
  )
}

const spread = <W extends Extras & { content: Content }>(
  words: string | W,
): W | { content: Content } => (typeof words === 'string' ? { content: words } : words)

export function HintOf(props: { id: string; hint: Words | undefined }): JSX.Element | null {
  if (props.hint === undefined) return null
  const { content, ...rest } = spread(props.hint)
  return (
    <Hint id={`${props.id}-hint`} {...rest}>
      {content}
    </Hint>
  )
}

export function ErrorOf(props: { id: string; error: ErrorWords | undefined }): JSX.Element | null {
  if (props.error === undefined) return null
  const { content, ...rest } = spread(props.error)
  return (
    <ErrorMessage id={`${props.id}-error`} {...rest}>
      {content}
    </ErrorMessage>
  )
}

/** Label, hint and error in their order, then the field with the ids that describe it. */
export function Field(props: {
  field: FieldProps
  children: (id: string, describedBy: string | undefined) => Content
}): JSX.Element {
  const { field } = props
  const id = field.id ?? field.name
  const { content, ...label } =
    typeof field.label === 'string' ? { content: field.label } : field.label
  const by = describedBy(
    field.describedBy,
    field.hint !== undefined && `${id}-hint`,
    field.error !== undefined && `${id}-error`,
  )
  return (
    <FormGroup group={field.group} error={field.error !== undefined}>
      <Label for={id} {...label}>
        {content}
      </Label>
      <HintOf id={id} hint={field.hint} />
      <ErrorOf id={id} error={field.error} />
      {props.children(id, by)}
    </FormGroup>
  )
}
