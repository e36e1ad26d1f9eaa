import type { JSX } from 'preact'
import { classes, describedBy, written } from './extras.ts'
import type { Attributes, Extras } from './extras.ts'
import { Input } from './fields.tsx'
import { ErrorOf, Fieldset, FormGroup, HintOf } from './form-parts.tsx'
import type { ErrorWords, FieldsetProps, GroupProps, Words } from './form-parts.tsx'

export interface DateInputItem {
  name: string
  label?: string | undefined
  id?: string | undefined
  value?: string | number | undefined
  class?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  inputmode?: 'numeric' | 'text' | undefined
  /** Whether this part is the wrong one; with an `error` and none named, all are marked. */
  error?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface DateInputProps extends Extras {
  id: string
  namePrefix?: string | undefined
  /** Day, month and year unless stated. */
  items?: readonly DateInputItem[] | undefined
  /** By item name: `{ day: '3', month: '11', year: '2026' }`. */
  values?: Readonly<Record<string, string | number>> | undefined
  fieldset?: Omit<FieldsetProps, 'children' | 'role'> | undefined
  hint?: Words | undefined
  error?: ErrorWords | undefined
  group?: GroupProps | undefined
}

const DAY_MONTH_YEAR: readonly DateInputItem[] = [
  { name: 'day' },
  { name: 'month' },
  { name: 'year' },
]

/** A day in three fields, as people write it. */
export function DateInput(props: DateInputProps): JSX.Element {
  const items = props.items && props.items.length > 0 ? props.items : DAY_MONTH_YEAR
  const anyNamed = items.some((item) => item.error === true)
  const prefix = props.namePrefix ? `${props.namePrefix}-` : ''
  const by = describedBy(
    props.fieldset?.describedBy,
    props.hint !== undefined && `${props.id}-hint`,
    props.error !== undefined && `${props.id}-error`,
  )
  const inner = (
    <>
      <HintOf id={props.id} hint={props.hint} />
      <ErrorOf id={props.id} error={props.error} />
      <div
        class={classes('govuk-date-input', props.class)}
        {...written(props.attributes)}
        id={props.id}
      >
        {props.group?.before}
        {items.map((item) => {
          const wrong =
            item.error === true || (item.error !== false && props.error !== undefined && !anyNamed)
          const width = /\byear$/.test(item.name) ? 'govuk-input--width-4' : 'govuk-input--width-2'
          const ownWidth = item.class?.includes('govuk-input--width-')
          return (
            <div class="govuk-date-input__item">
              <Input
                label={{
                  content: item.label ?? item.name.charAt(0).toUpperCase() + item.name.slice(1),
                  class: 'govuk-date-input__label',
                }}
                id={item.id ?? `${props.id}-${item.name}`}
                name={prefix + item.name}
                class={classes(
                  'govuk-date-input__input',
                  wrong && 'govuk-input--error',
                  !ownWidth && width,
                  item.class,
                )}
                value={
                  item.value ?? props.values?.[prefix + item.name] ?? props.values?.[item.name]
                }
                inputmode={item.inputmode ?? 'numeric'}
                autocomplete={item.autocomplete}
                pattern={item.pattern}
                attributes={item.attributes}
              />
            </div>
          )
        })}
        {props.group?.after}
      </div>
    </>
  )
  return (
    <FormGroup group={props.group} error={props.error !== undefined}>
      {props.fieldset ? (
        <Fieldset {...props.fieldset} role="group" describedBy={by}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  )
}
