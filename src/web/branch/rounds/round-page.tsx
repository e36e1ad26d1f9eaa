import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { RoundView } from '../../../branch/rounds/index.ts'
import { Button, Link, Opening, Section } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { Clashes, RoundGrid } from './grid.tsx'
import type { Plain } from '../plain.ts'
import { Removed } from './undo.tsx'
import { whenWords } from './words.ts'

/** One round: its grid, what is missing, and the ways to change and announce it. */
export function roundPage(here: Here, round: RoundView, removed: string | null = null): Plain {
  const isRep = here.may('rounds.edit')
  return {
    page: {
      title: round.name,
      section: 'rounds',
      crumbs: [{ content: 'Meeting rounds', href: here.to('/rounds') }],
      above: removed === null ? undefined : <Removed here={here} what="visit" id={removed} />,
    },
    body: (
      <>
        <Opening heading={round.name}>{opening(round, isRep, here)}</Opening>
        {round.about
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => (
            <p class="govuk-body">{line}</p>
          ))}
        {isRep ? <Clashes here={here} clashes={round.clashes} /> : null}
        {round.all.length > 0 ? <RoundGrid here={here} round={round} isRep={isRep} /> : null}
        {isRep ? (
          <Button href={here.to(`/rounds/${round.id}/add`)} class="govuk-button--secondary">
            Add a visit
          </Button>
        ) : null}
        {isRep && round.notReached.length > 0 && round.held > 0 ? (
          <Section heading="Sites not reached yet" id="not-reached">
            <p class="govuk-body">{round.notReached.map(({ name }) => name).join(', ')}.</p>
          </Section>
        ) : null}
        <Section heading="Tell people" id="tell">
          <Ways here={here} round={round} isRep={isRep} />
        </Section>
      </>
    ),
  }
}

function opening(round: RoundView, isRep: boolean, here: Here): string {
  if (round.visits === 0) return 'This round has no visit yet.'
  const next = round.all.find(({ state, on }) => state === 'planned' && on >= here.today)
  const parts = [
    count(round.visits, 'visit'),
    ...(round.held > 0 ? [`${round.held} held`] : []),
    ...(round.cancelled > 0 ? [`${round.cancelled} called off`] : []),
    ...(isRep && round.needReps > 0 ? [`${count(round.needReps, 'needs', 'need')} a rep`] : []),
    ...(isRep && round.notTold > 0 ? [`${round.notTold} not told of`] : []),
  ]
  return `${parts.join(', ')}. ${
    next ? `Next: ${next.site.name}, ${whenWords(next)}.` : 'No meeting of it is to come.'
  }`
}

function Ways(props: { here: Here; round: RoundView; isRep: boolean }): JSX.Element {
  const { here, round, isRep } = props
  return (
    <ul class="govuk-list">
      {round.audience === 'public' ? (
        <li>
          <Link href={here.to(`/meetings/${round.id}`)}>The page for anybody</Link>
        </li>
      ) : null}
      <li>
        <Link href={here.to('/calendar')}>Have it in your calendar</Link>
      </li>
      <li>
        <Link href={here.to(`/rounds/${round.id}/posters`)}>Posters, one a visit</Link>
      </li>
      {isRep ? (
        <li>
          <Link href={here.to(`/rounds/${round.id}/change`)}>
            Change the round’s name, words and who sees it
          </Link>
        </li>
      ) : null}
      {isRep ? (
        <li>
          <Link href={here.to(`/rounds/${round.id}/versions`)}>Earlier versions of the round</Link>
        </li>
      ) : null}
    </ul>
  )
}
