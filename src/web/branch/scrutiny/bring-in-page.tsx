import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import { type SeatsPreview } from '../../../branch/scrutiny/index.ts'
import {
  Button,
  ButtonGroup,
  Form,
  KeyFigures,
  Link,
  Opening,
  Section,
  Textarea,
} from '../../components/index.ts'
import { listed } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

export interface BringInPage {
  json: string
  problem: string | null
  preview: SeatsPreview | null
}

/** A Popolo file: first what it would do, then it is brought in. */
export function bringInPage(here: Here, { json, problem, preview }: BringInPage): Plain {
  const at = here.to('/councillors/bring-in')
  return {
    page: {
      title: 'Bring seats in',
      section: 'councillors',
      hasErrors: problem !== null,
      crumbs: [{ content: 'Councillors', href: here.to('/councillors') }],
    },
    body: (
      <>
        <Opening heading="Bring seats in">
          {preview === null
            ? 'Open the Popolo file, and paste all of it here. Nothing is kept before you have seen what it would do.'
            : previewWords(preview)}
        </Opening>
        {preview === null ? (
          <Form action={at} novalidate>
            <Textarea
              name="json"
              label={{ content: 'The file', class: 'govuk-label--s' }}
              hint="JSON with persons, organizations and memberships."
              error={problem ?? undefined}
              rows={12}
              value={json}
              spellcheck={false}
            />
            <Button preventDoubleClick>See what it would do</Button>
          </Form>
        ) : (
          <>
            <KeyFigures
              items={[
                { value: String(preview.newSeats), words: 'new seats' },
                { value: String(preview.ended), words: 'seats that get a last day' },
                { value: String(preview.known), words: 'seats known already' },
                { value: String(preview.left.length), words: 'left out' },
              ]}
            />
            <PreviewLists preview={preview} />
            <Form action={at}>
              <input type="hidden" name="json" value={json} />
              <input type="hidden" name="sure" value="yes" />
              <ButtonGroup>
                <Button preventDoubleClick>Bring them in</Button>
                <Link href={here.to('/councillors')}>Leave it</Link>
              </ButtonGroup>
            </Form>
          </>
        )}
      </>
    ),
  }
}

function previewWords({ newSeats, ended, left }: SeatsPreview): string {
  if (newSeats + ended === 0) return 'Nothing in this file is new.'
  return `${count(newSeats, 'seat is', 'seats are')} new and ${ended} would get a last day. ${left.length === 0 ? 'Nothing is left out.' : `${count(left.length, 'membership is', 'memberships are')} left out, each for a reason.`}`
}

function PreviewLists({ preview }: { preview: SeatsPreview }): JSX.Element {
  const { newCouncillors, newCommittees, left, rough } = preview
  return (
    <>
      {newCouncillors.length > 0 ? (
        <p class="govuk-body">New councillors: {listed(newCouncillors)}.</p>
      ) : null}
      {newCommittees.length > 0 ? (
        <p class="govuk-body">New committees: {listed(newCommittees)}.</p>
      ) : null}
      {rough > 0 ? (
        <p class="govuk-body">
          {count(rough, 'seat has', 'seats have')} a year or a month alone: it is taken for its
          first day or its last.
        </p>
      ) : null}
      {left.length > 0 ? (
        <Section heading="Left out" id="left">
          <ul class="govuk-list govuk-list--bullet">
            {left.map(({ place, why }) => (
              <li>
                Membership {place}: {why}.
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
