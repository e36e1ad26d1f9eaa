import { readFileSync } from 'node:fs'
import { h } from 'preact'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import * as ours from './index.ts'
import type { Content } from './index.ts'

/**
 * Every component is held to the HTML that govuk-frontend itself publishes for its options. What a
 * component leaves out on purpose is named here with the reason, and a fixture that is named but
 * would pass fails the test, so that the list cannot grow stale.
 */

type Options = Readonly<Record<string, unknown>>

interface Fixture {
  name: string
  options: Options
  html: string
}

interface Proof {
  component: string
  render: (options: Options) => VNode | null
  /** Fixture name → why ours does not do this. */
  leftOut?: Record<string, string>
}

const published = new URL(
  '../../../node_modules/govuk-frontend/dist/govuk/components/',
  import.meta.url,
)

function fixturesOf(component: string): Fixture[] {
  const text = readFileSync(new URL(`${component}/fixtures.json`, published), 'utf8')
  return (JSON.parse(text) as { fixtures: Fixture[] }).fixtures
}

// Options as govuk-frontend's macros take them → ours.

const record = (value: unknown): Options | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Options)
    : undefined
const list = (value: unknown): Options[] =>
  (Array.isArray(value) ? value.filter(record) : []) as Options[]
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const flag = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined
const scalar = (value: unknown): string | number | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined
const level = (value: unknown): ours.HeadingLevel | undefined =>
  typeof value === 'number' ? (value as ours.HeadingLevel) : undefined

const extras = (o: Options): ours.Extras => ({
  class: text(o.classes),
  attributes: record(o.attributes) as ours.Attributes | undefined,
})

/** Published HTML as components, so that no component of ours needs a door for raw HTML. */
function fromHtml(html: string): Content {
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  return [...document.body.childNodes].map(vnode)
}

function vnode(node: Node): Content {
  if (node.nodeType === 3) return node.textContent
  if (node.nodeType !== 1) return null
  const element = node as Element
  const attributes = Object.fromEntries([...element.attributes].map((a) => [a.name, a.value]))
  return h(element.localName, attributes, [...element.childNodes].map(vnode))
}

function content(o: Options | undefined, textKey = 'text', htmlKey = 'html'): Content {
  if (!o) return undefined
  const html = o[htmlKey]
  if (typeof html === 'string' && html !== '') return fromHtml(html)
  const plain = o[textKey]
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain) : undefined
}

const words = (
  value: unknown,
): (ours.Extras & { content: Content; visuallyHiddenText?: string }) | undefined => {
  const o = record(value)
  return o
    ? {
        content: content(o),
        ...extras(o),
        ...(typeof o.visuallyHiddenText === 'string'
          ? { visuallyHiddenText: o.visuallyHiddenText }
          : {}),
      }
    : undefined
}

const group = (value: unknown): ours.GroupProps | undefined => {
  const o = record(value)
  if (!o) return undefined
  return {
    ...extras(o),
    before: content(record(o.beforeInput) ?? record(o.beforeInputs)),
    after: content(record(o.afterInput) ?? record(o.afterInputs)),
  }
}

const fieldset = (value: unknown): Omit<ours.FieldsetProps, 'children' | 'role'> | undefined => {
  const o = record(value)
  if (!o) return undefined
  const legend = record(o.legend)
  return {
    ...extras(o),
    describedBy: text(o.describedBy),
    legend: legend && {
      content: content(legend),
      class: text(legend.classes),
      isPageHeading: flag(legend.isPageHeading),
    },
  }
}

const field = (o: Options): ours.FieldProps => {
  const label = record(o.label) ?? {}
  return {
    ...extras(o),
    name: String(o.name ?? ''),
    id: text(o.id),
    label: { content: content(label), ...extras(label), isPageHeading: flag(label.isPageHeading) },
    hint: words(o.hint),
    error: words(o.errorMessage),
    describedBy: text(o.describedBy),
    disabled: flag(o.disabled),
    group: group(o.formGroup),
  }
}

const choices = (o: Options): ours.RadiosProps => ({
  ...extras(o),
  name: String(o.name),
  idPrefix: text(o.idPrefix),
  fieldset: fieldset(o.fieldset),
  hint: words(o.hint),
  error: words(o.errorMessage),
  group: group(o.formGroup),
  items: list(o.items).map((item) =>
    text(item.divider) !== undefined
      ? { divider: String(item.divider) }
      : {
          value: scalar(item.value) ?? '',
          content: content(item),
          id: text(item.id),
          name: text(item.name),
          hint: words(item.hint),
          label: extras(record(item.label) ?? {}),
          checked: flag(item.checked),
          disabled: flag(item.disabled),
          conditional: content(record(item.conditional)),
          behaviour: item.behaviour === 'exclusive' ? 'exclusive' : undefined,
          attributes: record(item.attributes) as ours.Attributes | undefined,
        },
  ),
})

