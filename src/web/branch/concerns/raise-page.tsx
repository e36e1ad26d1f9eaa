import { longDate } from '../../../kit/index.ts'
import type { CaptureChoices, RaisedView } from '../../../branch/concerns/index.ts'
import {
  Button,
  ButtonGroup,
  Form,
  Input,
  InsetText,
  Link,
  Opening,
  Panel,
  SummaryList,
} from '../../components/index.ts'
import { addressOf } from '../addresses.ts'
import { AtRisk } from '../children-details/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  Fields,
  ProblemSummary,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/fields.tsx'
import { Reading } from '../record-form/reading.ts'
import { placeIn, placeItems, themeItems } from './note-page.tsx'
import { standsWords } from './words.ts'

const crumbs = (here: Here) => [{ content: 'Concerns', href: here.to('/concerns') }]

export const raiseFields = (choices: CaptureChoices): FieldOf[] => [
  {
    kind: 'words',
    name: 'words',
    label: 'What is wrong?',
    hint: 'Say what happens and to how many, not who. Leave children out: no names, dates of birth or case numbers.',
    rows: 5,
  },
  {
    kind: 'pick',
    name: 'theme',
    label: 'What is it about?',
    none: 'Choose a theme',
    items: themeItems(choices),
  },
  {
    kind: 'pick',
    name: 'place',
    label: 'Your team or site',
    hint: 'You need not say. Teams under ten are never shown apart.',
    none: 'I would rather not say',
    items: placeItems(choices),
  },
  {
    kind: 'many',
    name: 'code',
    label: 'Do you want to find out what becomes of it?',
    items: [
      {
        value: 'yes',
        text: 'Give me a code',
        hint: 'We keep nothing that leads from the code to you.',
      },
    ],
  },
]

export function readRaised(typed: Typed, choices: CaptureChoices) {
  const read = new Reading(typed)
  const words = read.needed('words', 4_000, 'Say what is wrong.')
  const theme = read.idIn('theme', themeItems(choices))
  if (theme === null) read.wrong('theme', 'Choose what it is about.')
  const place = placeIn(read.idIn('place', placeItems(choices)), choices)
  const wantsCode = read.idsIn('code', [{ value: 'yes' }]).length > 0
  return { heard: { words, theme: theme ?? '', wantsCode, ...place }, problems: read.problems }
}

/** A member raises a concern from home. */
export function raisePage(
  here: Here,
  view: {
    choices: CaptureChoices
    typed: Typed
    problems: readonly FieldProblem[]
    line: string | null
  },
): Plain {
  const fields = raiseFields(view.choices)
  return {
    page: {
      title: 'Raise a concern',
      section: 'concerns',
      crumbs: crumbs(here),
      hasErrors: view.problems.length > 0,
      above: <ProblemSummary fields={fields} problems={view.problems} />,
    },
    body: (
      <>
        <Opening heading="Raise a concern">
          Your reps read it, and it counts among what members say. Your name is not kept with it.
        </Opening>
        <AtRisk line={view.line} />
        <Form action={here.to('/concerns/raise')} novalidate>
          <Fields fields={fields} typed={view.typed} problems={view.problems} />
          <ButtonGroup>
            <Button preventDoubleClick>Raise it</Button>
            <Link href={here.to('/concerns')}>Leave it</Link>
          </ButtonGroup>
        </Form>
        <p class="govuk-body">
          For bullying, harassment or something that may cost somebody their job, talk to{' '}
          <Link href={here.to('/reps')}>a rep you trust</Link> instead: this form is read by all
          reps.
        </p>
      </>
    ),
  }
}

/** Shown once: neither the code nor the words are in any address. */
export const raisedPage = (here: Here, code: string | null): Plain => ({
  page: { title: 'Your concern is raised', section: 'concerns', crumbs: crumbs(here) },
  body: (
    <>
      <Panel title="Your concern is raised">
        {code === null ? null : (
          <>
            Your code
            <br />
            <strong>{code}</strong>
          </>
        )}
      </Panel>
      <p class="fl-lede">
        {code === null
          ? 'A rep reads it and puts it to the concerns that members have.'
          : 'Write this code down now: it is shown this once, and nobody can find it for you.'}
      </p>
      {code === null ? null : (
        <p class="govuk-body">
          With it you see <Link href={here.to('/concerns/code')}>what became of your concern</Link>.
        </p>
      )}
      <p class="govuk-body">
        <Link href={here.to('/concerns')}>All concerns</Link>
      </p>
    </>
  ),
})

/** What became of a concern, for whoever has its code. The code comes in a form, never in an address. */
export function codePage(
  here: Here,
  view: { typed: string; problem: string | null; found: RaisedView | null },
): Plain {
  const { found } = view
  return {
    page: {
      title: 'What became of my concern',
      section: 'concerns',
      crumbs: crumbs(here),
      hasErrors: view.problem !== null,
      above: (
        <ProblemSummary
          fields={[{ kind: 'line', name: 'code', label: '' }]}
          problems={view.problem === null ? [] : [{ field: 'code', sentence: view.problem }]}
        />
      ),
    },
    body: (
      <>
        <Opening heading="What became of my concern">
          {found === null
            ? 'Enter the code you were given when you raised it.'
            : found.concern === null
              ? 'A rep has not put it to a concern yet.'
              : `It is part of “${found.concern.name}”: ${lower(standsWords[found.concern.stands])}.`}
        </Opening>
        {found ? (
          <>
            <SummaryList
              rows={[
                { key: 'Raised', value: longDate(found.on) },
                { key: 'Your words', value: found.words },
                ...(found.concern
                  ? [
                      {
                        key: 'Concern',
                        value: (
                          <Link href={addressOf(here, 'concern', found.concern.id)}>
                            {found.concern.name}
                          </Link>
                        ),
                      },
                      {
                        key: 'Place',
                        value: found.concern.place === null ? 'Closed' : found.concern.place,
                      },
                    ]
                  : []),
              ]}
            />
            <InsetText>Close this page when you are done: it shows your words.</InsetText>
          </>
        ) : (
          <Form action={here.to('/concerns/code')} novalidate>
            <Input
              name="code"
              label="Your code"
              hint="Four groups of letters and digits, such as K7QF-2MND-X8RA-9TBC."
              value={view.typed}
              error={view.problem ?? undefined}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
            />
            <Button preventDoubleClick>Look it up</Button>
          </Form>
        )}
      </>
    ),
  }
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
