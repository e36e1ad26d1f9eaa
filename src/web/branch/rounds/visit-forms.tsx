import { longDate } from '../../../kit/index.ts'
import type { Named, RoundsClash, VisitPageView, VisitView } from '../../../branch/rounds/index.ts'
import {
  Button,
  Checkboxes,
  Details,
  Form,
  Input,
  Opening,
  Radios,
  Textarea,
  type Content,
} from '../../components/index.ts'
import { BothVersions } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import { RoundFields } from './new-round.tsx'
import type { Plain } from '../plain.ts'
import { problemIn, Problems, VisitFields } from './visit-fields.tsx'
import type { FieldProblem, Typed } from './visit-form.ts'
import { whenWords } from './words.ts'

/** A form as it stands: what was typed, what is wrong with it, and who saved meanwhile. */
export interface FormView {
  typed: Typed
  problems: readonly FieldProblem[]
  clash: RoundsClash | null
}

const below = (here: Here, visit: VisitView) => [
  { content: visit.round.name, href: here.to(`/rounds/${visit.round.id}`) },
  {
    content: `${visit.site.name}, ${longDate(visit.on)}`,
    href: here.to(`/visits/${visit.id}`),
  },
]

function shown(
  title: string,
  crumbs: { content: string; href: string }[],
  view: FormView,
  /** What it is, and where its versions stand. */
  of: { noun: string; versions?: string | undefined },
  body: Content,
): Plain {
  return {
    page: {
      title,
      section: 'rounds',
      crumbs,
      hasErrors: view.problems.length > 0 || view.clash !== null,
      above: (
        <>
          <Problems problems={view.problems} />
          {view.clash ? (
            <BothVersions noun={of.noun} parts={view.clash.fields} versions={of.versions} />
          ) : null}
        </>
      ),
    },
    body: <>{body}</>,
  }
}

/** The version that a form is based on: whoever saved since is not written over. */
const BasedOn = (props: { number: number | null; view: FormView }) => (
  <>
    <input type="hidden" name="based-on" value={props.number ?? ''} />
    {props.view.clash ? <input type="hidden" name="settles" value={props.view.clash.mine} /> : null}
  </>
)

/** When and where a visit is. */
export const changeVisitPage = (
  here: Here,
  visit: VisitView,
  sites: readonly Named[],
  view: FormView,
): Plain =>
  shown(
    'Change when and where',
    below(here, visit),
    view,
    { noun: 'visit', versions: here.to(`/visits/${visit.id}/versions`) },
    <>
      <Opening heading="Change when and where" caption={visit.site.name}>
        Calendars that have this visit follow by themselves. A new poster is there to print.
      </Opening>
      <Form action={here.to(`/visits/${visit.id}/change`)} novalidate>
        <BasedOn number={visit.number} view={view} />
        <VisitFields sites={sites} typed={view.typed} problems={view.problems} />
        <Button preventDoubleClick>Save</Button>
      </Form>
      <Details summary="It was put in by mistake">
        <p class="govuk-body">
          Where people know of it, call it off instead: then they see that it is. Removed, it is
          gone from every list and calendar until somebody puts it back.
        </p>
        <Form action={here.to(`/visits/${visit.id}/remove`)}>
          <Button class="govuk-button--secondary" preventDoubleClick>
            Remove this visit
          </Button>
        </Form>
      </Details>
    </>,
  )

/** A visit more. */
export const addVisitPage = (
  here: Here,
  round: Named,
  sites: readonly Named[],
  view: FormView,
): Plain =>
  shown(
    'Add a visit',
    [
      { content: 'Meeting rounds', href: here.to('/rounds') },
      { content: round.name, href: here.to(`/rounds/${round.id}`) },
    ],
    view,
    { noun: 'visit' },
    <>
      <Opening heading="Add a visit" caption={round.name}>
        One site, one day.
      </Opening>
      <Form action={here.to(`/rounds/${round.id}/add`)} novalidate>
        <VisitFields sites={sites} typed={view.typed} problems={view.problems} />
        <Button preventDoubleClick>Add the visit</Button>
      </Form>
    </>,
  )