const affix = (value: unknown): ours.Affix | undefined => {
  const o = record(value)
  return o ? { content: content(o), ...extras(o) } : undefined
}

const tag = (value: unknown): ours.TagProps => {
  const o = record(value) ?? {}
  return { ...extras(o), children: content(o) }
}

const cell = (o: Options): ours.Cell => ({
  ...extras(o),
  content: content(o),
  numeric: o.format === 'numeric',
  colspan: typeof o.colspan === 'number' ? o.colspan : undefined,
  rowspan: typeof o.rowspan === 'number' ? o.rowspan : undefined,
})

const rowActions = (value: unknown): ours.RowActions | undefined => {
  const o = record(value)
  return o
    ? {
        class: text(o.classes),
        items: list(o.items).map((item) => ({
          ...extras(item),
          href: String(item.href),
          content: content(item),
          visuallyHiddenText: text(item.visuallyHiddenText),
        })),
      }
    : undefined
}

const pageLink = (value: unknown): ours.PageLink | undefined => {
  const o = record(value)
  return o
    ? {
        href: String(o.href),
        content: content(o),
        labelText: text(o.labelText),
        attributes: record(o.attributes) as ours.Attributes | undefined,
      }
    : undefined
}

const BY_CLASS = 'which part is wrong is said by `error`, not by a class name'
const DROP =
  'browsers take files dropped on a plain file field; the scripted one changes its name, so that a spoken "Choose file" no longer finds it'
const GAPS = 'an item is there or not: one that is left out leaves no gap in the ids'
const SLOTS = 'no page puts other markup beside the navigation'

