import type {
  CaptureChoices,
  ConcernChange,
  ConcernView,
  ConcernsClash,
} from '../../../branch/concerns/index.ts'
import {
  Button,
  Details,
  Form,
  InsetText,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { BothVersions } from '../both-versions.tsx'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  dayTyped,
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/fields.tsx'
import { Reading } from '../record-form/reading.ts'
import { themeItems } from './note-page.tsx'

const crumbsOf = (here: Here, concern: ConcernView) => [
  { content: 'Concerns', href: here.to('/concerns') },
  { content: concern.title, href: addressOf(here, 'concern', concern.id) },
]

export const changeFields = (choices: CaptureChoices): FieldOf[] => [
  {
    kind: 'line',
    name: 'title',
    label: 'The concern',
    hint: 'Members read this, so no team of a few, and nobody’s own words.',
  },
  {
    kind: 'pick',
    name: 'theme',
    label: 'Theme',
    none: 'Choose a theme',
    items: themeItems(choices),
  },
  {
    kind: 'line',
    name: 'indicator',
    label: 'What would show it',
    hint: 'Such as children for each worker. Leave it blank for what the theme says.',
  },
  {
    kind: 'line',
    name: 'value',
    label: 'Figure',
    hint: 'Leave it blank where there is no figure yet: the concern then says so.',
  },
  {
    kind: 'line',
    name: 'base',
    label: 'Out of how many, or of what',
    hint: 'Such as 14 of 62 workers asked.',
  },
  { kind: 'day', name: 'on', label: 'As of which day' },
  { kind: 'line', name: 'source', label: 'Where it was read' },
]

export const typedConcern = (concern: ConcernView): Typed => ({
  title: concern.title,
  theme: concern.theme.id,
  indicator: concern.indicator,
  value: concern.figure?.value ?? '',
  base: concern.figure?.base ?? '',
  source: concern.figure?.source ?? '',
  ...dayTyped('on', concern.figure?.on ?? null),
})

/** A figure is kept whole or not at all: value, base, day and source. */
export function readChange(
  typed: Typed,
  choices: CaptureChoices,
): { to: ConcernChange; problems: FieldProblem[] } {
  const read = new Reading(typed)
  const title = read.needed('title', 200, 'Say what the concern is.')
  const theme = read.idIn('theme', themeItems(choices))
  if (theme === null) read.wrong('theme', 'Choose a theme.')
  const indicator = read.upTo('indicator', 400)
  const value = read.upTo('value', 200)
  const rest = { base: read.upTo('base', 200), source: read.upTo('source', 400) }
  const on = read.day('on')
  const hasFigure = value !== ''
  if (!hasFigure && (rest.base !== '' || rest.source !== '' || on !== null)) {
    read.wrong('value', 'Give the figure, or leave its base, day and source blank as well.')
  }
  if (hasFigure && rest.base === '') {
    read.wrong('base', 'Say out of how many: a figure says nothing without it.')
  }
  if (hasFigure && on === null) read.wrong('on', 'Say as of which day the figure is.')
  if (hasFigure && rest.source === '') read.wrong('source', 'Say where the figure was read.')
  return {
    to: {
      title,
      theme: theme ?? '',
      indicator,
      figure: hasFigure && on !== null ? { value, on, ...rest } : null,
    },
    problems: read.problems,
  }
}

export function changePage(
  here: Here,
  concern: ConcernView,
  view: {
    choices: CaptureChoices
    typed: Typed
    problems: readonly FieldProblem[]
    clash: ConcernsClash | null
  },
): Plain {
  const fields = changeFields(view.choices)
  return {
    page: {
      title: 'Change the concern',
      section: 'concerns',
      crumbs: crumbsOf(here, concern),
      hasErrors: view.problems.length > 0,
      above: <ProblemSummary fields={fields} problems={view.problems} />,
    },
    body: (
      <>
        <Opening heading="Change the concern" caption={concern.title}>
          Earlier words are kept as versions, so nothing is lost.
        </Opening>
        {view.clash ? (
          <BothVersions
            noun="concern"
            parts={view.clash.parts}
            versions={here.to(`/concerns/${concern.id}/versions`)}
          />
        ) : null}
        <RecordForm
          action={here.to(`/concerns/${concern.id}/edit`)}
          fields={fields}
          typed={view.typed}
          problems={view.problems}
          number={concern.number}
          button="Save"
          back={addressOf(here, 'concern', concern.id)}
        />
      </>
    ),
  }
}

export const mergeFields = (others: readonly { id: string; title: string }[]): FieldOf[] => [
  {
    kind: 'pick',
    name: 'into',
    label: 'The concern that stands for both',
    none: 'Choose a concern',
    items: others.map(({ id, title }) => ({ value: id, text: title })),
  },
]

export function mergePage(
  here: Here,
  concern: ConcernView,
  view: {
    others: readonly { id: string; title: string }[]
    typed: Typed
    problems: readonly FieldProblem[]
  },
): Plain {
  const fields = mergeFields(view.others)
  return {
    page: {
      title: 'It is the same as another',
      section: 'concerns',
      crumbs: crumbsOf(here, concern),
      hasErrors: view.problems.length > 0,
      above: <ProblemSummary fields={fields} problems={view.problems} />,
    },
    body: (
      <>
        <Opening heading="It is the same as another" caption={concern.title}>
          Both keep their words and counts; the one you choose stands for both, and you can undo it.
        </Opening>
        <RecordForm
          action={here.to(`/concerns/${concern.id}/merge`)}
          fields={fields}
          typed={view.typed}
          problems={view.problems}
          number={concern.number}
          button="Merge the two"
          back={addressOf(here, 'concern', concern.id)}
        />
      </>
    ),
  }
}

export const closeFields: FieldOf[] = [
  {
    kind: 'words',
    name: 'words',
    label: 'Why the branch lets go of it',
    hint: 'Members read this.',
    rows: 3,
  },
]

export function closePage(
  here: Here,
  concern: ConcernView,
  view: { typed: Typed; problems: readonly FieldProblem[] },
): Plain {
  const page = {
    section: 'concerns',
    crumbs: crumbsOf(here, concern),
  } as const
  if (concern.closed) {
    return {
      page: { ...page, title: 'Open it again' },
      body: (
        <>
          <Opening heading="Open it again" caption={concern.title}>
            It then stands among the open concerns, where its rounds put it.
          </Opening>
          <InsetText>Why it was closed: {concern.closed.words}</InsetText>
          <Form action={here.to(`/concerns/${concern.id}/open`)}>
            <input type="hidden" name="number" value={String(concern.number)} />
            <Button preventDoubleClick>Open it again</Button>
          </Form>
        </>
      ),
    }
  }
  return {
    page: {
      ...page,
      title: 'Let go of a concern',
      hasErrors: view.problems.length > 0,
      above: <ProblemSummary fields={closeFields} problems={view.problems} />,
    },
    body: (
      <>
        <Opening heading="Let go of a concern" caption={concern.title}>
          It leaves the ranking and keeps its page, with your reason on it.
        </Opening>
        <RecordForm
          action={here.to(`/concerns/${concern.id}/close`)}
          fields={closeFields}
          typed={view.typed}
          problems={view.problems}
          number={concern.number}
          button="Let go of it"
          back={addressOf(here, 'concern', concern.id)}
        />
      </>
    ),
  }
}

/** Where a small act (taking it on, undoing a merge) met somebody else's save. */
export const metPage = (here: Here, concern: ConcernView, clash: ConcernsClash): Plain => ({
  page: {
    title: 'Somebody saved first',
    section: 'concerns',
    crumbs: crumbsOf(here, concern),
  },
  body: (
    <>
      <Opening heading="Somebody saved first" caption={concern.title}>
        Somebody changed this concern after you opened it, so yours does not stand.
      </Opening>
      <Section heading="What differs" id="differs">
        <SummaryList
          rows={clash.parts
            .filter(({ theirs, mine }) => theirs !== mine)
            .map(({ label, theirs }) => ({ key: label, value: theirs || 'Nothing' }))}
        />
      </Section>
      <Details summary="What to do now">
        <p class="govuk-body">
          Look at the concern as it stands, then do it again where you still want to.
        </p>
      </Details>
      <Button href={addressOf(here, 'concern', concern.id)}>See it as it stands</Button>
    </>
  ),
})
