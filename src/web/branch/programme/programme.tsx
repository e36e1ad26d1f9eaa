import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { demandStateWords } from '../../../core/bargaining/index.ts'
import type { DemandView, ProgrammeView } from '../../../branch/programme/index.ts'
import {
  Button,
  ButtonGroup,
  EmptyState,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
} from '../../components/index.ts'
import { MoreLink } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { demandsLine, DemandTag } from './words.tsx'

/** The programme as it stands: demands in order, red lines apart, what waits, what is published. */
export function programmePage(here: Here, view: ProgrammeView): Plain {
  const isOfficer = here.may('programme.edit')
  return {
    page: { title: view.title, section: 'programme' },
    body: (
      <>
        <Opening heading={view.title}>
          {demandsLine(view.demands)} {publishedLine(view)}
        </Opening>
        {view.opening === '' ? null : <InsetText class="fl-said">{view.opening}</InsetText>}
        <ButtonGroup>
          {isOfficer ? (
            <Button href={here.to('/programme/demands/new')}>Write a demand</Button>
          ) : (
            <Button href={here.to('/programme/proposals/new')}>Propose a demand</Button>
          )}
          {isOfficer ? <Link href={here.to('/programme/proposals/new')}>Propose one</Link> : null}
          {isOfficer ? (
            <Link href={here.to('/programme/edit')}>Change title, opening and red lines</Link>
          ) : null}
          {isOfficer && view.demands.length > 0 ? (
            <Link href={here.to('/programme/publish')}>Publish</Link>
          ) : null}
        </ButtonGroup>
        <Section heading="Demands, in order" id="demands">
          {view.demands.length === 0 ? (
            <EmptyState>
              <p class="govuk-body">
                A demand says what should change, for whom, and by what one will see it.
              </p>
            </EmptyState>
          ) : (
            <ol class="fl-ordered">
              {view.demands.map((demand) => (
                <DemandItem
                  here={here}
                  demand={demand}
                  isLast={demand.place === view.demands.length}
                />
              ))}
            </ol>
          )}
        </Section>
        <Said
          heading="Red lines"
          id="red-lines"
          lines={view.redLines}
          none="No red line is written."
          lead="What the branch will not accept, whatever else is offered. These are no demands."
        />
        <Said
          heading="Principles"
          id="principles"
          lines={view.principles}
          none="No principle is written."
          lead="What the branch stands for, to be quoted word for word."
        />
        <Section heading="What members propose" id="proposals">
          <p class="govuk-body">{waitingLine(view)}</p>
          <MoreLink href={here.to('/programme/proposals')}>
            See every proposal and what became of it
          </MoreLink>
        </Section>
        {view.dropped.length > 0 ? (
          <Section heading="Dropped" id="dropped">
            <ul class="govuk-list govuk-list--bullet">
              {view.dropped.map((demand) => (
                <li>
                  <Link href={here.to(`/programme/demands/${demand.id}`)}>{demand.title}</Link>:{' '}
                  {demand.reason}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {view.published ? (
          <MoreLink href={here.to('/programme/versions')}>Published versions</MoreLink>
        ) : null}
      </>
    ),
  }
}

function publishedLine({ published, unpublished }: ProgrammeView): string {
  if (published === null) return 'It has not been published.'
  const since =
    unpublished.length === 0
      ? 'Nothing has changed since.'
      : `${count(unpublished.length, 'thing')} ${unpublished.length === 1 ? 'has' : 'have'} changed since.`
  const review = published.isDueForReview
    ? ` It was due to be looked at anew on ${longDate(published.reviewOn)}.`
    : ''
  return `Version ${published.number} was published on ${longDate(published.on)}. ${since}${review}`
}

function waitingLine({ open, put }: ProgrammeView): string {
  if (open + put === 0) return 'No proposal waits.'
  return [
    ...(open > 0 ? [`${count(open, 'proposal waits', 'proposals wait')} for an officer.`] : []),
    ...(put > 0 ? [`Members are asked about ${put}.`] : []),
  ].join(' ')
}

function DemandItem(props: { here: Here; demand: DemandView; isLast: boolean }): JSX.Element {
  const { here, demand, isLast } = props
  const { place } = demand
  return (
    <li class="fl-ordered__item" id={`demand-${demand.id}`}>
      <h3 class="govuk-heading-s">
        <span class="fl-ordered__place">{place}.</span>{' '}
        <Link href={here.to(`/programme/demands/${demand.id}`)}>{demand.title}</Link>
      </h3>
      <p class="govuk-body fl-measure">{demand.words}</p>
      <p class="govuk-body">
        <DemandTag state={demand.state} /> {demand.scope === '' ? null : <>For {demand.scope}. </>}
        {demand.baseline === null
          ? 'No figure yet.'
          : `At the start: ${demand.baseline.value}.`}{' '}
        {demand.isCaseload ? (
          <Link href={here.to('/programme/caseload')}>Open the caseload page</Link>
        ) : null}
      </p>
      {here.may('programme.edit') ? (
        <div class="fl-ordered__moves">
          {place === 1 ? null : <Move here={here} demand={demand} to="up" />}
          {isLast ? null : <Move here={here} demand={demand} to="down" />}
        </div>
      ) : null}
    </li>
  )
}

function Move(props: { here: Here; demand: DemandView; to: 'up' | 'down' }): JSX.Element {
  const { here, demand, to } = props
  return (
    <Form action={here.to(`/programme/demands/${demand.id}/move`)}>
      <input type="hidden" name="to" value={to} />
      <Button class="govuk-button--secondary">
        Move {to}
        <span class="govuk-visually-hidden">: {demand.title}</span>
      </Button>
    </Form>
  )
}

/** Red lines or principles: each to be quoted as it stands. */
export function Said(props: {
  heading: string
  id: string
  lead: string
  none: string | null
  lines: readonly { id: string; words: string }[]
}): JSX.Element | null {
  const { lines, none } = props
  if (lines.length === 0 && none === null) return null
  return (
    <Section heading={props.heading} id={props.id}>
      {lines.length === 0 ? (
        <p class="govuk-body">{none}</p>
      ) : (
        <>
          <p class="govuk-body">{props.lead}</p>
          {lines.map(({ id, words }) => (
            <blockquote class="govuk-inset-text fl-said" id={`said-${id}`}>
              {words}
            </blockquote>
          ))}
        </>
      )}
    </Section>
  )
}

export const stateItems = Object.entries(demandStateWords).map(([value, text]) => ({ value, text }))