/** Who goes. */
export const rotaPage = (
  here: Here,
  visit: VisitView,
  reps: readonly Named[],
  /** Reps who are down for another site at that time. */
  elsewhere: ReadonlyMap<string, string>,
  view: FormView & { chosen: readonly string[] },
): Plain =>
  shown(
    'Who goes',
    below(here, visit),
    view,
    { noun: 'visit', versions: here.to(`/visits/${visit.id}/versions`) },
    <>
      <Opening heading="Who goes" caption={`${visit.site.name}, ${whenWords(visit)}`}>
        {reps.length === 0
          ? 'Nobody holds an office yet, so nobody can be put down.'
          : 'Whoever is down is reminded by mail the day before.'}
      </Opening>
      <Form action={here.to(`/visits/${visit.id}/rota`)} novalidate>
        <BasedOn number={visit.number} view={view} />
        <Checkboxes
          name="rep"
          fieldset={{ legend: { content: 'Reps', class: 'govuk-visually-hidden' } }}
          items={reps.map(({ id, name }) => {
            const where = elsewhere.get(id)
            return {
              value: id,
              content: name,
              ...(where === undefined ? {} : { hint: `Is down for ${where} then` }),
            }
          })}
          values={view.chosen}
          error={problemIn(view.problems, 'rep')}
        />
        <Button preventDoubleClick>Save</Button>
      </Form>
    </>,
  )

/** Whether it was held, or why it is called off. */
export const outcomePage = (here: Here, visit: VisitPageView, view: FormView): Plain =>
  shown(
    'What became of the visit',
    below(here, visit),
    view,
    { noun: 'visit', versions: here.to(`/visits/${visit.id}/versions`) },
    <>
      <Opening
        heading="What became of the visit?"
        caption={`${visit.site.name}, ${whenWords(visit)}`}
      />
      <Form action={here.to(`/visits/${visit.id}/outcome`)} novalidate>
        <BasedOn number={visit.number} view={view} />
        <Radios
          name="state"
          fieldset={{ legend: { content: 'It', class: 'govuk-visually-hidden' } }}
          value={view.typed['state']}
          error={problemIn(view.problems, 'state')}
          items={[
            { value: 'held', content: 'It was held' },
            {
              value: 'cancelled',
              content: 'It is called off',
              hint: 'Calendars that have it strike it out. To move it, change its day instead.',
            },
            { value: 'planned', content: 'Neither yet: it stands' },
          ]}
        />
        <Input
          name="came"
          label="How many came, where it was held?"
          hint="Leave blank where nobody counted."
          class="govuk-input--width-3"
          inputmode="numeric"
          value={view.typed['came'] ?? ''}
          error={problemIn(view.problems, 'came')}
          autocomplete="off"
        />
        <Textarea
          name="why"
          label="Why, where it is called off?"
          hint="Whoever may see the visit reads this."
          rows={3}
          value={view.typed['why'] ?? ''}
          error={problemIn(view.problems, 'why')}
        />
        <Button preventDoubleClick>Save</Button>
      </Form>
    </>,
  )

/** What was said. */
export const notesPage = (here: Here, visit: VisitPageView, view: FormView): Plain =>
  shown(
    'Notes of the visit',
    below(here, visit),
    view,
    { noun: 'note', versions: here.to(`/visits/${visit.id}/notes/versions`) },
    <>
      <Opening heading="Notes of the visit" caption={`${visit.site.name}, ${longDate(visit.on)}`}>
        Reps and officers read them. Write no names of members, and nothing about a child.
      </Opening>
      <Form action={here.to(`/visits/${visit.id}/notes`)} novalidate>
        <BasedOn number={visit.notes?.number ?? null} view={view} />
        <Input
          name="came"
          label="How many came?"
          hint="Leave blank where nobody counted."
          class="govuk-input--width-3"
          inputmode="numeric"
          value={view.typed['came'] ?? ''}
          error={problemIn(view.problems, 'came')}
          autocomplete="off"
        />
        <Textarea
          name="words"
          label="What was said?"
          rows={12}
          value={view.typed['words'] ?? ''}
          error={problemIn(view.problems, 'words')}
        />
        <Button preventDoubleClick>Save</Button>
      </Form>
    </>,
  )

/** A round’s name, words and who sees it. */
export const changeRoundPage = (
  here: Here,
  round: Named & { number: number },
  view: FormView,
): Plain =>
  shown(
    'Change the round',
    [
      { content: 'Meeting rounds', href: here.to('/rounds') },
      { content: round.name, href: here.to(`/rounds/${round.id}`) },
    ],
    view,
    { noun: 'round', versions: here.to(`/rounds/${round.id}/versions`) },
    <>
      <Opening heading="Change the round" caption={round.name} />
      <Form action={here.to(`/rounds/${round.id}/change`)} novalidate>
        <BasedOn number={round.number} view={view} />
        <RoundFields typed={view.typed} problems={view.problems} />
        <Button preventDoubleClick>Save</Button>
      </Form>
      <Details summary="It was made by mistake">
        <p class="govuk-body">
          Removed, the round and its visits are gone from every list and calendar until somebody
          puts them back.
        </p>
        <Form action={here.to(`/rounds/${round.id}/remove`)}>
          <Button class="govuk-button--secondary" preventDoubleClick>
            Remove this round
          </Button>
        </Form>
      </Details>
    </>,
  )
