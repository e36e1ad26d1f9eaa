import type { Problem } from '../../kit/index.ts'
import type { RestrictionView } from '../../council/index.ts'
import {
  Button,
  Checkboxes,
  ErrorSummary,
  Form,
  Link,
  Opening,
  Textarea,
} from '../components/index.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'

/** In place of a restricted record: that there is one, and how it is opened for a reason. */
export function restrictedPage(here: Here, address: string, problem: Problem | null): Figures {
  return {
    page: {
      title: 'This record is restricted',
      section: 'cases',
      crumbs: [{ content: 'Cases', href: here.to.cases() }],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#reason' }]} />
      ) : null,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="This record is restricted">
            It is open to people named for it, and you are not one of them. It counts in every
            figure.
          </Opening>
          {here.may('case.open-restricted') ? (
            <Form action={here.to.openRestricted(address)} novalidate>
              <Textarea
                name="reason"
                label="Why do you need to see it now?"
                hint="If a child’s safety depends on it, do not wait: say so and open it. Your name, the time and this reason go to the auditor. It closes again after an hour."
                rows={4}
                error={problem?.sentence}
              />
              <Button class="govuk-button--warning" preventDoubleClick>
                Open this record
              </Button>
            </Form>
          ) : (
            <p class="govuk-body">Ask a service manager to name you for it.</p>
          )}
          <p class="govuk-body">
            <Link href={here.to.cases()}>Back to the cases</Link>
          </p>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'restricted',
    what: '',
  }
}

/** Who is named for a record, and the form that changes it. */
export function restrictionPage(here: Here, address: string, view: RestrictionView): Figures {
  const named = new Set(view.names ?? [])
  return {
    page: {
      title: 'Who may open this record',
      section: 'cases',
      crumbs: [
        { content: 'Cases', href: here.to.cases() },
        { content: 'The record', href: here.to.case(address) },
      ],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Who may open this record">
            {view.names === null
              ? 'Everybody whose role and team reach it.'
              : `It is restricted to ${named.size === 1 ? 'one person' : `${named.size} people`} named.`}
          </Opening>
          <p class="govuk-body">
            A restricted record is for a child of a colleague, a risk from somebody who works here,
            or the like. It counts in every figure, as “Restricted”. Whoever else needs it opens it
            with a reason that the auditor reads.
          </p>
          <Form action={here.to.restriction(address)}>
            <Checkboxes
              name="names"
              fieldset={{
                legend: { content: 'People who may open it', class: 'govuk-fieldset__legend--m' },
              }}
              values={[...named]}
              items={view.people.map(({ id, name }) => ({ value: id, content: name }))}
            />
            <Button name="do" value="restrict" preventDoubleClick>
              {view.names === null ? 'Restrict this record to them' : 'Save who may open it'}
            </Button>
            {view.names === null ? null : (
              <div>
                <Button class="govuk-button--secondary" name="do" value="lift" preventDoubleClick>
                  End the restriction
                </Button>
              </div>
            )}
          </Form>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'restriction',
    what: '',
  }
}
