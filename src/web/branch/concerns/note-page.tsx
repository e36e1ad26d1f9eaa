import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type {
  CaptureChoices,
  NewHearing,
  NotedView,
  PutTo,
} from '../../../branch/concerns/index.ts'
import {
  Button,
  DataTable,
  Form,
  Link,
  NotificationBanner,
  Opening,
  Section,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { addressOf } from '../addresses.ts'
import { AtRisk } from '../children-details/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Item,
  type Typed,
} from '../record-form/fields.tsx'
import { Reading } from '../record-form/reading.ts'
import { Removed } from './said-part.tsx'

/** Sites and their teams in one list: on a phone one choice is quicker than two. */
export const placeItems = (choices: CaptureChoices): Item[] =>
  choices.sites.flatMap(({ id, name, teams }) => [
    { value: `site:${id}`, text: name },
    ...teams.map((team) => ({ value: `team:${team.id}`, text: `${name}: ${team.name}` })),
  ])

export const themeItems = (choices: Pick<CaptureChoices, 'themes'>): Item[] =>
  choices.themes.map(({ id, name }) => ({ value: id, text: name }))

export const concernItems = (choices: CaptureChoices): Item[] =>
  choices.concerns.map(({ id, title }) => ({ value: id, text: title }))

export const visitItems = (choices: CaptureChoices): Item[] =>
  choices.visits.map(({ id, words }) => ({ value: id, text: words }))

/** Words that a child could be in. */
export const checkedWords = { words: 'What was said', title: 'Its name on the list' } as const

export const noteFields = (choices: CaptureChoices): FieldOf[] => [
  {
    kind: 'words',
    name: 'words',
    label: checkedWords.words,
    hint: 'In short, and never who said it. Leave children out: no names, dates of birth or case numbers.',
    rows: 3,
  },
  {
    kind: 'line',
    name: 'people',
    label: 'How many said it',
    narrow: true,
  },
  {
    kind: 'pick',
    name: 'theme',
    label: 'What it is about',
    none: 'Choose a theme',
    items: themeItems(choices),
  },
  {
    kind: 'pick',
    name: 'visit',
    label: 'At which meeting',
    none: 'Outside of a round',
    items: visitItems(choices),
  },
  {
    kind: 'pick',
    name: 'place',
    label: 'Team or site',
    hint: 'Small teams are never shown apart.',
    none: 'Not said',
    items: placeItems(choices),
  },
  {
    kind: 'pick',
    name: 'concern',
    label: 'A concern that is there already',
    none: 'None of these, or sort it later',
    items: concernItems(choices),
  },
  {
    kind: 'line',
    name: 'title',
    label: checkedWords.title,
    hint: 'Only where it is a new concern. Members read this; what was said they do not.',
  },
]

/** Where `site:…` and `team:…` lead. */
export function placeIn(
  value: string | null,
  choices: CaptureChoices,
): { site: string | null; team: string | null } {
  const [what, id = ''] = (value ?? '').split(':')
  if (what === 'site') return { site: id, team: null }
  if (what !== 'team') return { site: null, team: null }
  const site = choices.sites.find(({ teams }) => teams.some((team) => team.id === id))
  return { site: site?.id ?? null, team: id }
}

/** What a rep noted, or what is wrong with each field. */
export function readNote(
  typed: Typed,
  choices: CaptureChoices,
): { heard: NewHearing; to: PutTo; problems: FieldProblem[] } {
  const read = new Reading(typed)
  const words = read.needed('words', 4_000, 'Write what was said.')
  const people = read.number('people', { least: 1, most: 500 }, 'Give a number from 1 to 500.')
  if (people === null) read.wrong('people', 'Say how many said it, from 1 to 500.')
  const concern = read.idIn('concern', concernItems(choices))
  const theme = read.idIn('theme', themeItems(choices))
  const title = read.upTo('title', 200)
  if (theme === null && concern === null) read.wrong('theme', 'Choose what it is about.')
  const visit = read.idIn('visit', visitItems(choices))
  const place = placeIn(read.idIn('place', placeItems(choices)), choices)
  const ofConcern = choices.concerns.find(({ id }) => id === concern)
  const about = theme ?? choices.themes.find(({ name }) => name === ofConcern?.theme)?.id
  const heard = { words, theme: about ?? 'other', visit, people: people ?? 1, ...place }
  return {
    heard,
    to: concern !== null ? { concern } : title === '' ? null : { title, theme: heard.theme },
    problems: read.problems,
  }
}

/** The fast form: several in a row, with the meeting and the place kept from one to the next. */
export function notePage(
  here: Here,
  view: {
    choices: CaptureChoices
    typed: Typed
    problems: readonly FieldProblem[]
    noted: readonly NotedView[]
    line: string | null
  },
): Plain {
  const { choices, typed, problems, noted } = view
  const fields = noteFields(choices)
  const visit = choices.visits.find(({ id }) => id === typed['visit'])
  const kept = one(here.query, 'kept') === 'yes'
  const removed = one(here.query, 'removed')
  return {
    page: {
      title: 'Note what was said',
      section: 'concerns',
      crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
      hasErrors: problems.length > 0,
      above:
        problems.length > 0 ? (
          <ProblemSummary fields={fields} problems={problems} />
        ) : removed !== undefined ? (
          <Removed here={here} id={removed} concern={null} />
        ) : kept ? (
          <NotificationBanner type="success" heading="Kept. The form is ready for the next one." />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading="Note what was said" caption={visit?.words}>
          {visit
            ? noted.length === 0
              ? 'You have noted nothing from this meeting yet.'
              : `You have noted ${count(noted.length, 'thing')} from this meeting so far.`
            : 'One thing at a time: words, how many said it, what it is about.'}
        </Opening>
        <RecordForm
          action={here.to('/concerns/new')}
          fields={fields}
          typed={typed}
          problems={problems}
          number={null}
          button="Keep it, and note another"
          back={here.to('/concerns')}
        />
        {visit && noted.length > 0 ? <Noted here={here} noted={noted} visit={visit.id} /> : null}
        <AtRisk line={view.line} />
      </>
    ),
  }
}

function Noted(props: { here: Here; noted: readonly NotedView[]; visit: string }): JSX.Element {
  const { here, noted } = props
  return (
    <Section heading="Noted from this meeting" id="noted">
      <DataTable
        caption="What you noted from this meeting, the latest first"
        captionSize="hidden"
        rows={noted}
        columns={[
          { label: 'Words', long: true, cell: (one) => one.words },
          { label: 'People', numeric: true, cell: (one) => one.people },
          {
            label: 'Concern',
            cell: (one) =>
              one.concern === null ? (
                'To be sorted'
              ) : (
                <Link href={addressOf(here, 'concern', one.concern.id)}>{one.concern.name}</Link>
              ),
          },
          {
            label: 'Take out',
            cell: (one) => (
              <Form action={here.to(`/concerns/heard/${one.id}/remove`)}>
                <input type="hidden" name="number" value={String(one.number)} />
                <input type="hidden" name="visit" value={props.visit} />
                <Button class="govuk-button--secondary" preventDoubleClick>
                  Take out
                  <span class="govuk-visually-hidden">: {one.words.slice(0, 60)}</span>
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  )
}
