import type { Problem } from '../../../kit/index.ts'
import type { VersionView } from '../../../branch/desk/index.ts'
import {
  Button,
  ButtonGroup,
  Checkboxes,
  ErrorSummary,
  Form,
  Link,
  Opening,
  Radios,
  SummaryList,
  WarningText,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { Hash, nameOf, standsWords } from './words.tsx'

/** An officer signs the branch's copy, in an office held today. */
export function signPage(
  here: Here,
  view: {
    version: VersionView
    offices: readonly string[]
    office: string
    problem: Problem | null
  },
): Plain {
  const { version, offices, problem } = view
  const to = here.to(`/agreement/versions/${version.id}`)
  return {
    page: {
      title: 'Sign',
      section: 'agreement',
      crumbs: [
        { content: 'Agreement', href: here.to('/agreement') },
        { content: nameOf(version), href: to },
      ],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#read' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={`Sign ${nameOf(version)}`}>{standsWords(version)}</Opening>
        <SummaryList rows={[{ key: 'Hash of the text', value: <Hash of={version.sha256} /> }]} />
        <Form action={`${to}/sign`} novalidate>
          <input type="hidden" name="sha256" value={version.sha256} />
          <Radios
            name="office"
            fieldset={{
              legend: {
                content: 'In which office do you sign?',
                class: 'govuk-fieldset__legend--s',
              },
            }}
            value={view.office || offices[0]}
            items={offices.map((of) => ({ value: of, content: of }))}
          />
          <Checkboxes
            name="read"
            error={problem?.sentence}
            fieldset={{
              legend: { content: 'Have you read it?', class: 'govuk-fieldset__legend--s' },
            }}
            items={[
              {
                value: 'yes',
                content: `I, ${here.person?.name ?? ''}, have read this text and sign it for the branch`,
              },
            ]}
          />
          <WarningText>
            A signature cannot be taken back. You hand the statement to the service, who records it
            beside theirs.
          </WarningText>
          <ButtonGroup>
            <Button preventDoubleClick>Sign for the branch</Button>
            <Link href={to}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