const PROOFS: Proof[] = [
  {
    component: 'back-link',
    render: (o) => (
      <ours.BackLink href={text(o.href) ?? '#'} {...extras(o)}>
        {content(o)}
      </ours.BackLink>
    ),
  },
  {
    component: 'breadcrumbs',
    render: (o) => (
      <ours.Breadcrumbs
        {...extras(o)}
        label={text(o.labelText)}
        collapseOnMobile={flag(o.collapseOnMobile)}
        items={list(o.items).map((item) => ({
          content: content(item),
          href: text(item.href),
          attributes: record(item.attributes) as ours.Attributes | undefined,
        }))}
      />
    ),
  },
  {
    component: 'button',
    render: (o) => {
      const shared = { ...extras(o), id: text(o.id), isStart: flag(o.isStartButton) }
      if (text(o.href) !== undefined) {
        return (
          <ours.Button {...shared} href={String(o.href)}>
            {content(o)}
          </ours.Button>
        )
      }
      return (
        <ours.Button
          {...shared}
          type={o.type === 'button' ? 'button' : undefined}
          name={text(o.name)}
          value={text(o.value)}
          disabled={flag(o.disabled)}
          preventDoubleClick={flag(o.preventDoubleClick)}
        >
          {content(o)}
        </ours.Button>
      )
    },
  },
  {
    component: 'checkboxes',
    render: (o) => (
      <ours.Checkboxes
        {...choices(o)}
        values={Array.isArray(o.values) ? (o.values as string[]) : undefined}
        describedBy={text(o.describedBy)}
      />
    ),
    leftOut: { 'with falsy values': GAPS },
  },
  {
    component: 'date-input',
    render: (o) => {
      const parts = ['day', 'month', 'year']
        .filter((name) => o[name] === undefined || record(o[name]))
        .map((name) => ({ name, ...record(o[name]) }))
      const given = o.items === undefined ? parts : list(o.items)
      return (
        <ours.DateInput
          {...extras(o)}
          id={String(o.id)}
          namePrefix={text(o.namePrefix)}
          values={record(o.values) as Record<string, string> | undefined}
          fieldset={fieldset(o.fieldset)}
          hint={words(o.hint)}
          error={words(o.errorMessage)}
          group={group(o.formGroup)}
          items={given.map((item) => ({
            name: String((item as Options).name),
            label: text((item as Options).label),
            id: text((item as Options).id),
            value: scalar((item as Options).value),
            class: text((item as Options).classes),
            autocomplete: text((item as Options).autocomplete),
            pattern: text((item as Options).pattern),
            inputmode: (item as Options).inputmode === 'text' ? 'text' : undefined,
            error: flag((item as Options).error),
            attributes: record((item as Options).attributes) as ours.Attributes | undefined,
          }))}
        />
      )
    },
    leftOut: {
      'with error on single field using classes': BY_CLASS,
      'with error on single item using classes': BY_CLASS,
      'with field value and items': 'a value is given in one place, not two',
    },
  },
  {
    component: 'details',
    render: (o) => (
      <ours.Details
        {...extras(o)}
        id={text(o.id)}
        open={flag(o.open)}
        summary={content(o, 'summaryText', 'summaryHtml')}
      >
        {content(o)}
      </ours.Details>
    ),
  },
  {
    component: 'error-message',
    render: (o) => (
      <ours.ErrorMessage
        {...extras(o)}
        id={text(o.id)}
        visuallyHiddenText={
          typeof o.visuallyHiddenText === 'string' ? o.visuallyHiddenText : undefined
        }
      >
        {content(o)}
      </ours.ErrorMessage>
    ),
  },
  {
    component: 'error-summary',
    render: (o) => (
      <ours.ErrorSummary
        {...extras(o)}
        title={content(o, 'titleText', 'titleHtml')}
        disableAutoFocus={flag(o.disableAutoFocus)}
        errors={list(o.errorList).map((item) => ({
          content: content(item),
          href: text(item.href),
          attributes: record(item.attributes) as ours.Attributes | undefined,
        }))}
      >
        {content(o, 'descriptionText', 'descriptionHtml')}
      </ours.ErrorSummary>
    ),
  },
  {
    component: 'fieldset',
    render: (o) => (
      <ours.Fieldset {...fieldset(o)} role={o.role === 'group' ? 'group' : undefined}>
        {content(o, 'none')}
      </ours.Fieldset>
    ),
  },
  {
    component: 'file-upload',
    render: (o) => <ours.FileUpload {...field(o)} multiple={flag(o.multiple)} />,
    leftOut: {
      enhanced: DROP,
      'enhanced, with error message and hint': DROP,
      'enhanced, multiple files': DROP,
      'enhanced, custom wrapper classes and attributes': DROP,
      translated: DROP,
    },
  },
  {
    component: 'generic-header',
    render: (o) => (
      <ours.GenericHeader
        {...extras(o)}
        logo={content(o, 'logoText', 'logoHtml')}
        url={text(o.url)}
        containerClass={text(o.containerClasses)}
      />
    ),
  },
  {
    component: 'hint',
    render: (o) => (
      <ours.Hint {...extras(o)} id={text(o.id)}>
        {content(o)}
      </ours.Hint>
    ),
  },
  {
    component: 'input',
    render: (o) => (
      <ours.Input
        {...field(o)}
        type={text(o.type) as 'text' | undefined}
        value={scalar(o.value)}
        autocomplete={text(o.autocomplete)}
        autocapitalize={text(o.autocapitalize) as 'none' | undefined}
        inputmode={text(o.inputmode) as 'decimal' | undefined}
        pattern={text(o.pattern)}
        spellcheck={flag(o.spellcheck)}
        prefix={affix(o.prefix)}
        suffix={affix(o.suffix)}
        wrapper={extras(record(o.inputWrapper) ?? {})}
      />
    ),
  },
  {
    component: 'inset-text',
    render: (o) => (
      <ours.InsetText {...extras(o)} id={text(o.id)}>
        {content(o)}
      </ours.InsetText>
    ),
  },
  {
    component: 'label',
    render: (o) => (
      <ours.Label {...extras(o)} for={text(o.for)} isPageHeading={flag(o.isPageHeading)}>
        {content(o)}
      </ours.Label>
    ),
  },
  {
    component: 'notification-banner',
    render: (o) => (
      <ours.NotificationBanner
        {...extras(o)}
        type={o.type === 'success' ? 'success' : undefined}
        title={content(o, 'titleText', 'titleHtml')}
        titleId={text(o.titleId)}
        titleHeadingLevel={level(o.titleHeadingLevel)}
        role={text(o.role) as 'region' | undefined}
        disableAutoFocus={flag(o.disableAutoFocus)}
        heading={text(o.html) === undefined ? text(o.text) : undefined}
      >
        {content(o, 'none')}
      </ours.NotificationBanner>
    ),
  },
  {
    component: 'pagination',
    render: (o) => (
      <ours.Pagination
        {...extras(o)}
        label={text(o.landmarkLabel)}
        previous={pageLink(o.previous)}
        next={pageLink(o.next)}
        items={
          Array.isArray(o.items)
            ? list(o.items)
                .filter((item) => Object.keys(item).length > 0)
                .map((item) =>
                  item.ellipsis === true
                    ? { ellipsis: true }
                    : {
                        number: scalar(item.number) ?? '',
                        href: String(item.href),
                        current: flag(item.current),
                        visuallyHiddenText: text(item.visuallyHiddenText),
                        attributes: record(item.attributes) as ours.Attributes | undefined,
                      },
                )
            : undefined
        }
      />
    ),
  },
  {
    component: 'panel',
    render: (o) => {
      const interruption = text(o.classes)?.includes('govuk-panel--interruption') ?? false
      const actions = record(o.actions)
      return (
        <ours.Panel
          {...extras(o)}
          class={text(o.classes)?.replace('govuk-panel--interruption', '').trim()}
          kind={interruption ? 'interruption' : 'confirmation'}
          title={content(o, 'titleText', 'titleHtml')}
          headingLevel={level(o.headingLevel)}
          actions={
            actions && {
              ...extras(actions),
              items: list(actions.items).map((item) => ({
                ...extras(item),
                text: String(item.text),
                href: text(item.href),
                type: text(item.type) as 'button' | undefined,
              })),
            }
          }
        >
          {content(o)}
        </ours.Panel>
      )
    },
  },
  {
    component: 'phase-banner',
    render: (o) => (
      <ours.PhaseBanner {...extras(o)} tag={tag(o.tag)}>
        {content(o)}
      </ours.PhaseBanner>
    ),
  },
  {
    component: 'radios',
    render: (o) => <ours.Radios {...choices(o)} value={scalar(o.value)} />,
    leftOut: { 'with falsy items': GAPS },
  },
  {
    component: 'select',
    render: (o) => (
      <ours.Select
        {...field(o)}
        value={scalar(o.value)}
        items={list(o.items).map((item) => ({
          text: String(item.text ?? ''),
          value: scalar(item.value),
          selected: flag(item.selected),
          disabled: flag(item.disabled),
          attributes: record(item.attributes) as ours.Attributes | undefined,
        }))}
      />
    ),
    leftOut: { 'with falsy values': 'a value is text or a number' },
  },
  {
    component: 'service-navigation',
    render: (o) => (
      <ours.ServiceNavigation
        {...extras(o)}
        serviceName={text(o.serviceName)}
        serviceUrl={text(o.serviceUrl)}
        navigationLabel={text(o.navigationLabel)}
        navigationClass={text(o.navigationClasses)}
        navigationId={text(o.navigationId)}
        menuButtonText={text(o.menuButtonText)}
        menuButtonLabel={text(o.menuButtonLabel)}
        collapseOnMobile={flag(o.collapseNavigationOnMobile)}
        label={text(o.ariaLabel)}
        items={list(o.navigation).map((item) => ({
          content: content(item),
          href: text(item.href),
          current: flag(item.current),
          active: flag(item.active),
          attributes: record(item.attributes) as ours.Attributes | undefined,
        }))}
      />
    ),
    leftOut: {
      'with language navigation': SLOTS,
      'with right-aligned language navigation': SLOTS,
      'inverse with language navigation': SLOTS,
      'with slotted content': SLOTS,
      'with `inline` end slot': SLOTS,
    },
  },
  {
    component: 'skip-link',
    render: (o) => (
      <ours.SkipLink {...extras(o)} href={text(o.href)}>
        {content(o)}
      </ours.SkipLink>
    ),
  },
  {
    component: 'summary-list',
    render: (o) => {
      const card = record(o.card)
      const title = record(card?.title)
      return (
        <ours.SummaryList
          {...extras(o)}
          rows={list(o.rows).map((row) => ({
            key: content(record(row.key)),
            value: content(record(row.value)),
            keyClass: text(record(row.key)?.classes),
            valueClass: text(record(row.value)?.classes),
            class: text(row.classes),
            actions: rowActions(row.actions),
          }))}
          card={
            card && {
              ...extras(card),
              title: title && {
                content: content(title),
                class: text(title.classes),
                headingLevel: level(title.headingLevel),
              },
              actions: rowActions(card.actions),
            }
          }
        />
      )
    },
  },
  {
    component: 'table',
    render: (o) => (
      <ours.Table
        {...extras(o)}
        caption={text(o.caption)}
        captionClass={text(o.captionClasses)}
        firstCellIsHeader={flag(o.firstCellIsHeader)}
        head={Array.isArray(o.head) ? list(o.head).map(cell) : undefined}
        rows={(Array.isArray(o.rows) ? o.rows : [])
          .filter((row) => Array.isArray(row))
          .map((row) => list(row).map(cell))}
      />
    ),
  },
  { component: 'tag', render: (o) => <ours.Tag {...tag(o)} /> },
  {
    component: 'task-list',
    render: (o) => (
      <ours.TaskList
        {...extras(o)}
        idPrefix={text(o.idPrefix)}
        items={(Array.isArray(o.items) ? o.items : []).map((value) => {
          const item = record(value)
          if (!item) return null
          const title = record(item.title)
          const status = record(item.status) ?? {}
          return {
            title: content(title),
            titleClass: text(title?.classes),
            href: text(item.href),
            hint: content(record(item.hint)),
            class: text(item.classes),
            status: record(status.tag)
              ? { class: text(status.classes), tag: tag(status.tag) }
              : { class: text(status.classes), content: content(status) },
          }
        })}
      />
    ),
  },
  {
    component: 'textarea',
    render: (o) => (
      <ours.Textarea
        {...field(o)}
        value={text(o.value)}
        rows={typeof o.rows === 'number' ? o.rows : undefined}
        autocomplete={text(o.autocomplete)}
        spellcheck={flag(o.spellcheck)}
      />
    ),
  },
  {
    component: 'warning-text',
    render: (o) => (
      <ours.WarningText {...extras(o)} iconFallbackText={text(o.iconFallbackText)}>
        {content(o)}
      </ours.WarningText>
    ),
  },
]

