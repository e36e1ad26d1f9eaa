import { count, longDate } from '../../../kit/index.ts'
import type { CaptureChoices, PutTo, ToSortView } from '../../../branch/concerns/index.ts'
import {
  Button,
  EmptyState,
  Form,
  Input,
  Link,
  NotificationBanner,
  Opening,
  Section,
  Select,
  SummaryList,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { type FieldOf, type FieldProblem, type Typed, textOf } from '../record-form/fields.tsx'
import { Reading } from '../record-form/reading.ts'
import { Removed, whereWords } from './said-part.tsx'
import { concernItems, themeItems } from './note-page.tsx'

export const sortFields = (choices: CaptureChoices): FieldOf[] => [
  { kind: 'pick', name: 'concern', label: '', none: '', items: concernItems(choices) },
  { kind: 'line', name: 'title', label: '' },
  { kind: 'pick', name: 'theme', label: '', none: '', items: themeItems(choices) },
]

export function readSort(
  typed: Typed,
  choices: CaptureChoices,
): { to: NonNullable<PutTo>; problems: FieldProblem[] } {
  const read = new Reading(typed)
  const concern = read.idIn('concern', concernItems(choices))
  const title = read.upTo('title', 200)
  const theme = read.idIn('theme', themeItems(choices))
  if (concern === null && title === '') {
    read.wrong('concern', 'Choose the concern it belongs to, or name a new one.')
  }
  if (concern === null && title !== '' && theme === null) {
    read.wrong('theme', 'Choose what the new concern is about.')
  }
  return {
    to: concern !== null ? { concern } : { title, theme: theme ?? '' },
    problems: read.problems,
  }
}

/** Words from home and from meetings, each to be put to a concern. */
export function sortPage(
  here: Here,
  view: {
    choices: CaptureChoices
    waiting: readonly ToSortView[]
    tried: { id: string; typed: Typed; problems: readonly FieldProblem[] } | null
  },
): Plain {
  const { choices, waiting, tried } = view
  const removed = one(here.query, 'removed')
  return {
    page: {
      title: 'Words to put to a concern',
      section: 'concerns',
      crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
      hasErrors: tried !== null,
      above:
        removed !== undefined ? (
          <Removed here={here} id={removed} concern={null} />
        ) : one(here.query, 'done') === 'sorted' ? (
          <NotificationBanner type="success" heading="Put to its concern, and counted there." />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading="Words to put to a concern">
          {waiting.length === 0
            ? 'Nothing waits: every note belongs to a concern.'
            : `${count(waiting.length, 'note')} ${waiting.length === 1 ? 'waits' : 'wait'}, the oldest first.`}
        </Opening>
        {waiting.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              <Link href={here.to('/concerns')}>All concerns</Link>
            </p>
          </EmptyState>
        ) : null}
        {waiting.map((heard) => {
          const own = tried?.id === heard.id ? tried : null
          const typed: Typed = own?.typed ?? { theme: heard.theme.id }
          const wrong = (field: string): string | undefined =>
            own?.problems.find((problem) => problem.field === field)?.sentence
          return (
            <Section heading={`${heard.theme.name}, ${longDate(heard.on)}`} id={`note-${heard.id}`}>
              <SummaryList
                rows={[
                  { key: 'Words', value: heard.words },
                  { key: 'Where', value: whereWords(heard) },
                  { key: 'People', value: heard.people },
                ]}
              />
              <Form action={here.to(`/concerns/to-sort/${heard.id}`)} novalidate>
                <input type="hidden" name="number" value={String(heard.number)} />
                <Select
                  name="concern"
                  id={`concern-${heard.id}`}
                  label="It belongs to"
                  items={[
                    { text: 'A new concern, named below', value: '' },
                    ...concernItems(choices),
                  ]}
                  value={textOf(typed, 'concern')}
                  error={wrong('concern')}
                />
                <Input
                  name="title"
                  id={`title-${heard.id}`}
                  label="Name of the new concern"
                  hint="Members read this, so no team of a few, and nobody’s own words."
                  value={textOf(typed, 'title')}
                  error={wrong('title')}
                  autocomplete="off"
                />
                <Select
                  name="theme"
                  id={`theme-${heard.id}`}
                  label="What the new concern is about"
                  items={themeItems(choices)}
                  value={textOf(typed, 'theme')}
                  error={wrong('theme')}
                />
                <Button preventDoubleClick>
                  Put it there
                  <span class="govuk-visually-hidden">
                    : the note of {longDate(heard.on)} about {heard.theme.name}
                  </span>
                </Button>
              </Form>
              <Form action={here.to(`/concerns/heard/${heard.id}/remove`)}>
                <input type="hidden" name="number" value={String(heard.number)} />
                <Button class="govuk-button--secondary" preventDoubleClick>
                  Take it out
                  <span class="govuk-visually-hidden">
                    : the note of {longDate(heard.on)} about {heard.theme.name}
                  </span>
                </Button>
              </Form>
            </Section>
          )
        })}
      </>
    ),
  }
}
