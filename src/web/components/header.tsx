import type { JSX } from 'preact'
import { classes, isShown, written } from './extras.ts'
import type { Attributes, Content, Extras } from './extras.ts'

export interface GenericHeaderProps extends Extras {
  logo: Content
  url?: string | undefined
  containerClass?: string | undefined
  /** Stands beside the logo: whose house this is. */
  after?: Content
}

/** The generic header: our wordmark, no crown and no other marks of government. */
export function GenericHeader(props: GenericHeaderProps): JSX.Element {
  return (
    <div class={classes('govuk-generic-header', props.class)} {...written(props.attributes)}>
      <div
        class={classes(
          'govuk-generic-header__container',
          props.containerClass ?? 'govuk-width-container',
        )}
      >
        <div class="govuk-generic-header__logo">
          <a href={props.url ?? '/'} class="govuk-generic-header__homepage-link">
            {props.logo}
          </a>
        </div>
        {props.after}
      </div>
    </div>
  )
}

export interface NavigationItem {
  content: Content
  href?: string | undefined
  /** This very page. */
  current?: boolean | undefined
  /** A page above this one. */
  active?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface ServiceNavigationProps extends Extras {
  serviceName?: string | undefined
  serviceUrl?: string | undefined
  items?: readonly NavigationItem[] | undefined
  navigationLabel?: string | undefined
  navigationClass?: string | undefined
  navigationId?: string | undefined
  menuButtonText?: string | undefined
  menuButtonLabel?: string | undefined
  collapseOnMobile?: boolean | undefined
  label?: string | undefined
}

export function ServiceNavigation(props: ServiceNavigationProps): JSX.Element {
  const inner = (
    <div class="govuk-width-container">
      <div class="govuk-service-navigation__container">
        {props.serviceName === undefined ? null : (
          <span class="govuk-service-navigation__service-name">
            {props.serviceUrl === undefined ? (
              <span class="govuk-service-navigation__text">{props.serviceName}</span>
            ) : (
              <a href={props.serviceUrl} class="govuk-service-navigation__link">
                {props.serviceName}
              </a>
            )}
          </span>
        )}
        <Navigation {...props} />
      </div>
    </div>
  )
  const shared = {
    class: classes('govuk-service-navigation', props.class),
    'data-module': 'govuk-service-navigation',
    ...written(props.attributes),
  }
  if (props.serviceName === undefined) return <div {...shared}>{inner}</div>
  return (
    <section aria-label={props.label ?? 'Service information'} {...shared}>
      {inner}
    </section>
  )
}

function Navigation(props: ServiceNavigationProps): JSX.Element | null {
  const items = props.items ?? []
  if (items.length === 0) return null
  const menuButton = props.menuButtonText ?? 'Menu'
  const id = props.navigationId ?? 'navigation'
  return (
    <nav
      aria-label={props.navigationLabel ?? menuButton}
      class={classes('govuk-service-navigation__wrapper', props.navigationClass)}
    >
      {(props.collapseOnMobile ?? items.length > 1) ? (
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={id}
          aria-label={props.menuButtonLabel === menuButton ? undefined : props.menuButtonLabel}
          hidden
          aria-hidden="true"
        >
          {menuButton}
        </button>
      ) : null}
      <ul class="govuk-service-navigation__list" id={id}>
        {items.map((item) => (
          <NavigationItemOf item={item} />
        ))}
      </ul>
    </nav>
  )
}

function NavigationItemOf({ item }: { item: NavigationItem }): JSX.Element {
  const here = item.current ? 'page' : item.active ? 'true' : undefined
  const inner = here ? (
    <strong class="govuk-service-navigation__active-fallback">{item.content}</strong>
  ) : (
    item.content
  )
  return (
    <li
      class={classes(
        'govuk-service-navigation__item',
        here && 'govuk-service-navigation__item--active',
      )}
    >
      {item.href !== undefined ? (
        <a
          class="govuk-service-navigation__link"
          href={item.href}
          aria-current={here}
          {...written(item.attributes)}
        >
          {inner}
        </a>
      ) : isShown(item.content) ? (
        <span class="govuk-service-navigation__text" aria-current={here}>
          {inner}
        </span>
      ) : null}
    </li>
  )
}
