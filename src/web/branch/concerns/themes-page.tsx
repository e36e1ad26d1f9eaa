import type { ConcernsClash, Theme } from '../../../branch/concerns/index.ts'
import {
  Button,
  ErrorSummary,
  Form,
  Input,
  NotificationBanner,
  Opening,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { BothVersions } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

/** Rows to fill in beyond those that are there. */
const MORE = 3
export const MOST_THEMES = 60

export interface TypedTheme {
  id: string | null
  name: string
  indicator: string
}

/** The branch's themes: renamed, added, or left out by emptying their name. */
export function themesPage(
  here: Here,
  view: {
    themes: readonly (Theme | TypedTheme)[]
    number: number | null
    problem: string | null
    clash: ConcernsClash | null
  },
): Plain {
  const rows: TypedTheme[] = [
    ...view.themes,
    ...Array.from({ length: MORE }, () => ({ id: null, name: '', indicator: '' })),
  ].slice(0, MOST_THEMES)
  return {
    page: {
      title: 'Themes',
      section: 'concerns',
      crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
      hasErrors: view.problem !== null,
      above:
        view.problem !== null ? (
          <ErrorSummary errors={[{ content: view.problem, href: '#name-0' }]} />
        ) : one(here.query, 'done') === 'saved' ? (
          <NotificationBanner type="success" heading="Saved." />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading="Themes">
          Concerns are gathered under these, in this order. Empty a name to take a theme off the
          list: concerns that have it keep it.
        </Opening>
        {view.clash ? <BothVersions noun="list of themes" parts={view.clash.parts} /> : null}
        <Form action={here.to('/concerns/themes')} novalidate>
          <input
            type="hidden"
            name="number"
            value={view.number === null ? '' : String(view.number)}
          />
          {rows.map((theme, at) => (
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                {theme.id === null ? `Another theme (${at + 1})` : `Theme ${at + 1}`}
              </legend>
              <input type="hidden" name={`id-${at}`} value={theme.id ?? ''} />
              <Input
                name={`name-${at}`}
                id={`name-${at}`}
                label="Name"
                value={theme.name}
                autocomplete="off"
              />
              <Input
                name={`indicator-${at}`}
                id={`indicator-${at}`}
                label="A figure that would show it"
                value={theme.indicator}
                autocomplete="off"
              />
            </fieldset>
          ))}
          <Button preventDoubleClick>Save the themes</Button>
        </Form>
      </>
    ),
  }
}
