import type { JSX } from 'preact'
import { classes, written } from './extras.ts'
import type { Content, Extras } from './extras.ts'

export type ButtonProps = Extras & {
  id?: string | undefined
  /** An arrow after the words: the start of a journey. */
  isStart?: boolean | undefined
  children: Content
} & (
    | { href: string }
    | {
        href?: undefined
        type?: 'submit' | 'button' | 'reset' | undefined
        name?: string | undefined
        value?: string | undefined
        disabled?: boolean | undefined
        preventDoubleClick?: boolean | undefined
      }
  )

/** A button; with `href`, a link that looks and acts as one. */
export function Button(props: ButtonProps): JSX.Element {
  const shared = {
    class: classes('govuk-button', props.class, props.isStart && 'govuk-button--start'),
    id: props.id,
    'data-module': 'govuk-button',
    ...written(props.attributes),
  }
  const inner = (
    <>
      {props.isStart && typeof props.children !== 'string' ? (
        <span>{props.children}</span>
      ) : (
        props.children
      )}
      {props.isStart ? <StartIcon /> : null}
    </>
  )
  if (props.href === '') return <></>
  if (props.href !== undefined) {
    return (
      <a href={props.href} role="button" draggable={false} {...shared}>
        {inner}
      </a>
    )
  }
  return (
    <button
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      data-prevent-double-click={
        props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick)
      }
      {...shared}
    >
      {inner}
    </button>
  )
}

function StartIcon(): JSX.Element {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  )
}

/** Buttons and links side by side: one primary action first, the rest after it. */
export function ButtonGroup(props: { children: Content }): JSX.Element {
  return <div class="govuk-button-group">{props.children}</div>
}

export interface LinkProps extends Extras {
  href: string
  id?: string | undefined
  children: Content
}

/** A link; without an address (a page that its reader's role does not reach) its words alone. */
export function Link(props: LinkProps): JSX.Element {
  if (props.href === '') return <>{props.children}</>
  return (
    <a
      class={classes('govuk-link', props.class)}
      id={props.id}
      href={props.href}
      {...written(props.attributes)}
    >
      {props.children}
    </a>
  )
}

export interface BackLinkProps extends Extras {
  href: string
  children?: Content
}

export function BackLink(props: BackLinkProps): JSX.Element {
  return (
    <a
      href={props.href}
      class={classes('govuk-back-link', props.class)}
      {...written(props.attributes)}
    >
      {props.children ?? 'Back'}
    </a>
  )
}

export interface SkipLinkProps extends Extras {
  href?: string | undefined
  children: Content
}

export function SkipLink(props: SkipLinkProps): JSX.Element {
  return (
    <a
      href={props.href ?? '#content'}
      class={classes('govuk-skip-link', props.class)}
      {...written(props.attributes)}
      data-module="govuk-skip-link"
    >
      {props.children}
    </a>
  )
}

export interface Crumb extends Pick<Extras, 'attributes'> {
  content: Content
  /** Left out for the page itself. */
  href?: string | undefined
}

export interface BreadcrumbsProps extends Extras {
  items: readonly Crumb[]
  label?: string | undefined
  collapseOnMobile?: boolean | undefined
}

export function Breadcrumbs(props: BreadcrumbsProps): JSX.Element {
  return (
    <nav
      class={classes(
        'govuk-breadcrumbs',
        props.class,
        props.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
      )}
      {...written(props.attributes)}
      aria-label={props.label ?? 'Breadcrumb'}
    >
      <ol class="govuk-breadcrumbs__list">
        {props.items.map((item) =>
          item.href === undefined ? (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {item.content}
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href={item.href} {...written(item.attributes)}>
                {item.content}
              </a>
            </li>
          ),
        )}
      </ol>
    </nav>
  )
}
