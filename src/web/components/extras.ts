import type { ComponentChildren } from 'preact'

/** What a component shows: text (always escaped) or further components. There is no raw HTML. */
export type Content = ComponentChildren

/** Further attributes of a component's own element: `data-…`, `aria-…`, `autocomplete`. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

/** Class names and attributes added to a component's own element. */
export interface Extras {
  class?: string | undefined
  attributes?: Attributes | undefined
}

/** Class names in order, what is absent left out; undefined where nothing is left. */
export function classes(...names: (string | false | undefined)[]): string | undefined {
  const kept = names.filter((name) => name !== undefined && name !== false && name !== '')
  return kept.length > 0 ? kept.join(' ') : undefined
}

/** Attributes with every value written out, so that `true` is `"true"` and never an empty attribute. */
export function written(attributes: Attributes | undefined): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes ?? {})) out[name] = String(value)
  return out
}

/** Ids for `aria-describedby`; undefined where there is none. */
export function describedBy(...ids: (string | false | undefined)[]): string | undefined {
  return classes(...ids)
}

/** Whether there is anything to show: nothing, false and the empty text are not. */
export const isShown = (content: Content): boolean =>
  content !== undefined && content !== null && content !== false && content !== ''
