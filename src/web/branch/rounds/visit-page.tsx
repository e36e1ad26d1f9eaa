import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { timeWords } from '../../../core/bargaining/index.ts'
import type { VisitPageView } from '../../../branch/rounds/index.ts'
import {
  Button,
  EmptyState,
  Form,
  Link,
  Opening,
  Radios,
  Section,
  SummaryList,
  type SummaryRow,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { answerWords, dayWords, placeLines, whenWords } from './words.ts'

/** One visit: when and where, whether one comes, and for reps who goes and what was said. */
export function visitPage(here: Here, visit: VisitPageView): Plain {
  const isRep = here.may('rounds.edit')
  const isToCome = visit.state === 'planned' && visit.on >= here.today
  return {
    page: {
      title: `${visit.site.name}, ${longDate(visit.on)}`,
      section: 'rounds',
      crumbs: [
        { content: 'Meeting rounds', href: here.to('/rounds') },
        { content: visit.round.name, href: here.to(`/rounds/${visit.round.id}`) },
      ],
    },
    body: (
      <>
        <Opening heading={visit.site.name} caption={visit.round.name}>
          {openingOf(visit)}
        </Opening>
        <SummaryList rows={facts(here, visit, isRep)} />
        {here.person !== null && isToCome ? <OwnAnswer here={here} visit={visit} /> : null}
        {isRep ? <ForReps here={here} visit={visit} /> : null}
      </>
    ),
  }
}

export function openingOf(visit: VisitPageView): string {
  const when = whenWords(visit)
  if (visit.state === 'cancelled')
    return `Called off: ${when}. ${visit.cancelled?.why ?? ''}`.trim()
  if (visit.state === 'held') return `Held on ${dayWords(visit.on)}.`
  if (visit.movedFrom === null) return `${when}.`
  const { site, on, at } = visit.movedFrom
  const was = whenWords({ on, at, minutes: visit.minutes, isAbout: visit.isAbout })
  return `${when}. Moved: it was to be ${site === visit.site.name ? '' : `at ${site}, `}${was}.`
}

function facts(here: Here, visit: VisitPageView, isRep: boolean): SummaryRow[] {
  const change = (to: string, content: string, of: string) => ({
    items: [{ href: here.to(`/visits/${visit.id}/${to}`), content, visuallyHiddenText: of }],
  })
  const time = timeWords(visit)
  return [
    {
      key: 'When',
      value: (
        <>
          {dayWords(visit.on)}
          <br />
          {time ?? 'Time to be said'}
        </>
      ),
      ...(isRep ? { actions: change('change', 'Change', 'when and where') } : {}),
    },
    {
      key: 'Where',
      value: placeLines(visit).map((line) => <div>{line}</div>),
    },
    ...(isRep
      ? [
          {
            key: 'Who goes',
            value:
              visit.reps.length === 0
                ? 'Nobody yet: a rep is needed'
                : visit.reps.map(({ name }) => name).join(', '),
            actions: change(
              'rota',
              visit.reps.length === 0 ? 'Say who goes' : 'Change',
              'who goes',
            ),
          },
          {
            key: 'What became of it',
            value: becameWords(visit),
            actions: change('outcome', 'Say', 'what became of it'),
          },
        ]
      : []),
  ]
}

function becameWords(visit: VisitPageView): string {
  if (visit.state === 'cancelled') {
    return `Called off${visit.cancelled ? ` on ${longDate(visit.cancelled.on)}` : ''}`
  }
  if (visit.state === 'held') {
    const came = visit.notes?.came ?? null
    return came === null ? 'Held' : `Held; ${count(came, 'person', 'people')} came`
  }
  return visit.isNotTold ? 'Nobody has said yet' : 'It is to come'
}

function OwnAnswer({ here, visit }: { here: Here; visit: VisitPageView }): JSX.Element {
  return (
    <Section heading="Will you come?" id="answer">
      <Form action={here.to(`/visits/${visit.id}/answer`)}>
        <Radios
          name="answer"
          fieldset={{
            legend: { content: 'Your answer', class: 'govuk-visually-hidden' },
          }}
          hint="Reps see how many, not who. If you will come, a mail reminds you the day before."
          value={visit.own ?? undefined}
          items={[
            ...Object.entries(answerWords).map(([value, content]) => ({ value, content })),
            ...(visit.own === null ? [] : [{ value: 'none', content: 'Take my answer back' }]),
          ]}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          {visit.own === null ? 'Answer' : 'Change my answer'}
        </Button>
      </Form>
    </Section>
  )
}

function ForReps({ here, visit }: { here: Here; visit: VisitPageView }): JSX.Element {
  const { counts, notes } = visit
  return (
    <>
      {counts ? (
        <Section heading="Who will come" id="counts">
          <p class="govuk-body">
            {counts.coming} will come, {counts.maybe} may come, {counts.not} cannot.
            {visit.guestsMayAnswer
              ? ` Beside them ${count(counts.guests, 'guest', 'guests')} said so on the public page.`
              : ''}
          </p>
        </Section>
      ) : null}
      <Section heading="Notes" id="notes">
        {notes === null || notes.words === '' ? (
          <EmptyState>
            <p class="govuk-body">
              Nothing was noted of this visit yet. Reps and officers read notes.
            </p>
          </EmptyState>
        ) : (
          notes.words
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => <p class="govuk-body">{line}</p>)
        )}
        <ul class="govuk-list">
          <li>
            <Link href={here.to(`/visits/${visit.id}/notes`)}>
              {notes === null ? 'Write notes' : 'Change the notes'}
            </Link>
          </li>
          {notes === null ? null : (
            <li>
              <Link href={here.to(`/visits/${visit.id}/notes/versions`)}>
                Earlier versions of the notes
              </Link>
            </li>
          )}
          <li>
            <Link href={here.to('/concerns/new', { visit: visit.id })}>
              Capture a concern that was raised here
            </Link>
          </li>
        </ul>
      </Section>
      <Section heading="Poster" id="poster">
        <ul class="govuk-list">
          <li>
            <Link href={here.to(`/visits/${visit.id}/poster`)}>See and print the poster</Link>
          </li>
          <li>
            <Link href={here.to(`/visits/${visit.id}/poster.pdf`)}>The poster as a PDF</Link>
          </li>
        </ul>
      </Section>
      <p class="govuk-body">
        <Link href={here.to(`/visits/${visit.id}/versions`)}>Earlier versions of this visit</Link>
      </p>
    </>
  )
}
