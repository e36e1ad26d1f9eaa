import type { JSX } from 'preact'
import type { Problem } from '../../../kit/index.ts'
import type { AgreementView } from '../../../council/index.ts'
import {
  Button,
  ErrorSummary,
  Fieldset,
  FileUpload,
  Form,
  Input,
  Link,
  Opening,
  Section,
  Select,
  Textarea,
} from '../../components/index.ts'
import {
  editGroups,
  editParts,
  partHeadings,
  type EditField,
  type EditPart,
  type FieldProblem,
} from './fields/index.ts'
import { nameOf } from './words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../imports.tsx'

export interface EditPage {
  shown: AgreementView
  part: EditPart
  /** What was typed, where it could not be saved. */
  typed: Readonly<Record<string, string>>
  problems: readonly FieldProblem[]
}

/** One part of a draft as a form. What is saved is a new text; those before it stay. */
export function agreementEditPage(here: Here, view: EditPage): Plain {
  const { shown, part, typed, problems } = view
  const { key, agreement, life } = shown
  const groups = editGroups(agreement, part)
  const next = editParts[editParts.indexOf(part) + 1]
  const problemOf = (field: EditField): string | undefined =>
    problems.find((problem) => problem.field === field.name)?.sentence
  return {
    page: {
      title: partHeadings[part],
      section: 'agreement',
      crumbs: [
        { content: 'Agreement', href: here.to.agreement() },
        { content: nameOf(shown), href: here.to.agreement(key) },
      ],
      hasErrors: problems.length > 0,
      above:
        problems.length > 0 ? (
          <ErrorSummary
            errors={problems.map(({ field, sentence }) => ({
              content: sentence,
              href: `#${field ?? 'words'}`,
            }))}
          />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading={partHeadings[part]} caption={`Draft: ${nameOf(shown)}`}>
          Saving makes text {(life?.revision ?? 0) + 1} of this draft; every text before it is kept.
        </Opening>
        <nav aria-label="Parts of the agreement">
          <ul class="govuk-list fl-parts">
            {editParts.map((one) => (
              <li>
                {one === part ? (
                  <strong>{partHeadings[one]}</strong>
                ) : (
                  <Link href={here.to.agreementStep('edit', key, { part: one })}>
                    {partHeadings[one]}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </nav>
        <Form action={here.to.agreementStep('edit', key, { part })} novalidate>
          <input type="hidden" name="revision" value={life?.revision ?? 1} />
          {groups.map((group) => (
            <Fieldset legend={{ content: group.legend, class: 'govuk-fieldset__legend--m' }}>
              {group.fields.map((field) => (
                <FieldOf
                  field={field}
                  value={typed[field.name] ?? field.value}
                  error={problemOf(field)}
                />
              ))}
            </Fieldset>
          ))}
          <Textarea
            name="words"
            id="words"
            label="What the changed figures rest on"
            hint="Stands beside each figure you change, such as “Joint panel, March”."
            rows={2}
            value={typed['words'] ?? ''}
          />
          <Button preventDoubleClick>Save as a new text</Button>
        </Form>
        {next === undefined ? null : (
          <p class="govuk-body">
            Next:{' '}
            <Link href={here.to.agreementStep('edit', key, { part: next })}>
              {partHeadings[next]}
            </Link>
          </p>
        )}
      </>
    ),
  }
}

function FieldOf(props: {
  field: EditField
  value: string
  error: string | undefined
}): JSX.Element {
  const { field, value, error } = props
  const common = { name: field.name, id: field.name, label: field.label, hint: field.hint, error }
  return field.kind === 'choice' ? (
    <Select
      {...common}
      value={value}
      items={(field.options ?? []).map((option) => ({ ...option }))}
    />
  ) : (
    <Input
      {...common}
      value={value}
      class="govuk-input--width-5"
      inputmode={field.kind === 'whole' ? 'numeric' : 'decimal'}
      suffix={field.suffix === undefined ? undefined : { content: field.suffix }}
      spellcheck={false}
    />
  )
}

/** Takes the whole text from a file instead; the draft keeps its name and version. */
export function ReplaceFromFile(props: {
  here: Here
  shown: AgreementView
  problems: readonly Problem[]
}): JSX.Element {
  const { here, shown, problems } = props
  return (
    <Section heading="Take the text from a file" id="replace">
      <p class="govuk-body fl-measure">
        Download this draft as a file, change it, and bring it back: it becomes the next text. Its
        id and version stay those of the draft.
      </p>
      <Form
        action={here.to.agreementStep('replace', shown.key, { revision: shown.life?.revision })}
        files
        novalidate
      >
        <FileUpload
          name="file"
          id="replacement"
          label="Agreement file (.json)"
          accept=".json,application/json"
          error={problems[0]?.sentence}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Save as a new text
        </Button>
      </Form>
    </Section>
  )
}
