import type { JSX } from 'preact'
import { classes, isShown, written } from './extras.ts'
import type { Attributes, Content, Extras } from './extras.ts'
import { Heading, Tag } from './messages.tsx'
import type { HeadingLevel, TagProps } from './messages.tsx'

export interface RowAction extends Extras {
  href: string
  content: Content
  /** Said after the link's words to who hears it alone: "hours of the week". */
  visuallyHiddenText?: string | undefined
}

export interface RowActions {
  class?: string | undefined
  items?: readonly RowAction[] | undefined
}

export interface SummaryRow {
  key: Content
  value: Content
  keyClass?: string | undefined
  valueClass?: string | undefined
  class?: string | undefined
  actions?: RowActions | undefined
}

export interface SummaryCard extends Extras {
  title?:
    | { content: Content; class?: string | undefined; headingLevel?: HeadingLevel | undefined }
    | undefined
  actions?: RowActions | undefined
}

export interface SummaryListProps extends Extras {
  rows: readonly SummaryRow[]
  card?: SummaryCard | undefined
}

export function SummaryList(props: SummaryListProps): JSX.Element {
  const anyActions = props.rows.some((row) => (row.actions?.items?.length ?? 0) > 0)
  const title = props.card?.title?.content
  const list = (
    <dl class={classes('govuk-summary-list', props.class)} {...written(props.attributes)}>
      {props.rows.map((row) => {
        const items = row.actions?.items ?? []
        return (
          <div
            class={classes(
              'govuk-summary-list__row',
              anyActions && items.length === 0 && 'govuk-summary-list__row--no-actions',
              row.class,
            )}
          >
            <dt class={classes('govuk-summary-list__key', row.keyClass)}>{row.key}</dt>
            <dd class={classes('govuk-summary-list__value', row.valueClass)}>{row.value}</dd>
            {items.length > 0 ? (
              <dd class={classes('govuk-summary-list__actions', row.actions?.class)}>
                {items.length === 1 ? (
                  <ActionLink action={items[0]} cardTitle={title} />
                ) : (
                  <ul class="govuk-summary-list__actions-list">
                    {items.map((action) => (
                      <li class="govuk-summary-list__actions-list-item">
                        <ActionLink action={action} cardTitle={title} />
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            ) : null}
          </div>
        )
      })}
    </dl>
  )
  return props.card ? <Card card={props.card}>{list}</Card> : list
}

function Card({ card, children }: { card: SummaryCard; children: Content }): JSX.Element {
  const items = card.actions?.items ?? []
  return (
    <div class={classes('govuk-summary-card', card.class)} {...written(card.attributes)}>
      <div class="govuk-summary-card__title-wrapper">
        {card.title ? (
          <Heading
            level={card.title.headingLevel ?? 2}
            class={classes('govuk-summary-card__title', card.title.class)}
          >
            {card.title.content}
          </Heading>
        ) : null}
        {items.length === 1 ? (
          <div class={classes('govuk-summary-card__actions', card.actions?.class)}>
            <ActionLink action={items[0]} cardTitle={card.title?.content} />
          </div>
        ) : items.length > 1 ? (
          <ul class={classes('govuk-summary-card__actions', card.actions?.class)}>
            {items.map((action) => (
              <li class="govuk-summary-card__action">
                <ActionLink action={action} cardTitle={card.title?.content} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  )
}

function ActionLink(props: {
  action: RowAction | undefined
  cardTitle: Content
}): JSX.Element | null {
  const { action } = props
  if (!action) return null
  const hidden = action.visuallyHiddenText
  const hasTitle = isShown(props.cardTitle)
  return (
    <a
      class={classes('govuk-link', action.class)}
      href={action.href}
      {...written(action.attributes)}
    >
      {action.content}
      {hidden || hasTitle ? (
        <span class="govuk-visually-hidden">
          {hidden ? ` ${hidden}` : null}
          {hasTitle ? <> ({props.cardTitle})</> : null}
        </span>
      ) : null}
    </a>
  )
}

export interface Task {
  title: Content
  titleClass?: string | undefined
  href?: string | undefined
  hint?: Content
  class?: string | undefined
  status: { class?: string | undefined } & ({ tag: TagProps } | { content: Content })
}

export interface TaskListProps extends Extras {
  items: readonly (Task | null)[]
  idPrefix?: string | undefined
}

export function TaskList(props: TaskListProps): JSX.Element {
  const prefix = props.idPrefix ?? 'task-list'
  return (
    <ul class={classes('govuk-task-list', props.class)} {...written(props.attributes)}>
      {props.items.map((task, index) => {
        if (!task) return null
        const hintId = `${prefix}-${index + 1}-hint`
        const statusId = `${prefix}-${index + 1}-status`
        const hasHint = isShown(task.hint)
        return (
          <li
            class={classes(
              'govuk-task-list__item',
              task.href !== undefined && 'govuk-task-list__item--with-link',
              task.class,
            )}
          >
            <div class="govuk-task-list__name-and-hint">
              {task.href === undefined ? (
                <div class={task.titleClass}>{task.title}</div>
              ) : (
                <a
                  class={classes('govuk-link govuk-task-list__link', task.titleClass)}
                  href={task.href}
                  aria-describedby={hasHint ? `${hintId} ${statusId}` : statusId}
                >
                  {task.title}
                </a>
              )}
              {hasHint ? (
                <div id={hintId} class="govuk-task-list__hint">
                  {task.hint}
                </div>
              ) : null}
            </div>
            <div class={classes('govuk-task-list__status', task.status.class)} id={statusId}>
              {'tag' in task.status ? <Tag {...task.status.tag} /> : task.status.content}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

export interface PageLink {
  href: string
  content?: Content
  /** What lies there, under the words "Next" or "Previous". */
  labelText?: string | undefined
  attributes?: Attributes | undefined
}

export type PageItem =
  | { ellipsis: true }
  | {
      ellipsis?: undefined
      number: number | string
      href: string
      current?: boolean | undefined
      visuallyHiddenText?: string | undefined
      attributes?: Attributes | undefined
    }

export interface PaginationProps extends Extras {
  previous?: PageLink | undefined
  next?: PageLink | undefined
  items?: readonly PageItem[] | undefined
  label?: string | undefined
}

export function Pagination(props: PaginationProps): JSX.Element {
  const block = !props.items && (props.next !== undefined || props.previous !== undefined)
  return (
    <nav
      class={classes('govuk-pagination', block && 'govuk-pagination--block', props.class)}
      aria-label={props.label ?? 'Pagination'}
      {...written(props.attributes)}
    >
      {props.previous ? <Arrow link={props.previous} side="prev" block={block} /> : null}
      {props.items ? (
        <ul class="govuk-pagination__list">
          {props.items.map((item) =>
            item.ellipsis ? (
              <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
            ) : (
              <li
                class={classes(
                  'govuk-pagination__item',
                  item.current && 'govuk-pagination__item--current',
                )}
              >
                <a
                  class="govuk-link govuk-pagination__link"
                  href={item.href}
                  aria-label={item.visuallyHiddenText ?? `Page ${item.number}`}
                  aria-current={item.current ? 'page' : undefined}
                  {...written(item.attributes)}
                >
                  {item.number}
                </a>
              </li>
            ),
          )}
        </ul>
      ) : null}
      {props.next ? <Arrow link={props.next} side="next" block={block} /> : null}
    </nav>
  )
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

function Arrow(props: { link: PageLink; side: 'prev' | 'next'; block: boolean }): JSX.Element {
  const { link, side, block } = props
  const icon = (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${side}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={ARROWS[side]} />
    </svg>
  )
  const word = side === 'prev' ? 'Previous' : 'Next'
  return (
    <div class={`govuk-pagination__${side}`}>
      <a
        class="govuk-link govuk-pagination__link"
        href={link.href}
        rel={side}
        {...written(link.attributes)}
      >
        {block || side === 'prev' ? icon : null}
        <span
          class={classes(
            'govuk-pagination__link-title',
            block && !link.labelText && 'govuk-pagination__link-title--decorated',
          )}
        >
          {isShown(link.content) ? (
            link.content
          ) : (
            <>
              {word}
              <span class="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {link.labelText && block ? (
          <>
            <span class="govuk-visually-hidden">:</span>
            <span class="govuk-pagination__link-label">{link.labelText}</span>
          </>
        ) : null}
        {!block && side === 'next' ? icon : null}
      </a>
    </div>
  )
}