/**
 * One line an element, attributes sorted, runs of space made one. Space beside an element's own
 * edges does not count, but within a visually hidden part it does: it parts words that are heard.
 */
function normal(html: string): string {
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  const lines: string[] = []
  const walk = (node: Node, depth: number, verbatim: boolean): void => {
    if (node.nodeType === 3) {
      // Entities part a text into several nodes: they are read as one.
      if (node.previousSibling?.nodeType === 3) return
      let own = node.textContent ?? ''
      let after = node.nextSibling
      for (; after?.nodeType === 3; after = after.nextSibling) own += after.textContent ?? ''
      own = own.replace(/\s+/g, ' ')
      if (own.trim() === '') return
      if (!verbatim && !isInline(node.previousSibling)) own = own.trimStart()
      if (!verbatim && !isInline(after)) own = own.trimEnd()
      lines.push(`${' '.repeat(depth)}"${own.replaceAll('"', '&quot;')}"`)
      return
    }
    if (node.nodeType !== 1) return
    const element = node as Element
    const attributes = [...element.attributes]
      .map((a) => ({ name: a.name, value: a.value.replace(/\s+/g, ' ').trim() }))
      // Both forms of an empty boolean attribute mean the same.
      .map((a) =>
        /^(checked|disabled|selected|open|hidden|multiple)$/.test(a.name)
          ? a.name
          : `${a.name}="${a.value}"`,
      )
      .filter((written) => written !== 'class=""')
      .sort()
    lines.push(`${' '.repeat(depth)}<${[element.localName, ...attributes].join(' ')}>`)
    const keeps =
      element.localName === 'textarea' || element.classList.contains('govuk-visually-hidden')
    for (const child of element.childNodes) walk(child, depth + 1, keeps)
  }
  for (const child of document.body.childNodes) walk(child, 0, false)
  return lines.join('\n')
}

/** Space counts beside a neighbour that stands in the same line of words. */
const isInline = (node: Node | null): boolean =>
  node?.nodeType === 1 && /^(a|span|strong|em|b|i|code)$/.test((node as Element).localName)

describe.each(PROOFS)('$component', (proof) => {
  const fixtures = fixturesOf(proof.component)

  it.each(fixtures.filter((f) => !(f.name in (proof.leftOut ?? {}))))(
    'is GOV.UK’s own markup: $name',
    (fixture) => {
      const node = proof.render(fixture.options)
      expect(normal(node ? renderToString(node) : '')).toBe(normal(fixture.html))
    },
  )

  it('leaves out only what it says', () => {
    for (const name of Object.keys(proof.leftOut ?? {})) {
      const fixture = fixtures.find((f) => f.name === name)
      expect(fixture, name).toBeDefined()
      if (!fixture) continue
      const node = proof.render(fixture.options)
      expect(normal(node ? renderToString(node) : ''), name).not.toBe(normal(fixture.html))
    }
  })
})
