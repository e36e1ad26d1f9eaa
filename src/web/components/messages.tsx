import type { JSX } from 'preact'
import { Button } from './buttons-and-links.tsx'
import { classes, isShown, written } from './extras.ts'
import type { Attributes, Content, Extras } from './extras.ts'

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

export function Heading(props: {
  level: HeadingLevel
  class?: string | undefined
  id?: string | undefined
  children: Content
}): JSX.Element {
  const H = `h${props.level}` as const
  return (
    <H class={props.class} id={props.id}>
      {props.children}
    </H>
  )
}

export interface TagProps extends Extras {
  children: Content
}

export function Tag(props: TagProps): JSX.Element {
  return (
    <strong class={classes('govuk-tag', props.class)} {...written(props.attributes)}>
      {props.children}
    </strong>
  )
}

export interface InsetTextProps extends Extras {
  id?: string | undefined
  children: Content
}

export function InsetText(props: InsetTextProps): JSX.Element {
  return (
    <div
      id={props.id}
      class={classes('govuk-inset-text', props.class)}
      {...written(props.attributes)}
    >
      {props.children}
    </div>
  )
}

export interface WarningTextProps extends Extras {
  /** Said for the sign to who cannot see it. */
  iconFallbackText?: string | undefined
  children?: Content
}

export function WarningText(props: WarningTextProps): JSX.Element {
  return (
    <div class={classes('govuk-warning-text', props.class)} {...written(props.attributes)}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{props.iconFallbackText ?? 'Warning'}</span>{' '}
        {props.children}
      </strong>
    </div>
  )
}

export interface DetailsProps extends Extras {
  summary: Content
  id?: string | undefined
  open?: boolean | undefined
  children: Content
}

export function Details(props: DetailsProps): JSX.Element {
  return (
    <details
      id={props.id}
      class={classes('govuk-details', props.class)}
      {...written(props.attributes)}
      open={props.open}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  )
}

export interface ErrorInList {
  content: Content
  /** The field it is about: `#team`. */
  href?: string | undefined
  attributes?: Attributes | undefined
}

export interface ErrorSummaryProps extends Extras {
  title?: Content
  errors?: readonly ErrorInList[] | undefined
  disableAutoFocus?: boolean | undefined
  children?: Content
}

export function ErrorSummary(props: ErrorSummaryProps): JSX.Element {
  const errors = props.errors ?? []
  return (
    <div
      class={classes('govuk-error-summary', props.class)}
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
      {...written(props.attributes)}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">{props.title ?? 'There is a problem'}</h2>
        <div class="govuk-error-summary__body">
          {isShown(props.children) ? <p>{props.children}</p> : null}
          {errors.length > 0 ? (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map((error) => (
                <li>
                  {error.href === undefined ? (
                    error.content
                  ) : (
                    <a href={error.href} {...written(error.attributes)}>
                      {error.content}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  )
}

export interface NotificationBannerProps extends Extras {
  type?: 'success' | undefined
  title?: Content
  titleId?: string | undefined
  titleHeadingLevel?: HeadingLevel | undefined
  role?: 'alert' | 'region' | 'banner' | undefined
  disableAutoFocus?: boolean | undefined
  /** One line in the banner's own heading style. Longer content goes in `children`. */
  heading?: string | undefined
  children?: Content
}

export function NotificationBanner(props: NotificationBannerProps): JSX.Element {
  const isSuccess = props.type === 'success'
  const titleId = props.titleId ?? 'govuk-notification-banner-title'
  return (
    <div
      class={classes(
        'govuk-notification-banner',
        isSuccess && 'govuk-notification-banner--success',
        props.class,
      )}
      role={props.role ?? (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
      {...written(props.attributes)}
    >
      <div class="govuk-notification-banner__header">
        <Heading
          level={props.titleHeadingLevel ?? 2}
          class="govuk-notification-banner__title"
          id={titleId}
        >
          {props.title ?? (isSuccess ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {props.heading === undefined ? null : (
          <p class="govuk-notification-banner__heading">{props.heading}</p>
        )}
        {props.children}
      </div>
    </div>
  )
}

export interface PhaseBannerProps extends Extras {
  tag?: TagProps | undefined
  children: Content
}

export function PhaseBanner(props: PhaseBannerProps): JSX.Element {
  return (
    <div
      class={classes('govuk-phase-banner govuk-width-container', props.class)}
      {...written(props.attributes)}
    >
      <p class="govuk-phase-banner__content">
        <Tag
          class={classes('govuk-phase-banner__content__tag', props.tag?.class)}
          attributes={props.tag?.attributes}
        >
          {props.tag?.children}
        </Tag>
        <span class="govuk-phase-banner__text">{props.children}</span>
      </p>
    </div>
  )
}

export interface PanelAction extends Extras {
  text: string
  href?: string | undefined
  type?: 'button' | 'submit' | undefined
}

export interface PanelProps extends Extras {
  title: Content
  headingLevel?: HeadingLevel | undefined
  /** `confirmation` says that something is done; `interruption` asks before something is done. */
  kind?: 'confirmation' | 'interruption' | undefined
  actions?: (Extras & { items?: readonly PanelAction[] | undefined }) | undefined
  children?: Content
}

export function Panel(props: PanelProps): JSX.Element {
  const kind = props.kind ?? 'confirmation'
  const { actions } = props
  return (
    <div
      class={classes('govuk-panel', `govuk-panel--${kind}`, props.class)}
      {...written(props.attributes)}
    >
      <Heading level={props.headingLevel ?? 1} class="govuk-panel__title">
        {props.title}
      </Heading>
      {isShown(props.children) ? <div class="govuk-panel__body">{props.children}</div> : null}
      {kind === 'interruption' && actions ? (
        <div
          class={classes('govuk-panel__actions', actions.class)}
          {...written(actions.attributes)}
        >
          {actions.items && actions.items.length > 0 ? (
            <div class="govuk-button-group">
              {actions.items.map((action) => (
                <PanelActionOf action={action} />
              ))}
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function PanelActionOf({ action }: { action: PanelAction }): JSX.Element {
  const inverse = classes('govuk-button--inverse', action.class)
  if (action.href === undefined) {
    return (
      <Button type={action.type ?? 'button'} class={inverse} attributes={action.attributes}>
        {action.text}
      </Button>
    )
  }
  if (action.type === 'button') {
    return (
      <Button href={action.href} class={inverse} attributes={action.attributes}>
        {action.text}
      </Button>
    )
  }
  return (
    <a
      class={classes('govuk-link govuk-link--inverse', action.class)}
      href={action.href}
      {...written(action.attributes)}
    >
      {action.text}
    </a>
  )
}
