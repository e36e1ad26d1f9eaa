import type { JSX } from 'preact'
import { Button, EmptyState, Link, Opening, Section, type Content } from '../../components/index.ts'
import type { BranchPage } from '../frame.tsx'
import type { Here } from '../here.ts'
import { PathPicture } from '../path.tsx'
import { recordHref } from '../addresses.ts'
import type { ConcernLine, HomeView, LineTo, MembersPart, OfficersPart, RepsPart } from './views.ts'

/** The first page of whoever is signed in: what waits for them, then what the branch hears. */
export function homePage(here: Here, view: HomeView): { page: BranchPage; body: Content } {
  const { officers, reps, members } = view
  return {
    page: { title: 'For you', section: 'home' },
    body: (
      <>
        {officers ? (
          <ForOfficers here={here} part={officers} />
        ) : (
          <Opening heading="For you" caption={view.name}>
            {reps ? repsLede(reps) : members.heard}
          </Opening>
        )}
        {reps ? <ForReps part={reps} isAlone={officers === null} /> : null}
        <ForMembers here={here} part={members} isAlone={officers === null && reps === null} />
      </>
    ),
  }
}

function ForOfficers({ here, part }: { here: Here; part: OfficersPart }): JSX.Element {
  const { words, path } = part
  const [needsRep] = part.needReps
  return (
    <>
      <Opening heading="For you">{words.opening}</Opening>
      <ul class="fl-cards">
        <li class="fl-cards__card">
          <h2 class="govuk-heading-s">Next visit</h2>
          {words.next === null ? (
            <p class="govuk-body">
              No visit is planned. <Link href={here.to('/rounds')}>Plan a round</Link>
            </p>
          ) : (
            <>
              <p class="govuk-body">{words.next.words.replace(/^Next: /, '')}</p>
              {needsRep ? <Button href={needsRep.href}>Find a rep for it</Button> : null}
            </>
          )}
        </li>
        <li class="fl-cards__card">
          <h2 class="govuk-heading-s">With the employer</h2>
          <p class="govuk-body">{words.waiting}</p>
          <p class="govuk-body">
            <Link href={here.to('/negotiation')}>Open the log</Link>
          </p>
        </li>
        <li class="fl-cards__card">
          <h2 class="govuk-heading-s">Programme for change</h2>
          <p class="govuk-body">{words.programme.replace(/^Programme for change: /, '')}</p>
          <p class="govuk-body">
            <Link href={part.programme}>Open the programme</Link>
          </p>
        </li>
      </ul>
      {path === null ? null : (
        <Section heading="From members’ words to a change that held">
          <p class="govuk-body fl-measure">
            The concern that presses most is <Link href={path.href}>{path.title}</Link>. This is how
            far it has come.
          </p>
          <PathPicture
            path={path.path}
            hrefOf={(stage, item) => recordHref(here, stage, item.id)}
          />
        </Section>
      )}
      <Lines heading="Promises that are overdue" items={part.overdue} all={here.to('/promises')} />
      <Lines heading="Waiting for an answer" items={part.waiting} all={here.to('/negotiation')} />
    </>
  )
}

const repsLede = ({ visits, notes }: RepsPart): string => {
  const [next] = visits
  const wait =
    notes.length === 0
      ? 'No notes wait to be written.'
      : notes.length === 1
        ? 'One visit waits for its notes.'
        : `${notes.length} visits wait for their notes.`
  return `${next ? `Your next visit: ${next.words}.` : 'You have no visit ahead of you.'} ${wait}`
}

function ForReps({ part, isAlone }: { part: RepsPart; isAlone: boolean }): JSX.Element {
  const [first] = part.notes
  return (
    <>
      {first ? (
        <Section heading="Notes to write">
          <LineList items={part.notes} />
          {isAlone ? <Button href={first.href}>Write the first of them</Button> : null}
        </Section>
      ) : null}
      <Lines heading="Your visits" items={part.visits} />
      <Lines heading="Concerns you have taken on" items={part.owned} />
    </>
  )
}

function ForMembers(props: { here: Here; part: MembersPart; isAlone: boolean }): JSX.Element {
  const { here, part } = props
  return (
    <>
      <Section heading="What members raise">
        {part.first.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">Nothing was raised yet. What you raise is the first.</p>
          </EmptyState>
        ) : (
          <>
            {props.isAlone ? null : <p class="govuk-body fl-measure">{part.heard}</p>}
            <ConcernList items={part.first} />
            <p class="govuk-body">
              <Link href={here.to('/concerns')}>All concerns, as they press</Link>
            </p>
          </>
        )}
        {props.isAlone ? <Button href={here.to('/concerns/raise')}>Raise a concern</Button> : null}
      </Section>
      <Lines heading="Your say is asked" items={part.consultations} />
      {props.isAlone ? (
        <Lines heading="Meetings ahead" items={part.visits} all={here.to('/rounds')} />
      ) : null}
      <Lines heading="What you proposed" items={part.own} />
      {props.isAlone ? (
        <Lines heading="What was won" items={part.wins} all={here.to('/wins')} />
      ) : null}
    </>
  )
}

/** A few lines under a heading; nothing at all where there are none. */
function Lines(props: {
  heading: string
  items: readonly LineTo[]
  all?: string | undefined
}): JSX.Element | null {
  if (props.items.length === 0) return null
  return (
    <Section heading={props.heading}>
      <LineList items={props.items} />
      {props.all === undefined ? null : (
        <p class="govuk-body">
          <Link href={props.all}>
            All of them<span class="govuk-visually-hidden">: {props.heading}</span>
          </Link>
        </p>
      )}
    </Section>
  )
}

export function LineList({ items }: { items: readonly LineTo[] }): JSX.Element {
  return (
    <ul class="fl-lines">
      {items.map(({ words, href, more }) => (
        <li>
          <Link href={href}>{words}</Link>
          {more === undefined ? null : <span class="fl-lines__more">{more}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Concerns in the order in which they press; the number is the place, which equal ones share. */
function ConcernList({ items }: { items: readonly ConcernLine[] }): JSX.Element {
  return (
    <ol class="fl-lines fl-lines--ranked">
      {items.map(({ place, words, href, more }) => (
        <li value={place}>
          <Link href={href}>{words}</Link>
          {more === undefined ? null : <span class="fl-lines__more">{more}</span>}
        </li>
      ))}
    </ol>
  )
}
