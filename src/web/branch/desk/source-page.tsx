import type { Problem } from '../../../kit/index.ts'
import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  Input,
  Link,
  Opening,
  Radios,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

/** Where the service publishes, and how often it is asked. */
export function sourcePage(
  here: Here,
  view: { address: string; daily: boolean; problem: Problem | null },
): Plain {
  const { problem } = view
  return {
    page: {
      title: 'Where the service publishes',
      section: 'agreement',
      crumbs: [{ content: 'Agreement', href: here.to('/agreement') }],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#address' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="Where the service publishes">
          The branch works without it: everything can come as a file.
        </Opening>
        <Form action={here.to('/agreement/source')} novalidate>
          <Input
            name="address"
            label={{ content: 'Address', class: 'govuk-label--s' }}
            hint="From the service’s page “What is published”, such as https://fairload.council.example/own. Leave it empty to ask nothing of them any more."
            value={view.address}
            type="url"
            autocomplete="off"
            spellcheck={false}
            error={problem?.sentence}
          />
          <Radios
            name="daily"
            fieldset={{
              legend: { content: 'When is it asked?', class: 'govuk-fieldset__legend--s' },
            }}
            hint="They see that a computer of the branch asked, as any web address does. Nothing else is told."
            value={view.daily ? 'yes' : 'no'}
            items={[
              { value: 'no', content: 'Only when an officer presses “Ask now”' },
              { value: 'yes', content: 'Once a day as well' },
            ]}
          />
          <ButtonGroup>
            <Button preventDoubleClick>Save</Button>
            <Link href={here.to('/agreement')}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
