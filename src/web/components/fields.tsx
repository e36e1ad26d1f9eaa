import type { JSX } from 'preact'
import { classes, isShown, written } from './extras.ts'
import type { Attributes, Content, Extras } from './extras.ts'
import { Field } from './form-parts.tsx'
import type { FieldProps } from './form-parts.tsx'

/** A unit or sign beside an input. */
export interface Affix extends Extras {
  content: Content
}

export interface InputProps extends FieldProps {
  type?: 'text' | 'email' | 'number' | 'password' | 'search' | 'tel' | 'url' | undefined
  value?: string | number | undefined
  autocomplete?: string | undefined
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined
  inputmode?: 'decimal' | 'numeric' | 'email' | 'text' | 'search' | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
  prefix?: Affix | undefined
  suffix?: Affix | undefined
  wrapper?: Extras | undefined
}

export function Input(props: InputProps): JSX.Element {
  return (
    <Field field={props}>
      {(id, by) => {
        const input = (
          <input
            class={classes(
              'govuk-input',
              props.class,
              props.error !== undefined && 'govuk-input--error',
            )}
            id={id}
            name={props.name}
            type={props.type ?? 'text'}
            spellcheck={props.spellcheck}
            value={props.value}
            disabled={props.disabled}
            aria-describedby={by}
            autocomplete={props.autocomplete}
            autocapitalize={props.autocapitalize}
            pattern={props.pattern}
            inputmode={props.inputmode}
            {...written(props.attributes)}
          />
        )
        const { before, after } = props.group ?? {}
        const wrapped = props.prefix || props.suffix || isShown(before) || isShown(after)
        if (!wrapped) return input
        return (
          <div
            class={classes('govuk-input__wrapper', props.wrapper?.class)}
            {...written(props.wrapper?.attributes)}
          >
            {before}
            <AffixOf affix={props.prefix} side="prefix" />
            {input}
            <AffixOf affix={props.suffix} side="suffix" />
            {after}
          </div>
        )
      }}
    </Field>
  )
}

function AffixOf(props: {
  affix: Affix | undefined
  side: 'prefix' | 'suffix'
}): JSX.Element | null {
  if (!props.affix) return null
  return (
    <div
      class={classes(`govuk-input__${props.side}`, props.affix.class)}
      aria-hidden="true"
      {...written(props.affix.attributes)}
    >
      {props.affix.content}
    </div>
  )
}

export interface TextareaProps extends FieldProps {
  value?: string | undefined
  rows?: number | undefined
  autocomplete?: string | undefined
  spellcheck?: boolean | undefined
}

export function Textarea(props: TextareaProps): JSX.Element {
  return (
    <Field field={props}>
      {(id, by) => (
        <>
          {props.group?.before}
          <textarea
            class={classes(
              'govuk-textarea',
              props.error !== undefined && 'govuk-textarea--error',
              props.class,
            )}
            id={id}
            name={props.name}
            rows={props.rows ?? 5}
            spellcheck={props.spellcheck}
            disabled={props.disabled}
            aria-describedby={by}
            autocomplete={props.autocomplete}
            {...written(props.attributes)}
          >
            {props.value}
          </textarea>
          {props.group?.after}
        </>
      )}
    </Field>
  )
}

export interface SelectItem {
  text: string
  /** The text where left out. */
  value?: string | number | undefined
  selected?: boolean | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface SelectProps extends FieldProps {
  items: readonly SelectItem[]
  /** The item chosen, unless an item says for itself. */
  value?: string | number | undefined
}

export function Select(props: SelectProps): JSX.Element {
  return (
    <Field field={props}>
      {(id, by) => (
        <>
          {props.group?.before}
          <select
            class={classes(
              'govuk-select',
              props.class,
              props.error !== undefined && 'govuk-select--error',
            )}
            id={id}
            name={props.name}
            disabled={props.disabled}
            aria-describedby={by}
            {...written(props.attributes)}
          >
            {props.items.map((item) => (
              <option
                value={item.value}
                selected={
                  item.selected ??
                  (props.value !== undefined &&
                    String(item.value ?? item.text) === String(props.value))
                }
                disabled={item.disabled}
                {...written(item.attributes)}
              >
                {item.text}
              </option>
            ))}
          </select>
          {props.group?.after}
        </>
      )}
    </Field>
  )
}

export interface FileUploadProps extends FieldProps {
  multiple?: boolean | undefined
  /** File name endings offered first, e.g. `.xlsx,.csv`. */
  accept?: string | undefined
  /** Drawn as a wide field to drop files on. Browsers let files be dropped on any file field, without scripts. */
  isDropTarget?: boolean | undefined
}

export function FileUpload(props: FileUploadProps): JSX.Element {
  return (
    <Field field={props}>
      {(id, by) => (
        <>
          {props.group?.before}
          <input
            class={classes(
              'govuk-file-upload',
              props.class,
              props.isDropTarget && 'fl-drop',
              props.error !== undefined && 'govuk-file-upload--error',
            )}
            id={id}
            name={props.name}
            type="file"
            accept={props.accept}
            disabled={props.disabled}
            multiple={props.multiple}
            aria-describedby={by}
            {...written(props.attributes)}
          />
          {props.group?.after}
        </>
      )}
    </Field>
  )
}
