import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import { lengthWords } from '../../../core/bargaining/index.ts'
import type { Named, NewVisit, RoundAudience } from '../../../branch/rounds/index.ts'
import {
  Button,
  Checkboxes,
  CountedTextarea,
  DateInput,
  Details,
  EmptyState,
  Fieldset,
  Form,
  Input,
  Link,
  Opening,
  QuestionBox,
  Radios,
  Select,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { capital, problemIn, Problems, RoomField, WhenFields } from './visit-fields.tsx'
import { LENGTHS, typedVisit, type FieldProblem, type Typed } from './visit-form.ts'
import { audienceWords, whenWords } from './words.ts'

const crumbs = (here: Here) => [{ content: 'Meeting rounds', href: here.to('/rounds') }]

/** The short form: from a name, a first day and the sites, Fairload proposes every visit. */
export function shortFormPage(
  here: Here,
  view: {
    sites: readonly (Named & { town: string })[]
    typed: Typed
    chosen: readonly string[]
    problems: readonly FieldProblem[]
  },
): Plain {
  const { sites, typed, chosen, problems } = view
  return {
    page: {
      title: 'Plan a round',
      section: 'rounds',
      crumbs: crumbs(here),
      hasErrors: problems.length > 0,
      above: <Problems problems={problems} />,
    },
    body:
      sites.length === 0 ? (
        <>
          <Opening heading="Plan a round">A round goes to sites, and none is named yet.</Opening>
          <EmptyState>
            <p class="govuk-body">
              <Link href={here.to('/sites')}>Name the sites first</Link>
            </p>
          </EmptyState>
        </>
      ) : (
        <>
          <Opening heading="Plan a round">
            Say when it begins and where it goes. You see every visit before anything is written.
          </Opening>
          <form action={here.to('/rounds/new')} method="get" novalidate>
            <Input
              name="name"
              label="What is it called?"
              hint="Such as “July visits” or “Lunchtime meetings”."
              value={typed['name'] ?? ''}
              error={problemIn(problems, 'name')}
              autocomplete="off"
            />
            <DateInput
              id="first"
              namePrefix="first"
              fieldset={{ legend: { content: 'First day' } }}
              values={{
                day: typed['first-day'] ?? '',
                month: typed['first-month'] ?? '',
                year: typed['first-year'] ?? '',
              }}
              error={problemIn(problems, 'first-day')}
            />
            <Input
              name="days"
              label="How many working days?"
              hint="Weekends and bank holidays are skipped."
              class="govuk-input--width-2"
              inputmode="numeric"
              value={typed['days'] ?? '5'}
              error={problemIn(problems, 'days')}
              autocomplete="off"
            />
            <Checkboxes
              name="site"
              fieldset={{ legend: { content: 'Sites' } }}
              hint="In this order, spread evenly over the days."
              items={sites.map(({ id, name, town }) => ({
                value: id,
                content: town === '' ? name : `${name}, ${town}`,
              }))}
              values={chosen}
              error={problemIn(problems, 'site')}
              class="govuk-checkboxes--small"
            />
            <Input
              name="at"
              label="Time"
              hint="Such as 12:15. Leave blank where it is not known yet."
              class="govuk-input--width-5"
              value={typed['at'] ?? ''}
              error={problemIn(problems, 'at')}
              autocomplete="off"
            />
            <Select
              name="minutes"
              label="How long"
              items={LENGTHS.map((one) => ({ text: capital(lengthWords(one)), value: one }))}
              value={typed['minutes'] ?? '60'}
              error={problemIn(problems, 'minutes')}
            />
            <Checkboxes
              name="about"
              items={[{ value: 'yes', content: 'About that long: it is a guess' }]}
              values={[typed['about'] ?? '']}
            />
            <Button>Show the visits</Button>
          </form>
        </>
      ),
  }
}

export const visitPrefix = (n: number): string => `visit-${n}-`

/** The visits that the short form comes to, each to be changed or left out, before anything is written. */
export function proposalPage(
  here: Here,
  view: {
    sites: readonly Named[]
    visits: readonly NewVisit[]
    /** What was typed already, where something was wrong with it. */
    typed: Typed
    problems: readonly FieldProblem[]
  },
): Plain {
  const { sites, visits, problems } = view
  const typed = {
    ...Object.assign({}, ...visits.map((visit, n) => typedVisit(visit, visitPrefix(n)))),
    ...view.typed,
  } as Typed
  const nameOf = (id: string | undefined): string =>
    sites.find((site) => site.id === id)?.name ?? 'A visit'
  return {
    page: {
      title: 'The visits of the round',
      section: 'rounds',
      crumbs: [...crumbs(here), { content: 'Plan a round', href: here.to('/rounds/new') }],
      hasErrors: problems.length > 0,
      above: <Problems problems={problems} />,
    },
    body: (
      <>
        <Opening heading="The visits of the round">
          {count(visits.length, 'visit')}. Change what is not right, then make the round.
        </Opening>
        <Form action={here.to('/rounds/new')} novalidate>
          <input type="hidden" name="visits" value={visits.length} />
          <RoundFields typed={typed} problems={problems} />
          {visits.map((visit, n) => (
            <QuestionBox>
              <Fieldset
                legend={{
                  content: `${nameOf(visit.site)}, ${whenWords(visit)}`,
                  class: 'govuk-fieldset__legend--s',
                }}
              >
                <RoomField
                  sites={sites}
                  typed={typed}
                  problems={problems}
                  prefix={visitPrefix(n)}
                />
                <Details
                  summary="Change where and when, or leave it out"
                  open={problems.some(({ field }) => field.startsWith(visitPrefix(n)))}
                >
                  <WhenFields
                    sites={sites}
                    typed={typed}
                    problems={problems}
                    prefix={visitPrefix(n)}
                  />
                  <Checkboxes
                    name={`${visitPrefix(n)}out`}
                    items={[{ value: 'yes', content: 'Leave this visit out' }]}
                    values={[typed[`${visitPrefix(n)}out`] ?? '']}
                  />
                </Details>
              </Fieldset>
            </QuestionBox>
          ))}
          <Button preventDoubleClick>Make the round</Button>
        </Form>
      </>
    ),
  }
}

/** What a round says of itself: its name, what it is about, who sees it. */
export function RoundFields(props: {
  typed: Typed
  problems: readonly FieldProblem[]
}): JSX.Element {
  const { typed, problems } = props
  const audience: RoundAudience = typed['audience'] === 'members' ? 'members' : 'public'
  return (
    <>
      <Input
        name="name"
        label="What is it called?"
        value={typed['name'] ?? ''}
        error={problemIn(problems, 'name')}
        autocomplete="off"
      />
      <CountedTextarea
        name="about-round"
        label="What is it about?"
        hint="Posters and the round’s page say it. Leave blank where the name says enough."
        rows={3}
        most={1_000}
        value={typed['about-round'] ?? ''}
        error={problemIn(problems, 'about-round')}
      />
      <Radios
        name="audience"
        fieldset={{ legend: { content: 'Who may see it?' } }}
        value={audience}
        items={Object.entries(audienceWords).map(([value, content]) => ({ value, content }))}
      />
      <Checkboxes
        name="guests"
        items={[
          {
            value: 'yes',
            content: 'Anybody may say on the public page that they come',
            hint: 'They are counted. No name is asked for.',
          },
        ]}
        values={[typed['guests'] ?? '']}
      />
    </>
  )
}
