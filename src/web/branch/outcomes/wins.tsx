import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { WinsView, WinView } from '../../../branch/outcomes/index.ts'
import {
  Button,
  ButtonGroup,
  EmptyState,
  Form,
  InsetText,
  Link,
  Opening,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { Wordings } from '../wording/index.ts'
import { clauseLine, Evidence, EvidenceMissing, HoldsTag } from './words.tsx'

/** Wins in the branch's order: for members with what waits, for anybody with the wording in full. */
export function winsPage(here: Here, view: WinsView): Plain {
  const isOfficer = here.may('outcomes.edit')
  return {
    page: { title: 'Wins', section: 'wins' },
    body: (
      <>
        <Opening heading="What members won">{winsLine(view)}</Opening>
        {view.opening === '' ? null : <InsetText class="fl-said">{view.opening}</InsetText>}
        {isOfficer ? (
          <ButtonGroup>
            <Button href={here.to('/wins/new')}>Note a win</Button>
            <Link href={here.to('/wins/opening')}>Change the opening words</Link>
          </ButtonGroup>
        ) : null}
        {view.wins.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              A win is kept with the words before and after, what shows it, and whether it held.
            </p>
          </EmptyState>
        ) : (
          <ol class="fl-ordered">
            {view.wins.map((win) => (
              <WinItem here={here} win={win} isLast={win.place === view.wins.length} />
            ))}
          </ol>
        )}
      </>
    ),
  }
}

function winsLine({ wins, evidenceMissing, dueForLook, didNotHold }: WinsView): string {
  if (wins.length === 0) return 'No win has been noted yet.'
  const is = (n: number): string => (n === 1 ? 'is' : 'are')
  return [
    `${count(wins.length, 'win')} in all.`,
    ...(didNotHold > 0 ? [`${didNotHold} did not hold when somebody last looked.`] : []),
    ...(evidenceMissing > 0 ? [`Evidence is missing for ${evidenceMissing}.`] : []),
    ...(dueForLook > 0 ? [`${dueForLook} ${is(dueForLook)} due to be looked at again.`] : []),
  ].join(' ')
}

function WinItem(props: { here: Here; win: WinView; isLast: boolean }): JSX.Element {
  const { here, win, isLast } = props
  const where = clauseLine(win)
  return (
    <li class="fl-ordered__item" id={`win-${win.id}`}>
      <h2 class="govuk-heading-m">
        <span class="fl-ordered__place">{win.place}.</span>{' '}
        <Link href={here.to(`/wins/${win.id}`)}>{win.title}</Link>
      </h2>
      <p class="govuk-body">
        Won on {longDate(win.wonOn)}
        {where === null ? '' : `: ${where}`}. <HoldsTag win={win} />{' '}
        {win.evidence === null ? <EvidenceMissing /> : null}
      </p>
      <Wordings before={win.before} after={win.after} />
      {win.evidence === null ? null : (
        <p class="govuk-body">
          What shows it: <Evidence win={win} />
        </p>
      )}
      {here.may('outcomes.edit') ? (
        <div class="fl-ordered__moves">
          {win.place === 1 ? null : <Move here={here} win={win} to="up" />}
          {isLast ? null : <Move here={here} win={win} to="down" />}
        </div>
      ) : null}
    </li>
  )
}

function Move(props: { here: Here; win: WinView; to: 'up' | 'down' }): JSX.Element {
  const { here, win, to } = props
  return (
    <Form action={here.to(`/wins/${win.id}/move`)}>
      <input type="hidden" name="to" value={to} />
      <Button class="govuk-button--secondary">
        Move {to}
        <span class="govuk-visually-hidden">: {win.title}</span>
      </Button>
    </Form>
  )
}
