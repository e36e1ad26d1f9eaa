import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { RoundView, VisitView } from '../../../branch/rounds/index.ts'
import { Button, Form, Link, NotificationBanner, Opening, Section } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { placeLines, whenWords } from './words.ts'

/** A round for anybody: every meeting, when and where; nothing of who goes or who comes. */
export function publicRoundPage(here: Here, round: RoundView, saidSo: string | null): Plain {
  const toCome = round.all.filter(({ on }) => on >= here.today)
  const past = round.all.filter(({ on }) => on < here.today)
  const next = toCome.find(({ state }) => state === 'planned')
  const said = round.all.find(({ id }) => id === saidSo)
  return {
    page: {
      title: round.name,
      section: 'front',
      above: said ? (
        <NotificationBanner type="success">
          <p class="govuk-notification-banner__heading">
            You are counted for {said.site.name}, {whenWords(said)}. Nobody knows that it is you.
          </p>
        </NotificationBanner>
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={round.name}>
          {next
            ? `The next meeting is at ${next.site.name}: ${whenWords(next)}.`
            : 'No meeting of this round is to come.'}
        </Opening>
        {round.about
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => (
            <p class="govuk-body">{line}</p>
          ))}
        {toCome.map((visit) => (
          <Section heading={visit.site.name} id={`visit-${visit.id}`}>
            <Meeting here={here} round={round} visit={visit} />
          </Section>
        ))}
        {past.length > 0 ? (
          <p class="govuk-body">
            {count(past.length, 'meeting')} of this round {past.length === 1 ? 'has' : 'have'} been.
          </p>
        ) : null}
        <p class="govuk-body">
          <Link href={here.to('/calendar/public.ics')}>Have these meetings in your calendar</Link>
        </p>
      </>
    ),
  }
}

function Meeting(props: { here: Here; round: RoundView; visit: VisitView }): JSX.Element {
  const { here, round, visit } = props
  if (visit.state === 'cancelled') {
    return (
      <p class="govuk-body">
        <strong>Called off.</strong> It was to be {whenWords(visit)}. {visit.cancelled?.why}
      </p>
    )
  }
  const [, ...place] = placeLines(visit)
  return (
    <>
      <p class="govuk-body">
        <strong>{whenWords(visit)}</strong>
        {place.map((line) => (
          <>
            <br />
            {line}
          </>
        ))}
      </p>
      {visit.movedFrom ? (
        <p class="govuk-body">
          Moved: it was to be{' '}
          {visit.movedFrom.site === visit.site.name ? '' : `at ${visit.movedFrom.site}, `}
          {whenWords({ ...visit, on: visit.movedFrom.on, at: visit.movedFrom.at })}.
        </p>
      ) : null}
      {here.person !== null && visit.state === 'planned' ? (
        <p class="govuk-body">
          <Link href={here.to(`/visits/${visit.id}#answer`)}>
            Say whether you will come
            <span class="govuk-visually-hidden"> to {visit.site.name}</span>
          </Link>
        </p>
      ) : round.guestsMayAnswer && visit.state === 'planned' ? (
        <Form action={here.to(`/meetings/${round.id}`)}>
          <input type="hidden" name="visit" value={visit.id} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            I will come
            <span class="govuk-visually-hidden"> to {visit.site.name}</span>
          </Button>
        </Form>
      ) : null}
    </>
  )
}
