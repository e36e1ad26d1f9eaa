import type { JSX } from 'preact'
import { classes, describedBy, isShown, written } from './extras.ts'
import type { Attributes, Content, Extras } from './extras.ts'
import { ErrorOf, Fieldset, FormGroup, Hint, HintOf, Label } from './form-parts.tsx'
import type { ErrorWords, FieldsetProps, GroupProps, Words } from './form-parts.tsx'

export interface ChoiceItem {
  value: string | number
  content: Content
  id?: string | undefined
  /** Checkboxes only: a name of its own. */
  name?: string | undefined
  hint?: Words | undefined
  label?: Extras | undefined
  checked?: boolean | undefined
  disabled?: boolean | undefined
  /**
   * Shown once the item is chosen; always shown where scripts do not run. For checkboxes: on a radio
   * GOV.UK's script sets `aria-expanded`, which ARIA does not allow there.
   */
  conditional?: Content
  /** Checkboxes only: "none of these" unchecks the others. */
  behaviour?: 'exclusive' | undefined
  attributes?: Attributes | undefined
}

/** A word between items: "or". */
export interface Divider {
  divider: string
}

interface GroupOfChoices extends Extras {
  name: string
  /** Ids are built on it; the name where left out. */
  idPrefix?: string | undefined
  items: readonly (ChoiceItem | Divider)[]
  /** The question. Leave out only where a heading outside asks it. */
  fieldset?: Omit<FieldsetProps, 'children' | 'role'> | undefined
  hint?: Words | undefined
  error?: ErrorWords | undefined
  group?: GroupProps | undefined
}

export interface RadiosProps extends GroupOfChoices {
  value?: string | number | undefined
}

export function Radios(props: RadiosProps): JSX.Element {
  const isChecked = (item: ChoiceItem): boolean =>
    item.checked ?? (props.value !== undefined && String(props.value) === String(item.value))
  return <Choices {...props} kind="radio" isChecked={isChecked} describedBy={undefined} />
}

export interface CheckboxesProps extends GroupOfChoices {
  values?: readonly (string | number)[] | undefined
  /** Describes each box where there is no fieldset to describe. */
  describedBy?: string | undefined
}

export function Checkboxes(props: CheckboxesProps): JSX.Element {
  const chosen = new Set(props.values?.map(String))
  const isChecked = (item: ChoiceItem): boolean => item.checked ?? chosen.has(String(item.value))
  return <Choices {...props} kind="checkbox" isChecked={isChecked} />
}

function Choices(
  props: GroupOfChoices & {
    kind: 'radio' | 'checkbox'
    isChecked: (item: ChoiceItem) => boolean
    describedBy?: string | undefined
  },
): JSX.Element {
  const block = props.kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const prefix = props.idPrefix ?? props.name
  const own = props.fieldset?.describedBy ?? props.describedBy
  const by = describedBy(
    own,
    props.hint !== undefined && `${prefix}-hint`,
    props.error !== undefined && `${prefix}-error`,
  )
  const inner = (
    <>
      <HintOf id={prefix} hint={props.hint} />
      <ErrorOf id={prefix} error={props.error} />
      <div class={classes(block, props.class)} {...written(props.attributes)} data-module={block}>
        {props.group?.before}
        {props.items.map((item, index) =>
          'divider' in item ? (
            <div class={`${block}__divider`}>{item.divider}</div>
          ) : (
            <Choice
              kind={props.kind}
              block={block}
              item={item}
              id={item.id ?? (index === 0 ? prefix : `${prefix}-${index + 1}`)}
              name={item.name ?? props.name}
              checked={props.isChecked(item)}
              describedBy={props.kind === 'checkbox' && !props.fieldset ? by : undefined}
            />
          ),
        )}
        {props.group?.after}
      </div>
    </>
  )
  return (
    <FormGroup group={props.group} error={props.error !== undefined}>
      {props.fieldset ? (
        <Fieldset {...props.fieldset} describedBy={by}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  )
}

function Choice(props: {
  kind: 'radio' | 'checkbox'
  block: string
  item: ChoiceItem
  id: string
  name: string
  checked: boolean
  describedBy: string | undefined
}): JSX.Element {
  const { block, item, id } = props
  const conditionalId = `conditional-${id}`
  const isConditional = isShown(item.conditional)
  const hint =
    item.hint === undefined
      ? null
      : typeof item.hint === 'string'
        ? { content: item.hint }
        : item.hint
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={props.name}
          type={props.kind}
          value={item.value}
          checked={props.checked}
          disabled={item.disabled}
          data-aria-controls={isConditional ? conditionalId : undefined}
          data-behaviour={item.behaviour}
          aria-describedby={describedBy(props.describedBy, hint !== null && `${id}-item-hint`)}
          {...written(item.attributes)}
        />
        <Label
          for={id}
          class={classes(`${block}__label`, item.label?.class)}
          attributes={item.label?.attributes}
        >
          {item.content}
        </Label>
        {hint ? (
          <Hint
            id={`${id}-item-hint`}
            class={classes(`${block}__hint`, hint.class)}
            attributes={hint.attributes}
          >
            {hint.content}
          </Hint>
        ) : null}
      </div>
      {isConditional ? (
        <div
          class={classes(
            `${block}__conditional`,
            !props.checked && `${block}__conditional--hidden`,
          )}
          id={conditionalId}
        >
          {item.conditional}
        </div>
      ) : null}
    </>
  )
}
