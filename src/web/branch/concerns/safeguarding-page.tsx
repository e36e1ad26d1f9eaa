import { Button, Form, Input, NotificationBanner, Opening } from '../../components/index.ts'
import { one } from '../../query.ts'
import { AtRisk } from '../children-details/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { ProblemSummary } from '../record-form/fields.tsx'

/** The line that every form with words shows for a child at risk now. */
export const safeguardingPage = (
  here: Here,
  view: { typed: string; problem: string | null },
): Plain => ({
  page: {
    title: 'A child at risk now',
    section: 'concerns',
    crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
    hasErrors: view.problem !== null,
    above:
      view.problem !== null ? (
        <ProblemSummary
          fields={[{ kind: 'line', name: 'line', label: '' }]}
          problems={[{ field: 'line', sentence: view.problem }]}
        />
      ) : one(here.query, 'done') === 'saved' ? (
        <NotificationBanner type="success" heading="Saved." />
      ) : undefined,
  },
  body: (
    <>
      <Opening heading="A child at risk now">
        Say where somebody turns who writes to the branch when they should ring somebody.
      </Opening>
      <Form action={here.to('/concerns/safeguarding')} novalidate>
        <Input
          name="line"
          label={{ content: 'The line to ring', class: 'govuk-label--s' }}
          hint="As it follows “else”: such as “the council’s duty line on 01632 960 000, day and night”."
          value={view.typed}
          error={view.problem ?? undefined}
          autocomplete="off"
        />
        <Button preventDoubleClick>Save</Button>
      </Form>
      <h2 class="govuk-heading-m">How forms say it</h2>
      <AtRisk line={view.typed === '' ? null : view.typed} />
    </>
  ),
})
