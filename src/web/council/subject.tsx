import type { Problem } from '../../kit/index.ts'
import {
  Button,
  Details,
  ErrorSummary,
  Input,
  Opening,
  Radios,
  WarningText,
} from '../components/index.ts'
import type { Here } from './here.ts'
import type { Plain } from './imports.tsx'

export const subjectKinds = { child: 'A child', worker: 'A worker' } as const
export const subjectFiles = { xlsx: 'A workbook to read', json: 'A JSON document' } as const

export interface SubjectPage {
  about: string
  id: string
  file: string
  problem: (Problem & { field: 'about' | 'id' }) | null
}

/** Everything held about somebody, for the person who asks for it under data protection law. */
export function subjectPage(here: Here, { about, id, file, problem }: SubjectPage): Plain {
  const problemOf = (field: string): string | undefined =>
    problem?.field === field ? problem.sentence : undefined
  return {
    page: {
      title: 'What is held about somebody',
      section: 'people',
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: `#${problem.field}` }]} />
      ) : undefined,
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="What is held about somebody">
            Write out everything that Fairload holds about one child or one worker, for the person
            who asked what is held about them.
          </Opening>
          {/* eslint-disable-next-line no-restricted-syntax -- nothing is changed, and what comes back is too large to keep */}
          <form method="post" action={here.to.subject()} novalidate>
            <Radios
              name="about"
              idPrefix="about"
              fieldset={{
                legend: { content: 'About whom?', class: 'govuk-fieldset__legend--s' },
              }}
              value={about}
              error={problemOf('about')}
              items={Object.entries(subjectKinds).map(([value, content]) => ({ value, content }))}
            />
            <Input
              name="id"
              label="Their id, as the files have it"
              hint="A child’s unique id; a worker’s Social Work England number, or the name where the files give no number."
              autocomplete="off"
              spellcheck={false}
              class="govuk-input--width-20"
              value={id}
              error={problemOf('id')}
            />
            <Radios
              name="file"
              idPrefix="file"
              fieldset={{
                legend: { content: 'As what?', class: 'govuk-fieldset__legend--s' },
              }}
              value={file}
              items={Object.entries(subjectFiles).map(([value, content]) => ({ value, content }))}
            />
            <WarningText>
              The file may name others: colleagues who looked, people in what somebody wrote. Read
              it before you hand it over. That you wrote it out is noted in the record.
            </WarningText>
            <Button>Write it out</Button>
          </form>
          <Details summary="What is in it">
            <ul class="govuk-list govuk-list--bullet">
              <li>
                Of a child: the case and what it weighs, the rows it was read from, questions about
                them, what plans propose, queries, who looked, and who may open the record.
              </li>
              <li>
                Of a worker: what the files say, the figures of each import, overloads and their
                answers, queries, plans, who looked, and their sign-in.
              </li>
              <li>From every import whose rows are still here, undone ones too.</li>
            </ul>
          </Details>
        </div>
      </div>
    ),
  }
}
